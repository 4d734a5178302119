"""Dollars of many sites for a month: what was recorded, times what each of them is assumed to do.

Pure arithmetic over `recorded.json` and `Assumptions`; each function says its formula. Free tiers are left out.
"""

from collections.abc import Mapping
from typing import NamedTuple

from code24.costs.batching import thousand_views
from code24.costs.price_list import GB, PRICES
from code24.costs.prices import Item, Usage, added, by_service, times, usd
from code24.costs.recorded import Recorded, Scenario
from code24.models import Model
from code24.sites.retention import NEWEST_KEPT

HOURS = 730.0
"""Of a month."""
SECONDS = HOURS * 3_600
TICKS = HOURS * 20
"""One every three minutes."""
POLLERS, POLL_SECONDS = 5, 20
"""Lambda asks each queue that feeds a function with at least so many pollers, each waiting so long for an answer."""


class Traffic(NamedTuple):
    """Sites of a kind: their share of all, their page views a month, and on how many days somebody comes."""

    share: float
    views: float
    days: float


class Assumptions(Model):
    """What is not measured. The page `docs/cost.md` shows it; change it to what you know of your customers."""

    traffic: tuple[Traffic, ...] = (
        Traffic(0.70, 100, 20),
        Traffic(0.25, 1_000, 30),
        Traffic(0.049, 10_000, 30),
        Traffic(0.001, 200_000, 30),
    )
    """Most sites are small, few are large."""
    active: float = 0.9
    """Share of sites whose loop runs; the others are paused or stopped by their owners."""
    mending_cycles: float = 2.0
    """A site-month: cycles that change and publish something."""
    empty_cycles: float = 2.0
    """A site-month: whole cycles that find nothing to mend, as after a new version of the engine."""
    builds: float = 0.1
    """A site-month: new sites, and new builds of old ones."""
    sites_per_customer: float = 1.5
    months_kept: float = 12.0
    """How long what was stored has been gathering: reports, releases and events of that many months are paid for."""
    log_months: float = 1.0
    """How long logs are kept (30 days, in the template)."""
    queues: int = 6
    """Queues that feed functions."""
    alarms: int = 30
    secrets: int = 1
    custom_metrics: int = 100
    """Series in the embedded metric format; none is by site, so they do not grow with sites."""
    own_domains: float = 0.2
    """Share of sites with a domain of their own."""
    peak: float = 5.0
    """The busiest second of a month against its average one."""
    slower: float = 1.0
    """AWS' processors against the machine that was measured on: 2 doubles all GB-seconds."""

    @property
    def code_versions(self) -> float:
        """Versions of a site's function that Lambda stores: `$LATEST`, and those of the releases that keep theirs.

        Those are the newest, and the one from before optimization, which the holdout sees; what is deleted a few hours
        later, and what a test shows, is not counted.
        """
        releases = 1 + self.months_kept * (self.active * self.mending_cycles + self.builds)
        return 1 + min(releases, NEWEST_KEPT + 1)

    @property
    def views(self) -> float:
        """Page views of an average site-month."""
        return sum(kind.share * kind.views for kind in self.traffic)

    @property
    def days(self) -> float:
        """Days with visitors of an average site-month."""
        return sum(kind.share * kind.days for kind in self.traffic)


def unchanged_cycles(changes: float, hours: float = HOURS) -> float:
    """Cheap checks in so many hours with so many changes, evenly spread.

    After each change the loop rests 1, 2, 4, 8, 16, and then always 24 hours (`optimize.loop.state.wait_of`).
    """
    if changes <= 0:
        return hours / 24
    segment, passed, checks, wait = hours / changes, 0.0, 0, 1.0
    while passed + wait <= segment:
        passed, checks, wait = passed + wait, checks + 1, min(24.0, wait * 2)
    return checks * changes


