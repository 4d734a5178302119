"""A month of all customers in one currency, by one definition, and whether it adds up."""

from dataclasses import dataclass, field
from fractions import Fraction

from code24.errors import RevenueDoesNotAddUp
from code24.reports.calendar import Month
from code24.revenue.customers import Moved
from code24.revenue.definitions import TERMS, Base, Retention
from code24.revenue.models import Definition, Movements, RevenueMonth

_NAMED = 20
"""Customers that an error names at most."""
_SUMS = (
    *("start", "end", "new", "expansion", "contraction", "churn", "reactivation", "came", "came_back", "left"),
    *("was", "is_one"),
)


@dataclass(slots=True)
class MonthSums:
    """Sums over the customers that were added."""

    start: int = 0
    end: int = 0
    new: int = 0
    expansion: int = 0
    contraction: int = 0
    churn: int = 0
    reactivation: int = 0
    came: int = 0
    came_back: int = 0
    left: int = 0
    was: int = 0
    """Customers of the start."""
    is_one: int = 0
    """Customers of the end."""
    kept: int = 0
    """What the start's customers bring at the end."""
    kept_at_most: int = 0
    """The same, of each at most what it brought at the start."""
    wrong: list[str] = field(default_factory=list)
    """Customers that do not add up by themselves."""

    def add(self, customer_id: str, month: Moved) -> None:
        """Count a customer's month."""
        for name in _SUMS:
            if value := getattr(month, name):
                setattr(self, name, getattr(self, name) + value)
        if month.was:
            self.kept += month.end
            self.kept_at_most += min(month.start, month.end)
        if not _adds_up(month) and len(self.wrong) < _NAMED:
            self.wrong.append(customer_id)


def _adds_up(month: Moved | MonthSums) -> bool:
    won, lost = month.new + month.reactivation + month.expansion, month.contraction + month.churn
    return month.start + won - lost == month.end and month.was + month.came + month.came_back - month.left == (
        month.is_one
    )


def revenue_month(
    month: Month, currency: str, definition: Definition, sums: MonthSums, before: MonthSums | None = None
) -> RevenueMonth:
    """The month of these sums; `before` are those of the month before.

    Raises RevenueDoesNotAddUp where start + new + reactivation + expansion - contraction - churn is not the end, of
    revenue or of customers, of all of them or of one, or where it does not start as the month before ended.
    """
    where = f"{month} in {currency} by {definition}"
    if sums.wrong or not _adds_up(sums):
        raise _uneven(where, sums)
    if before is not None and (before.end, before.is_one) != (sums.start, sums.was):
        raise RevenueDoesNotAddUp(
            f"{where} starts with {sums.start} of {sums.was} customers, and the month before ended with {before.end} "
            f"of {before.is_one}, in minor units. Nothing is published; docs/revenue.md says what to do."
        )
    terms = TERMS[definition]
    by_movements = terms.retention is Retention.MOVEMENTS
    lost, won = sums.churn + sums.contraction, sums.expansion + sums.reactivation
    return RevenueMonth(
        year=month.year,
        month=month.month,
        currency=currency,
        definition=definition,
        start_mrr=sums.start,
        movements=Movements(
            new=sums.new,
            expansion=sums.expansion,
            contraction=sums.contraction,
            churn=sums.churn,
            reactivation=sums.reactivation,
        ),
        end_mrr=sums.end,
        start_customers=sums.was,
        new_customers=sums.came,
        reactivated_customers=sums.came_back,
        churned_customers=sums.left,
        end_customers=sums.is_one,
        net_revenue_retention=share(sums.start - lost + won if by_movements else sums.kept, sums.start),
        gross_revenue_retention=share(max(sums.start - lost, 0) if by_movements else sums.kept_at_most, sums.start),
        logo_churn=share(sums.left, sums.was + (sums.came if terms.base is Base.START_AND_NEW else 0)),
    )


def share(part: int, whole: int) -> float | None:
    """A part of a whole, exactly divided and then rounded once; None of nothing."""
    return float(Fraction(part, whole)) if whole else None


def _uneven(where: str, sums: MonthSums) -> RevenueDoesNotAddUp:
    moves = sums.new + sums.reactivation + sums.expansion - sums.contraction - sums.churn
    logos = sums.came + sums.came_back - sums.left
    total = (
        f"{where} does not add up, in minor units: {sums.start} and movements of {moves} are {sums.start + moves}, and "
        f"the end is {sums.end}; {sums.was} customers and {logos} are {sums.was + logos}, and the end has "
        f"{sums.is_one}."
    )
    if _adds_up(sums):
        total = f"{where} adds up in total, and not for each customer."
    differ = f" It differs for {', '.join(sums.wrong)}." if sums.wrong else ""
    return RevenueDoesNotAddUp(f"{total}{differ} Nothing is published; docs/revenue.md says what to do.")
