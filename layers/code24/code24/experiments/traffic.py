"""Which visitors of a site see what: the plan that the dispatcher follows and the collector recomputes.

Plain dataclasses, as importing pydantic would slow the dispatcher's every cold start. One plan per site lies in the
`domains` table under the key `plan:<site_id>`; every host of the site follows it.
"""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Arm:
    """One variant of a test. Arm 0 is the control."""

    alias: str
    """Of the site's function (`exp-<test_id>-<arm>`)."""
    first: float
    """The arm's part of [0, 1): from `first`, itself included, …"""
    last: float
    """… to `last`, itself excluded. Visitors between the arms' parts are not in the test."""


@dataclass(frozen=True, slots=True)
class TestTraffic:
    """A running test (or a winner that is being shipped step by step) as far as visitors go."""

    __test__ = False  # no test case

    test_id: str
    seed: str
    salt: str
    """Hexadecimal. What the ids of the test's visitors are hashed with; it is deleted with the test."""
    first: float
    """The test's part of the site's visitors: parts of two tests never overlap."""
    last: float
    arms: tuple[Arm, ...]
    paths: tuple[str, ...] = ()
    """The pages that differ: who sees one of them is exposed. None means every page."""


@dataclass(frozen=True, slots=True)
class Holdout:
    """Visitors who always see the release from before optimization."""

    alias: str
    share: float
    """Of all visitors, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class TrafficPlan:
    """Everything that decides which alias a visitor of a site is sent to."""

    site_id: str
    version: int
    """Counts changes."""
    salt: str
    """Hexadecimal. The hash under it decides about the holdout and the tests' parts; it is never stored anywhere."""
    holdout: Holdout | None = None
    tests: tuple[TestTraffic, ...] = ()
    content: str = ""
    """The release from before optimization whose content everybody sees, whichever alias they are sent to."""


def plan_as_json(plan: TrafficPlan) -> str:
    """The plan as it is stored."""
    return json.dumps(asdict(plan), separators=(",", ":"))


def plan_of_json(text: str) -> TrafficPlan:
    """The plan in what is stored. Raises ValueError, KeyError or TypeError for what is no plan to follow."""
    data = json.loads(text)
    holdout, tests = data["holdout"], data["tests"]
    plan = TrafficPlan(
        site_id=data["site_id"],
        version=data["version"],
        salt=data["salt"],
        holdout=Holdout(**holdout) if holdout else None,
        tests=tuple(
            TestTraffic(**(test | {"arms": tuple(Arm(**arm) for arm in test["arms"]), "paths": tuple(test["paths"])}))
            for test in tests
        ),
        content=data.get("content", ""),
    )
    _check(plan)
    return plan


def _check(plan: TrafficPlan) -> None:
    """That everything is of the kind that assigning visitors relies on: one that raises there is nobody's page."""
    texts, shares = [plan.site_id, plan.content], [plan.holdout.share] if plan.holdout else []
    texts += [plan.holdout.alias] if plan.holdout else []
    for test in plan.tests:
        texts += [test.test_id, test.seed, *test.paths, *(arm.alias for arm in test.arms)]
        shares += [test.first, test.last, *(part for arm in test.arms for part in (arm.first, arm.last))]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("An id, alias, seed or path of a plan is no text.")
    if not all(type(share) in _NUMBERS and 0 <= share <= _MOST for share in shares):
        raise ValueError("A share or part of a plan is no number from 0 to 1.")
    for salt in (plan.salt, *(test.salt for test in plan.tests)):
        if not 16 <= len(bytes.fromhex(salt)) <= 64:
            raise ValueError("A salt of a plan has 16 to 64 bytes.")


_NUMBERS = (int, float)
_MOST = 1.02
"""Weights may add up to a hundredth more than 1 (`assignment.bucket_ranges`)."""
