"""A property's values with their figures."""

from collections.abc import Callable, Mapping, Sequence

from code24.analytics.querying.answers import Days, share
from code24.analytics.querying.models import Row
from code24.analytics.querying.ranges import change
from code24.analytics.rollups.columns import OTHER
from code24.analytics.rollups.merging import merged
from code24.analytics.rollups.tables import Table
from code24.errors import InvalidRequest

TABLES = {
    "page": "pages",
    "entryPage": "entries",
    "exitPage": "exits",
    "source": "sources",
    "channel": "channels",
    "referrer": "referrers",
    "click": "clicks",
    "country": "countries",
    "device": "devices",
    "browser": "browsers",
    "system": "systems",
    "utmSource": "campaign.source",
    "utmMedium": "campaign.medium",
    "utmCampaign": "campaign.name",
    "utmTerm": "campaign.term",
    "utmContent": "campaign.content",
    "outbound": "outbound",
    "event": "events",
    "error": "errors",
}
"""The table behind each property; a prop is `prop:` and its name."""
_COUNTED = {"outbound", "event", "error"}


def rows_of(wanted: str, days: Days, before: Days | None) -> list[Row]:
    """All values of a property, those with the most visitors first, `(other)` last. Raises InvalidRequest."""
    table = _table(wanted, days)
    known = _table(wanted, before) if before is not None else None
    figures = _figures_of(wanted)
    ordered = sorted(table.items(), key=lambda item: (item[0] == OTHER, -item[1][0], -item[1][1], item[0]))
    return [
        Row(
            value=value,
            figures=figures(row),
            change=None if known is None else change(row[0], known[value][0] if value in known else 0),
        )
        for value, row in ordered
    ]


def _table(wanted: str, days: Days) -> Table:
    if wanted.startswith("prop:"):
        return _props(wanted.removeprefix("prop:"), days)
    if wanted not in TABLES:
        known = ", ".join(TABLES)
        raise InvalidRequest(
            f"`{wanted[:60]}` is no property; these are: {known}, and `prop:` with a prop's name.", field="property"
        )
    name = TABLES[wanted]
    found: Table = merged(days.values(), name)[name]
    return found


def _props(name: str, days: Days) -> Table:
    """The values of a prop over all events that carry it."""
    total: Table = {}
    for of_event in merged(days.values(), "props")["props"].values():
        for value, (visitors, count) in of_event.get(name, {}).items():
            row = total.setdefault(value, [0, 0])
            row[0] += visitors
            row[1] += count
    return total


def _figures_of(wanted: str) -> Callable[[Sequence[int]], Mapping[str, float | None]]:
    if wanted == "page":
        return _page
    return _count if wanted in _COUNTED or wanted.startswith("prop:") else _visit


def _visit(row: Sequence[int]) -> Mapping[str, float | None]:
    visitors, visits, views, bounces, duration, conversions = row
    return {
        "visitors": visitors,
        "visits": visits,
        "views": views,
        "viewsPerVisit": share(views, visits, 2),
        "bounceRate": share(bounces, visits),
        "visitDuration": share(duration / 1_000, visits, 1),
        "conversions": conversions,
        "conversionRate": share(conversions, visits),
    }


def _page(row: Sequence[int]) -> Mapping[str, float | None]:
    visitors, views, entries, exits, bounces, leaves, time = row
    return {
        "visitors": visitors,
        "views": views,
        "entries": entries,
        "exits": exits,
        "bounceRate": share(bounces, entries) if entries else None,
        "exitRate": share(exits, views) if views else None,
        "timeOnPage": share(time / 1_000, leaves, 1) if leaves else None,
    }


def _count(row: Sequence[int]) -> Mapping[str, float | None]:
    visitors, count = row
    return {"visitors": visitors, "count": count}
