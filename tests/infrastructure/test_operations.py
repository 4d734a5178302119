"""Alarms, and where what fails unseen would be kept."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from code24.analytics.sweeping import SETTLED
from code24.forms.notifying import LEASE
from code24.forms.receiving import NOTICE_DELAY
from code24.routing import notices
from tests.infrastructure.deployed import of_type
from tests.template import resources, template

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
}

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


def test_the_alarms_watch_what_matters() -> None:
    found = set()
    for name, alarm in resources("AWS::CloudWatch::Alarm").items():
        if name == "SitesFailedAlarm":
            continue
        [dimension] = alarm["Dimensions"]
        watched = dimension["Value"].get("Ref") or dimension["Value"]["Fn::GetAtt"][0]
        found.add((alarm["Namespace"], alarm["MetricName"], dimension["Name"], watched))
    assert found == WATCHED


def test_server_errors_of_sites_are_alarming_and_the_notices_that_are_meant_are_not() -> None:
    meant = {notices.SUSPENDED, notices.NOT_PUBLISHED, notices.NOT_IMPLEMENTED}
    every = {each for each in vars(notices).values() if isinstance(each, notices.Notice)}
    failures = {each.name for each in every - meant if each.status >= 500}
    metric = resources("AWS::Logs::MetricFilter")["SitesFailedMetric"]
    assert metric["LogGroupName"] == {"Ref": "FunctionsLog"}
    assert set(re.findall(r'\$\.outcome = "([a-z-]+)"', metric["FilterPattern"])) == failures
    [transformation] = metric["MetricTransformations"]
    alarm = resources("AWS::CloudWatch::Alarm")["SitesFailedAlarm"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (
        transformation["MetricNamespace"],
        transformation["MetricName"],
    )


@pytest.mark.parametrize("name", resources("AWS::CloudWatch::Alarm"))
def test_an_alarm_tells_somebody_and_rests_without_traffic(name: str) -> None:
    alarm = resources("AWS::CloudWatch::Alarm")[name]
    assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]
    assert alarm["TreatMissingData"] == "notBreaching"
    statistic = "Maximum" if "Age" in alarm["MetricName"] else "Sum"
    assert (alarm["Statistic"], alarm["ComparisonOperator"]) == (statistic, "GreaterThanOrEqualToThreshold")


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
