"""Icons of a mark as pixels: for home screens, web manifests and the address bar."""

import base64
import io

from PIL import Image

from code24.build.brand.drawing import PLATE, Drawing, Layer
from code24.build.brand.raster import Canvas
from code24.build.brand.shapes import Path

SAFE = 0.555
"""Share of the icon that a square may fill to stay in the circle of maskable icons (80 % of the width)."""


def to_base64(picture: Image.Image, kind: str, **options: object) -> str:
    """An encoded picture."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return base64.b64encode(out.getvalue()).decode()


def _bounds(layers: tuple[Layer, ...], behind: str) -> tuple[float, float, float, float]:
    """What of the layers can be seen; those in the ground's colour only take away."""
    seen = [(layer.path.bounds(), layer.stroke / 2) for layer in layers if layer.color != behind]
    return (
        min(box[0] - margin for box, margin in seen),
        min(box[1] - margin for box, margin in seen),
        max(box[2] + margin for box, margin in seen),
        max(box[3] + margin for box, margin in seen),
    )


def centered(drawing: Drawing, share: float) -> Drawing:
    """The layers without a ground, whole, in a square of this share in the middle."""
    left, top, right, bottom = _bounds(drawing.layers, drawing.color)
    scale = 100 * share / max(right - left, bottom - top)
    x, y = 50 - scale * (left + right) / 2, 50 - scale * (top + bottom) / 2
    return Drawing(None, drawing.color, tuple(layer.moved(scale, x, y) for layer in drawing.layers))


def to_png(drawing: Drawing, size: int, share: float = SAFE) -> str:
    """A PNG that is painted to its edges as base64: platforms put black behind what is transparent, and cut corners."""
    canvas = Canvas(size, size, drawing.color, samples=3 if size > 200 else 4)
    canvas.draw(centered(drawing, share), size)
    return to_base64(canvas.picture(), "PNG", compress_level=7)


def _small(drawing: Drawing, size: int) -> Image.Image:
    canvas = Canvas(size, size, None, samples=8 if size < 48 else 4)
    ground: Path = drawing.ground or PLATE
    shown = drawing if drawing.ground else Drawing(ground, drawing.color, centered(drawing, 0.84).layers)
    canvas.draw(shown, size)
    return canvas.picture()


def to_ico(drawing: Drawing, sizes: tuple[int, ...]) -> str:
    """An ICO with one rendering for each size, as base64."""
    largest, *others = (_small(drawing, size) for size in sorted(sizes, reverse=True))
    every = [largest, *others]
    return to_base64(largest, "ICO", sizes=[image.size for image in every], append_images=others)
