"""Named cases, with the figures of the three definitions, computed by hand from what they say of themselves.

docs/revenue.md has the sources. Amounts are in cents (yen where it says so); a case that all agree on has one line.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from code24.errors import InvalidRequest
from code24.reports.calendar import Month
from code24.revenue.definitions import TERMS, chosen
from code24.revenue.ledger.models import Event
from code24.revenue.models import Definition, RevenueMonth
from code24.revenue.reporting import revenue_of
from tests.ledgers import FakeLedger, entries, event, started


class Case(NamedTuple):
    """`start [movement=amount …] -> end`, then customers at start and end where they are not simply those that pay."""

    name: str
    month: str
    events: Sequence[Event]
    chartmogul: str
    stripe: str = ""
    profitwell: str = ""


GOLD = started("2026-01-05", 50_000, interval="year", quantity=4, subscription="gold")
SILVER = started("2026-02-03", 3_000, quantity=2, subscription="silver")
SARAH = started("2026-04-15", 1_000)
MONTHLY, YEARLY = started("2026-01-01"), started("2026-01-01", 120_000, interval="year")
DUE, UNPAID, ENDED = event("2026-02-20", "past_due"), event("2026-02-20", "unpaid"), event("2026-02-20", "ended")
CANCELLED = event("2026-02-20", "cancelled", paid_until="2026-03-10")
HALF = event("2026-02-01", "discounted", discount_id="half", percent=50, duration="forever")


def discounted(at: str, **said: object) -> Event:
    return event(at, "discounted", discount_id="gift", **said)


CASES = [
    Case("a monthly plan begins", "2026-02", [started("2026-02-10")], "0 new=10000 -> 10000"),
    Case("$1,200 a year are $100 a month", "2026-01", [YEARLY], "0 new=10000 -> 10000"),
    Case("four yearly Gold plans of $500 are $166.67", "2026-01", [GOLD], "0 new=16667 -> 16667"),
    Case("$90 for 3 months are $30", "2026-01", [started("2026-01-09", 9_000, interval_count=3)], "0 new=3000 -> 3000"),
    Case("two years at once", "2026-01", [started("2026-01-09", 240_000, interval="year", interval_count=2)],
         "0 new=10000 -> 10000"),
    Case("$10 a day", "2026-01", [started("2026-01-09", 1_000, interval="day")],
         "0 new=30417 -> 30417", "0 new=30417 -> 30417", "0 new=30000 -> 30000"),
    Case("$20 a week", "2026-01", [started("2026-01-09", 2_000, interval="week")],
         "0 new=8667 -> 8667", "0 new=8667 -> 8667", "0 new=8660 -> 8660"),
    Case("10,000 yen a year are 833 a month", "2026-01",
         [started("2026-01-09", 10_000, interval="year", currency="JPY")], "0 new=833 -> 833"),
    Case("half a cent counts as one", "2026-01", [started("2026-01-09", 6, interval="year")], "0 new=1 -> 1"),
    Case("less than half a cent counts nothing", "2026-01", [started("2026-01-09", 5, interval="year")],
         "0 -> 0", "0 -> 0", "0 -> 0"),
    Case("a second subscription is expansion", "2026-02", [GOLD, SILVER], "16667 expansion=6000 -> 22667"),
    Case("one of two subscriptions is cancelled in the middle of its month", "2026-02",
         [GOLD, SILVER, event("2026-02-20", "cancelled", subscription="silver", paid_until="2026-03-03")],
         "16667 expansion=6000 contraction=6000 -> 16667", "16667 expansion=6000 contraction=6000 -> 16667",
         "16667 expansion=6000 -> 22667"),
    Case("Sarah cancels on 8 June and has paid until 15 June", "2026-06",
         [SARAH, event("2026-06-08", "cancelled", effective_at="2026-06-15")], "1000 churn=1000 -> 0"),
    Case("asked for in May", "2026-05", [SARAH, event("2026-05-20", "cancelled", effective_at="2026-06-15")],
         "1000 -> 1000", "1000 churn=1000 -> 0", "1000 -> 1000"),
    Case("asked for in May, over in June", "2026-06",
         [SARAH, event("2026-05-20", "cancelled", effective_at="2026-06-15")],
         "1000 churn=1000 -> 0", "0 -> 0", "1000 churn=1000 -> 0"),
    Case("ended at once, paid into the next month", "2026-02", [MONTHLY, CANCELLED],
         "10000 churn=10000 -> 0", "10000 churn=10000 -> 0", "10000 -> 10000"),
    Case("ended at once, and then used up", "2026-03", [MONTHLY, CANCELLED],
         "0 -> 0", "0 -> 0", "10000 churn=10000 -> 0"),
    Case("a year is ended early", "2026-02", [YEARLY, event("2026-02-20", "cancelled", paid_until="2027-01-01")],
         "10000 churn=10000 -> 0", "10000 churn=10000 -> 0", "10000 -> 10000"),
    Case("a year is ended early and paid back", "2026-02",
         [YEARLY, event("2026-02-20", "cancelled", paid_until="2027-01-01", refunded=True)], "10000 churn=10000 -> 0"),
    Case("a month is paid back", "2026-02",
         [MONTHLY, event("2026-02-20", "cancelled", paid_until="2026-03-01", refunded=True)],
         "10000 churn=10000 -> 0", "10000 churn=10000 -> 0", "10000 -> 10000"),
    Case("a cancellation is withdrawn", "2026-02",
         [MONTHLY, event("2026-01-20", "cancelled", effective_at="2026-02-20"),
          event("2026-02-10", "cancellation_withdrawn")],
         "10000 -> 10000", "0 reactivation=10000 -> 10000", "10000 -> 10000"),
    Case("half off for ever halves it", "2026-02", [MONTHLY, HALF], "10000 contraction=5000 -> 5000"),
    Case("10 % off one month of $10", "2026-02",
         [started("2026-01-01", 1_000), discounted("2026-02-01", percent=10, duration="once")],
         "1000 contraction=100 -> 900", "1000 -> 1000", "1000 contraction=100 -> 900"),
    Case("after the month that was 10 % off", "2026-03",
         [started("2026-01-01", 1_000), discounted("2026-02-01", percent=10, duration="once")],
         "900 expansion=100 -> 1000", "1000 -> 1000", "900 expansion=100 -> 1000"),
    Case("a $120 year with 10 % off for 12 months is $9", "2026-01",
         [started("2026-01-01", 12_000, interval="year"),
          discounted("2026-01-01", percent=10, duration="repeating", months=12)],
         "0 new=900 -> 900", "0 new=1000 -> 1000", "0 new=900 -> 900"),
    Case("once off a year is off for the year", "2026-12",
         [YEARLY, discounted("2026-01-01", amount=60_000, duration="once")],
         "5000 -> 5000", "10000 -> 10000", "5000 -> 5000"),
    Case("$30 off every quarter of $90", "2026-01",
         [started("2026-01-01", 9_000, interval_count=3), discounted("2026-01-01", amount=3_000, duration="forever")],
         "0 new=2000 -> 2000"),
    Case("discounts one after another, in the order they were given", "2026-02",
         [MONTHLY, HALF, discounted("2026-02-02", amount=1_000, duration="forever")],
         "10000 contraction=6000 -> 4000", "10000 contraction=6000 -> 4000", "10000 contraction=6000 -> 4000"),
    Case("a discount is ended", "2026-03", [MONTHLY, HALF, event("2026-03-05", "discount_ended", discount_id="half")],
         "5000 expansion=5000 -> 10000"),
    Case("everything off for ever, after paying", "2026-02",
         [MONTHLY, discounted("2026-02-10", percent=100, duration="forever")],
         "10000 contraction=10000 -> 0, 1 to 1", "10000 churn=10000 -> 0", "10000 churn=10000 -> 0"),
    Case("one month for nothing", "2026-02", [MONTHLY, discounted("2026-02-10", percent=100, duration="once")],
         "10000 contraction=10000 -> 0, 1 to 1", "10000 -> 10000", "10000 churn=10000 -> 0"),
    Case("down to the free plan", "2026-02", [MONTHLY, event("2026-02-10", "changed", plan="free", amount=0)],
         "10000 contraction=10000 -> 0, 1 to 1", "10000 churn=10000 -> 0", "10000 churn=10000 -> 0"),
    Case("always on the free plan", "2026-02", [started("2026-02-01", 0, plan="free")], "0 -> 0"),
    Case("up from the free plan", "2026-02",
         [started("2026-01-01", 0, plan="free"), event("2026-02-10", "changed", plan="pro", amount=10_000)],
         "0 new=10000 -> 10000"),
    Case("a trial ends well", "2026-02", [started("2026-01-25", trial_ends_at="2026-02-08")], "0 new=10000 -> 10000"),
    Case("during a trial", "2026-01", [started("2026-01-25", trial_ends_at="2026-02-08")], "0 -> 0"),
    Case("cancelled during a trial", "2026-02",
         [started("2026-01-25", trial_ends_at="2026-02-08"),
          event("2026-02-01", "cancelled", effective_at="2026-02-08")],
         "0 -> 0"),
    Case("past due for a week", "2026-02", [MONTHLY, DUE], "10000 -> 10000"),
    Case("past due for 15 days at the end of the month", "2026-02", [MONTHLY, event("2026-02-14", "past_due")],
         "10000 -> 10000"),
    Case("past due for longer than dunning", "2026-03", [MONTHLY, DUE],
         "10000 -> 10000", "10000 -> 10000", "10000 churn=10000 -> 0"),
    Case("given up by billing", "2026-02", [MONTHLY, UNPAID],
         "10000 -> 10000", "10000 churn=10000 -> 0", "10000 churn=10000 -> 0"),
    Case("paid at last", "2026-03", [MONTHLY, event("2026-02-05", "past_due"), event("2026-03-10", "recovered")],
         "10000 -> 10000", "10000 -> 10000", "0 reactivation=10000 -> 10000"),
    Case("ended for want of payment", "2026-02", [MONTHLY, ENDED], "10000 churn=10000 -> 0"),
    Case("paused", "2026-02", [MONTHLY, event("2026-02-10", "paused")],
         "10000 -> 10000", "10000 -> 10000", "10000 contraction=10000 -> 0, 1 to 1"),
    Case("resumed", "2026-03", [MONTHLY, event("2026-02-10", "paused"), event("2026-03-10", "resumed")],
         "10000 -> 10000", "10000 -> 10000", "0 expansion=10000 -> 10000, 1 to 1"),
    Case("come and gone within a month", "2026-02", [started("2026-02-03"), ENDED],
         "0 new=10000 churn=10000 -> 0", "0 new=10000 churn=10000 -> 0", "0 -> 0"),
    Case("up and down within a month", "2026-02",
         [MONTHLY, event("2026-02-03", "changed", quantity=2), event("2026-02-20", "changed", quantity=1)],
         "10000 expansion=10000 contraction=10000 -> 10000", "10000 expansion=10000 contraction=10000 -> 10000",
         "10000 -> 10000"),
    Case("gone and back within a month", "2026-02", [MONTHLY, ENDED, event("2026-02-25", "reactivated")],
         "10000 churn=10000 reactivation=10000 -> 10000", "10000 churn=10000 reactivation=10000 -> 10000",
         "10000 -> 10000"),
    Case("back after three years", "2029-02", [MONTHLY, ENDED, event("2029-02-25", "reactivated", amount=12_000)],
         "0 reactivation=12000 -> 12000"),
    Case("back with another subscription", "2026-05", [MONTHLY, ENDED, started("2026-05-05", 7_000, subscription="b")],
         "0 reactivation=7000 -> 7000"),
    Case("come and gone within a month, and back later", "2026-05",
         [started("2026-02-03"), ENDED, event("2026-05-05", "reactivated")],
         "0 reactivation=10000 -> 10000", "0 reactivation=10000 -> 10000", "0 new=10000 -> 10000"),
    Case("more seats", "2026-02", [MONTHLY, event("2026-02-10", "changed", quantity=3)],
         "10000 expansion=20000 -> 30000"),
    Case("from months to a cheaper year", "2026-02",
         [MONTHLY, event("2026-02-10", "changed", interval="year", amount=100_000)], "10000 contraction=1667 -> 8333"),
    Case("midnight belongs to the new month", "2026-01", [MONTHLY, event("2026-02-01", "changed", quantity=2)],
         "0 new=10000 -> 10000"),
    Case("two changes at one moment are one", "2026-02",
         [MONTHLY, event("2026-02-10", "changed", quantity=3, id="1"),
          event("2026-02-10", "changed", quantity=2, id="2")],
         "10000 expansion=10000 -> 20000"),
]  # fmt: skip


def told(month: RevenueMonth) -> str:
    moves = "".join(f" {name}={amount}" for name, amount in month.movements if amount)
    return f"{month.start_mrr}{moves} -> {month.end_mrr}, {month.start_customers} to {month.end_customers}"


def expected(text: str) -> str:
    if "," in text:
        return text
    found = re.fullmatch(r"(\d+)(?: \w+=\d+)* -> (\d+)", text)
    assert found, text
    return f"{text}, {int(int(found[1]) > 0)} to {int(int(found[2]) > 0)}"


def revenue(case: Case, definition: Definition) -> RevenueMonth | None:
    report = revenue_of(Month.parsed(case.month), ledger=FakeLedger(entries(*case.events)), definition=definition)
    [currency] = report.currencies
    assert {month.definition for month in (currency.month, *currency.others)} == set(Definition)
    return currency.month


@pytest.mark.parametrize("definition", Definition)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_has_the_figures_of_each_definition(case: Case, definition: Definition) -> None:
    month = revenue(case, definition)
    assert month
    assert told(month) == expected(getattr(case, definition) or case.chartmogul)


def test_the_definitions_differ_where_their_terms_do() -> None:
    differ = [case for case in CASES if len({case.chartmogul, case.stripe or case.chartmogul,
                                             case.profitwell or case.chartmogul}) > 1]  # fmt: skip
    assert len(differ) >= 20
    assert set(TERMS) == set(Definition)


def test_a_definition_is_chosen_by_name() -> None:
    assert chosen("profitwell") is Definition.PROFITWELL
    with pytest.raises(InvalidRequest, match="chartmogul, stripe, profitwell"):
        chosen("baremetrics")
