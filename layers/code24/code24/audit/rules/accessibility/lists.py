"""Lists, and links that say the same."""

from collections.abc import Iterator

from turbohtml import Element, Text

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility.semantics import explicit_role
from code24.website.website import base_of

_SILENT = frozenset({"script", "template", "style"})


@accessible("list", Severity.SERIOUS, "Lists hold items only", "1.3.1", fix="lists")
def lists(told: Told) -> Iterator[Judged]:
    """`ul` and `ol`."""
    for element in told.page.named("ul", "ol"):
        if told.semantics.exposes(element) and explicit_role(element) in {"", "list"}:
            wrong = [one for one in children(element) if not is_item(one) and told.semantics.exposes(one)]
            text = any(isinstance(child, Text) and child.data.strip() for child in element.children)
            said = f"The list holds <{wrong[0].tag}> directly." if wrong else "The list holds text directly." * text
            yield element, said


def children(element: Element) -> list[Element]:
    """The child elements that are drawn."""
    return [child for child in element.children if isinstance(child, Element) and child.tag not in _SILENT]


def is_item(element: Element) -> bool:
    """Whether a child of a list is one of its items."""
    role = explicit_role(element)
    return role == "listitem" or (element.tag == "li" and role in {"", "none", "presentation"})


@accessible("listitem", Severity.SERIOUS, "Items are in lists", "1.3.1", fix="lists")
def listitem(told: Told) -> Iterator[Judged]:
    """`li` elements."""
    for element in told.page.named("li"):
        if not told.semantics.exposes(element) or explicit_role(element) not in {"", "listitem"}:
            continue
        parent = element.parent
        around = isinstance(parent, Element) and parent.tag in {"ul", "ol", "menu"}
        role = explicit_role(parent) if isinstance(parent, Element) else ""
        fine = role == "list" or (around and role in {"", "none", "presentation"})
        yield element, "" if fine else "The item is in no list."


@accessible("definition-list", Severity.SERIOUS, "Lists of terms hold terms and definitions only", "1.3.1",
            fix="lists")  # fmt: skip
def definition_list(told: Told) -> Iterator[Judged]:
    """`dl`: `dt` and `dd`, or `div` around them."""
    for element in told.page.named("dl"):
        if explicit_role(element) or not told.semantics.exposes(element):
            continue
        wrong = [child for child in children(element) if child.tag not in {"dt", "dd", "div"}]
        yield element, f"The list of terms holds <{wrong[0].tag}> directly." if wrong else ""


@accessible("dlitem", Severity.SERIOUS, "Terms and definitions are in lists of terms", "1.3.1", fix="lists")
def dlitem(told: Told) -> Iterator[Judged]:
    """`dt` and `dd`, also in a `div` of the list."""
    for element in told.page.named("dt", "dd"):
        parent = element.parent
        holder = parent.parent if isinstance(parent, Element) and parent.tag == "div" else parent
        fine = isinstance(holder, Element) and holder.tag == "dl"
        yield element, "" if fine else f"The <{element.tag}> is in no list of terms."


@accessible("identical-links-same-purpose", Severity.MINOR, "Links with the same words lead to the same place",
            "2.4.9")  # fmt: skip
def identical_links(told: Told) -> Iterator[Judged]:
    """Where a list of links is read, their words are all there is."""
    places: dict[str, str] = {}
    base = base_of(told.page)
    for link in told.semantics.having("link"):
        name, href = told.names.of(link).casefold(), (link.attr("href") or "").strip()
        if not name or len(href) < 3 or link.tag != "a":
            continue
        target = told.website.target(href, base)
        place = repr((target.scheme, target.origin, target.path, target.fragment)) if target else href
        other = places.setdefault(name, place) != place
        yield link, f"Another link {name!r} leads somewhere else." if other else ""


RULES = (definition_list, dlitem, identical_links, lists, listitem)
