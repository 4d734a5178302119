from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from code24.adapters.incidents import KEPT, DynamoIncidents
from code24.adapters.telling import listener
from code24.models import Model
from code24.upkeep.models import Incident, Kind, Outcome
from tests.tables import create_table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE, OTHER = "s000000000001", "s000000000002"


@pytest.fixture
def incidents(cloud: None) -> DynamoIncidents:
    create_table("operations", "key", "part")
    return DynamoIncidents(table="operations")


def incident(name: str, minutes: int = 0, **changes: Any) -> Incident:
    given = {
        "incident_id": name,
        "kind": Kind.LOOP,
        "id": SITE,
        "site_id": SITE,
        "found_at": NOW + timedelta(minutes=minutes),
        "outcome": Outcome.REPAIRED,
        "reason": "It was late.",
        "done": "It goes on.",
    }
    return Incident.model_validate(given | changes)


def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = boto3.client("dynamodb").scan(TableName="operations")["Items"]
    return found


def test_what_was_noted_is_found(incidents: DynamoIncidents) -> None:
    one = incident("one", customer_id="c000000000001", attempts=2)
    incidents.note(one)
    assert incidents.get("one") == one
    assert incidents.get("two") is None
    assert list(incidents.recent(10)) == [one]
    assert list(incidents.parked(10)) == []


def test_the_last_found_come_first_and_no_more_than_asked_for(incidents: DynamoIncidents) -> None:
    for minutes in (2, 0, 3, 1):
        incidents.note(incident(f"i{minutes}", minutes, outcome=Outcome.PARKED))
    assert [each.incident_id for each in incidents.recent(3)] == ["i3", "i2", "i1"]
    assert [each.incident_id for each in incidents.parked(2)] == ["i3", "i2"]


def test_two_that_find_the_same_note_one(incidents: DynamoIncidents) -> None:
    incidents.note(incident("one", 0, outcome=Outcome.PARKED))
    before = items()
    incidents.note(incident("one", 5, outcome=Outcome.PARKED))
    assert items() == before
    assert [each.found_at for each in incidents.recent(10)] == [NOW]


def test_what_was_parked_is_let_go(incidents: DynamoIncidents) -> None:
    incidents.note(incident("loop", 0, outcome=Outcome.PARKED))
    incidents.note(incident("build", 1, outcome=Outcome.PARKED, kind=Kind.BUILD, id="b0000000000000001"))
    incidents.note(incident("other", 2, outcome=Outcome.PARKED, site_id=OTHER, id=OTHER))
    incidents.resolve(SITE, "Somebody resumed it.", Kind.LOOP, SITE)
    assert [each.incident_id for each in incidents.parked(10)] == ["other", "build"]
    resolved = incidents.get("loop")
    assert resolved is not None
    assert (resolved.outcome, resolved.done) == (Outcome.RESOLVED, "Somebody resumed it.")
    assert resolved in incidents.recent(10)
    incidents.resolve(SITE, "Somebody resumed it.", Kind.BUILD, "b0000000000000002")
    assert len(incidents.parked(10)) == 2
    incidents.resolve(SITE, "The site is deleted.")
    assert [each.incident_id for each in incidents.parked(10)] == ["other"]


def test_what_is_repaired_waits_for_nobody_any_more(incidents: DynamoIncidents) -> None:
    incidents.note(incident("one", outcome=Outcome.PARKED))
    incidents.note(incident("one"))
    assert list(incidents.parked(10)) == []
    assert [each.outcome for each in incidents.recent(10)] == [Outcome.REPAIRED]


def test_incidents_are_kept_for_over_a_year(incidents: DynamoIncidents) -> None:
    incidents.note(incident("one", outcome=Outcome.PARKED))
    assert {item["expires_at"]["N"] for item in items()} == {str(int((NOW + KEPT).timestamp()))}
    assert KEPT.days == 400
    assert len(items()) == 4


def test_an_incident_that_is_noted_again_is_counted_once_and_what_becomes_of_it_once_more(
    incidents: DynamoIncidents,
) -> None:
    heard: list[Outcome] = []

    def hear(record: Model, written: bool) -> None:
        if written and isinstance(record, Incident):
            heard.append(record.outcome)

    reset = listener.set(hear)
    try:
        for outcome in (Outcome.PARKED, Outcome.PARKED, Outcome.REPAIRED, Outcome.REPAIRED):
            incidents.note(incident("one", outcome=outcome))
    finally:
        listener.reset(reset)
    assert heard == [Outcome.PARKED, Outcome.REPAIRED]
