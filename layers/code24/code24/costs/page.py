"""The tables of `docs/cost.md`: each stands between two marks, made of what was recorded, and not written by hand."""

import re
from collections.abc import Callable

from code24.costs.counts import Counts
from code24.costs.dear import dear
from code24.costs.fleet import SECONDS, Assumptions, fleet, milliseconds, unchanged_cycles
from code24.costs.price_list import PRICES, UNKNOWN
from code24.costs.prices import Item, by_service, usd
from code24.costs.quota_tables import SIZES, quota_list, quotas
from code24.costs.recorded import Recorded, Scenario
from code24.costs.tables import money, number, table
from code24.costs.targets import MODEL_TOKENS_IN, MODEL_TOKENS_OUT, SLOWER, model_call_usd, targets
from code24.sites.retention import NEWEST_KEPT

_MARKED = re.compile(r"(<!-- table: ([a-z-]+) -->\n).*?(<!-- end -->)", re.S)


def renewed(page: str, recorded: Recorded) -> str:
    """The page with every table made anew. Raises KeyError for a mark that names no table."""
    return _MARKED.sub(lambda mark: f"{mark[1]}\n{TABLES[mark[2]](recorded)}\n\n{mark[3]}", page)


def _prices(recorded: Recorded) -> str:
    del recorded
    rows = [
        (
            *(price.item.value, price.unit, _exactly(price.usd)),
            "; ".join(f"{tier.above:,.0f}: {_exactly(tier.usd)}" for tier in price.tiers),
            *(price.known.value, str(price.seen), price.source),
        )
        for price in PRICES.values()
    ]
    headings = ("item", "unit", " USD", "above so many units a month", "known by", "seen", "check at")
    unknown = "\n".join(f"- {each}" for each in UNKNOWN)
    return f"{table(headings, rows)}\n\nNot known, and in no sum:\n\n{unknown}"


def _exactly(price: float) -> str:
    return f"{price:.10f}".rstrip("0").rstrip(".")


def _scenarios(recorded: Recorded) -> str:
    rows = []
    for each in recorded.scenarios:
        usage = each.usage()
        seconds = usage.get(Item.LAMBDA_ARM, 0.0)
        cost = usd(usage, PRICES)
        twice = cost + usd({Item.LAMBDA_ARM: seconds * (SLOWER - 1)}, PRICES)
        most = ", ".join(f"{name} {money(part)}" for name, part in list(by_service(usage, PRICES).items())[:3])
        rows.append((each.title, money(cost), money(twice), most, f"{each.load:g}" if each.load else "", each.note))
    headings = ("what", " USD", " USD if AWS is twice as slow", "most of it, USD", " load", "how it was counted")
    return table(headings, rows)


_COUNTED: tuple[tuple[str, Callable[[Counts], float]], ...] = (
    (" invocations", lambda it: sum(each.count for each in it.invocations.values())),
    (" of them cold", lambda it: sum(each.cold for each in it.invocations.values())),
    (" GB-s", lambda it: sum(each.gb_seconds for each in it.invocations.values())),
    (" transitions", lambda it: it.transitions),
    (" read units", lambda it: sum(it.read_units.values())),
    (" write units", lambda it: sum(it.write_units.values())),
    (" S3 PUT", lambda it: it.requests.get("s3:PutObject", 0)),
    (" S3 GET", lambda it: it.requests.get("s3:GetObject", 0)),
    (" SQS", lambda it: it.queue_requests),
    (" HTTP", lambda it: sum(it.http_requests.values())),
    (" edge", lambda it: it.edge_requests),
    (" log KB", lambda it: sum(each.log_bytes for each in it.invocations.values()) / 1e3),
    (" tokens", lambda it: it.tokens_in + it.tokens_out),
)


def _counts(recorded: Recorded) -> str:
    rows = [
        (each.title, *(number(count(each.counts) / each.times) for _, count in _COUNTED)) for each in recorded.scenarios
    ]
    return table(("for one of", *(heading for heading, _ in _COUNTED)), rows)


def _measured(recorded: Recorded) -> str:
    names = sum(len(each.counts.metrics) for each in recorded.scenarios)
    series = {metric for each in recorded.scenarios for metric in each.counts.metrics}
    lines = [
        f"Counted on {recorded.at:%d %B %Y, %H:%M} UTC on {recorded.machine} with {recorded.processors} processors; "
        f"load average {recorded.load} at the beginning, {recorded.load_after} at the end. Above {recorded.processors} "
        "something else was at work too, and all times (GB-seconds) are longer than they are; counts are not touched.",
        f"Custom metrics that appeared in logs: {len(series)} series." if names else "",
        *(f"Not counted: {each}" for each in recorded.missing),
    ]
    return "\n\n".join(line for line in lines if line)


def _targets(recorded: Recorded) -> str:
    rows = [
        (each.name, money(each.limit), money(each.found), "yes" if each.kept else "NO") for each in targets(recorded)
    ]
    return table(("what", " at most, USD", " found, twice as slow", "kept"), rows)


