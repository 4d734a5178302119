"""What is worth acting on, and that nothing is told where nothing happened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from code24.analytics.models import AnalyticsSettings, DayRollup, Opportunity
from code24.analytics.rollups.columns import FORM, HOUR
from code24.analytics.rollups.day import day_rollup
from code24.analytics.rollups.histograms import histogram
from code24.analytics.thresholds import opportunities
from tests.happenings import DAY, SETTINGS, SITE

SITES = 40
EMPTY: Any = day_rollup([], DAY, SETTINGS).model_dump_json()


def rollup(
    day: date,
    visitors: int = 400,
    leads: int = 20,
    *,
    hours: int = 24,
    errors: dict[str, int] | None = None,
    form: tuple[int, int] | None = None,
    vitals: dict[str, list[float]] | None = None,
) -> DayRollup:
    made: Any = DayRollup.model_validate_json(EMPTY).model_dump() | {"day": day}
    figures = made["figures"]
    figures["totals"]["visitors"] = visitors
    figures["types"] = {"leads": [leads, leads]}
    figures["sources"] = {"Google": [visitors, visitors, visitors, 0, 0, 0]}
    for hour in range(hours):
        figures["hours"][hour] = [visitors // hours + (hour < visitors % hours), *[1] * (len(HOUR) - 1)]
    figures["errors"] = {path: [count, count + 1] for path, count in (errors or {}).items()}
    if form is not None:
        began, sent = form
        row = {"starts": began, "submissions": sent, "starters": began, "submitters": sent, "abandoners": began - sent}
        figures["forms"] = {"contact": [row.get(name, 0) for name in FORM]}
    written = {measure: histogram(values) for measure, values in (vitals or {}).items()}
    figures["vitals"], figures["pageVitals"] = written, {"/menu/": written} if written else {}
    return DayRollup.model_validate(made)


def history(days: int = 28, **more: Any) -> list[DayRollup]:
    return [rollup(DAY - timedelta(days=number + 1), **more) for number in range(days)]


def found(
    today: DayRollup, before: Sequence[DayRollup], settings: AnalyticsSettings = SETTINGS
) -> list[tuple[str, str]]:
    return [(each.kind.value, each.subject) for each in opportunities(today, before, settings)]


def told(today: DayRollup, before: Sequence[DayRollup]) -> Opportunity:
    (only,) = opportunities(today, before, SETTINGS)
    return only


def test_a_usual_day_is_nothing_to_act_on() -> None:
    assert found(rollup(DAY, form=(40, 20)), history(form=(40, 20))) == []
    assert found(rollup(DAY), []) == []


def test_fewer_visitors_convert() -> None:
    one = told(rollup(DAY, leads=3), history())
    assert one.kind.value == "conversion-drop"
    assert one.sentence == "3 of 400 visitors (0.8%) completed a goal of the type leads today, against 5.0% before."
    assert one.figures == {"converting": 3, "visitors": 400, "rate": 0.0075, "before": 0.05}
    assert one.found_at == datetime(2026, 3, 10, tzinfo=UTC)


def test_a_drop_too_small_for_one_day_is_found_in_a_week() -> None:
    before = history(visitors=100, leads=5)
    lately = [rollup(DAY - timedelta(days=number + 1), visitors=100, leads=1) for number in range(6)]
    assert found(rollup(DAY, visitors=100, leads=1), before) == []
    one = told(rollup(DAY, visitors=100, leads=1), [*before[6:], *lately])
    assert one.sentence.startswith("7 of 700 visitors (1.0%) completed a goal of the type leads in 7 days")


@pytest.mark.parametrize(
    "today",
    [rollup(DAY, leads=14), rollup(DAY, visitors=40, leads=0), rollup(DAY, visitors=4, leads=0)],
    ids=["no effect that matters", "too few visitors", "hardly anybody"],
)
def test_what_chance_makes_is_no_drop(today: DayRollup) -> None:
    assert found(today, history()) == []


def test_too_short_a_past_tells_nothing() -> None:
    assert found(rollup(DAY, visitors=4_000, leads=0, errors={"/x": 90}), history(6)) == []


def test_many_more_visitors() -> None:
    assert found(rollup(DAY, visitors=1_200, leads=60), history()) == [("traffic-surge", "visitors")]
    morning = told(rollup(DAY, visitors=300, leads=15, hours=6), history())
    assert morning.sentence == (
        "250 visitors came in the day's first 5 hours, against 85 usually; "
        "the source that most of the day's come from is Google (300)."
    )
    assert found(rollup(DAY, visitors=700, leads=35), history()) == [], "not twice as many"


def test_slow_pages() -> None:
    slow = {"lcp": [2_000.0] * 55 + [4_500.0] * 45, "inp": [100.0] * 100}
    first, second = opportunities(rollup(DAY, vitals=slow), history(), SETTINGS)
    assert (first.kind.value, first.subject, second.subject) == ("slow-vitals", "lcp", "lcp /menu/")
    assert first.sentence == "LCP of all pages is 4.5 s at the 75th percentile of 100 measurements, which is poor."
    hardly = {"lcp": [2_000.0] * 73 + [4_500.0] * 27}
    assert found(rollup(DAY, vitals=hardly), history()) == []
    few = {"lcp": [9_000.0] * 40}
    assert found(rollup(DAY, vitals=few), history()) == []
    assert len(found(rollup(DAY, vitals=few), history(2, vitals=few))) == 2, "a week counts together"


def test_a_verdict_and_an_hour_read_well() -> None:
    first, *_ = opportunities(rollup(DAY, vitals={"lcp": [3_000.0] * 100}), history(), SETTINGS)
    assert first.sentence.endswith("is 3.0 s at the 75th percentile of 100 measurements, which needs improvement.")
    (early,) = opportunities(rollup(DAY, 400, 0, hours=2), history(visitors=240, leads=0), SETTINGS)
    assert early.sentence.startswith("200 visitors came in the day's first hour, against 10 usually; ")


def test_a_week_is_seven_days_though_nobody_came_on_some() -> None:
    every_other = [rollup(DAY - timedelta(days=ago), 200, 1 if ago < 7 else 10) for ago in range(2, 29, 2)]
    one = told(rollup(DAY, 200, 4), every_other)
    assert one.sentence.startswith("7 of 800 visitors (0.9%) completed a goal of the type leads in 7 days")
    twice = [rollup(DAY - timedelta(days=ago), errors={}) for ago in (9, 10)]
    assert found(rollup(DAY, 400, 0, errors={"/gone": 50}), twice) == [], "two days are no history"


def test_missing_pages() -> None:
    before = history(errors={"/old": 12})
    one = told(rollup(DAY, errors={"/old": 13, "/gone": 11, "/rare": 9}), before)
    assert (one.kind.value, one.subject) == ("error-pages", "/gone")
    assert one.figures == {"visitors": 11, "views": 12, "usual": 0}


def test_forms_that_are_not_sent_any_more() -> None:
    one = told(rollup(DAY, form=(60, 8)), history(form=(40, 20)))
    assert one.sentence == (
        "52 of 60 visitors who began the form contact today did not send it (87%), against 50% before."
    )
    assert one.figures["abandoners"] == 52


def test_the_same_has_the_same_id_all_day_and_another_one_tomorrow() -> None:
    ids = {told(rollup(DAY, leads=count), history()).opportunity_id for count in (1, 2, 3)}
    assert len(ids) == 1
    tomorrow = told(rollup(DAY + timedelta(days=1), leads=1), history())
    assert tomorrow.opportunity_id not in ids
    assert tomorrow.site_id == SITE


def test_other_days_are_not_compared_with() -> None:
    today = rollup(DAY, leads=3)
    old = [rollup(DAY - timedelta(days=29 + number)) for number in range(28)]
    other_zone = [each.model_copy(update={"timezone": "Asia/Tokyo"}) for each in history()]
    to_come = [rollup(DAY + timedelta(days=number)) for number in range(28)]
    assert found(today, [*old, *other_zone, *to_come]) == []


def test_no_wolf_is_cried_on_sites_whose_days_differ() -> None:
    """Sites of all sizes, whose traffic swings by half and whose rates by a fifth, looked at every hour."""
    random = Random(5)
    alarms = 0
    for _ in range(SITES):
        size, rate = random.choice((30, 200, 1_000)), random.uniform(0.01, 0.1)
        days = [_scattered(random, DAY - timedelta(days=number), size, rate) for number in range(1, 29)]
        for hours in (6, 12, 18, 24):
            alarms += len(opportunities(_scattered(random, DAY, size, rate, hours), days, SETTINGS))
    assert alarms <= 1


def _scattered(random: Random, day: date, size: int, rate: float, hours: int = 24) -> DayRollup:
    visitors = max(1, round(size * random.uniform(0.5, 1.5) * hours / 24))
    leads = sum(random.random() < rate * random.uniform(0.8, 1.2) for _ in range(visitors))
    began = visitors // 10
    sent = sum(random.random() < 0.5 for _ in range(began))
    slow = [random.lognormvariate(7.3, 0.5) for _ in range(20)]
    return rollup(
        day, visitors, leads, hours=hours, errors={"/x": visitors // 50}, form=(began, sent), vitals={"lcp": slow}
    )
