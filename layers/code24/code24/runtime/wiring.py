"""Which adapter stands behind which port.

A use case names its ports as keyword-only parameters; each is made on first use, once a process, and imports only its
own adapter, so a function pays for nothing that it does not use.
"""

import inspect
from collections.abc import Callable
from functools import cache
from pkgutil import resolve_name
from typing import Any, NamedTuple

from code24.runtime.settings import Settings


class Adapter(NamedTuple):
    """A class by its dotted name, and the setting that each of its constructor's parameters takes."""

    name: str
    settings: dict[str, str]


ADAPTERS = {
    "addresses": Adapter("code24.sites.addresses:SiteAddresses", {"pattern": "sites_url"}),
    "attention_queue": Adapter(
        "code24.adapters.attention_queue:SqsAttentionQueue", {"queue_url": "attention_queue_url"}
    ),
    "artifacts": Adapter("code24.adapters.objects:S3Artifacts", {"bucket": "data_bucket"}),
    "build_runs": Adapter("code24.adapters.builds:DynamoBuilds", {"table": "builds_table"}),
    "builds": Adapter("code24.adapters.builds:DynamoBuilds", {"table": "builds_table"}),
    "clock": Adapter("code24.adapters.system:SystemClock", {}),
    "customers": Adapter(
        "code24.adapters.customers:DynamoCustomers",
        {"customers_table": "customers_table", "api_keys_table": "api_keys_table"},
    ),
    "customer_list": Adapter("code24.adapters.customer_list:DynamoCustomerList", {"table": "customers_table"}),
    "left_sites": Adapter("code24.adapters.customer_list:DynamoLeftSites", {"table": "sites_table"}),
    "counters": Adapter("code24.adapters.counters:DynamoCounters", {"table": "limits_table"}),
    "due_index": Adapter(
        "code24.adapters.due_index:DynamoDueIndex", {"sites_table": "sites_table", "builds_table": "builds_table"}
    ),
    "event_sets": Adapter(
        "code24.adapters.event_sets:DynamoEventSets", {"table": "rollups_table", "bucket": "data_bucket"}
    ),
    "event_queue": Adapter("code24.adapters.collecting:EventsQueue", {"queue_url": "events_queue_url"}),
    "suspicions": Adapter("code24.adapters.collecting:SiteSuspicions", {"table": "sites_table"}),
    "exclusions": Adapter("code24.adapters.collecting:SiteExclusions", {"table": "sites_table"}),
    "executions": Adapter(
        "code24.adapters.executions:StepFunctionsExecutions", {"state_machine_arn": "build_state_machine_arn"}
    ),
    "ids": Adapter("code24.adapters.system:RandomIds", {}),
    "images": Adapter("code24.adapters.web_pages:PublicImages", {}),
    "incidents": Adapter("code24.adapters.incidents:DynamoIncidents", {"table": "operations_table"}),
    "jobs": Adapter("code24.adapters.jobs:DynamoJobs", {"table": "jobs_table"}),
    "knowledge": Adapter("code24.adapters.knowledge:DynamoKnowledge", {"table": "knowledge_table"}),
    "ledger": Adapter("code24.adapters.ledger:DynamoLedger", {"table": "subscriptions_table"}),
    "loop_executions": Adapter(
        "code24.adapters.executions:StepFunctionsLoopExecutions", {"state_machine_arn": "optimize_state_machine_arn"}
    ),
    "loops": Adapter("code24.adapters.loops:DynamoLoops", {"table": "sites_table"}),
    "media": Adapter("code24.adapters.objects:S3Media", {"bucket": "media_bucket"}),
    "mail": Adapter("code24.adapters.mail:SesMail", {"sender": "mail_from"}),
    "notifications": Adapter("code24.adapters.mail:SqsNotifications", {"queue_url": "notifications_queue_url"}),
    "opportunities": Adapter(
        "code24.adapters.opportunities:EventBridgeOpportunities", {"table": "rollups_table", "bus": "event_bus"}
    ),
    "optimizations": Adapter("code24.adapters.objects:S3Optimizations", {"bucket": "data_bucket"}),
    "queue_depths": Adapter(
        "code24.adapters.queue_depths:SqsDepths", {"queue_url": "events_queue_url", "prefix": "function_prefix"}
    ),
    "platform_metrics": Adapter(
        "code24.adapters.platform_metrics:CloudWatchPlatformMetrics", {"environment": "environment"}
    ),
    "raw_events": Adapter("code24.adapters.raw_events:S3RawEvents", {"bucket": "data_bucket"}),
    "release_archive": Adapter("code24.adapters.objects:S3ReleaseArchive", {"bucket": "releases_bucket"}),
    "report_files": Adapter("code24.adapters.report_files:S3ReportFiles", {"bucket": "data_bucket"}),
    "revenue_definition": Adapter("code24.revenue.definitions:chosen", {"name": "revenue_definition"}),
    "release_versions": Adapter("code24.adapters.release_versions:DynamoReleaseVersions", {"table": "sites_table"}),
    "report_queue": Adapter("code24.adapters.report_queue:SqsReports", {"queue_url": "reports_queue_url"}),
    "resources": Adapter(
        "code24.adapters.resources:AwsResources",
        {
            "prefix": "function_prefix",
            "data": "data_bucket",
            "media": "media_bucket",
            "releases": "releases_bucket",
            "queue_url": "events_queue_url",
            "build_machine": "build_state_machine_arn",
            "optimize_machine": "optimize_state_machine_arn",
            "bus": "event_bus",
        },
    ),
    "rollup_queue": Adapter("code24.adapters.rollup_queue:SqsRollups", {"queue_url": "rollups_queue_url"}),
    "rollups": Adapter("code24.adapters.rollups:DynamoRollups", {"table": "rollups_table", "bucket": "data_bucket"}),
    "scheduled_runs": Adapter("code24.adapters.scheduled_runs:DynamoScheduledRuns", {"table": "operations_table"}),
    "site_probe": Adapter(
        "code24.adapters.site_probe:LambdaSiteProbe", {"prefix": "function_prefix", "domains_table": "domains_table"}
    ),
    "site_functions": Adapter(
        "code24.adapters.site_functions:LambdaSiteFunctions",
        {
            "environment": "environment",
            "prefix": "function_prefix",
            "releases_bucket": "releases_bucket",
            "role_arn": "site_role_arn",
            "architecture": "site_architecture",
        },
    ),
    "sites": Adapter(
        "code24.adapters.sites:DynamoSites", {"sites_table": "sites_table", "domains_table": "domains_table"}
    ),
    "running_builds": Adapter(
        "code24.adapters.queue_depths:StepFunctionsRunningBuilds", {"state_machine_arn": "build_state_machine_arn"}
    ),
    "salts": Adapter("code24.adapters.collecting:SaltsTable", {"table": "salts_table"}),
    "site_analytics": Adapter("code24.adapters.site_analytics:DynamoSiteAnalytics", {"table": "sites_table"}),
    "site_answers": Adapter("code24.adapters.routing:SiteFunctions", {}),
    "routes": Adapter("code24.adapters.routing:DomainsTable", {"table": "domains_table"}),
    "switches": Adapter("code24.operations.switches:Switches", {"text": "switches"}),
    "submissions": Adapter(
        "code24.adapters.submissions:DynamoSubmissions",
        {"submissions_table": "submissions_table", "sites_table": "sites_table"},
    ),
    "tests": Adapter("code24.adapters.ab_tests:DynamoAbTests", {"table": "tests_table"}),
    "test_queue": Adapter("code24.adapters.ab_tests:SqsTestQueue", {"queue_url": "tests_queue_url"}),
    "tick_records": Adapter("code24.adapters.attention_queue:S3TickRecords", {"bucket": "data_bucket"}),
    "traffic_plans": Adapter("code24.adapters.traffic_plans:DynamoTrafficPlans", {"table": "domains_table"}),
    "typesetter": Adapter("code24.adapters.typesetting:TypstTypesetter", {}),
    "uploads": Adapter("code24.adapters.objects:S3Uploads", {"bucket": "data_bucket"}),
    "ways": Adapter("code24.adapters.local_ways:ways_of_environment", {"environment": "environment"}),
    "web": Adapter("code24.adapters.web:fetcher_of_environment", {"environment": "environment"}),
    "web_pages": Adapter("code24.adapters.web_pages:PublicWebPages", {}),
    "worker_functions": Adapter(
        "code24.adapters.worker_functions:LambdaWorkerFunctions", {"prefix": "function_prefix"}
    ),
    "working_loops": Adapter("code24.adapters.loops:DynamoLoops", {"table": "sites_table"}),
    "worker_results": Adapter("code24.adapters.worker_results:DynamoWorkerResults", {"table": "worker_results_table"}),
    "writer": Adapter("code24.ai.embedded:EmbeddedWriter", {}),
}


@cache
def port(name: str) -> Any:
    """The adapter behind a port. Raises MissingSetting where the environment does not say what it needs."""
    adapter, settings = ADAPTERS[name], Settings()
    values = {parameter: getattr(settings, setting) for parameter, setting in adapter.settings.items()}
    return resolve_name(adapter.name)(**values)


@cache
def _port_names(use_case: Callable[..., Any]) -> tuple[str, ...]:
    parameters = inspect.signature(use_case).parameters.values()
    return tuple(each.name for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY)


def ports_of(use_case: Callable[..., Any]) -> dict[str, Any]:
    """The ports that a use case names as keyword-only parameters."""
    return {name: port(name) for name in _port_names(use_case)}
