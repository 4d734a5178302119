"""Titles of frames."""

from collections.abc import Iterator

from turbohtml import Document, Element, parse

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.names.meanings import urlsplit_safe
from code24.optimize.fixes.names.naming import Naming
from code24.optimize.fixes.names.wording import tidy
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.website import Website

_FILMS = ("youtube.com", "youtube-nocookie.com", "vimeo.com", "wistia.com", "dailymotion.com", "loom.com")
_MAPS = ("google.com/maps", "maps.google", "openstreetmap.org", "bing.com/maps", "map.baidu.com", "mapbox.com")
_INNER = 50_000


@page_fix("names-frames", Phase.NAMES, "Frames say what they show", "frame-title")
def frames(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """By what they load, with the heading that they stand under."""
    naming = Naming(document, page, website)
    for frame in document.select("iframe, frame"):
        if not naming.semantics.exposes(frame) or naming.names.of(frame):
            continue
        if title := _title_of(frame, naming):
            frame.attrs["title"] = title
            yield naming.change("A frame has a title.", frame, title)


def _title_of(frame: Element, naming: Naming) -> str:
    inner = (frame.attr("srcdoc") or "")[:_INNER]
    if inner and (title := next((tidy(one.text) for one in parse(inner).iter_elements("title")), "")):
        return title
    host, path = urlsplit_safe(frame.attr("src") or frame.attr("data-src") or "")
    heading = naming.heading_around(frame) or naming.heading_before(frame)
    address = f"{host}{path}"
    if any(one in host for one in _FILMS):
        return naming.words["video_of"].format(name=heading) if heading else naming.words["video"]
    if any(one in address for one in _MAPS):
        return naming.words["map"]
    if host:
        return f"{naming.words['content']}: {host.removeprefix('www.')}"
    kind = naming.words["preview"] if inner else naming.words["content"]
    return f"{kind}: {heading}" if heading else kind


FIXES = (frames,)
