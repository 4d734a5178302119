"""What runs by itself, counted: the tick and a month's reports. And the schedules, which are held meanwhile."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from code24.adapters.due_queues import due
from code24.adapters.items import value_of
from code24.costs.recorded import Scenario
from code24.reports.calendar import Month
from code24.upkeep.models import Kind
from local.errors import LocalCloudError
from local.recording.observing import Observed
from local.recording.working import await_rest

TICK = "code24-local-cron-continuous-optimization"
ATTEND = "code24-local-upkeep-attend"
MONTH = "code24-local-cron-monthly-analytics"
END_OF_MONTH = "code24-local-cron-end-of-month"
HEALTH = "code24-local-cron-health"
DUE = 10
_SCHEDULE = ("ScheduleExpression", "Target", "FlexibleTimeWindow")


@contextmanager
def held_schedules(observed: Observed) -> Iterator[None]:
    """Nothing is called by the clock while other things are counted."""
    scheduler = observed.aws("scheduler")
    on = [each for each in scheduler.list_schedules()["Schedules"] if each["State"] == "ENABLED"]

    def switch(state: str) -> None:
        for each in on:
            known = scheduler.get_schedule(Name=each["Name"], GroupName=each["GroupName"])
            kept = {name: known[name] for name in _SCHEDULE}
            scheduler.update_schedule(Name=each["Name"], GroupName=each["GroupName"], State=state, **kept)

    switch("DISABLED")
    try:
        yield
    finally:
        switch("ENABLED")


def exists(observed: Observed, function: str) -> bool:
    """Whether a function is deployed."""
    functions = observed.aws("lambda")
    try:
        functions.get_function(FunctionName=function)
    except functions.exceptions.ResourceNotFoundException:
        return False
    return True


def tick(observed: Observed) -> Scenario:
    """A tick that finds nothing due; the first one, which finds a cold function, is not counted."""
    for number in range(2):
        _invoke(observed, TICK, datetime.now(UTC) - timedelta(minutes=9 - 3 * number))
        observed.quiet("attention")
    with observed.counting() as counted:
        _invoke(observed, TICK, datetime.now(UTC))
        observed.quiet("attention")
    counted.counts = counted.counts.model_copy(update={"scheduled": 1})
    return counted.scenario("tick-nothing-due", "a tick with nothing due", 1)


def tick_with_due(observed: Observed, site: str) -> Scenario:
    """A tick that finds loops whose executions are dead, and what follows: each is restarted, looks, and rests again.

    They are copies of a loop that found nothing changed, so each begins with the cheap check; what a whole cycle costs
    is counted by itself.
    """
    copies = _add_dead_loops(observed, site)
    _attend_one_by_one(observed)
    with observed.counting() as counted:
        _invoke(observed, TICK, datetime.now(UTC) + timedelta(minutes=3))
        observed.quiet("attention")
        for name, cycle in copies.items():
            await_rest(observed, name, cycle + 1)
    counted.counts = counted.counts.model_copy(update={"scheduled": 1})
    restarts = counted.counts.requests.get("states:StartExecution", 0)
    note = (
        f"{DUE} loops of as many customers had died; {restarts} were restarted, and rest again after the cheap check; "
        "their executions have not ended"
    )
    return counted.scenario("tick-with-due", f"a tick with {DUE} dead loops, and their repair", 1, note)


def health_check(observed: Observed) -> Scenario:
    """The hourly look at every part: functions are called, and most of them are cold."""
    with observed.counting() as counted:
        _invoke(observed, HEALTH, datetime.now(UTC))
    counted.counts = counted.counts.model_copy(update={"scheduled": 1})
    return counted.scenario("health-check", "an hourly health check", 1, "of development alone; each worker answers")


def end_of_month(observed: Observed) -> Scenario:
    """The report of the month's last weekday: figures, page and PDF."""
    day = Month.of(datetime.now(UTC)).last_weekday
    with observed.counting() as counted:
        _invoke(observed, END_OF_MONTH, datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC))
    counted.counts = counted.counts.model_copy(update={"scheduled": 1})
    note = "with next to nothing in the ledger; it reads every subscription's line of the month"
    return counted.scenario("end-of-month", "the end-of-month report", 1, note)


def customer_month(observed: Observed) -> Scenario:
    """A month's reports of a platform with one customer: the customer's own, and what all of them are put into."""
    today = datetime.now(UTC).date()
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    moment = datetime(first.year, first.month, 1, 15, tzinfo=UTC)
    with observed.counting() as counted:
        _invoke(observed, MONTH, moment)
        observed.quiet("reports")
    counted.counts = counted.counts.model_copy(update={"scheduled": 1})
    note = "the platform's part is in it, so it is more than one customer of many adds"
    return counted.scenario("customer-month", "a customer's monthly report", 1, note)


def _invoke(observed: Observed, function: str, moment: datetime) -> None:
    body = json.dumps({"scheduled_at": f"{moment:%Y-%m-%dT%H:%M:%SZ}"})
    answer = observed.aws("lambda").invoke(FunctionName=function, Payload=body)
    if "FunctionError" in answer:
        raise LocalCloudError(f"{function} failed.", answer["Payload"].read().decode()[:600])


def _add_dead_loops(observed: Observed, site: str) -> dict[str, int]:
    """Copies of a site and its loop, as if their executions had died two hours ago: their names and last cycles."""
    tables, table = observed.aws("dynamodb"), observed.deployed.outputs["SitesTableName"]
    records = tables.query(
        TableName=table,
        KeyConditionExpression="site_id = :site",
        ExpressionAttributeValues={":site": {"S": site}},
        ConsistentRead=True,
    )["Items"]
    died = datetime.now(UTC) - timedelta(hours=2)
    copies: dict[str, int] = {}
    for number in range(DUE):
        name, customer = f"sdead{number:08}", f"cdead{number:08}"
        for record in records:
            kind = record["record"]["S"]
            if kind in {"attention", "change"}:
                continue
            changed: dict[str, Any] = {"site_id": {"S": name}, "customer_id": {"S": customer}}
            if kind == "loop":
                alive = {"status": "running", "next_due_at": died.isoformat()}
                attributes = due(Kind.LOOP, customer, died) | alive
                changed |= {key: value_of(value) for key, value in attributes.items()}
                copies[name] = int(record["cycle"]["N"])
            kept = {key: value for key, value in record.items() if key not in {"fixed_wait", "working_since"}}
            tables.put_item(TableName=table, Item=kept | changed)
    return copies


def _attend_one_by_one(observed: Observed) -> None:
    """Two at once are the fewest that Lambda can be told: many at once would measure how they wait for each other."""
    functions = observed.aws("lambda")
    for mapping in functions.list_event_source_mappings(FunctionName=ATTEND)["EventSourceMappings"]:
        functions.update_event_source_mapping(UUID=mapping["UUID"], ScalingConfig={"MaximumConcurrency": 2})
