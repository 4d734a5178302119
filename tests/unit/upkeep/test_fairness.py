"""Who comes first where not everybody can."""

from collections import Counter
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from code24.upkeep.fairness import in_turns


class Thing(NamedTuple):
    owner: str
    age: int
    name: int


lists = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 50)), max_size=80).map(
    lambda given: [Thing(owner, age, number) for number, (owner, age) in enumerate(given)]
)


def chosen(things: list[Thing], most: int) -> list[Thing]:
    return in_turns(things, most, owner=lambda it: it.owner, since=lambda it: (it.age, it.name))


@given(lists, st.integers(-5, 100))
def test_as_many_as_may_be_and_nothing_twice(things: list[Thing], most: int) -> None:
    picked = chosen(things, most)
    assert len(picked) == max(0, min(most, len(things)))
    assert len(set(picked)) == len(picked)
    assert set(picked) <= set(things)


@given(lists, st.integers(0, 100))
def test_an_owner_s_oldest_come_first(things: list[Thing], most: int) -> None:
    picked = chosen(things, most)
    for owner in {thing.owner for thing in things}:
        theirs = sorted((thing for thing in things if thing.owner == owner), key=lambda it: (it.age, it.name))
        got = [thing for thing in picked if thing.owner == owner]
        assert got == theirs[: len(got)]


@given(lists, st.integers(0, 100))
def test_nobody_gets_more_while_somebody_else_wants_more(things: list[Thing], most: int) -> None:
    wanted, got = Counter(it.owner for it in things), Counter(it.owner for it in chosen(things, most))
    for owner, count in wanted.items():
        if got[owner] < count:
            assert max(got.values(), default=0) - got[owner] <= 1


@given(lists, st.integers(0, 100), st.randoms())
def test_it_does_not_matter_in_which_order_they_came(things: list[Thing], most: int, chance: object) -> None:
    shuffled = things[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert chosen(shuffled, most) == chosen(things, most)


def test_one_with_thousands_does_not_delay_another() -> None:
    things = [Thing("many", age, age) for age in range(10_000)] + [Thing("few", 99_999, 99_999)]
    assert chosen(things, 10)[:2] == [Thing("many", 0, 0), Thing("few", 99_999, 99_999)]
    assert Counter(thing.owner for thing in chosen(things, 10)) == {"many": 9, "few": 1}
