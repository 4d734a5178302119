import json
from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.ab_tests import DynamoAbTests, SqsTestQueue
from code24.errors import AlreadyExists, Conflict, NotFound
from code24.experiments.counting import Counted
from code24.experiments.engine.harm import harm_in
from code24.experiments.engine.judging import looked_at
from code24.experiments.engine.looking import Look
from code24.experiments.engine.trail import noted
from code24.experiments.figures.models import ArmFigures, Comparison, Results, VitalFigures
from code24.experiments.models import AbTestStatus, Outcome, Shipping
from code24.experiments.ports import DueTest, Tests
from tests.ab_test_fakes import CUSTOMER, NOW, SITE, FakeTests
from tests.ab_testing import create_tests_table, example

ONE, OTHER = "t000000000001", "t000000000002"


@pytest.fixture(params=["fake", "real"])
def tests(request: pytest.FixtureRequest) -> Iterator[Tests]:
    if request.param == "fake":
        yield FakeTests()
        return
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_tests_table("tests")
        yield DynamoAbTests(table="tests")
    aws.forget()


def test_a_test_comes_back_as_it_was(tests: Tests) -> None:
    arm = ArmFigures(exposed=10, converted=1, vitals={"lcp": VitalFigures(count=1, total=2.5, squares=6.25)})
    compared = Comparison(
        arm=1, lift=0.1, low=None, high=0.25, p_value=0.125, chance_to_win=0.75, expected_loss=0.001953125
    )
    test = noted(
        example(
            ONE, results=Results(at=NOW, arms=(arm, arm), comparisons=(compared,)), outcome=Outcome.WON, winner=1,
            shipping=Shipping(arm=1, since=NOW), taken=(100, 200), log_e=3.5, next_look_at=NOW,
        ),
        NOW, ("engine", "decided"), "It is better.", {"lift": 0.1},
    )  # fmt: skip
    tests.create(test)
    assert tests.get(SITE, ONE) == test
    with pytest.raises(AlreadyExists):
        tests.create(test)
    with pytest.raises(NotFound, match=OTHER):
        tests.get(SITE, OTHER)


def test_figures_of_any_size_can_be_kept(tests: Tests) -> None:
    arms = tuple(ArmFigures(exposed=2_000_000, converted=count, revenue=1 / 3) for count in (90_000, 300))
    test = example(ONE)
    seen = looked_at(test, Counted(arms, (), 0), NOW, deciding=True, last=False)
    harm = harm_in(test, [arms[0], arms[1].model_copy(update={"exposed": 1_000})])
    assert harm is not None
    test = noted(test.model_copy(update={"results": seen.results}), NOW, ("engine", "x"), harm.sentence, harm.figures)
    tests.create(test)
    found = tests.get(SITE, ONE).results
    assert found is not None
    assert found.comparisons[0].chance_to_win == 0.0


def test_of_two_changes_of_the_same_record_one_is_stored(tests: Tests) -> None:
    tests.create(example(ONE))
    stored = tests.replace(example(ONE, name="First"))
    assert stored.version == 1
    with pytest.raises(Conflict):
        tests.replace(example(ONE, name="Second"))
    assert tests.get(SITE, ONE) == stored
    with pytest.raises(NotFound):
        tests.replace(example(OTHER))


def test_a_site_s_tests_are_listed_newest_first_page_by_page(tests: Tests) -> None:
    made = [example(f"t{number:012d}", created_at=NOW + timedelta(hours=number)) for number in range(5)]
    for test in made:
        tests.create(test)
    tests.create(example(ONE, site_id="s000000000002"))
    newest = made[::-1]
    assert list(tests.of_site(SITE, 2)) == newest[:2]
    assert list(tests.of_site(SITE, 10, newest[1])) == newest[2:]
    assert list(tests.of_site(SITE, 10, newest[-1])) == []


