"""Text from outside as pages, pictures and PDFs can hold it."""

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SPACES = {"\t", "\n", "\r", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"}
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows them (UAX 9, section 2): one name could mirror its neighbours."""


def plain(text: str) -> str:
    """The text on one line, without what XML 1.0 or a reader cannot take.

    Line breaks become spaces, characters that turn the direction vanish, other control characters and what is no
    character become U+FFFD.
    """
    return "".join(map(_allowed, text)).strip()


def cut(text: str, most: int) -> str:
    """At most so many characters, the last an ellipsis where some are left out."""
    return text if len(text) <= most else text[: max(0, most - 1)].rstrip() + "…"


def _allowed(character: str) -> str:
    if character in _SPACES:
        return " "
    if character in _TURNING:
        return ""
    return REPLACEMENT if unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"} else character
