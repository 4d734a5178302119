"""Targets of fingers: sizes that styles state (WCAG 2.2, 2.5.8)."""

from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Element, Text

from code24.website.accessibility.rendering import is_drawn_in
from code24.website.page import Page
from code24.website.styles.cascade import PHONE, Cascade, cascade
from code24.website.website import Website

LEAST = 24.0
"""CSS pixels."""


class Target(NamedTuple):
    """Something to tap whose size is known."""

    element: Element
    width: float
    height: float
    is_crowded: bool
    """Whether another target is so near that 24 pixels around both meet."""

    @property
    def passes(self) -> bool:
        """Large enough, or far enough from others."""
        return (self.width >= LEAST and self.height >= LEAST) or not self.is_crowded


def targets(page: Page, website: Website) -> Iterator[Target]:
    """Links and buttons that hold one icon and no words, side by side with others; those in sentences are exempt."""
    styles = cascade(page, website, PHONE)
    for element in page.named("a", "button"):
        if element.tag == "a" and "href" not in element.attrs:
            continue
        if element.text.strip() or not is_drawn_in(element, styles) or not _is_in_row(element, styles):
            continue
        size = _size(element, styles)
        if size is not None:
            yield Target(element, *size, _distance(element, styles) + min(size) < LEAST)


def _size(element: Element, styles: Cascade) -> tuple[float, float] | None:
    """Width and height of a control around one icon; None where they cannot be known."""
    icons = [one for one in element.children if isinstance(one, Element)]
    if len(icons) != 1 or icons[0].tag not in {"i", "svg", "span", "img"}:
        return None
    own, inner = styles.of(element), styles.of(icons[0])
    letter = inner.font_size
    if icons[0].tag in {"i", "span"} and not styles.has_pseudo(icons[0], "before"):
        # A script or a style sheet from elsewhere may draw the icon; until it does, only a box of its own has a size.
        if own.get("display") in {"inline", ""}:
            return None
        letter = 0.0
    width = own.length("width") or inner.length("width") or _attribute(icons[0], "width") or letter
    height = own.length("height") or inner.length("height") or _attribute(icons[0], "height") or letter
    if letter and own.get("display") != "inline":
        height = max(height, own.length("line-height") or 0.0)
    if icons[0].tag == "img" and width == letter:
        return None
    edges = [own.length(f"padding-{side}") or 0.0 for side in ("left", "right", "top", "bottom")]
    if own.get("box-sizing") == "border-box":
        # Sizes that are said include the padding; it adds to what the icon needs.
        width = max(0.0, width - edges[0] - edges[1]) if own.length("width") else width
        height = max(0.0, height - edges[2] - edges[3]) if own.length("height") else height
    return (
        max(width + edges[0] + edges[1], own.length("min-width") or 0.0),
        max(height + edges[2] + edges[3], own.length("min-height") or 0.0),
    )


def _attribute(element: Element, name: str) -> float | None:
    text = (element.attr(name) or "").strip().removesuffix("px")
    return float(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _is_in_row(element: Element, styles: Cascade) -> bool:
    """Whether other targets without words stand beside it."""
    holder = _holder(element)
    parent = holder.parent
    if not isinstance(parent, Element) or any(isinstance(one, Text) and one.data.strip() for one in holder.children):
        return False
    others = [one for one in parent.children if isinstance(one, Element) and one != holder]
    return any(one.tag in {"a", "button"} or one.select_one("a[href], button") is not None for one in others)


def stands_in_row(element: Element, styles: Cascade) -> bool:
    """Whether its neighbours stand left and right of it, not above and below."""
    holder = _holder(element)
    parent = holder.parent
    around = styles.of(parent) if isinstance(parent, Element) else None
    if around is not None and "flex" in around.get("display"):
        return not around.get("flex-direction").startswith("column")
    own = styles.of(holder)
    return own.get("display").startswith("inline") or own.get("float") != "none"


def _holder(element: Element) -> Element:
    parent = element.parent
    is_item = isinstance(parent, Element) and parent.tag == "li"
    return parent if is_item and isinstance(parent, Element) else element


def _distance(element: Element, styles: Cascade) -> float:
    """Space between the control and its neighbours, as margins say."""
    holder = _holder(element)
    found = 0.0
    for one in {holder, element}:
        computed = styles.of(one)
        found += (computed.length("margin-left") or 0.0) + (computed.length("margin-right") or 0.0)
        if one != element:
            found += (computed.length("padding-left") or 0.0) + (computed.length("padding-right") or 0.0)
    parent = holder.parent
    return found + ((styles.of(parent).length("column-gap") or 0.0) if isinstance(parent, Element) else 0.0)
