"""Alarms, and where what fails unseen would be kept."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from code24.analytics.sweeping import SETTLED
from code24.forms.notifying import LEASE
from code24.forms.receiving import NOTICE_DELAY
from tests.infrastructure.deployed import of_type
from tests.template import ROOT, resources, template

WATCHED = {
    ("AWS/States", "ExecutionsFailed", "StateMachineArn", "BuildStateMachine"),
    ("AWS/States", "ExecutionsTimedOut", "StateMachineArn", "BuildStateMachine"),
    ("AWS/States", "ExecutionsAborted", "StateMachineArn", "BuildStateMachine"),
    ("AWS/States", "ExecutionsFailed", "StateMachineArn", "OptimizeStateMachine"),
    ("AWS/States", "ExecutionsTimedOut", "StateMachineArn", "OptimizeStateMachine"),
    ("AWS/Lambda", "Errors", "FunctionName", "WebDispatcherFunction"),
    ("AWS/Lambda", "Throttles", "FunctionName", "WebDispatcherFunction"),
    ("AWS/ApiGateway", "5xx", "ApiId", "PlatformApi"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "NotificationsDeadLetters"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "TestsDeadLetters"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "EventsDeadLetters"),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "EventsQueue"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "RollupsDeadLetters"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "SchedulesDeadLetters"),
    ("AWS/Lambda", "Errors", "FunctionName", "AnalyticsSweepFunction"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "AttentionDeadLetters"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "ReportsDeadLetters"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "OpportunitiesDeadLetters"),
    ("code24", "SitesFailed", "", ""),
    ("code24", "HealthChecksFailed", "", ""),
    ("code24", "ScheduledRunsFailed", "", ""),
    ("code24", "ScheduledRuns", "schedule", "continuous-optimization"),
    ("code24", "Incidents", "incident_outcome", "parked"),
    ("code24", "DueAge", "", ""),
    ("code24", "DispatcherLatency", "", ""),
    ("code24", "CycleCost", "", ""),
}
STATISTICS = {
    "EventsLateAlarm": "Maximum",
    "DueLateAlarm": "Maximum",
    "CycleCostAlarm": "Maximum",
    "DispatcherSlowAlarm": None,
    "BuildFailureRateAlarm": None,
}
"""Those that are no sum; None where it is a percentile or an expression."""

SYNCHRONOUS = {"HttpApi", "Api"}
KEEPS_WHAT_FAILS_ITSELF = {"SQS", "Kinesis", "DynamoDB"}
"""Event source mappings retry from their source; its own redrive policy or failure destination keeps the rest."""


def without_a_dead_letter_queue(functions: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Functions that something invokes without waiting for an answer, and that would lose what fails."""
    for name, function in functions.items():
        kinds = {event["Type"] for event in function.get("Events", {}).values()}
        kept = "DeadLetterQueue" in function or "OnFailure" in (
            function.get("EventInvokeConfig", {}).get("DestinationConfig", {})
        )
        if kinds - SYNCHRONOUS - KEEPS_WHAT_FAILS_ITSELF and not kept:
            yield name


def of_alarms() -> Iterator[tuple[str, str, str, str]]:
    """What each alarm of one metric watches: namespace, metric, dimension, and what it is about."""
    for alarm in resources("AWS::CloudWatch::Alarm").values():
        if "MetricName" in alarm:
            [dimension] = alarm.get("Dimensions", [{"Name": "", "Value": ""}])
            about = dimension["Value"]
            if isinstance(about, dict):
                about = about.get("Ref") or about["Fn::GetAtt"][0]
            namespace = alarm["Namespace"]
            own = "code24" if isinstance(namespace, dict) else namespace
            yield own, alarm["MetricName"], dimension["Name"], about


def test_the_alarms_watch_what_matters() -> None:
    assert sorted(of_alarms()) == sorted(WATCHED)


def test_every_dead_letter_is_alarming() -> None:
    dead = {name for name in resources("AWS::SQS::Queue") if name.endswith("DeadLetters")}
    assert dead == {about for _, metric, _, about in of_alarms() if metric == "ApproximateNumberOfMessagesVisible"}


def test_the_rate_of_failed_builds_is_of_builds_that_ended() -> None:
    alarm = resources("AWS::CloudWatch::Alarm")["BuildFailureRateAlarm"]
    rate, *counted = alarm["Metrics"]
    assert rate["Expression"] == "IF(succeeded + failed >= 5, 100 * failed / (succeeded + failed), 0)"
    assert {each["Id"]: each["MetricStat"]["Metric"]["MetricName"] for each in counted} == {
        "succeeded": "BuildsSucceeded",
        "failed": "BuildsFailed",
    }
    assert alarm["Threshold"] == 20


@pytest.mark.parametrize("name", resources("AWS::CloudWatch::Alarm"))
def test_an_alarm_tells_somebody_and_rests_without_traffic(name: str) -> None:
    alarm = resources("AWS::CloudWatch::Alarm")[name]
    assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]
    if name == "TickSilentAlarm":  # what should happen every three minutes, where it is switched on
        assert (alarm["TreatMissingData"], alarm["ComparisonOperator"]) == ("breaching", "LessThanThreshold")
        assert template()["Resources"][name]["Condition"] == "TicksContinuously"
        return
    if name != "BuildFailureRateAlarm":  # of two metrics, which the local cloud's alarms cannot be
        assert "Condition" not in template()["Resources"][name]
    assert (alarm["TreatMissingData"], alarm["ComparisonOperator"]) == ("notBreaching", "GreaterThanOrEqualToThreshold")
    assert alarm.get("Statistic") == STATISTICS.get(name, "Sum")


RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()


@pytest.mark.parametrize("name", resources("AWS::CloudWatch::Alarm"))
def test_an_alarm_says_what_it_means_and_where_to_read_what_to_do(name: str) -> None:
    alarm = resources("AWS::CloudWatch::Alarm")[name]
    short = alarm["AlarmName"]["Fn::Sub"].removeprefix("code24-${Environment}-")
    meaning, _, section = alarm["AlarmDescription"].partition(" See ")
    assert len(meaning) > 40
    assert section == f"docs/runbook.md#{short}."
    assert f"\n### {short}\n" in RUNBOOK


def test_alarms_are_mailed_where_an_address_is_given() -> None:
    assert template()["Resources"]["AlarmSubscription"]["Condition"] == "HasAlarmEmail"
    subscription = resources("AWS::SNS::Subscription")["AlarmSubscription"]
    assert subscription == {
        "TopicArn": {"Ref": "AlarmTopic"},
        "Protocol": "email",
        "Endpoint": {"Ref": "AlarmEmail"},
    }


def test_what_is_asynchronous_has_a_dead_letter_queue() -> None:
    assert list(without_a_dead_letter_queue(resources("AWS::Serverless::Function"))) == []
    queues = of_type("AWS::SQS::Queue")
    fed = {each["deadLetterTargetArn"]["Fn::GetAtt"][0] for q in queues.values() if (each := q.get("RedrivePolicy"))}
    schedules = of_type("AWS::Scheduler::Schedule").values()
    fed |= {each["Target"]["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0] for each in schedules}
    targets = [target for rule in of_type("AWS::Events::Rule").values() for target in rule["Targets"]]
    fed |= {each["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0] for each in targets}
    assert all("RedrivePolicy" in queue or name in fed for name, queue in queues.items())


@pytest.mark.parametrize("name", of_type("AWS::SQS::Queue"))
def test_a_queue_is_encrypted_and_keeps_what_fails_long_enough_to_be_looked_at(name: str) -> None:
    queue = of_type("AWS::SQS::Queue")[name]
    assert queue["SqsManagedSseEnabled"] is True
    words = re.sub(r"(?<!^)(?=[A-Z])", "-", name.removesuffix("Queue").removesuffix("Letters")).lower()
    assert queue["QueueName"] == {"Fn::Sub": "code24-${Environment}-" + words}
    if "RedrivePolicy" in queue:
        [dead] = [queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]]
        assert of_type("AWS::SQS::Queue")[dead]["MessageRetentionPeriod"] == 14 * 24 * 3_600
        assert queue["RedrivePolicy"]["maxReceiveCount"] >= 5


def test_the_times_of_a_notification_fit_into_each_other() -> None:
    """Receiver < delay of the mail; notifier < its claim on a mail < visibility, which is six notifiers."""
    functions = of_type("AWS::Lambda::Function")
    notifier = functions["FormsNotifyFunction"]["Timeout"]
    visibility = of_type("AWS::SQS::Queue")["NotificationsQueue"]["VisibilityTimeout"]
    assert functions["WebFormsFunction"]["Timeout"] < NOTICE_DELAY
    assert notifier < LEASE.total_seconds() < visibility
    assert visibility >= 6 * notifier
    mapping = of_type("AWS::Lambda::EventSourceMapping")["NotificationsMapping"]
    assert mapping["EventSourceArn"] == {"Fn::GetAtt": ["NotificationsQueue", "Arn"]}
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_the_times_of_events_fit_into_each_other() -> None:
    """A worker < what its hour waits for until it is swept; six workers < visibility; large batches wait for more."""
    functions, queues = of_type("AWS::Lambda::Function"), of_type("AWS::SQS::Queue")
    mappings = of_type("AWS::Lambda::EventSourceMapping")
    for mapping, function, queue in (
        ("EventsMapping", "AnalyticsProcessFunction", "EventsQueue"),
        ("RollupsMapping", "AnalyticsRollUpFunction", "RollupsQueue"),
    ):
        assert mappings[mapping]["EventSourceArn"] == {"Fn::GetAtt": [queue, "Arn"]}
        assert mappings[mapping]["FunctionName"] == {"Ref": function}
        assert mappings[mapping]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert queues[queue]["VisibilityTimeout"] >= 6 * functions[function]["Timeout"]
    assert functions["AnalyticsProcessFunction"]["Timeout"] < SETTLED.total_seconds()
    assert (mappings["EventsMapping"]["BatchSize"], mappings["EventsMapping"]["MaximumBatchingWindowInSeconds"]) == (
        1000,
        5,
    )
    schedule = of_type("AWS::Scheduler::Schedule")["AnalyticsSweepFunctionHourly"]
    minute = int(re.findall(r"cron\((\d+) ", schedule["ScheduleExpression"])[0])
    assert minute * 60 > SETTLED.total_seconds()


@pytest.mark.parametrize("kind", ["S3", "SNS", "Schedule", "ScheduleV2", "EventBridgeRule", "CloudWatchLogs"])
def test_an_asynchronous_source_without_one_would_be_found(kind: str) -> None:
    function = {"Events": {"Something": {"Type": kind}}}
    queue = {"DeadLetterQueue": {"Type": "SQS", "TargetArn": "arn"}}
    assert list(without_a_dead_letter_queue({"Lost": function, "Kept": function | queue})) == ["Lost"]
