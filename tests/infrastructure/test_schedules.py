"""What runs by itself: its schedules, what they may do, and what they call."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from code24.analytics.models import Sweep
from code24.schedules import models
from code24.schedules.models import Scheduled
from tests.infrastructure.deployed import granted, of_type, statements
from tests.template import ROOT, resources, template


class Expected(NamedTuple):
    """One schedule."""

    function: str
    name: str
    when: str
    switch: str
    says: dict[str, str]


MOMENT = {"scheduled_at": "<aws.scheduler.scheduled-time>"}
EXPECTED = (
    Expected(
        "CronContinuousOptimizationFunction",
        models.CONTINUOUS_OPTIMIZATION,
        "rate(3 minutes)",
        "ContinuousOptimization",
        MOMENT,
    ),
    Expected(
        "CronMonthlyAnalyticsFunction", models.MONTHLY_ANALYTICS, "cron(0 15 1 * ? *)", "MonthlyAnalytics", MOMENT
    ),
    Expected("CronEndOfMonthFunction", models.END_OF_MONTH, "cron(59 23 26-31 * ? *)", "EndOfMonth", MOMENT),
    Expected("CronHealthFunction", models.HEALTH, "rate(1 hour)", "Health", MOMENT),
    Expected("AnalyticsSweepFunction", "sweep", "cron(7 * * * ? *)", "Sweep", {}),
)
ONCE = [each for each in EXPECTED if each.says]
"""Those whose work is done once for each moment; the sweep goes on from where it ended, whichever call it is."""


def ids(each: Expected) -> str:
    return each.name


def schedule_of(function: str) -> dict[str, Any]:
    """The one schedule that calls a function."""
    target = {"Fn::GetAtt": [function, "Arn"]}
    [schedule] = [each for each in of_type("AWS::Scheduler::Schedule").values() if each["Target"]["Arn"] == target]
    return schedule


def folder_of(function: str) -> Path:
    return ROOT / str(resources("AWS::Serverless::Function")[function]["CodeUri"])


def test_these_are_all() -> None:
    calling = [each["Target"]["Arn"]["Fn::GetAtt"][0] for each in of_type("AWS::Scheduler::Schedule").values()]
    assert sorted(calling) == sorted(each.function for each in EXPECTED)


def test_there_is_one_way_of_saying_it() -> None:
    assert resources("AWS::Scheduler::Schedule") == {}
    kinds = {
        event["Type"]
        for function in resources("AWS::Serverless::Function").values()
        for event in function.get("Events", {}).values()
    }
    assert "ScheduleV2" in kinds
    assert "Schedule" not in kinds


@pytest.mark.parametrize("expected", EXPECTED, ids=ids)
def test_a_schedule_is_due_when_it_should_be_and_says_so(expected: Expected) -> None:
    schedule = schedule_of(expected.function)
    assert schedule["Name"] == {"Fn::Sub": "code24-${Environment}-" + expected.name}
    assert schedule["ScheduleExpression"] == expected.when
    assert schedule["ScheduleExpressionTimezone"] == "UTC"
    assert schedule["FlexibleTimeWindow"] == {"Mode": "OFF"}
    assert json.loads(schedule["Target"]["Input"]) == expected.says
    assert schedule["Description"]


@pytest.mark.parametrize("expected", EXPECTED, ids=ids)
def test_each_has_a_switch_of_its_own(expected: Expected) -> None:
    assert schedule_of(expected.function)["State"] == {"Ref": expected.switch}
    parameter = template()["Parameters"][expected.switch]
    assert (parameter["Default"], parameter["AllowedValues"]) == ("ENABLED", ["ENABLED", "DISABLED"])
    assert len({each.switch for each in EXPECTED}) == len(EXPECTED)


@pytest.mark.parametrize("expected", EXPECTED, ids=ids)
def test_what_could_not_be_handed_over_is_tried_again_and_kept(expected: Expected) -> None:
    target = schedule_of(expected.function)["Target"]
    assert target["DeadLetterConfig"] == {"Arn": {"Fn::GetAtt": ["SchedulesDeadLetters", "Arn"]}}
    assert 1 <= target["RetryPolicy"]["MaximumRetryAttempts"] <= 185
    assert 60 <= target["RetryPolicy"]["MaximumEventAgeInSeconds"] <= 86_400


@pytest.mark.parametrize(
    ("name", "interval"), [(models.CONTINUOUS_OPTIMIZATION, 180), (models.HEALTH, 3_600), ("sweep", 3_600)]
)
def test_a_frequent_call_is_given_up_before_the_next_one_comes(name: str, interval: int) -> None:
    [expected] = [each for each in EXPECTED if each.name == name]
    assert schedule_of(expected.function)["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"] < interval
    assert of_type("AWS::Lambda::Function")[expected.function]["Timeout"] < interval


@pytest.mark.parametrize("name", [models.MONTHLY_ANALYTICS, models.END_OF_MONTH])
def test_a_rare_call_that_crashed_is_taken_over_by_a_retry(name: str) -> None:
    """The crashed one is thought to be at work until its time is up; Lambda's retries come 60 and 180 seconds later."""
    [expected] = [each for each in EXPECTED if each.name == name]
    assert of_type("AWS::Lambda::Function")[expected.function]["Timeout"] < 180


