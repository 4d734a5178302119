"""Headings and the title: the outline by which visitors find their way."""

from collections.abc import Iterator

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible


@accessible("document-title", Severity.SERIOUS, "The page has a title", "2.4.2")
def document_title(told: Told) -> Iterator[Judged]:
    """What tabs and search results show."""
    titles = [title for title in told.page.named("title") if getattr(title.parent, "tag", "") == "head"]
    said = bool(titles) and bool(titles[0].text.strip())
    yield titles[0] if titles else None, "" if said else "The page has no title."


@accessible("heading-order", Severity.MODERATE, "No heading level is skipped on the way down", "1.3.1",
            fix="headings")  # fmt: skip
def heading_order(told: Told) -> Iterator[Judged]:
    """The first heading may have any level."""
    above = 0
    for heading, level in told.semantics.headings:
        skipped = above and level > above + 1
        yield heading, f"A heading of level {level} follows one of level {above}." if skipped else ""
        above = level


@accessible("page-has-heading-one", Severity.MODERATE, "The page has a heading of level 1", fix="headings")
def page_has_heading_one(told: Told) -> Iterator[Judged]:
    """What the page is about."""
    found = any(level == 1 for _, level in told.semantics.headings)
    yield None, "" if found else "No heading of level 1 says what the page is about."


@accessible("one-heading-one", Severity.MINOR, "The page has one heading of level 1", fix="headings", own=True)
def one_heading_one(told: Told) -> Iterator[Judged]:
    """Several say that the page is about several things; `h1` elements are counted."""
    found = [heading for heading in told.page.named("h1") if told.semantics.exposes(heading)]
    for number, heading in enumerate(found):
        yield heading, f"The page has {len(found)} headings of level 1; one should say what it is about." * bool(number)


@accessible("empty-heading", Severity.MINOR, "Headings have words", "1.3.1", fix="headings-empty")
def empty_heading(told: Told) -> Iterator[Judged]:
    """They are read in lists of headings."""
    for heading, _ in told.semantics.headings:
        yield heading, "" if told.names.of(heading) else "The heading is empty."


RULES = (document_title, empty_heading, heading_order, one_heading_one, page_has_heading_one)
