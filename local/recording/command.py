"""The whole of `make cost`: a local cloud of its own, everything done and counted in it, and the page written anew."""

import os
import platform
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psutil
from rich.table import Table

from code24.costs.page import renewed
from code24.costs.price_list import PRICES
from code24.costs.prices import by_service, usd
from code24.costs.recorded import Recorded, Scenario
from code24.errors import Code24Error
from local import cloud
from local.customer import local_key
from local.deployed import Deployed
from local.errors import LocalCloudError
from local.output import Output
from local.platform_api import PlatformApi
from local.recording import experimenting, standing, traffic, working
from local.recording.observing import Observed
from local.settings import LOOPBACK, ROOT, Settings

RECORDED = ROOT / "docs" / "cost" / "recorded.json"
PAGE = ROOT / "docs" / "cost.md"


def cost(settings: Settings, output: Output) -> None:
    """Count everything on a fresh local cloud, and write what was counted and the page about it."""
    began, load = datetime.now(UTC), os.getloadavg()[0]
    with _own_cloud(settings, output) as observed, standing.held_schedules(observed):
        scenarios, missing = _count(observed, output)
    recorded = Recorded(
        at=began,
        machine=platform.machine(),
        processors=psutil.cpu_count() or 1,
        load=round(load, 2),
        load_after=round(os.getloadavg()[0], 2),
        scenarios=scenarios,
        missing=missing,
    )
    RECORDED.parent.mkdir(exist_ok=True)
    RECORDED.write_text(recorded.model_dump_json(indent=1) + "\n")
    PAGE.write_text(renewed(PAGE.read_text(), recorded))
    _show(recorded, output)
    for each in missing:
        output.warn(each)
    output.note("Written: ", f"{RECORDED.relative_to(ROOT)}, {PAGE.relative_to(ROOT)}")


def _count(observed: Observed, output: Output) -> tuple[tuple[Scenario, ...], tuple[str, ...]]:
    found: list[Scenario] = []
    missing: list[str] = []

    def there(function: str, what: str) -> bool:
        known = standing.exists(observed, function)
        if not known:
            missing.append(f"{function} is not deployed, so {what} was not counted.")
        return known

    with output.step("Building twice", "Built twice, with cold functions and with warm ones"):
        cold, _ = working.build(observed, "build-cold", "a build, all functions cold")
        warm, site = working.build(observed, "build", "a build")
        found += [cold, warm]
    pages = working.pages_of(observed, site)
    with output.step("Optimizing", "Optimized, with gain, without, and with nothing changed"):
        found.append(working.cycle_of_website(observed, site, pages, "cycle-cold")[0])
        mended, imported = working.cycle_of_website(observed, site, pages, "cycle")
        found += [mended, working.cycle_without_gain(observed, imported), working.unchanged_cycles(observed, imported)]
    with output.step("Visiting", "Visited"):
        found += [traffic.page_views(observed, site, pages), traffic.rolled_up(observed, site)]
    with output.step("Sending events", "Sent events"):
        found.append(traffic.events(observed, site, pages))
    try:
        with output.step("Testing", "Looked at a test"):
            found += experimenting.look_at_test(observed, site)
    except (LocalCloudError, Code24Error) as error:  # it needs more than the others: traffic of weeks, and a plan
        missing.append(f"A look at a test was not counted: {error}")
    if there(standing.MONTH, "a customer's monthly report"):
        with output.step("Reporting a month", "Reported a month"):
            found.append(standing.customer_month(observed))
    if there(standing.END_OF_MONTH, "the end-of-month report"):
        with output.step("Reporting its end", "Reported its end"):
            found.append(standing.end_of_month(observed))
    if there(standing.TICK, "the tick"):
        with output.step("Ticking", "Ticked with nothing due and with dead loops"):
            found += [standing.tick(observed), standing.tick_with_due(observed, imported)]
    if there(standing.HEALTH, "the health check"):
        with output.step("Checking health", "Checked health"):
            found.append(standing.health_check(observed))
    return tuple(found), tuple(missing)


@contextmanager
def _own_cloud(settings: Settings, output: Output) -> Iterator[Observed]:
    """A local cloud with nothing in it, on free ports, which is removed afterwards; its logs stay where it fails."""
    state = Path(tempfile.mkdtemp(prefix="code24-cost-"))
    own = replace(settings, state=state, port=_free_port(), aws_port=_free_port())
    try:
        cloud.up(own, output)
        deployed = Deployed.read(own.deployment)
        if deployed is None:
            raise LocalCloudError("Nothing is deployed.", f"Logs: {own.logs}")
        yield Observed(own, PlatformApi(own, local_key(own, output)), deployed)
    finally:
        cloud.down(own, output)
    shutil.rmtree(state, ignore_errors=True)


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def _show(recorded: Recorded, output: Output) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for heading in ("", "US dollars", "most of it"):
        table.add_column(heading, justify="right" if heading == "US dollars" else "left")
    for each in recorded.scenarios:
        services = by_service(each.usage(), PRICES)
        most = ", ".join(f"{name} {cost:.6f}" for name, cost in list(services.items())[:3])
        table.add_row(each.title, f"{usd(each.usage(), PRICES):.6f}", most)
    output.console.print(table)
