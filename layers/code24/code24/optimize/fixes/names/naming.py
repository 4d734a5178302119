"""What fixes of names share: a page, its counterpart that is edited, and what stands around an element."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from turbohtml import Document, Element, Text

from code24.optimize.fixes.names.wording import field_words, tidy, words_for
from code24.optimize.models import Change
from code24.website.accessibility.accessible_names import Names
from code24.website.accessibility.semantics import Semantics
from code24.website.page import Page
from code24.website.vocabulary import HEADINGS
from code24.website.website import Website

HEADING = ", ".join(sorted(HEADINGS))
_AROUND = 5
"""Elements up to which a heading is looked for."""


@dataclass(frozen=True, eq=False)
class Naming:
    """A document that is edited, with the names that it has now."""

    document: Document
    original: Page
    website: Website

    @cached_property
    def page(self) -> Page:
        """The edited document as a page."""
        return Page(self.original.path, self.original.text, self.document)

    @cached_property
    def names(self) -> Names:
        """Names at the start of the fix."""
        return Names(Semantics(self.page))

    @property
    def semantics(self) -> Semantics:
        """Roles at the start of the fix."""
        return self.names.semantics

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What to say, in the page's language."""
        return words_for(self.original, self.website)

    @cached_property
    def field_words(self) -> Mapping[str, str]:
        """What fields are called, in the page's language."""
        return field_words(self.original, self.website)

    @cached_property
    def site_name(self) -> str:
        """What the site calls itself: `og:site_name`, else the last part of its title."""
        for page in (self.website.page_at.get("/index.html", self.original), self.original):
            if name := tidy(page.meta("og:site_name")):
                return name
        for title in self.original.named("title"):
            return tidy(_title_part(title.text))
        return ""

    def change(self, what: str, element: Element, after: str = "", before: str = "") -> Change:
        """A note of what was done to an element."""
        return Change(path=self.original.path, what=what, selector=element.css_path(), before=before, after=after)

    def unique_id(self, wish: str) -> str:
        """An id that no element has yet; it is taken from then on."""
        number = 1
        while (candidate := wish if number == 1 else f"{wish}-{number}") in self._ids:
            number += 1
        self._ids.add(candidate)
        return candidate

    @cached_property
    def _ids(self) -> set[str]:
        return {element.attr("id") or "" for element in self.document.iter_elements() if "id" in element.attrs}

    def heading_around(self, element: Element, levels: int = _AROUND) -> str:
        """The words of the only heading of the smallest part around an element that has one."""
        current = element.parent
        for _ in range(levels):
            if not isinstance(current, Element) or current.tag in {"body", "main", "html"}:
                return ""
            found = [one for one in current.select(HEADING) if element not in one.ancestors]
            if found:
                return tidy(self.names.content(found[0])) if len(found) == 1 else ""
            current = current.parent
        return ""

    def heading_before(self, element: Element) -> str:
        """The words of the last heading before an element."""
        for number, node in enumerate(element.preceding):
            if number > 3_000:
                break
            if isinstance(node, Element) and node.tag in HEADINGS and (text := tidy(self.names.content(node))):
                return text
        return ""


def _title_part(title: str) -> str:
    for mark in (" | ", " \u2013 ", " \u2014 ", " - ", " · ", " :: "):
        if mark in title:
            return title.rpartition(mark)[2] if len(title.rpartition(mark)[2]) > 2 else title.partition(mark)[0]
    return title


def text_before(element: Element) -> str:
    """The words that stand directly before an element in its line."""
    for node in element.previous_siblings:
        if isinstance(node, Text):
            if text := tidy(node.data):
                return text
        elif isinstance(node, Element):
            if node.tag in {"input", "select", "textarea", "button", "hr", "table", "form"}:
                return ""
            if text := tidy(node.text):
                return text if len(text) <= 60 else ""
    return ""


def text_after(element: Element) -> Iterator[str]:
    """The words that stand directly after an element in its line."""
    for node in element.next_siblings:
        if isinstance(node, Text) and tidy(node.data):
            yield tidy(node.data)
            return
        if isinstance(node, Element):
            if node.tag in {"span", "label", "b", "strong", "em", "a", "small"} and tidy(node.text):
                yield tidy(node.text)
            return
