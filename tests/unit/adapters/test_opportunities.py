"""Opportunities: told once, kept, listed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.opportunities import EventBridgeOpportunities
from code24.analytics.models import Opportunity, OpportunityKind
from code24.errors import Transient

SITE = "s00000000site"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def opportunities() -> Iterator[EventBridgeOpportunities]:
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        aws.forget()
        boto3.client("dynamodb").create_table(
            TableName="rollups",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("key", "part")],
            KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}, {"AttributeName": "part", "KeyType": "RANGE"}],
        )
        boto3.client("events").create_event_bus(Name="code24-test")
        yield EventBridgeOpportunities(table="rollups", bus="code24-test")
    aws.forget()


@pytest.fixture
def told(opportunities: EventBridgeOpportunities, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What EventBridge was asked for; `refuse` in a sentence makes it refuse that event."""
    client, asked = aws.event_bridge(), []
    send = client.put_events

    def put_events(Entries: list[dict[str, Any]]) -> Any:  # noqa: N803 (the parameter's name on AWS)
        send(Entries=Entries)
        refused = [entry for entry in Entries if "refuse" in entry["Detail"]]
        asked.extend(entry for entry in Entries if entry not in refused)
        results = [{"ErrorCode": "InternalException"} if entry in refused else {"EventId": "1"} for entry in Entries]
        return {"FailedEntryCount": len(refused), "Entries": results}

    monkeypatch.setattr(client, "put_events", put_events)
    return asked


def opportunity(number: int, days: int = 0, sentence: str = "Slow.") -> Opportunity:
    return Opportunity(
        opportunity_id=f"q{number:012}",
        site_id=SITE,
        kind=OpportunityKind.SLOW_VITALS,
        found_at=NOW + timedelta(days=days),
        subject="/",
        sentence=sentence,
        figures={"lcp": 4_100.5},
    )


def test_each_is_told_once(opportunities: EventBridgeOpportunities, told: list[dict[str, Any]]) -> None:
    found = [opportunity(number) for number in range(12)]

    assert opportunities.publish(found) == 12
    assert opportunities.publish(found) == 0

    assert [json.loads(each["Detail"])["opportunity_id"] for each in told] == [one.opportunity_id for one in found]
    assert {(each["EventBusName"], each["Source"], each["DetailType"]) for each in told} == {
        ("code24-test", "code24.analytics", "Opportunity")
    }


def test_the_last_found_comes_first(opportunities: EventBridgeOpportunities, told: list[dict[str, Any]]) -> None:
    first, second = opportunity(9), opportunity(1, days=1)
    opportunities.publish([first, second])

    assert opportunities.of_site(SITE, 10) == [second, first]
    assert opportunities.of_site(SITE, 1) == [second]
    assert opportunities.of_site("s0000000other", 10) == []


def test_what_was_told_is_unheard_until_somebody_reacts(
    opportunities: EventBridgeOpportunities, told: list[dict[str, Any]]
) -> None:
    found = [opportunity(number) for number in range(3)]
    opportunities.publish(found)
    soon, days_on = datetime.now(UTC) + timedelta(seconds=5), datetime.now(UTC) + timedelta(days=2, seconds=5)
    assert opportunities.unheard(soon - timedelta(minutes=1), 10) == [], "they were told a moment ago"
    assert sorted(opportunities.unheard(soon, 10), key=lambda each: each.opportunity_id) == found
    assert len(opportunities.unheard(soon, 2)) == 2
    opportunities.heard(found[1])
    opportunities.heard(found[1])
    assert {each.opportunity_id for each in opportunities.unheard(soon, 10)} == {"q000000000000", "q000000000002"}
    assert opportunities.unheard(days_on, 10) == [], "what still holds is told anew"
    assert opportunities.of_site(SITE, 10) == found[::-1]


@pytest.mark.parametrize("torn", [{"marked_at": "now"}, {"sentence": 7}, {"expires_at": None}])
def test_one_that_cannot_be_read_hides_no_other(
    opportunities: EventBridgeOpportunities, told: list[dict[str, Any]], torn: dict[str, Any]
) -> None:
    found = [opportunity(number) for number in range(2)]
    opportunities.publish(found)
    table = boto3.resource("dynamodb").Table("rollups")
    mark = table.get_item(Key={"key": "unheard", "part": found[0].opportunity_id})["Item"] | torn
    table.put_item(Item={name: value for name, value in mark.items() if value is not None})
    assert opportunities.unheard(datetime.now(UTC) + timedelta(seconds=5), 10) == found[1:]


def test_what_could_not_be_told_is_unheard_too(
    opportunities: EventBridgeOpportunities, told: list[dict[str, Any]]
) -> None:
    refused = opportunity(1, sentence="refuse this")
    with pytest.raises(Transient):
        opportunities.publish([refused])
    assert opportunities.unheard(datetime.now(UTC) + timedelta(seconds=5), 10) == [refused]


def test_what_eventbridge_refused_is_told_again(
    opportunities: EventBridgeOpportunities, told: list[dict[str, Any]]
) -> None:
    with pytest.raises(Transient, match="1 events too few: InternalException"):
        opportunities.publish([opportunity(1, sentence="refuse this")])
    assert opportunities.of_site(SITE, 10) == []
    assert told == []
