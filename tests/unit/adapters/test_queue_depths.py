from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.queue_depths import SqsDepths, StepFunctionsRunningBuilds
from code24.errors import Code24Error
from code24.operations.models import QUEUES

PREFIX = "code24-test"


@pytest.fixture
def queues() -> Iterator[dict[str, str]]:
    """Every queue of the platform: its address by name."""
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        aws.forget()
        sqs = boto3.client("sqs")
        yield {name: sqs.create_queue(QueueName=f"{PREFIX}-{name}")["QueueUrl"] for name in QUEUES}
    aws.forget()


def test_the_queues_beside_one_are_found_by_their_names(queues: dict[str, str]) -> None:
    sqs = boto3.client("sqs")
    for name, count in (("events", 3), ("tests-dead", 1)):
        for _ in range(count):
            sqs.send_message(QueueUrl=queues[name], MessageBody="{}")
    sqs.receive_message(QueueUrl=queues["events"], MaxNumberOfMessages=1, VisibilityTimeout=60)
    waiting = SqsDepths(queue_url=queues["events"], prefix=PREFIX).waiting()
    assert waiting == dict.fromkeys(QUEUES, 0) | {"events": 2, "tests-dead": 1}, "one is being worked on"


def test_a_queue_that_is_not_there_is_named(queues: dict[str, str]) -> None:
    boto3.client("sqs").delete_queue(QueueUrl=queues["rollups"])
    with pytest.raises(Code24Error, match="rollups"):
        SqsDepths(queue_url=queues["events"], prefix=PREFIX).waiting()


def test_builds_that_run_are_counted_and_those_that_ended_are_not(queues: dict[str, str]) -> None:
    states, iam = boto3.client("stepfunctions"), boto3.client("iam")
    role = iam.create_role(RoleName="build", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    machine = states.create_state_machine(
        name="build",
        definition='{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}',
        roleArn=role,
    )["stateMachineArn"]
    started = [states.start_execution(stateMachineArn=machine, name=f"b{number}") for number in range(3)]
    states.stop_execution(executionArn=started[0]["executionArn"])
    assert StepFunctionsRunningBuilds(state_machine_arn=machine).running() == 2
