"""Everything that a cloud keeps, to look for what it must not keep."""

import contextlib
import gzip
import zlib
from collections.abc import Iterable, Iterator

from tests.e2e.visitor import Cloud


def found(secret: bytes, *places: Iterable[bytes]) -> list[bytes]:
    """The beginnings of what a secret is in."""
    return [each[:300] for place in places for each in place if secret in each]


def items(cloud: Cloud) -> Iterator[bytes]:
    """Every item of every table, and its binary attributes as what they hold."""
    client = cloud.aws("dynamodb")
    for table in client.list_tables()["TableNames"]:
        for page in client.get_paginator("scan").paginate(TableName=table):
            for item in page["Items"]:
                yield repr(item).encode()
                yield from (expanded(value["B"]) for value in item.values() if "B" in value)


def objects(cloud: Cloud) -> Iterator[bytes]:
    """Every object that is not a website."""
    client = cloud.aws("s3")
    for bucket in client.list_buckets()["Buckets"]:
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket["Name"]):
            for each in page.get("Contents", []):
                if "releases" not in bucket["Name"] and "media" not in bucket["Name"]:
                    body = client.get_object(Bucket=bucket["Name"], Key=each["Key"])["Body"].read()
                    yield each["Key"].encode() + b"\n" + expanded(body)


def logged(cloud: Cloud) -> Iterator[bytes]:
    """Every line of every log."""
    client = cloud.aws("logs")
    groups = client.describe_log_groups()["logGroups"]
    assert groups
    for group in groups:
        for page in client.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"]):
            yield from (event["message"].encode() for event in page["events"])


def expanded(body: bytes) -> bytes:
    for expand in (gzip.decompress, zlib.decompress):
        with contextlib.suppress(OSError, EOFError, zlib.error):
            return expand(body)
    return body
