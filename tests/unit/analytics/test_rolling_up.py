"""From sets to figures: the sweep, a site's days, and a day made again."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from code24.analytics.event import Event, Message
from code24.analytics.models import AnalyticsSettings, DayRollup, RebuildDay, RollUp, Sweep
from code24.analytics.ports import SetPart
from code24.analytics.processing import process
from code24.analytics.rebuilding import RAW_KEPT, rebuild
from code24.analytics.rolling_up import DAYS_AT_ONCE, roll_up
from code24.analytics.rollups.day import day_rollup
from code24.analytics.sets import day_key, events_of
from code24.analytics.sweeping import sweep
from code24.errors import Conflict, InvalidRequest, NotFound
from code24.experiments.planning import LONGEST_WEEKS
from code24.sites.models import Site, SiteStatus
from tests.fakes import FakeSites, route_of
from tests.traffic import SITE, START, exactly
from tests.traffic import events_of as all_events
from tests.unit.analytics.dying import Died, World
from tests.unit.analytics.test_processing import OTHER, deliveries

DAY = START.date()
LATER = START + timedelta(hours=3)


class Platform(World):
    """Analytics with sites, whose events came in the first hour."""

    def __init__(self, *sent: Message, random: Random | None = None) -> None:
        super().__init__(random, now=START + timedelta(minutes=30))
        self.sites = FakeSites()
        for number, site_id in enumerate((SITE, OTHER)):
            site = Site(site_id=site_id, customer_id="c000000000001", slug=f"acme{number}", name="Acme",
                        status=SiteStatus.ACTIVE, created_at=START, updated_at=START)  # fmt: skip
            self.sites.reserve(site, route_of(site))
        process(deliveries(sent), **self.ports("raw_events", "event_sets", "rollups", "clock"))
        self.clock.moment = LATER

    def sweep(self, since: datetime | None = None) -> list[RollUp]:
        before = len(self.rollup_queue.sent)
        sweep(Sweep(since=since), **self.ports("rollups", "rollup_queue", "clock"))
        return self.rollup_queue.sent[before:]

    def roll_up(self, request: RollUp) -> object:
        names = ("event_sets", "rollups", "site_analytics", "rollup_queue", "opportunities", "sites", "clock")
        return roll_up(request, **self.ports(*names))

    def rebuild(self, request: RebuildDay) -> object:
        names = ("raw_events", "event_sets", "rollups", "site_analytics", "sites", "clock")
        return rebuild(request, **self.ports(*names))


SENT = [*exactly(80), *exactly(40, 2, site_id=OTHER)]


def figures(sent: list[Message], site_id: str = SITE, day: date = DAY) -> DayRollup:
    """What the day's events come to, without any store: as sets keep them."""
    world = World()
    process(deliveries(sent), **world.ports("raw_events", "event_sets", "rollups", "clock"))
    return day_rollup(events_of(world.event_sets.read(day_key(site_id, day))), day, AnalyticsSettings(site_id=site_id))


def test_the_sweep_hands_on_what_changed_once_its_hour_is_over() -> None:
    platform = Platform(*SENT)
    platform.clock.moment = START + timedelta(minutes=64)
    assert platform.sweep() == [], "the hour may still be at work"
    platform.clock.moment = START + timedelta(minutes=66)
    assert platform.sweep() == [RollUp(site_id=SITE, hours=(START,)), RollUp(site_id=OTHER, hours=(START,))]
    assert platform.sweep() == []


def test_after_an_outage_the_sweep_catches_up() -> None:
    platform = Platform(*SENT)
    platform.rollups.note_swept(START)
    platform.clock.moment = START + timedelta(days=29)
    assert {each.site_id for each in platform.sweep()} == {SITE, OTHER}


def test_the_first_sweep_looks_two_days_back_and_an_operator_s_as_far_as_asked() -> None:
    platform = Platform(*SENT)
    platform.clock.moment = START + timedelta(days=3)
    assert platform.sweep() == []
    assert len(platform.sweep(since=START)) == 2


def test_a_sweep_that_dies_before_its_note_asks_again() -> None:
    platform = Platform(*SENT)
    platform.lives = 1
    with pytest.raises(Died):
        platform.sweep()
    platform.lives = None
    platform.rollups.swept = None
    assert len(platform.sweep()) == 2


