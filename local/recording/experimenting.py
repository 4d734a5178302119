"""An A/B test, counted: looks at one that runs, as the time or its site's visitors bring them."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from code24.adapters import aws
from code24.adapters.ab_tests import DynamoAbTests
from code24.adapters.rollups import DynamoRollups
from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings
from code24.analytics.rollups.day import day_rollup
from code24.costs.recorded import Scenario
from local.recording.observing import Observed

_VISITORS, _CONVERTING, _DAYS = 80, 32, 28
"""A day's, and for how many days before: a test is planned from the traffic of four weeks."""
_EDIT = {"path": "/", "selector": "h1", "text": "Another headline"}


def look_at_test(observed: Observed, site: str) -> tuple[Scenario, Scenario]:
    """Looks at a test that runs and cannot be decided yet: one that is recorded, and one before its time.

    A first one, which finds cold functions, is not counted.
    """
    with _adapters(observed):
        _put_traffic(observed, site)
    body = {"name": "Counted", "variants": [{"name": "B", "edits": [_EDIT]}]}
    address = f"/sites/{site}/tests"
    test = str(observed.api.call("POST", address, json=body)["id"])
    observed.api.call("POST", f"{address}/{test}/start")
    observed.until(lambda: observed.api.call("GET", f"{address}/{test}")["status"] == "running", "The start of a test")
    observed.quiet("tests")
    _let_be_due(observed, site, test)
    _ask_for_look(observed, site, test)
    _let_be_due(observed, site, test)
    with observed.counting() as counted:
        _ask_for_look(observed, site, test)
    note = "a test that began today, with few visitors yet; nothing is decided"
    recorded = counted.scenario("look-at-test", "a look at an A/B test that is recorded", 1, note)
    with observed.counting() as counted:
        _ask_for_look(observed, site, test, watched=True)
    note = "as visitors of its site bring it, at most once in three minutes"
    return recorded, counted.scenario("look-without-record", "a look at an A/B test before its time", 1, note)


def _let_be_due(observed: Observed, site: str, test: str) -> None:
    """As if six hours had passed since the last look."""
    with _adapters(observed):
        store = DynamoAbTests(table=observed.deployed.outputs["TestsTableName"])
        known = store.get(site, test)
        store.replace(known.model_copy(update={"next_look_at": datetime.now(UTC) - timedelta(seconds=1)}))


def _ask_for_look(observed: Observed, site: str, test: str, *, watched: bool = False) -> None:
    observed.aws("sqs").send_message(
        QueueUrl=observed.deployed.outputs["TestsQueueUrl"],
        MessageBody=json.dumps({"site_id": site, "test_id": test, "watched": watched}),
    )
    observed.quiet("tests")


def _put_traffic(observed: Observed, site: str) -> None:
    rollups = DynamoRollups(table=observed.deployed.outputs["RollupsTableName"], bucket="")
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    day = day_rollup(_day(site, noon), noon.date(), AnalyticsSettings(site_id=site))
    for before in range(1, _DAYS + 1):
        rollups.put(day.model_copy(update={"day": (noon - timedelta(days=before)).date()}))


def _day(site: str, noon: datetime) -> Iterator[Event]:
    at = int(noon.timestamp() * 1_000)
    for number in range(_VISITORS):
        visitor, event = f"{number:016x}", f"{number:08x}"
        yield Event(
            site_id=site, event_id=f"{event}aaaaaaaa", at=at, visitor=visitor, kind="view", name="pageview", path="/"
        )
        if number < _CONVERTING:
            yield Event(
                site_id=site,
                event_id=f"{event}bbbbbbbb",
                at=at + 1,
                visitor=visitor,
                kind="goal",
                name="Order",
                path="/",
                revenue=20.0,
                currency="EUR",
            )


@contextmanager
def _adapters(observed: Observed) -> Iterator[None]:
    """Lets adapters of this process reach the emulated AWS."""
    before = dict(os.environ)
    os.environ.update(observed.settings.aws_environment())
    aws.forget()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        aws.forget()
