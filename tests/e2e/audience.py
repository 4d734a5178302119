"""Visitors with addresses and browsers of their own, as the distribution passes them on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from local.deployed import Deployed
from local.simulation.sending import Distribution, Sending, body_of
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
        self.origin = built.url.rstrip("/")
        self.outputs = deployed.outputs
        host = f"{built.slug}.localhost:{cloud.settings.port}"
        self._distribution = Distribution(cloud.settings.aws_port, deployed.sites_api, deployed.origin_secret, host)

    def see(self, person: Person, path: str = "/") -> httpx.Response:
        """A page, in a browser that may run scripts or not."""
        return self._distribution.get(path, person.address, person.agent, person.country)

    def tell(self, person: Person, *events: dict[str, Any]) -> httpx.Response:
        """What the script in a page tells: events in its own format, each with the page's address below `u`."""
        body = body_of(event | {"u": self.origin + event["u"]} for event in events)
        return self._distribution.post(Sending(body, person.address, person.agent, person.country))


def awaited[Found](look: Callable[[], Found], is_it: Callable[[Found], bool], seconds: float = 40) -> Found:
    """What is there once it is as it should be."""
    end = time.monotonic() + seconds
    while not is_it(found := look()):
        assert time.monotonic() < end, f"after {seconds} s: {found}"
        time.sleep(0.25)
    return found
