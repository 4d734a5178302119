"""What the emulated EventBridge Scheduler does with the amendments, at moments that a test chooses."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from local.amendments import _let_schedules_say_when_they_were_due, _try_again_what_rules_and_schedules_invoke

scheduler: Any = import_module("ministack.services.scheduler")
bridge: Any = import_module("ministack.services.eventbridge")
functions: Any = import_module("ministack.services.lambda_svc")

TARGET = "arn:aws:lambda:us-east-1:000000000000:function:called"
SAYS = {
    "scheduled_at": "<aws.scheduler.scheduled-time>",
    "arn": "<aws.scheduler.schedule-arn>",
    "execution": "<aws.scheduler.execution-id>",
    "attempt": "<aws.scheduler.attempt-number>",
}


class Clock:
    """The emulator's time."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 14, 47, 3, 250_000, tzinfo=UTC)

    def time(self) -> float:
        return self.moment.timestamp()

    def tick_until(self, moment: datetime) -> None:
        """Let the emulator look every ten seconds, as it does."""
        while self.moment < moment:
            self.moment += timedelta(seconds=10)
            scheduler._tick_schedules()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the target was called with."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(bridge, "_dispatch_to_lambda", lambda arn, payload: found.append(json.loads(payload)))
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, calls: list[dict[str, Any]]) -> Iterator[Clock]:
    """Amended, and as it was before afterwards."""
    given = Clock()
    monkeypatch.setattr(scheduler, "time", SimpleNamespace(time=given.time, sleep=None))
    monkeypatch.setattr(scheduler, "_tick_schedules", scheduler._tick_schedules)
    monkeypatch.setattr(bridge, "_invoke_target", bridge._invoke_target)
    _let_schedules_say_when_they_were_due()
    yield given
    scheduler.reset()
    scheduler._schedule_last_fired.clear()


def create(expression: str, state: str = "ENABLED", **more: Any) -> Callable[[str], None]:
    """Create a schedule; what is returned sets its state."""
    body = {
        "ScheduleExpression": expression,
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": {"Arn": TARGET, "RoleArn": "arn:aws:iam::000000000000:role/r", "Input": json.dumps(SAYS)},
    } | more
    assert scheduler._create_schedule("named", body | {"State": state})[0] == 200
    return lambda state: scheduler._update_schedule("named", body | {"State": state})


def moments(calls: list[dict[str, Any]]) -> list[str]:
    return [each["scheduled_at"] for each in calls]


def test_a_rate_says_multiples_since_its_creation(clock: Clock, calls: list[dict[str, Any]]) -> None:
    create("rate(3 minutes)")
    clock.tick_until(clock.moment + timedelta(hours=2))

    due = [datetime(2026, 11, 22, 14, 47, 3, tzinfo=UTC) + timedelta(minutes=3 * (1 + each)) for each in range(40)]
    assert moments(calls) == [f"{each:%Y-%m-%dT%H:%M:%SZ}" for each in due]


def test_a_call_says_which_schedule_and_which_execution(clock: Clock, calls: list[dict[str, Any]]) -> None:
    create("rate(1 minute)")
    clock.tick_until(clock.moment + timedelta(minutes=3))

    assert {each["arn"] for each in calls} == {"arn:aws:scheduler:us-east-1:000000000000:schedule/default/named"}
    assert [each["attempt"] for each in calls] == ["1"] * 3
    assert len({each["execution"] for each in calls}) == 3


@pytest.mark.parametrize(
    ("expression", "between", "due"),
    [
        (
            "cron(0 15 1 * ? *)",
            (datetime(2026, 11, 30, 23, 59, 58, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)),
            ["2026-12-01T15:00:00Z"],
        ),
        (
            "cron(59 23 26-31 * ? *)",
            (datetime(2027, 2, 25, 12, 0, 4, tzinfo=UTC), datetime(2027, 3, 1, 12, tzinfo=UTC)),
            ["2027-02-26T23:59:00Z", "2027-02-27T23:59:00Z", "2027-02-28T23:59:00Z"],
        ),
        (
            "cron(7 * * * ? *)",
            (datetime(2026, 12, 31, 22, 30, 9, tzinfo=UTC), datetime(2027, 1, 1, 1, 30, tzinfo=UTC)),
            ["2026-12-31T23:07:00Z", "2027-01-01T00:07:00Z", "2027-01-01T01:07:00Z"],
        ),
    ],
)
def test_a_cron_says_its_occurrence(
    clock: Clock, calls: list[dict[str, Any]], expression: str, between: tuple[datetime, datetime], due: list[str]
) -> None:
    clock.moment, until = between
    create(expression)
    clock.tick_until(until)

    assert moments(calls) == due


def test_after_a_sleep_the_last_occurrence_is_said(clock: Clock, calls: list[dict[str, Any]]) -> None:
    create("cron(0 15 1 * ? *)")
    clock.tick_until(clock.moment + timedelta(seconds=10))
    clock.moment = datetime(2027, 2, 14, 9, 30, tzinfo=UTC)
    scheduler._tick_schedules()

    assert moments(calls) == ["2027-02-01T15:00:00Z"]


@pytest.mark.parametrize("expression", ["rate(3 minutes)", "cron(0/3 * * * ? *)"])
def test_what_is_disabled_is_not_called_and_nothing_is_made_up_for(
    clock: Clock, calls: list[dict[str, Any]], expression: str
) -> None:
    switch = create(expression, "DISABLED")
    clock.tick_until(clock.moment + timedelta(minutes=31))
    assert calls == []

    switch("ENABLED")
    scheduler._tick_schedules()
    assert calls == []
    clock.tick_until(clock.moment + timedelta(minutes=3))
    assert len(calls) == 1

    switch("DISABLED")
    clock.tick_until(clock.moment + timedelta(minutes=31))
    assert len(calls) == 1


def test_once_says_its_moment(clock: Clock, calls: list[dict[str, Any]]) -> None:
    create("at(2026-11-22T15:00:00)")
    clock.tick_until(clock.moment + timedelta(hours=1))

    assert moments(calls) == ["2026-11-22T15:00:00Z"]


def test_a_rule_of_a_bus_is_left_alone(clock: Clock, calls: list[dict[str, Any]]) -> None:
    event = {"EventId": "e", "Source": "tests", "DetailType": "Word", "Detail": "{}", "Time": clock.time()}
    bridge._invoke_target({"Arn": TARGET, "Input": json.dumps(SAYS)}, event, {"Name": "rule"})

    assert calls == [SAYS]


def test_what_raises_is_invoked_again_and_kept_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    record = {"config": {"FunctionName": "called", "FunctionArn": TARGET}}
    handed: list[tuple[dict[str, Any], dict[str, Any]]] = []
    monkeypatch.setattr(bridge, "_dispatch_to_lambda", bridge._dispatch_to_lambda)
    monkeypatch.setattr(functions, "_get_func_record_for_ref", lambda arn: (record, record["config"], "called"))
    monkeypatch.setattr(functions, "invoke_async_with_retry", lambda *given: handed.append(given))
    _try_again_what_rules_and_schedules_invoke()
    bridge._dispatch_to_lambda(TARGET, '{"scheduled_at": "2026-11-22T15:00:00Z"}')

    assert handed == [(record, {"scheduled_at": "2026-11-22T15:00:00Z"})]
