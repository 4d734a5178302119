"""From a file that somebody sent to pixels: what it is shows when it is decoded, never its name or stated type."""

import io
import warnings

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
"""Decoders that may run: the fewer, the fewer holes. Of an animation the first frame is taken."""
MOST_PIXELS = 60_000_000
"""A phone's best camera makes 50 million; a small file can claim billions."""
LEAST_SIDE = 64
"""Pixels; smaller ones are icons or tracking pixels."""
_SRGB = ImageCms.createProfile("sRGB")


class UnusableImage(Exception):
    """Why a file is no picture for a page, and what to do about it, in words for the owner."""


def decoded(body: bytes) -> Image.Image:
    """The picture, upright, in sRGB, as `RGB`, or `RGBA` where something of it is transparent; without metadata.

    Raises UnusableImage.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=FORMATS) as image:
                _check_size(image.size)
                image.draft("RGB", _draft_size(image.size))
                image.load()
                return _plain(image)
    except UnidentifiedImageError:
        raise UnusableImage(_unidentified(body)) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnusableImage(_too_large()) from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, ImageCms.PyCMSError) as problem:
        raise UnusableImage("The file is damaged; save the picture again as JPEG or PNG.") from problem


def _plain(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    see_through = upright.has_transparency_data
    picture = upright.convert("RGBA" if see_through else "RGB") if upright.mode != "CMYK" else upright
    if profile:
        picture = _in_srgb(picture, profile)
    picture = picture.convert("RGB") if picture.mode == "CMYK" else picture
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The same colours with sRGB's numbers; as it is where the profile is broken."""
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
        solid = picture.convert("RGB") if alpha else picture
        result = ImageCms.profileToProfile(solid, given, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    if result is None:
        return picture
    if alpha:
        result.putalpha(alpha)
    return result


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise UnusableImage(_too_large())
    if min(size) < LEAST_SIDE:
        raise UnusableImage(
            f"The picture has {size[0]} x {size[1]} pixels, which is too small to be seen; "
            f"send one with at least {LEAST_SIDE} pixels on each side, better 1600."
        )


def _draft_size(size: tuple[int, int]) -> tuple[int, int]:
    """JPEG decoders can halve while they read: never below twice what pages show at most."""
    return (min(size[0], 3_200), min(size[1], 3_200))


def _too_large() -> str:
    return f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels; send a smaller copy."


def _unidentified(body: bytes) -> str:
    start = body[:256].lstrip().lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        return "SVG drawings can hold scripts and are not taken; export the picture as PNG."
    if body[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return "HEIC pictures are not read yet; save the picture as JPEG."
    return "The file is no picture in JPEG, PNG, WebP, AVIF or GIF; save it as one of these."
