"""What questions about a site's figures are answered with."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from code24.analytics.models import Opportunity
from code24.models import Model
from code24.types import SiteId


class Interval(StrEnum):
    """What a series is cut into; weeks begin on Monday (ISO 8601)."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Range(Model):
    """Days of the site's time zone, both included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")


class Money(Model):
    """A sum of money."""

    currency: str
    amount: float


class Figures(Model):
    """A range in figures. Shares lie between 0 and 1, times are seconds; visitors are sums of days."""

    visitors: int
    visits: int
    views: int
    views_per_visit: float
    bounce_rate: float
    """The share of visits with one view and nothing done."""
    visit_duration: float
    """The mean."""
    events: int
    """Custom events, forms and outbound links."""
    completions: int
    """Goals that were completed."""
    converting: int
    """Visitors who completed any."""
    conversion_rate: float
    revenue: tuple[Money, ...]
    flood_visitors: int
    """Visitors who were left out, as nobody does so much in a day; their events are `floodEvents`."""
    flood_events: int


class Compared(Model):
    """The same of another range, and the changes from there, in percent."""

    range: Range
    figures: Figures
    change: Mapping[str, float | None]
    """By the figure's name; null where there was nothing before."""


class Stats(Model):
    """A site's figures."""

    site_id: SiteId
    timezone: str
    range: Range
    filters: str
    figures: Figures
    comparison: Compared | None = None


class Point(Model):
    """One interval of a series."""

    at: str
    """Its beginning in the site's time: a date, or for hours date, time and offset."""
    visitors: int
    visits: int
    views: int
    bounce_rate: float
    visit_duration: float
    events: int
    completions: int


class Series(Model):
    """A site's figures over time; intervals without anything are there, as zeros."""

    site_id: SiteId
    timezone: str
    interval: Interval
    range: Range
    points: tuple[Point, ...]
    compared_with: Range | None = None
    comparison: tuple[Point, ...] | None = None


class Row(Model):
    """One value of a property, with the figures that the property has."""

    value: str
    figures: Mapping[str, float | None]
    change: float | None = None
    """Of the visitors against the range compared with, in percent."""


class Breakdown(Model):
    """A property's values, those with the most visitors first; `(other)` holds what there was no room for."""

    site_id: SiteId
    timezone: str
    property: str
    range: Range
    total: int
    """Values that there are."""
    page: int
    rows: tuple[Row, ...]


class GoalRow(Model):
    """What one goal, or all of one type, brought."""

    name: str | None
    """None for a type as a whole."""
    type: str
    visitors: int
    completions: int
    rate: float
    """Its visitors among all visitors."""
    revenue: tuple[Money, ...]
    change: float | None = None
    """Of the completions against the range compared with, in percent."""


class HoldoutGroup(Model):
    """Some of the visitors as far as goals go."""

    visitors: int
    converting: int
    types: Mapping[str, int]
    """Converting visitors by type of goal."""
    revenue: tuple[Money, ...]


class GoalsView(Model):
    """A site's goals, the defined ones with nothing included."""

    site_id: SiteId
    timezone: str
    range: Range
    goals: tuple[GoalRow, ...]
    types: tuple[GoalRow, ...]
    forms: Mapping[str, Mapping[str, float]]
    """By kind of form: starts, attempts, submissions, visitors who began and who sent, and the share that gave up."""
    holdout: HoldoutGroup
    """Visitors who always see the website from before optimization."""
    others: HoldoutGroup


class FunnelStep(Model):
    """One step of a funnel."""

    step: str
    visitors: int
    """Who did it, after all steps before it, on the same day."""
    rate: float
    """Of those who did the first step."""
    from_previous: float
    lost: int
    """Who did the step before and not this one."""


class FunnelView(Model):
    """How far visitors come in a funnel."""

    name: str
    range: Range
    steps: tuple[FunnelStep, ...]
    rate: float
    """Who did the last step, of those who did the first."""
    counted_days: int
    """Days whose figures hold the funnel with these steps."""


class FunnelList(Model):
    """A site's funnels."""

    site_id: SiteId
    timezone: str
    funnels: tuple[FunnelView, ...]


class Measure(Model):
    """One of the Web Vitals at the 75th percentile."""

    name: str
    p75: float
    """Milliseconds; layout shift (`cls`) has no unit. Within 1 % of the true one."""
    rating: str
    """`good`, `needs-improvement` or `poor`, by the thresholds of web.dev/articles/vitals."""
    samples: int


class PageMeasures(Model):
    """A page's Web Vitals."""

    path: str
    measures: tuple[Measure, ...]


class VitalsView(Model):
    """How fast a site is for its visitors."""

    site_id: SiteId
    timezone: str
    range: Range
    measures: tuple[Measure, ...]
    pages: tuple[PageMeasures, ...]
    """Those with the most measurements."""


class RealtimeRow(Model):
    """A page or source with its visitors of the last minutes."""

    value: str
    visitors: int


class Realtime(Model):
    """Who is there now."""

    site_id: SiteId
    at: datetime
    minutes: int
    visitors: int
    views: int
    pages: tuple[RealtimeRow, ...]
    """Visitors by the page that they saw last."""
    sources: tuple[RealtimeRow, ...]
    countries: tuple[RealtimeRow, ...]


class OpportunityList(Model):
    """What was worth acting on lately, the last found first."""

    opportunities: tuple[Opportunity, ...]
