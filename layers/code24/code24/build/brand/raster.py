"""Pixels of paths. No font and no machine's renderer takes part, so the same drawing always gives the same picture."""

import math

from PIL import Image, ImageChops, ImageDraw

from code24.build.brand.drawing import Drawing, Layer
from code24.build.brand.shapes import Path, Point

type Box = tuple[int, int, int, int]


def _box(contours: list[list[Point]], margin: float, size: tuple[int, int]) -> Box | None:
    points = [point for contour in contours for point in contour]
    left = max(0, math.floor(min(x for x, _ in points) - margin))
    top = max(0, math.floor(min(y for _, y in points) - margin))
    right = min(size[0], math.ceil(max(x for x, _ in points) + margin) + 1)
    bottom = min(size[1], math.ceil(max(y for _, y in points) + margin) + 1)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _turns_right(contour: list[Point]) -> bool:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(contour, contour[1:] + contour[:1], strict=True)) > 0


def _filled(contours: list[list[Point]], box: Box, *, solid: bool) -> Image.Image:
    """A mask of what the contours enclose: by the nonzero rule where solid, else by the even-odd rule."""
    size = (box[2] - box[0], box[3] - box[1])
    if len(contours) == 1:
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in contours[0]], fill=255)
        return mask
    winding = Image.new("L", size, 128)
    for contour in contours:
        if (part := _box([contour], 0, (box[2], box[3]))) is None:
            continue
        one = Image.new("L", (part[2] - part[0], part[3] - part[1]))
        ImageDraw.Draw(one).polygon([(x - part[0], y - part[1]) for x, y in contour], fill=1)
        place = (part[0] - box[0], part[1] - box[1], part[2] - box[0], part[3] - box[1])
        known = winding.crop(place)
        combined = ImageChops.add(known, one) if _turns_right(contour) else ImageChops.subtract(known, one)
        winding.paste(combined, place)
    return winding.point([255 * (at != 128 if solid else at % 2) for at in range(256)])


def _stroked(path: Path, contours: list[list[Point]], box: Box, width: float, *, round_caps: bool) -> Image.Image:
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    draw, half = ImageDraw.Draw(mask), width / 2
    for contour in contours:
        points = [(x - box[0], y - box[1]) for x, y in contour]
        ring = [*points, points[0]] if path.closed else points
        draw.line(ring, fill=255, width=max(1, round(width)))
        for x, y in ring if round_caps or path.closed else ring[1:-1]:
            draw.ellipse((x - half, y - half, x + half, y + half), fill=255)
    return mask


class Canvas:
    """A picture that paths are painted on, in its own pixels; their edges are worked out `samples` times finer."""

    def __init__(self, width: int, height: int, color: str | None, samples: int = 4) -> None:
        """Without a colour the canvas is transparent."""
        self._samples = samples
        self._image = Image.new("RGB", (width, height), color) if color else Image.new("RGBA", (width, height))

    def paint(self, layer: Layer, within: Path | None = None) -> None:
        """Paint one layer, nothing of it outside `within`."""
        fine, samples = layer.moved(self._samples, 0, 0), self._samples
        contours = [contour for contour in fine.path.contours() if len(contour) > 1]
        size = (self._image.width * samples, self._image.height * samples)
        if not contours or (box := _box(contours, fine.stroke, size)) is None:
            return
        left, top, right, bottom = (box[0] // samples, box[1] // samples, -(-box[2] // samples), -(-box[3] // samples))
        box = (left * samples, top * samples, right * samples, bottom * samples)
        if fine.stroke:
            mask = _stroked(fine.path, contours, box, fine.stroke, round_caps=fine.round_caps)
        else:
            mask = _filled(contours, box, solid=fine.solid)
        scaled = (samples, 0.0, 0.0, samples, 0.0, 0.0)
        for clip in (fine.clip, within.moved(scaled) if within else None):
            if clip:
                mask = ImageChops.multiply(mask, _filled(clip.contours(), box, solid=False))
        self._image.paste(layer.color, (left, top, right, bottom), mask.reduce(samples))

    def draw(self, drawing: Drawing, size: float, x: float = 0.0, y: float = 0.0) -> None:
        """Paint a drawing with its ground as a square of this size."""
        scale = size / 100
        ground = drawing.ground.moved((scale, 0, 0, scale, x, y)) if drawing.ground else None
        if ground:
            self.paint(Layer(ground, drawing.color))
        for layer in drawing.layers:
            self.paint(layer.moved(scale, x, y), ground)

    def picture(self) -> Image.Image:
        """What was painted."""
        return self._image
