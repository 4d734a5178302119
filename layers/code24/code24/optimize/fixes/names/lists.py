"""Lists that hold what is no item, and items in no list."""

from collections.abc import Iterator

from turbohtml import Document, Element, Text

from code24.audit.rules.accessibility.lists import children, is_item
from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.markup.nesting import is_in_line
from code24.optimize.models import Change, Phase
from code24.optimize.retagging import Wish, retag
from code24.website.accessibility.semantics import explicit_role
from code24.website.page import Page
from code24.website.website import Website


@page_fix("lists", Phase.NAMES, "Lists are lists", "list", "listitem", "definition-list", "dlitem",
          "html-content-model")  # fmt: skip
def lists(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """A list with other things in it becomes a list by role, its parts being items or nothing; looks stay."""
    wishes: list[Wish] = []
    group = 0
    for element in document.select("ul, ol"):
        if explicit_role(element) in {"", "list"} and _is_mixed(element):
            wishes += _by_role(element, group := group + 1)
    for element in document.iter_elements("li"):
        parent = element.parent
        alone = isinstance(parent, Element) and parent.tag not in {"ul", "ol", "menu", "template"}
        if alone and not explicit_role(element) and not any(wish.element == element for wish in wishes):
            wishes.append(Wish(element, _box(element)))
    for element in document.select("dt, dd"):
        if element.closest("dl") is None:
            wishes.append(Wish(element, _box(element)))
    for wish, done in zip(wishes, retag(document, page, website, wishes), strict=True):
        if done:
            yield Change(path=page.path, what="A list holds items only.", selector=wish.element.css_path(),
                         after=wish.tag)  # fmt: skip
        elif wish.element.tag in {"li", "ul", "ol"} and not explicit_role(wish.element):
            wish.element.attrs["role"] = "presentation" if wish.element.tag == "li" else "group"
            yield Change(path=page.path, what="A list that is none says so.", selector=wish.element.css_path())


def _is_mixed(element: Element) -> bool:
    text = any(isinstance(child, Text) and child.data.strip() for child in element.children)
    return text or any(not is_item(child) for child in children(element))


def _by_role(element: Element, group: int) -> Iterator[Wish]:
    """The wishes for one list: itself, and the items in it, directly or in boxes."""
    items = [one for one in element.iter_elements("li") if _list_of(one) == element]
    listed = bool(items) and not any(isinstance(child, Text) and child.data.strip() for child in element.children)
    direct = all(one.parent == element for one in items) and all(is_item(child) for child in children(element))
    role = (("role", "list"),) if listed and direct else ()
    yield Wish(element, _box(element), (), role, group)
    for item in items:
        yield Wish(item, _box(item), (), (("role", "listitem"),) if role else (), group)


def _box(element: Element) -> str:
    """The tag that says nothing where an element stands."""
    return "span" if is_in_line(element) else "div"


def _list_of(item: Element) -> Element | None:
    for above in item.ancestors:
        if isinstance(above, Element) and above.tag in {"ul", "ol", "menu"}:
            return above
    return None


FIXES = (lists,)
