"""Days, sites and customers added up, and the figures of what they add up to."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from code24.analytics.models import AnalyticsSettings
from code24.analytics.querying.answers import figures_of
from code24.analytics.querying.breakdowns import rows_of
from code24.analytics.querying.models import GoalRow
from code24.analytics.querying.reports import goal_rows, type_rows, vitals_views
from code24.analytics.rollups.columns import TOTALS
from code24.analytics.rollups.histograms import compact
from code24.analytics.rollups.merging import merged
from code24.analytics.rollups.tables import bounded
from code24.reports.monthly.models import Audience

MOST_SOURCES = 1_000
"""Rows that are kept while sums are added up; the others are one row `(other)`."""
SHOWN = 25
"""Sources and goals in a report."""

_SECTIONS = ("totals", "holdout", "sources", "channels", "goals", "types", "typeRevenue", "vitals")
_ANY_DAY = date(2000, 1, 1)


def sums_of(several: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The sections of days' figures that reports need, added up; sums can be added up again."""
    total = merged(several, *_SECTIONS)
    total["totals"] = dict.fromkeys(TOTALS, 0) | total["totals"]
    total["sources"] = bounded(total["sources"], MOST_SOURCES)
    total["vitals"] = {name: compact(written) for name, written in total["vitals"].items()}
    return total


def without_names(sums: Mapping[str, Any]) -> dict[str, Any]:
    """Sums without what a customer named in their own words: goals stay by type."""
    return {**sums, "goals": {}}


def audience_of(sums: Mapping[str, Any], settings: AnalyticsSettings | None = None) -> Audience:
    """The figures of sums, by the same rules as the answers about a site's days.

    `settings` add the goals that were defined and not completed.
    """
    days = {_ANY_DAY: sums}
    measures, _ = vitals_views(days, 0)
    return Audience(
        figures=figures_of(days),
        channels=tuple(rows_of("channel", days, None)),
        sources=tuple(rows_of("source", days, None)[:SHOWN]),
        goals=_goals(days, settings),
        types=tuple(type_rows(days, None)),
        vitals=measures,
    )


def _goals(days: Mapping[date, Mapping[str, Any]], settings: AnalyticsSettings | None) -> tuple[GoalRow, ...]:
    nobody = AnalyticsSettings(site_id="s" + "0" * 12)
    return tuple(goal_rows(days, None, settings or nobody)[:SHOWN])
