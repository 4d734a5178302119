"""Calls to action: there, early, clear, and leading somewhere."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.calls import calls_of, forms_of, is_dead, label_of, language_of, says_nothing
from code24.website.page import Page
from code24.website.website import Website

_NNG = "Nielsen Norman Group"
_EARLY = 200
"""Words that a visitor reads before a first call comes, at most: about a phone's first two screens."""
_ENOUGH_TEXT = 60
"""Words of a page that has something to ask for."""
_MOST_TOGETHER = 4


@page_rule(
    "call-to-action-present",
    Category.CONVERSION,
    Severity.SERIOUS,
    "Every page asks its visitors for a next step",
    ("Code24", "calls to action"),
)
def present(page: Page, website: Website) -> Iterator[Look]:
    if page.is_error_page or not page.indexable or len(page.document.text.split()) < _ENOUGH_TEXT:
        return
    if calls_of(page) or any(forms_of(page)):
        yield None
    else:
        yield Defect("Nothing on this page asks visitors for a next step: add a button to what they should do.")


@page_rule(
    "call-to-action-early",
    Category.CONVERSION,
    Severity.MODERATE,
    "The first call to action comes before visitors have to scroll far",
    (_NNG, "The Fold Manifesto"),
)
def early(page: Page, website: Website) -> Iterator[Look]:
    calls = calls_of(page)
    if not calls or page.is_error_page:
        return
    before = words_before(page, calls[0])
    yield (
        Defect(f"{before} words stand before the first call to action; ask within {_EARLY}.", calls[0])
        if before > _EARLY
        else None
    )


@page_rule(
    "call-to-action-words",
    Category.CONVERSION,
    Severity.MODERATE,
    "Buttons say what they do",
    (_NNG, "Better Link Labels: 4Ss for Encouraging Clicks"),
)
def clear(page: Page, website: Website) -> Iterator[Look]:
    language = language_of(page)
    for call in calls_of(page):
        said = label_of(call)
        yield (
            Defect(f"“{said}” does not say what happens next: name the action.", call)
            if says_nothing(said, "generic", language)
            else None
        )


@page_rule(
    "call-to-action-leads",
    Category.CONVERSION,
    Severity.SERIOUS,
    "Calls to action lead somewhere",
    ("Code24", "calls to action"),
)
def leads(page: Page, website: Website) -> Iterator[Look]:
    for call in calls_of(page):
        if call.tag != "a":
            continue
        said = f"“{label_of(call)}” leads nowhere (href=“{call.attr('href') or ''}”)."
        yield Defect(said, call) if is_dead(call) else None


@page_rule(
    "competing-calls",
    Category.CONVERSION,
    Severity.MINOR,
    "A section asks for few things at once",
    ("Hick's law", "Hick 1952, On the rate of gain of information"),
)
def competing(page: Page, website: Website) -> Iterator[Look]:
    for section in page.named("section", "header", "main"):
        inside = [call for call in calls_of(page) if _nearest(call) is section]
        if not inside:
            continue
        different = {label_of(call).casefold() for call in inside}
        is_list = len(inside) > len(different)
        yield (
            Defect(f"{len(different)} different calls to action stand side by side; two are enough.", section)
            if len(different) > _MOST_TOGETHER and not is_list
            else None
        )


def words_before(page: Page, element: object) -> int:
    """How many words of the page's body stand before an element, navigation and footer left out."""
    count = 0
    for each in page.elements:
        if each is element or each == element:
            break
        if each.tag in {"p", "li", "h1", "h2", "h3", "h4", "td", "dd", "dt", "blockquote"} and not each.closest("nav"):
            count += len(each.text.split())
    return count


def _nearest(element: object) -> object:
    return element.closest("section, header, main")  # type: ignore[attr-defined]


RULES = (present, early, clear, leads, competing)
