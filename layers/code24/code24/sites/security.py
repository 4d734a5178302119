"""The Content-Security-Policy of a page, derived from the page itself (CSP Level 3).

Everything is forbidden first (`default-src 'none'`), then allowed is what the page is seen to use: its own origin by
kind, and its inline styles and scripts by SHA-256. Nothing is allowed by `unsafe-inline`, so what cannot be hashed
(style attributes, event handlers, `javascript:` links) is reported instead.

A `<script>` that is a data block (`application/ld+json`) needs no hash: "prepare the script element" of the HTML
Standard returns at a type that is no script's before it asks Content Security Policy.
"""

import base64
import hashlib
import re
from collections.abc import Iterable

from turbohtml import Document, Element, parse

_SCRIPT_TYPES = frozenset({
    "", "module", "importmap", "speculationrules",
    "application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
    "text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
    "text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
    "text/x-ecmascript", "text/x-javascript",
})  # fmt: skip
"""What runs, or steers what runs: the JavaScript MIME types (MIME Sniffing, 4.6), modules, import maps and speculation
rules. Everything else is a data block."""

_URL_ATTRIBUTES = ("href", "src", "action", "formaction", "xlink:href", "data")
_CSS_URL = re.compile(r"""url\(\s*["']?\s*(data:)?""", re.IGNORECASE)
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}", re.IGNORECASE)


def content_security_policy(page: str, *, stylesheets: Iterable[str] = (), https: bool = True) -> str:
    """The header for a page (HTML source, or an SVG document) and the text of the stylesheets that it links."""
    document = parse(page)
    sheets = [*(style.text for style in document.select("style")), *stylesheets]
    fonts = "".join(face for sheet in sheets for face in _FONT_FACE.findall(sheet))
    pictures = "".join(_FONT_FACE.sub("", sheet) for sheet in sheets)
    scripts = [script for script in document.select("script") if _is_script(script)]
    directives = {
        "default-src": ["'none'"],
        "script-src": _own(document, "script[src]") + _hashes(each for each in scripts if each.attr("src") is None),
        "style-src": _own(document, 'link[rel~="stylesheet" i]') + _hashes(document.select("style")),
        "img-src": ["'self'"] + ["data:"] * (_has_data_image(document) or _uses(pictures, data=True)),
        "font-src": ["'self'"] * _uses(fonts, data=False) + ["data:"] * _uses(fonts, data=True),
        "media-src": _own(document, "video, audio"),
        "manifest-src": _own(document, 'link[rel~="manifest" i]'),
        "connect-src": ["'self'"] * bool(scripts),
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    policy = [f"{name} {' '.join(sources)}" for name, sources in directives.items() if sources]
    return "; ".join(policy + ["upgrade-insecure-requests"] * https)


def forbidden_inline(page: str) -> tuple[str, ...]:
    """What in a page its policy will not let happen, in words: style attributes, event handlers, `javascript:` URLs."""
    document = parse(page)
    found = [f"<{element.tag}> has a style attribute" for element in document.select("[style]")]
    for element in document.select("*"):
        found += [f"<{element.tag}> has the event handler {name}" for name in element.attrs if name.startswith("on")]
        found += [
            f"<{element.tag}> has a javascript: URL in {name}"
            for name in _URL_ATTRIBUTES
            if re.sub(r"[\x00-\x20]", "", str(element.attrs.get(name) or "")).lower().startswith("javascript:")
        ]
    return tuple(found)


def linked_stylesheets(page: str) -> tuple[str, ...]:
    """The paths of a page's stylesheets, as they are written in it, without query and fragment."""
    links = parse(page).select('link[rel~="stylesheet" i][href]')
    return tuple(re.split("[?#]", str(link.attrs["href"]), maxsplit=1)[0] for link in links)


def _is_script(script: Element) -> bool:
    kind = script.attr("type")
    return str(kind or "").strip().lower() in _SCRIPT_TYPES


def _own(document: Document, selector: str) -> list[str]:
    return ["'self'"] if document.select_one(selector) is not None else []


def _hashes(elements: Iterable[Element]) -> list[str]:
    """CSP hash sources, each once, in the order of the page."""
    digests = (base64.b64encode(hashlib.sha256(each.text.encode()).digest()).decode() for each in elements)
    return [f"'sha256-{digest}'" for digest in dict.fromkeys(digests)]


def _uses(css: str, *, data: bool) -> bool:
    return any(bool(found) is data for found in _CSS_URL.findall(css))


def _has_data_image(document: Document) -> bool:
    sources = (
        str(element.attrs.get(name) or "")
        for element in document.select("img, source, image, use, link[rel~=icon i], video")
        for name in ("src", "srcset", "href", "xlink:href", "poster")
    )
    return any("data:" in source.lower() for source in sources)
