"""All events as they came, in S3: gzipped NDJSON by the hour that they happened in, for Athena and DuckDB to read."""

import gzip
from collections.abc import Iterable
from datetime import date, datetime

from code24.adapters import aws
from code24.adapters.wire_errors import translated

_LEVEL = 6


class S3RawEvents:
    """Objects `analytics/events/dt=YYYY-MM-DD/hh=HH/{batch}.ndjson.gz` in `bucket`."""

    def __init__(self, *, bucket: str) -> None:
        self._bucket = bucket

    def write(self, hour: datetime, batch: str, body: bytes) -> None:
        """Store a batch's events of one hour; storing the same again is fine."""
        with translated(f"Writing the events of {hour:%Y-%m-%d %H} h"):
            aws.s3().put_object(
                Bucket=self._bucket,
                Key=f"{_folder(hour.date())}hh={hour:%H}/{batch}.ndjson.gz",
                Body=gzip.compress(body, _LEVEL, mtime=0),
                ContentType="application/x-ndjson",
                ContentEncoding="gzip",
            )

    def of_day(self, day: date) -> Iterable[bytes]:
        """Every object of a day, uncompressed."""
        with translated(f"Reading the events of {day}"):
            for page in aws.s3().get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=_folder(day)):
                for found in page.get("Contents", []):
                    yield gzip.decompress(aws.s3().get_object(Bucket=self._bucket, Key=found["Key"])["Body"].read())


def _folder(day: date) -> str:
    return f"analytics/events/dt={day.isoformat()}/"
