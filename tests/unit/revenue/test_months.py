import pytest

from code24.errors import RevenueDoesNotAddUp
from code24.reports.calendar import Month
from code24.revenue.customers import Moved
from code24.revenue.models import Definition, RevenueMonth
from code24.revenue.months import MonthSums, revenue_month

FEBRUARY = Month(2026, 2)


def summed(*several: tuple[str, Moved]) -> MonthSums:
    sums = MonthSums()
    for customer_id, each in several:
        sums.add(customer_id, each)
    return sums


def month_of(sums: MonthSums, before: MonthSums | None = None) -> RevenueMonth:
    return revenue_month(FEBRUARY, "EUR", Definition.STRIPE, sums, before)


def test_a_month_that_adds_up_is_told() -> None:
    stays = Moved(start=100, end=150, was=True, is_one=True, expansion=50)
    leaves = Moved(start=70, was=True, churn=70, left=1)
    month = month_of(summed(("a", stays), ("b", leaves)), MonthSums(end=170, is_one=2))
    assert (month.start_mrr, month.movements.net, month.end_mrr) == (170, -20, 150)
    assert (month.net_revenue_retention, month.gross_revenue_retention) == (150 / 170, 100 / 170)


@pytest.mark.parametrize(
    "wrong",
    [
        Moved(start=100, end=150, was=True, is_one=True),
        Moved(start=100, end=100, was=True),
        Moved(end=100, is_one=True, new=100),
    ],
)
def test_a_customer_that_does_not_add_up_is_named_and_nothing_is_told(wrong: Moved) -> None:
    with pytest.raises(RevenueDoesNotAddUp, match=r"2026-02 in EUR by stripe .* differs for cwrong\. Nothing"):
        month_of(summed(("cwrong", wrong), ("cright", Moved(start=5, end=5, was=True, is_one=True))))


def test_two_wrongs_are_no_right() -> None:
    """Together they would add up: the words do not say otherwise."""
    more = Moved(start=100, end=150, was=True, is_one=True)
    less = Moved(start=150, end=100, was=True, is_one=True)
    with pytest.raises(
        RevenueDoesNotAddUp,
        match=r"^2026-02 in EUR by stripe adds up in total, and not for each .* differs for ca, cb\.",
    ):
        month_of(summed(("ca", more), ("cb", less)))


def test_both_sides_are_told() -> None:
    with pytest.raises(RevenueDoesNotAddUp, match="100 and movements of 7 are 107, and the end is 110"):
        month_of(MonthSums(start=100, end=110, expansion=7))


@pytest.mark.parametrize("before", [MonthSums(end=90, is_one=1), MonthSums(end=100, is_one=2)])
def test_a_month_has_to_start_as_the_one_before_ended(before: MonthSums) -> None:
    sums = summed(("a", Moved(start=100, end=100, was=True, is_one=True)))
    with pytest.raises(RevenueDoesNotAddUp, match=r"starts with 100 of 1 customers, and the month before ended"):
        month_of(sums, before)
