"""`make optimize`: a website's first cycle through the platform API, followed to its end; its loop goes on by itself.

The same website has one site: what was optimized before is worked on again, at the same address. Which site that is, is
kept in `.local/optimize.json`, a folder by what is in it. A run that was interrupted left its optimization there, and
the next one follows it to its end.
"""

import hashlib
import io
import json
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
from rich.table import Table

from code24.adapters.local_ways import parsed_ways
from code24.adapters.system import SystemClock
from code24.adapters.web import PublicFetcher
from code24.command.sources import Source, read_source
from code24.errors import Code24Error
from code24.optimize.loop.starting import name_of_host
from local.aws import client
from local.deployed import Deployed
from local.errors import LocalCloudError
from local.output import Output
from local.platform_api import ApiError, PlatformApi, await_page, still_there
from local.progress import progress
from local.settings import Settings

POLL = 0.5
LONGEST = 900.0
"""Seconds after which the command no longer waits."""
_STEPS = ("Begin", "ImportSite", "Audits", "Plan", "Apply", "Verify", "Publish", "Learn", "Store")


def require_one_source(url: str, folder: str) -> None:
    """Raises LocalCloudError where not exactly one website is named, or the folder is none."""
    if bool(url) == bool(folder):
        said = "Say which website, by its address or its folder." if not url else "Say one website, not two."
        raise LocalCloudError(said, "make optimize URL=https://… or make optimize DIR=folder")
    if folder and not Path(folder).exists():
        raise LocalCloudError(f"There is no {folder}.", "DIR is a folder with a website's files, or a zip of them.")


def optimize_website(
    settings: Settings,
    key: str,
    output: Output,
    *,
    url: str = "",
    folder: str = "",
    resolve: str = "",
    wanted: Mapping[str, str],
) -> str:
    """Optimize an address or a folder, show how it goes, and return the new address.

    `resolve` (`HOST=127.0.0.1:PORT …`) says where hosts are on this machine: the website is then read here and sent as
    a zip, as the platform itself reads public addresses only. `wanted` are further fields of `POST /optimize`. Raises
    LocalCloudError where the cycle fails.
    """
    require_one_source(url, folder)
    api, begun = PlatformApi(settings, key), time.monotonic()
    record = settings.state / "optimize.json"
    known = _known(record)
    found = _read(folder or url, resolve, settings, output) if folder or resolve else None
    packed = _packed(found) if found else b""
    name = hashlib.sha256(packed or url.encode()).hexdigest()[:16]
    unfinished, site = f"{name}/job", still_there(api, known.get(name))
    job = known.get(unfinished, "")
    if job and _is_there(api, job):
        output.note(f"Optimization {job} of an earlier run goes on")
    elif site:
        job = str(api.call("POST", f"/sites/{site}/loop/run")["id"])
        output.note(f"The website is site {site} already; its loop works now")
    else:
        source = {"uploadId": _uploaded(api, packed, output)} if packed else {"url": url}
        named = {"name": name_of_host(found.website.origin)} if found else {}
        accepted = api.call("POST", "/optimize", json={**named, **source, **wanted})
        job, known[name] = str(accepted["id"]), str(accepted["siteId"])
        output.note(f"POST {settings.api_url}/optimize: optimization {job}, site {known[name]}")
    record.write_text(json.dumps(known | {unfinished: job}))
    state = _follow(api, settings, job, output)
    known.pop(unfinished, None)
    record.write_text(json.dumps(known))
    standing = state["status"]
    if standing["status"] != "complete":
        raise _failed(job, standing)
    return _told(api, settings, state, output, time.monotonic() - begun)


def _known(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text()))
    except (OSError, ValueError):
        return {}


def _is_there(api: PlatformApi, job: str) -> bool:
    try:
        api.call("GET", f"/optimize?instanceId={job}")
    except ApiError as error:
        if error.status in {401, 404}:
            return False
        raise
    return True


def _read(source: str, resolve: str, settings: Settings, output: Output) -> Source:
    """A website as this machine sees it, with the files of other hosts. Raises LocalCloudError."""
    try:
        ways = parsed_ways(resolve, settings.loopback_ports)
        resolved = {host: f"{address}:{port}" for host, (address, port) in ways.resolved.items()}
        web = PublicFetcher(resolved, ways.loopback_ports)
        with output.step(f"Reading {source}", f"Read {source}"):
            return read_source(source, None, 60, web=web, clock=SystemClock(), report=lambda line: None)
    except Code24Error as problem:
        raise LocalCloudError(str(problem)) from problem


