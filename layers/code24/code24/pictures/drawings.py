"""SVG files without what only drawing programs read. What is drawn, and every id, stays."""

import re

from turbohtml import HTMLParseError, parse_xml

MOST_BYTES = 2_000_000
_DIGITS = 3
"""Decimals of path data that stay: a two-thousandth of a unit is nothing that is seen."""
_EDITORS = r"(?:inkscape|sodipodi|sketch|serif|i|x|graph|vectornator|figma)"
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>|<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_METADATA = re.compile(r"<metadata\b[^>]*(?:/>|>.*?</metadata\s*>)", re.DOTALL)
_EDITOR_ELEMENT = re.compile(rf"<({_EDITORS}:[\w-]+)\b[^>]*(?:/>|>.*?</\1\s*>)", re.DOTALL)
_EDITOR_NAMES = re.compile(rf"\s(?:xmlns:{_EDITORS}|{_EDITORS}:[\w-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BETWEEN = re.compile(r">\s+<")
_TAG = re.compile(r"<[\w:-]+(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_PATH = re.compile(r"(\s(?:d|points)\s*=\s*)(\"[^\"]*\"|'[^']*')")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LONG = re.compile(r"[-+]?\d*\.\d{4,}\Z")
_SPACE = re.compile(r"\s+")
_DELICATE = re.compile(r"<!\[CDATA\[|<!DOCTYPE[^>]*\[|<(?:foreignObject|script|font)\b", re.IGNORECASE)
_TEXT = re.compile(r"<(?:text|textPath|tspan)\b")


def minified(body: bytes) -> bytes:
    """The smaller file; the same one where it is broken, too large, or holds what is not to be touched."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body
    if len(body) > MOST_BYTES or _DELICATE.search(text) or not _is_well_formed(text):
        return body
    smaller = _METADATA.sub("", _COMMENT.sub("", _PROLOGUE.sub("", text)))
    smaller = _EDITOR_ELEMENT.sub("", smaller)
    smaller = _TAG.sub(lambda tag: _PATH.sub(_shorter_path, _EDITOR_NAMES.sub("", tag[0])), smaller)
    if not _TEXT.search(smaller):
        smaller = _BETWEEN.sub("><", smaller)
    smaller = smaller.strip()
    return smaller.encode() if len(smaller.encode()) < len(body) and _is_well_formed(smaller) else body


def holds_raster(body: bytes) -> int:
    """Bytes of pictures that a drawing carries inside, as base64."""
    return sum(len(found[0]) for found in re.finditer(rb"data:image/(?!svg)[\w.+-]+;base64,[\w+/=\s]+", body))


def _shorter_path(found: re.Match[str]) -> str:
    data = _SPACE.sub(" ", found[2])
    if "a" not in data.lower():  # the flags of arcs may stand without space before the next number
        data = _NUMBER.sub(_rounded, data)
    return found[1] + data


def _rounded(found: re.Match[str]) -> str:
    """A number with fewer decimals. One that its point parts from the number before needs a space instead."""
    if not _LONG.match(found[0]):
        return found[0]
    value = re.sub(r"\A(-?)0\.", r"\1.", f"{float(found[0]):.{_DIGITS}f}".rstrip("0").rstrip("."))
    value = "0" if value in {"-0", ""} else value
    before = found.string[found.start() - 1 : found.start()]
    is_glued = (before.isdigit() or before == ".") and not value.startswith("-")
    return f" {value}" if is_glued else value


def _is_well_formed(text: str) -> bool:
    try:
        return parse_xml(text).select_one("svg") is not None
    except (HTMLParseError, ValueError):
        return False
