"""One thing that one visitor did, as it travels from the collector through the queue into every store.

Plain dataclasses and the standard library, as the collector's cold start waits for what is imported here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a site. Everything in it was validated, bounded and stripped of what could name a person."""

    site_id: str
    event_id: str
    """16 hexadecimal digits that follow from what was sent: the same sending has the same id, wherever it arrives."""
    at: int
    """Epoch milliseconds, UTC."""
    visitor: str
    """16 hexadecimal digits: the visitor's keyed hash under a day's salt."""
    kind: str
    """`view`, `goal` (anything that counts as one: custom events, forms, outbound links), `vitals`, or `leave`."""
    name: str
    """`pageview`, the custom event's name (`Signup`, `Outbound Link: Click`, `Form: Start` …), `vitals` or `leave`."""
    path: str
    """Of the page, without query and fragment."""
    referrer: str = ""
    """Host and path of the page before, where it was another site's; no query."""
    source: str = ""
    """`Google`, `newsletter` …; empty for direct visits."""
    channel: str = "direct"
    """`direct`, `search`, `paid`, `social`, `email`, `referral`, `ai`, `campaign`."""
    campaign: Mapping[str, str] = field(default_factory=dict)
    """`utm_` parameters by their names without the prefix: source, medium, campaign, term, content."""
    click: str = ""
    """The name of the click id (`gclid` …) that the address had; its value names a person's click and is not kept."""
    country: str = ""
    """ISO 3166-1 alpha-2; empty where it is not known."""
    device: str = ""
    """`desktop`, `mobile`, `tablet`; empty where it is not known."""
    browser: str = ""
    system: str = ""
    props: Mapping[str, str] = field(default_factory=dict)
    revenue: float | None = None
    """In `currency`."""
    currency: str = ""
    """ISO 4217."""
    seconds: float = 0.0
    """Of a `leave`: how long the page was in front of the visitor."""
    vitals: Mapping[str, float] = field(default_factory=dict)
    """lcp, inp, fcp, ttfb in milliseconds, cls without unit."""
    status: int = 200
    """The HTTP status of a view."""
    server: bool = False
    """Seen by the server, not by the script: counts where its visitor's script said nothing all day."""
    holdout: bool = False
    """The visitor is one of those who always see the website from before optimization."""
    continued: bool = False
    """Of a visit that began before midnight: `visitor` is the hash under the salt of the day before."""
    interactive: bool = True
    """Of a goal: somebody did it. Else the page did it by itself (it was scrolled so far), and a bounce stays one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A visitor of a running test: the id lives and dies with the test's salt, and never stands beside a daily one."""

    test_id: str
    unit: str
    """32 hexadecimal digits, of which the first ten are stored."""
    arm: int
    """0 is the control."""
    failed: bool = False
    """The arm's release did not answer (the dispatcher's `failed_alias`): the view was of the live one instead."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the collector puts into the queue for one request: events of one visitor of one site."""

    events: tuple[Event, ...]
    earlier: str = ""
    """The visitor's hash under yesterday's salt, in the first hours of a day: the processor looks whether a visit that
    began before midnight goes on, uses this id if so, and forgets it."""
    units: tuple[Unit, ...] = ()


def as_json(message: Message) -> dict[str, Any]:
    """The message as JSON data; fields that hold their default are left out."""
    data: dict[str, Any] = {"events": [event_as_json(event) for event in message.events]}
    if message.earlier:
        data["earlier"] = message.earlier
    if message.units:
        data["units"] = [
            {"test_id": unit.test_id, "unit": unit.unit, "arm": unit.arm} | ({"failed": True} if unit.failed else {})
            for unit in message.units
        ]
    return data


def event_as_json(event: Event) -> dict[str, Any]:
    """An event as JSON data, without the fields that hold their default."""
    found = zip(_NAMES, _values(event), _LEFT_OUT, strict=True)
    return {name: value for name, value, default in found if value != default}


def message_of(data: Mapping[str, Any]) -> Message:
    """The message in JSON data that `as_json` made. Raises KeyError or TypeError for what is no message."""
    return Message(
        events=tuple(Event(**event) for event in data["events"]),
        earlier=data.get("earlier", ""),
        units=tuple(Unit(**unit) for unit in data.get("units", ())),
    )


_DEFAULTS: dict[str, Any] = {
    "referrer": "", "source": "", "channel": "direct", "campaign": {}, "click": "", "country": "", "device": "",
    "browser": "", "system": "", "props": {}, "revenue": None, "currency": "", "seconds": 0.0, "vitals": {},
    "status": 200, "server": False, "holdout": False, "continued": False, "interactive": True,
}  # fmt: skip

_NAMES = tuple(each.name for each in fields(Event))
_LEFT_OUT = tuple(_DEFAULTS.get(name, ...) for name in _NAMES)
"""What a field has to be to be left out; `...` is no value of any."""
_values = attrgetter(*_NAMES)