@pytest.mark.parametrize("expected", EXPECTED, ids=ids)
def test_what_raises_again_and_again_is_kept_with_the_name_of_its_function(expected: Expected) -> None:
    """Scheduler hands over without waiting: Lambda tries twice more, and then says there what failed with which call.

    A function's dead-letter queue would get the call alone, which does not say whose it was.
    """
    [config] = [
        each
        for each in of_type("AWS::Lambda::EventInvokeConfig").values()
        if each["FunctionName"] == {"Ref": expected.function}
    ]
    kept = {"OnFailure": {"Destination": {"Fn::GetAtt": ["SchedulesDeadLetters", "Arn"]}}}
    assert config["DestinationConfig"] == kept
    assert "MaximumRetryAttempts" not in config
    assert ("sqs:SendMessage", "SchedulesDeadLetters") in granted(expected.function)
    assert "DeadLetterConfig" not in of_type("AWS::Lambda::Function")[expected.function]


def test_schedules_may_call_their_functions_and_keep_what_failed_and_nothing_else() -> None:
    roles = [each["Target"]["RoleArn"] for each in of_type("AWS::Scheduler::Schedule").values()]
    assert roles == [{"Fn::GetAtt": ["SchedulesRole", "Arn"]}] * len(EXPECTED)
    allowed = {
        (action, str(resource["Fn::GetAtt"][0]))
        for statement in statements("SchedulesRole")
        for action in statement.actions
        for resource in statement.resources
    }
    assert allowed == {
        *(("lambda:InvokeFunction", each.function) for each in EXPECTED),
        ("sqs:SendMessage", "SchedulesDeadLetters"),
    }
    assert "ManagedPolicyArns" not in of_type("AWS::IAM::Role")["SchedulesRole"]


def test_scheduler_is_trusted_on_behalf_of_this_account_only() -> None:
    """Otherwise it could be talked into it from another account: the confused deputy."""
    trusting = {
        name: statement
        for name, role in of_type("AWS::IAM::Role").items()
        for statement in role["AssumeRolePolicyDocument"]["Statement"]
        if "scheduler.amazonaws.com" in str(statement["Principal"])
    }
    assert trusting.keys() == {"SchedulesRole"}
    own = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    assert trusting["SchedulesRole"]["Condition"] == own


@pytest.mark.parametrize("expected", ONCE, ids=ids)
def test_its_function_does_the_work_of_each_moment_once(expected: Expected) -> None:
    source = (folder_of(expected.function) / "app.py").read_text()
    assert "from code24.runtime.scheduled import scheduled\n" in source
    [constant] = [name for name, value in vars(models).items() if value == expected.name]
    assert re.search(rf"^handler = scheduled\(\w+, {constant}[,)]", source, re.MULTILINE)


@pytest.mark.parametrize("expected", EXPECTED, ids=ids)
def test_the_sample_event_is_what_the_schedule_says(expected: Expected) -> None:
    folder = folder_of(expected.function)
    event = json.loads((ROOT / "events" / folder.parent.name / f"{folder.name}.json").read_text())
    assert event.keys() == expected.says.keys()
    assert (Scheduled if expected.says else Sweep).model_validate(event)