def test_rolling_up_merges_the_day_and_stores_its_figures() -> None:
    platform = Platform(*SENT)
    [request, _] = platform.sweep()
    platform.roll_up(request)
    assert platform.rollups.figures == {(SITE, DAY): figures(SENT)}
    assert platform.event_sets.parts[day_key(SITE, DAY)] == {}
    assert len(events_of(platform.event_sets.read(day_key(SITE, DAY)))) == 80


def test_local_days_follow_the_site_s_time_zone() -> None:
    platform = Platform(*SENT)
    platform.site_analytics.put(AnalyticsSettings(site_id=SITE, timezone="Pacific/Auckland"))
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    [day] = {day for site_id, day in platform.rollups.figures if site_id == SITE} - {DAY}
    assert day == DAY + timedelta(days=1) or DAY in {key[1] for key in platform.rollups.figures}
    assert all(rollup.timezone == "Pacific/Auckland" for rollup in platform.rollups.figures.values())


@pytest.mark.parametrize("lives", range(4))
def test_a_worker_that_dies_anywhere_leaves_nothing_that_the_next_one_does_not_mend(lives: int) -> None:
    platform = Platform(*SENT, random=Random(lives))
    request = RollUp(site_id=SITE, hours=(START,))
    platform.lives = lives
    try:
        platform.roll_up(request)
    except Died:
        platform.lives = None
        platform.roll_up(request)
    assert platform.rollups.figures[SITE, DAY] == figures(SENT)


def test_what_comes_late_is_in_the_next_figures() -> None:
    platform = Platform(*SENT[:50])
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    process(deliveries(SENT), **platform.ports("raw_events", "event_sets", "rollups", "clock"))
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    assert platform.rollups.figures[SITE, DAY] == figures(SENT)


def test_a_merge_that_somebody_else_was_faster_with_is_tried_again() -> None:
    platform = Platform(*SENT)
    merge, refused = platform.event_sets.merge, []

    def refuse_once(key: str, snapshot: object, body: bytes) -> None:
        if not refused:
            refused.append(key)
            raise Conflict("somebody else")
        merge(key, snapshot, body)  # type: ignore[arg-type]

    platform.event_sets.merge = refuse_once  # type: ignore[method-assign]
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    assert platform.rollups.figures[SITE, DAY] == figures(SENT)


def test_older_figures_do_not_replace_newer_ones() -> None:
    platform = Platform(*SENT)
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    platform.clock.moment -= timedelta(seconds=1)
    platform.event_sets.delete(day_key(SITE, DAY))
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    assert platform.rollups.figures[SITE, DAY] == figures(SENT)


def test_a_changed_setting_counts_every_day_again_in_portions() -> None:
    platform = Platform(*SENT)
    for number in range(40):
        rollup = DayRollup(site_id=SITE, day=DAY - timedelta(days=number), timezone="UTC", figures={})
        platform.rollups.put(rollup)
    platform.roll_up(RollUp(site_id=SITE, everything=True))
    asked = [day for each in platform.rollup_queue.sent for day in each.days]
    assert sorted(asked) == [DAY + timedelta(days=number) for number in range(-40, 2)]
    assert max(len(each.days) for each in platform.rollup_queue.sent) == DAYS_AT_ONCE
    for request in list(platform.rollup_queue.sent):
        platform.roll_up(request)
    assert platform.rollups.figures[SITE, DAY] == figures(SENT)


def test_what_a_deleted_site_left_behind_is_removed() -> None:
    platform = Platform(*SENT)
    site = platform.sites.get(SITE)
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    platform.sites.set_status(SITE, SiteStatus.DELETING, route_of(site), LATER)
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    assert platform.rollups.figures == {}
    assert {key for key in (*platform.event_sets.parts, *platform.event_sets.merged) if SITE in key} == set()
    assert day_key(OTHER, DAY) in platform.event_sets.parts


def test_a_part_waits_to_be_merged_as_long_as_its_day_could_be_made_again() -> None:
    platform = Platform()
    told: list[SetPart] = []
    platform.event_sets.append_all = lambda parts: told.extend(parts) or [None for _ in parts]  # type: ignore[method-assign, func-returns-value]
    process(
        deliveries(exactly(20, units=("t000000000001", 2))),
        **platform.ports("raw_events", "event_sets", "rollups", "clock"),
    )
    waits = {part.key.partition("/")[0]: part.expires_at - platform.clock.moment.timestamp() for part in told}
    assert waits["events"] >= RAW_KEPT.total_seconds()
    assert waits["tests"] > timedelta(weeks=LONGEST_WEEKS).total_seconds()


