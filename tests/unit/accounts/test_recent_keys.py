"""The short memory of accepted keys."""

from code24.accounts.models import Identity
from code24.accounts.recent_keys import RecentKeys

OPERATOR = Identity("c1", operator=True)


class Watch:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_key_is_remembered_until_its_seconds_are_over() -> None:
    watch = Watch()
    recent = RecentKeys(seconds=10, now=watch)
    recent.put("hash", OPERATOR)
    watch.seconds += 9.9
    assert recent.get("hash") == OPERATOR
    watch.seconds += 0.1
    assert recent.get("hash") is None


def test_using_a_key_does_not_prolong_it() -> None:
    watch = Watch()
    recent = RecentKeys(seconds=10, now=watch)
    recent.put("hash", OPERATOR)
    for _ in range(4):
        watch.seconds += 3
        known = recent.get("hash")
    assert known is None


def test_the_oldest_of_too_many_is_forgotten() -> None:
    recent = RecentKeys(size=2, now=Watch())
    for name in ("a", "b", "c"):
        recent.put(name, Identity(f"customer {name}"))
    assert [recent.get(name) for name in ("a", "b", "c")] == [None, ("customer b", False), ("customer c", False)]


def test_an_unknown_key_is_unknown() -> None:
    assert RecentKeys().get("hash") is None
