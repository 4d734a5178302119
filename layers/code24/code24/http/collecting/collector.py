"""The collector: who sends, for which site, what of it counts, and one message for the queue."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from code24.analytics.collecting.agents import described, machine_of
from code24.analytics.collecting.bodies import MAX_EVENTS
from code24.analytics.collecting.flooding import Buckets
from code24.analytics.collecting.networks import is_data_centre
from code24.analytics.collecting.pages import page_of
from code24.analytics.collecting.ports import Exclusions
from code24.analytics.collecting.reasons import Reason
from code24.analytics.collecting.sent import Entry, Sent, Unread
from code24.analytics.collecting.visitors import visitor_of
from code24.analytics.collecting.writing import Seen, day_of, event_of, is_early
from code24.analytics.event import Event, Message, as_json
from code24.experiments.assignment import UNASSIGNED, assigned
from code24.http.collecting.places import ExclusionMemory, Hosts, Site, site_of
from code24.http.collecting.requests import Asked
from code24.routing.memory import RouteMemory

if TYPE_CHECKING:  # it imports pydantic, which a cold start would wait for
    from code24.analytics.ports import EventQueue, Salts

MAX_MESSAGE = 240_000
"""Bytes; a message of SQS has 256 KiB with its attributes."""

type Now = Callable[[], datetime]


@dataclass(slots=True)
class Outcome:
    """What became of a request's events."""

    accepted: int = 0
    dropped: list[Reason] = field(default_factory=list)
    details: list[Mapping[str, Any]] = field(default_factory=list)
    """What was wrong with elements of a list, by their index."""
    site_id: str = ""


class Collector:
    """Takes in what visitors of all sites do. `now` is the wall clock, UTC."""

    def __init__(
        self,
        memory: RouteMemory,
        salts: "Salts",
        queue: "EventQueue",
        exclusions: Exclusions,
        now: Now = lambda: datetime.now(UTC),
    ) -> None:
        self._memory = memory
        self._salts = salts
        self._queue = queue
        self._exclusions = ExclusionMemory(exclusions)
        self._now = now
        self._buckets = Buckets()

    def collect(self, asked: Asked, entries: Sequence[Entry]) -> Outcome:
        """Judge what was sent, and put what counts into the queue. Raises Transient where that was not possible."""
        outcome = Outcome()
        sent = _readable(entries, outcome)
        if reason := _unwanted(asked):
            return _dropped(outcome, reason, len(sent))
        site = site_of(self._memory, asked.host, sent[0] if sent else None)
        if isinstance(site, Reason):
            return _dropped(outcome, site, len(sent))
        outcome.site_id = site.route.site_id
        self._send(site, asked, sent, outcome)
        return outcome

    def _send(self, site: Site, asked: Asked, sent: Sequence[Sent], outcome: Outcome) -> None:
        now, site_id, plan = self._now(), site.route.site_id, site.route.traffic

        @cache
        def visitor(day: date) -> str:
            return visitor_of(self._salts.of(day), site_id, asked.address, asked.agent)

        assignment = assigned(plan, asked.address, asked.agent) if plan else UNASSIGNED
        seen = Seen(site_id, now, described(asked.agent), asked.country, assignment.holdout, visitor)
        judged = [self._judged(each, Hosts(self._memory, site), seen) for each in sent]
        events = [each for each in _first_of_each(judged, outcome) if isinstance(each, Event)]
        if not events:
            return
        granted = self._buckets.take(visitor(now.date()), len(events), time.monotonic())
        _dropped(outcome, Reason.TOO_MANY, len(events) - granted)
        message = Message(events=tuple(events[:granted]), units=assignment.units)
        if not message.events:
            return
        if is_early(now) and any(day_of(event.at) == now.date() for event in message.events):
            message = replace(message, earlier=visitor(now.date() - timedelta(days=1)))
        body, message = _packed(message)
        self._queue.send(body)
        outcome.accepted = len(message.events)
        _dropped(outcome, Reason.TOO_LARGE, granted - outcome.accepted)

    def _judged(self, sent: Sent, hosts: Hosts, seen: Seen) -> Event | Reason:
        page = page_of(sent.url, with_fragment=sent.with_fragment)
        if page is None:
            return Reason.INVALID
        if reason := hosts.strange(page):
            return reason
        if self._exclusions.excludes(seen.site_id, page.path):
            return Reason.EXCLUDED_PATH
        return event_of(sent, page, hosts.own, seen)


def _readable(entries: Sequence[Entry], outcome: Outcome) -> list[Sent]:
    """The events of a request; what is none is noted."""
    sent: list[Sent] = []
    for index, entry in enumerate(entries):
        if isinstance(entry, Sent) and len(sent) < MAX_EVENTS:
            sent.append(entry)
        elif isinstance(entry, Sent):
            outcome.dropped.append(Reason.TOO_MANY)
        elif isinstance(entry, Unread):
            outcome.dropped.append(Reason.INVALID)
            if len(outcome.details) < MAX_EVENTS:
                outcome.details.append({"index": index, "response": {"errors": dict(entry.problems)}})
        else:
            outcome.dropped.append(Reason.UNSUPPORTED)
    return sent


def _unwanted(asked: Asked) -> Reason | None:
    """Why nothing of a request counts, whatever it says."""
    headers = asked.headers
    if headers.get("dnt") == "1":
        return Reason.DO_NOT_TRACK
    if headers.get("sec-gpc") == "1":
        return Reason.GLOBAL_PRIVACY_CONTROL
    if any("prefetch" in headers.get(name, "").lower() for name in ("sec-purpose", "purpose", "x-moz")):
        return Reason.PREFETCH
    return machine_of(asked.agent) or (Reason.DATA_CENTRE if is_data_centre(asked.address) else None)


def _dropped(outcome: Outcome, reason: Reason, count: int) -> Outcome:
    outcome.dropped.extend([reason] * count)
    return outcome


def _first_of_each(judged: Sequence[Event | Reason], outcome: Outcome) -> Sequence[Event]:
    """The events, each once; why others are none is noted."""
    events: dict[str, Event] = {}
    for each in judged:
        if isinstance(each, Reason):
            outcome.dropped.append(each)
        elif each.event_id in events:
            outcome.dropped.append(Reason.DUPLICATE)
        else:
            events[each.event_id] = each
    return list(events.values())


def _packed(message: Message) -> tuple[bytes, Message]:
    """The message for the queue, with as many events as there is room for."""
    while True:
        body = json.dumps(as_json(message), ensure_ascii=False, separators=(",", ":")).encode()
        if len(body) <= MAX_MESSAGE or len(message.events) == 1:
            return body, message
        message = replace(message, events=message.events[:-1])
