"""The state machine's definition and what the template says about it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
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

MACHINES = resources("AWS::Serverless::StateMachine")
NAMES = ("build", "optimize")
REMEMBERING = "build"
"""The machine whose functions remember finished steps; the loop's steps can be done again by themselves."""


def definition(name: str) -> Path:
    return ROOT / "statemachines" / f"{name}.asl.json"


def machine(name: str) -> dict[str, Any]:
    declared: dict[str, Any] = MACHINES[f"{name.capitalize()}StateMachine"]
    return declared


def states(machine: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, state in machine["States"].items():
        yield name, state
        for branch in state.get("Branches", []):
            yield from states(branch)


TASKS = [
    (which, name, state)
    for which in NAMES
    for name, state in states(json.loads(definition(which).read_text()))
    if state["Type"] == "Task"
]
REMEMBERED = [(name, state) for which, name, state in TASKS if which == REMEMBERING]
TEAMS = {"build": ("Build",), "optimize": ("Optimize", "Audit")}


@pytest.mark.parametrize("name", NAMES)
def test_the_template_deploys_this_file_as_a_standard_machine(name: str) -> None:
    assert ROOT / machine(name)["DefinitionUri"] == definition(name)
    assert machine(name)["Type"] == "STANDARD"
    assert machine(name)["Name"] == {"Fn::Sub": "code24-${Environment}-" + name}


@pytest.mark.parametrize("name", NAMES)
def test_every_substitution_is_defined_and_every_definition_used(name: str) -> None:
    used = set(re.findall(r"\$\{(\w+)\}", definition(name).read_text()))
    assert used == set(machine(name)["DefinitionSubstitutions"])


@pytest.mark.parametrize("name", NAMES)
def test_a_substitution_is_named_after_the_function_whose_arn_it_is(name: str) -> None:
    for substitution, value in machine(name)["DefinitionSubstitutions"].items():
        assert value == {"Fn::GetAtt": [substitution.removesuffix("Arn"), "Arn"]}


@pytest.mark.parametrize("name", NAMES)
def test_every_function_of_a_team_is_a_state(name: str) -> None:
    functions = resources("AWS::Serverless::Function")
    # What has an event of its own is called by that.
    team = {each for each in functions if each.startswith(TEAMS[name]) and "Events" not in functions[each]}
    called = {state["Resource"] for which, _, state in TASKS if which == name}
    assert called == {f"${{{each}Arn}}" for each in team}


@pytest.mark.parametrize(("_", "name", "state"), TASKS, ids=[f"{which}-{name}" for which, name, _ in TASKS])
def test_a_function_times_out_before_its_state_does(_: str, name: str, state: dict[str, Any]) -> None:
    function = resources("AWS::Serverless::Function")[state["Resource"][2:-4]]
    timeout = function.get("Timeout", template()["Globals"]["Function"]["Timeout"])
    assert timeout < state["TimeoutSeconds"], f"{name} would be cut off without the function's own error"


@pytest.mark.parametrize("name", NAMES)
def test_a_machine_may_invoke_its_functions_and_nothing_else(name: str) -> None:
    role = f"{name.capitalize()}StateMachineRole"
    [invoke] = [each for each in statements(role) if "lambda:InvokeFunction" in each.actions]
    assert invoke.actions == ("lambda:InvokeFunction",)
    assert sorted(map(str, invoke.resources)) == sorted(map(str, machine(name)["DefinitionSubstitutions"].values()))


@pytest.mark.parametrize("name", NAMES)
def test_statelint_accepts_the_definition_after_substitution(name: str) -> None:
    arns = {
        each: f"arn:aws:lambda:us-east-1:123456789012:function:{each}"
        for each in machine(name)["DefinitionSubstitutions"]
    }
    filled = Template(definition(name).read_text()).safe_substitute(arns)
    assert "${" not in filled
    assert Linter.validate(filled, Config()) == []


@pytest.mark.parametrize("name", NAMES)
def test_errors_are_logged_without_what_the_owner_wrote(name: str) -> None:
    logging = of_type("AWS::StepFunctions::StateMachine")[f"{name.capitalize()}StateMachine"]["LoggingConfiguration"]
    assert logging["Level"] == "ERROR"
    assert logging["IncludeExecutionData"] is False
    [destination] = logging["Destinations"]
    assert destination["CloudWatchLogsLogGroup"]["LogGroupArn"] == {"Fn::GetAtt": [f"{name.capitalize()}Log", "Arn"]}


@pytest.mark.parametrize(("which", "name", "state"), TASKS, ids=[f"{which}-{name}" for which, name, _ in TASKS])
def test_only_what_passes_is_tried_again_and_never_for_long(which: str, name: str, state: dict[str, Any]) -> None:
    first = state["Retry"][0]
    assert "Transient" in first["ErrorEquals"], f"{which}: {name}"
    assert "States.ALL" not in first["ErrorEquals"]
    assert (first["BackoffRate"], first["JitterStrategy"], first["MaxAttempts"]) == (2.0, "FULL", 4)


def test_no_step_of_the_loop_can_end_it() -> None:
    loop = json.loads(definition("optimize").read_text())
    for name, state in loop["States"].items():
        if state["Type"] == "Task":
            [caught] = state["Catch"]
            assert caught["ErrorEquals"] == ["States.ALL"]
            expected = {
                "Learn": "Store", "Milestone": "ContinueAsNew", "ContinueAsNew": "ContinueLater",
                "RecordFailure": "BeginLater",
            }  # fmt: skip
            assert caught["Next"] == expected.get(name, "RecordFailure"), name
    later = {name: loop["States"][name] for name in ("BeginLater", "ContinueLater")}
    assert {(state["Type"], state["Seconds"]) for state in later.values()} == {("Wait", 3_600)}
    assert [state["Next"] for state in later.values()] == ["Begin", "ContinueAsNew"]
    assert "Fail" not in {state["Type"] for state in loop["States"].values()}
    assert "TimeoutSeconds" not in loop, "an execution rests for up to a day between its cycles"


@pytest.mark.parametrize(("name", "state"), REMEMBERED, ids=[name for name, _ in REMEMBERED])
def test_a_step_is_tried_again_where_its_memory_could_not_be_reached(name: str, state: dict[str, Any]) -> None:
    """Powertools reports a throttled or unreachable table by its own name, whatever boto3 raised."""
    assert IdempotencyPersistenceLayerError.__name__ in state["Retry"][0]["ErrorEquals"], name


@pytest.mark.parametrize(("name", "state"), REMEMBERED, ids=[name for name, _ in REMEMBERED])
def test_a_step_that_was_cut_off_is_waited_for_as_long_as_it_is_remembered_as_at_work(
    name: str, state: dict[str, Any]
) -> None:
    """A killed function's step stays `in progress` until the deadline that the function had, 290 s for publish."""
    [retrier] = [each for each in state["Retry"] if IdempotencyAlreadyInProgressError.__name__ in each["ErrorEquals"]]
    assert retrier["BackoffRate"] == 1.0
    assert retrier["IntervalSeconds"] * retrier["MaxAttempts"] >= 300, name
