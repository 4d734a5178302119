"""The report of a month, over ledgers that are made up but valid, and over small ones whose figures are known."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.errors import InvalidRequest
from code24.reports.calendar import Month, months
from code24.revenue.ledger.models import Entry
from code24.revenue.models import Cohort, Definition, LostTo, Movements, PlanRevenue, Reason, RevenueMonth
from code24.revenue.reporting import revenue_of
from tests.ledgers import FakeLedger, entries, event, made_up, moment, started

seeds = st.integers(0, 100_000)
months_of_interest = st.integers(0, 40).map(Month(2023, 12).plus)
definitions = st.sampled_from(Definition)


def every_month(told: Sequence[Entry], month: Month, definition: Definition) -> list[RevenueMonth]:
    report = revenue_of(month, ledger=FakeLedger(told), definition=definition)
    return [each for currency in report.currencies for each in (*currency.history, *currency.others)]


@given(seeds, months_of_interest, definitions)
@settings(max_examples=60, deadline=None)
def test_every_month_of_every_ledger_adds_up(seed: int, month: Month, definition: Definition) -> None:
    for each in every_month(list(made_up(seed, 6)), month, definition):
        moves = each.movements
        assert min(moves.model_dump().values()) >= 0
        won = moves.new + moves.reactivation + moves.expansion
        assert each.start_mrr + won - moves.contraction - moves.churn == each.end_mrr >= 0
        came = each.new_customers + each.reactivated_customers
        assert each.start_customers + came - each.churned_customers == each.end_customers >= 0
        assert each.gross_revenue_retention is None or 0 <= each.gross_revenue_retention <= 1
        assert (each.net_revenue_retention is None) == (each.start_mrr == 0)


@given(seeds, definitions)
@settings(max_examples=25, deadline=None)
def test_a_month_starts_as_the_one_before_ended_in_whatever_report_it_stands(seed: int, definition: Definition) -> None:
    told = list(made_up(seed, 5))
    known: dict[tuple[str, Month], RevenueMonth] = {}
    for month in (Month(2025, 6), Month(2025, 12), Month(2026, 9)):
        for each in every_month(told, month, definition):
            if each.definition is definition:
                key = each.currency, Month(each.year, each.month)
                assert known.setdefault(key, each) == each
    for (currency, month), each in known.items():
        if before := known.get((currency, month.plus(-1))):
            assert (before.end_mrr, before.end_customers) == (each.start_mrr, each.start_customers)


@given(seeds, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_recording_says_nothing(seed: int, random: Random) -> None:
    told = list(made_up(seed, 5))
    shuffled = random.sample(told, len(told))
    month = Month(2026, 3)
    assert revenue_of(month, ledger=FakeLedger(shuffled)) == revenue_of(month, ledger=FakeLedger(told))


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_what_other_customers_do_adds_up_and_changes_nothing(seed: int) -> None:
    told = list(made_up(seed, 6, days=300))
    mine = [each for each in told if each.customer_id < "c000000000003"]
    others = [each for each in told if each.customer_id >= "c000000000003"]
    month = Month(2025, 2)

    def ends(of: Sequence[Entry]) -> dict[tuple[str, Definition], int]:
        return {(each.currency, each.definition): each.end_mrr
                for currency in revenue_of(month, ledger=FakeLedger(of)).currencies
                for each in (currency.month, *currency.others)}  # fmt: skip

    both, left, right = ends(told), ends(mine), ends(others)
    assert both == {key: left.get(key, 0) + right.get(key, 0) for key in both}


def test_a_platform_without_subscriptions_has_an_empty_report() -> None:
    report = revenue_of(Month(2026, 2), ledger=FakeLedger())
    assert report.until == moment("2026-03-01")
    assert (report.currencies, report.events, report.subscriptions) == ((), 0, 0)


def test_a_month_before_anything_divides_by_nothing() -> None:
    told = entries(started("2026-02-10", trial_ends_at="2026-03-10"))
    [usd] = revenue_of(Month(2026, 2), ledger=FakeLedger(told)).currencies
    assert (usd.month.net_revenue_retention, usd.month.gross_revenue_retention, usd.month.logo_churn) == (None,) * 3
    assert usd.economics.model_dump() == dict.fromkeys(usd.economics.model_fields_set)
    assert len(usd.history) == 1
    assert (usd.plans, usd.lost_to, usd.cohorts) == ((), (), ())


def test_the_rates_of_the_example_of_chartmogul() -> None:
    """$100 at the start; $10 churn, $10 contraction and $10 expansion: 20 % gross and 10 % net churn, in their help."""
    told = entries(
        started("2026-01-01", 1_000, customer="a", subscription="a"),
        event("2026-02-05", "ended", customer="a", subscription="a"),
        started("2026-01-01", 4_000, customer="b", subscription="b"),
        event("2026-02-06", "changed", amount=3_000, customer="b", subscription="b"),
        started("2026-01-01", 5_000, customer="d", subscription="d"),
        event("2026-02-07", "changed", amount=6_000, customer="d", subscription="d"),
    )
    [usd] = revenue_of(Month(2026, 2), ledger=FakeLedger(told)).currencies
    for each in (usd.month, *usd.others):
        assert each.movements == Movements(expansion=1_000, contraction=1_000, churn=1_000)
        assert (each.net_revenue_retention, each.gross_revenue_retention, each.logo_churn) == (0.9, 0.8, 1 / 3)
    assert usd.economics.model_dump() == {
        "average_per_customer": 4_500, "quick_ratio": 0.5, "lifetime_months": 3.0, "lifetime_value": 13_500,
    }  # fmt: skip


def test_stripe_divides_those_who_left_by_those_who_came_too() -> None:
    """One customer of the start; one comes and goes: 1/1 by ChartMogul, 1/2 by Stripe, nobody by ProfitWell."""
    told = entries(
        started("2026-01-01", customer="a", subscription="a"),
        started("2026-02-03", customer="b", subscription="b"),
        event("2026-02-20", "ended", customer="b", subscription="b"),
    )
    [usd] = revenue_of(Month(2026, 2), ledger=FakeLedger(told)).currencies
    assert {each.definition: each.logo_churn for each in (usd.month, *usd.others)} == {
        Definition.CHARTMOGUL: 1.0, Definition.STRIPE: 0.5, Definition.PROFITWELL: 0.0,
    }  # fmt: skip
    assert {each.definition: each.gross_revenue_retention for each in (usd.month, *usd.others)} == {
        Definition.CHARTMOGUL: 0.0, Definition.STRIPE: 1.0, Definition.PROFITWELL: 1.0,
    }  # fmt: skip


def test_who_comes_back_or_is_new_is_retention_by_nobody_but_chartmogul() -> None:
    """$100 at the start and gone; $50 back, $30 new: what is kept of the start is nothing."""
    told = entries(
        started("2026-01-01", customer="a", subscription="a"),
        event("2026-02-05", "ended", customer="a", subscription="a"),
        started("2025-01-01", 5_000, customer="b", subscription="b"),
        event("2025-02-05", "ended", customer="b", subscription="b"),
        event("2026-02-06", "reactivated", customer="b", subscription="b"),
        started("2026-02-07", 3_000, customer="d", subscription="d"),
    )
    [usd] = revenue_of(Month(2026, 2), ledger=FakeLedger(told)).currencies
    rates = {
        each.definition: (each.net_revenue_retention, each.gross_revenue_retention, each.logo_churn)
        for each in (usd.month, *usd.others)
    }
    assert rates == {
        Definition.CHARTMOGUL: (0.5, 0.0, 1.0),
        Definition.STRIPE: (0.0, 0.0, 0.5),
        Definition.PROFITWELL: (0.0, 0.0, 1.0),
    }


def test_plans_losses_and_cohorts() -> None:
    told = entries(
        started("2026-01-05", 4_000, customer="a", subscription="a", plan="starter"),
        started("2026-01-06", 9_000, customer="b", subscription="b"),
        started("2026-02-07", 9_000, customer="d", subscription="d"),
        event("2026-02-08", "cancelled", customer="b", subscription="b", effective_at="2026-03-06", reason="unused"),
        event("2026-03-09", "changed", customer="d", subscription="d", plan="team", amount=20_000),
    )
    [usd] = revenue_of(Month(2026, 3), ledger=FakeLedger(told)).currencies
    assert usd.plans == (
        PlanRevenue(plan="team", mrr=20_000, subscriptions=1),
        PlanRevenue(plan="starter", mrr=4_000, subscriptions=1),
    )
    assert usd.lost_to == (LostTo(reason=Reason.UNUSED, subscriptions=1, mrr=9_000),)
    assert usd.cohorts == (
        Cohort(year=2026, month=1, customers=(2, 2, 1), mrr=(13_000, 13_000, 4_000)),
        Cohort(year=2026, month=2, customers=(1, 1), mrr=(9_000, 20_000)),
    )
    assert [(each.month, each.end_mrr) for each in usd.history] == [(1, 13_000), (2, 22_000), (3, 24_000)]


def test_what_was_never_there_is_not_lost_either() -> None:
    """By ProfitWell, who comes and goes within a month is neither new nor churn, and what grew within it did not."""
    told = entries(
        started("2026-01-05", 4_000),
        event("2026-02-06", "changed", amount=9_000),
        event("2026-02-20", "ended"),
        started("2026-02-03", 7_000, subscription="sub-2"),
        event("2026-02-20", "ended", subscription="sub-2"),
    )
    lost = {
        definition: revenue_of(Month(2026, 2), ledger=FakeLedger(told), definition=definition).currencies[0].lost_to
        for definition in Definition
    }
    assert lost == {
        Definition.CHARTMOGUL: (LostTo(reason=Reason.PAYMENT_FAILED, subscriptions=2, mrr=16_000),),
        Definition.STRIPE: (LostTo(reason=Reason.PAYMENT_FAILED, subscriptions=2, mrr=16_000),),
        Definition.PROFITWELL: (LostTo(reason=Reason.PAYMENT_FAILED, subscriptions=1, mrr=4_000),),
    }


def test_the_history_has_thirteen_months() -> None:
    [usd] = revenue_of(Month(2028, 2), ledger=FakeLedger(entries(started("2026-01-05")))).currencies
    assert [Month(each.year, each.month) for each in usd.history] == list(months(Month(2027, 2), Month(2028, 2)))
    assert {each.end_mrr for each in usd.history} == {10_000}
    assert usd.history[-1] == usd.month


def test_a_running_month_ends_where_it_is_told_to() -> None:
    told = entries(started("2026-02-10"), event("2026-02-27", "changed", quantity=2))
    until = moment("2026-02-26 23:59")
    report = revenue_of(Month(2026, 2), ledger=FakeLedger(told), until=until)
    assert (report.until, report.events, report.currencies[0].month.end_mrr) == (until, 1, 10_000)
    for outside in ("2026-02-01", "2026-03-02"):
        with pytest.raises(InvalidRequest, match="2026-02"):
            revenue_of(Month(2026, 2), ledger=FakeLedger(told), until=moment(outside))


def test_what_is_told_late_changes_the_past_and_what_was_known_can_be_told_again() -> None:
    first, late = entries(started("2026-01-10"), event("2026-02-05", "changed", quantity=3))
    late = late.model_copy(update={"recorded_at": moment("2026-04-01")})
    before = revenue_of(Month(2026, 2), ledger=FakeLedger([first]))
    after = revenue_of(Month(2026, 2), ledger=FakeLedger([first, late]))
    assert (before.currencies[0].month.end_mrr, after.currencies[0].month.end_mrr) == (10_000, 30_000)
    as_it_was = revenue_of(Month(2026, 2), ledger=FakeLedger([first, late]), known_at=moment("2026-03-01"))
    assert as_it_was.model_dump_json() == before.model_dump_json()


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_a_report_of_what_was_known_stays_what_it_was(seed: int) -> None:
    told = sorted(made_up(seed, 4), key=lambda entry: entry.recorded_at)
    known: dict[str, list[Entry]] = {}
    for entry in told:  # as the ledger does: what it knew of a subscription could have been, at any moment
        mine = known.setdefault(entry.subscription_id, [])
        mine.append(entry)
    monotone = [
        each.model_copy(update={"recorded_at": max(each.recorded_at, latest)})
        for mine in known.values()
        for place, each in enumerate(sorted(mine, key=lambda entry: entry.order))
        for latest in [max(one.recorded_at for one in sorted(mine, key=lambda entry: entry.order)[: place + 1])]
    ]
    month, moment_known = Month(2025, 8), Month(2025, 8).ends() + timedelta(days=2)
    then = [each for each in monotone if each.recorded_at < moment_known]
    expected = revenue_of(month, ledger=FakeLedger(then))
    assert revenue_of(month, ledger=FakeLedger(monotone), known_at=moment_known) == expected


def test_currencies_are_not_added_up() -> None:
    told = entries(
        started("2026-01-01", 10_000, customer="a", subscription="a"),
        started("2026-01-01", 10_000, customer="b", subscription="b", currency="JPY"),
        started("2026-02-01", 20_000, customer="b", subscription="e", currency="EUR"),
    )
    ledger = FakeLedger(told)
    report = revenue_of(Month(2026, 2), ledger=ledger)
    assert [(each.currency, each.decimals, each.month.end_mrr) for each in report.currencies] == [
        ("EUR", 2, 20_000), ("JPY", 0, 10_000), ("USD", 2, 10_000),
    ]  # fmt: skip
