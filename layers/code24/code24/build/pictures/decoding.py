"""From a file that somebody sent to pixels: what it is shows when it is decoded, never its name or stated type."""

import io
import warnings

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

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
_SRGB = ImageCms.createProfile("sRGB")
_SIDEWAYS = frozenset({5, 6, 7, 8})
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by Exif's orientation."""


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
            picture, orientation, profile = _pixels(body)
            return _plain(picture, orientation, profile)
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
        orientation = _orientation(image)
        width = image.height if orientation in _SIDEWAYS else image.width
        picture = _in_channels(image).reduce(max(1, width // ENOUGH))
        return picture, orientation, image.info.get("icc_profile")


def _orientation(image: Image.Image) -> int:
    """How the camera was held (Exif 2.32, 4.6.4), 1 to 8; upright where the metadata is broken."""
    try:
        held = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # the parser trusts what it reads, and the picture is fine without
        return 1
    return held if isinstance(held, int) else 1


def _in_channels(image: Image.Image) -> Image.Image:
    """As `RGB`, `RGBA`, or the `CMYK` that a profile may be for."""
    if image.mode == "CMYK":
        return image
    if image.mode.startswith("I"):  # 16 bits a pixel: converting would cut them off at 255, and leave nothing but white
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _plain(picture: Image.Image, orientation: int, profile: bytes | None) -> Image.Image:
    if orientation in _TURNS:
        picture = picture.transpose(_TURNS[orientation])
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
