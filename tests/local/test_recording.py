"""What the recorder counts, without a cloud: the emulator's own modules, and functions in place of its application."""

import asyncio
import json
from typing import Any

import pytest

from local.recording import dynamodb
from local.recording.hooks import PATH, UNCOUNTED, _counted, _Listening, role_of
from local.recording.queue import message_bytes
from local.recording.recorder import Recorder, series
from local.recording.traffic import files_of


@pytest.fixture
def recorder() -> Recorder:
    recorder = Recorder()
    recorder.start()
    return recorder


def test_counting_begins_at_nothing_and_ends(recorder: Recorder) -> None:
    recorder.request("s3", "GetObject")
    recorder.request("s3", "GetObject")

    assert recorder.stop()["requests"] == {"s3:GetObject": 2}
    assert not recorder.active
    recorder.start()
    assert recorder.stop()["requests"] == {}


def test_an_invocation_is_billed_by_whole_milliseconds_of_its_memory(recorder: Recorder) -> None:
    recorder.invocation("site", 512, 0.0101, "", cold=True)
    recorder.invocation("site", 512, 0.0300, '{"a": 1}\n\n', cold=False)

    assert recorder.stop()["invocations"]["site"] == {
        "count": 2,
        "cold": 1,
        "log_bytes": 8 + 26,
        "milliseconds": 40.1,
        "gb_seconds": 0.0205,
    }


@pytest.mark.parametrize(("size", "requests"), [(0, 1), (65_536, 1), (65_537, 2), (262_144, 4)])
def test_queues_bill_chunks_of_64_kilobytes(recorder: Recorder, size: int, requests: int) -> None:
    recorder.queue(size)

    assert recorder.stop()["queue_requests"] == requests


def test_lambda_takes_ten_messages_at_once_and_deletes_them(recorder: Recorder) -> None:
    recorder.fed([100] * 25)

    assert recorder.stop()["queue_requests"] == 3 + 3


def test_an_api_bills_chunks_of_512_kilobytes(recorder: Recorder) -> None:
    recorder.http("a", 10, 20)
    recorder.http("a", 524_289, 0)

    counted = recorder.stop()
    assert counted["http_requests"] == {"a": 3}
    assert counted["out_bytes"] == {"a": 20}


def test_events_on_a_bus_are_counted_one_by_one(recorder: Recorder) -> None:
    recorder.bus([10, 70_000])

    assert recorder.stop()["bus_events"] == 3


def test_metrics_in_logs_are_told_apart_by_their_dimensions(recorder: Recorder) -> None:
    def line(worker: str) -> str:
        directive = {"Namespace": "n", "Dimensions": [["worker"], []], "Metrics": [{"Name": "Steps"}]}
        return json.dumps({"_aws": {"CloudWatchMetrics": [directive]}, "worker": worker, "Steps": 1})

    recorder.invocation("f", 128, 0.1, f"{line('brand')}\nplain\n{line('design')}", cold=False)

    assert recorder.stop()["metrics"] == ["n/Steps[]", "n/Steps[worker=brand]", "n/Steps[worker=design]"]
    assert series('{"_aws": 1}') == []
    assert series("no json") == []


def test_functions_of_sites_count_as_one() -> None:
    assert role_of("code24-local-site-s0123456789ab") == "site"
    assert role_of("code24-local-web-dispatcher") == "web-dispatcher"


def test_writes_are_what_the_emulator_says_by_table() -> None:
    answer = {"ConsumedCapacity": [{"TableName": "a", "CapacityUnits": 2.0}, {"TableName": "b", "CapacityUnits": 1.5}]}

    assert dynamodb.written(b"{}", 200, json.dumps(answer).encode()) == {"a": 2.0, "b": 1.5}


@pytest.mark.parametrize(("consistent", "units"), [(False, 1.5), (True, 3.0)])
@pytest.mark.parametrize("operation", ["GetItem", "Query", "Scan"])
def test_reads_are_units_of_four_kilobytes(operation: str, consistent: bool, units: float) -> None:
    large = {"id": {"S": "x"}, "data": {"S": "y" * 9_000}}
    asked = json.dumps({"TableName": "a", "ConsistentRead": consistent}).encode()
    answer = {"Item": large} if operation == "GetItem" else {"Items": [large]}

    assert dynamodb.read(operation, asked, json.dumps(answer).encode()) == {"a": units}


def test_a_query_adds_up_before_it_rounds_and_a_batch_rounds_each() -> None:
    small = {"data": {"S": "y" * 1_000}}
    batch = json.dumps({"RequestItems": {"a": {"Keys": [{}] * 9}}}).encode()

    assert dynamodb.read("Query", b'{"TableName": "a"}', json.dumps({"Items": [small] * 9}).encode()) == {"a": 1.5}
    assert dynamodb.read("Query", b'{"TableName": "a"}', b'{"Items": []}') == {"a": 0.5}
    # Eight were found and one is missing, which is billed too.
    assert dynamodb.read("BatchGetItem", batch, json.dumps({"Responses": {"a": [small] * 8}}).encode()) == {"a": 4.5}


