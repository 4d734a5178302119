"""Where a simulation takes place: a new site on the local cloud."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local.aws import client
from local.deployed import Deployed
from local.errors import LocalCloudError
from local.output import Output
from local.platform_api import PlatformApi, await_page
from local.settings import ROOT, Settings
from local.simulation.sending import Distribution

LONGEST = 420.0
"""Seconds that anything is waited for."""
_REQUEST = ROOT / "events" / "requests" / "bakery-en.json"


@dataclass(frozen=True)
class Stage:
    """Where the simulation takes place."""

    settings: Settings
    api: PlatformApi
    deployed: Deployed
    site: str
    slug: str
    distribution: Distribution
    paths: tuple[str, ...]

    @property
    def origin(self) -> str:
        """The site's address."""
        return f"http://{self.slug}.localhost:{self.settings.port}"


def stage_of(settings: Settings, api: PlatformApi, output: Output) -> Stage:
    """Build a site, and wait until it is live. Raises LocalCloudError."""
    deployed = Deployed.read(settings.deployment)
    if deployed is None:
        raise LocalCloudError("Nothing is deployed.", "`make up` deploys.")
    with output.step("Building a site", "Built a site"):
        request = json.loads(_REQUEST.read_text()) | {"name": "Simulated bakery"}
        accepted = api.call("POST", "/build", json=request)
        state = until(lambda: api.call("GET", f"/build?instanceId={accepted['id']}"), _ended, "The build")
        if state["status"]["status"] != "complete":
            raise LocalCloudError(f"The build ended as {state['status']['status']}.")
        made = state["status"]["output"]
        await_page(settings, made["slug"])
    site, slug = made["siteId"], made["slug"]
    live = api.call("GET", f"/sites/{site}")["liveRelease"]
    files = api.call("GET", f"/sites/{site}/releases/{live}")["files"]
    paths = sorted(file["path"].removesuffix("index.html") for file in files if file["path"].endswith("/index.html"))
    host = f"{slug}.localhost:{settings.port}"
    distribution = Distribution(settings.aws_port, deployed.sites_api, deployed.origin_secret, host)
    return Stage(settings, api, deployed, site, slug, distribution, tuple(paths))


def await_empty(stage: Stage, queue: str) -> None:
    """Wait until nothing is in a queue any more, and nothing at work."""
    url, sqs = stage.deployed.outputs[queue], client(stage.settings, "sqs")

    def left() -> int:
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        return sum(int(found[f"ApproximateNumberOfMessages{kind}"]) for kind in ("", "NotVisible", "Delayed"))

    until(left, lambda count: count == 0, f"The work behind {queue.removesuffix('Url')}")


def until[T](look: Callable[[], T], is_done: Callable[[T], bool], what: str) -> T:
    """Look until it is done; raises LocalCloudError where that takes too long."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if is_done(found := look()):
            return found
        time.sleep(0.5)
    raise LocalCloudError(f"{what} is not done after {LONGEST:.0f} s.", "`aws logs tail` shows what functions said.")


def _ended(state: dict[str, Any]) -> bool:
    return state["status"]["status"] in {"complete", "errored", "terminated"}
