"""What goes in and out of analytics: settings, a day in figures, opportunities."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from code24.models import Model
from code24.types import Goal, Line, SiteId


class GoalDefinition(Model):
    """What counts as a goal: an event by its name, or a view of a page."""

    name: Annotated[Line, Field(max_length=80)]
    type: Goal
    event: Annotated[str, Field(max_length=80)] | None = None
    """The event's name, `*` as its last character for all that begin so."""
    path: Annotated[str, Field(max_length=512)] | None = None
    """The page's path, `*` as its last character for all that begin so."""
    value: Annotated[float, Field(ge=0, le=1e9)] | None = None
    """What one is worth where the event brings no revenue, in the site's currency."""


class Funnel(Model):
    """Steps that visitors are hoped to take in this order: names of goals, or paths that begin with a slash."""

    name: Annotated[Line, Field(max_length=80)]
    steps: Annotated[tuple[Line, ...], Field(min_length=2, max_length=8)]


class AnalyticsSettings(Model):
    """How a site's visitors are counted."""

    site_id: SiteId
    timezone: str = "UTC"
    """IANA name."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    goals: Annotated[tuple[GoalDefinition, ...], Field(max_length=50)] = ()
    """Besides those that every site has (forms, outbound links, events with revenue)."""
    funnels: Annotated[tuple[Funnel, ...], Field(max_length=20)] = ()
    excluded_paths: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    """Not counted; `*` as the last character for all that begin so."""
    holdout_share: Annotated[float, Field(ge=0, le=0.5)] = 0.05
    """How many of the visitors always see the website from before optimization, by whom its worth is measured; 0 for
    none."""


class DayRollup(Model):
    """A site's local day in figures; the same events always make the same bytes.

    What the figures hold is decided by `analytics.rollups`.
    """

    site_id: SiteId
    day: date
    timezone: str
    figures: Mapping[str, object]


class RollUp(Model):
    """A request to put days of a site into figures."""

    site_id: SiteId
    hours: tuple[datetime, ...] = ()
    """Hours (UTC) that got events: the local days that depend on them are counted."""
    days: tuple[date, ...] = ()
    """Local days to count, besides."""
    everything: bool = False
    """All days that there are figures of, as the settings have changed."""


class RolledUp(Model):
    """What became of it."""

    days: tuple[date, ...] = ()
    """Local days that were counted."""
    merged: int = 0
    """UTC days whose parts were merged."""
    handed_on: int = 0
    """Days that others count."""
    opportunities: int = 0
    """That were told."""


class Sweep(Model):
    """A request to hand on what changed; `since` for an operator who wants it from then on once more."""

    since: datetime | None = None


class Swept(Model):
    """What was handed on: of the hours from `since` to `until`, itself excluded."""

    since: datetime
    until: datetime
    sites: int


class RebuildDay(Model):
    """A request to make a UTC day's sets and figures again from the raw events, of one site or of all."""

    day: date
    site_id: SiteId | None = None


class Rebuilt(Model):
    """What was made again."""

    sites: int
    events: int


class OpportunityKind(StrEnum):
    """What a threshold was crossed by."""

    CONVERSION_DROP = "conversion-drop"
    TRAFFIC_SURGE = "traffic-surge"
    SLOW_VITALS = "slow-vitals"
    ERROR_PAGES = "error-pages"
    ABANDONED_FORMS = "abandoned-forms"


class Opportunity(Model):
    """Something in a site's figures that is worth acting on."""

    opportunity_id: str
    """Follows from site, kind, what it is about and day: the same is told once a day."""
    site_id: SiteId
    kind: OpportunityKind
    found_at: datetime
    subject: str
    """The page, goal, form or measure that it is about."""
    sentence: str
    """What was seen, with its numbers."""
    figures: Mapping[str, float]
