"""Text as outlines: shaped with a shipped family, kerned, and independent of any font afterwards."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb  # type: ignore[import-untyped]

from code24.fonts.catalog import CATALOG, Family
from code24.fonts.sources import Source, source, sources

type Point = tuple[float, float]
type Segment = tuple[str, tuple[Point, ...]]
"""`M` and `L` with one point, `Q` with two, `C` with three, `Z` with none: as in SVG paths, absolute."""

RIGHT_TO_LEFT = frozenset({"hebrew", "arabic"})
BETWEEN = frozenset(" ·-–.,&")  # noqa: RUF001
"""Characters that stand the same in both directions."""


@dataclass(frozen=True)
class Outline:
    """Contours on the baseline at y = 0 with y pointing down, and how far the text advances, both in em.

    Contours that overlap add up (nonzero winding rule).
    """

    segments: tuple[Segment, ...]
    width: float


@dataclass(frozen=True)
class _Glyph:
    source: Source
    number: int
    x: float
    y: float
    advance: float
    """In em."""


class _Pen:
    """Collects the segments of one glyph, moved to its place."""

    def __init__(self, scale: float, x: float, y: float) -> None:
        self.segments: list[Segment] = []
        self._scale, self._x, self._y = scale, x, y

    def _add(self, command: str, *points: Point) -> None:
        placed = tuple((self._x + x * self._scale, -self._y - y * self._scale) for x, y in points)
        self.segments.append((command, placed))

    def moveTo(self, point: Point) -> None:  # noqa: N802
        """Start a contour."""
        self._add("M", point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        """Draw a line."""
        self._add("L", point)

    def qCurveTo(self, *points: Point) -> None:  # noqa: N802
        """Draw a quadratic curve."""
        self._add("Q", *points)

    def curveTo(self, *points: Point) -> None:  # noqa: N802
        """Draw a cubic curve."""
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        """Close the contour."""
        self._add("Z")


@lru_cache(maxsize=128)
def _font(family_id: str, weight: int, script: str) -> hb.Font:
    return hb.Font(source(CATALOG[family_id], weight, script).face)


def _shaped(run: str, found: Source) -> Iterator[_Glyph]:
    buffer = hb.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    hb.shape(_font(found.family.id, found.weight, found.script), buffer, {"kern": True, "liga": True})
    em = found.face.upem
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield _Glyph(found, info.codepoint, at.x_offset / em, at.y_offset / em, at.x_advance / em)


def _clusters(text: str) -> Iterator[str]:
    """The text's characters, combining ones with what they stand on."""
    cluster = ""
    for character in text:
        if cluster and not unicodedata.combining(character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _source_of(cluster: str, family: Family, weight: int) -> Source | None:
    return next((found for found in sources(family, weight) if set(cluster) <= found.characters), None)


def _runs(text: str, family: Family, weight: int) -> list[tuple[Source, str]] | None:
    """The text in runs of one source each, in visual order; None where a character is missing or directions mix."""
    placed = [(_source_of(cluster, family, weight), cluster) for cluster in _clusters(text)]
    runs: list[tuple[Source, str]] = []
    for found, group in groupby(placed, key=lambda each: each[0]):
        if found is None:
            return None
        runs.append((found, "".join(cluster for _, cluster in group)))
    backwards = [found.script in RIGHT_TO_LEFT for found, _ in runs]
    if not any(backwards):
        return runs
    if all(backward or set(run) <= BETWEEN for backward, (_, run) in zip(backwards, runs, strict=True)):
        return runs[::-1]
    return None


def outline(text: str, family: Family, weight: int, tracking: float = 0.0) -> Outline | None:
    """The outlines of one line of text, `tracking` em apart; None where the family can't set it."""
    runs = _runs(unicodedata.normalize("NFC", text), family, weight)
    if runs is None:
        return None
    segments: list[Segment] = []
    x = 0.0
    for found, run in runs:
        for glyph in _shaped(run, found):
            pen = _Pen(1 / found.face.upem, x + glyph.x, glyph.y)
            _font(family.id, weight, found.script).draw_glyph_with_pen(glyph.number, pen)
            segments += pen.segments
            x += glyph.advance + (tracking if glyph.advance else 0.0)
    return Outline(tuple(segments), x - tracking)
