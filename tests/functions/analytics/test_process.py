"""The function that takes events from their queue, on moto."""

import json
from collections.abc import Iterator

import pytest

from code24.analytics.sets import day_key, events_of
from code24.runtime.wiring import port
from tests.functions.analytics.cloud import NOW, SITE, analytics_cloud, call, sample


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with analytics_cloud():
        yield


def stored() -> int:
    return len(events_of(port("event_sets").read(day_key(SITE, NOW.date()))))


def test_the_sample_event_is_stored_once_however_often_it_comes(caplog: pytest.LogCaptureFixture) -> None:
    assert call("process") == call("process") == {"batchItemFailures": []}
    assert stored() == 4
    line = caplog.records[-1].__dict__
    assert (line["messages"], line["EventsProcessed"], line["MessagesFailed"]) == (4, 4, 0)
    names = {each["Name"] for each in line["_aws"]["CloudWatchMetrics"][0]["Metrics"]}
    assert names == {"EventsProcessed", "MessagesFailed", "PartsStored", "BytesStored"}


def test_only_what_is_no_message_comes_again_and_the_log_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    event = sample("process")
    event["Records"][0] |= {"messageId": "bad", "body": json.dumps({"events": [{"visitor": "secret"}]})}
    assert call("process", event) == {"batchItemFailures": [{"itemIdentifier": "bad"}]}
    assert stored() == 3
    line = caplog.records[-1].__dict__
    assert (line["outcome"], line["MessagesFailed"]) == ("partly-failed", 1)
    assert "secret" not in json.dumps(line, default=str)
    assert SITE not in json.dumps(line, default=str)
