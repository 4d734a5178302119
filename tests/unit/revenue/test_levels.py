from datetime import timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.reports.calendar import Month, months
from code24.revenue.customers import at, together
from code24.revenue.definitions import TERMS, Terms
from code24.revenue.ledger.states import states
from code24.revenue.levels import NOTHING, level, steps
from code24.revenue.models import Definition
from tests.ledgers import event, made_up, moment, started

TICK = timedelta(microseconds=1)
terms = st.sampled_from([TERMS[definition] for definition in Definition])


@given(st.integers(0, 100_000), terms, st.integers(0, 1_500))
@settings(max_examples=60, deadline=None)
def test_steps_are_the_levels_of_every_moment(seed: int, terms: Terms, day: int) -> None:
    """What is read off the steps is what the state of that moment says, asked directly: no turn is missed."""
    ends = moment("2029-01-01")
    asked = [
        *(month.ends() for month in months(Month(2024, 1), Month(2028, 1))),
        moment("2024-01-01") + day * timedelta(1),
    ]
    for _, told in groupby(made_up(seed, 3), key=lambda entry: entry.subscription_id):
        history = list(states(list(told)))
        found = steps(history, terms, ends)
        assert all(first[0] < second[0] and first[1] != second[1] for first, second in pairwise(found))
        for each in asked:
            before = [state for begins, state in history if begins < each]
            assert at(found, each) == (level(before[-1], each - TICK, terms) if before else NOTHING)


def test_nothing_is_known_of_what_comes_later() -> None:
    history = list(states([started("2026-01-01"), event("2026-03-01", "changed", quantity=2)]))
    [only] = steps(history, TERMS[Definition.STRIPE], moment("2026-03-01"))
    assert (only[0], only[1].mrr) == (moment("2026-01-01"), 10_000)


@given(st.integers(0, 100_000), terms)
@settings(max_examples=30, deadline=None)
def test_a_customer_brings_what_its_subscriptions_bring(seed: int, terms: Terms) -> None:
    ends = moment("2029-01-01")
    several = [
        steps(list(states(list(told))), terms, ends)
        for _, told in groupby(made_up(seed, 4), key=lambda entry: entry.subscription_id)
    ]
    everything = together(several)
    for each in sorted({begins for found in several for begins, _ in found}):
        at_once = at(everything, each + TICK)
        assert at_once.mrr == sum(at(found, each + TICK).mrr for found in several)
        assert at_once.stays == any(at(found, each + TICK).stays for found in several)


@pytest.mark.parametrize(
    ("amount", "monthly"), [(6, 1), (5, 0), (18, 2), (17, 1), (200_000, 16_667), (10**15, 83_333_333_333_333)]
)
def test_a_year_is_rounded_once_halves_up(amount: int, monthly: int) -> None:
    history = list(states([started("2026-01-01", amount, interval="year")]))
    [(_, only)] = steps(history, TERMS[Definition.CHARTMOGUL], moment("2027-01-01"))
    assert only.mrr == monthly
