"""What a first visit to a page loads: its requests and their compressed bytes, told from the files alone.

A phone of 412 CSS pixels and 1.75 device pixels each, as Lighthouse's mobile emulation has it. Pictures and frames with
`loading="lazy"` are left out; so is what only scripts ask for.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from turbohtml import Element

from code24.website.images.responsive import chosen_picture
from code24.website.loading.sheet_loads import Loaded, sheet_loads
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.styles.media import PHONE, media_matches
from code24.website.website import Website, base_of

_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/xml")


class Kind(StrEnum):
    """What a request is for."""

    DOCUMENT = "document"
    STYLE = "style"
    SCRIPT = "script"
    FONT = "font"
    PICTURE = "picture"
    FRAME = "frame"


UNKNOWN_BYTES = {
    Kind.STYLE: 6_000,
    Kind.SCRIPT: 35_000,
    Kind.FONT: 25_000,
    Kind.PICTURE: 50_000,
    Kind.FRAME: 250_000,
}
"""Compressed bytes of a file that the website does not have: rounded medians of mobile pages (HTTP Archive, Web Almanac
2024, "Page Weight" and "Fonts"); of a frame, a map's or a video player's first files."""
_KNOWN_BYTES = (
    ("fontawesome.com/", "all.js", 420_000),
    ("fonts.googleapis.com/", "", 2_500),
)
"""Host, end of the path, and compressed bytes of what is far from the median."""


@dataclass(frozen=True)
class Part:
    """One request of a first visit."""

    url: str
    """As written."""
    kind: Kind
    bytes: int
    """Compressed."""
    raw_bytes: int
    """Unpacked."""
    blocking: bool
    """Whether nothing is drawn before it has come."""
    depth: int
    """0 for the page, 1 for what it names, 2 for what its styles name, and so on."""
    path: str | None
    """The website's file; None for what is elsewhere or missing."""
    host: str | None
    """Scheme and host of what is elsewhere."""


@dataclass(frozen=True)
class Visit:
    """A first visit to one page."""

    parts: tuple[Part, ...]

    @cached_property
    def bytes(self) -> int:
        """Compressed bytes of all that is loaded."""
        return sum(part.bytes for part in self.parts)

    @property
    def requests(self) -> int:
        """How many files are loaded."""
        return len(self.parts)

    @cached_property
    def blocking(self) -> tuple[Part, ...]:
        """What has to arrive before anything is drawn, the page itself included."""
        return tuple(part for part in self.parts if part.blocking)

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """The requests of one kind."""
        return tuple(part for part in self.parts if part.kind is kind)


def compressed_size(file: WebFile, website: Website) -> int:
    """Bytes that travel: gzip's for text, the file's own for what is compressed already."""
    if not file.media_type.startswith(_TEXT) and not file.media_type.endswith("+xml"):
        return len(file.content)
    return website.remembered(
        ("gzip", file.sha256), lambda: min(len(zlib.compress(file.content, 6)), len(file.content))
    )


def first_visit(page: Page, website: Website) -> Visit:
    """What a browser without a cache loads for a page."""
    return website.remembered(_key(page, website), lambda: Visit(tuple(_parts(page, website))))


def _key(page: Page, website: Website) -> tuple[object, ...]:
    """A visit follows from the page and from what each file that it may load holds."""
    return ("visit", page.path, website.files[page.path].sha256, website.fingerprint)


def _parts(page: Page, website: Website) -> Iterator[Part]:
    file = website.files[page.path]
    yield Part(page.path, Kind.DOCUMENT, compressed_size(file, website), len(file.content), True, 0, page.path, None)
    base = base_of(page)
    seen: set[str] = set()
    waiting = [(url, kind, blocking, 1, base) for url, kind, blocking in _named(page)]
    for style in page.named("style"):
        waiting += _inside(style.text, page, website, base, 1)
    for element in page.elements:
        written = element.attr("style")
        if written and "url(" in written:
            waiting += _inside(f"*{{{written}}}", page, website, base, 1)
    while waiting:
        url, kind, blocking, depth, written_in = waiting.pop(0)
        part = _part(url, kind, website, written_in, blocking=blocking, depth=depth)
        name = part.path or f"{part.host}{url}"
        if name in seen:
            continue
        seen.add(name)
        yield part
        if kind is Kind.STYLE and part.path is not None and depth < 5:
            sheet = website.files[part.path]
            waiting += _inside(sheet.text, page, website, part.path, depth + 1, blocking=blocking)


