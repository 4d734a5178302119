"""The hourly function that hands on what changed, on moto."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from code24.analytics.models import RollUp
from code24.runtime.wiring import port
from tests.functions.analytics.cloud import SITE, analytics_cloud, call


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with analytics_cloud():
        yield


def test_the_sample_event_asks_for_the_figures_of_sites_that_had_visitors() -> None:
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)
    port("rollups").note_activity(hour, [(SITE, hour)])
    assert call("sweep")["sites"] == 1
    assert call("sweep")["sites"] == 0
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="code24-test-rollups")["QueueUrl"]
    [message] = sqs.receive_message(QueueUrl=url)["Messages"]
    assert RollUp.model_validate(json.loads(message["Body"])) == RollUp(site_id=SITE, hours=(hour,))
