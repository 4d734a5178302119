"""What lies in S3: artifacts of builds, results of optimizations, zips of releases, media files and uploads."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.build.pictures.models import UploadTicket
from code24.errors import Code24Error, InvalidRequest, NotFound, Transient
from code24.types import BuildId, CustomerId, ReleaseId, SiteId, UploadId

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import ObjectIdentifierTypeDef

_STEPS = "steps/"
_UPLOAD_SECONDS = 900
_DELETED_AT_ONCE = 1_000
"""The most keys that one DeleteObjects request takes."""


class S3Artifacts:
    """Artifacts in `bucket`, under `builds/{build_id}/{name}.json`."""

    def __init__(self, *, bucket: str) -> None:
        self._bucket = bucket

    def read(self, build_id: BuildId, name: str) -> bytes:
        """The artifact's bytes. Raises NotFound."""
        missing = NotFound(f"Build {build_id} has no artifact {name}.")
        with translated(f"Reading the artifact {name} of build {build_id}", {"NoSuchKey": missing}):
            return aws.s3().get_object(Bucket=self._bucket, Key=_artifact_key(build_id, name))["Body"].read()

    def write(self, build_id: BuildId, name: str, body: bytes) -> None:
        """Store an artifact; an earlier one of the same name is replaced."""
        with translated(f"Writing the artifact {name} of build {build_id}"):
            aws.s3().put_object(
                Bucket=self._bucket, Key=_artifact_key(build_id, name), Body=body, ContentType="application/json"
            )

    def delete_all(self, build_id: BuildId) -> None:
        """Remove everything of a build; nothing there is fine."""
        delete_prefix(self._bucket, f"builds/{build_id}/")


class S3Optimizations:
    """What cycles of the loop leave, in `bucket`, under `optimizations/{site_id}/{name}`.

    Names below `steps/` lie together under `optimizations/steps/{site_id}/`: only a prefix can expire.
    """

    def __init__(self, *, bucket: str) -> None:
        self._bucket = bucket

    def read(self, site_id: SiteId, name: str) -> bytes:
        """Raises NotFound."""
        missing = NotFound(f"The optimization of site {site_id} has no file {name}.")
        with translated(f"Reading {name} of site {site_id}", {"NoSuchKey": missing}):
            return aws.s3().get_object(Bucket=self._bucket, Key=_optimization_key(site_id, name))["Body"].read()

    def write(self, site_id: SiteId, name: str, body: bytes, content_type: str = "application/json") -> None:
        """Store a file; an earlier one of the same name is replaced."""
        with translated(f"Writing {name} of site {site_id}"):
            aws.s3().put_object(
                Bucket=self._bucket, Key=_optimization_key(site_id, name), Body=body, ContentType=content_type
            )

    def delete_all(self, site_id: SiteId) -> None:
        """Remove everything of a site; nothing there is fine."""
        delete_prefix(self._bucket, _optimization_key(site_id, ""))
        delete_prefix(self._bucket, _optimization_key(site_id, _STEPS))


class S3ReleaseArchive:
    """Release zips in `bucket`, under `{site_id}/{release_id}.zip`."""

    def __init__(self, *, bucket: str) -> None:
        self._bucket = bucket

    def put(self, site_id: SiteId, release_id: ReleaseId, body: bytes) -> None:
        """Store a zip."""
        with translated(f"Storing release {release_id} of site {site_id}"):
            aws.s3().put_object(
                Bucket=self._bucket, Key=release_key(site_id, release_id), Body=body, ContentType="application/zip"
            )

    def get(self, site_id: SiteId, release_id: ReleaseId) -> bytes:
        """A zip. Raises NotFound."""
        missing = NotFound(f"The files of release {release_id} are no longer kept.")
        with translated(f"Reading release {release_id} of site {site_id}", {"NoSuchKey": missing}):
            return aws.s3().get_object(Bucket=self._bucket, Key=release_key(site_id, release_id))["Body"].read()

    def delete_all(self, site_id: SiteId) -> None:
        """Remove every zip of a site."""
        delete_prefix(self._bucket, f"{site_id}/")


