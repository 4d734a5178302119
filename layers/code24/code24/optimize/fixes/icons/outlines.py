"""Glyphs of a font as SVG, placed exactly where the text was drawn."""

import io
from dataclasses import dataclass
from functools import cached_property
from html import escape

import uharfbuzz as hb  # type: ignore[import-untyped]
from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from code24.website.website import Website

LONGEST_PATH = 20_000
"""Characters of a path; longer ones are pictures, and cost more in every page than once in a font."""
_IN_COLOURS = frozenset({"COLR", "SVG ", "CBDT", "sbix"})


@dataclass(frozen=True)
class Glyph:
    """One glyph; measures in em."""

    path: str
    """SVG path data in font units, y pointing down, the baseline at 0."""
    advance: float
    units: int
    """To the em."""

    def picture(self, baseline: float, width: float | None, attributes: str) -> str:
        """An `svg` element one em high whose baseline is `baseline` em below its top."""
        em = self.units
        box = f"0 {_number(-baseline * em)} {_number(self.advance * em)} {em}"
        return (
            f'<svg {attributes} width="{_number(width or self.advance, 4)}em" height="1em" viewBox="{box}" '
            f'fill="currentColor"><path d="{escape(self.path)}"/></svg>'
        )


@dataclass(frozen=True, eq=False)
class GlyphFont:
    """A font file whose outlines are read."""

    data: bytes
    """Decoded: TrueType or OpenType."""

    @cached_property
    def _font(self) -> TTFont:
        return TTFont(io.BytesIO(self.data), lazy=True)

    @cached_property
    def has_colours(self) -> bool:
        """Whether its glyphs bring colours of their own."""
        return bool(_IN_COLOURS & set(self._font.keys()))

    @cached_property
    def baseline(self) -> float:
        """How far the baseline is below the top of a line of one em, in em.

        The leading that is missing or left over is shared by both sides (CSS Inline 3, 5.1).
        """
        extents = hb.Font(hb.Face(self.data)).get_font_extents("ltr")
        em = float(hb.Face(self.data).upem)
        ascent, descent = extents.ascender / em, -extents.descender / em
        return float(0.5 + (ascent - descent) / 2)

    def glyph(self, character: str) -> Glyph | None:
        """The outline of a character; None where the font has none, or none that could be drawn."""
        try:
            name = self._font.getBestCmap().get(ord(character))
            if name is None or self.has_colours:
                return None
            glyphs = self._font.getGlyphSet()
            pen = SVGPathPen(glyphs, ntos=_number)
            glyphs[name].draw(TransformPen(pen, (1, 0, 0, -1, 0, 0)))
            path, em = pen.getCommands(), self._font["head"].unitsPerEm
            advance = glyphs[name].width / em
        except Exception:  # fontTools raises whatever its readers stumble over in a broken file
            return None
        if not path or len(path) > LONGEST_PATH or not 0 < advance < 10:
            return None
        return Glyph(path, advance, em)


def glyph_font(website: Website, data: bytes, sha256: str) -> GlyphFont:
    """The font of decoded data, remembered by its file's content."""
    return website.remembered(("glyph font", sha256), lambda: GlyphFont(data))


def _number(value: float, digits: int = 1) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if "." in f"{value:.{digits}f}" else f"{value:.{digits}f}"
    return "0" if text in {"-0", ""} else text
