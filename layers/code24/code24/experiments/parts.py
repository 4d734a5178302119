"""Which part of a site's visitors a test has, and which part of those each arm.

A part is a range of places in the site's namespace (`assignment.namespace_place`). Two tests never have a place in
common, so no visitor is in two; the part of a test that ended is free for the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from code24.experiments.assignment import Range, bucket_ranges
from code24.experiments.traffic import Arm, TestTraffic

PLACES = 1_000
"""A namespace's places; parts are whole numbers of them."""


def free_parts(tests: Iterable[TestTraffic]) -> tuple[Range, ...]:
    """What no running test has, in order."""
    free, begin = [], 0
    for first, last in sorted((round(test.first * PLACES), round(test.last * PLACES)) for test in tests):
        if begin < first:
            free.append((begin, first))
        begin = max(begin, last)
    if begin < PLACES:
        free.append((begin, PLACES))
    return tuple((first / PLACES, last / PLACES) for first, last in free)


def part_for(tests: Iterable[TestTraffic], share: float = 1.0, least: float = 0.1) -> Range | None:
    """A free part for a new test: `share` of the visitors, or less where there is not as much, but `least` of them.

    Of the free parts that are large enough the smallest is taken, so that large ones stay for tests that need them.
    None where no free part has `least`.
    """
    wanted = max(1, round(share * PLACES))
    free = sorted((round((last - first) * PLACES), first) for first, last in free_parts(tests))
    fitting = next(((size, first) for size, first in free if size >= wanted), free[-1] if free else None)
    if fitting is None or fitting[0] < min(wanted, round(least * PLACES)):
        return None
    first = round(fitting[1] * PLACES)
    return first / PLACES, (first + min(fitting[0], wanted)) / PLACES


def alias_of(test_id: str, arm: int) -> str:
    """The alias of an arm's release."""
    return f"exp-{test_id}-{arm}"


def arms_of(
    test_id: str, count: int, *, coverage: float = 1.0, weights: Sequence[float] | None = None
) -> tuple[Arm, ...]:
    """The arms of a test by GrowthBook's ranges, the control first: its coverage can grow later and moves nobody."""
    ranges = bucket_ranges(count, coverage, weights)
    return tuple(Arm(alias_of(test_id, arm), first, last) for arm, (first, last) in enumerate(ranges))


def share_of(test: TestTraffic, arm: int) -> float:
    """How much of the test's visitors see an arm."""
    return test.arms[arm].last - test.arms[arm].first


def ramped(test: TestTraffic, winner: int, share: float) -> TestTraffic:
    """The test with at least `share` of its visitors on the winner and everybody else on the control.

    Whoever sees the winner keeps it: the winner's range only grows, and what it takes beyond other challengers' is the
    control's. Other challengers end; with the first step their visitors go to whichever side their hash lies on. Steps
    can be repeated, and a smaller share than there is changes nothing. To go back, send everybody to the control
    (`withdrawn`). Raises ValueError where the winner is the control or no arm.
    """
    if not 0 < winner < len(test.arms):
        raise ValueError(f"Arm {winner} of test {test.test_id} is no challenger.")
    present = test.arms[winner]
    first = max(0.0, min(1.0 - share, present.first if present.first < present.last else 1.0))
    ranges = {0: (0.0, first), winner: (first, 1.0)}
    return _with_ranges(test, [ranges.get(arm, (1.0, 1.0)) for arm in range(len(test.arms))])


def withdrawn(test: TestTraffic) -> TestTraffic:
    """The test with everybody on the control, at once."""
    return _with_ranges(test, [(0.0, 1.0)] + [(1.0, 1.0)] * (len(test.arms) - 1))


def _with_ranges(test: TestTraffic, ranges: Sequence[Range]) -> TestTraffic:
    arms = zip(test.arms, ranges, strict=True)
    return replace(test, arms=tuple(replace(arm, first=first, last=last) for arm, (first, last) in arms))
