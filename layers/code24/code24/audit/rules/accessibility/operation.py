"""Operation: keyboard, zoom, time and pointers."""

import re
from collections.abc import Iterator

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility.semantics import tab_index

LEAST_ZOOM = 2.0
"""Times that visitors have to be able to magnify (WCAG 2.2, 1.4.4)."""


def viewport_settings(content: str) -> dict[str, str]:
    """The settings of `meta name=viewport`, names and values in lower case."""
    pairs = (part.partition("=") for part in re.split(r"[,;]", content.lower()))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


def forbids_zoom(settings: dict[str, str]) -> bool:
    """Whether the settings keep visitors from magnifying to `LEAST_ZOOM`."""
    if settings.get("user-scalable") in {"no", "0"}:
        return True
    try:
        most = float(settings.get("maximum-scale", "10"))
    except ValueError:
        return settings["maximum-scale"] == "yes"
    return 0 <= most < LEAST_ZOOM


@accessible("meta-viewport", Severity.MODERATE, "Visitors can magnify the page", "1.4.4", fix="markup-viewport")
def meta_viewport(told: Told) -> Iterator[Judged]:
    """No `user-scalable=no`, no small `maximum-scale`."""
    for meta in told.page.named("meta"):
        if (meta.attr("name") or "").lower() == "viewport":
            forbidden = forbids_zoom(viewport_settings(meta.attr("content") or ""))
            yield meta, "The page cannot be magnified." if forbidden else ""


@accessible("meta-refresh", Severity.CRITICAL, "The page does not reload itself", "2.2.1")
def meta_refresh(told: Told) -> Iterator[Judged]:
    """At once it may lead elsewhere; later it takes the page from readers."""
    for meta in told.page.named("meta"):
        if (meta.attr("http-equiv") or "").lower() == "refresh":
            seconds = re.match(r"\s*(\d{1,9})", meta.attr("content") or "")
            late = seconds is not None and 0 < int(seconds[1]) <= 72_000
            yield meta, "The page is taken from its readers after a time." if late else ""


@accessible("accesskeys", Severity.SERIOUS, "No access key is used twice", fix="markup-focus")
def accesskeys(told: Told) -> Iterator[Judged]:
    """Only one of them would work."""
    seen: set[str] = set()
    for element in told.page.elements:
        key = (element.attr("accesskey") or "").strip().lower() if "accesskey" in element.attrs else ""
        if key:
            yield element, f"The access key {key!r} is used twice." if key in seen else ""
            seen.add(key)


@accessible("tabindex", Severity.SERIOUS, "The keyboard follows the page's own order", "2.4.3", fix="markup-focus")
def tabindex(told: Told) -> Iterator[Judged]:
    """No `tabindex` above 0."""
    for element in told.page.elements:
        if "tabindex" in element.attrs and (number := tab_index(element)) is not None:
            yield element, f"tabindex={number} breaks the order of the keyboard." if number > 0 else ""


@accessible("blink", Severity.SERIOUS, "Nothing blinks", "2.2.2", fix="markup-obsolete")
def blink(told: Told) -> Iterator[Judged]:
    """`blink` elements."""
    for element in told.page.named("blink"):
        yield element, "<blink> cannot be stopped."


@accessible("marquee", Severity.SERIOUS, "Nothing runs across the page", "2.2.2")
def marquee(told: Told) -> Iterator[Judged]:
    """`marquee` elements."""
    for element in told.page.named("marquee"):
        yield element, "<marquee> cannot be stopped."


@accessible("server-side-image-map", Severity.MINOR, "Image maps work with the keyboard", "2.1.1")
def server_side_image_map(told: Told) -> Iterator[Judged]:
    """`ismap` needs a pointer."""
    for image in told.page.named("img"):
        if "ismap" in image.attrs:
            yield image, "The image map needs a pointer."


RULES = (accesskeys, blink, marquee, meta_refresh, meta_viewport, server_side_image_map, tabindex)
