"""The produced site as the rules see it: every page parsed once, every reference found once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import brotli  # type: ignore[import-untyped]
from turbohtml import Document, DocumentFragment, Element, Namespace, parse

from code24.build.design.models import PageKind
from code24.build.development.models import SiteFile
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.references import (
    Reference,
    document_references,
    manifest_references,
    origin_of,
    stylesheet_references,
)

BROTLI_QUALITY = 5
PAGE_LIMIT = 1_000_000
"""Characters of a page that is still parsed; `page-size` reports longer ones."""


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


@dataclass(frozen=True, eq=False)
class Page:
    """One HTML file."""

    path: str
    text: str
    document: Document
    unlisted: bool = False
    """Whether a header keeps it out of search engines."""

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
        return [element for element in self.elements if element.tag in tags]

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.tag, []).append(element)
        return found

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


def file_of(address: str) -> str:
    """The file that answers a URL path."""
    return f"{address}index.html" if address.endswith("/") else address


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _sent(file: SiteFile) -> int:
    """Bytes that are sent; quick compression makes text a little larger than it will be."""
    content = file.content()
    return len(brotli.compress(content, quality=BROTLI_QUALITY)) if file.text is not None else len(content)


class ProducedSite:
    """All files of a site, and what they were made from."""

    def __init__(self, request: QualityGateRequest) -> None:
        """Parse the pages."""
        self.brand = request.brand
        self.brief = request.brief
        self.own_words = request.own_words
        self.plan = request.design
        self.pictures = request.pictures
        self.dates = request.development.dates
        self.forms = request.development.forms
        self.files = request.development.files
        self.by_path = {file.path: file for file in self.files}
        self._sizes: dict[str, int] = {}
        html = [file for file in self.files if file.content_type.startswith("text/html")]
        self.oversized = [file.path for file in html if len(file.text or "") > PAGE_LIMIT]
        self.pages = tuple(
            Page(file.path, file.text or "", parse(file.text or ""), file.unlisted)
            for file in html
            if file.path not in self.oversized
        )
        self.page_at = {page.path: page for page in self.pages}
        self.origin = request.origin or self._origin_by_canonical()

    @cached_property
    def owner_words(self) -> str:
        """Everything that the owner wrote, in one case."""
        said = "\n".join(_texts(self.brief.model_dump(mode="json"))) if self.brief else ""
        messages = (section.key_message for page in (self.plan.pages if self.plan else ()) for section in page.sections)
        return "\n".join([said, self.brand.name, *messages, *self.own_words.texts]).casefold()

    @cached_property
    def page_kinds(self) -> dict[str, PageKind]:
        """The kind of each planned page, by its file."""
        return {file_of(page.path): page.kind for page in self.plan.pages} if self.plan else {}

    @cached_property
    def style_rules(self) -> str:
        """All stylesheets in one, without comments."""
        sheets = (file.text or "" for file in self.files if file.content_type.startswith("text/css"))
        return re.sub(r"/\*.*?\*/", "", "\n".join(text[:PAGE_LIMIT] for text in sheets), flags=re.DOTALL)

    def _origin_by_canonical(self) -> str | None:
        home = self.page_at.get("/index.html")
        return next((origin_of(address) for address in home.linked("canonical")), None) if home else None

    def text_of(self, path: str) -> str:
        """A text file's content; empty where there is none."""
        file = self.by_path.get(path)
        return (file.text or "") if file else ""

    def compressed(self, path: str) -> int:
        """Bytes that answer a request for a file; 0 where there is none."""
        if path not in self._sizes:
            file = self.by_path.get(path)
            self._sizes[path] = _sent(file) if file else 0
        return self._sizes[path]

    @cached_property
    def file_references(self) -> list[tuple[SiteFile, Reference]]:
        """What stylesheets, SVG images and the manifest name."""
        found: list[tuple[SiteFile, Reference]] = []
        for file in self.files:
            text = (file.text or "")[:PAGE_LIMIT]
            if file.content_type.startswith("text/css"):
                found += [(file, reference) for reference in stylesheet_references(text)]
            elif file.content_type.startswith("application/manifest+json"):
                found += [(file, reference) for reference in manifest_references(text)]
            elif file.content_type.startswith("image/svg+xml"):
                found += [(file, reference) for reference in document_references(parse(text))]
        return found

    def references(self) -> Iterator[tuple[str, str, Reference]]:
        """Every reference as (file, address that it is relative to, reference)."""
        for page in self.pages:
            for reference in page.references:
                yield page.path, page.address, reference
        for file, reference in self.file_references:
            yield file.path, file.path, reference
