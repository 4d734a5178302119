"""AWS in memory: moto, with the tables and buckets of template.yaml."""

from collections import Counter
from collections.abc import Iterator

import pytest
from moto import mock_aws
from moto.awslambda.models import LambdaFunction

from code24.adapters import aws
from tests.environment import REGION
from tests.tables import create_table


@pytest.fixture
def cloud() -> Iterator[None]:
    """Empty tables and buckets."""
    aws.forget()
    with mock_aws(config={"lambda": {"use_docker": False}, "core": {"reset_boto3_session": False}}):
        create_table("sites", "site_id", "record", ("by-customer", "customer_id", "created_at"))
        create_table("domains", "host")
        create_table("builds", "build_id", index=("by-site", "site_id", "created_at"))
        create_table("customers", "customer_id")
        create_table("api_keys", "key_hash")
        create_table("worker_results", "id")
        create_table("submissions", "site_id", "submission_id", ("by-created", "site_id", "created_at"))
        create_table("limits", "key")
        for bucket in ("data", "media", "releases"):
            location = {"LocationConstraint": REGION}
            aws.s3().create_bucket(Bucket=bucket, CreateBucketConfiguration=location)
        yield
    aws.forget()


@pytest.fixture
def versions_count_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of versions are never given twice, as on Lambda; moto counts those that are there."""
    given: Counter[str] = Counter()
    set_version = LambdaFunction.set_version

    def count_on(function: LambdaFunction, version: int) -> None:
        given[function.function_name] = max(version, given[function.function_name] + 1)
        set_version(function, given[function.function_name])

    monkeypatch.setattr(LambdaFunction, "set_version", count_on)
