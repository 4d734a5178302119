"""Whatever happened: no order, no duplicate and no way of adding up changes a figure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings, Funnel
from code24.analytics.packing.events import packed_events
from code24.analytics.ports import Snapshot
from code24.analytics.querying.filters import filters_of, keeps
from code24.analytics.rollups.columns import VISIT_TABLES
from code24.analytics.rollups.day import day_figures, day_rollup
from code24.analytics.rollups.merging import merged
from code24.analytics.sets import events_of, merged_events, part_of_hour
from tests.happenings import DAY, SITE, goal, leave, measured, view

FUNNEL = Funnel(name="f", steps=("/a", "Signup"))
ZONES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns")
DAYS = tuple(DAY + timedelta(days=number) for number in (-1, 0, 1))

times = st.builds(
    lambda day, minute: f"{(DAY + timedelta(days=day)).isoformat()}T{minute // 60:02d}:{minute % 60:02d}",
    st.sampled_from([0, 0, 0, 1, -1]),
    st.integers(0, 1_439),
)
visitors = st.sampled_from(["ann", "bob", "cat"])
paths = st.sampled_from(["/", "/a", "/b"])
views = st.builds(
    view, times, visitors, paths, server=st.booleans(), source=st.sampled_from(["", "Google"]),
    status=st.sampled_from([200, 404]), holdout=st.booleans(),
)  # fmt: skip
goals = st.builds(
    goal, times, st.sampled_from(["Signup", "Form: Start", "Form: Submission"]), visitors, paths,
    revenue=st.none() | st.floats(0, 100), props=st.just({}) | st.just({"form": "contact"}),
)  # fmt: skip
leaves = st.builds(leave, times, st.floats(0, 2_000), visitors, paths)
vitals = st.builds(measured, times, visitors, paths, lcp=st.floats(0, 9_000))
events = st.lists(st.one_of(views, views, goals, leaves, vitals), max_size=40)


def asked(timezone: str) -> AnalyticsSettings:
    return AnalyticsSettings(site_id=SITE, timezone=timezone, funnels=(FUNNEL,))


def written(happened: list[Event], day: date, timezone: str) -> str:
    return day_rollup(happened, day, asked(timezone)).model_dump_json()


@given(events, st.randoms(use_true_random=False), st.sampled_from(ZONES))
@settings(max_examples=60)
def test_neither_order_nor_duplicates_change_a_byte(happened: list[Event], random: Any, timezone: str) -> None:
    again = happened + [each for each in happened if random.random() < 0.5]
    random.shuffle(again)
    assert written(again, DAY, timezone) == written(happened, DAY, timezone)


@given(events, st.lists(st.integers(0, 4), min_size=40, max_size=40), st.integers(0, 4))
@settings(max_examples=40)
def test_however_a_day_came_in_parts_it_is_the_same(happened: list[Event], places: list[int], merged_ones: int) -> None:
    whole = [each for each in happened if written_day(each) == DAY]
    hours: dict[tuple[int, int], list[Event]] = {}
    for event, place in zip(whole, places, strict=False):
        hours.setdefault((event.at // 3_600_000 % 24, place), []).append(event)
    parts = [(part_of_hour(hour, str(place)), packed_events(found)) for (hour, place), found in sorted(hours.items())]
    merged_part = merged_events(Snapshot(None, tuple(parts[: merged_ones + 1]), 0))
    together = Snapshot(merged_part, tuple(parts[merged_ones:]), 1)
    in_one = [(part_of_hour(hour, "a"), packed_events(e for e in whole if e.at // 3_600_000 % 24 == hour))
              for hour in sorted({hour for hour, _ in hours})]  # fmt: skip
    assert written(events_of(together), DAY, "UTC") == written(events_of(Snapshot(None, tuple(in_one), 0)), DAY, "UTC")


def written_day(event: Event) -> date:
    return datetime.fromtimestamp(event.at / 1_000, UTC).date()


def test_of_two_with_one_id_no_order_decides() -> None:
    early, late = view("09:00", path="/a"), view("09:05", path="/a")
    twin = Event(**{name: getattr(late, name) for name in Event.__slots__} | {"event_id": early.event_id})
    assert written([early, twin], DAY, "UTC") == written([twin, early], DAY, "UTC") == written([early], DAY, "UTC")


def test_ids_that_were_shortened_to_the_same_are_told_apart_by_what_happened() -> None:
    seen, done = view("09:00"), goal("09:05", "Signup")
    twin = Event(**{name: getattr(done, name) for name in Event.__slots__} | {"event_id": seen.event_id})
    found: Any = day_rollup([twin, seen, twin], DAY, asked("UTC")).figures
    assert (found["totals"]["views"], found["totals"]["events"]) == (1, 1)


@given(events, st.sampled_from(ZONES))
@settings(max_examples=60)
def test_figures_fit_together(happened: list[Event], timezone: str) -> None:
    """What must hold on every day, and for three days together: nothing is lost at midnight, nothing counted twice."""
    days: list[Any] = [day_rollup(happened, day, asked(timezone)).figures for day in DAYS]
    for figures in days:
        totals, hours = figures["totals"], figures["hours"]
        for name, column in (("views", 2), ("events", 5), ("completions", 6), ("visits", 1)):
            assert sum(row[column] for row in hours) == totals[name]
        assert sum(row[1] for row in figures["pages"].values()) == totals["views"]
        assert totals["bounces"] <= totals["visits"]
        assert totals["converting"] <= totals["visitors"]
        sides = figures["holdout"].values()
        assert sum(side["visitors"] for side in sides) == totals["visitors"]
        for table in VISIT_TABLES[2:4]:
            assert sum(row[1] for row in figures[table].values()) == totals["visits"]
        (counts,) = figures["funnels"]["f"].values()
        assert counts == sorted(counts, reverse=True)
    together = merged(days, "totals", "events", "pages")
    inside = {each.event_id: each for each in happened}
    goals_done = [each for each in inside.values() if each.kind == "goal"]
    if timezone == "UTC":  # other zones' days reach beyond these three
        assert together["totals"]["events"] == len(goals_done)
        assert sum(row[1] for row in together["events"].values()) == len(goals_done)


@given(events, st.sampled_from(ZONES))
@settings(max_examples=40)
def test_a_filter_that_keeps_every_visit_changes_no_figure_of_visits(happened: list[Event], timezone: str) -> None:
    plain: Any = day_figures(happened, DAY, asked(timezone))
    kept: Any = day_figures(happened, DAY, asked(timezone), keeps(filters_of("channel!=none"), asked(timezone)))
    for section in ("totals", "hours", "events", "goals", "types", "funnels", "holdout", "sources", "entries"):
        assert kept[section] == plain[section]


@given(events)
@settings(max_examples=60)
def test_every_visit_counts_on_one_day(happened: list[Event]) -> None:
    """Visits over three days, against pauses looked for in the plainest way."""
    of_script = [each for each in happened if not each.server]
    days: list[Any] = [day_rollup(of_script, day, asked("UTC")).figures for day in DAYS]
    assert sum(figures["totals"]["visits"] for figures in days) == plain_visits(of_script)


def plain_visits(happened: list[Event]) -> int:
    order = {"view": 0, "goal": 1, "vitals": 2, "leave": 3}
    visits = 0
    for who in {each.visitor for each in happened}:
        mine = sorted(
            {each.event_id: each for each in happened if each.visitor == who}.values(),
            key=lambda each: (each.at, order[each.kind], each.event_id),
        )
        last: int | None = None
        for each in mine:
            goes_on = last is not None and each.at - int(each.seconds * 1_000) - last <= 1_800_000
            if not goes_on and each.kind in {"view", "goal"}:
                visits += 1
            if goes_on or each.kind in {"view", "goal"}:
                last = each.at
    return visits


def test_days_add_up() -> None:
    one: Any = day_rollup([view("09:00"), view("09:01", "bob", "/a")], DAY, asked("UTC")).figures
    other: Any = day_rollup([view("2026-03-11T09:00", "cat", "/a")], date(2026, 3, 11), asked("UTC")).figures
    sums = merged([one, other], "totals", "pages", "funnels")
    assert (sums["totals"]["visitors"], sums["pages"]["/a"][:2]) == (3, [2, 2])
    assert sums["funnels"] == {"f": {"/a\nSignup": [2, 0]}}
    assert merged([], "totals") == {"totals": {}}
    assert one["pages"]["/a"][:2] == [1, 1], "what was added stays as it was"


@pytest.mark.parametrize("timezone", ZONES)
def test_an_empty_day_has_figures(timezone: str) -> None:
    found: Any = day_rollup([], DAY, asked(timezone)).figures
    assert not any(found["totals"].values())
    assert len(found["hours"]) == 24
