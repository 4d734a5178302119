"""The Content-Security-Policy of a page, derived from the page itself (CSP Level 3).

Everything is forbidden first (`default-src 'none'`), then allowed is what the page is seen to use: its own origin by
kind, and its inline styles and scripts by SHA-256. Nothing is allowed by `unsafe-inline`, so what cannot be hashed
(style attributes, event handlers, `javascript:` links) is reported instead.
"""

import re
from collections.abc import Iterable

from turbohtml import Document, parse

from code24.website.scripting.inline_code import handlers, hash_sources, is_script, script_addresses

_CSS_URL = re.compile(r"""url\(\s*["']?\s*(data:)?""", re.IGNORECASE)
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}", re.IGNORECASE)


def content_security_policy(page: str, *, stylesheets: Iterable[str] = (), https: bool = True) -> str:
    """The header for a page (HTML source, or an SVG document) and the text of the stylesheets that it links."""
    document = parse(page)
    sheets = [*(style.text for style in document.select("style")), *stylesheets]
    fonts = "".join(face for sheet in sheets for face in _FONT_FACE.findall(sheet))
    pictures = "".join(_FONT_FACE.sub("", sheet) for sheet in sheets)
    scripts = [script for script in document.select("script") if is_script(script)]
    directives = {
        "default-src": ["'none'"],
        "script-src": _own(document, "script[src]")
        + hash_sources(each.text for each in scripts if each.attr("src") is None),
        "style-src": _own(document, 'link[rel~="stylesheet" i]')
        + hash_sources(each.text for each in document.select("style")),
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
        found += [f"<{element.tag}> has the event handler {name}" for name, _ in handlers(element)]
        found += [f"<{element.tag}> has a javascript: URL in {name}" for name, _ in script_addresses(element)]
    return tuple(found)


def linked_stylesheets(page: str) -> tuple[str, ...]:
    """The paths of a page's stylesheets, as they are written in it, without query and fragment."""
    links = parse(page).select('link[rel~="stylesheet" i][href]')
    return tuple(re.split("[?#]", str(link.attrs["href"]), maxsplit=1)[0] for link in links)


def _own(document: Document, selector: str) -> list[str]:
    return ["'self'"] if document.select_one(selector) is not None else []


def _uses(css: str, *, data: bool) -> bool:
    return any(bool(found) is data for found in _CSS_URL.findall(css))


def _has_data_image(document: Document) -> bool:
    sources = (
        str(element.attrs.get(name) or "")
        for element in document.select("img, source, image, use, link[rel~=icon i], video")
        for name in ("src", "srcset", "href", "xlink:href", "poster")
    )
    return any("data:" in source.lower() for source in sources)
