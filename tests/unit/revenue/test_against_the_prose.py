"""The months of random ledgers, beside those of a second reading of docs/revenue.md.

The second reading is as plain as it can be: it tells a subscription's story again from its start for every moment that
it is asked about, and shares nothing with the package but the events themselves. What is random is recorded as billing
would, in any order, and what the ledger refuses is left out; moments are few, and at the edges of the calendar.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from code24.errors import Conflict
from code24.reports.calendar import Month, months
from code24.revenue.ledger.models import Entry
from code24.revenue.ledger.recording import record_event
from code24.revenue.models import Definition, RevenueMonth
from code24.revenue.reporting import revenue_of
from tests.fakes import FakeClock
from tests.ledgers import FakeLedger, event, moment

TICK = timedelta(microseconds=1)
FIRST = Month(2023, 12)
EDGES = (
    *("2023-12-31 23:59:59.999999", "2024-01-01", "2024-01-31", "2024-02-01", "2024-02-28", "2024-02-29 12:00"),
    *("2024-03-01", "2024-12-31 23:59:59.999999", "2025-01-01", "2025-01-31", "2025-02-14", "2025-02-20"),
    *("2025-02-28 23:00", "2025-03-01", "2025-03-17", "2025-03-31", "2025-04-01", "2025-04-10", "2025-12-31"),
)

# What is recorded ----------------------------------------------------------------------------------


def recorded(seed: int) -> FakeLedger:
    """A few customers' subscriptions, told in no order."""
    random, ledger, clock = Random(seed), FakeLedger(), FakeClock(moment("2026-06-01"))
    for number in range(random.randint(1, 6)):
        customer, subscription, begins = f"{number % 3}", f"sub-{number}", random.randrange(len(EDGES) - 4)
        told = [(begins, "started", {**_terms(random), "plan": random.choice("ab"), "currency": random.choice(
            ("EUR", "EUR", "JPY")), **_trial(random, begins)})]  # fmt: skip
        for _ in range(random.randint(0, 25)):
            at = random.randrange(begins, len(EDGES))
            kind = random.choice((*SAYS, *WITHOUT_WORDS))
            told.append((at, kind, SAYS[kind](random, at) if kind in SAYS else {}))
        for place, (at, kind, said) in enumerate(told):
            name = f"{subscription}.{place}"
            known = {"customer": customer, "subscription": subscription, "id": name, **said}
            try:
                record_event(event(EDGES[at], kind, **known), ledger=ledger, clock=clock)
            except Conflict:
                continue
    return ledger


def _terms(random: Random) -> dict[str, Any]:
    return {
        "amount": random.choice((0, 5, 999, 10_000, 120_001)),
        "interval": random.choice(("day", "week", "month", "month", "year", "year")),
        "interval_count": random.choice((1, 1, 1, 3)),
        "quantity": random.choice((0, 1, 1, 2, 7)),
    }


def _some(random: Random, at: int) -> dict[str, Any]:
    terms = _terms(random) | {"plan": random.choice("ab")}
    return {name: terms[name] for name in random.sample(sorted(terms), random.randint(1, 3))}


def _trial(random: Random, at: int) -> dict[str, Any]:
    return {"trial_ends_at": EDGES[random.randrange(at, len(EDGES))]} if random.random() < 0.3 else {}


def _discount(random: Random, at: int) -> dict[str, Any]:
    duration = random.choice(("once", "repeating", "forever"))
    return {"discount_id": random.choice("xy"), "duration": duration,
            **random.choice(({"percent": 10}, {"percent": 100}, {"percent": "33.3333"}, {"amount": 700})),
            **({"months": random.randint(1, 13)} if duration == "repeating" else {})}  # fmt: skip


def _end(random: Random, at: int) -> dict[str, Any]:
    ahead = EDGES[random.randrange(at, len(EDGES))]
    return {"refunded": random.random() < 0.5} | ({"paid_until": ahead} if random.random() < 0.6 else {})


def _cancel(random: Random, at: int) -> dict[str, Any]:
    ahead = {"effective_at": EDGES[random.randrange(at, len(EDGES))]}
    return _end(random, at) | random.choice((ahead, {}))


SAYS = {
    "changed": lambda random, at: _some(random, at) | _trial(random, at),
    "discounted": _discount,
    "discount_ended": lambda random, at: {"discount_id": random.choice("xy")},
    "cancelled": _cancel,
    "ended": _end,
    "reactivated": _some,
}
WITHOUT_WORDS = ("past_due", "unpaid", "recovered", "cancellation_withdrawn", "reactivated", "paused", "resumed")


