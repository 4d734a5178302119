"""Sets in DynamoDB and S3, on moto: parts, the pointer to what was merged, and who comes in between."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.event_sets import DynamoEventSets
from code24.analytics.ports import SetPart
from code24.errors import Code24Error, Conflict, Damaged, Transient
from tests.environment import REGION
from tests.tables import create_table

KEY, TEST, BUCKET, TABLE = "events/s000000000001/2026-03-02", "tests/t000000000001", "data", "rollups"
SOON = 1_800_000_000
LARGE = bytes(range(256)) * 1_300


@pytest.fixture
def sets() -> Iterator[DynamoEventSets]:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table(TABLE, "key", "part")
        boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})  # type: ignore[typeddict-item]
        yield DynamoEventSets(table=TABLE, bucket=BUCKET)
    aws.forget()


def objects() -> list[str]:
    return [each["Key"] for each in boto3.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_parts_are_read_by_name_with_what_was_merged(sets: DynamoEventSets) -> None:
    assert sets.read(KEY).merged is None
    sets.append(KEY, "11#b", b"later", SOON)
    sets.append(KEY, "10#a", b"first", SOON)
    sets.append(KEY, "10#a", b"first", SOON)
    snapshot = sets.read(KEY)
    assert (snapshot.parts, snapshot.version) == ((("10#a", b"first"), ("11#b", b"later")), 0)
    assert sets.read(KEY, since="11").parts == (("11#b", b"later"),)

    sets.merge(KEY, snapshot, b"all")
    sets.append(KEY, "12#c", b"new", SOON)
    after = sets.read(KEY, since="12")
    assert (after.merged, after.parts, after.version) == (b"all", (("12#c", b"new"),), 1)


def test_sets_do_not_mix(sets: DynamoEventSets) -> None:
    for key in (KEY, f"{KEY[:-1]}3", TEST):
        sets.append(key, "2026#a", key.encode(), SOON)
        assert sets.read(key).parts == (("2026#a", key.encode()),)
    sets.merge(TEST, sets.read(TEST), b"merged")
    assert sets.read(TEST).merged == b"merged"
    assert sets.read(KEY).merged is None


def test_a_merge_of_what_somebody_else_merged_is_refused_and_leaves_no_object(sets: DynamoEventSets) -> None:
    sets.append(KEY, "10#a", b"one", SOON)
    mine, theirs = sets.read(KEY), sets.read(KEY)
    sets.merge(KEY, theirs, b"theirs")
    with pytest.raises(Conflict):
        sets.merge(KEY, mine, b"mine")
    assert sets.read(KEY).merged == b"theirs"
    assert len(objects()) == 1


def test_of_many_merges_at_once_one_wins_each_version(sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch) -> None:
    put, one_by_one = aws.dynamodb().put_item, Lock()

    def atomic(**request: object) -> object:
        with one_by_one:  # as DynamoDB does with an item, and moto does not promise to
            return put(**request)  # type: ignore[arg-type]

    monkeypatch.setattr(aws.dynamodb(), "put_item", atomic)
    for number in range(8):
        sets.append(KEY, f"10#{number}", b"%d" % number, SOON)

    def merge(number: int) -> int:
        while True:
            snapshot = sets.read(KEY)
            found = set((snapshot.merged or b"").split()) | {body for _, body in snapshot.parts} | {b"m%d" % number}
            try:
                sets.merge(KEY, snapshot, b" ".join(sorted(found)))
            except Conflict:
                continue
            return snapshot.version

    with ThreadPoolExecutor(4) as workers:
        versions = list(workers.map(merge, range(6)))
    assert sorted(versions) == list(range(6))
    final = sets.read(KEY)
    assert set((final.merged or b"").split()) == {b"%d" % n for n in range(8)} | {b"m%d" % n for n in range(6)}
    assert final.parts == ()
    assert len(objects()) == 1


def test_what_is_appended_between_a_look_and_its_merge_stays(sets: DynamoEventSets) -> None:
    sets.append(KEY, "10#a", b"one", SOON)
    snapshot = sets.read(KEY)
    sets.append(KEY, "10#b", b"two", SOON)
    sets.append(KEY, "10#c", LARGE, SOON)
    sets.merge(KEY, snapshot, b"one")
    after = sets.read(KEY)
    assert (after.merged, after.parts) == (b"one", (("10#b", b"two"), ("10#c", LARGE)))


def test_a_pointer_that_was_written_twice_by_one_request_stands(
    sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """botocore sends a request again whose answer was lost; the condition fails then, because of the first one."""
    sets.append(KEY, "10#a", b"one", SOON)
    client = aws.dynamodb()
    put = client.put_item

    def twice(**request: object) -> object:
        put(**request)  # type: ignore[arg-type]
        return put(**request)  # type: ignore[arg-type]

    snapshot = sets.read(KEY)
    monkeypatch.setattr(client, "put_item", twice)
    sets.merge(KEY, snapshot, b"all")
    assert sets.read(KEY).merged == b"all"


def test_who_reads_while_a_merge_ends_reads_again(sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch) -> None:
    sets.append(KEY, "10#a", b"one", SOON)
    sets.merge(KEY, sets.read(KEY), b"old")
    sets.append(KEY, "10#b", b"two", SOON)
    before, waiting = sets.read(KEY), [1]
    items = sets._items

    def slow(key: str, since: str) -> object:
        found = items(key, since)
        if waiting.pop() if waiting else 0:
            sets.merge(KEY, before, b"new")
        return found

    monkeypatch.setattr(sets, "_items", slow)
    assert sets.read(KEY).merged == b"new"


def test_an_object_that_stays_missing_is_damage(sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("code24.adapters.event_sets.time.sleep", lambda seconds: None)
    sets.merge(KEY, sets.read(KEY), b"all")
    boto3.client("s3").delete_object(Bucket=BUCKET, Key=objects()[0])
    with pytest.raises(Damaged):
        sets.read(KEY)


def test_large_parts_lie_in_s3_until_they_are_merged(sets: DynamoEventSets) -> None:
    sets.append(KEY, "10#a", LARGE, SOON)
    [name] = objects()
    assert name.startswith(f"analytics/sets/{KEY}/parts/10#a")
    snapshot = sets.read(KEY)
    assert snapshot.parts == (("10#a", LARGE),)
    sets.merge(KEY, snapshot, b"all")
    [left] = objects()
    assert left.startswith(f"analytics/sets/{KEY}/1-")


def test_a_large_part_that_is_stored_again_while_it_is_merged_stays_readable(
    sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue delivered it twice: the second worker's object is there, its item comes after the merge."""
    sets.append(KEY, "10#a", LARGE, SOON)
    snapshot, client = sets.read(KEY), aws.dynamodb()
    put = client.put_item

    def merged_before(**request: object) -> object:
        monkeypatch.setattr(client, "put_item", put)
        sets.merge(KEY, snapshot, b"all")
        return put(**request)  # type: ignore[arg-type]

    monkeypatch.setattr(client, "put_item", merged_before)
    sets.append(KEY, "10#a", LARGE, SOON)
    monkeypatch.setattr("code24.adapters.event_sets.time.sleep", lambda seconds: None)
    after = sets.read(KEY)
    assert (after.merged, after.parts) == (b"all", (("10#a", LARGE),))
    sets.merge(KEY, after, b"all")
    assert len(objects()) == 1


