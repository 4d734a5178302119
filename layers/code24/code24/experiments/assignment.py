"""Who sees what: a pure function of a site's plan and of what a request tells of its visitor.

The dispatcher calls it to answer a visitor, and the collector to know what the same visitor saw, so that no exposure
can be forged or lost and nothing has to be remembered of anybody. Standard library only, and nothing slow to import:
this lies in every visitor's way.

A visitor is the network of an address and a browser (`site_unit`). One hash of it, the same for as long as the site's
plan has its salt, decides about the holdout and about the part of the visitors that a test may have; another, under the
test's own salt, is the visitor's id in the test, and GrowthBook's hash of that under the test's seed decides the arm.
`hashed`, `equal_weights`, `bucket_ranges`, `choose_variation` and `in_namespace` are those of GrowthBook's SDKs,
specification 0.8.0 (https://docs.growthbook.io/lib/build-your-own).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from code24.analytics.addresses import network
from code24.analytics.event import Unit
from code24.experiments.traffic import TestTraffic, TrafficPlan

type Range = tuple[float, float]
"""Of the numbers from the first, itself included, to the last, itself excluded."""

UNIT_BYTES, TEST_UNIT_BYTES = 8, 16
"""Of a visitor's id in a test less is stored: the rest is the key of the ids of its rows (`analytics.packing.rows`)."""
_BASIS, _PRIME = 0x811C9DC5, 0x01000193
_HOLDOUT = "holdout"
_DIGITS = b"0123456789"


class Assignment(NamedTuple):
    """What a visitor of a site sees."""

    alias: str | None
    """Of the site's function; None where it is whatever is live."""
    holdout: bool
    units: tuple[Unit, ...]
    """The visitor's ids in tests: one at most, as no visitor is in two tests."""


UNASSIGNED = Assignment(None, holdout=False, units=())


def assigned(plan: TrafficPlan, address: str, agent: str) -> Assignment:
    """What the visitor with an address and a user agent sees under a site's plan; about 10 microseconds.

    The holdout goes first, so that tests come and go without moving anybody in or out of it.
    """
    unit = site_unit(plan, address, agent)
    if plan.holdout is not None and _bucket(_HOLDOUT, unit) < plan.holdout.share:
        return Assignment(plan.holdout.alias, holdout=True, units=())
    if not plan.tests:
        return UNASSIGNED
    place = namespace_place(plan.site_id, unit)
    for test in plan.tests:
        if test.first <= place < test.last:
            return _in_test(test, unit)
    return UNASSIGNED


def site_unit(plan: TrafficPlan, address: str, agent: str) -> str:
    """What a visitor is called while a request is answered, and never after: 16 hexadecimal digits.

    Of the user agent no digits count. Browsers update themselves every few weeks; with their version numbers a visitor
    would change sides in the middle of a test, and leave the holdout sooner or later.
    """
    browser = agent.encode(errors="replace").translate(None, _DIGITS)
    text = f"{plan.site_id}|{network(address)}|".encode(errors="replace") + browser
    return blake2b(text, digest_size=UNIT_BYTES, key=bytes.fromhex(plan.salt)).hexdigest()


def test_unit(test: TestTraffic, unit: str) -> str:
    """What a visitor is called in a test: with the test's salt gone nobody can tell whose id it was."""
    return blake2b(unit.encode(), digest_size=TEST_UNIT_BYTES, key=bytes.fromhex(test.salt)).hexdigest()


test_unit.__test__ = False  # type: ignore[attr-defined]  # no test case


def _in_test(test: TestTraffic, unit: str) -> Assignment:
    own = test_unit(test, unit)
    arm = choose_variation(_bucket(test.seed, own), [(arm.first, arm.last) for arm in test.arms])
    if arm < 0:
        return UNASSIGNED
    return Assignment(test.arms[arm].alias, holdout=False, units=(Unit(test.test_id, own, arm),))


def hashed(seed: str, value: str, version: int = 2) -> float | None:
    """GrowthBook's hash of a value: in [0, 1), in steps of 1/10,000 (version 2) or 1/1,000 (version 1).

    None for a version that there is not. Version 2 hashes twice, as the first version's numbers under two seeds that
    end alike are not independent of each other.
    """
    if version == 2:
        return _bucket(seed, value)
    if version == 1:
        return _fnv32a(seed, _fnv32a(value)) % 1_000 / 1_000
    return None


def equal_weights(count: int) -> tuple[float, ...]:
    """The same weight for each of `count` variations."""
    return (1 / count,) * count if count > 0 else ()


def bucket_ranges(count: int, coverage: float = 1.0, weights: Sequence[float] | None = None) -> tuple[Range, ...]:
    """Which hashes see which of `count` variations: ranges as wide as their weights, of which `coverage` is used.

    A coverage outside of [0, 1] is clamped. Weights that are not `count`, or do not add up to 1 within a hundredth, are
    replaced by equal ones.
    """
    coverage = min(max(coverage, 0.0), 1.0)
    if weights is None or len(weights) != count or not 0.99 <= sum(weights) <= 1.01:
        weights = equal_weights(count)
    ranges, first = [], 0.0
    for weight in weights:
        ranges.append((first, first + coverage * weight))
        first += weight
    return tuple(ranges)


def choose_variation(value: float, ranges: Iterable[Range]) -> int:
    """The index of the range that holds a hash; -1 where none does."""
    for index, (first, last) in enumerate(ranges):
        if first <= value < last:
            return index
    return -1


def in_namespace(value: str, namespace: str, part: Range) -> bool:
    """Whether a value's place in a namespace lies in a part of it."""
    return part[0] <= namespace_place(namespace, value) < part[1]


def namespace_place(namespace: str, value: str) -> float:
    """Where a value lies in a namespace: in [0, 1), in steps of 1/1,000."""
    return _fnv32a(f"__{namespace}", _fnv32a(value)) % 1_000 / 1_000


def _bucket(seed: str, value: str) -> float:
    return _fnv32a(str(_fnv32a(value, _seeded(seed)))) % 10_000 / 10_000


@lru_cache(maxsize=256)
def _seeded(seed: str) -> int:
    return _fnv32a(seed)


def _fnv32a(text: str, state: int = _BASIS) -> int:
    """FNV-1a with 32 bits, over the UTF-16 code units of a text as GrowthBook's own SDK has it."""
    units = text.encode() if text.isascii() else memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")
    for unit in units:
        state = (state ^ unit) * _PRIME & 0xFFFFFFFF
    return state
