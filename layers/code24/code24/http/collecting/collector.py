"""The collector: who sends, for which site, what of it counts, and one message for the queue."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from code24.analytics.collecting.agents import MAX_AGENT, machine_of
from code24.analytics.collecting.bodies import MAX_EVENTS
from code24.analytics.collecting.enqueueing import Enqueuer
from code24.analytics.collecting.flooding import BEHIND_ONE_ADDRESS, Buckets
from code24.analytics.collecting.networks import is_data_centre
from code24.analytics.collecting.pages import page_of
from code24.analytics.collecting.ports import Exclusions
from code24.analytics.collecting.reasons import Reason
from code24.analytics.collecting.sent import Entry, Sent, Unread
from code24.analytics.collecting.visitors import event_id
from code24.analytics.collecting.writing import SUBMISSION, Seen, day_of, event_of
from code24.analytics.event import Event
from code24.http.collecting.places import ExclusionMemory, Hosts, Site, site_of
from code24.http.collecting.requests import Asked
from code24.routing.memory import RouteMemory


@dataclass(slots=True)
class Outcome:
    """What became of a request's events."""

    accepted: int = 0
    dropped: list[Reason] = field(default_factory=list)
    details: list[Mapping[str, Any]] = field(default_factory=list)
    """What was wrong with elements of a list, by their index."""
    site_id: str = ""


class Collector:
    """Takes in what visitors of all sites do."""

    def __init__(self, memory: RouteMemory, enqueuer: Enqueuer, exclusions: Exclusions) -> None:
        self._memory = memory
        self._enqueuer = enqueuer
        self._exclusions = ExclusionMemory(exclusions)
        self._buckets = Buckets()
        self._addresses = Buckets(BEHIND_ONE_ADDRESS)

    def collect(self, asked: Asked, entries: Sequence[Entry]) -> Outcome:
        """Judge what was sent, and put what counts into the queue. Raises Transient where that was not possible."""
        outcome = Outcome()
        sent = _readable(entries, outcome)
        if reason := unwanted(asked.headers, asked.address, asked.agent):
            return _dropped(outcome, reason, len(sent))
        site = site_of(self._memory, asked.host, sent[0] if sent else None)
        if isinstance(site, Reason):
            return _dropped(outcome, site, len(sent))
        outcome.site_id = site.route.site_id
        self._send(site, asked, sent, outcome)
        return outcome

    def _send(self, site: Site, asked: Asked, sent: Sequence[Sent], outcome: Outcome) -> None:
        route = site.route
        failed = next((each.failed_alias for each in sent if each.failed_alias), "")
        seen = self._enqueuer.seen(
            route.site_id, route.traffic, asked.address, asked.agent, asked.country, failed_alias=failed
        )
        hosts = Hosts(self._memory, site)
        judged = [self._judged(each, hosts, seen) for each in sent]
        events = _first_of_each(judged, sent, seen, outcome)
        if not events:
            return
        today, now = seen.now.date(), time.monotonic()
        granted = self._buckets.take(seen.visitor(today), len(events), now)
        granted = self._addresses.take(seen.address(today), granted, now)
        outcome.accepted = self._enqueuer.send(seen, events[:granted])
        _dropped(outcome, Reason.TOO_MANY, len(events) - granted)
        _dropped(outcome, Reason.TOO_LARGE, granted - outcome.accepted)

    def _judged(self, sent: Sent, hosts: Hosts, seen: Seen) -> Event | Reason:
        if sent.name == SUBMISSION:
            return Reason.RESERVED
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


def unwanted(headers: Mapping[str, str], address: str, agent: str) -> Reason | None:
    """Why nothing of a visitor's counts, whatever it is."""
    if headers.get("dnt") == "1":
        return Reason.DO_NOT_TRACK
    if headers.get("sec-gpc") == "1":
        return Reason.GLOBAL_PRIVACY_CONTROL
    if any("prefetch" in headers.get(name, "").lower() for name in ("sec-purpose", "purpose", "x-moz")):
        return Reason.PREFETCH
    return machine_of(agent[:MAX_AGENT]) or (Reason.DATA_CENTRE if is_data_centre(address) else None)


def _dropped(outcome: Outcome, reason: Reason, count: int) -> Outcome:
    outcome.dropped.extend([reason] * count)
    return outcome


def _first_of_each(
    judged: Sequence[Event | Reason], sent: Sequence[Sent], seen: Seen, outcome: Outcome
) -> Sequence[Event]:
    """The events, each once; why others are none is noted.

    What has its sender's mark came twice where that is there twice. Events of a batch that have none and say the same
    are as many as they are: the second of them is the second again when the batch is sent again.
    """
    events: list[Event] = []
    before = Counter[str]()
    for each, said in zip(judged, sent, strict=True):
        if isinstance(each, Reason):
            outcome.dropped.append(each)
            continue
        number = before[each.event_id]
        before[each.event_id] += 1
        if number and said.mark:
            outcome.dropped.append(Reason.DUPLICATE)
        elif number:
            own = event_id(seen.salt(day_of(each.at)), each.event_id, str(number))
            events.append(replace(each, event_id=own))
        else:
            events.append(each)
    return events
