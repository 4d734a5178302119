"""Somebody on the network of this machine: requests with any host, and the platform API with a key."""

import json
import time
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx

from local.aws import client
from local.settings import ROOT, Settings
from tests.e2e.waiting import awaited

REQUESTS = ROOT / "events" / "requests"


def request_of(sample: str, **changes: Any) -> dict[str, Any]:
    """A sample build request, changed."""
    return json.loads((REQUESTS / f"{sample}.json").read_text()) | changes


@dataclass(frozen=True)
class Built:
    """A build that has ended well."""

    build_id: str
    site_id: str
    release_id: str
    slug: str
    url: str
    preview_url: str
    progress: tuple[dict[str, Any], ...]
    seconds: float


class Cloud:
    """A local cloud of the tests' own, seen from outside."""

    def __init__(self, settings: Settings, key: str) -> None:
        self.settings = settings
        self.key = key

    @cached_property
    def _http(self) -> httpx.Client:
        base = f"http://127.0.0.1:{self.settings.port}"
        return httpx.Client(base_url=base, timeout=60, trust_env=False, follow_redirects=False)

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    def visit(self, host: str, path: str = "/", method: str = "GET", **headers: str) -> httpx.Response:
        """A request to a host label below `localhost`; `if_none_match` stands for `if-none-match`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("accept-encoding", "identity")
        return self._http.request(method, path, headers={"host": f"{host}.localhost:{self.settings.port}"} | named)

    def api(self, method: str, path: str, body: Any = None, *, key: str | None = "", **headers: str) -> httpx.Response:
        """A request to the platform API, with the tests' own key unless another or None is given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            named["authorization"] = f"Bearer {key or self.key}"
        named["host"] = f"api.localhost:{self.settings.port}"
        return self._http.request(method, path, json=body, headers=named)

    def build(self, request: dict[str, Any], **headers: str) -> Built:
        """Build a site and wait for the end."""
        begun = time.monotonic()
        accepted = self.api("POST", "/build", request, **headers)
        assert accepted.status_code == 202, accepted.text
        return self.finished(accepted.json()["id"], begun)

    def finished(self, build_id: str, begun: float) -> Built:
        """Wait until a build has ended well."""
        state = self.ended(build_id)
        assert state["status"]["status"] == "complete", json.dumps(state, indent=1)
        output = state["status"]["output"]
        return Built(
            build_id,
            output["siteId"],
            output["releaseId"],
            output["slug"],
            output["url"],
            output["previewUrl"],
            tuple(state["progress"]),
            time.monotonic() - begun,
        )

    def ended(self, build_id: str) -> dict[str, Any]:
        """Wait until a build has ended in any way."""

        def state() -> dict[str, Any]:
            answer = self.api("GET", f"/build?instanceId={build_id}")
            assert answer.status_code == 200, answer.text
            return dict(answer.json())

        return awaited(state, lambda found: found["status"]["status"] in {"complete", "errored", "terminated"})

    def aws(self, service: str) -> Any:
        """A client of the emulated AWS."""
        return client(self.settings, service)


def label_of(url: str) -> str:
    """The host label of a site's address."""
    return httpx.URL(url).host.removesuffix(".localhost")
