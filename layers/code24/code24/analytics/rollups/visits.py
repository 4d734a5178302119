"""Visitors and their visits, out of events in any order, with duplicates.

A visit is what a visitor does without pausing for longer than 30 minutes. A new source or campaign on the way does not
begin another one: the visit keeps what it began with, as in Plausible and GA4 (Universal Analytics split it). Only
views and goals begin a visit; a `leave` or vitals that come later belong to no visit, and count for their page.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

from code24.analytics.event import Event
from code24.analytics.rollups.days import AROUND_MS, DAY_MS, INACTIVITY_MS, LocalDay

MOST_EVENTS = 5_000
"""More events of one visitor on one day are no person's: the visitor is left out as a bot, and counted as such."""
MISSING = 400
"""The first status of a view that is an error."""

_ORDER = {"view": 0, "goal": 1, "vitals": 2, "leave": 3}
"""Of what happens at once: a page is seen before anything is done on it."""


@dataclass(slots=True)
class Visit:
    """What one visitor did in one go, in order."""

    events: list[Event]
    began: int
    """In epoch milliseconds. Where all that is known is that it began before midnight (UTC), the moment before that."""
    ended: int
    """The last moment of which anything is known."""
    views: list[Event] = field(default_factory=list)
    goals: list[Event] = field(default_factory=list)

    @property
    def lead(self) -> Event:
        """The event that says where the visit came from: its first view, or its first event where it has none."""
        return self.views[0] if self.views else self.events[0]

    @property
    def bounced(self) -> bool:
        """One page was seen, and nothing was done on it. A custom event, a form or an outbound link is something.

        An event that its sender calls not interactive is nothing done, as in Plausible.
        """
        return len(self.views) == 1 and not any(event.interactive for event in self.goals)


@dataclass(slots=True)
class Visitor:
    """One visitor around one local day."""

    visits: list[Visit]
    loose: list[Event]
    """Of no visit: what a page left open said after a long silence."""
    errors: list[Event]
    """Views that the server answered with an error, those included whose page the script counted."""


@dataclass(slots=True)
class Flood:
    """What was left out as no person's."""

    visitors: int = 0
    events: int = 0


def visitors_of(
    events: Iterable[Event], local: LocalDay, excluded: Callable[[str], bool], flood: Flood
) -> Iterator[Visitor]:
    """The visitors of a local day, ordered by id; `flood` counts those who are left out.

    What happened before the day and after it is there where a visit reaches across midnight. There, views
    that only the server saw hold no visit together: whether they count depends on their whole UTC day.
    """
    start, end = local.start, local.end
    groups: dict[str, list[Event]] = {}
    around: list[Event] = []
    scripted: set[tuple[str, int]] = set()
    for event in _unique(events):
        if start <= event.at < end:
            groups.setdefault(event.visitor, []).append(event)
        elif event.kind != "view" or not event.server:
            around.append(event)
    for event in around:
        if (group := groups.get(event.visitor)) is not None:
            if not event.server:
                scripted.add((event.visitor, event.at // DAY_MS))
            if start - AROUND_MS <= event.at < end + AROUND_MS:
                group.append(event)
    for visitor in sorted(groups):
        group = groups[visitor]
        if len(group) > MOST_EVENTS and (many := sum(start <= event.at < end for event in group)) > MOST_EVENTS:
            flood.visitors += 1
            flood.events += many
            continue
        yield _visitor(group, local, excluded, scripted)


def matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether a path is one of the patterns; `*` as a pattern's last character stands for anything."""
    exact = {pattern for pattern in patterns if not pattern.endswith("*")}
    begun = tuple(pattern[:-1] for pattern in patterns if pattern.endswith("*"))
    if not exact and not begun:
        return lambda path: False
    return lru_cache(maxsize=10_000)(lambda path: path in exact or path.startswith(begun))


def _unique(events: Iterable[Event]) -> Iterator[Event]:
    """One event per id; ids that are kept shortened are told apart by what happened where.

    Where two are the same by that and differ all the same, the one that sorts first counts, so that no order decides.
    """
    known: dict[str, Event] = {}
    doubtful: dict[tuple[Any, ...], Event] = {}
    add = known.setdefault
    for event in events:
        other = add(event.event_id, event)
        if other is not event and other != event:
            for each in (other, event):
                key = (each.event_id, each.kind, each.name, each.path, *sorted(each.props.items()), each.revenue)
                doubtful[key] = min(doubtful.get(key, each), each, key=_written)
    for event_id in {str(key[0]) for key in doubtful}:
        del known[event_id]
    yield from known.values()
    yield from doubtful.values()


def _written(event: Event) -> str:
    return json.dumps(asdict(event), sort_keys=True)


def _by_time(event: Event) -> tuple[int, int, str]:
    return event.at, _ORDER[event.kind], event.event_id


def _visitor(
    group: list[Event], local: LocalDay, excluded: Callable[[str], bool], scripted: set[tuple[str, int]]
) -> Visitor:
    """A visitor by their events, of which at least one is of the day; `scripted` are others' and their UTC days."""
    group.sort(key=_by_time)
    errors: list[Event] = []
    counted: list[Event] = []
    days: set[int] | None = None
    for event in group:
        if excluded(event.path):
            continue
        if event.kind == "view":
            if event.status >= MISSING and local.start <= event.at < local.end:
                errors.append(event)
            if event.server:
                day = event.at // DAY_MS
                if days is None:
                    days = {each.at // DAY_MS for each in group if not each.server}
                if day in days or (event.visitor, day) in scripted:
                    continue
        counted.append(event)
    return Visitor(*_visits(counted), errors)


def _visits(events: list[Event]) -> tuple[list[Visit], list[Event]]:
    visits: list[Visit] = []
    loose: list[Event] = []
    visit: Visit | None = None
    for event in events:
        kind, at = event.kind, event.at
        since = at - int(event.seconds * 1_000) if kind == "leave" else at
        if visit is not None and since - visit.ended <= INACTIVITY_MS:
            visit.events.append(event)
            visit.ended = max(visit.ended, at)
        elif kind in {"view", "goal"}:
            visit = Visit([event], at if visit or not event.continued else at - at % DAY_MS - 1, at)
            visits.append(visit)
        else:
            loose.append(event)
            continue
        if kind == "view":
            visit.views.append(event)
        elif kind == "goal":
            visit.goals.append(event)
    return visits, loose
