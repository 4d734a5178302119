"""Finding the page and the section that an edit names, and putting back what it made of them."""

from collections.abc import Callable

from code24.build.content.models import PageContent, SectionContent
from code24.build.design.models import Page, Section
from code24.build.editing.models import SiteParts
from code24.errors import InvalidRequest


def page_at(parts: SiteParts, path: str) -> tuple[Page, PageContent]:
    """The page in plan and content. Raises InvalidRequest."""
    for page, words in zip(parts.design.pages, parts.content.pages, strict=True):
        if page.path == path:
            return page, words
    known = ", ".join(page.path for page in parts.design.pages)
    raise InvalidRequest(f"there is no page {path[:80]!r}; there are {known}", field="page")


def section_at(parts: SiteParts, path: str, section_id: str) -> tuple[Section, SectionContent]:
    """The section in plan and content. Raises InvalidRequest."""
    page, words = page_at(parts, path)
    for section, text in zip(page.sections, words.sections, strict=True):
        if section.id == section_id:
            return section, text
    known = ", ".join(section.id for section in page.sections)
    raise InvalidRequest(f"{path} has no section {section_id[:80]!r}; it has {known}", field="section")


def position_of(page: Page, section_id: str) -> int:
    """The place of a section among those of its page."""
    return next(at for at, section in enumerate(page.sections) if section.id == section_id)


def with_page(parts: SiteParts, page: Page, words: PageContent) -> SiteParts:
    """The parts with a page in place of the one at its path."""
    pages = tuple(page if each.path == page.path else each for each in parts.design.pages)
    contents = tuple(words if each.path == words.path else each for each in parts.content.pages)
    return parts.model_copy(
        update={
            "design": parts.design.model_copy(update={"pages": pages}),
            "content": parts.content.model_copy(update={"pages": contents}),
        }
    )


def with_section(
    parts: SiteParts,
    path: str,
    section_id: str,
    change: Callable[[Section, SectionContent], tuple[Section, SectionContent]],
) -> SiteParts:
    """The parts with a section changed. Raises InvalidRequest where there is none."""
    changed = change(*section_at(parts, path, section_id))
    page, words = page_at(parts, path)
    at = position_of(page, section_id)
    planned = (*page.sections[:at], changed[0], *page.sections[at + 1 :])
    written = (*words.sections[:at], changed[1], *words.sections[at + 1 :])
    return with_page(
        parts, page.model_copy(update={"sections": planned}), words.model_copy(update={"sections": written})
    )
