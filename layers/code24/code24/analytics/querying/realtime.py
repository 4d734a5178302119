"""Who is on a site right now."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from code24.analytics.event import Event
from code24.analytics.querying.models import Realtime, RealtimeRow
from code24.analytics.rollups.columns import DIRECT, UNKNOWN
from code24.types import SiteId

MINUTES = 5
MOST_ROWS = 100


def realtime(site_id: SiteId, events: Iterable[Event], now: datetime) -> Realtime:
    """The visitors of events of the last minutes, in any order and with duplicates, at the page that they saw last.

    A view that only the server saw counts where its visitor's script said nothing in these minutes.
    """
    unique = {(event.event_id, event.kind, event.name, event.path): event for event in events}
    of_visitors: dict[str, list[Event]] = {}
    for event in sorted(unique.values(), key=lambda event: (event.at, event.event_id, event.path)):
        of_visitors.setdefault(event.visitor, []).append(event)
    views = 0
    pages, sources, countries = Counter[str](), Counter[str](), Counter[str]()
    for mine in of_visitors.values():
        scripted = any(not event.server for event in mine)
        seen = [event for event in mine if event.kind == "view" and not (scripted and event.server)]
        views += len(seen)
        last, first = (seen or mine)[-1], (seen or mine)[0]
        pages[last.path] += 1
        sources[first.source or DIRECT] += 1
        countries[first.country or UNKNOWN] += 1
    return Realtime(
        site_id=site_id, at=now, minutes=MINUTES, visitors=len(of_visitors), views=views,
        pages=_rows(pages), sources=_rows(sources), countries=_rows(countries),
    )  # fmt: skip


def _rows(counts: Counter[str]) -> tuple[RealtimeRow, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_ROWS]
    return tuple(RealtimeRow(value=value, visitors=visitors) for value, visitors in ordered)
