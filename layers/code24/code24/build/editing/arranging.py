"""Edits of the plan: how a section is arranged, where it stands, and whether it is there at all."""

from collections.abc import Iterator

from code24.build.content.models import SectionContent
from code24.build.design.album import PICTURED
from code24.build.design.arrangements import ARRANGEMENTS, possible_arrangements
from code24.build.design.facts import Facts
from code24.build.design.models import DesignRequest, Page, PageKind, Section, SectionKind
from code24.build.editing.models import Move, Rearrange, Remove, SiteParts
from code24.build.editing.places import page_at, position_of, section_at, with_page, with_section
from code24.errors import InvalidRequest


def rearranged(parts: SiteParts, edit: Rearrange) -> SiteParts:
    """The section in another of its kind's arrangements."""

    def change(section: Section, text: SectionContent) -> tuple[Section, SectionContent]:
        possible = arrangements_of(parts, section)
        if edit.arrangement not in possible:
            message = f"this section can be arranged as {', '.join(possible)}"
            raise InvalidRequest(message, field="arrangement")
        return section.model_copy(update={"arrangement": edit.arrangement}), text

    return with_section(parts, edit.page, edit.section, change)


def arrangements_of(parts: SiteParts, section: Section) -> tuple[str, ...]:
    """What a section can be arranged as with what it holds; the present arrangement is among it."""
    request = DesignRequest(brief=parts.brief, market_research=parts.market_research, pictures=parts.pictures)
    possible = possible_arrangements(section.kind, Facts.of(request, parts.market_research))
    needed = PICTURED if section.kind is SectionKind.HERO else {}
    return tuple(
        arrangement
        for arrangement in ARRANGEMENTS[section.kind]
        if arrangement == section.arrangement
        or (arrangement in possible and len(section.pictures) >= needed.get(arrangement, 0))
    )


def moved(parts: SiteParts, edit: Move) -> SiteParts:
    """The section in another place of its page.

    The first place is fixed: its section has the page's main heading, so that a change there would change two sections.
    """
    section_at(parts, edit.page, edit.section)
    page, words = page_at(parts, edit.page)
    at, last = position_of(page, edit.section), len(page.sections) - 1
    if at == 0:
        raise InvalidRequest("the first section holds the page's main heading and stays first", field="section")
    if not 1 <= edit.to <= last:
        raise InvalidRequest(f"must be from 1 to {last} on this page", field="to")
    return with_page(
        parts,
        page.model_copy(update={"sections": _moved(page.sections, at, edit.to)}),
        words.model_copy(update={"sections": _moved(words.sections, at, edit.to)}),
    )


def _moved[Part](parts: tuple[Part, ...], at: int, to: int) -> tuple[Part, ...]:
    rest = [*parts[:at], *parts[at + 1 :]]
    return (*rest[:to], parts[at], *rest[to:])


def removed(parts: SiteParts, edit: Remove) -> SiteParts:
    """The page without the section."""
    section, _ = section_at(parts, edit.page, edit.section)
    page, words = page_at(parts, edit.page)
    if reason := why_it_stays(parts, page, section):
        raise InvalidRequest(reason, field="section")
    at = position_of(page, edit.section)
    return with_page(
        parts,
        page.model_copy(update={"sections": (*page.sections[:at], *page.sections[at + 1 :])}),
        words.model_copy(update={"sections": (*words.sections[:at], *words.sections[at + 1 :])}),
    )


def why_it_stays(parts: SiteParts, page: Page, section: Section) -> str | None:
    """Why a section cannot be removed: the law, its page or a link needs it. None where it can."""
    if page.sections[0].id == section.id:
        return "the first section holds the page's main heading and stays"
    if page.kind.legal:
        return "what stands on legal pages stays; its texts can be edited"
    if page.kind is PageKind.CONTACT and section.kind is SectionKind.CONTACT:
        return "the contact page needs its contact section"
    others = [where for where in linking(parts, page.path, section.id) if where != (page.path, section.id)]
    if others:
        where = ", ".join(f"{other} on {path}" for path, other in others[:3])
        return f"{where} links to it; edit or remove that first"
    return None


def linking(parts: SiteParts, path: str, section_id: str) -> Iterator[tuple[str, str]]:
    """The sections (page, id) with a call to action that leads to a section."""
    for words in parts.content.pages:
        for text in words.sections:
            targets = {target if not target.startswith("#") else words.path + target for target in _targets(text)}
            if f"{path}#{section_id}" in targets:
                yield words.path, text.id


def _targets(text: SectionContent) -> tuple[str, ...]:
    return tuple(action.target for action in text.actions)
