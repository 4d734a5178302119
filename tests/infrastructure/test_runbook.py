"""docs/runbook.md: its commands exist in AWS's API, its links lead somewhere, and it knows every queue and function."""

import json
import re

import pytest

from code24.operations.models import QUEUES
from code24.schedules.models import CONTINUOUS_OPTIMIZATION, END_OF_MONTH, HEALTH, MONTHLY_ANALYTICS
from tests.infrastructure.deployed import of_type
from tests.runbook import RUNBOOK, Command, commands, operations, parameters_of, required_of, sections
from tests.template import filled, resources

COMMANDS = commands()
TEXT = RUNBOOK.read_text()


def named(command: Command) -> str:
    return f"{command.section}: {command.service} {command.operation}"


def test_the_commands_are_found() -> None:
    assert len(COMMANDS) > 35
    assert ("sqs", "start_message_move_task") in {each[1:3] for each in COMMANDS}
    inner = [each for each in COMMANDS if each.text.startswith("aws sqs get-queue-url")]
    assert len(inner) >= 3, "those within $(…) count"


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_command_is_one_that_aws_understands(command: Command) -> None:
    assert command.operation in operations(command.service)
    known = parameters_of(command.service, command.operation)
    for name in command.parameters:
        plain = name.removeprefix("no-") if name not in known else name
        assert plain in known, f"{command.text}: --{name}"
        takes_none = known[plain].type_name == "boolean"
        assert bool(command.options[name]) != takes_none, (
            f"{command.text}: --{name} takes {'no' if takes_none else 'a'} value"
        )
    if "cli-input-json" not in command.options:
        assert required_of(command.service, command.operation) <= command.parameters


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_what_a_command_gives_as_json_is_json(command: Command) -> None:
    for name, values in command.options.items():
        for value in values if name != "query" else ():
            if value.startswith("{") and "$." not in value:
                json.loads(value)


def test_the_functions_queues_and_tables_that_are_named_exist() -> None:
    environment = "$ENV"
    existing = {
        filled(each[name], environment)
        for kind, name in (
            ("AWS::Lambda::Function", "FunctionName"),
            ("AWS::SQS::Queue", "QueueName"),
            ("AWS::DynamoDB::Table", "TableName"),
        )
        for each in of_type(kind).values()
    }
    existing |= {f"code24-$ENV-{name}" for name in ("build", "optimize", CONTINUOUS_OPTIMIZATION)}
    found = set(re.findall(r"code24-\$ENV-[a-z][a-z-]*[a-z]", TEXT))
    variable = {"code24-$ENV-site", "code24-$ENV-data", "code24-$ENV-sites-restored"}
    assert found - variable <= existing


def test_every_queue_function_of_a_queue_and_schedule_is_named() -> None:
    for name in QUEUES:
        assert f"`{name.removesuffix('-dead')}" in TEXT
    mappings = resources("AWS::Lambda::EventSourceMapping").values()
    fed = {filled(of_type("AWS::Lambda::Function")[each["FunctionName"]["Ref"]]["FunctionName"]) for each in mappings}
    assert all(f"`{name.removeprefix('code24-test-')}`" in sections()["Hold a queue"] for name in fed)
    for schedule in (CONTINUOUS_OPTIMIZATION, MONTHLY_ANALYTICS, END_OF_MONTH, HEALTH):
        assert f"-{schedule}`" in sections()["Switch a schedule off and on"]


@pytest.mark.parametrize("anchor", sorted(set(re.findall(r"\]\(#([^)]+)\)", TEXT))))
def test_a_link_within_leads_to_a_heading(anchor: str) -> None:
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert anchor in anchors


def test_every_alarm_of_the_runbook_exists() -> None:
    alarms = {
        each["AlarmName"]["Fn::Sub"].removeprefix("code24-${Environment}-")
        for each in resources("AWS::CloudWatch::Alarm").values()
    }
    _, _, rest = TEXT.partition("\n## Alarms\n")
    written = set(re.findall(r"^### (.+)$", rest.partition("\n## ")[0], re.MULTILINE))
    assert written == alarms