type _Waiting = tuple[str, Kind, bool, int, str]


def _inside(
    css: str, page: Page, website: Website, base: str, depth: int, *, blocking: bool = True
) -> Iterator[_Waiting]:
    for what, url in sheet_loads(css, page, website):
        kind = {Loaded.IMPORT: Kind.STYLE, Loaded.FONT: Kind.FONT, Loaded.PICTURE: Kind.PICTURE}[what]
        yield url, kind, blocking and kind is Kind.STYLE, depth, base


def _part(url: str, kind: Kind, website: Website, base: str, *, blocking: bool, depth: int) -> Part:
    file = website.file(url, base)
    if file is not None:
        size = compressed_size(file, website)
        return Part(url, kind, size, len(file.content), blocking, depth, file.path, None)
    target = website.target(url, base)
    host = target.origin if target is not None and not website.is_own(target) else None
    size = UNKNOWN_BYTES[kind] if host else 0
    for known, end, count in _KNOWN_BYTES:
        if host and known in f"{url}/" and url.endswith(end):
            size = count
    return Part(url, kind, size, size * (1 if kind in {Kind.FONT, Kind.PICTURE} else 3), blocking, depth, None, host)


def _named(page: Page) -> Iterator[tuple[str, Kind, bool]]:
    """What the markup itself asks for: address, kind, and whether it holds up the first paint."""
    for element in page.elements:
        match element.tag:
            case "link":
                yield from _linked(element)
            case "script" if (src := element.attr("src")) and _runs(element):
                yield src, Kind.SCRIPT, _holds_up(element)
            case "img" if not _is_lazy(element) and (url := chosen_picture(element)):
                yield url, Kind.PICTURE, False
            case "iframe" if not _is_lazy(element) and (src := element.attr("src")):
                yield src, Kind.FRAME, False
            case "video" if poster := element.attr("poster"):
                yield poster, Kind.PICTURE, False
            case "input" if (element.attr("type") or "").lower() == "image" and (src := element.attr("src")):
                yield src, Kind.PICTURE, False


def _linked(link: Element) -> Iterator[tuple[str, Kind, bool]]:
    href, relations = link.attr("href"), (link.attr("rel") or "").lower().split()
    if not href or link.closest("noscript") is not None:
        return
    if "stylesheet" in relations and "alternate" not in relations and link.attr("disabled") is None:
        media = (link.attr("media") or "all").strip().lower()
        yield href, Kind.STYLE, media not in {"print", "speech", "none", "not all"}
    elif "preload" in relations and media_matches(link.attr("media") or "", PHONE):
        kinds = {"style": Kind.STYLE, "script": Kind.SCRIPT, "font": Kind.FONT, "image": Kind.PICTURE}
        kind = kinds.get((link.attr("as") or "").strip().lower())
        if kind is not None:
            yield chosen_picture(link) or href, kind, False
    elif "modulepreload" in relations:
        yield href, Kind.SCRIPT, False


def _runs(script: Element) -> bool:
    kind = (script.attr("type") or "").strip().lower()
    return kind in {"", "module", "text/javascript", "application/javascript"} and script.attr("nomodule") is None


def _holds_up(script: Element) -> bool:
    """Scripts of the head hold up the first paint, unless they say that they need not."""
    waits = script.attr("async") is not None or script.attr("defer") is not None
    is_module = (script.attr("type") or "").strip().lower() == "module"
    return not waits and not is_module and script.closest("head") is not None


def _is_lazy(element: Element) -> bool:
    return (element.attr("loading") or "").strip().lower() == "lazy" or element.closest(
        "noscript, template"
    ) is not None
