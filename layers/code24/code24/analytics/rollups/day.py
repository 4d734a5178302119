"""A site's day in figures, from its events."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings, DayRollup
from code24.analytics.rollups.days import local_day
from code24.analytics.rollups.goals import GoalRules
from code24.analytics.rollups.tally import Tally
from code24.analytics.rollups.visits import Flood, Visit, Visitor, matcher, visitors_of

type Keeps = Callable[[Visit], bool]
"""Whether a visit is one of those that are asked for."""

MOMENTS_MS = 60_000


def day_rollup(events: Iterable[Event], day: date, settings: AnalyticsSettings) -> DayRollup:
    """A local day in figures, of events of the UTC days that `utc_days` names for it.

    Neither the events' order nor duplicates (by `event_id`) change a byte. Views, goals and pages count on the day that
    they happened on; a visit with its duration, bounce, entry and exit counts on the day and in the hour that it began
    in, whole. A visitor with more than 5,000 events on the day is left out as a bot.
    """
    figures = day_figures(events, day, settings)
    return DayRollup(site_id=settings.site_id, day=day, timezone=settings.timezone, figures=figures)


def day_figures(
    events: Iterable[Event], day: date, settings: AnalyticsSettings, keeps: Keeps | None = None
) -> dict[str, Any]:
    """The same figures of those visits alone that `keeps` says yes to.

    What belongs to no visit (a page left open that spoke late, a missing page) is not counted then.
    """
    local, flood = local_day(day, settings.timezone), Flood()
    tally = Tally(GoalRules(settings), local)
    for visitor in visitors_of(events, local, matcher(settings.excluded_paths), flood):
        if keeps is None:
            tally.add(visitor)
        elif kept := [visit for visit in visitor.visits if keeps(visit)]:
            errors = [event for event in visitor.errors if any(_within(event, visit) for visit in kept)]
            tally.add(Visitor(kept, [], errors))
    return tally.figures(flood)


def _within(event: Event, visit: Visit) -> bool:
    """Whether a view that the server tells of is of a visit: it comes before the script's, by moments."""
    return visit.began - MOMENTS_MS <= event.at <= visit.ended
