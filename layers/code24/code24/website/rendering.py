"""Whether anything is drawn of an element, at the width of a phone or of a desktop."""

from turbohtml import Element

from code24.website.page import Page
from code24.website.website import Website


def is_drawn(element: Element, page: Page, website: Website) -> bool:
    """False where style sheets hide the element at every width."""
    return True
