"""One build as its owner sees it: from `POST /build` to the first page of the live site, on a local cloud."""

import contextlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from local import cloud
from local.customer import local_key
from local.output import Output
from local.platform_api import PlatformApi
from local.settings import LOOPBACK, ROOT, Settings
from tests.ports import free_ports

REQUEST = ROOT / "events" / "requests" / "bakery-en.json"
BUILDS = 20
POLL = 0.05
LONGEST = 120.0


def measure() -> dict[str, Any]:
    """Seconds of builds of new sites (median and each), the first one, which starts the functions, beside them."""
    with running_cloud() as settings:
        api = PlatformApi(settings, local_key(settings, Output(stderr=True)))
        request = json.loads(REQUEST.read_text())
        first, *times = [build_and_delete(api, settings, request) for _ in range(BUILDS + 1)]
    return {
        "seconds": round(statistics.median(times), 2),
        "each": times,
        "first_after_start": first,
        "builds": BUILDS,
    }


def build_and_delete(api: PlatformApi, settings: Settings, request: dict[str, Any]) -> float:
    """Seconds from asking for a site to its first page; the site is deleted afterwards."""
    begun = time.perf_counter()
    build = api.call("POST", "/build", json=request)["id"]
    while (status := api.call("GET", f"/build?instanceId={build}")["status"])["status"] in {"queued", "running"}:
        if time.perf_counter() - begun > LONGEST:
            raise RuntimeError(f"build {build} is not done after {LONGEST:.0f} s")
        time.sleep(POLL)
    if status["status"] != "complete":
        raise RuntimeError(f"build {build} ended as {status}")
    host = f"{status['output']['slug']}.localhost:{settings.port}"
    page = httpx.get(f"http://{LOOPBACK}:{settings.port}/", headers={"host": host}, timeout=30, trust_env=False)
    taken = time.perf_counter() - begun
    if page.status_code != httpx.codes.OK:
        raise RuntimeError(f"{host} answers {page.status_code}")
    api.call("DELETE", f"/sites/{status['output']['siteId']}")
    return round(taken, 2)


@contextlib.contextmanager
def running_cloud() -> Iterator[Settings]:
    """The local cloud that runs, or one of its own that is removed afterwards."""
    settings = Settings.read(os.environ)
    if cloud.problem(settings) is None:
        yield settings
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(ROOT, Path(folder) / "state", *free_ports(2))
        try:
            cloud.up(settings, Output(stderr=True))
            yield settings
        finally:
            cloud.clean(settings, Output(stderr=True))
