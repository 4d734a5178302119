"""The whole of a simulation: a site, its visitors, what the platform says of them, and what was true."""

import json
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from rich.table import Table

from local.aws import client
from local.errors import LocalCloudError
from local.output import Output
from local.platform_api import PlatformApi
from local.settings import Settings
from local.simulation.browsing import GOAL, REVENUE, goal_visit_of, noise, requests_of
from local.simulation.checking import Check, checks
from local.simulation.experiment import experiment, experiment_checks
from local.simulation.sending import Sent, send_all
from local.simulation.stage import Stage, await_empty, stage_of
from local.simulation.truth import Truth
from local.simulation.world import Person, people, utc_now

CHANCE = 0.08
"""Of a visitor to order something."""


def simulate(settings: Settings, key: str, output: Output, *, visitors: int, seed: int, keep: bool) -> None:
    """Simulate visitors of a new site, and compare. Raises LocalCloudError where any figure is wrong."""
    began = time.monotonic()
    stage = stage_of(settings, PlatformApi(settings, key), output)
    try:
        now = utc_now()
        everybody = people(seed, visitors, stage.paths, now)
        truth, sent = _send(stage, everybody, seed, now, output)
        for problem in sent.wrong[:5]:
            output.warn(problem)
        days = ((now - timedelta(days=1)).date(), utc_now().date())
        _await_processing(stage, output)
        found = [*_named("open days", checks(stage.api, stage.site, truth, days))]
        with output.step("Rolling up", "Rolled up"):
            _roll_up(stage, days)
        found += _named("rolled up", checks(stage.api, stage.site, truth, days))
        with output.step("Testing a headline", "Tested a headline"):
            test = experiment(stage, max(40, visitors // 2), seed, truth)
        _await_processing(stage, output)
        found += _named("experiment", experiment_checks(stage, test, truth))
        wrong = _show(found, output)
        if wrong or sent.wrong:
            raise LocalCloudError(
                f"{len(wrong)} of {len(found)} figures and {len(sent.wrong)} of {sent.requests} answers are wrong.",
                f"The site is {stage.site}.",
            )
        output.note(
            f"{len(found)} figures of {visitors} visitors are right: {sent.requests} requests,"
            f" {sum(sent.dropped.values())} of them dropped for good reasons, in {time.monotonic() - began:.0f} s"
        )
    finally:
        if not keep:
            stage.api.call("DELETE", f"/sites/{stage.site}")


def _send(stage: Stage, everybody: tuple[Person, ...], seed: int, now: datetime, output: Output) -> tuple[Truth, Sent]:
    truth = Truth()
    sendings = list(noise(seed, max(3, len(everybody) // 50), stage.origin, now))
    silent = [person for person in everybody if not person.scripted]
    for person in everybody:
        if person.scripted:
            goal_visit = goal_visit_of(person, CHANCE)
            truth.count(person, goal_visit, GOAL, REVENUE)
            sendings += requests_of(person, stage.origin, goal_visit)
    with output.step(f"Sending {len(sendings)} requests", f"Sent {len(sendings)} requests, some of them twice"):
        for person in silent:
            truth.count_without_script(stage.paths[0], person)
            answer = stage.distribution.get(stage.paths[0], person.address, person.agent, person.country)
            if answer.status_code != 200:
                raise LocalCloudError(f"The home page answers {answer.status_code}.", answer.text[:300])
        return truth, send_all(stage.distribution, sendings, seed)


def _await_processing(stage: Stage, output: Output) -> None:
    with output.step("Processing", "Processed"):
        time.sleep(2.0)  # what the dispatcher tells the collector takes its own way
        await_empty(stage, "EventsQueueUrl")


def _roll_up(stage: Stage, days: tuple[date, date]) -> None:
    """Do now what is done an hour after events came: the site's days are merged and counted."""
    hours = [f"{day}T00:00:00Z" for day in days]
    request = {"site_id": stage.site, "hours": hours, "days": [str(day) for day in days]}
    queue = stage.deployed.outputs["RollupsQueueUrl"]
    client(stage.settings, "sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(request))
    time.sleep(1.0)
    await_empty(stage, "RollupsQueueUrl")


def _named(part: str, found: Iterator[Check]) -> Iterator[tuple[str, Check]]:
    return ((part, check) for check in found)


def _show(found: list[tuple[str, Check]], output: Output) -> list[Check]:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for heading in ("", "figure", "reported", "true", ""):
        table.add_column(heading, justify="right" if heading in {"reported", "true"} else "left")
    for part, check in found:
        values = (f"{value:,g}" if isinstance(value, (int, float)) else value for value in (check.reported, check.true))
        table.add_row(part, check.name, *values, "" if check.passed else "wrong")
    output.console.print(table)
    return [check for _, check in found if not check.passed]