def test_what_a_filter_leaves_out_is_read_all_the_same() -> None:
    asked = {
        "TableName": "a",
        "KeyConditionExpression": "#key = :key",
        "FilterExpression": "#other = :other",
        "ProjectionExpression": "#other",
        "ExpressionAttributeNames": {"#key": "k", "#other": "o"},
        "ExpressionAttributeValues": {":key": {"S": "1"}, ":other": {"S": "2"}},
    }

    whole = dynamodb.whole("Query", json.dumps(asked).encode())

    assert whole is not None
    assert json.loads(whole) == {
        "TableName": "a",
        "KeyConditionExpression": "#key = :key",
        "ExpressionAttributeNames": {"#key": "k"},
        "ExpressionAttributeValues": {":key": {"S": "1"}},
    }
    assert dynamodb.whole("Query", b'{"TableName": "a", "KeyConditionExpression": "k = :k"}') is None


def test_a_message_is_as_large_as_its_body_and_attributes() -> None:
    text = '"' * 65_000  # 130,000 bytes as JSON
    attributes = {"kind": {"DataType": "String", "StringValue": "é"}}

    assert message_bytes(json.dumps({"QueueUrl": "q", "MessageBody": text}).encode()) == 65_000
    assert message_bytes(json.dumps({"Entries": [{"MessageBody": "ab"}, {"MessageBody": "c"}]}).encode()) == 3
    assert message_bytes(json.dumps({"MessageBody": "a", "MessageAttributes": attributes}).encode()) == 1 + 4 + 6 + 2
    assert message_bytes(b'{"QueueUrl": "q"}') == 0


def test_refused_conditions_are_billed_too() -> None:
    refused = json.dumps({"__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}).encode()
    cancelled = json.dumps({"__type": "x#TransactionCanceledException"}).encode()
    transaction = json.dumps({"TransactItems": [{"Put": {"TableName": "a"}}, {"Update": {"TableName": "b"}}]}).encode()

    assert dynamodb.written(b'{"TableName": "a"}', 400, refused) == {"a": 1.0}
    assert dynamodb.written(transaction, 400, cancelled) == {"a": 2.0, "b": 2.0}
    assert dynamodb.written(b'{"TableName": "a"}', 400, b'{"__type": "x#ValidationException"}') == {}


def test_an_item_is_as_large_as_its_names_and_values() -> None:
    item = {"name": {"S": "Zoë"}, "n": {"N": "1234"}, "on": {"BOOL": True}, "set": {"SS": ["ab", "c"]}}

    assert dynamodb.item_bytes(item) == (4 + 4) + (1 + 3) + (2 + 1) + (3 + 3)
    assert dynamodb.item_bytes({"m": {"M": {"k": {"S": "v"}}}}) == 1 + 3 + (1 + 1 + 1)
    assert dynamodb.item_bytes({"l": {"L": [{"S": "ab"}, {"NULL": True}]}}) == 1 + 3 + (1 + 2) + (1 + 1)


def test_requests_are_counted_unless_they_observe(recorder: Recorder) -> None:
    asked: list[bytes] = []

    async def handler(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        asked.append(body)
        return 200, {}, b'{"ConsumedCapacity": {"TableName": "a", "CapacityUnits": 1.0}}'

    counted = _counted("dynamodb", handler, lambda *_: "PutItem", recorder)
    asyncio.run(counted("POST", "/", {}, b'{"TableName": "a"}', {}))
    asyncio.run(counted("POST", "/", {UNCOUNTED: "1"}, b'{"TableName": "a"}', {}))

    assert [json.loads(each) for each in asked] == [
        {"TableName": "a", "ReturnConsumedCapacity": "TOTAL"},
        {"TableName": "a"},
    ]
    told = recorder.stop()
    assert told["requests"] == {"dynamodb:PutItem": 1}
    assert told["write_units"] == {"a": 1.0}
    assert told["read_units"] == {}


def test_the_emulators_front_counts_apis_and_is_told_when() -> None:
    recorder = Recorder()

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"bc")]})
        await send({"type": "http.response.body", "body": b"12345"})

    def ask(method: str, path: str) -> bytes:
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"abc"}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": path}
        asyncio.run(_Listening(application, recorder)(scope, receive, send))
        return b"".join(message.get("body", b"") for message in sent)

    assert ask("GET", "/_aws/execute-api/abc/$default/") == b"12345"  # before anything is counted
    ask("POST", PATH)
    ask("GET", "/_aws/execute-api/abc/$default/")
    ask("GET", "/bucket/key")
    told = json.loads(ask("DELETE", PATH))

    assert told["http_requests"] == {"abc": 1}
    assert told["out_bytes"] == {"abc": 5 + 1 + 2 + 4}


def test_a_page_loads_its_own_files_once_each() -> None:
    page = """<link rel=canonical href=/here/><link rel="stylesheet" href="/assets/a.css">
    <link rel=icon href=/favicon.svg><script src="/assets/v.js?x=1"></script><img src="/media/p.webp" alt="">
    <img src="/media/p.webp"><img src="https://other.example/q.png"><img src="//cdn.example/r.png"><a href="/about/">"""

    assert files_of(page) == ("/assets/a.css", "/favicon.svg", "/assets/v.js", "/media/p.webp")