def test_parts_expire_and_what_is_merged_does_not(sets: DynamoEventSets) -> None:
    sets.append(KEY, "10#a", b"one", SOON)
    [item] = boto3.client("dynamodb").scan(TableName=TABLE)["Items"]
    assert item["expires_at"] == {"N": str(SOON)}
    sets.merge(KEY, sets.read(KEY), b"all")
    [pointer] = boto3.client("dynamodb").scan(TableName=TABLE)["Items"]
    assert "expires_at" not in pointer


@pytest.mark.parametrize("key", [KEY, "events/s000000000001"])
def test_a_set_or_all_of_a_site_is_deleted_with_its_objects(sets: DynamoEventSets, key: str) -> None:
    sets.append(KEY, "10#a", LARGE, SOON)
    sets.merge(KEY, sets.read(KEY), b"all")
    sets.append(KEY, "10#b", LARGE, SOON)
    other = "events/s000000000002/2026-03-02"
    sets.append(other, "10#a", b"other", SOON)
    sets.delete(key)
    sets.delete(key)
    assert sets.read(KEY) == sets.read("events/nobody/2026-03-02")
    assert objects() == []
    assert sets.read(other).parts == (("10#a", b"other"),)


def test_the_parts_of_a_test_are_deleted(sets: DynamoEventSets) -> None:
    sets.append(TEST, "2026-03-02T10#a", b"rows", SOON)
    sets.merge(TEST, sets.read(TEST), b"all")
    sets.delete(TEST)
    assert (sets.read(TEST).merged, objects()) == (None, [])


