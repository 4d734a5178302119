"""What the reports of a month say."""

from collections.abc import Mapping
from datetime import date, datetime

from code24.analytics.querying.models import Figures, GoalRow, Measure, Range, Row
from code24.models import Model
from code24.types import CustomerId, SiteId


class MonthPoint(Model):
    """A month of a series. Visitors are sums of days: who comes on two days counts twice."""

    month: str
    """`2026-11`."""
    visitors: int = 0
    visits: int = 0
    views: int = 0
    completions: int = 0
    converting: int = 0
    sites: int = 0
    """That were there at its end."""
    whole: bool = True
    """Whether any of the sites was there all month."""


class Trend(Model):
    """A figure against earlier months, in percent."""

    name: str
    value: float
    previous: float | None = None
    """The month before; None where there was no site."""
    change: float | None = None
    """None where nothing can be compared: no site was there all of that month, or there was nothing."""
    year_before: float | None = None
    year_change: float | None = None


class Forecast(Model):
    """What the next month is expected to bring."""

    name: str
    method: str
    """`drift` or `seasonal-naive`; empty where there is none."""
    months: int
    """Whole months that it follows from."""
    value: float | None = None
    low80: float | None = None
    high80: float | None = None
    low95: float | None = None
    high95: float | None = None
    sentence: str


class History(Model):
    """Earlier months, and what they let expect."""

    months: tuple[MonthPoint, ...]
    """Oldest first; the last one is the report's."""
    trends: tuple[Trend, ...]
    forecasts: tuple[Forecast, ...]


class Audience(Model):
    """Who came, from where, and what they did: the figures that `GET /sites/{id}/stats` answers for the same days."""

    figures: Figures
    channels: tuple[Row, ...]
    sources: tuple[Row, ...]
    goals: tuple[GoalRow, ...]
    types: tuple[GoalRow, ...]
    vitals: tuple[Measure, ...]


class LiftFigures(Model):
    """Everybody against the holdout, who see the website from before optimization."""

    holdout_visitors: int
    holdout_converting: int
    visitors: int
    converting: int
    lift: float | None = None
    """Relative; None where nothing can be said yet."""
    low: float | None = None
    high: float | None = None
    extra: float | None = None
    """Conversions beyond what the holdout's rate expects."""
    sites: int = 1
    """Whose holdouts are in it."""
    sentence: str


class Experiment(Model):
    """An A/B test as it stood at the month's end."""

    test_id: str
    site_id: SiteId
    name: str
    test_type: str
    state: str
    """`running`, `won`, `lost`, `undecided`, `harm` …"""
    start: datetime
    end: datetime | None = None
    shipped: str = ""
    """`shipped` or `rolled-back`, where that happened by the month's end."""
    winner: str = ""
    lift: float | None = None
    """The winner's own against the control, at the decision. It overstates itself: sums of these mean nothing."""
    low: float | None = None
    high: float | None = None
    sentence: str = ""


class FixWork(Model):
    """One kind of fix over the cycles of a month."""

    kind: str
    title: str
    fixes: int
    """That are in place after the last cycle that did it."""
    changes: int
    found_before: int
    """Defects that it answers, before and after."""
    found_after: int
    sites: int = 1


class ScoreStep(Model):
    """A category's score, 0 to 100; over several sites their sums, and how many sites they are of."""

    category: str
    before: float
    """Of the website as it came into the month's first cycle, before anything is fixed."""
    after: float
    """After the month's last cycle."""
    sites: int = 1


class FixFigures(Model):
    """What the optimizer did."""

    cycles: int = 0
    withdrawn: int = 0
    """Fixes that the last cycles did without, as they made something worse."""
    kinds: tuple[FixWork, ...] = ()
    scores: tuple[ScoreStep, ...] = ()
    unread: int = 0
    """Cycles whose results were not read, as they are not kept any more or very many."""


class SiteMonth(Model):
    """One site's month, of days in its own time zone."""

    site_id: SiteId
    name: str
    timezone: str
    range: Range
    since: date
    """The day that it was made."""
    days: int
    """Days with figures."""
    former_zone_days: int = 0
    """Of those, days that are still counted in an earlier time zone."""
    audience: Audience
    history: History
    lift: LiftFigures
    experiments: tuple[Experiment, ...]
    fixes: FixFigures


class SiteFile(SiteMonth):
    """A site's month as it is stored: `customers/{customer_id}/sites/{site_id}.json`."""

    sums: Mapping[str, object]
    """What the audience's figures follow from, to be added up over sites."""


class SiteRow(Model):
    """A site in its customer's report; `sites/{site_id}.json` has all of it."""

    site_id: SiteId
    name: str
    status: str
    """`active` …, or `deleted` with its day."""
    timezone: str = ""
    since: date
    until: date | None = None
    """The day that it was deleted."""
    figures: Figures | None = None
    """None where it left, and its figures with it, or where they could not be read."""
    unread: bool = False
    """Whether its figures could not be read: they are in no sum."""
    visitors_change: float | None = None
    lift: LiftFigures | None = None


class CustomerMonth(Model):
    """A customer's month: `analytics/monthly/{year}/{month}/customers/{customer_id}/report.json`."""

    customer_id: CustomerId
    name: str
    month: str
    made_at: datetime
    """The moment that the report was due at."""
    sites: tuple[SiteRow, ...]
    """Those with the most visitors first, those that have no figures last."""
    audience: Audience
    history: History
    lift: LiftFigures
    experiments: tuple[Experiment, ...]
    """The newest first."""
    experiment_counts: Mapping[str, int]
    """By state; `shipped` and `rolled-back` besides."""
    fixes: FixFigures
    notes: tuple[str, ...]


class PlatformMonth(Model):
    """The platform's month: `analytics/monthly/{year}/{month}/report.json`."""

    month: str
    made_at: datetime
    customers: int
    with_visitors: int
    sites: int
    left: int
    missing: int
    unread: int = 0
    """Sites whose figures could not be read."""
    audience: Audience
    history: History
    lift: LiftFigures
    experiment_counts: Mapping[str, int]
    fixes: FixFigures
    notes: tuple[str, ...]
