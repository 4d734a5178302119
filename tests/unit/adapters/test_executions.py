import json
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from code24.adapters import aws
from code24.adapters.executions import StepFunctionsExecutions
from code24.build.models import BuildStatus
from code24.errors import Code24Error
from tests.environment import ACCOUNT

BUILD = "b0000000000000001"


@pytest.fixture
def state_machine(cloud: None) -> str:
    definition = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 60, "End": True}}}
    answer = boto3.client("stepfunctions").create_state_machine(
        name="build", definition=json.dumps(definition), roleArn=f"arn:aws:iam::{ACCOUNT}:role/machine"
    )
    return answer["stateMachineArn"]


@pytest.fixture
def executions(state_machine: str) -> StepFunctionsExecutions:
    return StepFunctionsExecutions(state_machine_arn=state_machine)


def names(state_machine: str) -> list[str]:
    found = boto3.client("stepfunctions").list_executions(stateMachineArn=state_machine)["executions"]
    return sorted(each["name"] for each in found)


def test_a_run_is_started_once(executions: StepFunctionsExecutions, state_machine: str) -> None:
    executions.start(BUILD)
    executions.start(BUILD)
    executions.start(BUILD, 2)
    assert names(state_machine) == [BUILD, f"{BUILD}-2"]
    client = boto3.client("stepfunctions")
    started = client.list_executions(stateMachineArn=state_machine)["executions"][0]["executionArn"]
    assert json.loads(client.describe_execution(executionArn=started)["input"]) == {
        "build_id": BUILD,
        "execution": f"{BUILD}-2",
    }


def test_a_run_can_begin_with_a_later_worker(executions: StepFunctionsExecutions, state_machine: str) -> None:
    executions.start(BUILD, 1, "development")
    client = boto3.client("stepfunctions")
    [started] = client.list_executions(stateMachineArn=state_machine)["executions"]
    given = json.loads(client.describe_execution(executionArn=started["executionArn"])["input"])
    assert given == {"build_id": BUILD, "execution": BUILD, "from": "development"}


def test_a_run_that_exists_already_counts_as_started(cloud: None) -> None:
    executions = StepFunctionsExecutions(
        state_machine_arn="arn:aws:states:eu-central-1:123456789012:stateMachine:build"
    )
    with Stubber(aws.step_functions()) as stubber:
        stubber.add_client_error("start_execution", "ExecutionAlreadyExists")
        executions.start(BUILD)
        stubber.assert_no_pending_responses()


def test_a_missing_state_machine_is_an_error(cloud: None) -> None:
    executions = StepFunctionsExecutions(state_machine_arn="arn:aws:states:eu-central-1:123456789012:stateMachine:none")
    with pytest.raises(Code24Error, match="StateMachineDoesNotExist"):
        executions.start(BUILD)


def test_a_stopped_run_is_terminated_and_stopping_is_repeatable(executions: StepFunctionsExecutions) -> None:
    executions.start(BUILD)
    assert executions.status(BUILD) is BuildStatus.RUNNING
    executions.stop(BUILD, 1, "The site is deleted")
    executions.stop(BUILD, 1, "The site is deleted")
    assert executions.status(BUILD) is BuildStatus.TERMINATED


def test_a_run_that_never_was(executions: StepFunctionsExecutions) -> None:
    assert executions.status(BUILD, 3) is None
    executions.stop(BUILD, 3, "nothing there")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("RUNNING", BuildStatus.RUNNING),
        ("PENDING_REDRIVE", BuildStatus.RUNNING),
        ("SUCCEEDED", BuildStatus.COMPLETE),
        ("FAILED", BuildStatus.ERRORED),
        ("TIMED_OUT", BuildStatus.ERRORED),
        ("ABORTED", BuildStatus.TERMINATED),
    ],
)
def test_every_state_of_an_execution_has_a_meaning(cloud: None, said: str, meant: BuildStatus) -> None:
    machine = f"arn:aws:states:eu-central-1:{ACCOUNT}:stateMachine:build"
    answer: dict[str, Any] = {
        "executionArn": f"arn:aws:states:eu-central-1:{ACCOUNT}:execution:build:{BUILD}-2",
        "stateMachineArn": machine,
        "status": said,
        "startDate": 0,
    }
    with Stubber(aws.step_functions()) as stubber:
        stubber.add_response("describe_execution", answer, {"executionArn": answer["executionArn"]})
        assert StepFunctionsExecutions(state_machine_arn=machine).status(BUILD, 2) is meant