def test_what_is_due_is_found_the_longest_due_first(tests: Tests) -> None:
    tests.create(example(ONE, next_look_at=NOW - timedelta(minutes=1), customer_id=CUSTOMER))
    tests.create(example(OTHER, next_look_at=NOW - timedelta(minutes=9)))
    tests.create(example("t000000000003", next_look_at=NOW + timedelta(minutes=1)))
    tests.create(example("t000000000004"))
    assert list(tests.due(NOW, 10)) == [(SITE, OTHER), (SITE, ONE)]
    assert list(tests.due(NOW, 1)) == [(SITE, OTHER)]
    tests.replace(tests.get(SITE, OTHER).model_copy(update={"next_look_at": None}))
    assert list(tests.due(NOW, 10)) == [(SITE, ONE)], "nothing more is to be done for the other one"


def test_tests_that_run_are_found_before_their_time_and_at_it(tests: Tests) -> None:
    soon = NOW + timedelta(minutes=1)
    tests.create(example(ONE, status=AbTestStatus.RUNNING, next_look_at=soon))
    tests.create(example(OTHER, status=AbTestStatus.PAUSED, next_look_at=NOW - timedelta(minutes=1)))
    tests.create(example("t000000000003", status=AbTestStatus.RUNNING, next_look_at=soon, put_off=True))
    assert list(tests.watched(10)) == [(SITE, ONE)]
    assert list(tests.due(NOW, 10)) == [(SITE, OTHER)]
    assert next(iter(tests.due(soon, 10))) == (SITE, OTHER), "the longest due first"
    assert set(tests.due(soon, 10)) == {(SITE, OTHER), (SITE, "t000000000003"), (SITE, ONE)}
    tests.replace(tests.get(SITE, ONE).model_copy(update={"status": AbTestStatus.PAUSED}))
    assert list(tests.watched(10)) == []


def test_whose_tests_are_is_read_a_hundred_at_a_time_where_it_is_known(tests: Tests) -> None:
    names = [f"t{number:012d}" for number in range(120)]
    for name in names:
        tests.create(example(name, customer_id=CUSTOMER))
    tests.create(example("t000000000999"))
    asked = [DueTest(SITE, name) for name in (*names, "t000000000999", "t000000000998")]
    assert tests.owners(asked) == dict.fromkeys(names, CUSTOMER), "one is from before it was noted, one is gone"
    assert tests.owners([]) == {}


def test_a_deleted_site_has_no_tests(tests: Tests) -> None:
    for number in range(30):
        tests.create(example(f"t{number:012d}"))
    tests.create(example(ONE, site_id="s000000000002"))
    tests.delete_all(SITE)
    assert list(tests.of_site(SITE, 10)) == []
    assert len(tests.of_site("s000000000002", 10)) == 1


def test_a_look_is_asked_for_as_its_reader_expects_it() -> None:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        url = boto3.client("sqs").create_queue(QueueName="tests")["QueueUrl"]
        queue = SqsTestQueue(queue_url=url)
        queue.send(SITE, ONE)
        queue.send(SITE, None)
        answer = boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        bodies = [message["Body"] for message in answer["Messages"]]
    aws.forget()
    looks = sorted((Look.model_validate_json(body) for body in bodies), key=lambda look: str(look.test_id))
    assert looks == [Look(site_id=SITE, test_id=None), Look(site_id=SITE, test_id=ONE)]
    assert all(set(json.loads(body)) <= {"site_id", "test_id"} for body in bodies)


def test_many_looks_are_asked_for_ten_at_a_time() -> None:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        url = boto3.client("sqs").create_queue(QueueName="tests")["QueueUrl"]
        SqsTestQueue(queue_url=url).send_all([(SITE, f"t{number:012d}") for number in range(23)] + [(SITE, None)])
        found = []
        while answer := boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += [Look.model_validate_json(message["Body"]) for message in answer]
    aws.forget()
    assert len(found) == 24
    assert {look.test_id for look in found} == {f"t{number:012d}" for number in range(23)} | {None}
