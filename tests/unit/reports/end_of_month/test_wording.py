"""Sentences: their numbers are the figures', their words of direction the signs'."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.reports.calendar import Month
from code24.reports.end_of_month.measuring import ASKED
from code24.reports.end_of_month.models import FinalReport, Technical
from code24.reports.end_of_month.wording import SPACE, level, money, movement, percent, retention, summary_of
from code24.revenue.models import CurrencyRevenue, Definition, Economics, Movements, RevenueMonth
from code24.revenue.reporting import revenue_of
from tests.ledgers import FakeLedger, made_up

NOVEMBER = Month(2026, 11)
amounts = st.integers(0, 10**9)


def revenue(
    start: int, moves: Movements, *, decimals: int = 2, definition: Definition = Definition.CHARTMOGUL, **customers: int
) -> CurrencyRevenue:
    net = (start + moves.expansion - moves.contraction - moves.churn) / start if start else None
    told = {"start_customers": 0, "new_customers": 0, "churned_customers": 0} | customers
    month = RevenueMonth.model_validate({
        "year": 2026, "month": 11, "currency": "EUR", "definition": definition, "start_mrr": start,
        "movements": moves, "end_mrr": start + moves.net, "reactivated_customers": 0,
        "end_customers": told["start_customers"] + told["new_customers"] - told["churned_customers"],
        "net_revenue_retention": net, "gross_revenue_retention": net and min(net, 1.0),
        "logo_churn": told["churned_customers"] / told["start_customers"] if told["start_customers"] else None, **told,
    })  # fmt: skip
    nothing = Economics(average_per_customer=None, quick_ratio=None, lifetime_months=None, lifetime_value=None)
    return CurrencyRevenue(currency="EUR", decimals=decimals, month=month, others=(), history=(month,),
                           economics=nothing, plans=(), lost_to=(), cohorts=())  # fmt: skip


def technical(**values: float) -> Technical:
    return Technical(days=(date(2026, 11, 1),), values={name: (values.get(name),) for name in ASKED})


def words_of(measured: Technical) -> str:
    nothing = revenue_of(NOVEMBER, ledger=FakeLedger())
    until = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    report = FinalReport(year=2026, month=11, until=until, whole=False, revenue=nothing, technical=measured)
    return " ".join(summary_of(report).technical).replace(SPACE, " ")


@given(amounts, st.lists(amounts, min_size=5, max_size=5), st.integers(0, 4))
def test_the_direction_is_the_sign_and_the_amounts_are_the_figures(start: int, told: list[int], decimals: int) -> None:
    new, more, back, less, gone = told
    less = min(less, start)
    gone = min(gone, start - less)
    moves = Movements(new=new, expansion=more, reactivation=back, contraction=less, churn=gone)
    each = revenue(start, moves, decimals=decimals)
    said = level(each)
    assert ("rose" in said) == (moves.net > 0)
    assert ("fell" in said) == (moves.net < 0)
    assert money(each.month.end_mrr, each) in said
    if start and moves.net:
        assert f"from {money(start, each)} to {money(start + moves.net, each)}" in said
    moved = movement(each)
    amounts_of = {
        "new customers": new,
        "returning customers": back,
        "customers who pay more": more,
        "customers who pay less": less,
        "customers who left": gone,
    }
    for name, amount in amounts_of.items():
        assert (f"{name} ({money(amount, each)})" in moved.replace(moved[:1], moved[:1].lower(), 1)
                or f"{name} ({money(amount, each)})" in moved) == bool(amount)  # fmt: skip
    assert ("nothing was lost" in moved) == (bool(new or more or back) and not less and not gone)
    assert ("nothing was won" in moved) == (not (new or more or back) and bool(less or gone))


KINDS = {
    Definition.CHARTMOGUL: ("brought {} customers who left or pay less took", "Customers who returned or pay more"),
    Definition.STRIPE: ("bring {} they did", "The customers that the month began with"),
}


@given(st.sampled_from(sorted(KINDS)), amounts.filter(bool), amounts, amounts)
def test_retention_says_what_its_definition_compares(definition: Definition, start: int, more: int, gone: int) -> None:
    each = revenue(start, Movements(expansion=more, churn=min(gone, start)), start_customers=3, definition=definition)
    [said, _] = retention(each)
    net = each.month.net_revenue_retention
    assert net is not None
    words, who = KINDS[definition]
    compared = {1: "more than", -1: "less than", 0: "as much as"}[(net > 1) - (net < 1)]
    kept = net == each.month.gross_revenue_retention == 1
    assert said.startswith("What the month began with was kept" if kept else f"{who} {words.format(compared)}: net")
    assert f"is {percent(net)}" in said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 0, 0), "No customer left; the month ends with 1 customer."),
        ((40, 0, 3), "3 customers left (logo churn 7.5 %); the month ends with 37 customers."),
        ((25, 4, 1), "1 customer left (logo churn 4.0 %); the month ends with 28 customers."),
        ((1, 2, 2), "2 customers left (logo churn 200.0 %); the month ends with 1 customer."),
        ((0, 2, 2), "2 customers left; the month ends with 0 customers."),
        ((0, 3, 0), "The month ends with 3 customers."),
    ],
)
def test_customers_who_left_are_counted(counts: tuple[int, int, int], said: str) -> None:
    """Who came and left within the month is none of those that it began with."""
    start, new, left = counts
    each = revenue(10, Movements(), start_customers=start, new_customers=new, churned_customers=left)
    assert list(retention(each))[-1].replace(SPACE, " ") == said


@given(st.integers(0, 100_000))
@settings(max_examples=15, deadline=None)
def test_every_number_of_a_whole_ledger_s_summary_is_a_figure(seed: int) -> None:
    found = revenue_of(NOVEMBER, ledger=FakeLedger(list(made_up(seed, 5))))
    until = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    report = FinalReport(year=2026, month=11, until=until, whole=False, revenue=found, technical=technical())
    for each, said in zip(found.currencies, summary_of(report).revenue, strict=False):
        month, moves = each.month, each.month.movements
        figures = {money(amount, each) for amount in (month.start_mrr, month.end_mrr, *moves.model_dump().values())}
        shares = (month.net_revenue_retention, month.gross_revenue_retention, month.logo_churn,
                  abs(moves.net) / month.start_mrr if month.start_mrr else None)  # fmt: skip
        figures |= {percent(share) for share in shares if share is not None}
        counts = {month.start_customers, month.end_customers, month.churned_customers}
        rest = said
        for figure in sorted(figures, key=len, reverse=True):
            rest = rest.replace(figure, "")
        assert {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", rest)} <= counts


def test_money_has_the_digits_of_its_currency() -> None:
    assert money(123_456, revenue(0, Movements())) == f"EUR{SPACE}1,234.56"
    assert money(-5, revenue(0, Movements())) == f"EUR{SPACE}\N{MINUS SIGN}0.05"
    assert money(123_456, revenue(0, Movements(), decimals=0)) == f"EUR{SPACE}123,456"


def test_a_share_is_not_rounded_to_nothing_or_all() -> None:
    said = [percent(share).replace(SPACE, " ") for share in (0, 0.0001, 0.5, 0.9999, 1, 1.0004, 1.25)]
    assert said == ["0.0 %", "less than 0.1 %", "50.0 %", "more than 99.9 %", "100.0 %", "just over 100.0 %", "125.0 %"]


def test_what_was_not_measured_is_not_claimed() -> None:
    assert (
        words_of(technical()) == "How the platform worked was not measured: no metric of it was recorded in this month."
    )


def test_the_platform_s_work_is_told_in_its_figures() -> None:
    served = {"requests": 2000, "requests_failed": 10, "latency_p95": 120.4}
    built = {"builds_succeeded": 9, "builds_failed": 1, "cycles": 20, "fixes_applied": 1, "releases": 4}
    said = words_of(technical(**served, **built, incidents_repaired=1, incidents_parked=0))
    assert said == (
        "9 of 10 builds that ended succeeded (90.0 %). 20 cycles of optimization applied 1 fix and published "
        "4 releases. Sites answered 2,000 requests, 10 of them with a server error (0.50 %). On the day in the middle "
        "95 % of the requests were answered within 120 ms, on the slowest within 120 ms. The platform repaired "
        "1 incident by itself and parked 0 for a person."
    )


def test_nothing_is_said_of_what_did_not_happen() -> None:
    assert words_of(technical(health_checks=5)) == "No build ended. No incident was recorded."
