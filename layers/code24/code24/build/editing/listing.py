"""What can be edited of a release."""

from code24.build.content.models import PageContent, SectionContent
from code24.build.design.models import Page, Section
from code24.build.editing.arranging import arrangements_of, why_it_stays
from code24.build.editing.models import EditablePage, EditableSection, EditableSite, SiteParts
from code24.build.editing.pictures import pictures_of
from code24.build.editing.texts import page_texts, section_texts
from code24.types import ReleaseId


def editable(parts: SiteParts, release_id: ReleaseId) -> EditableSite:
    """Every page with its sections, each with the edits that it takes and the texts that it has."""
    pages = zip(parts.design.pages, parts.content.pages, strict=True)
    return EditableSite(
        release_id=release_id,
        language=parts.content.language,
        colors=parts.brief.colors,
        pictures=tuple(picture.id for picture in parts.pictures.pictures),
        pages=tuple(_page(parts, page, words) for page, words in pages),
    )


def _page(parts: SiteParts, page: Page, words: PageContent) -> EditablePage:
    sections = zip(page.sections, words.sections, strict=True)
    return EditablePage(
        path=page.path,
        kind=page.kind,
        texts=page_texts(words),
        sections=tuple(_section(parts, page, section, text) for section, text in sections),
    )


def _section(parts: SiteParts, page: Page, section: Section, text: SectionContent) -> EditableSection:
    return EditableSection(
        id=section.id,
        kind=section.kind,
        arrangement=section.arrangement,
        arrangements=arrangements_of(parts, section),
        heading=text.heading,
        movable=section.id != page.sections[0].id and len(page.sections) > 2,
        removable=why_it_stays(parts, page, section) is None,
        texts=section_texts(text),
        pictures=pictures_of(section, text),
    )
