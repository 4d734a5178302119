"""What Umami's script sends to `/api/send`, and programs to `/api/batch`.

https://umami.is/docs/api/sending-stats. A page view is an event without a name. What says who somebody is (`identify`,
`id`, `ip`, `userAgent`) is not kept, nor believed.
"""

from typing import Any

from code24.analytics.collecting.bounds import props_of
from code24.analytics.collecting.fields import (
    MOST_SECONDS,
    Problems,
    kind_of,
    name_of,
    number_of,
    revenue_of,
    text_of,
    url_of,
    vitals_of,
)
from code24.analytics.collecting.sent import Entry, Sent, Unread, Unsupported

_TIMES = ("event", "performance", "engagement")
_OTHERS = ("identify", "error")
_LATEST = 4_102_444_800.0
"""Seconds: the year 2100."""


def entry(data: Any) -> Entry:
    """An event, or what is wrong with it."""
    if not isinstance(data, dict):
        return Unread((("request", "must be an object"),))
    type_, payload = data.get("type"), data.get("payload")
    if type_ in _OTHERS and isinstance(type_, str):
        return Unsupported(type_)
    problems: Problems = []
    if type_ not in _TIMES:
        problems.append(("type", "must be event, identify, performance or engagement"))
    if not isinstance(payload, dict):
        problems.append(("payload", "is required"))
        return Unread(tuple(problems))
    given = payload.get("name")
    name = name_of(given, problems) if type_ == "event" and given not in (None, "") else ""
    url = url_of(payload.get("url"), problems)
    timestamp = payload.get("timestamp")
    seconds = None if timestamp is None else number_of(timestamp, _LATEST)
    if timestamp is not None and seconds is None:
        problems.append(("timestamp", "must be epoch seconds"))
    if problems:
        return Unread(tuple(problems))
    own = {"performance": "vitals", "engagement": "leave"}.get(str(type_))
    name = own or name or "pageview"
    amount, currency = _revenue(payload.get("data"))
    visible = number_of(payload.get("engagement"), MOST_SECONDS * 1_000) or 0.0
    kind = own or kind_of(name)
    return Sent(
        kind=kind,
        name=name,
        url=url,
        hosts=tuple(host for host in (text_of(payload.get("hostname"), 300),) if host),
        referrer=text_of(payload.get("referrer")),
        props=props_of(payload.get("data")) | _tag(payload.get("tag")),
        revenue=amount,
        currency=currency,
        vitals=vitals_of(payload) if kind == "vitals" else {},
        seconds=round(visible / 1_000, 1) if kind == "leave" else 0.0,
        at=None if seconds is None else int(seconds * 1_000),
        with_fragment=True,
    )


def _tag(value: Any) -> dict[str, str]:
    return props_of({"tag": value}) if isinstance(value, str) else {}


def _revenue(data: Any) -> tuple[float | None, str]:
    """Umami's revenue is a property `revenue` beside one `currency`."""
    if not isinstance(data, dict):
        return None, ""
    return revenue_of({"amount": data.get("revenue"), "currency": data.get("currency")})
