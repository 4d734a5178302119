"""Which figures an answer is made of: stored ones, and events that are still open."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings
from code24.analytics.packing.events import packed_events
from code24.analytics.querying import reading
from code24.analytics.querying.filters import filters_of
from code24.analytics.querying.ranges import DayRange
from code24.analytics.querying.reading import Reading, recent_events
from code24.analytics.rollups.day import day_rollup
from code24.analytics.sets import day_key, merged_events, part_of_hour
from code24.errors import InvalidRequest
from tests.analytics_fakes import FakeEventSets, FakeRollups
from tests.happenings import DAY, SETTINGS, SITE, goal, view

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
DAYS = DayRange(DAY, date(2026, 3, 11))


class Stores:
    """A site's sets and rollups, filled with events."""

    def __init__(self, *events: Event, settings: AnalyticsSettings = SETTINGS) -> None:
        self.sets, self.rollups, self.settings = FakeEventSets(), FakeRollups(), settings
        for number, event in enumerate(events):
            moment = datetime.fromtimestamp(event.at / 1_000, UTC)
            part = part_of_hour(moment.hour, f"{number:04d}")
            self.sets.append(day_key(SITE, moment.date()), part, packed_events([event]), 0)

    def merge(self) -> None:
        for key in list(self.sets.parts):
            snapshot = self.sets.read(key)
            self.sets.merge(key, snapshot, merged_events(snapshot))

    def read(self, asked: DayRange = DAYS, filters: str = "", now: datetime = NOW) -> dict[str, Any]:
        found = Reading(self.settings, filters_of(filters), now, rollups=self.rollups, event_sets=self.sets)
        return {day.isoformat(): figures for day, figures in found.days(asked).items()}


def visitors(read: dict[str, Any]) -> dict[str, int]:
    return {day: figures["totals"]["visitors"] for day, figures in read.items()}


def test_a_day_that_is_over_is_read_as_it_was_stored() -> None:
    stores = Stores(view("09:00"), view("2026-03-11T09:00"), view("2026-03-11T09:01", "bob"))
    stores.rollups.put(day_rollup([view("09:00", str(number)) for number in range(7)], DAY, SETTINGS))
    assert visitors(stores.read()) == {"2026-03-10": 7, "2026-03-11": 2}


def test_where_the_roll_up_is_late_the_last_days_are_counted_of_their_events() -> None:
    stores = Stores(view("09:00"))
    last = datetime(2026, 3, 14, tzinfo=UTC)
    assert visitors(stores.read(now=last - timedelta(seconds=1))) == {"2026-03-10": 1}
    assert stores.read(now=last) == {}


def test_yesterday_is_open_until_the_morning() -> None:
    stores = Stores(view("09:00"), view("23:55", "bob"), view("2026-03-11T00:05", "bob"))
    stores.rollups.put(day_rollup([view("09:00")], DAY, SETTINGS))
    for hour, expected in ((5, {"2026-03-10": 2, "2026-03-11": 1}), (6, {"2026-03-10": 1, "2026-03-11": 1})):
        now = datetime(2026, 3, 11, hour, tzinfo=UTC)
        assert visitors(stores.read(now=now)) == expected


def test_merged_parts_say_the_same() -> None:
    stores = Stores(view("2026-03-11T08:00"), view("2026-03-11T09:00", "bob"), view("2026-03-10T23:50", "bob"))
    before = stores.read()
    stores.merge()
    stores.sets.append(day_key(SITE, date(2026, 3, 11)), "08#again", packed_events([view("2026-03-11T08:00")]), 0)
    assert stores.read() == before


def test_a_filter_is_answered_out_of_events_also_for_days_that_are_over() -> None:
    stores = Stores(view("09:00", path="/a"), view("09:00", "bob", "/b"), view("2026-03-11T09:00", "cat", "/a"))
    stores.rollups.put(day_rollup([view("09:00", str(number)) for number in range(7)], DAY, SETTINGS))
    assert visitors(stores.read(filters="page==/a")) == {"2026-03-10": 1, "2026-03-11": 1}


