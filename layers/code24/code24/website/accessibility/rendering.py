"""Whether anything is drawn of an element, at the width of a phone or of a desktop."""

from turbohtml import Element

from code24.website.page import Page
from code24.website.styles.cascade import DESKTOP, PHONE, Cascade, cascade
from code24.website.website import Website

WIDTHS = (PHONE, DESKTOP)


def is_drawn(element: Element, page: Page, website: Website) -> bool:
    """False where markup or style sheets hide the element at both widths."""
    return any(is_drawn_in(element, cascade(page, website, viewport)) for viewport in WIDTHS)


def is_drawn_in(element: Element, styles: Cascade) -> bool:
    """Whether an element has a box and is not invisible; `opacity` does not count, since it is what scripts fade."""
    style = styles.of(element)
    return style.get("visibility") not in {"hidden", "collapse"} and style.is_displayed
