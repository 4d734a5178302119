"""The shipped font files, decoded once a process."""

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import uharfbuzz as hb  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from code24.fonts.catalog import Family

logging.getLogger("fontTools").setLevel(logging.ERROR)  # what is odd in somebody's font is no news to an operator


@dataclass(frozen=True, eq=False)
class Source:
    """One weight of one script of a family."""

    family: Family
    weight: int
    script: str
    face: hb.Face
    characters: frozenset[str]


@dataclass(frozen=True)
class Metrics:
    """Vertical measures in em, all positive but the line gap."""

    ascent: float
    descent: float
    line_gap: float
    x_height: float
    cap_height: float


def decoded(woff2: bytes) -> bytes:
    """The OpenType file inside a WOFF2 file."""
    font = TTFont(io.BytesIO(woff2), recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def encoded(opentype: bytes) -> bytes:
    """A WOFF2 file of an OpenType file."""
    font = TTFont(io.BytesIO(opentype), recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def packed(family: Family, weight: int, script: str) -> bytes:
    """A shipped file as it lies in the package."""
    return files("code24.fonts").joinpath("data", family.id, f"{script}-{weight}.woff2").read_bytes()


@cache
def source(family: Family, weight: int, script: str) -> Source:
    """The decoded source of a script in one of the family's weights."""
    face = hb.Face(decoded(packed(family, weight, script)))
    return Source(family, weight, script, face, frozenset(map(chr, face.unicodes)))


def sources(family: Family, weight: int) -> Iterable[Source]:
    """The sources of one weight, basic Latin first; those after it are decoded only when they are asked for."""
    return (source(family, weight, script) for script in family.scripts)


@cache
def metrics(family: Family, weight: int) -> Metrics:
    """The measures of one weight, from its own tables."""
    return measures_of(source(family, weight, "latin").face)


def measures_of(face: hb.Face) -> Metrics:
    """The measures of a font, from its own tables."""
    font = hb.Font(face)
    extents, em = font.get_font_extents("ltr"), int(face.upem)
    heights = (
        font.get_metric_position_with_fallback(tag) for tag in (hb.OTMetricsTag.X_HEIGHT, hb.OTMetricsTag.CAP_HEIGHT)
    )
    return Metrics(
        extents.ascender / em, -extents.descender / em, extents.line_gap / em, *(height / em for height in heights)
    )


def advance(found: Source, character: str) -> float:
    """The width of a character of the source in em."""
    font = hb.Font(found.face)
    width: int = font.get_glyph_h_advance(font.get_nominal_glyph(ord(character)))
    return width / int(found.face.upem)


def split_by_source(family: Family, weight: int, text: Iterable[str]) -> dict[str, frozenset[str]]:
    """Which script's file draws which of the characters; those that the family lacks are in none."""
    left, found = set(text), {}
    for each in sources(family, weight):
        if not left:
            break
        if drawn := left & each.characters:
            found[each.script] = frozenset(drawn)
            left -= drawn
    return found
