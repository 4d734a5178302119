"""The town that a business is in, where its owner plainly says so. A wrong town is worse than none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from code24.ai.language import any_of, language_of

_LETTER = r"[A-ZÀ-ÞŒŠŽ]"
_WORD = rf"{_LETTER}[\w'’-]+"  # noqa: RUF001
_ARTICLE = r"(?:St\.?\s|Ste?\.?\s|Bad\s|Sankt\s|San\s|Santa\s|São\s|L[ea]s?\s|L[’']|Los\s|El\s)?"  # noqa: RUF001
_LOOSE = re.compile(r"\s(?:upon|on|de|del|di|da|do|dos|das|of|la|le|les|sur|en|y|e|et|am|im|in|sul|sulla|al)$")
_LONGEST = 40
_NOUN_BEFORE = frozenset({"de"})
"""Languages in which every noun has a capital: there, only what follows the town's name tells where it ends."""


@dataclass(frozen=True)
class _Patterns:
    town: re.Pattern[str]
    never: re.Pattern[str]
    elsewhere: re.Pattern[str]


@cache
def _patterns(tag: str) -> _Patterns:
    language = language_of(tag)
    words = language.lists.places
    linked = rf"(?:[ -](?:{any_of(words.linking)}|{_LETTER}[\w'’-]+))"  # noqa: RUF001
    if language.code in _NOUN_BEFORE:
        town = rf"{_ARTICLE}{_LETTER}[\w-]+(?:\s{any_of(words.linking)}\s{_LETTER}\w+)?(?:[-/]{_LETTER}\w+)?"
        ends = r"(?=[\s,.;!?)]|$)"
    else:
        town = rf"{_ARTICLE}{_WORD}{linked}{{0,3}}"
        ends = rf"(?=\s*(?:[.,;:!?)–—]|$|\b{any_of(words.after)}\b))"  # noqa: RUF001
    return _Patterns(
        town=re.compile(rf"(?<![\w'’-]){any_of(words.before)}\s+({town}){ends}"),  # noqa: RUF001
        never=re.compile(rf"^{any_of(words.never)}(?!\w)"),
        elsewhere=re.compile(rf"(?<!\w){any_of(words.elsewhere)}(?!\w)", re.IGNORECASE),
    )


def town_in(texts: Iterable[str], tag: str) -> str:
    """The first town that one of the texts says the business is in; empty where none does."""
    patterns = _patterns(tag)
    for text in texts:
        if patterns.elsewhere.search(text):
            continue
        for found in patterns.town.finditer(text):
            town = _LOOSE.sub("", found[1])
            if not patterns.never.search(town) and len(town) <= _LONGEST:
                return town
    return ""