def _packed(source: Source) -> bytes:
    """A website as a zip; the same files make the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in source.website.files.values():
            archive.writestr(zipfile.ZipInfo(file.path.lstrip("/"), (1980, 1, 1, 0, 0, 0)), file.content)
    return target.getvalue()


def _uploaded(api: PlatformApi, packed: bytes, output: Output) -> str:
    with output.step("Sending the folder", f"Sent {len(packed):,} bytes"):
        ticket = api.call("POST", "/uploads", json={"contentType": "application/zip", "bytes": len(packed)})
        answer = httpx.put(ticket["url"], content=packed, headers=ticket["headers"], timeout=120, trust_env=False)
        if answer.is_error:
            raise LocalCloudError(f"The upload was answered {answer.status_code}.", answer.text[:300])
    return str(ticket["uploadId"])


def _follow(api: PlatformApi, settings: Settings, job: str, output: Output) -> dict[str, Any]:
    end = time.monotonic() + LONGEST
    states = _History(settings)
    with progress(output.console, _STEPS) as show:
        while time.monotonic() < end:
            state: dict[str, Any] = api.call("GET", f"/optimize?instanceId={job}")
            loop = state.get("loop") or {}
            show.update(states.of(state["siteId"], loop.get("generation", 1), state.get("startedAt")))
            if state["status"]["status"] in {"complete", "errored", "terminated"}:
                return state
            time.sleep(POLL)
    raise LocalCloudError(f"The cycle has not ended after {LONGEST:.0f} s.", "Its execution tells where it is.")


class _History:
    """The steps of a cycle, as its execution's history tells them."""

    def __init__(self, settings: Settings) -> None:
        deployed = Deployed.read(settings.deployment)
        machine = deployed.outputs.get("OptimizeStateMachineArn", "") if deployed else ""
        self._prefix = machine.replace(":stateMachine:", ":execution:")
        self._step_functions = client(settings, "stepfunctions")

    def of(self, site: str, generation: int, since: str | None) -> list[dict[str, Any]]:
        """One entry a step of the cycle that began at `since`, in the form that the display takes."""
        if since is None:
            return []
        steps: dict[str, dict[str, Any]] = {}
        for kind, name, at in self._events(f"{self._prefix}:{site}-g{generation}"):
            if name not in _STEPS:
                continue
            if name == _STEPS[0] and kind.endswith("StateEntered"):
                steps.clear()  # an execution works more than one cycle
            if kind.endswith("StateEntered"):
                steps[name] = {"worker": name, "status": "running", "startedAt": at}
            elif name in steps:
                steps[name] |= {"status": "complete", "completedAt": at}
        return list(steps.values())

    def _events(self, execution: str) -> Iterator[tuple[str, str, str]]:
        try:
            pages = self._step_functions.get_paginator("get_execution_history").paginate(executionArn=execution)
            events = [event for page in pages for event in page["events"]]
        except self._step_functions.exceptions.ExecutionDoesNotExist:
            return
        for event in events:
            details = event.get("stateEnteredEventDetails") or event.get("stateExitedEventDetails")
            if details:
                yield event["type"], details["name"], event["timestamp"].isoformat()


def _failed(job: str, standing: Mapping[str, Any]) -> LocalCloudError:
    error = standing.get("error") or {}
    where = f" in {error['step']}" if error.get("step") else ""
    return LocalCloudError(
        f"Optimization {job} ended as {standing['status']}{where}: {error.get('error', '')}".rstrip(": "),
        error.get("message") or "`aws logs tail` shows what the workers said.",
    )


def _told(api: PlatformApi, settings: Settings, state: Mapping[str, Any], output: Output, seconds: float) -> str:
    """The table of before and after, and where things are."""
    result, site = state["status"]["output"], state["siteId"]
    cycle = api.call("GET", f"/sites/{site}/cycles/{state['id']}")
    optimization = cycle["optimization"]
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for heading in ("", "before", "after"):
        table.add_column(heading, justify="left" if not heading else "right")
    for category, before in result["scoresBefore"].items():
        table.add_row(category, f"{before:.1f}", f"{result['scoresAfter'].get(category, before):.1f}")
    table.add_row("findings", str(result["findingsBefore"]), str(result["findingsAfter"]))
    weights = optimization["weights"]
    if weights:
        for what, unit, by in (("bytes", "KB a page", 1_000), ("requests", "requests a page", 1)):
            sums = [sum(page[f"{what}{when}"] for page in weights) / len(weights) / by for when in ("Before", "After")]
            table.add_row(unit, *(f"{value:,.0f}" for value in sums))
    output.console.print(table)
    for note in optimization["notes"]:
        output.warn(note)
    slug = api.call("GET", f"/sites/{site}")["slug"]
    await_page(settings, slug)
    output.note(
        f"{result['fixesApplied']} fixes applied, {result['fixesWithdrawn']} withdrawn; live after {seconds:.1f} s: ",
        result["url"],
    )
    output.say(
        f"""
  Findings, fixes    {settings.api_url}/sites/{site}/findings · /fixes · /challengers   (key: make key)
  Its loop           {settings.api_url}/sites/{site}/loop   works again in an hour, or by POST …/loop/run
  Stop               make down
"""
    )
    return str(result["url"])
