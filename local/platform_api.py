"""The platform API, as commands call it."""

import json
import time
from typing import Any

import httpx

from local.errors import LocalCloudError
from local.settings import LOOPBACK, Settings


class PlatformApi:
    """The platform API through the front door."""

    def __init__(self, settings: Settings, key: str) -> None:
        headers = {"host": f"api.localhost:{settings.port}", "authorization": f"Bearer {key}"}
        self._client = httpx.Client(
            base_url=f"http://{LOOPBACK}:{settings.port}", headers=headers, timeout=40, trust_env=False
        )

    def call(self, method: str, path: str, **arguments: Any) -> Any:
        """The answer's JSON. Raises ApiError for a problem."""
        try:
            answer = self._client.request(method, path, **arguments)
        except httpx.HTTPError as error:
            raise LocalCloudError(f"{method} {path}: {error}", "`make status` says more.") from error
        if answer.is_error:
            raise ApiError(method, path, answer)
        return answer.json() if answer.content else None


class ApiError(LocalCloudError):
    """The platform API refused."""

    def __init__(self, method: str, path: str, answer: httpx.Response) -> None:
        try:
            told = json.dumps(answer.json(), indent=2, ensure_ascii=False)
        except ValueError:
            told = answer.text[:600]
        super().__init__(f"{method} {path} answered {answer.status_code}.", told)
        self.status = answer.status_code


def still_there(api: PlatformApi, site: str | None) -> str | None:
    """The site's id, if it is there and can be worked on."""
    if site is None:
        return None
    try:
        found = api.call("GET", f"/sites/{site}")
    except ApiError as error:
        if error.status in {401, 404}:
            return None
        raise
    return site if found["status"] in {"active", "building"} else None


def await_page(settings: Settings, slug: str) -> None:
    """Wait until a site answers 200. Raises LocalCloudError where it does not within seconds."""
    end = time.monotonic() + 10
    while True:
        answer = httpx.get(
            f"http://{LOOPBACK}:{settings.port}/",
            headers={"host": f"{slug}.localhost:{settings.port}"},
            timeout=30,
            trust_env=False,
        )
        if answer.status_code == 200:
            return
        if time.monotonic() > end:
            raise LocalCloudError(f"The site was published, but answers {answer.status_code}.", answer.text[:300])
        time.sleep(0.2)
