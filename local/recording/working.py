"""Builds and cycles, counted."""

import io
import json
import re
import time
import zipfile

import httpx

from code24.costs.recorded import Scenario
from local.errors import LocalCloudError
from local.recording.observing import Observed
from local.settings import LOOPBACK, ROOT

_REQUEST = ROOT / "events" / "requests" / "bakery-en.json"
_WEAKENED = (
    (re.compile(rb'<meta name="description"[^>]*>'), b""),
    (re.compile(rb'\salt="[^"]*"'), b""),
    (re.compile(rb'<html lang="[^"]*"'), b"<html"),
    (re.compile(rb"<h1[^>]*>(.*?)</h1>", re.S), rb"<h2>\1</h2>"),
)
"""What is taken from a good website, so that a cycle has something to mend."""
IDLE = 10
"""Unchanged cycles that are counted together: as many as a generation of the chain has, so one milestone is in them."""


def build(observed: Observed, name: str, title: str) -> tuple[Scenario, str]:
    """A build from a description to a live website whose loop rests; returns its site's id too."""
    request = json.loads(_REQUEST.read_text()) | {"name": f"Counted bakery {name}"}
    with observed.counting() as counted:
        accepted = observed.api.call("POST", "/build", json=request)
        await_builds(observed)
    state = observed.api.call("GET", f"/build?instanceId={accepted['id']}")
    if state["status"]["status"] != "complete":
        raise LocalCloudError(f"The build ended as {state['status']['status']}.")
    return counted.scenario(name, title, 1), str(state["status"]["output"]["siteId"])


def await_builds(observed: Observed) -> None:
    """Wait until no build is at work."""
    states, machine = observed.aws("stepfunctions"), observed.deployed.outputs["BuildStateMachineArn"]

    def none_left() -> bool:
        return not states.list_executions(stateMachineArn=machine, statusFilter="RUNNING")["executions"]

    observed.until(none_left, "The build")
    time.sleep(1.0)


def pages_of(observed: Observed, site: str) -> tuple[str, ...]:
    """The paths of a site's pages, the home page first."""
    live = observed.api.call("GET", f"/sites/{site}")["liveRelease"]
    files = observed.api.call("GET", f"/sites/{site}/releases/{live}")["files"]
    return tuple(
        sorted(each["path"].removesuffix("index.html") for each in files if each["path"].endswith("/index.html"))
    )


def cycle_of_website(observed: Observed, site: str, pages: tuple[str, ...], name: str) -> tuple[Scenario, str]:
    """The first cycle of a website that its owner sends: imported, audited, mended, proved and published."""
    packed = io.BytesIO()
    home = observed.api.call("GET", f"/sites/{site}")["slug"]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            archive.writestr(page.lstrip("/") + "index.html", _weakened(_page(observed, home, page)))
    ticket = observed.api.call(
        "POST", "/uploads", json={"contentType": "application/zip", "bytes": len(packed.getvalue())}
    )
    sent = httpx.put(ticket["url"], content=packed.getvalue(), headers=ticket["headers"], timeout=60, trust_env=False)
    if sent.is_error:
        raise LocalCloudError(f"The upload was answered {sent.status_code}.", sent.text[:300])
    with observed.counting() as counted:
        accepted = observed.api.call(
            "POST", "/optimize", json={"name": f"Counted {name}", "uploadId": ticket["uploadId"]}
        )
        imported = str(accepted["siteId"])
        await_rest(observed, imported, 1)
    fixes = observed.api.call("GET", f"/sites/{imported}/cycles/{accepted['id']}")["optimization"]["fixes"]
    note = f"{len(pages)} pages, {len(fixes)} fixes"
    title = "a cycle that mends and publishes" + (", all functions cold" if name == "cycle-cold" else "")
    return counted.scenario(name, title, 1, note), imported


def cycle_without_gain(observed: Observed, site: str) -> Scenario:
    """A whole cycle that was asked for, and finds nothing to do better."""
    before = int(_loop(observed, site)["cycle"])
    with observed.counting() as counted:
        observed.api.call("POST", f"/sites/{site}/loop/run")
        await_rest(observed, site, before + 1)
    return counted.scenario("cycle-without-gain", "a whole cycle that finds nothing to mend", 1)


def unchanged_cycles(observed: Observed, site: str) -> Scenario:
    """Cycles of a website at which nothing has changed: the cheap check, again and again, with milestones.

    They are counted without their rests, which cost nothing: the loop is told to rest for a second.
    """
    observed.api.call("POST", f"/sites/{site}/loop/pause")
    _rest_for(observed, site, 1)
    observed.api.call("POST", f"/sites/{site}/loop/resume")
    first = int(_loop(observed, site)["cycle"])
    await_rest(observed, site, first + 2)
    with observed.counting() as counted:
        begun = int(_loop(observed, site)["cycle"])
        await_rest(observed, site, begun + IDLE)
        done = int(_loop(observed, site)["cycle"]) - begun
    observed.api.call("POST", f"/sites/{site}/loop/pause")
    note = "with a tenth of a milestone and of the chain's next execution"
    return counted.scenario("unchanged-cycle", "an unchanged cycle", done, note)


def await_rest(observed: Observed, site: str, cycle: int) -> None:
    """Wait until a loop has done its cycle of a number, and rests."""

    def rests() -> bool:
        loop = _loop(observed, site)
        return int(loop.get("cycle") or 0) >= cycle and not loop.get("working_since")

    observed.until(rests, f"Cycle {cycle} of {site}")


def _loop(observed: Observed, site: str) -> dict[str, str]:
    """The loop's record as far as it is plain."""
    table = observed.deployed.outputs["SitesTableName"]
    item = observed.aws("dynamodb").get_item(TableName=table, Key=_key(site), ConsistentRead=True).get("Item", {})
    return {name: value.get("S") or value.get("N") or "" for name, value in item.items()}


def _rest_for(observed: Observed, site: str, seconds: int) -> None:
    observed.aws("dynamodb").update_item(
        TableName=observed.deployed.outputs["SitesTableName"],
        Key=_key(site),
        UpdateExpression="SET fixed_wait = :seconds",
        ExpressionAttributeValues={":seconds": {"N": str(seconds)}},
    )


def _key(site: str) -> dict[str, dict[str, str]]:
    return {"site_id": {"S": site}, "record": {"S": "loop"}}


def _page(observed: Observed, slug: str, path: str) -> bytes:
    port = observed.settings.port
    answer = httpx.get(
        f"http://{LOOPBACK}:{port}{path}", headers={"host": f"{slug}.localhost:{port}"}, timeout=30, trust_env=False
    )
    return answer.content


def _weakened(page: bytes) -> bytes:
    for pattern, instead in _WEAKENED:
        page = pattern.sub(instead, page)
    return page
