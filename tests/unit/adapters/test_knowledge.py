import pytest

from code24.adapters.knowledge import DynamoKnowledge
from code24.optimize.learning.models import Lesson, Scope, Tally
from code24.optimize.models import Business
from code24.types import Goal
from tests.tables import create_table

SITE, OTHER = "s000000000001", "s000000000002"
BISTRO = Business(industry="restaurant", goal=Goal.BOOKINGS)


@pytest.fixture
def knowledge(cloud: None) -> DynamoKnowledge:
    create_table("knowledge", "scope")
    return DynamoKnowledge(table="knowledge")


def lesson(site: str, cycle: int, business: Business = BISTRO, **outcomes: Tally) -> Lesson:
    return Lesson(site_id=site, cycle=cycle, business=business, outcomes=outcomes)


def test_a_lesson_counts_for_its_site_and_every_scope(knowledge: DynamoKnowledge) -> None:
    knowledge.add(lesson(SITE, 1, images=Tally(worked=3, failed=1)))
    knowledge.add(lesson(SITE, 2, images=Tally(worked=1), fonts=Tally(failed=2)))
    knowledge.add(lesson(OTHER, 1, Business(industry="restaurant"), images=Tally(worked=5)))

    assert knowledge.own(SITE) == {
        "fonts": Tally(failed=2, sites=1),
        "images": Tally(worked=4, failed=1, sites=1),
    }
    everybody, restaurants, bookings, shops = knowledge.shared(
        [Scope(), Scope("restaurant"), Scope("restaurant", "bookings"), Scope("shop")]
    )
    assert everybody["images"] == restaurants["images"] == Tally(worked=9, failed=1, sites=2)
    assert bookings["images"] == Tally(worked=4, failed=1, sites=1)
    assert shops == {}


def test_a_cycle_counts_once(knowledge: DynamoKnowledge) -> None:
    for cycle in (2, 2, 1):
        knowledge.add(lesson(SITE, cycle, images=Tally(worked=1)))
    assert knowledge.shared([Scope()])[0]["images"] == Tally(worked=1, sites=1)


def test_a_test_counts_once_beside_cycles(knowledge: DynamoKnowledge) -> None:
    knowledge.add(lesson(SITE, 7, images=Tally(worked=1)))
    for test_id in ("t000000000001", "t000000000001", "t000000000002"):
        outcomes = {"test:headline-words": Tally(worked=1)}
        knowledge.add(Lesson(site_id=SITE, test_id=test_id, business=BISTRO, outcomes=outcomes))
    knowledge.add(lesson(SITE, 8, images=Tally(worked=1)))
    expected = {"images": Tally(worked=2, sites=1), "test:headline-words": Tally(worked=2, sites=1)}
    assert knowledge.own(SITE) == expected
    assert knowledge.shared([Scope()])[0] == expected


def test_a_forgotten_site_stays_in_the_aggregates(knowledge: DynamoKnowledge) -> None:
    knowledge.add(lesson(SITE, 1, images=Tally(worked=1)))
    knowledge.forget(SITE)
    knowledge.forget(SITE)
    assert knowledge.own(SITE) == {}
    assert knowledge.shared([Scope()])[0]["images"].sites == 1
