"""Days counted out of sets, hour by hour, against all events at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from code24.analytics.event import Event
from code24.analytics.figures import count_days
from code24.analytics.models import AnalyticsSettings
from code24.analytics.packing.events import packed_events
from code24.analytics.rollups.day import day_rollup
from code24.analytics.sets import day_key, events_of, part_of_hour
from tests.analytics_fakes import FakeEventSets, FakeRollups
from tests.traffic import SITE, START, exactly
from tests.traffic import events_of as all_events

DAYS = [START.date() + timedelta(days=number) for number in (-1, 0, 1)]
NOW = START + timedelta(days=9)


def happened() -> Iterator[Event]:
    """Four days; some visitors were seen by the server as well, some by it alone, at any hour of their UTC day."""
    sent = exactly(1_500, 4, start=START - timedelta(days=2), spread=timedelta(days=4))
    for number, event in enumerate(all_events(sent)):
        yield event
        if event.kind == "view" and number % 3:
            shifted = event.at // 86_400_000 * 86_400_000 + (event.at + number * 7_200_000) % 86_400_000
            visitor = event.visitor if number % 3 == 1 else f"{number:016x}"
            yield replace(event, at=shifted, server=True, event_id=f"{number:016x}", visitor=visitor)


@pytest.fixture(scope="module")
def sets() -> FakeEventSets:
    stored = FakeEventSets()
    hours: dict[datetime, list[Event]] = {}
    for event in happened():
        hours.setdefault(datetime.fromtimestamp(event.at // 3_600_000 * 3_600, UTC), []).append(event)
    for hour, events in hours.items():
        stored.append(day_key(SITE, hour.date()), part_of_hour(hour.hour, "a"), packed_events(events), 0)
    return stored


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Pacific/Apia", "Pacific/Pago_Pago", "Asia/Kolkata"])
def test_days_are_what_all_events_at_once_come_to(sets: FakeEventSets, zone: str) -> None:
    asked, rollups = AnalyticsSettings(site_id=SITE, timezone=zone), FakeRollups()
    everything = [event for key in sorted(sets.parts) for event in events_of(sets.read(key))]
    before = len(sets.reads)
    counted = count_days(DAYS, asked, NOW, event_sets=sets, rollups=rollups)
    assert counted == [day_rollup(everything, day, asked) for day in DAYS] == rollups.days(SITE, DAYS[0], DAYS[-1])
    assert len(sets.reads) - before == len(set(sets.reads[before:])), "each UTC day is read once"


def test_a_day_that_has_not_begun_is_not_counted(sets: FakeEventSets) -> None:
    asked = AnalyticsSettings(site_id=SITE, timezone="Pacific/Apia")
    now = datetime.combine(DAYS[1], datetime.min.time(), UTC) - timedelta(hours=12)
    counted = count_days(DAYS, asked, now, event_sets=sets, rollups=FakeRollups())
    assert [rollup.day for rollup in counted] == DAYS[:2]
