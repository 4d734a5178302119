"""Texts in whatever encoding they come, as text (WHATWG Encoding; HTML, 13.2.3.2; CSS Syntax 3, 3.2)."""

import codecs
import re
from typing import NamedTuple

from turbohtml.detect import detect

_PARAMETER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_CSS_CHARSET = re.compile(rb'^@charset "([^"\n]{1,40})";')
_CSS_DECLARATION = re.compile(r'^\s*@charset\s+["\'][^"\']*["\']\s*;', re.IGNORECASE)
_META = re.compile(rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([^\s\"';/>]{1,40})", re.IGNORECASE)
_PRESCAN = 1024
_BYTE_ORDER = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LATIN = frozenset({"iso-8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "iso8859-1", "iso_8859-1"})
"""Labels that the standard reads as windows-1252."""


class Decoded(NamedTuple):
    """A text and where its encoding was known from."""

    text: str
    encoding: str
    doubtful: bool
    """Whether what was declared was wrong, or nothing was and the bytes had to tell."""


def decoded(body: bytes, content_type: str = "") -> Decoded:
    """The text of a page, stylesheet or script: byte order mark, header, declaration, and then the bytes themselves.

    A declared encoding that the bytes contradict is not believed; a wrong header is the commonest fault.
    """
    for mark, encoding in _BYTE_ORDER:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(encoding, "replace"), encoding, doubtful=False)
    declared = _declared(body, content_type)
    as_utf8 = _strictly(body, "utf-8")
    if as_utf8 is not None:
        # A page of UTF-8 that claims to be something else is read right by nobody; its bytes leave no doubt.
        return Decoded(as_utf8, "utf-8", doubtful=declared not in {None, "utf-8"} and not body.isascii())
    as_declared = _strictly(body, declared) if declared else None
    if declared and as_declared is not None:
        return Decoded(as_declared, declared.removeprefix("whatwg-"), doubtful=False)
    broken = body.decode("utf-8", "replace")
    if declared == "utf-8" and broken.count("\ufffd") * 200 < len(broken):
        return Decoded(broken, "utf-8", doubtful=True)
    found = detect(body)
    return Decoded(
        body.decode(found.codec or "cp1252", "replace"), (found.encoding or "windows-1252").lower(), doubtful=True
    )


def without_css_charset(text: str) -> str:
    """A stylesheet without the declaration of an encoding that it no longer has."""
    found = _CSS_DECLARATION.match(text)
    return text if found is None or "utf-8" in found[0].lower() else text[found.end() :]


def _declared(body: bytes, content_type: str) -> str | None:
    found = _PARAMETER.search(content_type)
    if found and (name := _codec(found[1])):
        return name
    inside = _CSS_CHARSET.match(body) or _META.search(body[:_PRESCAN])
    name = _codec(inside[1].decode("latin-1")) if inside else None
    # What declares itself in ASCII can not be UTF-16 (HTML, 13.2.3.3).
    return "utf-8" if name and name.startswith("utf-16") else name


def _codec(label: str) -> str | None:
    """The name of Python's codec for a label; None for one that the standard does not know."""
    label = label.strip().lower()
    if label in _LATIN:
        return "cp1252"
    try:
        codecs.lookup(f"whatwg-{label}")
    except LookupError:
        return None
    return "utf-8" if label in {"utf-8", "utf8"} else f"whatwg-{label}"


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    return text if encoding in {"utf-8", "cp1252"} or "\ufffd" not in text else None