# The second reading --------------------------------------------------------------------------------


def later(at: datetime, interval: str, count: int) -> datetime:
    if interval in {"day", "week"}:
        return at + timedelta({"day": 1, "week": 7}[interval] * count)
    day, at = at.day, at.replace(day=1)
    for _ in range(count * (12 if interval == "year" else 1)):
        at = (at + timedelta(31)).replace(day=1)
    return at.replace(day=min(day, monthrange(at.year, at.month)[1]))


MEANS: dict[str, dict[str, Any]] = {
    "unpaid": {"unpaid": True},
    "recovered": {"due": None, "unpaid": False},
    "paused": {"paused": True},
    "resumed": {"paused": False},
    "cancellation_withdrawn": {"end": None},
    "reactivated": {"trial_ends_at": None, "off": {}, "due": None, "unpaid": False, "paused": False, "end": None},
}


def story(told: Sequence[Entry], at: datetime) -> Any:
    """What is known of a subscription at a moment; None before it starts."""
    now = SimpleNamespace(off={}, due=None, unpaid=False, paused=False, end=None, edges=[])
    for each in told:
        said: Any = each.happening
        happened = each.occurred_at
        if happened > at:
            break
        if said.kind in {"started", "changed", "reactivated"}:
            vars(now).update({name: value for name, value in said if value is not None or said.kind == "started"})
        vars(now).update(MEANS.get(said.kind, {}))
        match said.kind:
            case "discounted":
                now.off = {name: given for name, given in now.off.items() if name != said.discount_id}
                now.off[said.discount_id] = said, given_until(said, happened, now)
                now.edges.append(given_until(said, happened, now))
            case "discount_ended":
                now.off = {name: given for name, given in now.off.items() if name != said.discount_id}
            case "past_due":
                now.due = happened
                now.edges.append(happened + timedelta(15))
            case "cancelled" | "ended":
                ends = getattr(said, "effective_at", None) or happened
                now.end = (now.end[0] if now.end else happened, ends, max(said.paid_until or ends, ends), said.refunded)
                now.edges += now.end[1:3]
        now.edges.append(now.trial_ends_at)
    return now if now.edges else None


def given_until(said: Any, happened: datetime, now: Any) -> datetime | None:
    if said.duration == "forever":
        return None
    period = (now.interval, now.interval_count) if said.duration == "once" else ("month", said.months)
    return later(happened, *period)


def worth(told: Sequence[Entry], at: datetime, of: Definition) -> tuple[int, bool]:
    """Minor units a month, and whether that makes a customer of who has paid before."""
    now = story(told, at)
    if now is None or is_over(now, at, of) or (now.trial_ends_at and at < now.trial_ends_at):
        return 0, False
    if now.unpaid and of != "chartmogul":
        return 0, False
    if of == "profitwell" and now.due and at >= now.due + timedelta(15):
        return 0, False
    if of == "profitwell" and now.paused:
        return 0, True
    price = Fraction(now.amount * now.quantity)
    for discount, ends in now.off.values():
        if (ends and at >= ends) or (of == "stripe" and discount.duration != "forever"):
            continue
        price = price * (100 - Fraction(discount.percent)) / 100 if discount.percent else price - discount.amount
        price = max(price, Fraction(0))
    a_month = {"month": Fraction(1), "year": Fraction(1, 12),
               "day": Fraction(30) if of == "profitwell" else Fraction(365, 12),
               "week": Fraction(433, 100) if of == "profitwell" else Fraction(52, 12)}[now.interval]  # fmt: skip
    mrr = int(price * a_month / now.interval_count + Fraction(1, 2))
    return mrr, mrr > 0 or of == "chartmogul"


def is_over(now: Any, at: datetime, of: Definition) -> bool:
    if not now.end:
        return False
    asked, ended, used_up, refunded = now.end
    used_up = ended if refunded and now.interval == "year" else used_up
    over: datetime = {"chartmogul": ended, "stripe": asked, "profitwell": used_up}[of]
    return at >= over


def brings(subscriptions: Sequence[Sequence[Entry]], at: datetime, of: Definition) -> tuple[int, bool]:
    each = [worth(told, at, of) for told in subscriptions]
    return sum(mrr for mrr, _ in each), any(is_one for _, is_one in each)


