"""What travels through the queue."""

import json
from dataclasses import replace

import pytest

from code24.analytics.event import Message, Unit, as_json, message_of
from code24.analytics.intake import message_in
from tests.traffic import SITE, bodies, exactly

SENT = [
    *exactly(60, units=("t000000000001", 3), earlier=True),
    *[replace(each, events=tuple(replace(event, continued=True) for event in each.events)) for each in exactly(5, 2)],
    Message(tuple(replace(event, interactive=False) for event in exactly(1)[0].events)),
    Message(exactly(1)[0].events, units=(Unit("t000000000001", "0" * 32, 1, failed=True),)),
]


@pytest.mark.parametrize("read", [lambda text: message_of(json.loads(text)), message_in], ids=["data", "body"])
def test_messages_come_back_from_json(read: object) -> None:
    assert [read(body) for body in bodies(SENT)] == SENT  # type: ignore[operator]


def test_what_is_as_usual_is_not_sent() -> None:
    [event] = as_json(exactly(1)[0])["events"]
    assert event["site_id"] == SITE
    assert event.keys().isdisjoint(
        {"revenue", "server", "holdout", "continued", "interactive", "status", "seconds", "vitals", "props"}
    )
