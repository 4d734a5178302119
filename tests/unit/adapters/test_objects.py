from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from code24.adapters import aws
from code24.adapters.objects import S3Artifacts, S3Media, S3ReleaseArchive, S3Uploads
from code24.errors import Code24Error, InvalidRequest, NotFound

ONE, OTHER = "b0000000000000001", "b0000000000000002"
pytestmark = pytest.mark.usefixtures("cloud")


def keys(bucket: str) -> list[str]:
    answer = boto3.client("s3").list_object_versions(Bucket=bucket)
    return [each["Key"] for each in [*answer.get("Versions", []), *answer.get("DeleteMarkers", [])]]


def test_an_artifact_is_read_as_it_was_written_last() -> None:
    artifacts = S3Artifacts(bucket="data")
    artifacts.write(ONE, "brand", b"first")
    artifacts.write(ONE, "brand", b"second")
    assert artifacts.read(ONE, "brand") == b"second"
    assert keys("data") == [f"builds/{ONE}/brand.json"]


def test_a_missing_artifact_is_named() -> None:
    with pytest.raises(NotFound, match=f"Build {ONE} has no artifact brand"):
        S3Artifacts(bucket="data").read(ONE, "brand")


def test_deleting_a_builds_artifacts_leaves_other_builds_alone() -> None:
    artifacts = S3Artifacts(bucket="data")
    for number in range(3):
        artifacts.write(ONE, f"part-{number}", b"{}")
    artifacts.write(OTHER, "brand", b"{}")
    artifacts.delete_all(ONE)
    artifacts.delete_all(ONE)
    assert keys("data") == [f"builds/{OTHER}/brand.json"]


def test_a_release_is_read_as_it_was_stored_and_another_sites_is_not() -> None:
    archive = S3ReleaseArchive(bucket="releases")
    archive.put("s000000000001", "r0000000001", b"PK\x00zip")
    assert archive.get("s000000000001", "r0000000001") == b"PK\x00zip"
    with pytest.raises(NotFound, match="release r0000000001 are no longer kept"):
        archive.get("s000000000002", "r0000000001")


def test_deleting_removes_every_version_from_a_versioned_bucket() -> None:
    boto3.client("s3").put_bucket_versioning(Bucket="releases", VersioningConfiguration={"Status": "Enabled"})
    archive = S3ReleaseArchive(bucket="releases")
    archive.put("s000000000001", "r0000000001", b"one")
    archive.put("s000000000001", "r0000000001", b"two")
    archive.put("s000000000002", "r0000000001", b"other site")
    boto3.client("s3").delete_object(Bucket="releases", Key="s000000000001/r0000000001.zip")
    archive.delete_all("s000000000001")
    assert keys("releases") == ["s000000000002/r0000000001.zip"]


def test_more_objects_than_one_request_deletes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("code24.adapters.objects._DELETED_AT_ONCE", 2)
    artifacts = S3Artifacts(bucket="data")
    for number in range(5):
        artifacts.write(ONE, f"part-{number}", b"{}")
    artifacts.delete_all(ONE)
    assert keys("data") == []


def test_a_missing_bucket_is_no_missing_artifact() -> None:
    with pytest.raises(Code24Error, match="NoSuchBucket") as caught:
        S3Artifacts(bucket="elsewhere").read(ONE, "brand")
    assert not isinstance(caught.value, NotFound)


def test_a_medium_is_kept_under_its_name_for_ever() -> None:
    media = S3Media(bucket="media")
    media.put("a.avif", "image/avif", b"pixels")
    media.put("a.avif", "image/avif", b"pixels")
    kept = boto3.client("s3").get_object(Bucket="media", Key="a.avif")
    assert (kept["Body"].read(), kept["ContentType"]) == (b"pixels", "image/avif")
    assert kept["CacheControl"] == "public, max-age=31536000, immutable"


def test_a_ticket_is_a_presigned_put_that_binds_type_and_length() -> None:
    ticket = S3Uploads(bucket="data").ticket("calice0000000", "u0123456789abcdef", "image/jpeg", 1_234)
    address = urlsplit(ticket.url)
    signed = parse_qs(address.query)
    assert address.path.endswith("/uploads/calice0000000/u0123456789abcdef")
    assert set(signed["X-Amz-SignedHeaders"][0].split(";")) == {"content-length", "content-type", "host"}
    assert signed["X-Amz-Expires"] == ["900"]
    assert ticket.headers == {"content-type": "image/jpeg", "content-length": "1234"}


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("us-east-1", "s3.amazonaws.com"),
        ("eu-west-1", "s3.eu-west-1.amazonaws.com"),
        ("eu-central-2", "s3.eu-central-2.amazonaws.com"),
    ],
)
def test_a_ticket_binds_the_length_in_old_regions_and_names_the_host_of_new_ones(
    monkeypatch: pytest.MonkeyPatch, region: str, host: str
) -> None:
    aws.forget()
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    boto3.setup_default_session()
    address = urlsplit(S3Uploads(bucket="data").ticket("calice0000000", "u0123456789abcdef", "image/jpeg", 1_234).url)
    assert address.hostname == f"data.{host}"
    assert "content-length" in parse_qs(address.query)["X-Amz-SignedHeaders"][0]


def test_an_upload_that_is_too_large_is_not_read() -> None:
    boto3.client("s3").put_object(Bucket="data", Key="uploads/calice0000000/u0123456789abcdef", Body=b"photo")
    with pytest.raises(InvalidRequest, match="The upload has more than"):
        S3Uploads(bucket="data").read("calice0000000", "u0123456789abcdef", 4)


def test_an_upload_is_read_by_its_owner_only() -> None:
    boto3.client("s3").put_object(Bucket="data", Key="uploads/calice0000000/u0123456789abcdef", Body=b"photo")
    uploads = S3Uploads(bucket="data")
    assert uploads.read("calice0000000", "u0123456789abcdef", 5) == b"photo"
    with pytest.raises(NotFound, match="send the file again"):
        uploads.read("cbob000000000", "u0123456789abcdef", 5)
