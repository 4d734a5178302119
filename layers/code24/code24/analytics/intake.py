"""What lies in the queue, checked: only what the collector may have put there is taken."""

import json
import re
from collections.abc import Mapping
from typing import Any

from code24.analytics.event import Event, Message, message_of
from code24.analytics.packing.events import VITALS
from code24.errors import InvalidRequest

EARLIEST, LATEST = 1_577_836_800_000, 4_102_444_800_000
"""Epoch milliseconds of 2020 and 2100, between which events lie."""
MOST_EVENTS = 1_000
"""Of one message; the collector's limits lie far below."""
MOST_SECONDS, MOST_REVENUE, MOST_READING = 1e7, 1e10, 1e9

_NUMBERS = (int, float)
_TYPES: dict[str, tuple[type, ...]] = {
    "site_id": (str,), "event_id": (str,), "at": (int,), "visitor": (str,), "kind": (str,), "name": (str,),
    "path": (str,), "referrer": (str,), "source": (str,), "channel": (str,), "campaign": (dict,), "click": (str,),
    "country": (str,), "device": (str,), "browser": (str,), "system": (str,), "props": (dict,),
    "revenue": (*_NUMBERS, type(None)), "currency": (str,), "seconds": _NUMBERS, "vitals": (dict,), "status": (int,),
    "server": (bool,), "holdout": (bool,), "continued": (bool,), "interactive": (bool,),
}  # fmt: skip
_VALUES: dict[str, tuple[type, ...]] = {"campaign": (str,), "props": (str,), "vitals": _NUMBERS}
_VITALS = {name for name, _ in VITALS}
_SITE = re.compile(r"s[0-9a-z]{12}").fullmatch
_TEST = re.compile(r"t[0-9a-z]{12}").fullmatch
_HASH = re.compile(r"[0-9a-f]{16}").fullmatch
_UNIT = re.compile(r"[0-9a-f]{32}").fullmatch
_MOST_ARMS = 100


def message_in(body: str) -> Message:
    """The message in the body of a queue's message. Raises InvalidRequest, without the words that are wrong."""
    try:
        if "\\ud" in body or "\\uD" in body:  # half of a pair cannot be written anywhere
            json.dumps(json.loads(body), ensure_ascii=False).encode()
        data = json.loads(body)
        events = data["events"]
        if not 0 < len(events) <= MOST_EVENTS:
            raise InvalidRequest(f"The message has {len(events)} events.")
        for event in events:
            _check_types(event)
        message = message_of(data)
        _check(message)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InvalidRequest(f"The message is none of the collector's: {type(error).__name__}.") from error
    return message


def _check_types(event: Mapping[str, Any]) -> None:
    for name, value in event.items():
        if type(value) not in _TYPES[name]:
            raise InvalidRequest(f"An event's {name} is of the type {type(value).__name__}.")
        if name in _VALUES and not all(type(each) in _VALUES[name] for each in value.values()):
            raise InvalidRequest(f"An event's {name} are of other types.")


def _check(message: Message) -> None:
    site_id = message.events[0].site_id
    if not _SITE(site_id):
        raise InvalidRequest("A message names no site.")
    for event in message.events:
        _check_event(event, site_id)
    if type(message.earlier) is not str or (message.earlier and not _HASH(message.earlier)):
        raise InvalidRequest("A message's earlier visitor is no hash.")
    for unit in message.units:
        known = _TEST(unit.test_id) and _UNIT(unit.unit) and type(unit.failed) is bool
        if not (known and type(unit.arm) is int and 0 <= unit.arm < _MOST_ARMS):
            raise InvalidRequest("A message's visitor of a test is none.")


def _check_event(event: Event, site_id: str) -> None:
    if event.site_id != site_id:
        raise InvalidRequest("A message has events of several sites.")
    if not (_HASH(event.event_id) and _HASH(event.visitor)):
        raise InvalidRequest("An event's id or visitor is no hash.")
    if not EARLIEST <= event.at < LATEST:
        raise InvalidRequest("An event's time is out of range.")
    if not 0 <= event.seconds <= MOST_SECONDS:
        raise InvalidRequest("An event's seconds are out of range.")
    if event.revenue is not None and not -MOST_REVENUE <= event.revenue <= MOST_REVENUE:
        raise InvalidRequest("An event's revenue is out of range.")
    for name, value in event.vitals.items():
        if name not in _VITALS or not 0 <= value <= MOST_READING:
            raise InvalidRequest("An event's vitals are none, or out of range.")
