"""Looking at many things at once."""

from threading import Barrier, Event

import pytest

from code24.errors import NotFound
from code24.health.looking import LONGEST_ERROR, Look, looked_at
from code24.health.models import Check, Group


def look(name: str, at: object = lambda: None, at_most: float = 20) -> Look:
    assert callable(at)
    return Look(Group.TABLE, name, at, at_most)


def raising(error: BaseException) -> object:
    def at() -> None:
        raise error

    return at


def one(check: Look) -> Check:
    [found] = looked_at([check], at_once=1, seconds=20)
    return found


def test_what_answers_has_passed() -> None:
    found = one(look("sites"))

    assert (found.name, found.group, found.passed, found.error) == ("sites", Group.TABLE, True, None)
    assert 0 <= found.latency_ms < 20_000


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotFound("There is no table sites."), "NotFound: There is no table sites."),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
    ],
)
def test_what_raises_has_failed_with_its_words(error: Exception, words: str) -> None:
    found = one(look("sites", raising(error)))

    assert (found.passed, found.error) == (False, words)


def test_a_long_error_is_cut() -> None:
    error = one(look("sites", raising(NotFound("x" * 9_000)))).error

    assert error == ("NotFound: " + "x" * 9_000)[:LONGEST_ERROR]


def test_what_answers_late_has_failed() -> None:
    found = one(look("sites", at_most=-1))

    assert not found.passed
    assert found.error == "It took 0.0 s, and may take -1 s."


def test_the_others_are_looked_at_beside_it_and_the_order_stays() -> None:
    together = Barrier(3, timeout=20)
    looks = [look(name, together.wait) for name in ("c", "a", "b")]
    found = looked_at(looks, at_once=3, seconds=20)

    assert [(check.name, check.passed) for check in found] == [("c", True), ("a", True), ("b", True)]


def test_what_never_answers_keeps_nobody_waiting() -> None:
    never = Event()
    looks = [look("stuck", never.wait), look("behind it")]
    stuck, behind = looked_at(looks, at_once=1, seconds=0.2)
    never.set()

    assert (stuck.passed, stuck.error, stuck.latency_ms) == (False, "It had not answered after 0.2 s.", 200)
    assert (behind.passed, behind.error) == (False, "It was not reached within 0.2 s.")


def test_nothing_to_look_at_is_fine() -> None:
    assert looked_at([], at_once=4, seconds=1) == ()
