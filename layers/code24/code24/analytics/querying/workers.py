"""What an owner can ask about a site's visitors, and set for their counting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from code24.analytics.models import AnalyticsSettings, Opportunity
from code24.analytics.ports import EventSets, Opportunities, RollupQueue, Rollups, SiteAnalytics
from code24.analytics.querying.answering import Asked
from code24.analytics.querying.filters import filters_of
from code24.analytics.querying.models import Realtime
from code24.analytics.querying.ranges import Comparison, Period, compared_range, range_of, today_in
from code24.analytics.querying.reading import Reading, recent_events
from code24.analytics.querying.realtime import MINUTES, realtime
from code24.analytics.settings import check_settings
from code24.errors import InvalidRequest
from code24.experiments.holding_out import settle
from code24.experiments.ports import TrafficPlans
from code24.ports import Clock, Sites
from code24.sites.reservation import owned_site
from code24.types import CustomerId, SiteId


@dataclass(frozen=True, slots=True)
class Question:
    """Which days are asked about, what they are compared with, and which visits of them."""

    period: Period = Period.DAYS
    since: date | None = None
    until: date | None = None
    compare: Comparison | None = None
    compare_since: date | None = None
    compare_until: date | None = None
    filters: str = ""


def ask[Answer](
    site_id: SiteId,
    customer_id: CustomerId,
    question: Question,
    answer: Callable[[Asked], Answer],
    *,
    sites: Sites,
    site_analytics: SiteAnalytics,
    rollups: Rollups,
    event_sets: EventSets,
    clock: Clock,
) -> Answer:
    """What `answer` makes of the days that a question is about.

    Raises NotFound for somebody else's site, and InvalidRequest for a question that makes no sense.
    """
    settings = settings_of(site_id, customer_id, sites=sites, site_analytics=site_analytics)
    now, compared = clock.now(), None
    asked = range_of(question.period, today_in(settings.timezone, now), question.since, question.until)
    if question.compare is not None:
        compared = compared_range(asked, question.compare, question.compare_since, question.compare_until)
    elif question.compare_since is not None or question.compare_until is not None:
        field = "compareFrom" if question.compare_since else "compareTo"
        raise InvalidRequest(f"`{field}` goes with `compare=custom`.", field=field)
    reading = Reading(settings, filters_of(question.filters), now, rollups=rollups, event_sets=event_sets)
    before = None if compared is None else reading.days(compared)
    return answer(Asked(settings, question.filters, asked, reading.days(asked), compared, before))


def who_is_there(
    site_id: SiteId, customer_id: CustomerId, *, sites: Sites, event_sets: EventSets, clock: Clock
) -> Realtime:
    """The visitors of the last minutes. Raises NotFound for somebody else's site."""
    owned_site(site_id, customer_id, sites=sites)
    now = clock.now()
    events = recent_events(site_id, now - timedelta(minutes=MINUTES), now, event_sets=event_sets)
    return realtime(site_id, events, now)


def opportunities_of(
    site_id: SiteId, customer_id: CustomerId, limit: int, *, sites: Sites, opportunities: Opportunities
) -> Sequence[Opportunity]:
    """What was worth acting on lately, the last found first. Raises NotFound for somebody else's site."""
    owned_site(site_id, customer_id, sites=sites)
    return opportunities.of_site(site_id, limit)


def settings_of(
    site_id: SiteId, customer_id: CustomerId, *, sites: Sites, site_analytics: SiteAnalytics
) -> AnalyticsSettings:
    """How a site's visitors are counted. Raises NotFound for somebody else's site."""
    owned_site(site_id, customer_id, sites=sites)
    return site_analytics.get(site_id)


def change_settings(
    settings: AnalyticsSettings,
    customer_id: CustomerId,
    *,
    sites: Sites,
    site_analytics: SiteAnalytics,
    traffic_plans: TrafficPlans,
    rollup_queue: RollupQueue,
) -> AnalyticsSettings:
    """Count a site's visitors by these settings from now on, and those of the days before again.

    The share that is held out of optimization counts at once. Raises NotFound for somebody else's site, InvalidRequest
    with all that is wrong, and Transient: the same request again asks for the same counting again.
    """
    owned_site(settings.site_id, customer_id, sites=sites)
    check_settings(settings)
    site_analytics.put(settings)
    settle(settings.site_id, sites=sites, traffic_plans=traffic_plans, site_analytics=site_analytics)
    rollup_queue.again(settings.site_id)
    return settings
