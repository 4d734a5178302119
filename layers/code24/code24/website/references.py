"""Finding and resolving the addresses that pages, stylesheets and images name."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from turbohtml import Document, Element, Namespace

from code24.website.vocabulary import words

_NAVIGATING_RELATIONS = words(
    "alternate author bookmark canonical help license me next prev privacy-policy search terms-of-service"
)
_OWN_PREVIEW_PROPERTIES = frozenset({"og:image", "og:url", "og:image:secure_url", "twitter:image"})
_REMEMBERED = 1_000
"""Characters; longer addresses are data."""
_INVISIBLE = re.compile(r"[\t\n\r]")
_PAINT_ADDRESS = re.compile(r"url\(\s*([\"']?)(.*?)\1\s*\)", re.IGNORECASE)


class Use(StrEnum):
    """What a browser does with an address."""

    LOADS = "loads"
    """It requests it by itself, or sends what the visitor typed."""
    NAVIGATES = "navigates"
    """It goes there when the visitor asks for it."""
    DESCRIBES = "describes"
    """Only machines read it."""


class Reference(NamedTuple):
    """One address, as written."""

    url: str
    use: Use
    where: str
    """Element and attribute, for people (`img src`)."""


class Target(NamedTuple):
    """Where an address leads. `origin` is None for addresses without host (`mailto:`, `data:`)."""

    scheme: str
    origin: str | None
    path: str
    """Decoded, without query."""
    fragment: str


def document_references(document: Document) -> Iterator[Reference]:
    """All addresses of a document: attributes, `srcset`, inline styles, refresh, preview images, SVG paint."""
    for link in document.links():
        where = f"{link.element.tag} {link.attribute or 'text'}"
        yield Reference(link.url, _use(link.element, link.attribute), where)
    for element in document.iter_elements():
        for name in ("href", "src"):
            if element.attr(name) == "":
                yield Reference("", _use(element, name), f"{element.tag} {name}")
        if element.tag == "meta" and (element.attr("property") or element.attr("name")) in _OWN_PREVIEW_PROPERTIES:
            yield Reference(element.attr("content") or "", Use.DESCRIBES, f"meta {element.attr('property')}")
        elif element.namespace is Namespace.SVG:
            for name in element.attrs:
                value = element.attr(name) or ""
                if "url(" in value.lower() and name != "style":
                    for _, url in _PAINT_ADDRESS.findall(value):
                        yield Reference(url, Use.LOADS, f"{element.tag} {name}")


def stylesheet_references(text: str) -> Iterator[Reference]:
    """All addresses of a stylesheet: `url()` and `@import`; names written with CSS escapes are not recognised."""
    sheet = Element("style")
    sheet.set_text(text)
    for link in sheet.links():
        yield Reference(link.url, Use.LOADS, "stylesheet")


def manifest_references(text: str) -> Iterator[Reference]:
    """Start address, icons and screenshots of a web app manifest; nothing where it is not a JSON object."""
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return
    if not isinstance(manifest, dict):
        return
    pictures = [each for name in ("icons", "screenshots") for each in _list(manifest.get(name))]
    named = [each.get("src") for each in pictures if isinstance(each, dict)] + [manifest.get("start_url")]
    for url in named:
        if isinstance(url, str):
            yield Reference(url, Use.LOADS, "manifest")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _use(element: Element, attribute: str | None) -> Use:
    if attribute == "cite":
        return Use.DESCRIBES
    if element.tag in {"a", "area"} and attribute in {"href", "xlink:href"}:
        return Use.NAVIGATES
    if element.tag == "link" and attribute == "href":
        relations = set((element.attr("rel") or "").lower().split())
        return Use.NAVIGATES if relations and relations <= _NAVIGATING_RELATIONS else Use.LOADS
    return Use.LOADS


def resolve(url: str, base: str) -> Target:
    r"""Follow an address the way a browser reads it. Raises ValueError for what is none.

    `base` is absolute. Leading and trailing space, tabs and line breaks vanish and backslashes are slashes
    (WHATWG URL, 4.4): `/\host` leaves the site just as `//host` does.
    """
    return _resolved(url, base) if len(url) < _REMEMBERED else _resolved.__wrapped__(url, base)


@lru_cache(maxsize=8_192)
def _resolved(url: str, base: str) -> Target:
    written = _INVISIBLE.sub("", url.strip(" \t\n\r\f\x00")).replace("\\", "/")
    parts = urlsplit(urljoin(base, written))
    origin = f"{parts.scheme}://{parts.netloc.lower()}" if parts.scheme in {"http", "https"} else None
    return Target(parts.scheme, origin, unquote(parts.path) or "/", unquote(parts.fragment))


def origin_of(url: str) -> str | None:
    """Scheme, host and port of an absolute web address."""
    try:
        return resolve(url, "").origin
    except ValueError:
        return None
