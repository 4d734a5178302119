"""One heading of the first level, and no level skipped, with the looks that the headings had."""

from collections.abc import Iterator, Sequence

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.markup.nesting import is_in_line
from code24.optimize.models import Change, Phase
from code24.optimize.retagging import Wish, retag
from code24.website.accessibility.semantics import Semantics, explicit_role
from code24.website.page import Page
from code24.website.vocabulary import HEADINGS
from code24.website.website import Website

_TITLE_CLASSES = ("masthead-heading", "hero-title", "page-title", "display-1", "display-2", "display-3", "display-4",
                  "masthead-subheading", "site-title", "entry-title", "headline", "display-5")  # fmt: skip
_LETTERS = 3
_MOST = 160


@page_fix(
    "headings", Phase.NAMES, "Headings form an outline",
    "heading-order", "page-has-heading-one", "one-heading-one", tolerance=0.005,
)  # fmt: skip
def headings(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """The first heading, or what stands there like one, becomes the only `h1`; the others follow without gaps."""
    semantics = Semantics(page)
    originals = dict(zip(document.iter_elements(), page.elements, strict=True))
    found = [one for one in document.iter_elements() if one.tag in HEADINGS and explicit_role(one) in {"", "heading"}]
    shown = [one for one in found if semantics.exposes(originals[one])]
    title = _title(document, shown)
    levels = wanted_levels(found, title)
    if title is not None and title not in found:
        levels = {**levels, title: 1}
    wishes = [
        Wish(element, f"h{level}", (element.tag,) if element.tag in HEADINGS else ())
        for element, level in levels.items()
        if element.tag != f"h{level}" and not (element.tag == "h1" and element is title)
    ]
    before = [wish.element.tag for wish in wishes]
    for wish, old, done in zip(wishes, before, retag(document, page, website, wishes), strict=True):
        if done:
            wish.element.attrs.pop("aria-level", None)
            after = wish.tag
        elif old in HEADINGS and old != "h1":
            after = wish.tag.removeprefix("h")
            wish.element.attrs["aria-level"] = after
        else:
            continue
        yield Change(path=page.path, what="A heading has the level of its place.",
                     selector=wish.element.css_path(), before=old, after=after)  # fmt: skip


def wanted_levels(found: Sequence[Element], title: Element | None) -> dict[Element, int]:
    """The level of each heading: one first level, no gap on the way down, equal ones stay equal."""
    levels: dict[Element, int] = {}
    stack: list[tuple[int, int]] = []
    for element in found:
        own = 0 if element is title else max(int(element.tag[1]), 2 if title is not None else 1)
        while stack and stack[-1][0] >= own:
            stack.pop()
        above = stack[-1][1] if stack else (1 if title is not None and own else 0)
        levels[element] = min(above + 1, 6)
        stack.append((own, levels[element]))
    return levels


def _title(document: Document, shown: Sequence[Element]) -> Element | None:
    """What says what the page is about: its first `h1`, else what looks like one before the second heading.

    Else its first heading with words.
    """
    firsts = [one for one in shown if one.tag == "h1" and one.text.strip()]
    if firsts:
        return firsts[0]
    for name in _TITLE_CLASSES:
        for element in document.select(f".{name}"):
            words = " ".join(element.text.split())
            if (
                element.tag in {*HEADINGS, "div", "p", "span"}
                and _LETTERS <= len(words) <= _MOST
                and _is_plain(element)
            ):
                return element
    return next((one for one in shown if _LETTERS <= len(" ".join(one.text.split())) <= _MOST), None)


def _is_plain(element: Element) -> bool:
    inside = {one.tag for one in element.iter_elements()}
    inline = {"span", "br", "b", "strong", "em", "i", "small", "a", "mark", "u"}
    hidden = element.closest("[hidden], [aria-hidden=true], .modal, dialog, nav, footer") is not None
    return inside <= inline and not hidden


@page_fix("headings-empty", Phase.NAMES, "No heading is empty", "empty-heading")
def empty(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """An empty one keeps its place as what it is: nothing but space."""
    wishes = [
        Wish(one, "span" if is_in_line(one) else "div", (one.tag,))
        for one in document.iter_elements()
        if one.tag in HEADINGS and not one.text.strip() and not one.select_one("img, svg, [aria-label], input, slot")
        and "id" not in one.attrs and "aria-label" not in one.attrs and "aria-labelledby" not in one.attrs
        and "role" not in one.attrs
    ]  # fmt: skip
    for wish, done in zip(wishes, retag(document, page, website, wishes), strict=True):
        if not done:
            wish.element.attrs["role"] = "presentation"
        yield Change(path=page.path, what="An empty heading is none any more.", selector=wish.element.css_path())


FIXES = (empty, headings)
