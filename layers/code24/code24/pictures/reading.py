"""What a picture file is: told from its first bytes and its header, never from its name or stated type."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image

from code24.pictures.pixels import SIDEWAYS, orientation

RASTERS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "ICO")
"""Decoders that may run: the fewer, the fewer holes."""
MOST_PIXELS = 60_000_000
"""A phone's best camera makes 50 million; a small file can claim billions."""
_MOST_VIEWBOX = 1_000_000.0
_SVG_ROOT = re.compile(r"<svg\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d*)?|\.\d+)(?:px)?\s*\Z")


@dataclass(frozen=True)
class Facts:
    """What a header says. Width and height are in pixels as shown: upright."""

    format: str
    """`jpeg`, `png`, `webp`, `avif`, `gif`, `bmp`, `ico` or `svg`."""
    width: float
    height: float
    animated: bool = False
    has_size: bool = True
    """False for drawings that have proportions only, or nothing; width and height are then those proportions, or 0."""

    @property
    def pixels(self) -> float:
        """How many there are."""
        return self.width * self.height

    @property
    def is_raster(self) -> bool:
        """False for drawings."""
        return self.format != "svg"


@contextmanager
def unwarned() -> Iterator[None]:
    """Decoders warn about metadata that nobody reads, and about bombs, whose size is checked here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def facts(body: bytes) -> Facts | None:
    """What a file is; None for what no browser would show, or what is too large to be decoded."""
    if is_drawing(body):
        return _drawing(body)
    try:
        with unwarned(), Image.open(io.BytesIO(body), formats=RASTERS) as image:
            width, height = image.size
            if not width or not height or width * height > MOST_PIXELS:
                return None
            if orientation(image) in SIDEWAYS:
                width, height = height, width
            name = (image.format or "").lower()
            animated = name in {"gif", "png", "webp", "avif"} and bool(getattr(image, "is_animated", False))
            return Facts(name, width, height, animated)
    except Exception:  # decoders raise whatever they stumble over in a broken file
        return None


def is_drawing(body: bytes) -> bool:
    """Whether a file is SVG."""
    start = body[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in body[:20_000].lower()


def _drawing(body: bytes) -> Facts:
    """Natural size of a drawing, or its proportions alone (CSS Images 3, 5.1)."""
    found = _SVG_ROOT.search(body[:50_000].decode("utf-8", "replace"))
    given = {name: value[1:-1] for name, value in _ATTRIBUTE.findall(found[1])} if found else {}
    width, height = _length(given.get("width")), _length(given.get("height"))
    ratio = _ratio(given.get("viewBox"))
    if width and height:
        return Facts("svg", width, height)
    if ratio and width:
        return Facts("svg", width, width * ratio[1] / ratio[0])
    if ratio and height:
        return Facts("svg", height * ratio[0] / ratio[1], height)
    across, down = ratio or (0.0, 0.0)
    return Facts("svg", across, down, has_size=False)


def _length(text: str | None) -> float | None:
    found = _LENGTH.match(text or "")
    return float(found[1]) if found and 0 < float(found[1]) < _MOST_VIEWBOX else None


def _ratio(text: str | None) -> tuple[float, float] | None:
    try:
        parts = [float(part) for part in re.split(r"[\s,]+", (text or "").strip())]
    except ValueError:
        return None
    if len(parts) != 4 or not all(0 < part < _MOST_VIEWBOX for part in parts[2:]):
        return None
    return parts[2], parts[3]
