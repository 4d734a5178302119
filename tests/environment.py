"""The environment that tests run in: no account and no configuration of the person who runs them."""

from collections.abc import MutableMapping

REGION = "eu-central-1"
ACCOUNT = "123456789012"
"""The account that moto answers with."""

AWS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
}

FUNCTION = {
    "CODE24_ENVIRONMENT": "test",
    "CODE24_FUNCTION_PREFIX": "code24-test",
    "CODE24_SITES_URL": "http://*.localhost:8024",
    "CODE24_DATA_BUCKET": f"code24-test-data-{ACCOUNT}",
    "CODE24_RELEASES_BUCKET": f"code24-test-releases-{ACCOUNT}",
    "CODE24_MEDIA_BUCKET": f"code24-test-media-{ACCOUNT}",
    "CODE24_SITES_TABLE": "code24-test-sites",
    "CODE24_DOMAINS_TABLE": "code24-test-domains",
    "CODE24_BUILDS_TABLE": "code24-test-builds",
    "CODE24_CUSTOMERS_TABLE": "code24-test-customers",
    "CODE24_API_KEYS_TABLE": "code24-test-api-keys",
    "CODE24_WORKER_RESULTS_TABLE": "code24-test-worker-results",
    "CODE24_SUBMISSIONS_TABLE": "code24-test-submissions",
    "CODE24_LIMITS_TABLE": "code24-test-limits",
    "CODE24_JOBS_TABLE": "code24-test-jobs",
    "CODE24_KNOWLEDGE_TABLE": "code24-test-knowledge",
    "CODE24_TESTS_TABLE": "code24-test-tests",
    "CODE24_TESTS_QUEUE_URL": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/code24-test-tests",
    "CODE24_SALTS_TABLE": "code24-test-salts",
    "CODE24_EVENTS_QUEUE_URL": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/code24-test-events",
    "CODE24_ROLLUPS_TABLE": "code24-test-rollups",
    "CODE24_ROLLUPS_QUEUE_URL": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/code24-test-rollups",
    "CODE24_RESOLVE": "",
    "CODE24_LOOPBACK_PORTS": "",
    "CODE24_NOTIFICATIONS_QUEUE_URL": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/code24-test-notifications",
    "CODE24_EVENT_BUS": "code24-test",
    "CODE24_OPERATIONS_TABLE": "code24-test-operations",
    "CODE24_SUBSCRIPTIONS_TABLE": "code24-test-subscriptions",
    "CODE24_REVENUE_DEFINITION": "chartmogul",
    "CODE24_ATTENTION_QUEUE_URL": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/code24-test-attention",
    "CODE24_REPORTS_QUEUE_URL": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/code24-test-reports",
    "CODE24_SWITCHES": "continuous-optimization=ENABLED,monthly-analytics=ENABLED,end-of-month=ENABLED,health=DISABLED",
    "CODE24_MAIL_FROM": "forms@code24.example",
    "CODE24_BUILD_STATE_MACHINE_ARN": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:code24-test-build",
    "CODE24_OPTIMIZE_STATE_MACHINE_ARN": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:code24-test-optimize",
    "CODE24_SITE_ROLE_ARN": f"arn:aws:iam::{ACCOUNT}:role/code24-test-site",
    "CODE24_SITE_ARCHITECTURE": "x86_64",
    "CODE24_ORIGIN_SECRET": "a secret that only tests know",
}
"""What template.yaml gives to the functions."""


def prepare[Environment: MutableMapping[str, str]](environment: Environment) -> Environment:
    """Make an environment fit for tests, in place."""
    for name in [name for name in environment if name.startswith(("AWS_", "CODE24_"))]:
        del environment[name]
    environment.update(AWS | FUNCTION)
    environment["TZ"] = "UTC"
    return environment