def site_month(recorded: Recorded, given: Assumptions, sites: int = 1) -> dict[str, Usage]:
    """What an average site of so many uses in a month, by what it is used for."""

    def of(name: str, often: float) -> dict[Item, float]:
        found = [each for each in recorded.scenarios if each.name == name]
        return times(_slowed(found[0].usage(), given.slower), often) if found else {}

    changes = given.mending_cycles + given.empty_cycles
    views = thousand_views(recorded, given.views * sites / SECONDS)
    work: dict[str, Usage] = {
        "visitors": times(_slowed(views, given.slower), given.views / 1_000),
        "figures": of("roll-up", given.days),
        "cycles that mend": of("cycle", given.active * given.mending_cycles),
        "cycles without gain": of("cycle-without-gain", given.active * given.empty_cycles),
        "unchanged cycles": of("unchanged-cycle", given.active * unchanged_cycles(changes)),
        "builds": of("build", given.builds),
        "monthly reports": of("customer-month", 1 / given.sites_per_customer),
    }
    logged = sum(usage.get(Item.LOG_INGESTED, 0.0) for usage in work.values())
    return work | {"storage": added(_storage(recorded, given), {Item.LOG_STORED: logged * given.log_months})}


def fixed_month(recorded: Recorded, given: Assumptions) -> dict[Item, float]:
    """What a month costs without any site: schedules, polling of empty queues, alarms, metrics, a secret, a zone."""
    tick = [each.usage() for each in recorded.scenarios if each.name == "tick-nothing-due"]
    polls = given.queues * POLLERS * SECONDS / POLL_SECONDS
    return added(
        times(added(*tick), TICKS),
        {
            Item.SCHEDULE: TICKS + HOURS + 2,
            Item.QUEUE_REQUEST: polls,
            Item.ALARM: float(given.alarms),
            Item.DASHBOARD: 1.0,
            Item.METRIC: float(given.custom_metrics),
            Item.SECRET: float(given.secrets),
            Item.ZONE: 1.0,
        },
    )


class Fleet(NamedTuple):
    """A month of so many sites."""

    sites: int
    usd: float
    services: Mapping[str, float]
    """US dollars by service."""
    purposes: Mapping[str, float]
    """US dollars of one site by what they are for, at the first tier's prices."""

    @property
    def usd_per_site(self) -> float:
        """US dollars for a site and month, its part of what is fixed included."""
        return self.usd / self.sites


def fleet(sites: int, recorded: Recorded, given: Assumptions) -> Fleet:
    """Price a month of so many sites, with the tiers that so much reaches."""
    work = site_month(recorded, given, sites)
    fixed = fixed_month(recorded, given)
    total = added(times(added(*work.values()), sites), fixed)
    purposes = {name: usd(usage, PRICES) for name, usage in work.items()} | {"fixed": usd(fixed, PRICES) / sites}
    return Fleet(sites, usd(total, PRICES), by_service(total, PRICES), purposes)


def _slowed(usage: Usage, slower: float) -> dict[Item, float]:
    seconds = {Item.LAMBDA_ARM, Item.LAMBDA_X86}
    return {item: quantity * slower if item in seconds else quantity for item, quantity in usage.items()}


def _storage(recorded: Recorded, given: Assumptions) -> dict[Item, float]:
    """GB-months of a site that has been there for `months_kept` months: what builds, cycles and visitors left.

    Tables are paid for twice, as they can be restored to any second. What page views leave is taken together with
    what their roll-up makes of it.
    """
    months = given.months_kept
    left = {
        "build": 1 + given.builds * months,
        "cycle": given.active * given.mending_cycles * months,
        "cycle-without-gain": given.active * given.empty_cycles * months,
        "page-views": given.views / 1_000 * months,
    }
    known = {each.name: each for each in recorded.scenarios}
    left = {name: often / known[name].times for name, often in left.items() if name in known}
    if "page-views" in left and "roll-up" in known:
        left["roll-up"] = left["page-views"]
    objects = sum(often * sum(known[name].stored.objects.values()) for name, often in left.items()) / GB
    items = max(0.0, sum(often * known[name].stored.items for name, often in left.items()) / GB)
    return {Item.OBJECT_STORAGE: objects, Item.TABLE_STORAGE: items, Item.TABLE_BACKUP: items}


def milliseconds(scenario: Scenario) -> float:
    """How long functions work for one of it, all together."""
    return sum(each.milliseconds for each in scenario.counts.invocations.values()) / scenario.times
