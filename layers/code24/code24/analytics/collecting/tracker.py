"""What our own script sends to `/api/event`: a list of events, as `code24.analytics.tracker` describes them."""

import re
from typing import Any

from code24.analytics.collecting.bounds import props_of
from code24.analytics.collecting.fields import (
    LONGEST_AGE,
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
from code24.analytics.collecting.plausible import hosts_of
from code24.analytics.collecting.sent import Entry, Sent, Unread

_OWN = frozenset({"vitals", "leave"})
"""Names that are kinds."""
_MARK = re.compile(r"[0-9a-z]{1,13}\.[0-9]{1,6}", re.ASCII)


def entry(data: Any) -> Entry:
    """An event, or what is wrong with it."""
    if not isinstance(data, dict):
        return Unread((("request", "must be a list of objects"),))
    problems: Problems = []
    name = name_of(data.get("n"), problems)
    url = url_of(data.get("u"), problems)
    mark, age = _mark_of(data.get("i"), problems), data.get("t", 0)
    if isinstance(age, bool) or not isinstance(age, int | float) or age != age:  # noqa: PLR0124 (not a number)
        problems.append(("t", "must be a number of milliseconds"))
    if problems:
        return Unread(tuple(problems))
    amount, currency = revenue_of(data.get("$"))
    kind = name if name in _OWN else kind_of(name)
    return Sent(
        kind=kind,
        name=name,
        url=url,
        hosts=hosts_of(data.get("d")),
        referrer=text_of(data.get("r")),
        props=props_of(data.get("p")),
        revenue=amount,
        currency=currency,
        vitals=vitals_of(data.get("v")) if kind == "vitals" else {},
        seconds=round(number_of(data.get("s"), MOST_SECONDS) or 0.0, 1) if kind == "leave" else 0.0,
        age=int(max(-LONGEST_AGE, min(LONGEST_AGE, age))),
        mark=mark,
        with_fragment=True,
    )


def _mark_of(value: Any, problems: Problems) -> str:
    """A random number from 0 to 1; in what older pages have, and in programs, a text."""
    if value is None or (isinstance(value, str) and _MARK.fullmatch(value)):
        return value or ""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1:
        problems.append(("i", "must be a number from 0 to 1"))
        return ""
    return repr(float(value))
