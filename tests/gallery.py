"""Small generated pictures and websites that show them."""

import io
from random import Random

from PIL import Image

from code24.website.models import WebFile
from code24.website.website import Website

TYPES = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "webp": "image/webp",
}

_MUTED = [80 + value // 3 for value in range(256)] * 3
"""Colours of the world, and no neon."""


def photo(width: int, height: int, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """Soft clouds of colour: it compresses like a photograph."""
    grain = Random(seed).randbytes(12 * 9 * 3)
    return (
        Image.frombytes("RGB", (12, 9), grain)
        .resize((width, height), Image.Resampling.BICUBIC)
        .point(_MUTED)
        .convert(mode)
    )


def grainy(width: int, height: int) -> Image.Image:
    """Clouds on grainy film."""
    grain = Image.frombytes("RGB", (width, height), Random(1).randbytes(3 * width * height))
    return Image.blend(photo(width, height), grain, 0.3)


def stored(image: Image.Image, format_: str = "JPEG", **options: object) -> bytes:
    """The bytes of a picture file."""
    target = io.BytesIO()
    image.save(target, format_, **({"quality": 95} if format_ == "JPEG" else {}) | options)
    return target.getvalue()


def jpeg(width: int, height: int, seed: int = 1) -> bytes:
    """A photograph as cameras write it: far too good for a page."""
    return stored(photo(width, height, seed), quality=97)


def site(**files: bytes | str) -> Website:
    """A website; `index_html` is `/index.html`, `img__a_jpg` is `/img/a.jpg`."""
    made = []
    for name, content in files.items():
        stem, _, end = name.replace("__", "/").rpartition("_")
        body = content.encode() if isinstance(content, str) else content
        made.append(WebFile(f"/{stem}.{end}", TYPES[end], body))
    return Website(made, origin="https://site.example")


def page(body: str, head: str = "") -> str:
    """A whole page."""
    return f'<!doctype html><html lang="en"><head><title>A page</title>{head}</head><body>{body}</body></html>'
