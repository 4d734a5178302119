"""What in a description is not meant for visitors: orders to a machine, wishes to the builder, markup, addresses.

Such sentences are data like any other, and are left out of what visitors read. Nothing in a description is obeyed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from code24.ai.language import READABLE, any_of, language_of

_CODE = re.compile(
    r"[{}<>`\\]|\$\(|\[\[|\]\]|%[0-9A-F]{2}|&#|javascript:|data:\w|on(?:error|load|click)\s*=", re.IGNORECASE
)
_URL = re.compile(
    r"https?:|www\.|://|\b[\w-]+\.(?:com|de|org|net|io|co|eu|info|at|ch|fr|es|it|pt|br|mx|pl|nl|uk)\b(?!\w)",
    re.IGNORECASE,
)
_SPEAKER = r"(?:^|(?<=[.!?\n]))\s*(?:assistant|system|user|developer)\s*:|<\|?/?(?:im_start|im_end|system)"
_REACH = 60
"""Characters within which a wish names the site that it is about."""


@dataclass(frozen=True)
class _Patterns:
    to_machine: re.Pattern[str]
    to_builder: re.Pattern[str]
    wish: re.Pattern[str]
    wish_clause: re.Pattern[str]


@cache
def _patterns(code: str) -> _Patterns:
    """The patterns of a language, together with the English ones: orders come in English on any site."""
    orders = [language_of(each).lists.orders for each in dict.fromkeys(["en", code])]
    site = any_of(word for each in orders for word in each.site)
    wanting = any_of(word for each in orders for word in each.wanting)
    commands = any_of(word for each in orders for word in each.commands)
    shall = [word.replace("SITE", site) for each in orders for word in each.shall]
    return _Patterns(
        to_machine=_whole([word for each in orders for word in (*each.plainly, *each.machine)], _SPEAKER),
        to_builder=_whole([rf"(?:{wanting}|^{commands})(?!\w).{{0,{_REACH}}}(?<!\w){site}", *shall]),
        wish=re.compile(rf"^{any_of(word for each in orders for word in each.wish)}(?!\w)", re.IGNORECASE),
        wish_clause=re.compile(
            rf"[,;]?\s+{any_of(word for each in orders for word in each.wish_clause)}(?!\w)[^.!?]*(?<!\w){site}"
            r"(?!\w)[^.!?]*",
            re.IGNORECASE,
        ),
    )


@cache
def _plainly() -> re.Pattern[str]:
    """What talks to a machine in any language, for fields of which the site's language says nothing."""
    return _whole([word for code in READABLE for word in language_of(code).lists.orders.plainly], _SPEAKER)


def _whole(words: Iterable[str], also: str = "(?!)") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)|{also}", re.IGNORECASE)


def to_machine(text: str) -> bool:
    """Whether a text talks to a machine, plainly enough to be no sentence about a business."""
    return bool(_plainly().search(text))


def without_wishes(sentence: str, tag: str) -> str:
    """The sentence without its clause about the site that is wanted ("I run a bakery and need a website")."""
    return _patterns(language_of(tag).code).wish_clause.sub("", sentence)


def for_visitors(sentence: str, tag: str) -> bool:
    """False for code, addresses of pages, and what speaks to a machine or to the builder of the site."""
    patterns = _patterns(language_of(tag).code)
    return not (
        _CODE.search(sentence)
        or _URL.search(sentence)
        or patterns.to_machine.search(sentence)
        or patterns.to_builder.search(sentence)
        or patterns.wish.search(sentence)
    )
