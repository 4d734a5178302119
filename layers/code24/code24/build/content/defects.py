"""What is wrong with written content, whoever wrote it: structure, lengths, targets, unsupported claims."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from code24.build.content.claims import Said, supported_target, unsupported_claims
from code24.build.content.models import PageContent, SectionContent, SiteContent
from code24.build.design.models import DesignPlan, Page, Section
from code24.build.models import Brief

TITLE = (10, 60)
DESCRIPTION = (50, 160)
HEADING = (1, 80)
NAV_LABEL = (1, 30)
LABEL = (1, 60)
_SLOT = re.compile(
    r"\{\w*\}|\{\{|\}\}|\{%|\$\{|\[(?:insert|your|name|placeholder|todo)\b|lorem ipsum|\bTODO\b|\bTBD\b", re.IGNORECASE
)
_UNTIDY = re.compile(r"^\s|\s$|\s{2,}|[\x00-\x1f\x7f]|\.\.(?!\.)(?<!\.\.\.)|,,|;;|\s[,.;!?](?=\s|$)")


@dataclass(frozen=True)
class Defect:
    """One thing wrong: on a page, in a section of it, or in its head (`section` is None)."""

    path: str
    section: str | None
    message: str


def defects_of(content: SiteContent, brief: Brief, plan: DesignPlan) -> tuple[Defect, ...]:
    """All defects of a site's words; none where they may be published."""
    return tuple(_defects(content, brief, plan))


def _defects(content: SiteContent, brief: Brief, plan: DesignPlan) -> Iterator[Defect]:
    said = Said.by(brief)
    if content.language != brief.language:
        yield Defect("", None, f"language is {content.language}, the brief's is {brief.language}")
    if [(p.kind, p.path) for p in content.pages] != [(p.kind, p.path) for p in plan.pages]:
        yield Defect("", None, "pages differ from the plan's")
        return
    for message in text_defects(content.tagline, (1, 200), said):
        yield Defect("", None, f"tagline: {message}")
    titles: set[str] = set()
    for written, planned in zip(content.pages, plan.pages, strict=True):
        for message in head_defects(written, titles, said):
            yield Defect(planned.path, None, message)
        titles.add(written.title.casefold())
        if [s.id for s in written.sections] != [s.id for s in planned.sections]:
            yield Defect(planned.path, None, "sections differ from the plan's")
            continue
        for words, section in zip(written.sections, planned.sections, strict=True):
            for message in section_defects(words, section, planned, plan, said):
                yield Defect(planned.path, section.id, message)


def text_defects(text: str, length: tuple[int, int], said: Said) -> Iterator[str]:
    """What is wrong with one text."""
    if not length[0] <= len(text) <= length[1]:
        yield f"{len(text)} characters, should be {length[0]} to {length[1]}: {text[:40]!r}"
    if (found := _SLOT.search(text)) and not said.supports(found[0]):
        yield f"unfilled slot {found[0]!r}"
    if found := _UNTIDY.search(text):
        yield f"untidy text around {text[max(0, found.start() - 10) : found.end() + 10]!r}"
    yield from (f"not in the brief: {claim}" for claim in unsupported_claims(text, said))


def head_defects(page: PageContent, titles: set[str], said: Said) -> Iterator[str]:
    """What is wrong with a page's title, description and navigation label."""
    for name, text, length in (
        ("title", page.title, TITLE),
        ("description", page.description, DESCRIPTION),
        ("nav label", page.nav_label, NAV_LABEL),
    ):
        yield from (f"{name}: {message}" for message in text_defects(text, length, said))
    if page.title.casefold() in titles:
        yield f"title: {page.title!r} is another page's already"


def section_defects(words: SectionContent, section: Section, page: Page, plan: DesignPlan, said: Said) -> Iterator[str]:
    """What is wrong with one section."""
    if words.kind is not section.kind:
        yield f"kind is {words.kind}, the plan's is {section.kind}"
    if len(words.items) > section.items:
        yield f"{len(words.items)} items, the plan has room for {section.items}"
    yield from text_defects(words.heading, HEADING, said)
    for text, longest in [(words.eyebrow, 80)] + [(paragraph, 1_200) for paragraph in words.paragraphs]:
        yield from text_defects(text, (0, longest), said)
    for item in words.items:
        yield from text_defects(item.title, (1, 120), said)
        yield from text_defects(item.text, (0, 600), said)
    for action in words.actions:
        yield from text_defects(action.label, LABEL, said)
        if not target_exists(action.target, page, plan) or not supported_target(action.target, said):
            yield f"leads nowhere: {action.target}"


def target_exists(target: str, page: Page, plan: DesignPlan) -> bool:
    """Whether a target is a page of the plan, an anchor on a page of it, `mailto:` or `tel:`."""
    if target.startswith(("mailto:", "tel:")):
        return len(target) > len("mailto:")
    path, _, anchor = target.partition("#")
    found = page if not path else next((other for other in plan.pages if other.path == path), None)
    if found is None or (not path and not anchor):
        return False
    return not anchor or any(section.id == anchor for section in found.sections)
