"""AWS' quotas, what a fleet asks of each, and which it meets first."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from code24.costs.batching import objects_of_view
from code24.costs.fleet import SECONDS, Assumptions, milliseconds, unchanged_cycles
from code24.costs.prices import Known
from code24.costs.recorded import Recorded

_SEEN = date(2026, 11, 22)
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"
_STATES = "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html"
_EDGE = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"
_TABLES = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html"
_PUBLISHING = frozenset(
    f"lambda:{name}"
    for name in ("CreateFunction", "UpdateFunctionCode", "PublishVersion", "CreateAlias", "UpdateAlias", "ListAliases")
)
"""Calls of Lambda's control plane other than GetFunction and Invoke, which have quotas of their own."""
_RETIRING = 2
"""Calls that delete an old version: the alias of its preview, and itself."""


class Demand(NamedTuple):
    """What a fleet asks for, in the units of the quotas."""

    views_per_second: float
    """At the peak."""
    concurrency: float
    """Functions that work at the same moment, at the peak."""
    code_bytes: float
    control_calls_per_second: float
    open_executions: float
    transitions_per_second: float
    starts_per_second: float
    http_per_second: float
    edge_per_second: float
    rollup_writes_per_second: float
    hottest_site_writes_per_second: float
    event_puts_per_second: float
    messages_in_flight: float
    own_domains: float
    sites: float


class Quota(NamedTuple):
    """A limit that AWS sets in one region of one account."""

    name: str
    limit: float
    unit: str
    raised: str
    """What AWS says it can be raised to; `no` where it cannot."""
    source: str
    known: Known
    demand: Callable[[Demand], float]
    remedy: str
    """What to do before it is reached."""
    request: str = ""
    """The service's code in Service Quotas, and the quota's code or name; none where a support case is the way."""
    of_one_site: bool = False
    """Whether one site alone can reach it, so that the fleet's size says nothing."""
    seen: date = _SEEN


