"""What Plausible's script sends to `/api/event`, and programs by its Events API: an event, with long or short names.

https://plausible.io/docs/events-api. Its script's `engagement` (scroll depth and milliseconds) is our `leave`.
"""

from collections.abc import Mapping
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
)
from code24.analytics.collecting.sent import Entry, Sent, Unread

_LEFT = frozenset({"engagement", "pageleave"})
"""How long a page was looked at, and in older scripts that it was left."""
_MOST_DOMAINS = 5


def entry(data: Mapping[str, Any]) -> Entry:
    """An event, or what is wrong with it, in Plausible's own words for it."""
    problems: Problems = []
    name = name_of(_first(data, "n", "name"), problems)
    url = url_of(_first(data, "u", "url"), problems)
    if problems:
        return Unread(tuple(problems))
    seconds = number_of(data.get("e"), MOST_SECONDS * 1_000) if name in _LEFT else None
    amount, currency = revenue_of(_first(data, "$", "revenue"))
    kind = "leave" if name in _LEFT else kind_of(name)
    return Sent(
        kind=kind,
        name="leave" if name in _LEFT else name,
        url=url,
        hosts=hosts_of(_first(data, "d", "domain")),
        referrer=text_of(_first(data, "r", "referrer")),
        props=props_of(_first(data, "m", "meta", "p", "props")),
        revenue=amount,
        currency=currency,
        seconds=round((seconds or 0.0) / 1_000, 1),
        interactive=kind != "goal" or _first(data, "i", "interactive") is not False,
        with_fragment=_first(data, "h", "hashMode") in (1, True, "1", "true"),
    )


def hosts_of(value: Any) -> tuple[str, ...]:
    """The sites that a `domain` names, separated by commas."""
    names = (name.strip() for name in text_of(value, 1_000).split(","))
    return tuple(name for name in names if name)[:_MOST_DOMAINS]


def _first(data: Mapping[str, Any], *names: str) -> Any:
    """What is given under the first of several names that there is."""
    return next((data[name] for name in names if data.get(name) is not None), None)
