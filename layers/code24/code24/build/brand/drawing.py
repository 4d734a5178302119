"""A mark as layers of paint, and its two renderings: SVG text and pixels."""

import base64
import io
from dataclasses import dataclass
from html import escape

from PIL import Image, ImageChops, ImageDraw

from code24.build.brand.shapes import Path

SAMPLES = 4
"""Pixels drawn for each pixel kept, per axis."""


@dataclass(frozen=True)
class Layer:
    """One painted path. A `stroke` width makes it a line with round joins, otherwise it is filled."""

    path: Path
    color: str
    stroke: float = 0.0
    round_caps: bool = True


@dataclass(frozen=True)
class Drawing:
    """A ground shape and what is painted on it, clipped to the ground."""

    ground: Path
    color: str
    layers: tuple[Layer, ...]


def _layer_svg(layer: Layer) -> str:
    if layer.stroke:
        caps = ' stroke-linecap="round" stroke-linejoin="round"' if layer.round_caps else ' stroke-linejoin="round"'
        return f'<path fill="none" stroke="{layer.color}" stroke-width="{layer.stroke:g}"{caps} d="{layer.path.d()}"/>'
    return f'<path fill="{layer.color}" fill-rule="evenodd" d="{layer.path.d()}"/>'


def body_svg(drawing: Drawing, clip_id: str = "ground") -> str:
    """The elements of the drawing, without the document around them."""
    layers = "".join(_layer_svg(layer) for layer in drawing.layers)
    return (
        f'<clipPath id="{clip_id}"><path d="{drawing.ground.d()}"/></clipPath>'
        f'<path fill="{drawing.color}" d="{drawing.ground.d()}"/><g clip-path="url(#{clip_id})">{layers}</g>'
    )


def to_svg(drawing: Drawing, title: str) -> str:
    """A standalone SVG document, 100 units square."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100" role="img">'
        f"<title>{escape(title)}</title>{body_svg(drawing)}</svg>"
    )


def _mask(path: Path, size: int, stroke: float, round_caps: bool) -> Image.Image:
    factor = size / 100
    mask = Image.new("1", (size, size))
    for contour in path.contours():
        points = [(x * factor, y * factor) for x, y in contour]
        if not stroke:
            one = Image.new("1", (size, size))
            ImageDraw.Draw(one).polygon(points, fill=1)
            mask = ImageChops.logical_xor(mask, one)
            continue
        draw, width = ImageDraw.Draw(mask), stroke * factor
        ring = [*points, points[0]] if path.closed else points
        draw.line(ring, fill=1, width=max(1, round(width)))
        for x, y in ring if round_caps or path.closed else ring[1:-1]:
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=1)
    return mask


def to_image(drawing: Drawing, size: int, *, full_bleed: bool) -> Image.Image:
    """The drawing as RGBA pixels. Full bleed paints the ground's colour into the corners, too."""
    large = size * SAMPLES
    ground = _mask(drawing.ground, large, 0, round_caps=True)
    picture = Image.new("RGBA", (large, large), drawing.color if full_bleed else (0, 0, 0, 0))
    picture.paste(drawing.color, mask=ground)
    for layer in drawing.layers:
        mask = _mask(layer.path, large, layer.stroke, layer.round_caps)
        picture.paste(layer.color, mask=ImageChops.logical_and(mask, ground))
    return picture.resize((size, size), Image.Resampling.BOX)


def to_png(drawing: Drawing, size: int) -> str:
    """A full-bleed PNG as base64: platforms that mask icons put black behind what is transparent."""
    out = io.BytesIO()
    to_image(drawing, size, full_bleed=True).convert("RGB").save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()


def to_ico(drawing: Drawing, sizes: tuple[int, ...]) -> str:
    """An ICO with one rendering for each size, as base64."""
    images = [to_image(drawing, size, full_bleed=False) for size in sorted(sizes, reverse=True)]
    out = io.BytesIO()
    images[0].save(out, "ICO", sizes=[image.size for image in images], append_images=images[1:])
    return base64.b64encode(out.getvalue()).decode()
