"""The sizes and formats of a picture."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt

from PIL import Image

from code24.build.pictures.models import Variant
from code24.pictures.pixels import scaled

WIDTHS = (400, 800, 1200, 1800)
"""In pixels: a phone's column at one, two and three pixels a CSS pixel, and a desktop's full width at about two."""
MOST_PIXELS = 1800 * 2700
"""Of the largest size: a phone's upright photo. Taller pictures stay narrower, as they are never seen at once."""
_EXTENSION = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}
_CONTENT_TYPE = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}
_OPTIONS: dict[str, dict[str, object]] = {
    "avif": {"quality": 58, "speed": 8},
    "webp": {"quality": 76, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
_FALLBACK_WIDTH = 1200
"""The largest size of the last format: who reads neither AVIF nor WebP has an old machine and a small screen."""


@dataclass(frozen=True)
class Encoded:
    """One variant with its bytes."""

    variant: Variant
    content_type: str
    name: str
    """Key in the media bucket."""
    body: bytes


def encoded_variants(picture: Image.Image) -> Iterator[Encoded]:
    """Every variant of a decoded picture: AVIF, WebP, then JPEG (PNG where something of it is transparent).

    Nothing is enlarged. The same pixels make the same files, which are named by their content.
    """
    sizes = [scaled(picture, width) for width in _widths(picture.size)]
    fallback = "png" if picture.mode == "RGBA" else "jpeg"
    for format_ in ("avif", "webp", fallback):
        for each in sizes:
            if format_ == fallback and each.width > _FALLBACK_WIDTH and each is not sizes[0]:
                continue
            yield _encoded(each, format_)


def average_color(picture: Image.Image) -> str:
    """The mean of all pixels as `#rrggbb`; what is transparent counts as white."""
    solid = Image.new("RGB", picture.size, "white")
    solid.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    pixel = solid.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(pixel, tuple)  # noqa: S101 - an RGB image has three bands
    return "#" + "".join(f"{int(band):02x}" for band in pixel[:3])


def _widths(size: tuple[int, int]) -> list[int]:
    """The widths that make sense for a picture: those below its own, and its own up to the largest."""
    width, height = size
    own = max(1, min(width, WIDTHS[-1], isqrt(MOST_PIXELS * width // height)))
    return [each for each in WIDTHS if each < own * 0.9] + [own]


def _encoded(picture: Image.Image, format_: str) -> Encoded:
    target = io.BytesIO()
    picture.save(target, format_.upper(), **_OPTIONS[format_])
    body = target.getvalue()
    name = f"{hashlib.sha256(body).hexdigest()}.{_EXTENSION[format_]}"
    variant = Variant(
        format=format_, width=picture.width, height=picture.height, path=f"/media/{name}", bytes=len(body)
    )
    return Encoded(variant=variant, content_type=_CONTENT_TYPE[format_], name=name, body=body)
