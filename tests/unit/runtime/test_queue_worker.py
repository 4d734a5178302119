"""Batches of a queue, message by message."""

import json
from typing import Any

import pytest

from code24.errors import Transient
from code24.models import Model
from code24.runtime.queue_worker import queue_worker


class Order(Model):
    """What a message asks for."""

    number: int


class Done(Model):
    """How it ended."""

    outcome: str


def batch(*bodies: str) -> dict[str, Any]:
    return {"Records": [{"messageId": f"m{index}", "body": body} for index, body in enumerate(bodies)]}


def failed(answer: dict[str, Any]) -> list[str]:
    assert answer.keys() == {"batchItemFailures"}
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def test_each_message_is_one_request(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[int] = []

    def serve_order(request: Order) -> Done:
        seen.append(request.number)
        return Done(outcome="served")

    assert failed(queue_worker(serve_order)(batch('{"number": 1}', '{"number": 2}'), None)) == []
    assert seen == [1, 2]
    lines = [record.__dict__ for record in caplog.records]
    assert [(line["worker"], line["message_id"], line["number"], line["outcome"]) for line in lines] == [
        ("serve-order", "m0", 1, "served"),
        ("serve-order", "m1", 2, "served"),
    ]


def test_only_what_fails_is_delivered_again(caplog: pytest.LogCaptureFixture) -> None:
    def serve_order(request: Order) -> Done:
        if request.number == 1:
            raise Transient("busy")
        if request.number == 2:
            raise RuntimeError("a mistake")
        return Done(outcome="served")

    bodies = [json.dumps({"number": number}) for number in range(4)]
    answer = queue_worker(serve_order)(batch(*bodies, "no JSON", '{"number": "x", "secret": "private"}'), None)
    assert failed(answer) == ["m1", "m2", "m4", "m5"]
    assert "private" not in caplog.text


def test_an_empty_batch_is_fine() -> None:
    def serve_order(request: Order) -> Done:
        raise AssertionError

    assert failed(queue_worker(serve_order)({"Records": []}, None)) == []
