"""Adds visitors up to a day's figures."""

from collections.abc import Iterable, Mapping
from typing import Any

from code24.analytics.event import Event
from code24.analytics.rollups.columns import (
    CAMPAIGN_FIELDS,
    DIRECT,
    HOUR,
    PAGE,
    UNKNOWN,
    VISIT,
    VISIT_TABLES,
)
from code24.analytics.rollups.conversions import Conversions
from code24.analytics.rollups.days import HOUR_MS, LocalDay
from code24.analytics.rollups.goals import OUTBOUND, GoalRules
from code24.analytics.rollups.tables import Table, bounded, bounded_props, counted
from code24.analytics.rollups.visits import Flood, Visit, Visitor
from code24.analytics.rollups.vitals import PageVitals

type Seen = set[tuple[int, str]]


class Tally:
    """The figures of one local day, visitor by visitor."""

    def __init__(self, rules: GoalRules, local: LocalDay) -> None:
        self._rules, self._local = rules, local
        self._hours = [[0] * len(HOUR) for _ in range(local.hours)]
        self._visitors = self._views = self._events = 0
        self._tables: tuple[Table, ...] = tuple({} for _ in VISIT_TABLES)
        self._pages: Table = {}
        self._names: Table = {}
        self._outbound: Table = {}
        self._errors: Table = {}
        self._props: dict[str, dict[str, Table]] = {}
        self._vitals = PageVitals()
        self._conversions = Conversions(rules)

    def add(self, visitor: Visitor) -> None:
        """Count a visitor."""
        start, end = self._local.start, self._local.end
        of_visits: Seen = set()
        happened: list[Event] = []
        for visit in visitor.visits:
            if visit.began >= start and visit.ended < end:
                happened += visit.events
            else:
                happened += (event for event in visit.events if start <= event.at < end)
            if start <= visit.began < end:
                self._add_visit(visit, of_visits)
        self._add_errors(visitor.errors)
        passive = (event for event in visitor.loose if start <= event.at < end)
        if happened:
            self._add_events(happened)
        self._add_passive(passive)

    def figures(self, flood: Flood) -> dict[str, Any]:
        """All figures, in an order that depends on nothing but them."""
        hours, counts = self._hours, self._conversions
        totals = {
            "visitors": self._visitors,
            "visits": sum(row[1] for row in hours),
            "views": self._views,
            "visitViews": sum(row[2] for row in self._tables[VISIT_TABLES.index("channels")].values()),
            "bounces": sum(row[3] for row in hours),
            "duration": sum(row[4] for row in hours),
            "events": self._events,
            "completions": counts.completions,
            "converting": counts.converting,
            "floodVisitors": flood.visitors,
            "floodEvents": flood.events,
        }
        tables = {name: bounded(table) for name, table in zip(VISIT_TABLES, self._tables, strict=True)}
        return {
            "totals": totals,
            "hours": hours,
            "pages": bounded(self._pages),
            **tables,
            "outbound": bounded(self._outbound),
            "events": bounded(self._names),
            "props": bounded_props(self._props),
            "errors": bounded(self._errors),
            **counts.figures(),
            **self._vitals.figures(),
        }

    def _add_visit(self, visit: Visit, seen: Seen) -> None:
        """Count a visit where it came from and what it was made with; `seen` is what its visitor was counted at."""
        views, lead = visit.views, visit.lead
        bounced, duration, count = visit.bounced, visit.ended - visit.began, len(views)
        converted = any(self._rules.completions(event) for event in visit.events)
        hour = self._hours[(visit.began - self._local.start) // HOUR_MS]
        hour[1] += 1
        hour[3] += bounced
        hour[4] += duration
        entry, exit_page = (views[0].path, views[-1].path) if views else ("", "")
        for key in enumerate(_keys_of(lead, entry, exit_page)):
            index, name = key
            if not name:
                continue
            row = self._tables[index].get(name)
            if row is None:
                row = self._tables[index][name] = [0] * len(VISIT)
            if key not in seen:
                seen.add(key)
                row[0] += 1
            row[1] += 1
            row[2] += count
            row[3] += bounced
            row[4] += duration
            row[5] += converted
        if entry:
            page = self._page(entry)
            page[2] += 1
            page[4] += bounced
            self._page(exit_page)[3] += 1

    def _add_events(self, events: list[Event]) -> None:
        """Count what a visitor did on the day, in order."""
        start, hours = self._local.start, self._hours
        seen_pages: set[str] = set()
        seen_hours: set[int] = set()
        goals: list[Event] = []
        passive: list[Event] = []
        active = False
        for event in events:
            kind = event.kind
            if kind == "view":
                page = self._page(event.path)
                page[1] += 1
                if event.path not in seen_pages:
                    seen_pages.add(event.path)
                    page[0] += 1
                column = 2
            elif kind == "goal":
                goals.append(event)
                column = 5
            else:
                passive.append(event)
                continue
            active = True
            number = (event.at - start) // HOUR_MS
            hour = hours[number]
            hour[column] += 1
            if number not in seen_hours:
                seen_hours.add(number)
                hour[0] += 1
        self._views += sum(event.kind == "view" for event in events)
        self._events += len(goals)
        if goals:
            self._add_named(goals)
        if passive:
            self._add_passive(passive)
        if active:
            self._visitors += 1
            for at, completed in self._conversions.add(events):
                hours[(at - start) // HOUR_MS][6] += completed

    def _add_named(self, goals: list[Event]) -> None:
        seen: set[tuple[str, ...]] = set()
        for event in goals:
            counted(self._names, event.name, seen, "name", event.name)
            for prop, value in event.props.items():
                values = self._props.setdefault(event.name, {}).setdefault(prop, {})
                counted(values, value, seen, event.name, prop, value)
            if event.name == OUTBOUND and (url := event.props.get("url")):
                counted(self._outbound, url, seen, "outbound", url)

    def _add_passive(self, events: Iterable[Event]) -> None:
        """Count what pages said about themselves: how long they were looked at, how fast they were."""
        for event in events:
            if event.kind == "leave":
                page = self._page(event.path)
                page[5] += 1
                page[6] += int(event.seconds * 1_000)
            elif event.kind == "vitals":
                self._vitals.add(event)

    def _add_errors(self, errors: list[Event]) -> None:
        """Count missing pages. Where server and script both tell of them, the one that tells of more counts."""
        told: dict[str, list[int]] = {}
        for event in errors:
            told.setdefault(event.path, [0, 0])[event.server] += 1
        for path, counts in told.items():
            row = self._errors.setdefault(path, [0, 0])
            row[0] += 1
            row[1] += max(counts)

    def _page(self, path: str) -> list[int]:
        row = self._pages.get(path)
        if row is None:
            row = self._pages[path] = [0] * len(PAGE)
        return row


def _keys_of(lead: Event, entry: str, exit_page: str) -> Iterable[str]:
    """A visit's row in each of `VISIT_TABLES`; empty for none."""
    campaign: Mapping[str, str] = lead.campaign
    named = (campaign.get(name, "") for name in CAMPAIGN_FIELDS) if campaign else ()
    return (
        *(entry, exit_page, lead.source or DIRECT, lead.channel, lead.referrer, lead.click, lead.country or UNKNOWN),
        *(lead.device or UNKNOWN, lead.browser or UNKNOWN, lead.system or UNKNOWN, *named),
    )
