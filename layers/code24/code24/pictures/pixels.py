"""Pixels of a decoded picture as pages need them: upright, in sRGB, in channels that formats know, without metadata."""

import io

from PIL import ExifTags, Image, ImageCms

SIDEWAYS = frozenset({5, 6, 7, 8})
"""Exif orientations that exchange width and height."""
_WIDER = 0.06
_WHOLE = 0.0002
"""Share of its height by which a picture may be off: less than a fifth of a pixel of what fills a phone's screen."""
_SRGB = ImageCms.createProfile("sRGB")
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


def orientation(image: Image.Image) -> int:
    """How the camera was held (Exif 2.32, 4.6.4), 1 to 8; upright where the metadata is broken."""
    try:
        held = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # the parser trusts what it reads, and the picture is fine without
        return 1
    return held if isinstance(held, int) else 1


def in_channels(image: Image.Image) -> Image.Image:
    """As `RGB`, `RGBA`, or the `CMYK` that a profile may be for."""
    if image.mode == "CMYK":
        return image
    if image.mode.startswith("I"):  # 16 bits a pixel: converting would cut them off at 255, and leave nothing but white
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def plain(picture: Image.Image, held: int, profile: bytes | None) -> Image.Image:
    """Turned upright, in sRGB, as `RGB`, or `RGBA` where something is transparent; nothing but pixels."""
    if held in _TURNS:
        picture = picture.transpose(_TURNS[held])
    if profile:
        picture = _in_srgb(picture, profile)
    picture = picture.convert("RGB") if picture.mode == "CMYK" else picture
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def whole_width(size: tuple[int, int], width: int) -> int:
    """The next width from `width` on at which the height is a whole number of pixels, as nearly as can be.

    Pages often give only a width: rounded heights then add up, and all that follows moves. At most 6 % wider, and
    never wider than the picture.
    """
    if width >= size[0]:
        return size[0]
    last = min(size[0], int(width * (1 + _WIDER)))

    def off(each: int) -> float:
        height = each * size[1] / size[0]
        return abs(max(1, round(height)) - height) / height

    candidates = range(width, last + 1)
    return next((each for each in candidates if off(each) < _WHOLE), min(candidates, key=off))


def scaled(picture: Image.Image, width: int) -> Image.Image:
    """The picture at another width, in its proportions."""
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


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
