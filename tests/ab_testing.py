"""Records of A/B tests, and their table on moto."""

from typing import Any

import boto3

from code24.experiments.engine.harm import default_guardrails
from code24.experiments.models import AbTest, AbTestPlan, Metric, Rule, Variant
from tests.ab_test_fakes import NOW, SITE

PLAN = AbTestPlan(
    baseline=0.05, visitors_per_day=1_000, minimum_effect=0.15, alpha=0.05, power=0.8, rule=Rule.PLANNED,
    visitors_per_arm=15_000, expected_days=35, longest_days=49, looks=5, sentence="To see 15% more.",
)  # fmt: skip


def example(test_id: str, **changes: Any) -> AbTest:
    """A draft with two arms."""
    given: dict[str, Any] = {
        "test_id": test_id, "site_id": SITE, "test_type": "headline-words", "name": "A headline",
        "hypothesis": "More visitors stay.", "variants": (Variant(name="Control"), Variant(name="Bread")),
        "traffic_split": (0.5, 0.5), "coverage": 1.0, "metric": Metric(), "guardrails": default_guardrails(),
        "plan": PLAN, "seed": "seed", "salt": "ab" * 32, "created_at": NOW, "updated_at": NOW, "last": 1.0,
    }  # fmt: skip
    return AbTest.model_validate(given | changes)


def create_tests_table(name: str) -> None:
    """The table with both of its indexes, as the template has them."""
    attributes = ("site_id", "test_id", "created_at", "queue", "next_look_at")

    def keys(partition: str, sort: str) -> list[Any]:
        return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]

    boto3.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": each, "AttributeType": "S"} for each in attributes],
        KeySchema=keys("site_id", "test_id"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-created",
                "KeySchema": keys("site_id", "created_at"),
                "Projection": {"ProjectionType": "ALL"},
            },
            {
                "IndexName": "by-due",
                "KeySchema": keys("queue", "next_look_at"),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["customer_id"]},
            },
        ],
    )
