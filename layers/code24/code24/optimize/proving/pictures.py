"""How much two pictures of a page differ, as far as people see it."""

import io
from collections.abc import Callable
from math import sumprod

from PIL import Image, ImageChops

THRESHOLD = 0.1
"""As pixelmatch counts: share of the largest difference there is, from which two colours differ."""
_MOST = 35_215
"""The largest squared difference of two colours (Kotsarenko and Ramos 2010, as pixelmatch weighs it)."""
_Y, _I, _Q = 0.5053, 0.299, 0.1957
_SCALE_I, _SCALE_Q = 255 / 304, 255 / 267
"""I reaches from -152 to 152 and Q from -133 to 133: both are brought into a byte."""
_OF_Y, _OF_I, _OF_Q = (
    (0.29889531, 0.58662247, 0.11448223),
    (0.59597799, -0.27417610, -0.32180189),
    (0.21147017, -0.52261711, 0.31114694),
)
"""What red, green and blue are of each."""
_YIQ = (
    *(*_OF_Y, 0.0),
    *(*(part * _SCALE_I for part in _OF_I), 128.0),
    *(*(part * _SCALE_Q for part in _OF_Q), 128.0),
)
_BAND = 256
"""Rows that are compared at once: most bands of most pages are equal, which costs little to see."""


def _squares(weight: float, scale: float) -> list[int]:
    """Difference of a channel (0 to 255) → its part of the whole, where 128 is the threshold."""
    allowed = _MOST * THRESHOLD**2
    return [min(255, round(128 * weight * (step / scale) ** 2 / allowed)) for step in range(256)]


_PARTS = [*_squares(_Y, 1.0), *_squares(_I, _SCALE_I), *_squares(_Q, _SCALE_Q)]
_FROM_THRESHOLD = [0] * 128 + [255] * 128


def differ(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Whether an even area of one colour would count as changed in the other; red, green and blue from 0 to 1."""
    steps = [255 * (a - b) for a, b in zip(one, other, strict=True)]
    weighed = ((_Y, _OF_Y), (_I, _OF_I), (_Q, _OF_Q))
    return sum(share * sumprod(parts, steps) ** 2 for share, parts in weighed) > _MOST * THRESHOLD**2


def changed(before: Image.Image, after: Image.Image) -> Image.Image:
    """A mask of both pictures' size (the larger of each side): 255 where they differ, 0 elsewhere.

    A pixel differs where its colour is off by more than the threshold (YIQ, as pixelmatch) from everything between
    the colours that the other picture has within one pixel of it: so the edges of letters that moved by a fraction
    are equal. What only one picture has differs.
    """
    width, height = min(before.width, after.width), min(before.height, after.height)
    size = max(before.width, after.width), max(before.height, after.height)
    mask = Image.new("L", size, 255)
    mask.paste(0, (0, 0, width, height))
    old, new = before.convert("RGB"), after.convert("RGB")
    for top in range(0, height, _BAND):
        bottom = min(height, top + _BAND)
        around = (0, max(0, top - 1), width, min(height, bottom + 1))
        one, other = old.crop(around), new.crop(around)
        if ImageChops.difference(one, other).getbbox() is None:
            continue
        found = _band(one.convert("RGB", _YIQ), other.convert("RGB", _YIQ))
        first = top - around[1]
        mask.paste(found.crop((0, first, width, first + bottom - top)), (0, top))
    return mask


def changed_share(before: bytes, after: bytes) -> float:
    """Share of pixels that differ between two PNG pictures, 0 to 1."""
    if before == after:
        return 0.0
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        return share(changed(one, other))


def share(mask: Image.Image) -> float:
    """Share of a mask's pixels that are set."""
    return mask.histogram()[255] / (mask.width * mask.height)


def _band(one: Image.Image, other: Image.Image) -> Image.Image:
    return ImageChops.lighter(_beyond(one, other), _beyond(other, one))


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """Where a picture's colours lie outside of what the other one has around the same place."""
    below = ImageChops.subtract(_extreme(other, ImageChops.darker), one)
    above = ImageChops.subtract(one, _extreme(other, ImageChops.lighter))
    red, green, blue = ImageChops.add(below, above).point(_PARTS).split()
    return ImageChops.add(ImageChops.add(red, green), blue).point(_FROM_THRESHOLD)


def _extreme(image: Image.Image, choose: Callable[[Image.Image, Image.Image], Image.Image]) -> Image.Image:
    """Of every pixel and its eight neighbours, the darkest or lightest value of each channel."""
    for across in (True, False):
        before, after = image.copy(), image.copy()
        before.paste(image, (1, 0) if across else (0, 1))
        after.paste(image, (-1, 0) if across else (0, -1))
        image = choose(image, choose(before, after))
    return image
