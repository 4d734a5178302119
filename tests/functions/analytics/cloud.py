"""What the functions of analytics find on moto: the tables, the bucket, the queues, and a site."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from moto import mock_aws

from code24.adapters import aws
from code24.runtime import wiring
from code24.runtime.wiring import port
from code24.sites.models import Route, RouteStatus, Site, SiteStatus
from tests.environment import ACCOUNT, REGION
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
SITE = "s000000000001"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@contextmanager
def analytics_cloud() -> Iterator[None]:
    """AWS in memory, as long as the block lasts."""
    aws.forget()
    wiring.port.cache_clear()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("code24-test-sites", "site_id", "record", ("by-customer", "customer_id", "created_at"))
        create_table("code24-test-domains", "host")
        create_table("code24-test-rollups", "key", "part")
        location: Any = {"LocationConstraint": REGION}
        boto3.client("s3").create_bucket(Bucket=f"code24-test-data-{ACCOUNT}", CreateBucketConfiguration=location)
        boto3.client("sqs").create_queue(QueueName="code24-test-rollups")
        boto3.client("events").create_event_bus(Name="code24-test")
        site = Site(site_id=SITE, customer_id="c000000000001", slug="acme", name="Acme", status=SiteStatus.BUILDING,
                    created_at=NOW, updated_at=NOW)  # fmt: skip
        port("sites").reserve(site, Route(host="acme.localhost", site_id=SITE, status=RouteStatus.ACTIVE))
        yield
    aws.forget()
    wiring.port.cache_clear()


def sample(name: str) -> dict[str, Any]:
    """The sample event of a function."""
    event: dict[str, Any] = json.loads((ROOT / "events" / "analytics" / f"{name}.json").read_text())
    return event


def call(name: str, event: dict[str, Any] | None = None) -> dict[str, Any]:
    """A function's answer to an event, or to its sample."""
    handler = imported(ROOT / "functions" / "analytics" / name).handler
    answer: dict[str, Any] = handler(sample(name) if event is None else event, Context(f"analytics-{name}", "c6af9ac6"))
    return answer
