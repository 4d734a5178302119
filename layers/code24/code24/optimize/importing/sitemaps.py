"""The pages that a sitemap lists (sitemaps.org protocol)."""

import re
import zlib
from html import unescape

MOST_BYTES = 5_000_000
_MOST_PAGES = 2_000
_LOCATION = re.compile(r"<(?:\w{1,20}:)?loc>\s*+(?:<!\[CDATA\[)?([^<\]]{1,2000}+)", re.IGNORECASE)
_INDEX = re.compile(r"<(?:\w{1,20}:)?sitemapindex[\s>]", re.IGNORECASE)
_GZIP = b"\x1f\x8b"


def sitemap_text(body: bytes) -> str:
    """The text of a sitemap, unpacked where it is packed, at most so much of it."""
    if body.startswith(_GZIP):
        try:
            body = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, MOST_BYTES)
        except zlib.error:
            return ""
    return body[:MOST_BYTES].decode("utf-8", "replace")


def locations(text: str) -> list[str]:
    """The addresses that a sitemap, or an index of sitemaps, lists."""
    return [unescape(found[1]).strip() for _, found in zip(range(_MOST_PAGES), _LOCATION.finditer(text), strict=False)]


def is_index(text: str) -> bool:
    """Whether it lists sitemaps instead of pages."""
    return _INDEX.search(text) is not None
