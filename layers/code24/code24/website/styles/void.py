"""Declarations that no browser takes: what preprocessors left behind, and values that a property has never had."""

import re
from functools import lru_cache

from code24.website.styles.declarations import Declaration, declarations
from code24.website.styles.scanning import split_list

_FUNCTIONS = re.compile(
    r"(?<![\w-])(?:fade|fadein|fadeout|lighten|darken|desaturate|spin|tint|shade|mix|color-yiq|color-contrast|"
    r"theme-color|theme-color-level|map-get|percentage|transparentize|opacify|adjust-hue|expression)\("
    r"|(?<![\w-])rgba?\(\s*#",
    re.IGNORECASE,
)
"""Of Less, Sass, Bootstrap's Sass and Internet Explorer; colours of `rgba()` are numbers in CSS."""
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\([^)]*\)", re.IGNORECASE)
_NUMBER = re.compile(r"\d*\.?\d+", re.ASCII)
_ONLY_PREFIXED = frozenset({
    "behavior", "font-smoothing", "osx-font-smoothing", "overflow-scrolling", "tap-highlight-color",
    "text-fill-color", "touch-callout", "user-drag",
})  # fmt: skip
_NEVER = {
    "display": "hidden", "float": "center", "overflow": "none", "position": "none", "text-align": "middle",
    "text-transform": "normal", "visibility": "none",
}  # fmt: skip
_SHADOWS = frozenset({"box-shadow", "text-shadow"})
_TIMED = frozenset({"transition", "transition-duration", "transition-delay"})


@lru_cache(maxsize=20_000)
def valid_declarations(text: str) -> tuple[Declaration, ...]:
    """The declarations of a block that browsers take, in order."""
    return tuple(each for each in declarations(text) if not is_void(each))


def is_void(declaration: Declaration) -> bool:
    """Whether browsers leave a declaration out, as if it were not there. Custom properties may hold anything."""
    name, value = declaration.name, _QUOTED.sub("", declaration.value).strip().lower()
    if name.startswith("--") or "var(" in value:
        return False
    if name in _ONLY_PREFIXED or _NEVER.get(name) == value or value.endswith(("\\9", "\\0")):
        return True
    if name == "filter" and value.startswith(("alpha(", "progid:")):
        return True
    if name in _SHADOWS and "," in value:
        return "none" in {part.strip() for part in split_list(value)}
    if name in _TIMED:
        return any(_NUMBER.fullmatch(word) for part in split_list(value) for word in part.split())
    return _FUNCTIONS.search(value) is not None
