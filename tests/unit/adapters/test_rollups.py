"""Days in figures, what changed, raw events and the queue between, on moto."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import boto3
import duckdb
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.raw_events import S3RawEvents
from code24.adapters.rollup_queue import SqsRollups
from code24.adapters.rollups import DynamoRollups
from code24.analytics.models import DayRollup, RollUp
from code24.analytics.processing import Delivery, process
from code24.errors import Damaged, Transient
from tests.analytics_fakes import FakeEventSets, FakeRollups
from tests.environment import REGION
from tests.fakes import FakeClock
from tests.tables import create_table
from tests.traffic import SITE, bodies, events_of, exactly, records

OTHER = "s000000000002"
DAY, HOUR = date(2026, 3, 2), datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("rollups", "key", "part")
        boto3.client("s3").create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": REGION})  # type: ignore[typeddict-item]
        yield
    aws.forget()


def store() -> DynamoRollups:
    return DynamoRollups(table="rollups", bucket="data")


def rollup(day: date = DAY, site_id: str = SITE, **figures: object) -> DayRollup:
    return DayRollup(site_id=site_id, day=day, timezone="UTC", figures=figures)


def count(key: str) -> int:
    found = boto3.client("dynamodb").query(
        TableName="rollups", KeyConditionExpression="#key = :key", ExpressionAttributeNames={"#key": "key"},
        ExpressionAttributeValues={":key": {"S": key}},
    )  # fmt: skip
    return found["Count"]


TORN = {"text": b"torn", "head": b"\x1f\x8b\x08\x00", "other": gzip.compress(b"{}"), "half": gzip.compress(b"[")[:-9]}


@pytest.mark.parametrize("body", TORN.values(), ids=list(TORN))  # named: packed bytes have the time in them
def test_a_day_that_cannot_be_read_is_named(body: bytes) -> None:
    store().put(rollup())
    boto3.client("dynamodb").put_item(
        TableName="rollups",
        Item={"key": {"S": f"rollups/{SITE}"}, "part": {"S": "2026-03-02"}, "body": {"B": body}},
    )
    with pytest.raises(Damaged, match=f"site {SITE}: what is stored of 2026-03-02 cannot be read"):
        store().days(SITE, DAY, DAY)


def test_days_come_back_in_order_within_a_range() -> None:
    days = [rollup(DAY + timedelta(days=number), views=number, share=0.25) for number in range(4)]
    for each in reversed(days):
        store().put(each)
    store().put(rollup(site_id=OTHER))
    assert store().days(SITE, DAY + timedelta(days=1), DAY + timedelta(days=2)) == days[1:3]


def test_the_same_figures_are_the_same_bytes() -> None:
    stored = []
    for figures in ({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"d": 3, "c": 2}, "a": 1}):
        store().put(rollup(**figures))
        stored.append(boto3.client("dynamodb").scan(TableName="rollups")["Items"])
    assert stored[0] == stored[1]


def test_large_figures_lie_in_s3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("code24.adapters.rollups._LARGE", 1_000)
    noise = Random(1).randbytes(2_000).hex()
    store().put(rollup(noise=noise))
    assert boto3.client("s3").list_objects_v2(Bucket="data")["KeyCount"] == 1
    assert store().days(SITE, DAY, DAY) == [rollup(noise=noise)]


def test_figures_of_sets_that_were_read_earlier_do_not_replace_later_ones() -> None:
    store().put(rollup(views=2), HOUR)
    store().put(rollup(views=1), HOUR - timedelta(seconds=1))
    assert store().days(SITE, DAY, DAY) == [rollup(views=2)]
    store().put(rollup(views=3), HOUR + timedelta(microseconds=1))
    assert store().days(SITE, DAY, DAY) == [rollup(views=3)]


def test_what_is_noted_twice_costs_one_write_and_is_found_once() -> None:
    one, other = store(), store()
    changed = [(SITE, HOUR), (OTHER, HOUR - timedelta(hours=1))]
    one.note_activity(HOUR, changed)
    one.note_activity(HOUR, changed)
    other.note_activity(HOUR, changed[:1])
    one.note_activity(HOUR, [*changed, (OTHER, HOUR)])
    assert count("activity/2026-03-02T10") == 3
    assert set(store().active(HOUR)) == {*changed, (OTHER, HOUR)}
    one.note_activity(HOUR + timedelta(hours=1), changed)
    assert set(store().active(HOUR + timedelta(hours=1))) == set(changed)


def test_a_note_of_two_hundred_sites_is_small_and_expires() -> None:
    store().note_activity(HOUR, [(f"s{number:012d}", HOUR) for number in range(200)])
    [item] = boto3.client("dynamodb").scan(TableName="rollups")["Items"]
    assert len(item["changed"]["B"]) < 3_000
    assert int(item["expires_at"]["N"]) == int((HOUR + timedelta(days=32)).timestamp())


def test_how_far_was_swept_is_remembered() -> None:
    assert store().swept_until() is None
    store().note_swept(HOUR)
    assert store().swept_until() == HOUR


def test_everything_of_a_site_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("code24.adapters.rollups._LARGE", 1_000)
    for site_id in (SITE, OTHER):
        store().put(rollup(site_id=site_id))
        store().put(rollup(DAY - timedelta(days=1), site_id, noise=Random(1).randbytes(300_000).hex()))
    boto3.client("dynamodb").put_item(
        TableName="rollups", Item={"key": {"S": f"opportunities/{SITE}"}, "part": {"S": "x"}}
    )
    store().delete_all(SITE)
    store().delete_all(SITE)
    assert store().days(SITE, date.min, date.max) == []
    assert count(f"opportunities/{SITE}") == 0
    assert len(store().days(OTHER, date.min, date.max)) == 2
    assert boto3.client("s3").list_objects_v2(Bucket="data")["KeyCount"] == 1


def test_raw_events_are_partitioned_and_duckdb_reads_them(tmp_path: Path) -> None:
    sent = exactly(400, start=HOUR.replace(hour=23, minute=50), visits=200)
    raw = S3RawEvents(bucket="data")
    deliveries = [Delivery(each["messageId"], each["body"]) for each in records(bodies(sent))]
    process(deliveries, raw_events=raw, event_sets=FakeEventSets(), rollups=FakeRollups(), clock=FakeClock())
    s3 = boto3.client("s3")
    for each in s3.list_objects_v2(Bucket="data")["Contents"]:
        (tmp_path / each["Key"]).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each["Key"]).write_bytes(s3.get_object(Bucket="data", Key=each["Key"])["Body"].read())

    files = f"read_json_auto('{tmp_path}/analytics/events/*/*/*.ndjson.gz', hive_partitioning=true, union_by_name=true)"
    with duckdb.connect() as database:
        question = f"select cast(dt as varchar), cast(hh as int), kind, count(*) from {files} group by all"
        found = {(day, hour, kind): number for day, hour, kind, number in database.sql(question).fetchall()}
        visitors = database.sql(f"select count(distinct visitor) from {files}").fetchall()
    expected: dict[tuple[str, int, str], int] = {}
    for event in events_of(sent):
        moment = datetime.fromtimestamp(event.at / 1000, UTC)
        place = moment.date().isoformat(), moment.hour, event.kind
        expected[place] = expected.get(place, 0) + 1
    assert found == expected
    assert len({day for day, _, _ in found}) == 2
    assert visitors == [(len({event.visitor for event in events_of(sent)}),)]


def test_raw_events_of_a_day_come_back_and_storing_them_again_is_fine() -> None:
    raw = S3RawEvents(bucket="data")
    for batch in ("a", "b", "a"):
        raw.write(HOUR, batch, json.dumps({"batch": batch}).encode() + b"\n")
    raw.write(HOUR + timedelta(days=1), "c", b"{}\n")
    assert sorted(raw.of_day(DAY)) == [b'{"batch": "a"}\n', b'{"batch": "b"}\n']


def test_what_is_to_be_rolled_up_is_sent_ten_at_a_time() -> None:
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="rollups")["QueueUrl"]
    asked = [RollUp(site_id=f"s{number:012d}", hours=(HOUR,)) for number in range(23)]
    queue = SqsRollups(queue_url=url)
    queue.send(asked)
    queue.again(SITE)
    found: list[RollUp] = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [RollUp.model_validate_json(each["Body"]) for each in messages]
    assert sorted(found, key=str) == sorted([*asked, RollUp(site_id=SITE, everything=True)], key=str)


def test_a_message_that_the_queue_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aws.sqs(), "send_message_batch", lambda **_: {"Failed": [{"Id": "0"}]})
    with pytest.raises(Transient):
        SqsRollups(queue_url="https://sqs.example/q").send([RollUp(site_id=SITE)])
