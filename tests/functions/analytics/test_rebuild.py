"""The function that makes a day again, on moto."""

from collections.abc import Iterator

import pytest

from code24.analytics.sets import day_key
from code24.runtime.wiring import port
from tests.functions.analytics.cloud import NOW, SITE, analytics_cloud, call


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with analytics_cloud():
        yield


def test_the_sample_event_makes_the_same_sets_and_figures() -> None:
    call("process")
    call("roll_up")
    sets, rollups = port("event_sets"), port("rollups")
    merged, figures = sets.read(day_key(SITE, NOW.date())).merged, rollups.days(SITE, NOW.date(), NOW.date())
    sets.delete(f"events/{SITE}")
    rollups.delete_all(SITE)
    assert call("rebuild") == {"sites": 1, "events": 4}
    assert sets.read(day_key(SITE, NOW.date())).merged == merged
    assert rollups.days(SITE, NOW.date(), NOW.date()) == figures
