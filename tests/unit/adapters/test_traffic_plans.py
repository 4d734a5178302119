from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.traffic_plans import DynamoTrafficPlans
from code24.errors import Conflict
from code24.experiments.traffic import Holdout, TrafficPlan
from tests.fakes import FakeTrafficPlans
from tests.tables import create_table

SITE, OTHER = "s000000000001", "s000000000002"


@pytest.fixture(params=["table", "fake"])
def plans(request: pytest.FixtureRequest) -> Iterator[DynamoTrafficPlans | FakeTrafficPlans]:
    if request.param == "fake":
        yield FakeTrafficPlans()
        return
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("domains", "host")
        yield DynamoTrafficPlans(table="domains")
    aws.forget()


def test_a_site_without_a_plan_has_an_empty_one_with_a_salt(plans: DynamoTrafficPlans) -> None:
    plan = plans.get(SITE)
    assert plan == TrafficPlan(SITE, 0, plan.salt)
    assert len(bytes.fromhex(plan.salt)) >= 16
    assert plans.get(OTHER).salt != plan.salt


def test_a_changed_plan_is_kept_and_counted(plans: DynamoTrafficPlans) -> None:
    first = plans.replace(replace(plans.get(SITE), holdout=Holdout("preview-r0000000001", 0.05)))
    assert first.version == 1
    assert plans.get(SITE) == first
    second = plans.replace(replace(first, content="r0000000001"))
    assert plans.get(SITE) == second == replace(first, content="r0000000001", version=2)
    assert plans.get(OTHER).version == 0


def test_of_two_changes_at_once_one_is_refused(plans: DynamoTrafficPlans) -> None:
    one, other = plans.get(SITE), plans.get(SITE)
    kept = plans.replace(replace(one, content="r0000000001"))
    with pytest.raises(Conflict, match=SITE):
        plans.replace(replace(other, content="r0000000002"))
    with pytest.raises(Conflict, match=SITE):
        plans.replace(replace(kept, version=7))
    assert plans.get(SITE) == kept


def test_a_deleted_plan_does_not_come_back(plans: DynamoTrafficPlans) -> None:
    stored = plans.replace(plans.get(SITE))
    plans.delete(SITE)
    plans.delete(SITE)
    with pytest.raises(Conflict):
        plans.replace(stored)
    assert plans.get(SITE).version == 0


def test_a_plan_is_no_host() -> None:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("domains", "host")
        plans = DynamoTrafficPlans(table="domains")
        plans.replace(plans.get(SITE))
        [item] = boto3.resource("dynamodb").Table("domains").scan()["Items"]
    aws.forget()
    assert item["host"] == f"plan:{SITE}"
