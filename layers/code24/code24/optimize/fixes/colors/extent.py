"""How much of a page changes with the colour of a text or of a ground."""

from collections.abc import Sequence

from turbohtml import Element, Text

from code24.optimize.fix import Setting
from code24.website.accessibility.contrast import Judged
from code24.website.accessibility.rendering import WIDTHS
from code24.website.page import Page
from code24.website.styles.layout import Layout, layout
from code24.website.website import Website

_INK = 0.12
"""What a letter covers, its edges counted, in squares of its font's size: a fifth of half an em by 1.2."""

type Shares = tuple[float, ...]
"""Shares of a page, one for each of its widths."""


class Extent:
    """The shares of a page that its texts and grounds cover, at each width."""

    def __init__(self, page: Page, website: Website, setting: Setting) -> None:
        """Areas are what a browser measured where one did, estimates elsewhere."""
        layouts = [layout(page, website, viewport, setting.measured) for viewport in WIDTHS]
        self._views = [(seen, _area(page, seen)) for seen in layouts]

    def ground(self, element: Element) -> Shares:
        """The whole box of an element."""
        return tuple(
            min(seen.outer_width_of(element), float(seen.viewport.width)) * seen.height_of(element) / area
            if seen.visible(element) else 0.0
            for seen, area in self._views
        )  # fmt: skip

    def text(self, texts: Sequence[Judged]) -> Shares:
        """The letters of texts, without those of elements inside."""
        distinct = {(text.element, text.pseudo): text for text in texts}.values()
        return tuple(sum(_ink(text, seen) for text in distinct) / area for seen, area in self._views)


def _ink(text: Judged, seen: Layout) -> float:
    """Square pixels of its letters."""
    style = seen.style(text.element)
    if style is None or not seen.visible(text.element):
        return 0.0
    return _letters(text) * _INK * style.font_size**2


def _area(page: Page, seen: Layout) -> float:
    """Of the whole page: a body is often said to be as high as the window, and what is in it flows out of it."""
    body = list(page.named("body"))[:1]
    inside = [child for one in body for child in one.children if isinstance(child, Element)]
    further = [child for one in inside for child in one.children if isinstance(child, Element)]
    ends = (seen.top_of(one) + seen.height_of(one) for one in [*body, *inside, *further])
    return seen.viewport.width * max([float(seen.viewport.height), *ends])


def total(shares: Sequence[Shares]) -> Shares:
    """The sum for each width."""
    return tuple(map(sum, zip(*shares, strict=True))) if shares else tuple(0.0 for _ in WIDTHS)


def _letters(text: Judged) -> int:
    element = text.element
    if text.pseudo:
        return len(element.attr("placeholder") or "")
    if element.tag == "input":
        return len(element.attr("value") or "")
    return sum(len("".join(child.data.split())) for child in element.children if isinstance(child, Text))


__all__ = ["Extent", "Shares", "total"]