def test_a_visit_across_midnight_is_one_in_a_filtered_answer() -> None:
    night = [view("23:50", source="Google"), view("2026-03-11T00:10"), goal("2026-03-11T00:20", "Signup")]
    read = Stores(*night).read(filters="event==Signup;source==Google")
    assert [figures["totals"]["visits"] for figures in read.values()] == [1, 0]
    assert [figures["totals"]["events"] for figures in read.values()] == [0, 1]


def test_each_day_s_events_are_read_once() -> None:
    stores = Stores(view("09:00"))
    week = DayRange(DAY - timedelta(days=6), DAY)
    stores.read(week, "page==/")
    assert sorted(stores.sets.reads) == [day_key(SITE, date(2026, 3, number)) for number in range(3, 12)]


def test_local_days_are_made_of_two_utc_days() -> None:
    settings = SETTINGS.model_copy(update={"timezone": "Asia/Kolkata"})
    events = (view("18:00"), view("18:40", "bob"), view("2026-03-11T18:00", "cat"), view("2026-03-11T19:00", "dan"))
    stores = Stores(*events, settings=settings)
    now = datetime(2026, 3, 11, 20, tzinfo=UTC)
    assert visitors(stores.read(DayRange(DAY, date(2026, 3, 12)), "page==/", now)) == {
        "2026-03-10": 1, "2026-03-11": 2, "2026-03-12": 1,
    }  # fmt: skip


def test_filters_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    stores = Stores(*(view(f"09:00:{number:02d}", str(number)) for number in range(9)))
    with pytest.raises(InvalidRequest, match="93 days can be asked for at most, and these are 94"):
        stores.read(DayRange(DAY - timedelta(days=93), DAY), "page==/")
    monkeypatch.setattr(reading, "MOST_EVENTS", 8)
    with pytest.raises(InvalidRequest, match="of 8 events at most"):
        stores.read(filters="page==/")
    monkeypatch.setattr(reading, "MOST_EVENTS", 9)
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(InvalidRequest, match="ask for fewer days"):
        stores.read(filters="page==/")


def test_a_day_too_busy_to_be_counted_at_once_is_answered_as_it_was_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    stores = Stores(view("2026-03-11T09:00"), view("2026-03-11T09:00", "bob"))
    stores.rollups.put(day_rollup([view("2026-03-11T08:00")], DAYS.last, SETTINGS))
    assert visitors(stores.read()) == {"2026-03-11": 2}
    monkeypatch.setattr(reading, "MOST_EVENTS", 1)
    assert visitors(stores.read()) == {"2026-03-11": 1}


def test_an_open_day_whose_events_are_not_kept_any_more_is_answered_as_it_was_stored() -> None:
    """A report that is made again months later asks as of the moment that it was due at."""
    stores = Stores()
    stores.rollups.put(day_rollup([view("09:00")], DAY, SETTINGS))
    assert visitors(stores.read(now=datetime(2026, 3, 11, 5, tzinfo=UTC))) == {"2026-03-10": 1}


def test_days_to_come_have_no_figures() -> None:
    assert Stores().read(DayRange(date(2026, 3, 11), date(2026, 3, 20)), "page==/") == {}


def test_recent_events_reach_across_the_hour_and_midnight() -> None:
    stores = Stores(view("23:56"), view("23:58"), view("2026-03-11T00:01"), view("2026-03-11T00:03"))
    now = datetime(2026, 3, 11, 0, 2, tzinfo=UTC)
    found = recent_events(SITE, now - timedelta(minutes=5), now, event_sets=stores.sets)
    moments = sorted(datetime.fromtimestamp(event.at / 1_000, UTC).strftime("%H:%M") for event in found)
    assert moments == ["00:01", "23:58"]
