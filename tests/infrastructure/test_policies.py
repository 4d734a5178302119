"""Every role may do what its code does, on the resources that it does it to, and nothing else."""

import pytest

from tests.infrastructure.adapter_calls import calls
from tests.infrastructure.deployed import Statement, granted, of_type, statements
from tests.template import resources

SITES = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:code24-${Environment}-site-*"
SITE_LOGS = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/code24/${Environment}/sites/*"

ON_EVERY_RESOURCE = {
    (f"{machine}StateMachineRole", "DeliverLogs"): "log delivery has no resources (service authorization reference)"
    for machine in ("Build", "Optimize")
} | {("CronEndOfMonthFunctionRole", "ReadMetrics"): "metrics have no resources (service authorization reference)"}

NEEDS = {
    "dynamodb.get_item": {"dynamodb:GetItem"},
    "dynamodb.put_item": {"dynamodb:PutItem"},
    "dynamodb.update_item": {"dynamodb:UpdateItem"},
    "dynamodb.delete_item": {"dynamodb:DeleteItem"},
    "dynamodb.query": {"dynamodb:Query"},
    "dynamodb.scan": {"dynamodb:Scan"},  # all customers, once a month
    "dynamodb.batch_get_item": {"dynamodb:BatchGetItem"},
    "dynamodb.batch_write_item": {"dynamodb:BatchWriteItem"},
    # A transaction is allowed by what it consists of: adapters/sites.py checks, puts and updates, submissions.py both.
    "dynamodb.transact_write_items": {"dynamodb:ConditionCheckItem", "dynamodb:PutItem", "dynamodb:UpdateItem"},
    "s3.get_object": {"s3:GetObject"},
    "s3.put_object": {"s3:PutObject"},
    "s3.generate_presigned_url": {"s3:PutObject"},  # of uploads; a presigned address may do what its signer may
    "s3.delete_objects": {"s3:DeleteObject", "s3:DeleteObjectVersion"},
    "s3.list_object_versions": {"s3:ListBucketVersions"},
    "s3.delete_object": {"s3:DeleteObject"},
    "s3.list_objects_v2": {"s3:ListBucket"},
    "sqs.send_message": {"sqs:SendMessage"},
    "sqs.send_message_batch": {"sqs:SendMessage"},
    "event_bridge.put_events": {"events:PutEvents"},
    "dynamodb.describe_table": {"dynamodb:DescribeTable"},
    "s3.head_bucket": {"s3:ListBucket"},
    "step_functions.describe_state_machine": {"states:DescribeStateMachine"},
    "event_bridge.describe_event_bus": {"events:DescribeEventBus"},
    "cloudwatch.get_metric_data": {"cloudwatch:GetMetricData"},
    "ses.send_email": {"ses:SendEmail"},
    "step_functions.start_execution": {"states:StartExecution"},
    "step_functions.describe_execution": {"states:DescribeExecution"},
    "sqs.get_queue_attributes": {"sqs:GetQueueAttributes"},
    "step_functions.list_executions": {"states:ListExecutions"},
    "step_functions.stop_execution": {"states:StopExecution"},
    "lambda_invoke.invoke": {"lambda:InvokeFunction"},
    # Requests that are signed without the SDK, of the dispatcher (routing.py) and of the collector (collecting.py).
    "dynamodb.post": {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"},
    "sqs.post": {"sqs:SendMessage"},
    "lambda.post": {"lambda:InvokeFunction"},
    "lambda_control.function_active_v2": {"lambda:GetFunction"},
    "lambda_control.function_updated_v2": {"lambda:GetFunction"},
    "lambda_control.get_function": {"lambda:GetFunction"},
    "lambda_control.create_function": {"lambda:CreateFunction", "lambda:TagResource", "iam:PassRole"},
    # Code that lies in S3 is read with the caller's permissions.
    "lambda_control.update_function_code": {"lambda:UpdateFunctionCode", "s3:GetObject"},
    "lambda_control.update_function_configuration": {"lambda:UpdateFunctionConfiguration", "iam:PassRole"},
    "lambda_control.publish_version": {"lambda:PublishVersion"},
    "lambda_control.create_alias": {"lambda:CreateAlias"},
    "lambda_control.update_alias": {"lambda:UpdateAlias"},
    "lambda_control.delete_alias": {"lambda:DeleteAlias"},
    "lambda_control.delete_function": {"lambda:DeleteFunction"},
    "logs.create_log_group": {"logs:CreateLogGroup", "logs:TagResource"},
    "logs.put_retention_policy": {"logs:PutRetentionPolicy"},
    "logs.delete_log_group": {"logs:DeleteLogGroup"},
}
"""The IAM actions behind each call of the adapters (service authorization reference)."""

SETS_AND_FIGURES = ("analytics/sets/*", "analytics/rollups/*")
PUBLISHERS = {
    "BuildPublishFunction",
    "OptimizePublishFunction",
    "ExperimentsLookFunction",
    "UpkeepAttendFunction",
}

EVENTS_OF_VISITORS = {
    *((f"dynamodb:{action}", "SaltsTable") for action in ("GetItem", "PutItem", "DeleteItem")),
    ("sqs:SendMessage", "EventsQueue"),
}
WITHOUT_A_CALL = {
    "sqs:ReceiveMessage": "Lambda takes messages from the queue in the function's name",
    "sqs:DeleteMessage": "Lambda takes messages from the queue in the function's name",
    "sqs:GetQueueAttributes": "Lambda takes messages from the queue in the function's name",
    "s3:ListBucket": "without it S3 answers 403 for a missing object, not 404",
}


def named(statement: Statement) -> str:
    return f"{statement.holder}.{statement.sid}"


def test_there_is_something_to_check() -> None:
    assert len(list(statements())) > 25


@pytest.mark.parametrize("statement", list(statements()), ids=named)
def test_a_statement_allows_named_actions(statement: Statement) -> None:
    assert statement.effect == "Allow"
    assert not statement.keys & {"NotAction", "NotResource"}
    assert statement.actions
    assert not [action for action in statement.actions if "*" in action]


@pytest.mark.parametrize("statement", list(statements()), ids=named)
def test_a_statement_names_its_resources(statement: Statement) -> None:
    assert statement.resources
    if (statement.holder, statement.sid) not in ON_EVERY_RESOURCE:
        assert "*" not in statement.resources


def test_the_exceptions_still_exist() -> None:
    assert set(ON_EVERY_RESOURCE) == {(each.holder, each.sid) for each in statements() if "*" in each.resources}


def test_roles_have_no_managed_policy_but_lambda_s_log_writer_and_our_own() -> None:
    for name, role in of_type("AWS::IAM::Role").items():
        for arn in role.get("ManagedPolicyArns", []):
            ours = isinstance(arn, dict) and arn.get("Ref") in of_type("AWS::IAM::ManagedPolicy")
            assert ours or str(arn).endswith("service-role/AWSLambdaBasicExecutionRole"), f"{name}: {arn}"


def test_every_function_has_a_role_of_its_own() -> None:
    roles = [str(each["Role"]) for each in of_type("AWS::Lambda::Function").values()]
    assert len(set(roles)) == len(roles)


def test_the_adapters_calls_are_known_here() -> None:
    assert calls() == set(NEEDS), "a call came or went: say what it needs, and change the policies"


def test_every_action_is_granted_that_a_call_needs_and_no_other() -> None:
    all_granted = {action for name in resources("AWS::Serverless::Function") for action, _ in granted(name)}
    assert all_granted == set().union(*NEEDS.values()) | set(WITHOUT_A_CALL)


def test_the_dispatcher_reads_routes_and_plans_invokes_aliases_of_sites_and_tells_the_collector() -> None:
    assert granted("WebDispatcherFunction") == {
        ("dynamodb:GetItem", "DomainsTable"),
        ("lambda:InvokeFunction", SITES),
        ("lambda:InvokeFunction", SITES.replace("site-*", "web-collect")),
    }


def test_the_ledger_is_added_to_by_its_function_alone_and_nobody_deletes_of_it() -> None:
    recording = {"dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"}
    assert granted("RevenueRecordFunction") == {(action, "SubscriptionsTable") for action in recording}
    of_others = {
        action
        for name in resources("AWS::Serverless::Function")
        for action, resource in granted(name)
        if resource == "SubscriptionsTable" and name != "RevenueRecordFunction"
    }
    assert of_others <= {"dynamodb:Query", "dynamodb:GetItem", "dynamodb:DescribeTable"}


def test_customers_functions_may_write_their_log_and_nothing_else() -> None:
    role = of_type("AWS::IAM::Role")["SiteRole"]
    assert "ManagedPolicyArns" not in role
    [statement] = statements("SiteRole")
    assert set(statement.actions) == {"logs:CreateLogStream", "logs:PutLogEvents"}
    assert statement.resources == ({"Fn::Sub": SITE_LOGS},)


def test_only_the_publishers_pass_a_role_and_only_that_of_sites_to_lambda() -> None:
    [passing] = [each for each in statements() if "iam:PassRole" in each.actions]
    assert passing.holder == "PublishPolicy"
    holding = {name for name in resources("AWS::Serverless::Function") if ("iam:PassRole", "SiteRole") in granted(name)}
    assert holding == PUBLISHERS
    assert passing.actions == ("iam:PassRole",)
    assert passing.resources == ({"Fn::GetAtt": ["SiteRole", "Arn"]},)
    assert passing.condition == {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}


def test_lambda_s_control_plane_is_open_for_sites_only() -> None:
    touching = {
        (name, where)
        for name in resources("AWS::Serverless::Function")
        for action, where in granted(name)
        if action.startswith("lambda:") and action != "lambda:InvokeFunction"
    }
    assert touching == {(name, SITES) for name in (*PUBLISHERS, "WebApiFunction")}


def test_who_deletes_versions_of_sites_functions_can_delete_no_other_function() -> None:
    """A version's ARN is the function's with its number behind a colon, which the `*` of the sites' names covers."""
    deleting = [each for each in statements() if "lambda:DeleteFunction" in each.actions]
    assert [each.holder for each in deleting] == ["SitesPolicy"]
    assert deleting[0].resources == ({"Fn::Sub": SITES},)
    assert SITES.endswith(":function:code24-${Environment}-site-*")
    assert ("lambda:DeleteFunction", SITES) in granted("UpkeepAttendFunction")


def test_the_api_publishes_archived_releases_again_but_makes_no_function() -> None:
    actions = {action for action, where in granted("WebApiFunction") if where == SITES}
    assert {"lambda:UpdateFunctionCode", "lambda:PublishVersion"} <= actions
    assert not {"lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"} & actions
    of_releases = {action for action, where in granted("WebApiFunction") if where == "ReleasesBucket/*"}
    assert "s3:GetObject" in of_releases
    assert "s3:PutObject" not in of_releases


def test_artifacts_are_listed_by_build_and_found_by_name() -> None:
    listing: dict[str, list[tuple[str, object]]] = {"s3:ListBucket": [], "s3:ListBucketVersions": []}
    for each in statements():
        for action in listing.keys() & set(each.actions):
            if {"Fn::GetAtt": ["DataBucket", "Arn"]} in each.resources:
                listing[action].append((each.holder, each.condition))

    def below(*prefixes: str) -> dict[str, object]:
        return {"StringLike": {"s3:prefix": list(prefixes) if len(prefixes) > 1 else prefixes[0]}}

    assert dict(listing["s3:ListBucketVersions"]) == {
        "BuildStepPolicy": below("builds/*"),
        "WebApiFunctionRole": below("builds/*", "optimizations/*", *SETS_AND_FIGURES),
        "UpkeepAttendFunctionRole": below("builds/*", "optimizations/*", *SETS_AND_FIGURES),
        "RollUpPolicy": below(*SETS_AND_FIGURES),
        "OptimizeStoreFunctionRole": below("optimizations/*"),
        "OptimizeImportSiteFunctionRole": below("optimizations/*"),
        "ExperimentsLookFunctionRole": below("analytics/sets/tests/*"),
    }
    # GetObject sends no prefix: a condition on it might turn the 404 of a missing artifact into a 403.
    assert dict(listing["s3:ListBucket"]) == {
        "BuildStepPolicy": {},
        "WebApiFunctionRole": {},
        "BuildRecordFailureFunctionRole": {},
        "OptimizeStepPolicy": {},
        "RollUpPolicy": {},
        "AnalyticsProcessFunctionRole": {},
        "ExperimentsLookFunctionRole": {},
        "ExperimentsWriteChallengersFunctionRole": {},
        "ReportsCustomerMonthFunctionRole": {},
        "CronEndOfMonthFunctionRole": {},
        "AuditPolicy": {},
        "CronHealthFunctionRole": {},  # sees that the bucket is there
    }


def test_who_deletes_what() -> None:
    deleting = {
        (name, where)
        for name in resources("AWS::Serverless::Function")
        for action, where in granted(name)
        if ":Delete" in action
    }
    of_steps = {
        (name, where)
        for name in resources("AWS::Serverless::Function")
        if name.startswith("Build") and name != "BuildRecordFailureFunction"
        for where in ("DataBucket/builds/*", "WorkerResultsTable")
    }
    of_sites = {
        (name, where)
        for name in (*PUBLISHERS, "WebApiFunction")
        for where in (SITES, SITE_LOGS, "ReleasesBucket/*", "DomainsTable")
    }
    # Who looks after what was cut off completes deletions.
    of_builds = {
        (name, where)
        for name in ("WebApiFunction", "UpkeepAttendFunction")
        for where in ("BuildsTable", "DataBucket/builds/*", "KnowledgeTable", "DataBucket/optimizations/*")
    }
    of_forms = {("WebApiFunction", "SubmissionsTable"), ("FormsNotifyFunction", "NotificationsQueue")}
    of_loops = {("WebApiFunction", "SitesTable")} | {
        (name, "DataBucket/optimizations/*") for name in ("OptimizeStoreFunction", "OptimizeImportSiteFunction")
    }
    of_loops |= {("OptimizeImportSiteFunction", "ReleasesBucket/*")}
    of_upkeep = {("UpkeepAttendFunction", where) for where in ("AttentionQueue", "SitesTable")}
    of_upkeep |= {("CronContinuousOptimizationFunction", where) for where in ("RollupsTable", "WorkerResultsTable")}
    of_upkeep |= {("OptimizeReactFunction", "RollupsTable")}  # marks of opportunities that nobody has heard of
    of_upkeep |= {(name, "OperationsTable") for name in ("UpkeepAttendFunction", "WebApiFunction")}
    of_salts = {(name, "SaltsTable") for name in ("WebCollectFunction", "WebFormsFunction")}
    of_tests = {("ExperimentsLookFunction", where) for where in ("DataBucket/analytics/sets/tests/*", "TestsQueue")}
    of_analytics = {("AnalyticsProcessFunction", "EventsQueue"), ("AnalyticsRollUpFunction", "RollupsQueue")}
    of_analytics |= {
        (name, f"DataBucket/{folder}")
        for name in ("AnalyticsRollUpFunction", "AnalyticsRebuildFunction", "WebApiFunction", "UpkeepAttendFunction")
        for folder in SETS_AND_FIGURES
    }
    of_visitors = of_tests | of_analytics | of_salts
    of_schedules = {("CronHealthFunction", "WorkerResultsTable")}
    of_schedules |= {("CronMonthlyAnalyticsFunction", "WorkerResultsTable")}
    of_schedules |= {("CronEndOfMonthFunction", "WorkerResultsTable")}
    of_schedules |= {("ReportsCustomerMonthFunction", "ReportsQueue")}
    assert deleting == of_schedules | of_steps | of_sites | of_builds | of_forms | of_loops | of_visitors | of_upkeep


def test_who_receives_forms_stores_what_came_and_can_neither_list_nor_change_nor_delete_it() -> None:
    assert granted("WebFormsFunction") == {
        ("dynamodb:GetItem", "DomainsTable"),
        ("dynamodb:GetItem", "SitesTable"),
        ("dynamodb:ConditionCheckItem", "SitesTable"),
        ("dynamodb:GetItem", "SubmissionsTable"),
        ("dynamodb:PutItem", "SubmissionsTable"),
        ("dynamodb:UpdateItem", "LimitsTable"),
        ("sqs:SendMessage", "NotificationsQueue"),
        ("lambda:InvokeFunction", SITES),
        *EVENTS_OF_VISITORS,
    }


def test_who_collects_events_reads_routes_keeps_salts_sends_and_asks_for_looks() -> None:
    assert granted("WebCollectFunction") == {
        ("dynamodb:GetItem", "DomainsTable"),
        ("dynamodb:GetItem", "SitesTable"),
        ("dynamodb:PutItem", "SitesTable"),
        *EVENTS_OF_VISITORS,
    }


def test_who_mails_owners_reads_one_submission_at_a_time() -> None:
    identities = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*"
    assert granted("FormsNotifyFunction") == {
        ("dynamodb:GetItem", "SitesTable"),
        ("dynamodb:GetItem", "SubmissionsTable"),
        ("dynamodb:UpdateItem", "SubmissionsTable"),
        ("ses:SendEmail", identities),
        ("sqs:ReceiveMessage", "NotificationsQueue"),
        ("sqs:DeleteMessage", "NotificationsQueue"),
        ("sqs:GetQueueAttributes", "NotificationsQueue"),
    }


def test_who_takes_events_from_their_queue_writes_parts_and_reads_sets_and_removes_no_object() -> None:
    assert granted("AnalyticsProcessFunction") == {
        ("s3:PutObject", "DataBucket/analytics/events/*"),
        ("s3:PutObject", "DataBucket/analytics/sets/*"),
        ("s3:GetObject", "DataBucket/analytics/sets/*"),
        ("s3:ListBucket", "DataBucket"),
        ("dynamodb:PutItem", "RollupsTable"),
        ("dynamodb:BatchWriteItem", "RollupsTable"),
        ("dynamodb:Query", "RollupsTable"),
        *((f"sqs:{action}", "EventsQueue") for action in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")),
    }


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in resources("AWS::Serverless::Function")
        if name.startswith("Build") and name not in {"BuildPublishFunction", "BuildRecordFailureFunction"}
    ],
)
def test_workers_touch_artifacts_progress_and_results_only(name: str) -> None:
    more = {"DataBucket/uploads/*", "MediaBucket/*"} if name == "BuildPicturesFunction" else set()
    assert {where for _, where in granted(name)} - more == {
        "DataBucket/builds/*",
        "DataBucket",
        "BuildsTable",
        "WorkerResultsTable",
    }


def test_uploads_are_signed_by_the_api_and_read_by_those_who_work_on_them() -> None:
    touching = {
        (name, action)
        for name in resources("AWS::Serverless::Function")
        for action, where in granted(name)
        if where == "DataBucket/uploads/*"
    }
    assert touching == {
        ("WebApiFunction", "s3:PutObject"),
        ("BuildPicturesFunction", "s3:GetObject"),
        ("OptimizeImportSiteFunction", "s3:GetObject"),
    }


@pytest.mark.parametrize("name", ["Design", "Performance", "Seo", "Conversion"])
def test_auditors_read_releases_and_write_reports_only(name: str) -> None:
    assert granted(f"Audit{name}Function") == {
        ("s3:GetObject", "DataBucket/optimizations/*"),
        ("s3:PutObject", "DataBucket/optimizations/*"),
        ("s3:GetObject", "ReleasesBucket/*"),
        ("s3:ListBucket", "DataBucket"),
        ("s3:ListBucket", "ReleasesBucket"),
    }


def test_the_cheap_check_touches_the_loop_its_site_and_its_job_only() -> None:
    assert granted("OptimizeBeginFunction") == {
        ("dynamodb:GetItem", "SitesTable"),
        ("dynamodb:PutItem", "SitesTable"),
        ("dynamodb:GetItem", "JobsTable"),
        ("dynamodb:UpdateItem", "JobsTable"),
    }


def test_a_loop_starts_executions_of_its_own_machine_only() -> None:
    region = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}"
    machine = region + ":stateMachine:code24-${Environment}-optimize"
    starting = {
        (name, where)
        for name in resources("AWS::Serverless::Function")
        for action, where in granted(name)
        if action == "states:StartExecution"
    }
    assert starting == {
        ("WebApiFunction", "BuildStateMachine"),
        ("WebApiFunction", "OptimizeStateMachine"),
        ("BuildPublishFunction", machine),
        ("OptimizeContinueAsNewFunction", machine),
        ("OptimizeReactFunction", machine),
        ("CronContinuousOptimizationFunction", machine),
        ("UpkeepAttendFunction", "BuildStateMachine"),
        ("UpkeepAttendFunction", machine),
    }
