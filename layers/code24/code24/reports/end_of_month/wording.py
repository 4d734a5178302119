"""Sentences that follow from figures: numbers are the figures', words of direction their signs'."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from code24.reports.calendar import Month
from code24.reports.end_of_month.measuring import share, typical, worst
from code24.reports.end_of_month.models import ExecutiveSummary, FinalReport, Technical
from code24.reports.monthly.wording import month_name
from code24.reports.rendering.values import NONE, number
from code24.revenue.definitions import TERMS, Retention
from code24.revenue.models import CurrencyRevenue, RevenueMonth

SPACE = "\N{NO-BREAK SPACE}"


def summary_of(report: FinalReport) -> ExecutiveSummary:
    """The month in words."""
    return ExecutiveSummary(
        year=report.year,
        month=report.month,
        until=report.until,
        revenue=tuple(_revenue(report)),
        technical=tuple(_technical(report.technical)),
    )


def money(amount: int, revenue: CurrencyRevenue) -> str:
    """An amount in minor units, in words: `EUR 1,234.50`."""
    value = Decimal(amount).scaleb(-revenue.decimals)
    text = f"{abs(value):,.{revenue.decimals}f}"
    return f"{revenue.currency}{SPACE}{'−' if amount < 0 else ''}{text}"  # noqa: RUF001 - a minus sign


def percent(share_of_one: float, decimals: int = 1) -> str:
    """A share of 1 in percent; never rounded to nothing or to all where it is neither."""
    value = share_of_one * 100
    least = 10.0**-decimals
    if 0 < value < least / 2:
        return f"less than {number(least, decimals)}{SPACE}%"
    if 100 - least / 2 < value < 100:
        return f"more than {number(100 - least, decimals)}{SPACE}%"
    if 100 < value < 100 + least / 2:
        return f"just over {number(100, decimals)}{SPACE}%"
    return f"{number(value, decimals)}{SPACE}%"


def share_of(value: float | None) -> str:
    """The same, or the sign for what has no value."""
    return NONE if value is None else percent(value)


def counted(count: int, one: str, many: str) -> str:
    """`1 build`, `2 builds`."""
    return f"{number(count, 0)} {one if count == 1 else many}"


def month_of(report: FinalReport) -> str:
    """`November 2026`."""
    return month_name(str(Month(report.year, report.month)))


def _revenue(report: FinalReport) -> Iterator[str]:
    if not report.revenue.currencies:
        yield f"The ledger knows no subscription up to the end of {month_of(report)}: there is no recurring revenue."
        return
    for each in report.revenue.currencies:
        yield " ".join(filter(None, (level(each), movement(each), *retention(each))))


def level(revenue: CurrencyRevenue) -> str:
    """Where monthly recurring revenue stands, and which way it went."""
    month = revenue.month
    start, end = money(month.start_mrr, revenue), money(month.end_mrr, revenue)
    change = month.end_mrr - month.start_mrr
    if not change:
        return f"Monthly recurring revenue stands at {end}, where the month began."
    way = "rose" if change > 0 else "fell"
    if not month.start_mrr:
        return f"Monthly recurring revenue {way} from nothing to {end}."
    return f"Monthly recurring revenue {way} by {percent(abs(change) / month.start_mrr)}, from {start} to {end}."


def movement(revenue: CurrencyRevenue) -> str:
    """What brought and what took it; empty where nothing moved."""
    moves = revenue.month.movements
    won = _parts(revenue, (("new customers", moves.new), ("returning customers", moves.reactivation),
                           ("customers who pay more", moves.expansion)))  # fmt: skip
    lost = _parts(revenue, (("customers who pay less", moves.contraction), ("customers who left", moves.churn)))
    added, took = f"{_capital(won)} added to it", f"{_capital(lost)} took from it"
    if won and lost:
        return f"{added}; {lost} took from it."
    if won:
        return f"{added}; nothing was lost."
    return f"{took}; nothing was won." if lost else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def retention(revenue: CurrencyRevenue) -> Iterator[str]:
    """What became of the customers that the month began with."""
    month = revenue.month
    net, gross = month.net_revenue_retention, month.gross_revenue_retention
    if net is not None and gross is not None:
        yield f"{_kept(month, net, gross)}: net revenue retention is {percent(net)}, gross {percent(gross)}."
    yield from _customers(month)


def _kept(month: RevenueMonth, net: float, gross: float) -> str:
    """What retention says, by what the month's definition makes it of."""
    if net == gross == 1:
        return "What the month began with was kept"
    compared = "more than" if net > 1 else "less than" if net < 1 else "as much as"
    if TERMS[month.definition].retention is Retention.MOVEMENTS:
        return f"Customers who returned or pay more brought {compared} customers who left or pay less took"
    return f"The customers that the month began with bring {compared} they did"


def _customers(month: RevenueMonth) -> Iterator[str]:
    ended = counted(month.end_customers, "customer", "customers")
    if month.churned_customers:
        # Some may have come in the same month, so they are not "of" those that it began with.
        churn = "" if month.logo_churn is None else f" (logo churn {percent(month.logo_churn)})"
        yield f"{counted(month.churned_customers, 'customer', 'customers')} left{churn}; the month ends with {ended}."
    elif month.start_customers:
        yield f"No customer left; the month ends with {ended}."
    elif month.end_customers:
        yield f"The month ends with {ended}."


def _technical(technical: Technical) -> Iterator[str]:
    if not technical.measured:
        yield "How the platform worked was not measured: no metric of it was recorded in this month."
        return
    succeeded, failed = technical.total("builds_succeeded") or 0, technical.total("builds_failed") or 0
    rate = share(technical, "builds_succeeded", "builds_failed")
    if rate is None:
        yield "No build ended."
    else:
        ended = counted(succeeded + failed, "build that ended", "builds that ended")
        yield f"{number(succeeded, 0)} of {ended} succeeded ({percent(rate)})."
    cycles, fixes = technical.total("cycles") or 0, technical.total("fixes_applied") or 0
    releases = technical.total("releases") or 0
    if cycles:
        yield (
            f"{counted(cycles, 'cycle', 'cycles')} of optimization applied {counted(fixes, 'fix', 'fixes')} and "
            f"published {counted(releases, 'release', 'releases')}."
        )
    yield from _serving(technical)
    repaired, parked = technical.total("incidents_repaired") or 0, technical.total("incidents_parked") or 0
    if repaired or parked:
        yield (
            f"The platform repaired {counted(repaired, 'incident', 'incidents')} by itself and parked "
            f"{number(parked, 0)} for a person."
        )
    else:
        yield "No incident was recorded."


def _serving(technical: Technical) -> Iterator[str]:
    requests, failed = technical.total("requests") or 0, technical.total("requests_failed") or 0
    if requests:
        yield (
            f"Sites answered {counted(requests, 'request', 'requests')}, {number(failed, 0)} of them with a server "
            f"error ({percent(failed / requests, 2)})."
        )
    middle, most = typical(technical, "latency_p95"), worst(technical, "latency_p95")
    if middle is not None and most is not None:
        yield (
            f"On the day in the middle 95{SPACE}% of the requests were answered within {number(middle, 0)} ms, on the "
            f"slowest within {number(most, 0)} ms."
        )


def _parts(revenue: CurrencyRevenue, moves: Sequence[tuple[str, int]]) -> str:
    told = [f"{name} ({money(amount, revenue)})" for name, amount in moves if amount]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}" if told else ""
