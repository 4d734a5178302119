"""Which visits a question is about: `page==/pricing/;source==Google|Bing;country!=DE;prop:plan==pro`.

    filters  = filter *( ";" filter )
    filter   = property ( "==" / "!=" ) value *( "|" value )
    value    = text, in which `*` stands for anything, and a backslash takes the meaning from `*`, `|`, `;` and itself

A filter keeps whole visits: `==` those in which one of the values is found, `!=` those in which none is. All filters
hold at once. Every figure is then of the visits that are kept.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from code24.analytics.models import AnalyticsSettings
from code24.analytics.rollups.columns import DIRECT, UNKNOWN
from code24.analytics.rollups.day import Keeps
from code24.analytics.rollups.goals import GoalRules
from code24.analytics.rollups.visits import Visit
from code24.errors import InvalidRequest

MOST_FILTERS, MOST_VALUES, LONGEST = 10, 50, 2_000
FIELD = "filters"

_PARTS = re.compile(r"\s*([A-Za-z]+|prop:(?:[^\\;=!]|\\.)+?)\s*(==|!=)(.*)", re.DOTALL)
_CAMPAIGN = {
    "utmSource": "source",
    "utmMedium": "medium",
    "utmCampaign": "campaign",
    "utmTerm": "term",
    "utmContent": "content",
}
_OF_LEAD: dict[str, Callable[[Visit], str]] = {
    "source": lambda visit: visit.lead.source or DIRECT,
    "channel": lambda visit: visit.lead.channel,
    "referrer": lambda visit: visit.lead.referrer,
    "click": lambda visit: visit.lead.click,
    "country": lambda visit: visit.lead.country or UNKNOWN,
    "device": lambda visit: visit.lead.device or UNKNOWN,
    "browser": lambda visit: visit.lead.browser or UNKNOWN,
    "system": lambda visit: visit.lead.system or UNKNOWN,
    "entryPage": lambda visit: visit.views[0].path if visit.views else "",
    "exitPage": lambda visit: visit.views[-1].path if visit.views else "",
}
_OF_EVENTS = ("page", "event", "goal", "goalType")
PROPERTIES = (*_OF_LEAD, *_CAMPAIGN, *_OF_EVENTS)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with gaps that anything fits into; matched from piece to piece, in a time that grows with the text alone.

    A regular expression would try every place of every piece: seconds for one path of 500 letters.
    """

    pieces: tuple[str, ...]
    """What stands between the gaps, from the beginning to the end."""

    def matches(self, text: str) -> bool:
        """Whether the text is the pieces, in order, with anything between them."""
        if len(self.pieces) == 1:
            return text == self.pieces[0]
        first, *between, last = self.pieces
        at, end = len(first), len(text) - len(last)
        if end < at or not text.startswith(first) or not text.endswith(last):
            return False
        for piece in between:
            found = text.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return True


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition."""

    property: str
    wanted: bool
    """False for `!=`."""
    patterns: tuple[Pattern, ...]

    def holds(self, values: Iterable[str]) -> bool:
        """Whether the condition holds for a visit that has these values."""
        found = any(pattern.matches(value) for value in values for pattern in self.patterns)
        return found is self.wanted


def filters_of(text: str) -> tuple[Filter, ...]:
    """The filters that a text writes. Raises InvalidRequest, which says what is wrong and where."""
    if len(text) > LONGEST:
        raise _wrong(f"have {len(text)} characters, and {LONGEST} is the most")
    written = [part for part in _split(text, ";") if part.strip()]
    if len(written) > MOST_FILTERS:
        raise _wrong(f"are {len(written)}, and {MOST_FILTERS} is the most")
    return tuple(_filter(part) for part in written)


def keeps(filters: tuple[Filter, ...], settings: AnalyticsSettings) -> Keeps | None:
    """Whether a visit is one of those that the filters keep; None where there are no filters."""
    if not filters:
        return None
    rules = GoalRules(settings)
    return lambda visit: all(each.holds(_values(visit, each.property, rules)) for each in filters)


def _values(visit: Visit, wanted: str, rules: GoalRules) -> Iterable[str]:
    if (of_lead := _OF_LEAD.get(wanted)) is not None:
        return (of_lead(visit),)
    if (of_campaign := _CAMPAIGN.get(wanted)) is not None:
        return (visit.lead.campaign.get(of_campaign, ""),)
    if wanted == "page":
        return (event.path for event in visit.views)
    if wanted == "event":
        return (event.name for event in visit.goals)
    if wanted.startswith("prop:"):
        name = wanted.removeprefix("prop:")
        return (event.props[name] for event in visit.events if name in event.props)
    completions = chain.from_iterable(map(rules.completions, visit.events))
    return (each.name for each in completions) if wanted == "goal" else (each.type for each in completions)


def _filter(text: str) -> Filter:
    parts = _PARTS.fullmatch(text)
    if parts is None:
        raise _wrong(f"have {_shown(text)}, which is no condition; write `page==/pricing/` or `country!=DE|FR`")
    name, operator, values = parts.groups()
    if not name.startswith("prop:") and name not in PROPERTIES:
        known = ", ".join(PROPERTIES)
        raise _wrong(f"name {_shown(name)}, which is no property; these are: {known}, and `prop:` with a prop's name")
    patterns = tuple(_pattern(value.strip()) for value in _split(values, "|"))
    if len(patterns) > MOST_VALUES:
        raise _wrong(f"give {_shown(name)} {len(patterns)} values, and {MOST_VALUES} is the most")
    if not all(pattern.pieces != ("",) for pattern in patterns):
        raise _wrong(f"have no value after {_shown(name + operator)}")
    return Filter(re.sub(r"\\(.)", r"\1", name), operator == "==", patterns)


def _split(text: str, separator: str) -> list[str]:
    """The parts between separators that no backslash stands before."""
    return re.findall(rf"(?:^|{re.escape(separator)})((?:\\.|[^\\{separator}]|\\$)*)", text, re.DOTALL)


def _pattern(value: str) -> Pattern:
    """A value as a pattern; runs of `*` are one."""
    pieces = [""]
    for part in re.findall(r"\\.|\*+|[^\\*]+|\\$", value, re.DOTALL):
        if part.startswith("*"):
            pieces.append("")
        else:
            pieces[-1] += part[1:] if part[0] == "\\" and part[1:] else part
    if len(pieces) > 4:
        raise _wrong(f"have {_shown(value)} with more than three `*`")
    return Pattern(tuple(pieces))


def _shown(text: str) -> str:
    return f"`{text.strip()[:60]}`"


def _wrong(what: str) -> InvalidRequest:
    return InvalidRequest(f"The filters {what}.", field=FIELD)
