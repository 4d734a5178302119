"""What files are, by their names."""

import mimetypes
import re
from pathlib import PurePosixPath

from code24.website.models import WebFile

FRAGMENT = "text/x-html-fragment; charset=utf-8"
_WHOLE_PAGE = re.compile(rb"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_HEAD = 8_192
_TYPES = {
    ".avif": "image/avif", ".css": "text/css", ".html": "text/html", ".htm": "text/html", ".ico": "image/x-icon",
    ".js": "text/javascript", ".json": "application/json", ".mjs": "text/javascript", ".svg": "image/svg+xml",
    ".txt": "text/plain", ".webmanifest": "application/manifest+json", ".webp": "image/webp", ".woff": "font/woff",
    ".woff2": "font/woff2", ".xhtml": "application/xhtml+xml", ".xml": "application/xml",
}  # fmt: skip


def content_type_of(name: str) -> str:
    """By the file name's end, with the charset that texts have here."""
    guessed = _TYPES.get(PurePosixPath(name).suffix.lower()) or mimetypes.guess_type(name)[0]
    return with_charset(guessed or "application/octet-stream")


def with_charset(media_type: str) -> str:
    """The content type of a file in UTF-8."""
    is_text = media_type.startswith("text/") or media_type.endswith(("+json", "+xml", "/json", "/xml"))
    return f"{media_type}; charset=utf-8" if is_text else media_type


def web_file(path: str, content: bytes) -> WebFile:
    """A file with the type that its name says. HTML that is no whole page, but a part of one, is left alone as text."""
    content_type = content_type_of(path)
    if content_type.startswith("text/html") and not _WHOLE_PAGE.search(content[:_HEAD]):
        content_type = FRAGMENT
    return WebFile(path, content_type, content)