def parts_of(count: int) -> list[SetPart]:
    return [SetPart(f"events/s{number:012d}/2026-03-02", "10#a", b"%d" % number, SOON) for number in range(count)]


def test_many_parts_take_few_requests(sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    aws.dynamodb().meta.events.register("before-call", lambda model, **_: asked.append(model.name))
    parts = parts_of(60)
    assert sets.append_all(parts) == [None] * 60
    assert asked == ["BatchWriteItem"] * 3
    assert [sets.read(part.key).parts for part in parts] == [(("10#a", part.body),) for part in parts]


def test_what_dynamodb_leaves_over_is_sent_again_and_fails_alone_in_the_end(
    sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, tries = aws.dynamodb().batch_write_item, dict.fromkeys(range(6), 0)

    def throttle(RequestItems: dict[str, list[dict[str, Any]]]) -> object:  # noqa: N803
        """The third part never gets through, the fourth one does so the second time."""
        taken, left = [], []
        for request in RequestItems[TABLE]:
            number = int(request["PutRequest"]["Item"]["body"]["B"])
            tries[number] += 1
            (left if number == 3 or (number == 4 and tries[4] == 1) else taken).append(request)
        if taken:
            write(RequestItems={TABLE: taken})  # type: ignore[dict-item]
        return {"UnprocessedItems": {TABLE: left} if left else {}}

    monkeypatch.setattr(aws.dynamodb(), "batch_write_item", throttle)
    monkeypatch.setattr("code24.adapters.items.sleep", lambda seconds: None)
    parts = parts_of(6)
    errors = sets.append_all(parts)
    assert [isinstance(error, Transient) for error in errors] == [False, False, False, True, False, False]
    assert [len(sets.read(part.key).parts) for part in parts] == [1, 1, 1, 0, 1, 1]
    assert tries[4] == 2


def test_a_part_that_is_refused_fails_alone(sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a batch is refused as a whole where one of its items is none, or where all of it is throttled."""
    put = aws.dynamodb().put_item

    def refuse(**_: object) -> object:
        raise ClientError({"Error": {"Code": "ValidationException"}}, "BatchWriteItem")

    def refuse_one(**request: object) -> object:
        if "s000000000003" in str(request["Item"]):
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "PutItem")
        return put(**request)  # type: ignore[arg-type]

    monkeypatch.setattr(aws.dynamodb(), "batch_write_item", refuse)
    monkeypatch.setattr(aws.dynamodb(), "put_item", refuse_one)
    parts = parts_of(6)
    errors = sets.append_all(parts)
    assert [isinstance(error, Code24Error) for error in errors] == [False, False, False, True, False, False]
    assert [len(sets.read(part.key).parts) for part in parts] == [1, 1, 1, 0, 1, 1]


def test_of_parts_that_go_together_the_one_that_s3_does_not_take_fails_alone(
    sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> object:
        raise ClientError({"Error": {"Code": "SlowDown"}}, "PutObject")

    monkeypatch.setattr(aws.s3(), "put_object", refuse)
    errors = sets.append_all([*parts_of(3), SetPart(KEY, "10#large", LARGE, SOON)])
    assert [type(error) for error in errors] == [type(None), type(None), type(None), Transient]
    assert [name for name, _ in sets.read(KEY).parts] == ["10#a"]


def test_what_is_throttled_as_a_whole_fails_as_a_whole(sets: DynamoEventSets, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> object:
        raise ClientError({"Error": {"Code": "ProvisionedThroughputExceededException"}}, "BatchWriteItem")

    monkeypatch.setattr(aws.dynamodb(), "batch_write_item", refuse)
    assert [type(error) for error in sets.append_all(parts_of(30))] == [Transient] * 30
