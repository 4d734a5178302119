"""What visitors do, written by hand: times are those of 10 March 2026 in UTC unless a whole date is said."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings

SITE = "s000000000001"
DAY = date(2026, 3, 10)
"""A Tuesday."""
SETTINGS = AnalyticsSettings(site_id=SITE)


def moment(time: str) -> int:
    """Epoch milliseconds of `09:30`, `09:30:12.5`, or of a date with a time."""
    written = time if "T" in time else f"{DAY.isoformat()}T{time}"
    return round(datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp() * 1_000)


def happening(kind: str, name: str, time: str, visitor: str, path: str, **more: Any) -> Event:
    """An event; its id follows from everything that is said about it."""
    written = repr((kind, name, time, visitor, path, sorted(more.items(), key=lambda item: item[0])))
    return Event(
        site_id=SITE,
        event_id=sha256(written.encode()).hexdigest()[:16],
        at=moment(time),
        visitor=sha256(visitor.encode()).hexdigest()[:16],
        kind=kind,
        name=name,
        path=path,
        **more,
    )


def view(time: str, visitor: str = "ann", path: str = "/", **more: Any) -> Event:
    """A page was seen."""
    return happening("view", "pageview", time, visitor, path, **more)


def goal(time: str, name: str, visitor: str = "ann", path: str = "/", **more: Any) -> Event:
    """Something was done."""
    return happening("goal", name, time, visitor, path, **more)


def leave(time: str, seconds: float, visitor: str = "ann", path: str = "/", **more: Any) -> Event:
    """A page was left."""
    return happening("leave", "leave", time, visitor, path, seconds=seconds, **more)


def measured(time: str, visitor: str = "ann", path: str = "/", **vitals: float) -> Event:
    """A page told how fast it was."""
    return happening("vitals", "vitals", time, visitor, path, vitals=vitals)