def test_nothing_stays_of_a_site_that_is_deleted_while_its_days_are_counted() -> None:
    platform = Platform(*SENT)
    site, merge = platform.sites.get(SITE), platform.event_sets.merge

    def merged_after_the_deletion(*arguments: Any) -> None:
        platform.sites.set_status(SITE, SiteStatus.DELETING, route_of(site), LATER)
        platform.event_sets.delete(f"events/{SITE}")
        merge(*arguments)

    platform.event_sets.merge = merged_after_the_deletion  # type: ignore[method-assign]
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    assert not platform.rollups.figures
    assert not [key for key in platform.event_sets.merged if SITE in key]
    assert not platform.opportunities.told


def test_a_day_without_raw_events_keeps_its_set() -> None:
    platform = Platform(*SENT)
    platform.roll_up(RollUp(site_id=SITE, hours=(START,)))
    known = dict(platform.event_sets.merged)
    platform.raw_events.objects = {}
    with pytest.raises(NotFound, match=SITE):
        platform.rebuild(RebuildDay(day=DAY, site_id=SITE))
    platform.clock.moment = START + timedelta(days=396)
    with pytest.raises(InvalidRequest, match="395 days"):
        platform.rebuild(RebuildDay(day=DAY, site_id=SITE))
    assert platform.event_sets.merged == known


@pytest.mark.parametrize("site_id", [SITE, None])
def test_a_day_made_again_has_the_same_bytes(site_id: str | None) -> None:
    platform = Platform(*SENT)
    for request in platform.sweep():
        platform.roll_up(request)
    sets, rollups = dict(platform.event_sets.merged), dict(platform.rollups.figures)
    platform.event_sets.delete(f"events/{SITE}")
    platform.rollups.delete_all(SITE)
    platform.rebuild(RebuildDay(day=DAY, site_id=site_id))
    assert platform.event_sets.merged[day_key(SITE, DAY)][1] == sets[day_key(SITE, DAY)][1]
    assert platform.rollups.figures[SITE, DAY].model_dump_json() == rollups[SITE, DAY].model_dump_json()
    again = platform.event_sets.merged[day_key(OTHER, DAY)]
    assert again[1] == sets[day_key(OTHER, DAY)][1]
    assert platform.rollups.figures[OTHER, DAY] == rollups[OTHER, DAY]


def test_what_comes_while_a_day_is_made_again_stays() -> None:
    platform = Platform(*SENT[:40])
    read = platform.raw_events.of_day

    def read_while_more_comes(day: date) -> object:
        bodies = read(day)
        process(deliveries(SENT[40:70]), **platform.ports("raw_events", "event_sets", "rollups", "clock"))
        return bodies

    platform.raw_events.of_day = read_while_more_comes  # type: ignore[method-assign, assignment]
    platform.rebuild(RebuildDay(day=DAY, site_id=SITE))
    found: set[str] = {event.event_id for event in events_of(platform.event_sets.read(day_key(SITE, DAY)))}
    assert len(found) == len([event for event in all_events(SENT[:70]) if event.site_id == SITE])


def test_a_visit_across_midnight_is_one_visit() -> None:
    midnight = datetime(2026, 3, 3, tzinfo=UTC)

    def view(minutes: int, visitor: str) -> Event:
        at = int((midnight + timedelta(minutes=minutes)).timestamp() * 1000)
        return Event(SITE, f"{minutes + 100:016x}", at, visitor, "view", "pageview", "/")

    sent = [Message((view(-10, "1" * 16),)), Message((view(5, "2" * 16),), "1" * 16)]
    platform = Platform(*sent)
    platform.clock.moment = midnight + timedelta(hours=2)
    platform.roll_up(RollUp(site_id=SITE, hours=(midnight - timedelta(hours=1), midnight)))
    visits = {day: rollup.figures["totals"] for (_, day), rollup in platform.rollups.figures.items()}
    names = platform.rollups.figures[SITE, DAY].figures
    assert names
    first, second = visits[DAY], visits[DAY + timedelta(days=1)]
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert (first["visits"], second["visits"]) == (1, 0)
    assert (first["views"], second["views"]) == (1, 1)
