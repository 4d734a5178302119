"""The function that puts days of sites into figures, on moto."""

from collections.abc import Iterator

import pytest

from code24.analytics.sets import day_key
from code24.runtime.wiring import port
from tests.functions.analytics.cloud import NOW, SITE, analytics_cloud, call, sample


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with analytics_cloud():
        yield


def test_the_sample_event_merges_the_day_and_counts_it(caplog: pytest.LogCaptureFixture) -> None:
    call("process")
    assert call("roll_up") == call("roll_up") == {"batchItemFailures": []}
    snapshot = port("event_sets").read(day_key(SITE, NOW.date()))
    assert (snapshot.parts, snapshot.version) == ((), 1)
    [rollup] = port("rollups").days(SITE, NOW.date(), NOW.date())
    assert rollup.figures["totals"]
    assert caplog.records[-1].__dict__["site_id"] == SITE


def test_only_what_fails_comes_again() -> None:
    event = sample("roll_up")
    event["Records"].append(event["Records"][0] | {"messageId": "bad", "body": '{"site_id": "x"}'})
    assert call("roll_up", event) == {"batchItemFailures": [{"itemIdentifier": "bad"}]}
