"""The `@font-face` rules of a website, and the glyphs of its font files."""

import io
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from code24.website.styles.declarations import declarations
from code24.website.styles.scanning import split_list
from code24.website.styles.sheets import parsed
from code24.website.website import Website

LARGEST_FONT = 8_000_000
"""Bytes of a font file that is still decoded, packed and unpacked."""
SYMBOLS = 1 / 3
"""Share of private characters that makes a font one of icons; text fonts have a few."""
_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))\s*\)", re.IGNORECASE)
_FORMAT = re.compile(r"format\(\s*[\"']?([\w-]+)", re.IGNORECASE)
_RANGE = re.compile(r"u\+([0-9a-f]{1,6}|[0-9a-f]{0,5}\?{1,6})(?:-([0-9a-f]{1,6}))?\Z", re.IGNORECASE)
_WEIGHTS = {"normal": 400.0, "bold": 700.0}


class Source(NamedTuple):
    """One entry of `src`."""

    url: str
    """As written; empty for `local()`."""
    format: str
    path: str | None
    """The website's own file."""


class FontFace(NamedTuple):
    """One `@font-face` rule."""

    family: str
    weight: tuple[float, float]
    style: str
    """`normal`, `italic` or `oblique` with its angle."""
    display: str
    sources: tuple[Source, ...]
    ranges: tuple[tuple[int, int], ...]
    """Of `unicode-range`; empty for all characters."""
    span: tuple[int, int]
    """Where the rule stands in its stylesheet's text."""

    @property
    def path(self) -> str | None:
        """The first own file that browsers of today would take."""
        own = [each for each in self.sources if each.path]
        for ending in (".woff2", ".woff", ".ttf", ".otf"):
            for each in own:
                if each.path and each.path.lower().endswith(ending):
                    return each.path
        return None

    def draws(self, characters: Collection[int]) -> bool:
        """Whether the face is asked for any of these code points."""
        return not self.ranges or any(any(first <= code <= last for first, last in self.ranges) for code in characters)


def faces_in(text: str, base: str, website: Website) -> list[FontFace]:
    """The `@font-face` rules of a stylesheet, those without a family left out."""
    if "@font-face" not in text.lower():
        return []
    sheet = parsed(text)
    found = (_face(sheet.body(rule), base, website, rule.span) for rule in sheet.font_faces)
    return [face for face in found if face.family]


def _face(block: str, base: str, website: Website, span: tuple[int, int]) -> FontFace:
    family, display, style, weight = "", "auto", "normal", (400.0, 400.0)
    sources: tuple[Source, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    for item in declarations(block):
        name, value = item.name, item.value
        if name == "font-family":
            family = value.strip("\"' ")
        elif name == "font-display":
            display = value.lower()
        elif name == "font-style":
            style = value.lower()
        elif name == "font-weight":
            weight = _weights(value)
        elif name == "src":
            # Old browsers read a `src` of their own before the one for all others: the last one counts, as for them.
            sources = tuple(_sources(value, base, website))
        elif name == "unicode-range":
            ranges = tuple(_ranges(value))
    return FontFace(family, weight, style, display, sources, ranges, span)


def _weights(value: str) -> tuple[float, float]:
    found = []
    for part in value.lower().split()[:2]:
        try:
            found.append(_WEIGHTS.get(part) or float(part))
        except ValueError:
            return 400.0, 400.0
    return (min(found), max(found)) if found else (400.0, 400.0)


def _sources(value: str, base: str, website: Website) -> Iterator[Source]:
    for part in split_list(value):
        url = _URL.search(part)
        if url is None:
            yield Source("", "local", None)
            continue
        written = next((each for each in url.groups() if each is not None), "").strip()
        kind = _FORMAT.search(part)
        yield Source(written, kind[1].lower() if kind else "", website.path_of(written, base))


def _ranges(value: str) -> Iterator[tuple[int, int]]:
    for part in value.split(","):
        if found := _RANGE.match(part.strip()):
            first, last = found[1], found[2]
            if "?" in first:
                yield int(first.replace("?", "0"), 16), int(first.replace("?", "f"), 16)
            else:
                yield int(first, 16), int(last or first, 16)


def decoded(content: bytes) -> bytes | None:
    """The OpenType file inside a WOFF, WOFF2, TrueType or OpenType file; None for what is no usable font."""
    if len(content) > LARGEST_FONT or content[:4] not in {b"wOF2", b"wOFF", b"\0\1\0\0", b"OTTO", b"true"}:
        return None
    if content[:3] == b"wOF" and int.from_bytes(content[16:20]) > LARGEST_FONT:  # totalSfntSize (WOFF 1 and 2, 4.1)
        return None
    try:
        font = TTFont(io.BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)
        if not {"head", "cmap", "hhea", "hmtx", "maxp"} <= set(font.keys()):
            return None
        if content[:3] != b"wOF":
            return content
        font.flavor = None
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()
    except Exception:  # fontTools raises whatever its readers stumble over in a broken file
        return None


def font_at(website: Website, path: str) -> hb.Face | None:
    """The decoded font of one of the website's files; None for what is no usable font."""
    file = website.files[path]
    data = website.remembered(("font", file.sha256), lambda: decoded(file.content))
    return hb.Face(data) if data else None


def is_of_symbols(website: Website, face: FontFace) -> bool:
    """Whether many of a face's characters are of the private areas: a font of icons, or none at all."""
    if face.ranges:  # a font service says which characters of the world's alphabets are in a file
        return all(_is_private(last) for _, last in face.ranges)
    font = font_at(website, face.path) if face.path else None
    if font is None:
        return True
    codes = list(font.unicodes)
    return sum(map(_is_private, codes)) >= SYMBOLS * len(codes)


def _is_private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000
