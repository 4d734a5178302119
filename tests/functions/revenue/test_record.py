"""The function that records what happened to subscriptions, with its sample event, on moto."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.errors import Conflict, InvalidRequest
from code24.reports.calendar import Month
from code24.revenue.reporting import revenue_of
from code24.runtime import wiring
from code24.runtime.wiring import port
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
EVENT = json.loads((ROOT / "events" / "revenue" / "record.json").read_text())


@pytest.fixture
def cloud() -> Iterator[None]:
    aws.forget()
    wiring.port.cache_clear()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("code24-test-subscriptions", "key", "part")
        yield
    aws.forget()
    wiring.port.cache_clear()


def record(event: dict[str, Any]) -> dict[str, Any]:
    handler = imported(ROOT / "functions" / "revenue" / "record").handler
    result: dict[str, Any] = handler(event, Context("code24-test-revenue-record", "r1"))
    return result


def test_the_sample_is_recorded_and_counts(cloud: None) -> None:
    done = record(EVENT)
    assert (done["event_id"], done["already"], done["entries"]) == (EVENT["event_id"], False, 1)
    [eur] = revenue_of(Month(2026, 1), ledger=port("ledger"), definition=port("revenue_definition")).currencies
    assert (eur.currency, eur.month.end_mrr, eur.month.definition) == ("EUR", 10_000, "chartmogul")


def test_told_twice_it_is_once(cloud: None) -> None:
    first, again = record(EVENT), record(EVENT)
    assert again == first | {"already": True}


def test_what_cannot_be_is_refused(cloud: None) -> None:
    record(EVENT)
    with pytest.raises(Conflict, match="other content"):
        record(EVENT | {"occurred_at": "2026-01-16T09:30:00Z"})
    with pytest.raises(InvalidRequest, match=r"Event\.happening"):
        record(EVENT | {"event_id": "other", "happening": {"kind": "sold"}})
