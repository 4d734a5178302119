"""Pictures of icons in the markup of a page."""

import hashlib
from collections.abc import Iterable

from turbohtml import Document, Element

from code24.optimize.fixes.icons.fonts_of_icons import Picture

BARE = "glyph-box"
"""Class of elements whose own line the icon font made, so that it has to go."""


def draw(document: Document, pictures: Iterable[Picture]) -> None:
    """Put pictures into the elements of a page, and their styles into its head."""
    elements = list(document.iter_elements())
    styles: dict[str, str] = {}
    for each in pictures:
        element, placed = elements[each.place], each.placed
        name = f"glyph-{hashlib.sha256(placed.style.encode()).hexdigest()[:6]}"
        styles[f".{name}"] = placed.style
        if placed.needs_bare_line:
            element.add_class(BARE)
            styles[f".{BARE}"] = "line-height:0!important"
        html = placed.html.replace("<svg ", f'<svg class="{name}" aria-hidden="true" focusable="false" ', 1)
        element.insert_adjacent_html("afterbegin" if each.box == "before" else "beforeend", html)
    head = document.find("head")
    if isinstance(head, Element) and styles:
        sheet = Element("style")
        sheet.set_text("".join(f"{selector}{{{styles[selector]}}}" for selector in sorted(styles)))
        head.append(sheet)
