"""`make demo`: one build through the platform API, followed to its end.

The demo of a request has one site. A second run makes a new release of it, so it shows what the code does now, at the
same address; the site's id is kept in `.local/demo.json`. A run that was interrupted left its `Idempotency-Key` there,
and the next one goes on with the same build.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local.deployed import Deployed
from local.errors import LocalCloudError
from local.output import Output
from local.platform_api import PlatformApi, await_page, still_there
from local.progress import Progress, progress
from local.settings import Settings

POLL = 0.25
LONGEST = 300.0
"""Seconds after which the demo no longer waits."""


def read_request(path: Path) -> dict[str, Any]:
    """A build request from a file. Raises LocalCloudError."""
    try:
        request = json.loads(path.read_text())
    except FileNotFoundError as error:
        raise LocalCloudError(
            f"There is no {path}.", "Choose a request: make demo REQUEST=events/requests/….json"
        ) from error
    except ValueError as error:
        raise LocalCloudError(f"{path} is not JSON: {error}") from error
    if not isinstance(request, dict):
        raise LocalCloudError(f"{path} holds no JSON object.")
    return request


def build_site(
    settings: Settings, key: str, request: dict[str, Any], output: Output, *, again: str = "make demo"
) -> str:
    """Build a site, show how it goes, and return its address; `again` is the command that builds it once more.

    Raises LocalCloudError where the build fails.
    """
    api = PlatformApi(settings, key)
    sites = settings.state / "demo.json"
    known = _known(sites)
    name = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()[:16]
    site = still_there(api, known.get(name))
    begun = time.monotonic()
    unfinished = f"{name}/key"
    once = known.setdefault(unfinished, uuid.uuid4().hex)  # a demo that was interrupted goes on with its build
    sites.write_text(json.dumps(known))
    wanted = request | ({"siteId": site} if site else {})
    accepted = api.call("POST", "/build", json=wanted, headers={"idempotency-key": once})
    output.note(
        f"POST {settings.api_url}/build: build {accepted['id']}"
        + (f", a new release of site {site}" if site else f" of “{request.get('name', '')}”")
    )
    state = _follow(lambda: api.call("GET", f"/build?instanceId={accepted['id']}"), output)
    standing = state["status"]
    del known[unfinished]
    if standing["status"] != "complete":
        sites.write_text(json.dumps(known))
        raise _failed(accepted["id"], standing)
    result = standing["output"]
    sites.write_text(json.dumps(known | {name: result["siteId"]}))
    await_page(settings, result["slug"])
    output.note(f"Live after {time.monotonic() - begun:.1f} s: ", result["url"])
    for thing in state.get("toDo", ())[:3]:
        output.say(f"    for the owner to add: {thing['message']}")
    output.say(
        f"""
  The site           {result["url"]}
  This release       {result["previewUrl"]}
  Its execution      eval "$(make -s env)"
                     aws stepfunctions get-execution-history --execution-arn {_execution(settings, accepted["id"])}
  Once more          {again}      (a new release of the same site)
  Another business   make demo REQUEST=events/requests/….json
  Stop               make down
"""
    )
    return str(result["url"])


def _execution(settings: Settings, build: str) -> str:
    deployed = Deployed.read(settings.deployment)
    return f"{deployed.state_machine.replace(':stateMachine:', ':execution:')}:{build}" if deployed else build


def _known(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text()))
    except (OSError, ValueError):
        return {}


def _follow(read: Callable[[], dict[str, Any]], output: Output) -> dict[str, Any]:
    end = time.monotonic() + LONGEST
    with progress(output.console) as show:
        while time.monotonic() < end:
            state = read()
            _show(show, state)
            if state["status"]["status"] in {"complete", "errored", "terminated"}:
                return state
            time.sleep(POLL)
    raise LocalCloudError(f"The build has not ended after {LONGEST:.0f} s.", "Its execution tells where it is.")


def _show(show: Progress, state: dict[str, Any]) -> None:
    show.update(state.get("progress", ()))


def _failed(build: str, standing: dict[str, Any]) -> LocalCloudError:
    error = standing.get("error") or {}
    worker, name = error.get("worker"), error.get("error", standing["status"])
    findings = "".join(f"\n  - {_text(finding)}" for finding in error.get("findings", ()))
    return LocalCloudError(
        f"Build {build} ended as {standing['status']}: {name}" + (f" in {worker}" if worker else ""),
        f"{error.get('message', '')}{findings}".strip() or "`aws logs tail` shows what the workers said.",
    )


def _text(thing: Any) -> str:
    return thing if isinstance(thing, str) else json.dumps(thing, ensure_ascii=False)
