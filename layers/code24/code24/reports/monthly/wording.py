"""Figures in words, and what readers have to know of them."""

from collections.abc import Sequence

from code24.analytics.querying.models import Money
from code24.reports.calendar import Month
from code24.reports.monthly.making.models import Summary
from code24.reports.monthly.models import FixFigures, LiftFigures, SiteRow, Trend

NAMES = {
    "visitors": "Visitors",
    "visits": "Sessions",
    "views": "Page views",
    "completions": "Goals completed",
    "conversionRate": "Conversion rate",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
NONE = "\N{EN DASH}"
"""Where there is nothing to tell."""
VISITORS = (
    "Visitors are counted day by day, without cookies and under an identity that changes every day: somebody who comes "
    "on two days counts twice. The figures of a month are sums of its days, in each site's own time zone: those that "
    "the API answers for the same days (GET /sites/{id}/stats)."
)
_LIFT = (
    "The lift is measured on visitors who always see the website from before optimization, and not on the tests that "
    "were won: winners overstate themselves, so their lifts are not added up."
)
_FORECAST = (
    "Forecasts are the drift or the seasonal naive method of Hyndman and Athanasopoulos (Forecasting: Principles and "
    "Practice, section 5.2), whichever was closer in the last year, with intervals by Student's t."
)
_FIXES = (
    "Scores before are those of the website as it came into the month's first cycle, before anything is fixed; after, "
    "those of the last cycle. Each fix counts once, however many cycles did it again."
)

_UNREAD_CYCLES = "Fixes and scores leave out {}, whose results were not read."


def month_name(month: str) -> str:
    """`November 2026`."""
    found = Month.parsed(month)
    return f"{_MONTHS[found.month - 1]} {found.year}"


def number(value: float, decimals: int = 0) -> str:
    """A number with its thousands apart and a minus that is one."""
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "\N{MINUS SIGN}") if float(text.replace(",", "")) else text.lstrip("-")


def counted(count: float, one: str, many: str = "") -> str:
    """`1 fix`, `2 fixes`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def percent(share: float, decimals: int = 1) -> str:
    """A share of 1 in percent."""
    return f"{number(share * 100, decimals)}\N{NO-BREAK SPACE}%"


def signed(percents: float) -> str:
    """A change that is in percent already."""
    return f"{'+' if percents > 0 else ''}{number(percents, 1)}\N{NO-BREAK SPACE}%"


def value_of(trend: Trend) -> str:
    """A trend's value, formatted."""
    return percent(trend.value, 2) if trend.name == "conversionRate" else number(trend.value)


def change_of(trend: Trend, month: str) -> str:
    """Against the month before, where there is something to compare with."""
    before = month_name(str(Month.parsed(month).plus(-1)))
    change = difference(trend, trend.previous, trend.change)
    return f"{change} against {before}" if change else ""


def difference(trend: Trend, earlier: float | None, change: float | None) -> str:
    """A change in percent, that of a rate in points: a tenth more of 5 % is no 10 % more."""
    if earlier is None or change is None:
        return ""
    if trend.name != "conversionRate":
        return signed(change)
    points = round((trend.value - earlier) * 100, 2)
    return f"{'+' if points > 0 else ''}{number(points, 2)} percentage points"


def changes_of(trend: Trend, month: str) -> str:
    """Against the month before, and the same one a year before, where there is one."""
    found = Month.parsed(month)
    told = [
        f"{change} against {month_name(str(earlier))}"
        for change, earlier in (
            (difference(trend, trend.previous, trend.change), found.plus(-1)),
            (difference(trend, trend.year_before, trend.year_change), found.plus(-12)),
        )
        if change
    ]
    return ", ".join(told)


def is_good(trend: Trend) -> bool | None:
    """Whether the change against the month before is welcome."""
    return None if not trend.change else trend.change > 0


def money(sums: Sequence[Money]) -> str:
    """Sums by currency, large ones without cents."""
    told = (f"{number(each.amount, 2 if abs(each.amount) < 1_000 else 0)} {each.currency}" for each in sums)
    return ", ".join(told) or "none"


def lift_of(lift: LiftFigures) -> str:
    """A lift with its interval."""
    return f"{lift_alone(lift)} ({ends})" if (ends := lift_ends(lift)) else lift_alone(lift)


def lift_alone(lift: LiftFigures) -> str:
    """A lift without its interval."""
    return "not known yet" if lift.lift is None else relative(lift.lift)


def lift_ends(lift: LiftFigures) -> str:
    """The interval of a lift, where there is one."""
    return "" if lift.low is None or lift.high is None else f"{relative(lift.low)} to {relative(lift.high)}"


def may_be_none(lift: LiftFigures) -> bool:
    """Whether a lift cannot be told from none at all."""
    return lift.lift is not None and (lift.low is None or lift.high is None or lift.low <= 0 <= lift.high)


def lift_said(lift: LiftFigures) -> tuple[str, ...]:
    """A lift in sentences."""
    doubt = ("Nothing at all lies within this interval too: more visitors will tell.",) if may_be_none(lift) else ()
    return (lift.sentence, *doubt)


def relative(value: float) -> str:
    """A relative change of 1 in percent, with its sign."""
    return signed(round(value * 100, 1))


def customer_notes(rows: Sequence[SiteRow], former_zone_days: int, fixes: FixFigures) -> tuple[str, ...]:
    """How a customer's figures are defined, and what is missing in them."""
    notes = [VISITORS, _LIFT, _FIXES, _FORECAST]
    gone = sum(row.until is not None for row in rows)
    if not rows:
        notes.insert(0, "There was no website this month.")
    if gone:
        which = "One website was" if gone == 1 else f"{number(gone)} websites were"
        notes.insert(0, f"{which} deleted, and the figures went along: they are in no sum of this report.")
    if former_zone_days:
        days = "One day is" if former_zone_days == 1 else f"{number(former_zone_days)} days are"
        notes.insert(
            0,
            f"{days} still counted in a time zone that was set before; making the report again takes the new figures.",
        )
    notes[:0] = _left_out(sum(row.unread for row in rows))
    if fixes.unread:
        notes.append(_UNREAD_CYCLES.format(counted(fixes.unread, "cycle")))
    return tuple(notes)


def platform_notes(total: Summary, missing_slices: int) -> tuple[str, ...]:
    """How the platform's figures are defined, and what is missing in them."""
    notes = [
        VISITORS,
        "Earlier months are counted of the sites that there are now: a deleted site takes its figures along.",
        *(_LIFT, _FIXES, _FORECAST),
    ]
    if total.fixes.unread:
        notes.append(_UNREAD_CYCLES.format(counted(total.fixes.unread, "cycle")))
    notes[:0] = _left_out(total.unread)
    if total.missing or missing_slices:
        missing = counted(total.missing, "customer")
        if missing_slices:
            missing += f" and {counted(missing_slices, 'group')} of up to 1,000 more"
        notes.insert(0, f"The months of {missing} could not be made in time, and are not in these figures.")
    return tuple(notes)


def _left_out(unread: int) -> tuple[str, ...]:
    if not unread:
        return ()
    which = "one website" if unread == 1 else f"{number(unread)} websites"
    return (f"The figures of {which} could not be read, and are in no sum of this report. We are looking into it.",)
