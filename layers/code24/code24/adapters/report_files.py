"""Reports, in the data bucket."""

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.errors import NotFound


class S3ReportFiles:
    """Files in `bucket`, by their whole key."""

    def __init__(self, *, bucket: str) -> None:
        self._bucket = bucket

    def read(self, key: str) -> bytes:
        """Raises NotFound."""
        missing = NotFound(f"There is no report {key}.")
        with translated(f"Reading the report {key}", {"NoSuchKey": missing}):
            return aws.s3().get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def write(self, key: str, body: bytes, content_type: str = "application/json") -> None:
        """Store a file; an earlier one is replaced."""
        with translated(f"Writing the report {key}"):
            aws.s3().put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=content_type)

    def names(self, prefix: str) -> tuple[str, ...]:
        """All keys that begin with `prefix`, sorted."""
        with translated(f"Listing the reports {prefix}"):
            pages = aws.s3().get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            return tuple(sorted(each["Key"] for page in pages for each in page.get("Contents", [])))
