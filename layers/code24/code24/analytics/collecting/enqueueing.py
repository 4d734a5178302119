"""A visitor's events on their way into the queue: whose they are, in one message, with what the processor needs."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from code24.analytics.collecting.agents import MAX_AGENT, described
from code24.analytics.collecting.visitors import visitor_of
from code24.analytics.collecting.writing import Seen, day_of, is_early
from code24.analytics.event import Event, Message, as_json
from code24.errors import NotFound, Transient
from code24.experiments.assignment import UNASSIGNED, assigned
from code24.experiments.traffic import TrafficPlan

if TYPE_CHECKING:  # it imports pydantic, which a cold start would wait for
    from code24.analytics.ports import EventQueue, Salts

MAX_MESSAGE = 240_000
"""Bytes; a message of SQS has 256 KiB with its attributes."""

type Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Enqueuer:
    """Knows visitors by their ids alone. `now` is the wall clock, UTC."""

    def __init__(self, salts: "Salts", queue: "EventQueue", now: Now = utc_now) -> None:
        self._salts = salts
        self._queue = queue
        self._now = now

    def seen(
        self,
        site_id: str,
        plan: TrafficPlan | None,
        address: str,
        agent: str,
        country: str,
        *,
        failed_alias: str = "",
    ) -> Seen:
        """What all events of a visitor's request have in common. Salts are read when an id is asked for first.

        `failed_alias` counts against the arm that it is of: a process that remembers a test which has ended meanwhile
        says nothing of the visitor's next one.
        """

        @cache
        def salt(day: date) -> bytes:
            try:
                return self._salts.of(day)
            except NotFound as error:  # midnight came since the moment was taken: a day became the one before yesterday
                raise Transient(f"{error} Send it again.") from error

        @cache
        def visitor(day: date) -> str:
            return visitor_of(salt(day), site_id, address, agent)

        assignment = assigned(plan, address, agent) if plan else UNASSIGNED
        failed = bool(failed_alias) and failed_alias == assignment.alias
        return Seen(
            site_id=site_id,
            now=self._now(),
            agent=described(agent[:MAX_AGENT]),
            country=country,
            holdout=assignment.holdout,
            units=tuple(replace(unit, failed=failed) for unit in assignment.units),
            visitor=visitor,
            address=lambda day: visitor_of(salt(day), site_id, address, ""),
            salt=salt,
        )

    def send(self, seen: Seen, events: Sequence[Event]) -> int:
        """Put events into the queue, one message; how many there was room for. Raises Transient.

        In the first hours of a day the message says who the visitor was yesterday, for visits across midnight.
        """
        if not events:
            return 0
        message = Message(events=tuple(events), units=seen.units)
        if is_early(seen.now) and any(day_of(event.at) == seen.now.date() for event in events):
            message = replace(message, earlier=seen.visitor(seen.now.date() - timedelta(days=1)))
        body, message = _packed(message)
        self._queue.send(body)
        return len(message.events)


def _packed(message: Message) -> tuple[bytes, Message]:
    """The message for the queue, with as many events as there is room for."""
    while True:
        body = json.dumps(as_json(message), ensure_ascii=False, separators=(",", ":")).encode()
        if len(body) <= MAX_MESSAGE or len(message.events) == 1:
            return body, message
        message = replace(message, events=message.events[:-1])
