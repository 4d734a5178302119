"""The body of a request as the events in it."""

import json
from collections.abc import Sequence
from typing import Any

from code24.analytics.collecting import plausible, tracker, umami
from code24.analytics.collecting.sent import Api, Entry, Unread
from code24.errors import InvalidRequest

MAX_BODY = 64 * 1024
"""Bytes: what a browser's beacons may have under way at once (Fetch, 4.6, keep-alive requests)."""
MAX_EVENTS = 50
"""Of a request; what comes after them is dropped as too many."""


def entries_of(api: Api, body: bytes) -> Sequence[Entry]:
    """What a request holds, at least one entry. Raises InvalidRequest where there is no event in it at all."""
    data = _json(body)
    match api, data:
        case Api.EVENT, dict():
            entries: list[Entry] = [plausible.entry(data)]
        case Api.EVENT, list():
            entries = [tracker.entry(each) for each in data]
        case Api.SEND, dict():
            entries = [umami.entry(data)]
        case Api.BATCH, list():
            entries = [umami.entry(each) for each in data]
        case _:
            expected = {Api.EVENT: "an object or a list", Api.SEND: "an object", Api.BATCH: "a list"}[api]
            raise InvalidRequest.of([("request", f"must be {expected}")])
    unread = [entry for entry in entries if isinstance(entry, Unread)]
    if len(unread) == len(entries):
        raise InvalidRequest.of(unread[0].problems if unread else [("request", "holds no event")])
    return entries


def _json(body: bytes) -> Any:
    try:
        return json.loads(body.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InvalidRequest.of([("request", "Unable to parse request body as json")]) from error


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no JSON")
