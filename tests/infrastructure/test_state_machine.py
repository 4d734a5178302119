"""The state machine's definition and what the template says about it."""

import json
import re
from collections.abc import Iterator
from string import Template
from typing import Any

import pytest
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyPersistenceLayerError,
)
from statelint.config import Config
from statelint.linter import Linter

from tests.infrastructure.deployed import of_type, statements
from tests.template import ROOT, resources, template

DEFINITION = ROOT / "statemachines" / "build.asl.json"
MACHINE = resources("AWS::Serverless::StateMachine")["BuildStateMachine"]


def states(machine: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, state in machine["States"].items():
        yield name, state
        for branch in state.get("Branches", []):
            yield from states(branch)


TASKS = [(name, state) for name, state in states(json.loads(DEFINITION.read_text())) if state["Type"] == "Task"]


def test_the_template_deploys_this_file_as_a_standard_machine() -> None:
    assert ROOT / MACHINE["DefinitionUri"] == DEFINITION
    assert MACHINE["Type"] == "STANDARD"
    assert MACHINE["Name"] == {"Fn::Sub": "code24-${Environment}-build"}


def test_every_substitution_is_defined_and_every_definition_used() -> None:
    assert set(re.findall(r"\$\{(\w+)\}", DEFINITION.read_text())) == set(MACHINE["DefinitionSubstitutions"])


def test_a_substitution_is_named_after_the_function_whose_arn_it_is() -> None:
    for name, value in MACHINE["DefinitionSubstitutions"].items():
        assert value == {"Fn::GetAtt": [name.removesuffix("Arn"), "Arn"]}


def test_every_function_of_the_build_team_is_a_state() -> None:
    team = {name for name in resources("AWS::Serverless::Function") if name.startswith("Build")}
    assert {state["Resource"] for _, state in TASKS} == {f"${{{name}Arn}}" for name in team}


@pytest.mark.parametrize(("name", "state"), TASKS, ids=[name for name, _ in TASKS])
def test_a_function_times_out_before_its_state_does(name: str, state: dict[str, Any]) -> None:
    function = resources("AWS::Serverless::Function")[state["Resource"][2:-4]]
    timeout = function.get("Timeout", template()["Globals"]["Function"]["Timeout"])
    assert timeout < state["TimeoutSeconds"], f"{name} would be cut off without the function's own error"


def test_the_machine_may_invoke_its_functions_and_nothing_else() -> None:
    [invoke] = [each for each in statements("BuildStateMachineRole") if "lambda:InvokeFunction" in each.actions]
    assert invoke.actions == ("lambda:InvokeFunction",)
    assert sorted(map(str, invoke.resources)) == sorted(map(str, MACHINE["DefinitionSubstitutions"].values()))


def test_statelint_accepts_the_definition_after_substitution() -> None:
    arns = {
        name: f"arn:aws:lambda:us-east-1:123456789012:function:{name}" for name in MACHINE["DefinitionSubstitutions"]
    }
    filled = Template(DEFINITION.read_text()).safe_substitute(arns)
    assert "${" not in filled
    assert Linter.validate(filled, Config()) == []


def test_errors_are_logged_without_what_the_owner_wrote() -> None:
    logging = of_type("AWS::StepFunctions::StateMachine")["BuildStateMachine"]["LoggingConfiguration"]
    assert logging["Level"] == "ERROR"
    assert logging["IncludeExecutionData"] is False
    [destination] = logging["Destinations"]
    assert destination["CloudWatchLogsLogGroup"]["LogGroupArn"] == {"Fn::GetAtt": ["BuildLog", "Arn"]}


@pytest.mark.parametrize(("name", "state"), TASKS, ids=[name for name, _ in TASKS])
def test_a_step_is_tried_again_where_its_memory_could_not_be_reached(name: str, state: dict[str, Any]) -> None:
    """Powertools reports a throttled or unreachable table by its own name, whatever boto3 raised."""
    assert IdempotencyPersistenceLayerError.__name__ in state["Retry"][0]["ErrorEquals"], name


@pytest.mark.parametrize(("name", "state"), TASKS, ids=[name for name, _ in TASKS])
def test_a_step_that_was_cut_off_is_waited_for_as_long_as_it_is_remembered_as_at_work(
    name: str, state: dict[str, Any]
) -> None:
    """A killed function's step stays `in progress` until the deadline that the function had, 290 s for publish."""
    [retrier] = [each for each in state["Retry"] if IdempotencyAlreadyInProgressError.__name__ in each["ErrorEquals"]]
    assert retrier["BackoffRate"] == 1.0
    assert retrier["IntervalSeconds"] * retrier["MaxAttempts"] >= 300, name
