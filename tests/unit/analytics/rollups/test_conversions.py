"""Money and sides of a day, where senders are hostile and settings change."""

from dataclasses import replace
from typing import Any

from code24.analytics.event import Event
from code24.analytics.packing.events import packed_events, unpacked_events
from code24.analytics.rollups.columns import MOST_CURRENCIES
from code24.analytics.rollups.day import day_rollup
from tests.happenings import DAY, SETTINGS, goal, view


def figures(*events: Event) -> Any:
    return day_rollup(events, DAY, SETTINGS).figures


def test_currencies_are_bounded_and_the_site_s_own_stays() -> None:
    """A sender can name any three letters; what is in use is what was paid in most often."""
    letters = [first + second for first in "ABCDEFGHIJ" for second in "ABCDEFGHIJ"]
    made_up = [goal("09:00", "Buy", of, revenue=9.0, currency=f"{of}X") for of in letters]
    real = [goal("10:00", "Buy", f"v{of}", revenue=1.0, currency=of) for of in ("CHF", "USD")]
    real += [goal("10:00", "Buy", f"w{of}", revenue=2.0, currency=of) for of in ("CHF", "USD")]
    day = figures(*made_up, *real, goal("11:00", "Buy", revenue=2.0, currency="EUR"))
    sums = day["holdout"]["others"]["revenue"]
    assert len(sums) == MOST_CURRENCIES
    assert (sums["EUR"], sums["CHF"], sums["USD"]) == (2_000_000, 3_000_000, 3_000_000)
    assert set(day["holdout"]["others"]["squares"]) == set(day["typeRevenue"]["sales"]) == set(sums)
    assert set(day["goals"]["sales"]["Buy"]["revenue"]) == set(sums)
    assert day["totals"]["completions"] == 105


def test_who_was_in_the_holdout_at_any_time_of_the_day_is_in_it_once() -> None:
    """As when its share grew at noon, or where a form's receiver does not know it: what they brought is on one side."""
    bought = goal("09:01", "Buy", revenue=5.0, currency="EUR", holdout=True)
    day = figures(view("09:00"), bought, view("15:00"), view("09:00", "bob"))
    holdout, others = day["holdout"]["holdout"], day["holdout"]["others"]
    assert (holdout["visitors"], holdout["converting"], holdout["revenue"]) == (1, 1, {"EUR": 5_000_000})
    assert (others["visitors"], others["converting"], others["revenue"]) == (1, 0, {})
    assert day["totals"]["visitors"] == 2


def test_of_one_shortened_id_purchases_of_different_worth_are_two_and_the_same_one_twice_is_one() -> None:
    one = goal("09:00", "Buy", revenue=5.0, currency="EUR")
    other = replace(goal("09:30", "Buy", revenue=7.0, currency="EUR"), event_id=one.event_id)
    again = replace(one, at=one.at + 3_600_000)
    assert figures(one, other, again)["totals"]["completions"] == 2
    assert len(unpacked_events(packed_events([one, other]))) == 2
    assert len(unpacked_events(packed_events([one, replace(one, at=one.at + 200)]))) == 1
