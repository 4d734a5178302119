"""How the platform stands, in words: what `GET /status` says of the local cloud."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.errors import LocalCloudError
from local.output import Output
from local.platform_api import PlatformApi
from local.settings import Settings


def tell_standing(settings: Settings, output: Output) -> None:
    """Say it; nothing where there is no key yet, and a warning where the API does not tell."""
    try:
        key = settings.api_key.read_text().strip()
    except FileNotFoundError:
        return
    try:
        standing = PlatformApi(settings, key).call("GET", "/status")
    except LocalCloudError as error:
        output.warn(f"{error} `make key` makes the local key an operator's.")
        return
    for line in lines(standing):
        output.note(line)


def lines(standing: Mapping[str, Any]) -> Iterator[str]:
    """The answer of `GET /status` as sentences, what failed last."""
    running, due, failed = standing["running"], standing["due"], standing["failed"]
    if standing["measuredAt"] is None:
        yield "No tick has counted anything yet; the first comes within three minutes"
    else:
        builds, cycles, waiting = running["builds"] or 0, running["cycles"] or 0, _several(running["waiting"])
        yield f"Counted at {standing['measuredAt']}: {builds} builds run, {cycles} cycles are at work, {waiting} wait"
        yield f"Due were {_several(due['found'])}; {due['left'] or 0} are left for the next tick"
    for each in failed["schedules"]:
        yield f"Failed: the schedule {each['schedule']} of {each['scheduledAt']}: {each['error']}"
    for each in failed["parked"]:
        yield f"Parked: the {each['kind']} {each['id']}: {each['reason']}"
    if failed["deadLetters"]:
        yield f"Dead letters: {_several(failed['deadLetters'])}"
    if standing["well"] is not None:
        yield "The platform is well" if standing["well"] else "The platform is not well: docs/runbook.md"


def _several(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
