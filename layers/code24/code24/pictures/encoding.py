"""Pictures encoded anew for pages: the same pixels and settings give the same bytes."""

import io
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

from code24.pictures.pixels import SIDEWAYS, in_channels, orientation, plain, scaled
from code24.pictures.reading import MOST_PIXELS, RASTERS

LARGEST = 2000
"""Pixels of width that are ever sent: a desktop's full width at one pixel each, a column's at two."""
_MOST_SIDE = 16_383
"""WebP's own limit."""
_FLAT = 700
"""Colours among the `_SAMPLE` x `_SAMPLE` pixels looked at: what has no more is a drawing, whose edges stay sharp only
without loss. Photographs have thousands."""
_SAMPLE = 100
_WORTH = 1.5
"""How much larger a drawing without loss may be than with it."""
_LOSSY: dict[str, dict[str, object]] = {
    "webp": {"method": 4, "alpha_quality": 100},
    "avif": {"speed": 8, "max_threads": 1},
}
_QUALITY = {"webp": 80, "avif": 62}
_QUALITY_OF_BUSY = {"webp": 77, "avif": 52}
"""Loss hides among leaves, gravel and the grain of film, and these cost the most bytes."""
_BUSY = 1.3
"""Bits a pixel of a picture `_PROBE` pixels wide above which it is busy."""
_PROBE = 480
_SHARP_AVIF: dict[str, object] = {"quality": 75, "subsampling": "4:4:4"}
"""For drawings: edges of colours keep their place."""
_LOSSLESS: dict[str, object] = {"lossless": True, "quality": 60, "method": 4, "exact": False}


class Format(StrEnum):
    """What pictures become."""

    WEBP = "webp"
    AVIF = "avif"

    @property
    def content_type(self) -> str:
        """The media type."""
        return f"image/{self.value}"


@dataclass(frozen=True)
class Encoded:
    """One file of a picture."""

    format: Format
    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class Decoded:
    """Pixels, and how they should be stored."""

    image: Image.Image
    is_flat: bool
    """Few colours: to be stored without loss."""
    is_busy: bool
    """Full of small detail, in which loss is not seen."""


def decoded(body: bytes, format_: str) -> Decoded | None:
    """The pixels of a still picture, no wider than twice `LARGEST`; None for what is broken or too large.

    `format_` is what the header says (`Facts.format`).
    """
    try:
        with Image.open(io.BytesIO(body), formats=RASTERS) as image:
            if image.width * image.height > MOST_PIXELS or max(image.size) > _MOST_SIDE:
                return None
            image.draft("RGB", (LARGEST, LARGEST))
            image.load()
            held = orientation(image)
            is_flat = format_ in {"png", "gif", "bmp"} and _is_flat(image)
            width = image.height if held in SIDEWAYS else image.width
            picture = in_channels(image).reduce(max(1, width // (2 * LARGEST)))
            clean = plain(picture, held, image.info.get("icc_profile"))
            return Decoded(clean, is_flat, not is_flat and _is_busy(clean))
    except Exception:  # decoders raise whatever they stumble over in a broken file, TypeError included
        return None


def encoded(picture: Decoded, width: int, format_: Format) -> Encoded | None:
    """One file of a picture, `width` pixels wide; None for sizes that the format does not know."""
    small = scaled(picture.image, width)
    quality = (_QUALITY_OF_BUSY if picture.is_busy else _QUALITY)[format_]
    sharp = _SHARP_AVIF if picture.is_flat and format_ is Format.AVIF else {}
    content = _saved(small, format_, {**_LOSSY[format_], "quality": quality, **sharp})
    if picture.is_flat and content and format_ is Format.WEBP:
        exact = _saved(small, format_, _LOSSLESS)
        content = exact if exact and len(exact) <= len(content) * _WORTH else content
    return Encoded(format_, small.width, small.height, content) if content else None


def _saved(image: Image.Image, format_: Format, options: dict[str, object]) -> bytes | None:
    target = io.BytesIO()
    try:
        image.save(target, format_.upper(), **options)
    except (OSError, ValueError):  # sizes that the format does not know
        return None
    return target.getvalue()


def _is_busy(picture: Image.Image) -> bool:
    small = scaled(picture, min(_PROBE, picture.width))
    probe = _saved(small, Format.WEBP, {"quality": _QUALITY["webp"], "method": 2}) or b""
    return len(probe) * 8 > _BUSY * small.width * small.height


def _is_flat(image: Image.Image) -> bool:
    """Whether it has so few colours that it is a drawing and no photograph, blended edges included."""
    sample = image.convert("RGBA").resize((_SAMPLE, _SAMPLE), Image.Resampling.NEAREST)
    return sample.getcolors(_FLAT) is not None
