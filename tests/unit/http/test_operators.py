"""`GET /status`: how the platform stands, for those who run it."""

from datetime import datetime, timedelta

import pytest

from code24.accounts.keys import hash_key
from code24.schedules.models import CONTINUOUS_OPTIMIZATION, HEALTH, ScheduledRun
from code24.upkeep.models import Incident, Kind, Outcome
from tests.unit.http.client import Api


@pytest.fixture
def operator(api: Api) -> str:
    key = api.ports.key("Olivia")
    api.ports.customers.make_operator(hash_key(key))
    return key


def ran(now: datetime, schedule: str = CONTINUOUS_OPTIMIZATION, **values: object) -> ScheduledRun:
    given = {"scheduled_at": now, "started_at": now, "ended_at": now + timedelta(seconds=2.5)} | values
    return ScheduledRun.model_validate({"schedule": schedule} | given)


def broken(number: int, now: datetime, outcome: Outcome) -> Incident:
    return Incident(
        incident_id=f"loop-s00000000000{number}-g1",
        kind=Kind.LOOP,
        id=f"s00000000000{number}",
        site_id=f"s00000000000{number}",
        customer_id="c00000000test",
        found_at=now + timedelta(seconds=number),
        outcome=outcome,
        reason="Its execution is gone.",
        done="It was started again three times.",
        attempts=3,
    )


def test_a_customer_s_key_is_told_that_it_is_not_for_customers(api: Api) -> None:
    answer = api.ask("GET", "/status")
    assert (answer.status, answer.headers["content-type"]) == (403, "application/problem+json")
    assert answer.json()["type"] == "urn:code24:problem:not-allowed"
    assert "those who run it" in answer.json()["detail"]
    assert "www-authenticate" not in answer.headers


def test_what_is_remembered_of_a_key_says_whose_it_is(api: Api, operator: str) -> None:
    for _ in range(2):
        assert api.ask("GET", "/status", key=operator).status == 200
        assert api.ask("GET", "/status").status == 403
        assert api.ask("GET", "/sites", key=operator).status == 200


def test_a_platform_without_a_tick_says_so(api: Api, operator: str) -> None:
    standing = api.ask("GET", "/status", key=operator).json()
    assert standing["measuredAt"] is None
    assert standing["well"] is None, "nothing is known before the first tick"
    assert standing["running"] == {"builds": None, "cycles": None, "waiting": {}}
    assert standing["switches"] == {"continuous-optimization": "ENABLED", "health": "DISABLED"}
    assert standing["environment"] == "test"


def test_what_runs_and_what_is_due_is_what_the_last_tick_counted(api: Api, operator: str) -> None:
    now = api.ports.clock.now()
    figures = {
        "due.loop": 3,
        "due.build": 0,
        "asked.loop": 2,
        "left": 1,
        "tests": 4,
        "customers": 2,
        "oldest_seconds": 70,
    }
    counted = {"builds_running": 5, "cycles_working": 2, "waiting.events": 120, "dead.events-dead": 0}
    api.ports.scheduled_runs.note(ran(now, figures=figures | counted))
    standing = api.ask("GET", "/status", key=operator).json()
    assert standing["well"] is True
    assert standing["running"] == {"builds": 5, "cycles": 2, "waiting": {"events": 120}}
    assert standing["due"] == {"found": {"loop": 3}, "asked": {"loop": 2}, "left": 1, "oldestSeconds": 70, "tests": 4}
    assert standing["failed"] == {"schedules": [], "parked": [], "deadLetters": {}}
    [schedule] = standing["schedules"]
    assert (schedule["schedule"], schedule["seconds"], schedule["failed"]) == ("continuous-optimization", 2.5, False)


def test_a_tick_that_has_been_silent_for_ten_minutes_is_not_well(api: Api, operator: str) -> None:
    now = api.ports.clock.now()
    api.ports.scheduled_runs.note(ran(now - timedelta(minutes=11)))
    assert api.ask("GET", "/status", key=operator).json()["well"] is False


@pytest.mark.parametrize("trouble", ["schedule", "incident", "dead letter"])
def test_what_failed_is_named(api: Api, operator: str, trouble: str) -> None:
    now = api.ports.clock.now()
    api.ports.scheduled_runs.note(ran(now, figures={"dead.tests-dead": 2} if trouble == "dead letter" else {}))
    if trouble == "schedule":
        api.ports.scheduled_runs.note(ran(now, HEALTH, run=2, error="Transient: The table throttled."))
    if trouble == "incident":
        api.ports.incidents.note(broken(1, now, Outcome.PARKED))
        api.ports.incidents.note(broken(2, now, Outcome.REPAIRED))
    standing = api.ask("GET", "/status", key=operator).json()
    assert standing["well"] is False
    failed = standing["failed"]
    assert [(each["schedule"], each["run"], each["error"]) for each in failed["schedules"]] == (
        [("health", 2, "Transient: The table throttled.")] if trouble == "schedule" else []
    )
    assert failed["deadLetters"] == ({"tests-dead": 2} if trouble == "dead letter" else {})
    assert [each["incidentId"] for each in failed["parked"]] == (
        ["loop-s000000000001-g1"] if trouble == "incident" else []
    )
    assert [each["outcome"] for each in standing["recent"]] == (["repaired", "parked"] if trouble == "incident" else [])


def test_lists_of_incidents_end_somewhere(api: Api, operator: str) -> None:
    now = api.ports.clock.now()
    for number in range(30):
        parked = broken(number % 10, now, Outcome.PARKED)
        api.ports.incidents.note(parked.model_copy(update={"incident_id": f"i{number}"}))
    standing = api.ask("GET", "/status", key=operator).json()
    assert (len(standing["failed"]["parked"]), len(standing["recent"])) == (20, 10)
