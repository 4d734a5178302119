"""One HTML page as rules see it: parsed once, its elements and references found once."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from turbohtml import Document, DocumentFragment, Element, Namespace, parse

from code24.website.references import Reference, document_references


class Placed(NamedTuple):
    """An HTML element with what it stands in."""

    element: Element
    parent: str
    """Tag of the parent element; empty for the root and below foreign content, `template` at the top of one."""
    ancestors: frozenset[str]
    """Tags of all HTML elements around it."""


def start_tag(element: Element) -> str:
    """The element's own tag, as evidence; what it holds may be the whole page."""
    names = islice(element.attrs, 8)
    return f"<{element.tag}{''.join(f' {name}="{element.attr(name)}"'[:120] for name in names)}>"


def file_of(address: str) -> str:
    """The file that answers a URL path."""
    return f"{address}index.html" if address.endswith("/") else address


@dataclass(frozen=True, eq=False)
class Page:
    """One HTML file. Its document is shared by all who look: who wants to change it parses `text` anew."""

    path: str
    text: str
    document: Document
    unlisted: bool = False
    """Whether a header keeps it out of search engines."""

    @classmethod
    def of(cls, path: str, text: str, *, unlisted: bool = False) -> "Page":
        """Parse a page."""
        return cls(path, text, parse(text), unlisted)

    @property
    def address(self) -> str:
        """The URL path that visitors use: `/about/` for `/about/index.html`."""
        return self.path.removesuffix("index.html")

    @property
    def is_error_page(self) -> bool:
        """True for the page that answers unknown addresses."""
        return self.path == "/404.html"

    @cached_property
    def indexable(self) -> bool:
        """Whether search engines may list the page."""
        directives = (self.meta("robots") or "").lower()
        hidden = self.is_error_page or self.unlisted
        return not hidden and "noindex" not in directives and "none" not in directives.split(",")

    @cached_property
    def elements(self) -> list[Element]:
        """All elements in document order, SVG included."""
        return list(self.document.iter_elements())

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """Every element with an id; of several with the same, the first."""
        return {found: element for element in reversed(self.elements) if (found := element.attr("id"))}

    @cached_property
    def placed(self) -> list[Placed]:
        """The HTML elements with their ancestors; HTML below foreign content starts afresh."""
        inside: dict[Element, frozenset[str]] = {}
        extended: dict[tuple[frozenset[str], str], frozenset[str]] = {}
        found = []
        for element in self.elements:
            if element.namespace is not Namespace.HTML:
                continue
            parent = element.parent
            above = inside.get(parent, frozenset()) if isinstance(parent, Element) else frozenset()
            name = parent.tag if isinstance(parent, Element) and parent in inside else ""
            if isinstance(parent, DocumentFragment):
                name = "template"
            found.append(Placed(element, name, above))
            key = (above, element.tag)
            inside[element] = extended.setdefault(key, above | {element.tag})
        return found

    @cached_property
    def references(self) -> list[Reference]:
        """Everything on the page that names an address."""
        return list(document_references(self.document))

    def named(self, *tags: str) -> list[Element]:
        """All elements with one of these tags, in document order."""
        if len(tags) == 1:
            return self._by_tag.get(tags[0], [])
        if tags not in self._by_tags:
            numbers = sorted(number for tag in set(tags) for number in self._places.get(tag, ()))
            self._by_tags[tags] = [self.elements[number] for number in numbers]
        return self._by_tags[tags]

    @cached_property
    def _by_tags(self) -> dict[tuple[str, ...], list[Element]]:
        """What was asked of several tags before."""
        return {}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where the elements with a tag stand among all."""
        found: dict[str, list[int]] = {}
        for number, element in enumerate(self.elements):
            found.setdefault(element.tag, []).append(number)
        return found

    @cached_property
    def memory(self) -> dict[str, Any]:
        """What others have found out about the page alone, by their name for it."""
        return {}

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        return {tag: [self.elements[number] for number in numbers] for tag, numbers in self._places.items()}

    def meta(self, name: str) -> str | None:
        """Content of the first `meta` of this name (or property, as Open Graph calls it)."""
        for element in self.named("meta"):
            if (element.attr("name") or element.attr("property") or "").lower() == name:
                return element.attr("content") or ""
        return None

    def linked(self, relation: str) -> list[str]:
        """Addresses of all `link` elements with this relation."""
        return [
            element.attr("href") or ""
            for element in self.named("link")
            if relation in (element.attr("rel") or "").lower().split()
        ]
