"""Goals, funnels and vitals of days."""

from collections.abc import Mapping
from typing import Any

from code24.analytics.models import AnalyticsSettings, Funnel
from code24.analytics.querying.answers import Days, money, range_view, share
from code24.analytics.querying.models import (
    FunnelStep,
    FunnelView,
    GoalRow,
    HoldoutGroup,
    Measure,
    PageMeasures,
)
from code24.analytics.querying.ranges import DayRange, change
from code24.analytics.rollups.columns import FORM
from code24.analytics.rollups.histograms import quantile, size
from code24.analytics.rollups.merging import merged
from code24.analytics.rollups.vitals import MEASURES, OF_PAGES

_RATINGS = {
    "lcp": (2_500, 4_000),
    "inp": (200, 500),
    "cls": (0.1, 0.25),
    "fcp": (1_800, 3_000),
    "ttfb": (800, 1_800),
}
"""Up to the first it is good, above the second poor (web.dev/articles/vitals, /fcp and /ttfb)."""


POOR = {measure: limits for measure, limits in _RATINGS.items() if measure in OF_PAGES}
"""The limits of those that Core Web Vitals are judged by."""


def rating(measure: str, p75: float) -> str:
    """What a value at the 75th percentile is called."""
    good, poor = _RATINGS[measure]
    return "good" if p75 <= good else "poor" if p75 > poor else "needs-improvement"


def goal_rows(days: Days, before: Days | None, settings: AnalyticsSettings) -> list[GoalRow]:
    """Every goal, those with the most completions first, and the defined ones that nobody completed."""
    found, visitors, known = _goals(days), _visitors(days), None if before is None else _goals(before)
    for goal in settings.goals:
        found.setdefault((goal.type.value, goal.name), {"row": [0, 0], "revenue": {}})
    return [
        GoalRow(
            name=name,
            type=kind,
            visitors=goal["row"][0],
            completions=goal["row"][1],
            rate=share(goal["row"][0], visitors),
            revenue=money(goal["revenue"]),
            change=None
            if known is None
            else change(goal["row"][1], known[kind, name]["row"][1] if (kind, name) in known else 0),
        )
        for (kind, name), goal in sorted(found.items(), key=lambda item: (-item[1]["row"][1], item[0]))
    ]


def type_rows(days: Days, before: Days | None) -> list[GoalRow]:
    """The types of goals that were completed."""
    sums = merged(days.values(), "types", "typeRevenue")
    found, revenue = sums["types"], sums["typeRevenue"]
    known = None if before is None else merged(before.values(), "types")["types"]
    visitors = _visitors(days)
    return [
        GoalRow(
            name=None,
            type=kind,
            visitors=row[0],
            completions=row[1],
            rate=share(row[0], visitors),
            revenue=money(revenue.get(kind, {})),
            change=None if known is None else change(row[1], known[kind][1] if kind in known else 0),
        )
        for kind, row in sorted(found.items())
    ]


def form_figures(days: Days) -> dict[str, dict[str, float]]:
    """The figures of forms, with the share of those who began one and did not send it."""
    found = merged(days.values(), "forms")["forms"]
    return {
        form: {
            **dict(zip(FORM, row, strict=True)),
            "abandonment": share(row[FORM.index("abandoners")], row[FORM.index("starters")]),
        }
        for form, row in sorted(found.items())
    }


def holdout_groups(days: Days) -> tuple[HoldoutGroup, HoldoutGroup]:
    """The holdout and the others."""
    found = merged(days.values(), "holdout")["holdout"]
    return _group(found.get("holdout")), _group(found.get("others"))


def funnel_view(funnel: Funnel, days: Days, asked: DayRange) -> FunnelView:
    """A funnel over the days whose figures hold it with the steps that it has now."""
    steps = "\n".join(funnel.steps)
    counts = [
        figures["funnels"][funnel.name][steps]
        for figures in days.values()
        if steps in figures["funnels"].get(funnel.name, {})
    ]
    sums = [sum(column) for column in zip(*counts, strict=True)] or [0] * len(funnel.steps)
    return FunnelView(
        name=funnel.name,
        range=range_view(asked),
        steps=tuple(
            FunnelStep(
                step=step,
                visitors=count,
                rate=share(count, sums[0]),
                from_previous=share(count, sums[max(0, number - 1)]),
                lost=sums[max(0, number - 1)] - count,
            )
            for number, (step, count) in enumerate(zip(funnel.steps, sums, strict=True))
        ),
        rate=share(sums[-1], sums[0]),
        counted_days=len(counts),
    )


def vitals_views(days: Days, most_pages: int) -> tuple[tuple[Measure, ...], tuple[PageMeasures, ...]]:
    """The measures over all pages, and those of the pages with the most measurements."""
    found = merged(days.values(), "vitals", "pageVitals")
    pages = sorted(found["pageVitals"].items(), key=lambda item: (-_samples(item[1]), item[0]))[:most_pages]
    return _measures(found["vitals"]), tuple(
        PageMeasures(path=path, measures=_measures(measures)) for path, measures in pages
    )


def _measures(histograms: Mapping[str, str]) -> tuple[Measure, ...]:
    found = []
    for name in MEASURES:
        written = histograms.get(name, "")
        p75 = quantile(written)
        if p75 is not None:
            value = round(p75, 4 if name == "cls" else 0)
            found.append(Measure(name=name, p75=value, rating=rating(name, value), samples=size(written)))
    return tuple(found)


def _samples(histograms: Mapping[str, str]) -> int:
    return sum(map(size, histograms.values()))


def _visitors(days: Days) -> int:
    return sum(figures["totals"]["visitors"] for figures in days.values())


def _goals(days: Days) -> dict[tuple[str, str], Any]:
    found = merged(days.values(), "goals")["goals"]
    return {(kind, name): goal for kind, names in found.items() for name, goal in names.items()}


def _group(figures: Mapping[str, Any] | None) -> HoldoutGroup:
    if figures is None:
        return HoldoutGroup(visitors=0, converting=0, types={}, revenue=())
    return HoldoutGroup(
        visitors=figures["visitors"],
        converting=figures["converting"],
        types=figures["types"],
        revenue=money(figures["revenue"]),
    )
