"""The health check looks at everything that the template makes."""

import re

from code24.health.checking import SECONDS, TRIAL_SECONDS
from code24.health.parts import BUCKETS, STATE_MACHINES, TABLES, TEAMS, VISITS
from code24.operations.models import QUEUES
from tests.infrastructure.deployed import granted, of_type
from tests.template import resources

PREFIX = "code24-${Environment}-"


def named(kind: str, attribute: str) -> set[str]:
    """The names of all resources of a kind, without what all begin with."""
    return {
        re.sub(r"-\$\{AWS::AccountId\}$", "", str(each[attribute]["Fn::Sub"]).removeprefix(PREFIX))
        for each in of_type(kind).values()
    }


def test_every_function_is_asked() -> None:
    asked = {f"{team}-{name}" for team, names in TEAMS.items() for name in names}
    asked |= {f"web-{visit.function}" for visit in VISITS}
    functions = {
        str(each["FunctionName"]["Fn::Sub"]).removeprefix(PREFIX)
        for each in resources("AWS::Serverless::Function").values()
    }
    assert asked == functions - {"cron-health"}


def test_every_table_bucket_queue_and_state_machine_is_looked_at() -> None:
    assert set(TABLES) == named("AWS::DynamoDB::Table", "TableName")
    assert set(BUCKETS) == named("AWS::S3::Bucket", "BucketName")
    assert set(QUEUES) == named("AWS::SQS::Queue", "QueueName")
    assert set(STATE_MACHINES) == {
        str(each["Name"]["Fn::Sub"]).removeprefix(PREFIX)
        for each in resources("AWS::Serverless::StateMachine").values()
    }


def test_it_has_the_time_for_it() -> None:
    """All looks together, the optimizer by itself, and time to write the report."""
    timeout = of_type("AWS::Lambda::Function")["CronHealthFunction"]["Timeout"]
    assert timeout >= SECONDS + TRIAL_SECONDS + 20


def test_it_looks_and_changes_nothing_but_its_own_report_and_notes_and_what_upkeep_is_asked_for() -> None:
    region = "${AWS::Region}:${AWS::AccountId}"
    tables = {("dynamodb:DescribeTable", name) for name in of_type("AWS::DynamoDB::Table")}
    buckets = {("s3:ListBucket", name) for name in of_type("AWS::S3::Bucket")}
    machines = {("states:DescribeStateMachine", f"{name}StateMachine") for name in ("Build", "Optimize")}
    assert granted("CronHealthFunction") == {
        *tables,
        *buckets,
        *machines,
        ("sqs:GetQueueAttributes", f"arn:${{AWS::Partition}}:sqs:{region}:{PREFIX}*"),
        ("events:DescribeEventBus", "EventBus"),
        ("lambda:InvokeFunction", f"arn:${{AWS::Partition}}:lambda:{region}:function:{PREFIX}*"),
        ("dynamodb:Query", "SitesTable/index/by-due"),
        ("dynamodb:GetItem", "SitesTable"),
        ("dynamodb:PutItem", "SitesTable"),
        ("s3:PutObject", "DataBucket/dev/health-checks/*"),
        *((f"dynamodb:{each}Item", "WorkerResultsTable") for each in ("Get", "Put", "Update", "Delete")),
        ("dynamodb:PutItem", "OperationsTable"),
        ("sqs:SendMessage", "SchedulesDeadLetters"),
    }
