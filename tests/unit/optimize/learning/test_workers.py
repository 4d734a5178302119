from datetime import UTC, datetime

from code24.audit.models import AuditReport
from code24.optimize.learning.beliefs import PRIOR_MEAN
from code24.optimize.learning.workers import learn_from, likely_to_work
from code24.optimize.models import Business, FixRecord, FixStatus, Optimization
from code24.types import Goal
from tests.fakes import FakeKnowledge

NOTHING = AuditReport(findings=(), results=(), scores=(), pages=0)
BISTRO = Business(industry="restaurant", goal=Goal.BOOKINGS)


def optimization(status: FixStatus) -> Optimization:
    fix = FixRecord(
        fix_id="f000000000000",
        kind="hero",
        title="hero",
        path="*",
        status=status,
        answers=("r",),
        found_before={"r": 1},
    )
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Optimization(
        origin="https://a.example", started_at=now, seconds=1, before=NOTHING, after=NOTHING, fixes=(fix,)
    )


def site(number: int) -> str:
    return f"s{number:012}"


def test_what_failed_at_five_others_ranks_lower_here() -> None:
    knowledge = FakeKnowledge()
    for number in range(4):
        learn_from(optimization(FixStatus.WITHDRAWN), site(number), 1, BISTRO, knowledge=knowledge)
    assert likely_to_work(["hero"], site(9), BISTRO, knowledge=knowledge)["hero"] == PRIOR_MEAN

    learn_from(optimization(FixStatus.WITHDRAWN), site(4), 1, BISTRO, knowledge=knowledge)
    restaurants = likely_to_work(["hero"], site(9), BISTRO, knowledge=knowledge)["hero"]
    anybody = likely_to_work(["hero"], None, Business(), knowledge=knowledge)["hero"]
    assert restaurants < anybody < PRIOR_MEAN


def test_a_cycle_that_is_told_twice_counts_once() -> None:
    knowledge = FakeKnowledge()
    for _ in range(2):
        learn_from(optimization(FixStatus.APPLIED), site(1), 7, BISTRO, knowledge=knowledge)
    assert knowledge.own(site(1))["hero"].worked == 1
    assert knowledge.shared([])[:] == []


def test_a_site_that_is_forgotten_leaves_the_aggregates() -> None:
    knowledge = FakeKnowledge()
    learn_from(optimization(FixStatus.APPLIED), site(1), 1, BISTRO, knowledge=knowledge)
    knowledge.forget(site(1))
    assert knowledge.own(site(1)) == {}
    assert knowledge.counts["*#*"]["hero"].sites == 1
