"""Which element's paint is the largest of the first screen (Largest Contentful Paint)."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from turbohtml import Element, Text

from code24.website.images.responsive import chosen_picture
from code24.website.styles.boxes import LETTER
from code24.website.styles.cascade import Computed
from code24.website.styles.sheets import urls_in

_SHEET_PICTURE = re.compile(r"\burl\(", re.IGNORECASE)


class LargestPaint(NamedTuple):
    """The largest paint of the first screen."""

    element: Element
    kind: Literal["image", "background", "text"]
    url: str | None
    """As written on the page or in the stylesheet; None for text."""
    area: float
    """Square CSS pixels within the first screen."""
    base: str | None = None
    """The file that the address is written in, or what it is relative to; None for text."""


class Looked(Protocol):
    """What painting asks a layout."""

    base: str
    """What the addresses of the page are relative to."""

    def visible(self, element: Element) -> bool:
        """Whether it is drawn."""
        ...

    def letters_in(self, element: Element) -> int:
        """Letters of the texts directly in it."""
        ...

    def area_of(self, element: Element) -> float:
        """Square CSS pixels of its box within the first screen."""
        ...

    def style(self, element: Element, pseudo: str = "") -> Computed | None:
        """Its styles; None for a pseudo-element that it has not."""
        ...

    def source_of(self, element: Element, name: str, pseudo: str = "") -> str | None:
        """The file that sets a property of an element."""
        ...

    def width_of(self, element: Element) -> float | None:
        """Content width."""
        ...


def paints(elements: list[Element], layout: Looked) -> Iterator[LargestPaint]:
    """All pictures and texts of the first screen that count."""
    for element in elements:
        if element.tag in {"head", "script", "style", "template", "noscript", "source", "option"}:
            continue
        background = background_of(element, layout)
        text = layout.letters_in(element)
        is_image = element.tag in {"img", "video"} or (element.tag == "image")
        if not (is_image or background or text) or not layout.visible(element):
            continue
        area = layout.area_of(element)
        if area <= 0:
            continue
        if is_image:
            yield LargestPaint(element, "image", picture_of(element), area, layout.base)
        elif background:
            yield LargestPaint(element, "background", background[0], area, background[1])
        if text:
            yield LargestPaint(element, "text", None, _text_area(element, text, area, layout))


def paint_of(element: Element, layout: Looked) -> LargestPaint:
    """What an element paints that is known to be the largest."""
    area = layout.area_of(element)
    if element.tag in {"img", "video", "image"}:
        return LargestPaint(element, "image", picture_of(element), area, layout.base)
    background = background_of(element, layout)
    has_text = any(isinstance(child, Text) and child.data.strip() for child in element.children)
    if background and not has_text:
        return LargestPaint(element, "background", background[0], area, background[1])
    return LargestPaint(element, "text", None, area)


def picture_of(element: Element) -> str | None:
    """The address that an image element loads on a phone."""
    if element.tag == "img":
        return chosen_picture(element) or element.attr("src")
    return element.attr("poster") or element.attr("href") or element.attr("xlink:href")


def background_of(element: Element, layout: Looked) -> tuple[str, str | None] | None:
    """The first background picture of an element or of what stands before or after its content, and its file."""
    for pseudo in ("", "before", "after"):
        style = layout.style(element, pseudo)
        value = style.get("background-image") if style is not None else ""
        if value != "none" and _SHEET_PICTURE.search(value):
            url = next(iter(urls_in(value)), "")
            if url and not url.lower().startswith(("data:", "#")):
                return url, layout.source_of(element, "background-image", pseudo)
    return None


def _text_area(element: Element, letters: int, area: float, layout: Looked) -> float:
    style = layout.style(element)
    if style is None:
        return 0.0
    line = style.length("line-height") or 0.0
    room = layout.width_of(element) or 0.0
    run = letters * style.font_size * LETTER
    drawn = min(run, room) * line if run <= room else run * line
    return min(area, drawn)
