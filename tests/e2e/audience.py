"""Visitors with addresses and browsers of their own, as the distribution passes them on."""

import json
import time
from dataclasses import dataclass
from typing import Any

import httpx

from code24.forms.stamps import make_stamp, stamp_key
from local.deployed import Deployed
from tests.e2e.visitor import Built, Cloud

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:{}.0) Gecko/20100101 Firefox/{}.0"


@dataclass(frozen=True)
class Person:
    """Somebody with an address and a browser."""

    address: str
    agent: str = AGENT.format(140, 140)
    country: str = "FR"


class Audience:
    """Everybody who may visit one site."""

    def __init__(self, cloud: Cloud, built: Built) -> None:
        deployed = Deployed.read(cloud.settings.deployment)
        assert deployed is not None
        self.site_id = built.site_id
        self.origin = built.url.rstrip("/")
        self.outputs = deployed.outputs
        self.secret = deployed.origin_secret
        self._base = f"{cloud.settings.aws_url}/_aws/execute-api/{deployed.sites_api}/$default"
        self._told = {
            "x-forwarded-host": f"{built.slug}.localhost:{cloud.settings.port}",
            "x-code24-origin-secret": deployed.origin_secret,
        }

    def see(self, person: Person, path: str = "/") -> httpx.Response:
        """A page, in a browser that may run scripts or not."""
        return self._request("GET", path, person)

    def tell(self, person: Person, *events: dict[str, Any]) -> httpx.Response:
        """What the script in a page tells: events in its own format, each with the page's path below `u`."""
        body = json.dumps([event | {"u": self.origin + event["u"]} for event in events])
        return self._request("POST", "/api/event", person, content=body)

    def send(self, person: Person, kind: str, fields: dict[str, Any]) -> httpx.Response:
        """A form, as a browser posts it."""
        return self._request("POST", f"/api/form/{kind}", person, data=fields)

    def stamp(self, seconds: int) -> str:
        """What forms of a page that is served so many seconds from now are stamped with: nobody waits for its age."""
        return make_stamp(stamp_key(self.secret), self.site_id, int(time.time()) + seconds, "0123456789abcdef")

    def _request(self, method: str, path: str, person: Person, **more: Any) -> httpx.Response:
        headers = self._told | {
            "x-code24-visitor": person.address,
            "cloudfront-viewer-country": person.country,
            "user-agent": person.agent,
            "accept": "text/html",
        }
        return httpx.request(method, self._base + path, headers=headers, timeout=40, trust_env=False, **more)
