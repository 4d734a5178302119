"""Small websites with small fonts, made for tests."""

import io
from collections.abc import Iterable, Mapping

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from code24.website.file_types import content_type_of
from code24.website.models import WebFile
from code24.website.website import Website

ORIGIN = "https://site.example"


def font(characters: Iterable[int], *, flavor: str | None = "woff2", advance: int = 600, detail: int = 4) -> bytes:
    """A font of 1000 units whose glyphs are polygons of `detail` points; ascent 800, descent 200."""
    codes = sorted(set(characters))
    names = [".notdef", *(f"g{code:X}" for code in codes)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"g{code:X}" for code in codes})
    glyphs = {}
    for number, name in enumerate(names):
        pen = TTGlyphPen(None)
        pen.moveTo((50, 0))
        for point in range(detail):
            pen.lineTo((50 + point * 400 // detail, 700 - (number * 7 + point * 13) % 90))
        pen.lineTo((450, 0))
        pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (advance, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.font.flavor = flavor
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def website(files: Mapping[str, str | bytes]) -> Website:
    """A website of these files by path; what is missing of a page's frame is for the parser."""
    made = (
        WebFile(path, content_type_of(path), content.encode() if isinstance(content, str) else content)
        for path, content in files.items()
    )
    return Website(made, origin=ORIGIN)


def page(body: str, head: str = "") -> str:
    """A page's text."""
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