class S3Media:
    """Files in `bucket`, under `{sha256}.{extension}`."""

    def __init__(self, *, bucket: str) -> None:
        self._bucket = bucket

    def get(self, name: str) -> bytes:
        """A file's bytes. Raises NotFound."""
        missing = NotFound(f"There is no file {name}.")
        with translated(f"Reading the file {name}", {"NoSuchKey": missing}):
            return aws.s3().get_object(Bucket=self._bucket, Key=name)["Body"].read()

    def put(self, name: str, content_type: str, body: bytes) -> None:
        """Store a file; storing the same one again is fine."""
        with translated(f"Storing the file {name}"):
            aws.s3().put_object(
                Bucket=self._bucket,
                Key=name,
                Body=body,
                ContentType=content_type,
                CacheControl="public, max-age=31536000, immutable",
            )


class S3Uploads:
    """What customers send, in `bucket`, under `uploads/{customer_id}/{upload_id}`."""

    def __init__(self, *, bucket: str) -> None:
        self._bucket = bucket

    def ticket(self, customer_id: CustomerId, upload_id: UploadId, content_type: str, size: int) -> UploadTicket:
        """A presigned PUT. S3 refuses another type or length, as both headers are signed."""
        with translated("Signing an upload"):
            url = aws.s3().generate_presigned_url(
                "put_object",
                Params={
                    "Bucket": self._bucket,
                    "Key": _upload_key(customer_id, upload_id),
                    "ContentType": content_type,
                    "ContentLength": size,
                },
                ExpiresIn=_UPLOAD_SECONDS,
                HttpMethod="PUT",
            )
        return UploadTicket(
            upload_id=upload_id,
            url=url,
            headers={"content-type": content_type, "content-length": str(size)},
            expires_at=datetime.now(UTC) + timedelta(seconds=_UPLOAD_SECONDS),
        )

    def read(self, customer_id: CustomerId, upload_id: UploadId, most_bytes: int) -> bytes:
        """The file. Raises NotFound where this customer sent none or it has expired, InvalidRequest if it is larger.

        A presigned address is out of our hands, so the size is looked at before anything is read.
        """
        missing = NotFound(f"There is no upload {upload_id}; send the file again (uploads are kept for 7 days).")
        with translated(f"Reading the upload {upload_id}", {"NoSuchKey": missing}):
            answer = aws.s3().get_object(Bucket=self._bucket, Key=_upload_key(customer_id, upload_id))
            if answer["ContentLength"] > most_bytes:
                answer["Body"].close()
                raise InvalidRequest(f"The upload has more than {most_bytes // 1_000_000} MB.", field="uploadId")
            return answer["Body"].read()


def release_key(site_id: SiteId, release_id: ReleaseId) -> str:
    """Where a release's zip lies."""
    return f"{site_id}/{release_id}.zip"


def _upload_key(customer_id: CustomerId, upload_id: UploadId) -> str:
    return f"uploads/{customer_id}/{upload_id}"


def _optimization_key(site_id: SiteId, name: str) -> str:
    if name.startswith(_STEPS):
        return f"optimizations/{_STEPS}{site_id}/{name.removeprefix(_STEPS)}"
    return f"optimizations/{site_id}/{name}"


def _artifact_key(build_id: BuildId, name: str) -> str:
    return f"builds/{build_id}/{name}.json"


def delete_prefix(bucket: str, prefix: str) -> None:
    """Remove all objects under a prefix with all their versions: in a versioned bucket a plain delete only hides."""
    doing = f"Deleting {prefix} from {bucket}"
    with translated(doing):
        for keys in batched(_versions(bucket, prefix), _DELETED_AT_ONCE, strict=False):
            answer = aws.s3().delete_objects(Bucket=bucket, Delete={"Objects": list(keys), "Quiet": True})
            for failed in answer.get("Errors", []):
                kind = Transient if failed.get("Code") in {"InternalError", "SlowDown"} else Code24Error
                raise kind(f"{doing}: {failed.get('Key')}: {failed.get('Code')}: {failed.get('Message')}")


def _versions(bucket: str, prefix: str) -> "Iterator[ObjectIdentifierTypeDef]":
    for page in aws.s3().get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
        for version in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            yield {"Key": version["Key"], "VersionId": version["VersionId"]}