def moves(
    subscriptions: Sequence[Sequence[Entry]], month: Month, ends: datetime, of: Definition
) -> Iterator[tuple[str, int]]:
    """A customer's month: what it was, each movement with its amount, and what it is."""
    edges = {edge for told in subscriptions for each in told
             for edge in (each.occurred_at, *story(told, each.occurred_at).edges)}  # fmt: skip
    if of == "profitwell":
        looks = [each.ends() - TICK for each in months(FIRST, month.plus(-1))] + [ends - TICK]
    else:
        looks = [month.begins() - TICK, ends - TICK, *(edge for edge in edges if edge and edge < ends)]
    paid, was, had = False, False, 0
    for at in sorted(set(looks)):
        mrr, stays = brings(subscriptions, at, of)
        new, paid = mrr > 0 and not paid, paid or mrr > 0
        is_one, within = paid and stays, at >= month.begins()
        if within and is_one != was:
            yield ("new" if new else "reactivation" if is_one else "churn"), abs(mrr - had)
        elif within and mrr != had:
            yield ("expansion" if mrr > had else "contraction"), abs(mrr - had)
        was, had = is_one, mrr
        if at == month.begins() - TICK:
            yield ("start" if was else "nobody"), had
    yield ("end" if was else "nobody"), had


def second_reading(entries: Sequence[Entry], month: Month, ends: datetime, of: Definition) -> RevenueMonth:
    customers: dict[str, dict[str, list[Entry]]] = {}
    for each in sorted(entries, key=lambda each: (each.occurred_at, each.happening.kind != "started", each.event_id)):
        customers.setdefault(each.customer_id, {}).setdefault(each.subscription_id, []).append(each)
    sums, counts, kept, kept_at_most = Counter[str](), Counter[str](), 0, 0
    for subscriptions in customers.values():
        found = list(moves(list(subscriptions.values()), month, ends, of))
        for name, amount in found:
            sums[name] += amount
            counts[name] += 1
        had, has = dict(found).get("start"), found[-1][1]
        kept += has if had is not None else 0
        kept_at_most += min(had, has) if had is not None else 0
    start, lost = sums["start"], sums["churn"] + sums["contraction"]
    if of == "chartmogul":
        kept, kept_at_most = start - lost + sums["expansion"] + sums["reactivation"], max(start - lost, 0)
    base = counts["start"] + (counts["new"] if of == "stripe" else 0)
    return RevenueMonth.model_validate({
        "year": month.year, "month": month.month, "currency": "EUR", "definition": of,
        "start_mrr": start, "end_mrr": sums["end"],
        "movements": {name: sums[name] for name in ("new", "expansion", "contraction", "churn", "reactivation")},
        "start_customers": counts["start"], "end_customers": counts["end"], "new_customers": counts["new"],
        "reactivated_customers": counts["reactivation"], "churned_customers": counts["churn"],
        "net_revenue_retention": float(Fraction(kept, start)) if start else None,
        "gross_revenue_retention": float(Fraction(kept_at_most, start)) if start else None,
        "logo_churn": float(Fraction(counts["churn"], base)) if base else None,
    })  # fmt: skip


@given(
    st.integers(0, 10**9), st.sampled_from((Month(2024, 4), Month(2025, 3), Month(2025, 4))), st.sampled_from((0, 9))
)
@settings(max_examples=80, deadline=None)
def test_two_readings_of_the_prose_agree(seed: int, month: Month, early: int) -> None:
    ledger, ends = recorded(seed), month.ends() - timedelta(days=early)
    in_euros = {each.subscription_id for each in ledger.entries.values()
                if each.happening.kind == "started" and each.happening.currency == "EUR"}  # fmt: skip
    told = [each for each in ledger.entries.values() if each.subscription_id in in_euros and each.occurred_at < ends]
    for definition in Definition:
        report = revenue_of(month, ledger=ledger, definition=definition, until=ends)
        euros = [each for currency in report.currencies if currency.currency == "EUR" for each in currency.history]
        for each in euros:
            its = Month(each.year, each.month)
            assert each == second_reading(told, its, min(its.ends(), ends), definition)
        assert bool(told) == bool(euros)
        by_the_others = [each for currency in report.currencies if currency.currency == "EUR"
                         for each in currency.others]  # fmt: skip
        for each in by_the_others:
            assert each == second_reading(told, month, ends, each.definition)