QUOTAS = (
    Quota(
        *("Lambda concurrent executions", 1_000, "at once", "tens of thousands", _LAMBDA, Known.AWS),
        lambda it: it.concurrency,
        "ask for more early, as AWS raises it by what was used; cache pages at the distribution for a minute; reserve "
        "concurrency for the dispatcher",
        "lambda L-B99A9384",
    ),
    Quota(
        *("Lambda code storage", 75, "GB", "terabytes", _LAMBDA, Known.AWS),
        lambda it: it.code_bytes / 1e9,
        "ask for more; keep fewer versions of each site (`NEWEST_KEPT` in `sites/retention.py`: a release whose "
        "version was deleted is published again when somebody goes back to it); beyond terabytes, more accounts",
        "lambda L-2ACBD22F",
    ),
    Quota(
        *("Lambda control plane", 15, "calls/s", "no", _LAMBDA, Known.OTHERS),
        lambda it: it.control_calls_per_second,
        "publish through a queue with a fixed pace; several accounts, each with its part of the sites",
    ),
    Quota(
        *("Step Functions open executions", 1_000_000, "at once", "millions", _STATES, Known.AWS),
        lambda it: it.open_executions,
        "ask for more; let loops that rest for long end, as the tick restarts what is due",
        "states, by name: open executions",
    ),
    Quota(
        *("Step Functions state transitions", 1_500, "per s", "soft", _STATES, Known.AWS),
        lambda it: it.transitions_per_second,
        "ask for more; a bucket of 5,000 takes bursts; spread the loops' next dates",
        "states, by name: StateTransition",
    ),
    Quota(
        *("Step Functions StartExecution", 300, "per s", "soft", _STATES, Known.AWS),
        lambda it: it.starts_per_second,
        "ask for more; a bucket of 1,300 takes bursts",
        "states, by name: StartExecution",
    ),
    Quota(
        *("API Gateway requests", 10_000, "per s", "yes", "https://docs.aws.amazon.com/apigateway/latest/"),
        *(Known.AWS, lambda it: it.http_per_second),
        "ask for more; cache pages at the distribution; send events to a second API in another account",
        "apigateway L-8A5B8E43",
    ),
    Quota(
        *("CloudFront requests of a distribution", 250_000, "per s", "yes", _EDGE, Known.AWS),
        lambda it: it.edge_per_second,
        "ask for more; a second distribution",
        "cloudfront, by name: requests per second",
    ),
    Quota(
        *("CloudFront distribution tenants", 10_000, "domains", "yes", _EDGE, Known.OTHERS),
        lambda it: it.own_domains,
        "ask for more; a second multi-tenant distribution",
        "cloudfront, by name: distribution tenants",
    ),
    Quota(
        *("DynamoDB write units of a table", 40_000, "per s", "yes", _TABLES, Known.AWS),
        lambda it: it.rollup_writes_per_second,
        "ask for more for the rollups table; larger batches of events",
        "dynamodb L-AB614373",
    ),
    Quota(
        *("DynamoDB write units of a partition", 1_000, "per s", "no", _TABLES, Known.AWS),
        lambda it: it.hottest_site_writes_per_second,
        "larger batches: one write for all events of a site in a batch; a suffix to the key of the busiest sites",
        of_one_site=True,
    ),
    Quota(
        *("S3 PUT of a prefix", 3_500, "per s", "by itself", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"),
        *(Known.UNCHECKED, lambda it: it.event_puts_per_second),
        "larger batches; events lie under an hour's prefix, so a second level of prefixes",
    ),
    Quota(
        *(
            "SQS messages in flight of a queue",
            120_000,
            "at once",
            "by a support case",
            "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html",
        ),
        *(Known.AWS, lambda it: it.messages_in_flight),
        "more concurrency for the processor; a second queue",
    ),
    Quota(
        *(
            "CloudWatch log groups",
            1_000_000,
            "groups",
            "yes",
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
        ),
        *(Known.UNCHECKED, lambda it: it.sites + 20),
        "one group for the functions of many sites, which their one role can write to already",
        "logs, by name: log groups",
    ),
)


class Standing(NamedTuple):
    """A quota and what is asked of it."""

    quota: Quota
    demand: float

    @property
    def used(self) -> float:
        """Share of the default that is used; above 1 it has to be raised before."""
        return self.demand / self.quota.limit


def demand_of(sites: int, recorded: Recorded, given: Assumptions) -> Demand:
    """What so many sites ask for: averages of a month, and the peak's multiple of them where seconds count."""
    per_second = given.peak * sites / SECONDS
    views = given.views * per_second
    page = recorded.scenario("page-views")
    cycle, build, idle = (recorded.scenario(name) for name in ("cycle", "build", "unchanged-cycle"))
    changes = given.mending_cycles + given.empty_cycles
    cycles = {
        "cycle": given.active * given.mending_cycles,
        "cycle-without-gain": given.active * given.empty_cycles,
        "unchanged-cycle": given.active * unchanged_cycles(changes),
        "build": given.builds,
    }
    working = {name: recorded.scenario(name) for name in cycles}
    busy = sum(milliseconds(working[name]) * often for name, often in cycles.items()) * per_second / 1_000
    control = sum(
        count * cycles[each.name] / each.times
        for each in (cycle, build)
        for name, count in each.counts.requests.items()
        if name in _PUBLISHING
    )
    retiring = _RETIRING * (cycles["cycle"] + cycles["build"])  # for each release an older one's version goes
    writes = sum(units for table, units in page.counts.write_units.items() if table.endswith("-rollups"))
    largest = max((kind.views for kind in given.traffic), default=0.0)
    requests = page.counts.requests
    in_view = 1 / (page.times * 1_000)
    return Demand(
        views_per_second=views,
        concurrency=views * milliseconds(page) / 1_000 / 1_000 * given.slower + busy * given.slower,
        code_bytes=sites * given.code_versions * build.stored.code / 2,  # a build makes two: `$LATEST` and one
        control_calls_per_second=(control + retiring) * per_second,
        open_executions=sites * given.active,
        transitions_per_second=sum(
            working[name].counts.transitions / working[name].times * often for name, often in cycles.items()
        )
        * per_second,
        starts_per_second=(cycles["unchanged-cycle"] / 10 + changes + given.builds * 2) * per_second
        if idle.times
        else 0.0,
        http_per_second=views * sum(page.counts.http_requests.values()) * in_view,
        edge_per_second=views * page.counts.edge_requests * in_view,
        rollup_writes_per_second=views * writes * in_view,
        hottest_site_writes_per_second=largest * given.peak / SECONDS * writes * in_view,
        event_puts_per_second=views * objects_of_view(recorded, views),
        messages_in_flight=views * requests.get("sqs:SendMessage", 0) * in_view * 10,  # seconds until processed
        own_domains=sites * given.own_domains,
        sites=float(sites),
    )


def standings(demand: Demand) -> tuple[Standing, ...]:
    """All quotas, the one that is reached first in front."""
    found = (Standing(quota, quota.demand(demand)) for quota in QUOTAS)
    return tuple(sorted(found, key=lambda each: -each.used))
