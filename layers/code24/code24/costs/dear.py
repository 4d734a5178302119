"""What costs more than it seems to, in dollars of a month, and what would make it cheaper."""

from typing import NamedTuple

from code24.costs.fleet import HOURS, POLL_SECONDS, POLLERS, SECONDS, TICKS, Assumptions, unchanged_cycles
from code24.costs.price_list import PRICES
from code24.costs.prices import Item, by_service, usd
from code24.costs.recorded import Recorded
from code24.costs.tested import looks

_VISITS = (100, 1_000, 10_000)
"""A month: of a small, a middling and a large site."""


class Dear(NamedTuple):
    """Something that is paid for again and again."""

    what: str
    usd: float
    """For one of it and a month."""
    how: str
    """How that comes about."""
    cheaper: str
    """What would make it cheaper, and what that would take away."""


def dear(recorded: Recorded, given: Assumptions) -> tuple[Dear, ...]:
    """The dearest first. What was not recorded is not in it."""
    metrics = len({metric for each in recorded.scenarios for metric in each.counts.metrics})
    polls = given.queues * POLLERS * SECONDS / POLL_SECONDS
    found = [
        Dear(
            "custom metrics of the platform",
            PRICES[Item.METRIC].of(given.custom_metrics),
            f"{given.custom_metrics} series are assumed, {metrics} appeared; "
            "each is paid for whole from the first value of a month on",
            "fewer dimensions: a metric by worker is as many series as workers; none is by site or by customer",
        ),
        Dear(
            "alarms of the platform",
            PRICES[Item.ALARM].of(given.alarms),
            f"{given.alarms} alarms",
            "nothing: it is the price of being woken",
        ),
        Dear(
            "empty queues of the platform",
            PRICES[Item.QUEUE_REQUEST].of(polls),
            f"{given.queues} queues times {POLLERS} pollers times {SECONDS / POLL_SECONDS:,.0f} empty answers",
            "fewer queues: each of them costs this sixth, whatever comes through it",
        ),
    ]
    known = {each.name: usd(each.usage(), PRICES) for each in recorded.scenarios}
    if "tick-nothing-due" in known:
        found.append(_often("the tick, with nothing due", TICKS, known["tick-nothing-due"], "a longer interval"))
    if {"look-at-test", "look-without-record"} <= known.keys():
        found += [_tested(visits, known["look-without-record"], known["look-at-test"]) for visits in _VISITS]
    if "health-check" in known:
        words = "fewer cold starts, by a check every few hours; it runs in development alone"
        found.append(_often("the health check", HOURS, known["health-check"], words))
    if "unchanged-cycle" in known:
        checks = unchanged_cycles(given.mending_cycles + given.empty_cycles)
        part = by_service(recorded.scenario("unchanged-cycle").usage(), PRICES).get("step-functions", 0.0)
        words = (
            f"{part / known['unchanged-cycle']:.0%} of it are state transitions: let loops that rest for a day end, "
            "and the tick restart them from the due index"
        )
        found.append(_often("a site that never changes", checks, known["unchanged-cycle"], words))
    if "page-views" in known:
        requests = recorded.scenario("page-views")
        views = requests.times * 1_000
        posts = requests.counts.requests.get("sqs:SendMessage", 0) / views
        logged = requests.usage().get(Item.LOG_INGESTED, 0.0)
        found.append(
            Dear(
                "10,000 page views of a small fleet",
                10 * known["page-views"],
                f"{requests.counts.edge_requests / views:.1f} requests a view, {posts:.1f} of them carry events; "
                f"{PRICES[Item.LOG_INGESTED].of(logged) / known['page-views']:.0%} of it is logs",
                "pages kept by the distribution for a minute; events of a page gathered until it is left",
            )
        )
    return tuple(sorted(found, key=lambda each: -each.usd))


def _tested(visits: float, watched: float, recorded: float) -> Dear:
    often = looks(visits)
    return Dear(
        f"an A/B test on a site with {visits:,} visits a month",
        often.unrecorded * watched + often.recorded * recorded,
        f"{often.unrecorded:,.0f} looks for {watched:.6f}, {often.recorded:,.0f} with a record for {recorded:.6f}",
        "looks at several tests in one message; a note of what came by test, and not by site and hour",
    )


def _often(what: str, times: float, each: float, cheaper: str) -> Dear:
    return Dear(what, times * each, f"{times:,.0f} times {each:.6f}", cheaper)
