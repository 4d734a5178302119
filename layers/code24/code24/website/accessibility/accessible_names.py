"""Accessible names (Accessible Name and Description Computation 1.2), as far as markup alone gives them."""

from collections.abc import Iterator

from turbohtml import Element, Namespace, Text

from code24.website.accessibility.aria_roles import NAMED_BY_CONTENT
from code24.website.accessibility.semantics import Semantics, input_type, role_of, semantics
from code24.website.page import Page
from code24.website.vocabulary import words
from code24.website.website import Website

MOST_NODES = 3_000
"""Nodes that are searched for the words of one name."""
LABELLED = words("input select textarea meter progress output button")
"""Elements that `label` names (WHATWG HTML, 4.10.2)."""
_BUTTONS = {"submit": "Submit", "reset": "Reset"}
"""What browsers write on buttons without a value; the real words are in the visitor's language."""
_FIELDS = frozenset({"textbox", "searchbox", "combobox", "listbox", "spinbutton", "slider"})
_INLINE = words(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time u "
    "var wbr"
)


class Names:
    """Names of a page's elements."""

    def __init__(self, semantics: Semantics) -> None:
        """Find the labels."""
        self.semantics = semantics
        self.page = semantics.page
        self._known: dict[Element, str] = {}
        self.labels: dict[Element, list[Element]] = {}
        """The `label` elements of each control."""
        for label in self.page.named("label"):
            control = self._control_of(label)
            if control is not None:
                self.labels.setdefault(control, []).append(label)

    def of(self, element: Element) -> str:
        """The name of an element, on one line; empty where it has none."""
        if element not in self._known:
            self._known[element] = " ".join(self._computed(element).split())
        return self._known[element]

    def content(self, element: Element, *, hidden: bool = False) -> str:
        """The words inside an element; of hidden parts only where it is hidden itself and `hidden` says so."""
        return " ".join("".join(self._parts(element, hidden=hidden)).split())

    def visible_text(self, element: Element) -> str:
        """The words that can be seen inside an element; no alternative texts."""
        unrendered = self.semantics.unrendered
        parts = [
            node.data
            for node in element.descendants
            if isinstance(node, Text) and not (isinstance(node.parent, Element) and node.parent in unrendered)
        ]
        return " ".join(" ".join(parts).split())

    def _control_of(self, label: Element) -> Element | None:
        if (target := label.attr("for")) is not None:
            found = self.page.by_id.get(target)
            return found if found is not None and found.tag in LABELLED else None
        return next((inner for inner in label.iter_elements() if inner.tag in LABELLED), None)

    def referred(self, element: Element, attribute: str) -> list[Element]:
        """The elements whose ids an attribute holds."""
        named = (element.attr(attribute) or "").split()
        return [self.page.by_id[identifier] for identifier in named if identifier in self.page.by_id]

    def _computed(self, element: Element) -> str:
        if "aria-labelledby" in element.attrs:
            texts = [self._referenced(other) for other in self.referred(element, "aria-labelledby")]
            if found := " ".join(text for text in texts if text):
                return found
        return self._own(element)

    def _referenced(self, element: Element) -> str:
        """The words of an element that another one refers to: its own name, else what it holds, hidden or not."""
        own = (element.attr("aria-label") or "").strip() or self._native(element)
        return own or self.content(element, hidden=element in self.semantics.silent)

    def _own(self, element: Element) -> str:
        if label := (element.attr("aria-label") or "").strip():
            return label
        role = role_of(element)
        if role not in {"none", "presentation"} and (native := self._native(element)):
            return native
        named_by_content = role in NAMED_BY_CONTENT or element.tag in {"summary", "label", "legend", "caption"}
        if named_by_content and element.tag != "input" and (content := self.content(element)):
            return content
        if title := (element.attr("title") or "").strip():
            return title
        return (element.attr("placeholder") or element.attr("aria-placeholder") or "") if role in _FIELDS else ""

    def _native(self, element: Element) -> str:
        tag = element.tag
        if element.namespace is Namespace.SVG:
            titles = (child for child in element.children if isinstance(child, Element) and child.tag == "title")
            return next((title.text.strip() for title in titles), "") or (element.attr("xlink:title") or "")
        if tag in {"img", "area"}:
            return element.attr("alt") or ""
        if tag == "input" and (kind := input_type(element)) in {"submit", "reset", "button", "image"}:
            labels = self._label_text(element)
            own = element.attr("alt") if kind == "image" else element.attr("value")
            return labels or (own or "").strip() or ("" if own is not None else _BUTTONS.get(kind, ""))
        if tag in LABELLED and (labels := self._label_text(element)):
            return labels
        held = {"fieldset": "legend", "figure": "figcaption", "table": "caption", "details": "summary"}.get(tag)
        if held:
            children = (child for child in element.children if isinstance(child, Element) and child.tag == held)
            return next((self.content(child) for child in children), "")
        return ""

    def _label_text(self, element: Element) -> str:
        return " ".join(filter(None, (self._label(label) for label in self.labels.get(element, ()))))

    def _label(self, label: Element) -> str:
        own = (label.attr("aria-label") or "").strip()
        return own or self.content(label, hidden=label in self.semantics.silent)

    def _parts(self, element: Element, *, hidden: bool) -> Iterator[str]:
        waiting = list(reversed(element.children))
        for _ in range(MOST_NODES):
            if not waiting:
                return
            node = waiting.pop()
            if isinstance(node, Text):
                yield node.data
            elif isinstance(node, Element):
                if node in self.semantics.silent and not hidden:
                    continue
                if (own := self._embedded(node)) is not None:
                    yield f" {own} "
                    continue
                inline = node.tag in _INLINE
                waiting += [] if inline else [Text(" ")]
                waiting += reversed(node.children)
                if not inline:
                    yield " "

    def _embedded(self, node: Element) -> str | None:
        """What an element inside a name says by itself; None where its content speaks."""
        if label := (node.attr("aria-label") or "").strip():
            return label
        if node.namespace is not Namespace.HTML:
            return self._native(node) if node.namespace is Namespace.SVG and node.tag == "svg" else None
        if node.tag in {"img", "area"}:
            return "" if role_of(node) == "presentation" else (node.attr("alt") or node.attr("title") or "")
        if node.tag == "input":
            return node.attr("value") or "" if input_type(node) not in {"checkbox", "radio"} else ""
        if node.tag in {"select", "textarea", "iframe", "object", "script", "style"}:
            return ""
        return None


def names(page: Page, website: Website) -> Names:
    """The names on a page, computed once each."""
    return website.remembered(("names", page), lambda: Names(semantics(page, website)))
