"""Parts of reports, on their queue."""

import json
from datetime import UTC, datetime

import boto3
import pytest
from botocore.stub import Stubber

from code24.adapters import aws
from code24.adapters.report_queue import SqsReports
from code24.errors import Transient
from code24.reports.monthly.making.models import Part, ReportTask

pytestmark = pytest.mark.usefixtures("cloud")
TASK = ReportTask(part=Part.CUSTOMER, year=2026, month=11, scheduled_at=datetime(2026, 12, 1, 15, tzinfo=UTC))


def test_every_part_is_a_message_that_can_be_read_again() -> None:
    url = boto3.client("sqs").create_queue(QueueName="reports")["QueueUrl"]
    tasks = [TASK.model_copy(update={"customer_id": f"c{number:012d}"}) for number in range(23)]
    SqsReports(queue_url=url).send(tasks)
    found: list[ReportTask] = []
    while messages := boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [ReportTask.model_validate(json.loads(each["Body"])) for each in messages]
    assert sorted(found, key=lambda task: str(task.customer_id)) == tasks


def test_a_delay_keeps_it_back() -> None:
    url = boto3.client("sqs").create_queue(QueueName="reports")["QueueUrl"]
    SqsReports(queue_url=url).send([TASK], delay=900)
    assert "Messages" not in boto3.client("sqs").receive_message(QueueUrl=url)
    attributes = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert attributes["ApproximateNumberOfMessagesDelayed"] == "1"


def test_what_the_queue_does_not_take_is_said() -> None:
    failed = {"Id": "0", "SenderFault": False, "Code": "InternalError"}
    with Stubber(aws.sqs()) as stubber:
        stubber.add_response("send_message_batch", {"Successful": [], "Failed": [failed]})
        with pytest.raises(Transient, match="1 parts"):
            SqsReports(queue_url="https://sqs.eu-central-1.amazonaws.com/1/reports").send([TASK])
