"""Declarations of a rule or a `style` attribute."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from code24.website.styles.scanning import split_list, without_comments

_NAME = re.compile(r"--[^\s:;{}]*|-?[A-Za-z][A-Za-z0-9-]*")
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z", re.IGNORECASE)


class Declaration(NamedTuple):
    """One property and its value."""

    name: str
    """Lower case; custom properties as written."""
    value: str
    important: bool = False


@lru_cache(maxsize=20_000)
def declarations(text: str) -> tuple[Declaration, ...]:
    """The declarations of a block in order; what is none is left out, as browsers do."""
    found = []
    for part in split_list(without_comments(text), ";"):
        name, colon, value = part.partition(":")
        name = name.rstrip()
        if not colon or not _NAME.fullmatch(name):
            continue
        value = value.strip()
        important = "!" in value and _IMPORTANT.search(value) is not None
        if important:
            value = _IMPORTANT.sub("", value)
        if value or name.startswith("--"):
            found.append(Declaration(name if name.startswith("--") else name.lower(), value, important))
    return tuple(found)


def written(items: Iterable[Declaration]) -> str:
    """The text of declarations."""
    return ";".join(f"{item.name}:{item.value}{'!important' if item.important else ''}" for item in items)
