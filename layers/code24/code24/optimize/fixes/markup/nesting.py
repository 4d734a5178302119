"""Elements that stand where HTML does not allow them, where there is one answer."""

from collections.abc import Iterator

from turbohtml import Document, Element, Namespace

from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.optimize.retagging import Wish, retag
from code24.website import vocabulary as html
from code24.website.page import Page
from code24.website.website import Website


@page_fix("markup-nesting", Phase.MARKUP, "Elements stand where HTML allows them", "html-content-model",
          "nested-interactive")  # fmt: skip
def nesting(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Blocks in headings and paragraphs become spans; metadata moves to the head; nothing looks different."""
    wishes = [
        Wish(element, "span")
        for element in document.iter_elements("div")
        if element.namespace is Namespace.HTML and is_in_line(element) and not _holds_blocks(element)
    ]
    for wish, done in zip(wishes, retag(document, page, website, wishes), strict=True):
        if done:
            yield _change(page, wish.element, "A block inside a line of text is part of that line.")
    for element in document.select("meta, title"):
        if _belongs_to_head(element, document):
            next(document.iter_elements("head")).append(element)
            yield _change(page, element, "What describes the page stands in its head.")
    for element in document.select("button a:not([href])"):
        element.unwrap()
        yield Change(path=page.path, what="A link without an address inside a button left.")


def _change(page: Page, element: Element, what: str) -> Change:
    return Change(path=page.path, what=what, selector=element.css_path())


def is_in_line(element: Element) -> bool:
    """Whether an element stands, at any depth, inside what holds phrasing only."""
    for above in element.ancestors:
        if not isinstance(above, Element) or above.tag in {"body", "td", "svg", "object"}:
            return False
        if above.namespace is Namespace.HTML and above.tag in html.PHRASING_ONLY_CONTENT:
            return True
    return False


def _holds_blocks(element: Element) -> bool:
    return any(inner.tag in html.FLOW_ONLY - {"div"} for inner in element.iter_elements()
               if inner.namespace is Namespace.HTML)  # fmt: skip


def _belongs_to_head(element: Element, document: Document) -> bool:
    if element.closest("head, svg, noscript, template") is not None or "itemprop" in element.attrs:
        return False
    if element.tag == "title":
        return next((one for one in document.select("head > title") if one.text.strip()), None) is None
    return True


FIXES = (nesting,)
