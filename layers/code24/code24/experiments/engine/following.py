"""The site's plan of traffic follows the tests' records."""

from dataclasses import replace

from code24.errors import Conflict, NotFound, Transient
from code24.experiments.engine.traffic_of_tests import traffic_of
from code24.experiments.models import AbTest
from code24.experiments.parts import part_for
from code24.experiments.ports import Tests, TrafficPlans
from code24.experiments.traffic import TestTraffic
from code24.types import SiteId, TestId

_ATTEMPTS = 8


def follow(test: AbTest, *, tests: Tests, traffic_plans: TrafficPlans) -> AbTest:
    """Make the site's plan agree with what is recorded about a test, until the two agree; returns the record.

    The record decides: whoever changed the plan looks at the record again, so of two changes at once the later record
    wins in both places. Raises Conflict where the test's part of the visitors is another test's.
    """
    while True:
        wanted = traffic_of(test)
        set_traffic(test.site_id, test.test_id, wanted, traffic_plans=traffic_plans)
        try:
            recorded = tests.get(test.site_id, test.test_id)
        except NotFound:
            set_traffic(test.site_id, test.test_id, None, traffic_plans=traffic_plans)
            raise
        if traffic_of(recorded) == wanted:
            return recorded
        test = recorded


def set_traffic(site_id: SiteId, test_id: TestId, wanted: TestTraffic | None, *, traffic_plans: TrafficPlans) -> None:
    """Put a test into the site's plan, or take it out. Raises Conflict where another test has its part."""
    for _ in range(_ATTEMPTS):
        plan = traffic_plans.get(site_id)
        others = tuple(each for each in plan.tests if each.test_id != test_id)
        if wanted is not None and any(each.first < wanted.last and wanted.first < each.last for each in others):
            raise Conflict(f"The visitors from {wanted.first:g} to {wanted.last:g} are in another test.")
        after = tuple(sorted((*others, *([wanted] if wanted else [])), key=lambda each: each.first))
        if after == plan.tests:
            return
        try:
            traffic_plans.replace(replace(plan, tests=after))
        except Conflict:
            continue
        return
    raise Transient(f"The plan of traffic of site {site_id} keeps changing; try again shortly.")


def free_part(test: AbTest, *, traffic_plans: TrafficPlans, least: float) -> tuple[float, float] | None:
    """A part of the visitors for a test; None where the others leave too little."""
    plan = traffic_plans.get(test.site_id)
    return part_for((each for each in plan.tests if each.test_id != test.test_id), test.coverage, least)
