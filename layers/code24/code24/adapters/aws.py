"""boto3 clients: made on first use, once a process, all in one place.

`AWS_ENDPOINT_URL` sends every service to another endpoint (the local cloud); botocore reads it itself.
"""

import os
from functools import cache
from typing import TYPE_CHECKING, Literal

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from types_boto3_cloudwatch import CloudWatchClient
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_events import EventBridgeClient
    from types_boto3_lambda import LambdaClient
    from types_boto3_logs import CloudWatchLogsClient
    from types_boto3_s3 import S3Client
    from types_boto3_sesv2 import SESV2Client
    from types_boto3_sqs import SQSClient
    from types_boto3_stepfunctions import SFNClient


def _config(*, attempts: int = 5, read_timeout: float = 10) -> Config:
    """Retries in botocore's standard mode: throttling, 5xx and connection errors, exponential backoff, full jitter."""
    return Config(
        connect_timeout=2,
        read_timeout=read_timeout,
        tcp_keepalive=True,
        retries={"mode": "standard", "total_max_attempts": attempts},
    )


@cache
def dynamodb() -> "DynamoDBClient":
    """DynamoDB."""
    return boto3.client("dynamodb", config=_config(read_timeout=5))


@cache
def s3() -> "S3Client":
    """S3. At a custom endpoint buckets are named in the path, as they have no DNS names there.

    Everything is signed in version 4, for the bucket's own region: in older regions botocore would sign addresses in
    version 2, which leaves the length of an upload open, and in others for the global host, which redirects.
    """
    custom = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    style: Literal["path", "virtual"] = "path" if custom else "virtual"
    return boto3.client("s3", config=_config().merge(Config(signature_version="s3v4", s3={"addressing_style": style})))


@cache
def sqs() -> "SQSClient":
    """SQS."""
    return boto3.client("sqs", config=_config(attempts=3, read_timeout=3))


@cache
def event_bridge() -> "EventBridgeClient":
    """EventBridge."""
    return boto3.client("events", config=_config(attempts=3, read_timeout=3))


@cache
def ses() -> "SESV2Client":
    """SES, in the version of its API that sends what it is given as it is."""
    return boto3.client("sesv2", config=_config(attempts=3))


@cache
def step_functions() -> "SFNClient":
    """Step Functions."""
    return boto3.client("stepfunctions", config=_config())


@cache
def logs() -> "CloudWatchLogsClient":
    """CloudWatch Logs."""
    return boto3.client("logs", config=_config())


@cache
def cloudwatch() -> "CloudWatchClient":
    """CloudWatch's metrics."""
    return boto3.client("cloudwatch", config=_config())


@cache
def lambda_control() -> "LambdaClient":
    """Lambda's control plane; it allows 15 requests a second per account, hence more patience with throttling."""
    return boto3.client("lambda", config=_config(attempts=8))


@cache
def lambda_invoke() -> "LambdaClient":
    """Lambda for calling workers and waiting for their answer, once, within the 29 s of the API's own function.

    A second attempt would let a slow worker work twice, and end after the API was cut off without an answer.
    """
    return boto3.client("lambda", config=_config(attempts=1, read_timeout=25))


def forget() -> None:
    """Drop all clients, for a process whose credentials or endpoint change."""
    several = (dynamodb, s3, sqs, event_bridge, ses, step_functions, logs, cloudwatch, lambda_control, lambda_invoke)
    for factory in several:
        factory.cache_clear()