def _fleet(recorded: Recorded) -> str:
    fleets = [fleet(size, recorded, Assumptions()) for size in SIZES]
    slow = [fleet(size, recorded, Assumptions(slower=SLOWER)) for size in SIZES]
    services = list(dict.fromkeys(name for each in reversed(fleets) for name in each.services))
    rows = [(name, *(money(each.services.get(name, 0.0) / each.sites) for each in fleets)) for name in services]
    rows.append(("**a site-month**", *(f"**{money(each.usd_per_site)}**" for each in fleets)))
    rows.append(("if AWS is twice as slow", *(money(each.usd_per_site) for each in slow)))
    rows.append(("all sites together", *(money(each.usd) for each in fleets)))
    return table(("USD a site and month", *(f" {size:,} sites" for size in SIZES)), rows)


def _purposes(recorded: Recorded) -> str:
    fleets = [fleet(size, recorded, Assumptions()) for size in SIZES]
    names = sorted(fleets[0].purposes, key=lambda name: -fleets[-1].purposes[name])
    rows = [(name, *(money(each.purposes[name]) for each in fleets)) for name in names]
    return table(("USD a site and month, first tiers", *(f" {size:,} sites" for size in SIZES)), rows)


def _assumptions(recorded: Recorded) -> str:
    del recorded
    given = Assumptions()
    changes = given.mending_cycles + given.empty_cycles
    kinds = "; ".join(
        f"{kind.share:.1%} with {kind.views:,.0f} views on {kind.days:.0f} days" for kind in given.traffic
    )
    rows = [
        ("page views of a site-month", f"{given.views:,.0f} on average: {kinds}"),
        ("loops that run", f"{given.active:.0%} of sites"),
        (
            "cycles of such a site-month",
            f"{given.mending_cycles:g} that mend, {given.empty_cycles:g} without gain, "
            f"{unchanged_cycles(changes):.0f} unchanged: rests of 1, 2, 4, 8, 16, then 24 hours after each change",
        ),
        ("builds of a site-month", f"{given.builds:g}"),
        ("sites of a customer", f"{given.sites_per_customer:g}"),
        ("how long things have been stored", f"{given.months_kept:g} months; logs {given.log_months:g}"),
        (
            "versions of a site's function",
            f"{given.code_versions:.1f} at most: `$LATEST`, the {NEWEST_KEPT} newest, and what the holdout sees; older "
            "ones are deleted",
        ),
        ("queues that Lambda polls", f"{given.queues}, each with {5} pollers, an answer every {20} s"),
        ("alarms, custom metrics, secrets", f"{given.alarms}, {given.custom_metrics}, {given.secrets}"),
        ("sites with domains of their own", f"{given.own_domains:.0%}"),
        ("the busiest second", f"{given.peak:g} times the average one of {SECONDS:,.0f} in a month"),
    ]
    return table(("what", "assumed"), rows)


def _models(recorded: Recorded) -> str:
    del recorded
    rows = [
        ("embedded writer", "0"),
        ("Amazon Nova Micro", money(model_call_usd(Item.MICRO_IN, Item.MICRO_OUT))),
        ("Claude Haiku 4.5", money(model_call_usd(Item.HAIKU_IN, Item.HAIKU_OUT))),
    ]
    return table((f"a call of {MODEL_TOKENS_IN:,} tokens in and {MODEL_TOKENS_OUT:,} out", " USD"), rows)


def _dear(recorded: Recorded) -> str:
    rows = [(each.what, money(each.usd), each.how, each.cheaper) for each in dear(recorded, Assumptions())]
    return table(("what", " USD a month", "how", "what would make it cheaper"), rows)


def _functions(recorded: Recorded) -> str:
    rows = []
    for name in ("build", "cycle", "page-views", "events"):
        each = _named(recorded, name)
        if each is None:
            continue
        for function, told in sorted(each.counts.invocations.items(), key=lambda it: -it[1].gb_seconds)[:4]:
            took = f"{told.milliseconds / told.count:.0f}"
            rows.append((each.title, function, str(told.count), took, f"{told.gb_seconds / each.times:.3g}"))
        rows.append((each.title, "all", "", "", f"{milliseconds(each) / 1_000:.3g} s"))
    return table(("for", "function", " counted", " ms each", " GB-s for one"), rows)


def _named(recorded: Recorded, name: str) -> Scenario | None:
    return next((each for each in recorded.scenarios if each.name == name), None)


TABLES: dict[str, Callable[[Recorded], str]] = {
    "prices": _prices,
    "measured": _measured,
    "scenarios": _scenarios,
    "counts": _counts,
    "functions": _functions,
    "targets": _targets,
    "fleet": _fleet,
    "purposes": _purposes,
    "assumptions": _assumptions,
    "quotas": quotas,
    "quota-list": quota_list,
    "models": _models,
    "dear": _dear,
}
"""By the names in the marks of the page."""
