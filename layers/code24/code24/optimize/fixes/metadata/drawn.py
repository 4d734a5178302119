"""Pictures made for a website that has none: a card for shared links, and icons with its initial."""

import base64
import io

from PIL import Image

from code24.build.brand.drawing import Layer
from code24.build.brand.icons import to_base64
from code24.build.brand.raster import Canvas
from code24.build.brand.shapes import Path, rectangle
from code24.fonts.catalog import CATALOG
from code24.fonts.outlines import outline
from code24.optimize.fixes.metadata.own_color import text_on
from code24.pictures.reading import RASTERS, unwarned

CARD = (1200, 630)
ICON = 180
"""Pixels of an apple-touch-icon."""
_EDGE, _LARGEST, _SMALLEST = 96, 120.0, 40.0
_FAMILY = CATALOG["rubik"]
"""The shipped family with the most scripts."""
_LEAST_ICON = 48


def card(name: str, color: str) -> bytes:
    """A PNG of `CARD` pixels: the name on the colour, in at most three lines.

    Names in scripts that no shipped family has are left to the text around the picture.
    """
    ink = text_on(color)
    canvas = Canvas(*CARD, color, samples=3)
    canvas.paint(Layer(rectangle(_EDGE, CARD[1] - _EDGE - 12, 160, 12), ink, solid=True))
    lines = _lines(name)
    shapes = [outline(line, _FAMILY, _FAMILY.heading) for line in lines]
    known = [shape for shape in shapes if shape is not None and shape.segments]
    if known and len(known) == len(shapes):
        size = min(_LARGEST, *((CARD[0] - 2 * _EDGE) / shape.width for shape in known))
        if size >= _SMALLEST:
            for number, shape in enumerate(known):
                y = _EDGE + size * (0.8 + 1.15 * number)
                canvas.paint(Layer(Path(shape.segments).moved((size, 0, 0, size, _EDGE, y)), ink, solid=True))
    few = canvas.picture().quantize(32)
    return base64.b64decode(to_base64(few, "PNG", optimize=True))


def _lines(name: str, most: int = 3, wide: int = 18) -> list[str]:
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= wide or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [line for line in lines if line]


def _initial(name: str) -> Path | None:
    """The first letter or digit of a name, centred in a square of 100, 58 high at most."""
    letter = next((char for char in name if char.isalnum()), "").upper()[:1]
    shape = outline(letter, _FAMILY, _FAMILY.heading) if letter else None
    if shape is None or not shape.segments:
        return None
    path = Path(shape.segments)
    left, top, right, bottom = path.bounds()
    if right <= left or bottom <= top:
        return None
    scale = min(58 / (bottom - top), 64 / (right - left))
    x, y = 50 - scale * (left + right) / 2, 50 - scale * (top + bottom) / 2
    return path.moved((scale, 0, 0, scale, x, y))


def icon_svg(name: str, color: str) -> str:
    """An icon as SVG: the initial on the colour, a dot where no shipped family has the letter."""
    ink, path = text_on(color), _initial(name)
    inside = f'<path fill="{ink}" d="{path.d()}"/>' if path else f'<circle cx="50" cy="50" r="22" fill="{ink}"/>'
    ground = f'<rect width="100" height="100" rx="22" fill="{color}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{ground}{inside}</svg>'


def icon_png(name: str, color: str) -> bytes:
    """The same as PNG of `ICON` pixels, painted to its edges: phones cut the corners themselves."""
    canvas = Canvas(ICON, ICON, color, samples=4)
    path = _initial(name)
    if path:
        scale = ICON / 100
        canvas.paint(Layer(path.moved((scale, 0, 0, scale, 0, 0)), text_on(color), solid=True))
    return base64.b64decode(to_base64(canvas.picture().quantize(32), "PNG", optimize=True))


def enlarged_icon(body: bytes) -> bytes | None:
    """A website's own icon as PNG of `ICON` pixels on white; None where it is too small or no raster picture."""
    try:
        with unwarned(), Image.open(io.BytesIO(body), formats=RASTERS) as image:
            if min(image.size) < _LEAST_ICON or max(image.size) > 2_048:
                return None
            picture = image.convert("RGBA").resize((ICON, ICON), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None
    ground = Image.new("RGBA", picture.size, "#ffffff")
    ground.alpha_composite(picture)
    out = io.BytesIO()
    ground.convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
