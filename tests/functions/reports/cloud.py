"""What the functions of monthly reports find on moto: tables, the bucket, the queue, two customers and three sites."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from moto import mock_aws

from code24.accounts.models import ApiKey, Customer
from code24.adapters import aws
from code24.runtime import wiring
from code24.runtime.wiring import port
from code24.sites.models import Route, RouteStatus, Site, SiteStatus
from tests.ab_testing import create_tests_table
from tests.environment import ACCOUNT, REGION
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.tables import create_table
from tests.unit.reports.monthly.months import NOVEMBER, days_of, figures

ROOT = Path(__file__).parents[3]
SITES = {"s000000000001": "c000000000001", "s000000000002": "c000000000001", "s000000000003": "c000000000002"}
MADE = datetime(2026, 9, 10, 12, tzinfo=UTC)
QUEUE = "code24-test-reports"


@contextmanager
def reports_cloud() -> Iterator[None]:
    """AWS in memory, as long as the block lasts."""
    aws.forget()
    wiring.port.cache_clear()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("code24-test-sites", "site_id", "record", ("by-customer", "customer_id", "created_at"))
        create_table("code24-test-domains", "host")
        create_table("code24-test-customers", "customer_id")
        create_table("code24-test-api-keys", "key_hash")
        create_table("code24-test-rollups", "key", "part")
        create_table("code24-test-operations", "key", "part")
        create_table("code24-test-worker-results", "id")
        create_table("code24-test-jobs", "id", None, ("by-site", "site_id", "scheduled_at"))
        create_tests_table("code24-test-tests")
        location: Any = {"LocationConstraint": REGION}
        boto3.client("s3").create_bucket(Bucket=f"code24-test-data-{ACCOUNT}", CreateBucketConfiguration=location)
        boto3.client("sqs").create_queue(QueueName=QUEUE)
        fill()
        yield
    aws.forget()
    wiring.port.cache_clear()


def fill() -> None:
    """Two customers, three sites, three months of days."""
    for customer_id in sorted(set(SITES.values())):
        port("customers").create(
            Customer(customer_id=customer_id, name=f"Customer {customer_id[-1]}", created_at=MADE),
            ApiKey(key_hash=customer_id, customer_id=customer_id, hint="c24", created_at=MADE),
        )
    for number, (site_id, customer_id) in enumerate(SITES.items(), 1):
        site = Site(site_id=site_id, customer_id=customer_id, slug=site_id, name=f"Site {number}", created_at=MADE,
                    status=SiteStatus.ACTIVE, updated_at=MADE)  # fmt: skip
        port("sites").reserve(site, Route(host=f"{site_id}.localhost", site_id=site_id, status=RouteStatus.ACTIVE))
        for back in range(3):
            for rollup in days_of(NOVEMBER.plus(-back), lambda _, n=number: figures(10 * n, converting=n), site_id):  # type: ignore[misc]
                port("rollups").put(rollup)


def call(folder: str, name: str, event: dict[str, Any] | None = None) -> dict[str, Any]:
    """A function's answer to an event, or to its sample."""
    given = event or json.loads((ROOT / "events" / folder / f"{name}.json").read_text())
    handler = imported(ROOT / "functions" / folder / name).handler
    answer: dict[str, Any] = handler(given, Context(f"{folder}-{name}", "c6af9ac6"))
    return answer


def messages() -> list[dict[str, Any]]:
    """What is in the queue, delayed or not, taken from it: events as Lambda would make them."""
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    found = []
    while taken := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in taken:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            found.append({"Records": [{"messageId": message["MessageId"], "body": message["Body"]}]})
    return found


def objects() -> dict[str, bytes]:
    """Everything in the bucket but what reports are added up by."""
    bucket = boto3.resource("s3").Bucket(f"code24-test-data-{ACCOUNT}")
    return {
        each.key: each.get()["Body"].read()
        for each in bucket.objects.all()
        if not each.key.startswith("analytics/monthly/parts/")
    }
