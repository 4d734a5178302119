"""From a file that somebody sent to pixels: what it is shows when it is decoded, never its name or stated type."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from code24.pictures.pixels import SIDEWAYS, in_channels, orientation, plain

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
"""Decoders that may run: the fewer, the fewer holes. Of an animation the first frame is taken."""
MOST_PIXELS = 60_000_000
"""A phone's best camera makes 50 million; a small file can claim billions."""
LEAST_SIDE = 64
"""Pixels; smaller ones are icons or tracking pixels."""
MOST_TIMES = 8
"""The long side by the short one at most: what is longer is a strip, and beyond the sizes that formats know."""
ENOUGH = 3_600
"""Pixels of width that are kept at least: twice what pages show."""


class UnusableImage(Exception):
    """Why a file is no picture for a page, and what to do about it, in words for the owner."""


def decoded(body: bytes) -> Image.Image:
    """The picture, upright, in sRGB, as `RGB`, or `RGBA` where something of it is transparent; without metadata.

    It is as large as pages may need it: what is wider than `ENOUGH` is reduced. Raises UnusableImage.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about metadata that nobody reads
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture, held, profile = _pixels(body)
            return plain(picture, held, profile)
    except UnusableImage:
        raise
    except UnidentifiedImageError:
        raise UnusableImage(_unidentified(body)) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnusableImage(_too_large()) from None
    except Exception as problem:  # decoders raise whatever they stumble over in a broken file, TypeError included
        raise UnusableImage("The file is damaged; save the picture again as JPEG or PNG.") from problem


def _pixels(body: bytes) -> tuple[Image.Image, int, bytes | None]:
    """Pixels, Exif orientation and colour profile.

    What comes back is small: decoders hold a picture several times over (an animated WebP of 60 million pixels takes
    960 MB), and are gone before anything else is made of it.
    """
    with Image.open(io.BytesIO(body), formats=FORMATS) as image:
        _check_size(image.size)
        image.draft("RGB", _draft_size(image.size))
        image.load()
        held = orientation(image)
        width = image.height if held in SIDEWAYS else image.width
        picture = in_channels(image).reduce(max(1, width // ENOUGH))
        return picture, held, image.info.get("icc_profile")


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise UnusableImage(_too_large())
    if min(size) < LEAST_SIDE:
        raise UnusableImage(
            f"The picture has {size[0]} x {size[1]} pixels, which is too small to be seen; "
            f"send one with at least {LEAST_SIDE} pixels on each side, better 1600."
        )
    if max(size) > MOST_TIMES * min(size):
        raise UnusableImage(
            f"The picture has {size[0]} x {size[1]} pixels, which is a strip; crop it to at most {MOST_TIMES}:1."
        )


def _draft_size(size: tuple[int, int]) -> tuple[int, int]:
    """JPEG decoders can halve while they read: to no side shorter than these."""
    part = min(1.0, ENOUGH / min(size))
    return max(1, int(size[0] * part)), max(1, int(size[1] * part))


def _too_large() -> str:
    return f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels; send a smaller copy."


def _unidentified(body: bytes) -> str:
    start = body[:256].lstrip().lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        return "SVG drawings can hold scripts and are not taken; export the picture as PNG."
    if body[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return "HEIC pictures are not read yet; save the picture as JPEG."
    return "The file is no picture in JPEG, PNG, WebP, AVIF or GIF; save it as one of these."
