"""The stylesheets of a page in the order in which they cascade."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from turbohtml import Element

from code24.website.page import Page
from code24.website.styles.sheets import Condition, Sheet, parsed
from code24.website.website import Website, base_of

_IMPORTS = 5
"""Sheets that import each other are followed this deep."""


@dataclass(frozen=True, eq=False)
class Applied:
    """One stylesheet of a page."""

    sheet: Sheet
    path: str
    """The file it is in: a stylesheet's, or the page's own for `style` elements."""
    media: str
    """Media queries of its element, empty for all."""
    element: Element
    """The `link` or `style` element that brings it."""
    conditions: tuple[Condition, ...] = ()
    """What the `@import` that brings it asks for."""
    imported_by: str | None = None
    """The sheet that imports it."""
    is_deferred: bool = False
    """Whether it arrives after the first paint (`media="print"` that a script switches)."""


def sheets_of(page: Page, website: Website) -> tuple[Applied, ...]:
    """Linked sheets of this website, `style` elements, and what they import, in cascade order.

    Sheets of other hosts are not known; alternate and disabled ones do not apply.
    """
    return website.remembered(
        ("sheets", page.path, page.text, website.styles_digest), lambda: tuple(_all(page, website))
    )


def style_elements(page: Page) -> list[Element]:
    """The elements that bring stylesheets, in order: `style`, and `link` with the relation `stylesheet`."""
    return [
        element
        for element in page.named("link", "style")
        if (element.tag == "style" or is_stylesheet_link(element)) and not _is_set_aside(element)
    ]


def _is_set_aside(element: Element) -> bool:
    """Whether it is for browsers without scripts, or waits in a template."""
    return any(isinstance(each, Element) and each.tag in {"noscript", "template"} for each in element.ancestors)


def is_stylesheet_link(element: Element) -> bool:
    """Whether a `link` loads a stylesheet that applies."""
    relations = (element.attr("rel") or "").lower().split()
    kind = (element.attr("type") or "text/css").split(";")[0].strip().lower()
    return (
        "stylesheet" in relations
        and "alternate" not in relations
        and kind == "text/css"
        and "disabled" not in element.attrs
        and bool((element.attr("href") or "").strip())
    )


def _all(page: Page, website: Website) -> Iterator[Applied]:
    base = base_of(page)
    for element in style_elements(page):
        media = (element.attr("media") or "").strip()
        if element.tag == "style":
            if (element.attr("type") or "text/css").strip().lower() == "text/css":
                yield from _with_imports(Applied(parsed(element.text), page.path, media, element), base, website, ())
            continue
        file = website.file(element.attr("href") or "", base)
        if file is not None:
            deferred = element.attr("data-media") or _switched_media(element)
            applied = Applied(
                parsed(file.text),
                file.path,
                media if deferred is None else deferred,
                element,
                is_deferred=deferred is not None,
            )
            yield from _with_imports(applied, file.path, website, (file.path,))


def _switched_media(element: Element) -> str | None:
    """`all`, where a handler of the link switches its media as soon as it has arrived."""
    handler = (element.attr("onload") or "").replace(" ", "")
    return "all" if "this.media=" in handler else None


def _with_imports(applied: Applied, base: str, website: Website, seen: tuple[str, ...]) -> Iterator[Applied]:
    for each in applied.sheet.imports:
        file = website.file(each.url, base)
        if file is None or file.path in seen or len(seen) > _IMPORTS:
            continue
        around = [Condition("media", each.media)] if each.media else []
        around += [Condition("supports", each.supports)] if each.supports else []
        around += [Condition("layer", each.layer)] if each.layer is not None else []
        inner = Applied(
            parsed(file.text),
            file.path,
            applied.media,
            applied.element,
            (*applied.conditions, *around),
            base,
            applied.is_deferred,
        )
        yield from _with_imports(inner, file.path, website, (*seen, file.path))
    yield applied


class Chosen(NamedTuple):
    """The names that a page's style sheets choose elements by."""

    classes: frozenset[str]
    ids: frozenset[str]
    attributes: frozenset[str]


def chosen_by_styles(page: Page, website: Website) -> Chosen:
    """What may not be renamed, moved or taken away without a look at the styles."""
    return website.remembered(
        ("chosen by styles", page.path, page.text, website.styles_digest), lambda: _chosen(page, website)
    )


def _chosen(page: Page, website: Website) -> Chosen:
    selectors = [
        selector for applied in sheets_of(page, website) for rule in applied.sheet.rules for selector in rule.selectors
    ]
    return Chosen(
        classes=frozenset(name for selector in selectors for name in selector.classes),
        ids=frozenset(name for selector in selectors for name in selector.ids),
        attributes=frozenset(name for selector in selectors for name in selector.attributes),
    )
