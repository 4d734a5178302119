"""The answers to questions about days whose figures have been read."""

from dataclasses import dataclass

from code24.analytics.models import AnalyticsSettings
from code24.analytics.querying.answers import Days, changes, figures_of, range_view, series
from code24.analytics.querying.breakdowns import rows_of
from code24.analytics.querying.models import (
    Breakdown,
    Compared,
    FunnelList,
    FunnelView,
    GoalsView,
    Interval,
    Series,
    Stats,
    VitalsView,
)
from code24.analytics.querying.ranges import DayRange, interval_of
from code24.analytics.querying.reports import (
    form_figures,
    funnel_view,
    goal_rows,
    holdout_groups,
    type_rows,
    vitals_views,
)
from code24.errors import NotFound


@dataclass(frozen=True, slots=True)
class Asked:
    """Days that are asked about, and those that they are compared with."""

    settings: AnalyticsSettings
    filters: str
    range: DayRange
    days: Days
    compared: DayRange | None = None
    before: Days | None = None


def aggregate(asked: Asked) -> Stats:
    """A range in figures."""
    figures, comparison = figures_of(asked.days), None
    if asked.compared is not None and asked.before is not None:
        before = figures_of(asked.before)
        comparison = Compared(range=range_view(asked.compared), figures=before, change=changes(figures, before))
    return Stats(
        site_id=asked.settings.site_id,
        timezone=asked.settings.timezone,
        range=range_view(asked.range),
        filters=asked.filters,
        figures=figures,
        comparison=comparison,
    )


def timeseries(asked: Asked, interval: Interval | None) -> Series:
    """A range interval by interval. Raises InvalidRequest for hours of too many days."""
    cut, timezone = interval_of(asked.range, interval), asked.settings.timezone
    comparison = None
    if asked.compared is not None and asked.before is not None:
        comparison = series(asked.before, asked.compared, interval_of(asked.compared, cut), timezone)
    return Series(
        site_id=asked.settings.site_id,
        timezone=timezone,
        interval=cut,
        range=range_view(asked.range),
        points=series(asked.days, asked.range, cut, timezone),
        compared_with=None if asked.compared is None else range_view(asked.compared),
        comparison=comparison,
    )


def breakdown(asked: Asked, wanted: str, limit: int, page: int) -> Breakdown:
    """A property's values, `limit` on a page, from page 1 on. Raises InvalidRequest for what is no property."""
    rows = rows_of(wanted, asked.days, asked.before)
    return Breakdown(
        site_id=asked.settings.site_id,
        timezone=asked.settings.timezone,
        property=wanted,
        range=range_view(asked.range),
        total=len(rows),
        page=page,
        rows=tuple(rows[(page - 1) * limit : page * limit]),
    )


def goals(asked: Asked) -> GoalsView:
    """What the site's goals brought."""
    holdout, others = holdout_groups(asked.days)
    return GoalsView(
        site_id=asked.settings.site_id,
        timezone=asked.settings.timezone,
        range=range_view(asked.range),
        goals=tuple(goal_rows(asked.days, asked.before, asked.settings)),
        types=tuple(type_rows(asked.days, asked.before)),
        forms=form_figures(asked.days),
        holdout=holdout,
        others=others,
    )


def funnels(asked: Asked) -> FunnelList:
    """How far visitors come in every funnel."""
    return FunnelList(
        site_id=asked.settings.site_id,
        timezone=asked.settings.timezone,
        funnels=tuple(funnel_view(each, asked.days, asked.range) for each in asked.settings.funnels),
    )


def funnel(asked: Asked, name: str) -> FunnelView:
    """How far visitors come in one funnel. Raises NotFound."""
    for each in asked.settings.funnels:
        if each.name == name:
            return funnel_view(each, asked.days, asked.range)
    raise NotFound(f"Site {asked.settings.site_id} has no funnel {name[:80]!r}.")


def vitals(asked: Asked, most_pages: int) -> VitalsView:
    """How fast the site is for its visitors."""
    measures, pages = vitals_views(asked.days, most_pages)
    return VitalsView(
        site_id=asked.settings.site_id,
        timezone=asked.settings.timezone,
        range=range_view(asked.range),
        measures=measures,
        pages=pages,
    )
