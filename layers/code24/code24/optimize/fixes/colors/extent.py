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
        self._layouts = [layout(page, website, viewport, setting.measured) for viewport in WIDTHS]
        self._body = next(iter(page.named("body")), None)

    def ground(self, element: Element) -> Shares:
        """The whole box of an element."""
        return tuple(
            min(seen.outer_width_of(element), float(seen.viewport.width)) * seen.height_of(element) / self._whole(seen)
            for seen in self._layouts
        )

    def text(self, texts: Sequence[Judged]) -> Shares:
        """The letters of texts of one element, that inherit no further."""
        element = texts[0].element
        letters = sum(map(_letters, {text.pseudo: text for text in texts}.values()))
        return tuple(
            letters * _INK * _size(element, seen) ** 2 / self._whole(seen) if seen.visible(element) else 0.0
            for seen in self._layouts
        )

    def _whole(self, seen: Layout) -> float:
        height = seen.height_of(self._body) if self._body is not None else 0.0
        return seen.viewport.width * max(height, float(seen.viewport.height))


def total(shares: Sequence[Shares]) -> Shares:
    """The sum for each width."""
    return tuple(map(sum, zip(*shares, strict=True))) if shares else tuple(0.0 for _ in WIDTHS)


def _size(element: Element, seen: Layout) -> float:
    style = seen.style(element)
    return style.font_size if style is not None else 16.0


def _letters(text: Judged) -> int:
    element = text.element
    if text.pseudo:
        return len(element.attr("placeholder") or "")
    if element.tag == "input":
        return len(element.attr("value") or "")
    return sum(len("".join(child.data.split())) for child in element.children if isinstance(child, Text))


__all__ = ["Extent", "Shares", "total"]
