"""The addresses in a stylesheet, found and replaced without touching anything else of it.

Follows CSS Syntax 3, 4.3: comments and strings are skipped, escapes in addresses are read. A scanner of a few tokens is
some hundred times as fast as a parser, and leaves broken sheets as broken as they were.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

_STRING = r"""\"(?:[^"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'"""
_ADDRESS = rf"(?:{_STRING}|(?:[^)\s\"'(\\]|\\[0-9a-f]{{1,6}}\s?|\\.)*+)"
_TOKEN = re.compile(
    rf"""
      /\*.*?(?:\*/|\Z)
    | (?P<import>@import\s++)(?P<imported>{_STRING}|url\(\s*+{_ADDRESS}\s*+\))
    | (?P<url>url)\(\s*+{_ADDRESS}\s*+\)
    | (?P<set>image-set)\(
    | (?P<type>type|format|tech)\(\s*+(?:{_STRING}|[\w-]*+)\s*+\)
    | (?P<string>{_STRING})
    | (?:\"(?:[^"\\\n]|\\.)*+|'(?:[^'\\\n]|\\.)*+)
    | (?P<bracket>[()])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))", re.DOTALL)
_UNQUOTED = re.compile(r"[\w\-./:?&=%#@+~!$*,;\[\]]*")


class StyleAddress(NamedTuple):
    """One address of a stylesheet."""

    url: str
    imported: bool
    """Whether it is another stylesheet (`@import`)."""


type ReplaceInStyles = Callable[[StyleAddress], str | None]
"""The new address; None to leave it as it is written."""


def edit_stylesheet(text: str, replace: ReplaceInStyles) -> str:
    """The stylesheet with its addresses replaced: `url()`, `@import`, and the strings of `image-set()`."""
    if "url(" not in text.lower() and "@import" not in text.lower() and "image-set" not in text.lower():
        return text
    depths: list[int] = []

    def edited(found: re.Match[str]) -> str:
        whole = found[0]
        if found["import"]:
            return found["import"] + _again(found["imported"], replace, imported=True)
        if found["url"]:
            return _again(whole, replace, imported=False)
        if found["set"]:
            depths.append(1)
        elif found["bracket"] and depths:
            depths[-1] += 1 if whole == "(" else -1
            if depths[-1] == 0:
                depths.pop()
        elif found["string"] and depths:
            return _again(whole, replace, imported=False)
        return whole

    return _TOKEN.sub(edited, text)


def style_addresses(text: str) -> list[StyleAddress]:
    """All addresses of a stylesheet, in order."""
    found: list[StyleAddress] = []
    edit_stylesheet(text, found.append)
    return found


def _again(written: str, replace: ReplaceInStyles, *, imported: bool) -> str:
    """The string or `url()` with its address replaced."""
    in_function = written[:4].lower() == "url("
    inner = written[4:-1].strip() if in_function else written
    quotes = inner[:1] if inner[:1] in {'"', "'"} else ""
    address = _unescaped(inner[1:-1] if quotes else inner)
    new = replace(StyleAddress(address, imported))
    if new is None:
        return written
    if not quotes and not _UNQUOTED.fullmatch(new):
        quotes = '"'
    return f"url({_quoted(new, quotes)})" if in_function else _quoted(new, quotes)


def _unescaped(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        if found[1]:
            code = int(found[1], 16)
            return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        return found[3] or ""

    return _ESCAPE.sub(plain, text) if "\\" in text else text


def _quoted(address: str, quotes: str) -> str:
    escaped = address.replace("\\", "\\\\").replace("\n", "\\a ")
    return quotes + (escaped.replace(quotes, f"\\{quotes}") if quotes else escaped) + quotes
