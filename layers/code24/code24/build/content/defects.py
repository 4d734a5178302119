"""What is wrong with written content, whoever wrote it: structure, lengths, targets, facts, unsupported claims."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from code24.ai.given import LISTS, Given, given_in, own_captions, own_descriptions
from code24.build.content.claims import Said, supported_target, unsupported_claims
from code24.build.content.models import Item, PageContent, SectionContent, SiteContent
from code24.build.design.models import DesignPlan, Page, Section, SectionKind
from code24.build.models import Brief

TITLE = (40, 60)
DESCRIPTION = (120, 160)
HEADING = (1, 80)
NAV_LABEL = (1, 30)
LABEL = (1, 60)
PARAGRAPH = (0, 1_200)
_SLOT = re.compile(
    r"\{\w*\}|\{\{|\}\}|\{%|\$\{|\[(?:insert|your|name|placeholder|todo)\b|lorem ipsum|(?-i:\b(?:TODO|TBD)\b)",
    re.IGNORECASE,
)
_UNTIDY = re.compile(
    r"^\s|\s$|\s{2,}|[\x00-\x1f\x7f]|\.\.(?!\.)(?<!\.\.\.)|,,|;;|\s[,.](?=\s|$)|[^\S\u00a0\u202f][;!?](?=\s|$)"
)
_AROUND = 10


@dataclass(frozen=True)
class Defect:
    """One thing wrong: on a page, in a section of it, or in its head (`section` is None)."""

    path: str
    section: str | None
    message: str


@dataclass(frozen=True)
class Stated:
    """What the owner stated, in the forms that texts are compared with."""

    said: Said
    given: Given
    alts: dict[str, str]
    captions: dict[str, str]

    @staticmethod
    def by(brief: Brief, plan: DesignPlan) -> "Stated":
        """What a brief and a plan state."""
        return Stated(Said.by(brief, plan), given_in(brief), own_descriptions(brief), own_captions(brief))


def defects_of(content: SiteContent, brief: Brief, plan: DesignPlan) -> tuple[Defect, ...]:
    """All defects of a site's words; none where they may be published."""
    return tuple(_defects(content, brief, plan))


def _defects(content: SiteContent, brief: Brief, plan: DesignPlan) -> Iterator[Defect]:
    stated = Stated.by(brief, plan)
    if content.language != brief.language:
        yield Defect("", None, f"language is {content.language}, the brief's is {brief.language}")
    if [(p.kind, p.path) for p in content.pages] != [(p.kind, p.path) for p in plan.pages]:
        yield Defect("", None, "pages differ from the plan's")
        return
    for message in text_defects(content.tagline, (1, 200), stated.said):
        yield Defect("", None, f"tagline: {message}")
    titles: set[str] = set()
    descriptions: set[str] = set()
    for written, planned in zip(content.pages, plan.pages, strict=True):
        for message in head_defects(written, titles, descriptions, stated.said):
            yield Defect(planned.path, None, message)
        titles.add(written.title.casefold())
        descriptions.add(written.description.casefold())
        if [s.id for s in written.sections] != [s.id for s in planned.sections]:
            yield Defect(planned.path, None, "sections differ from the plan's")
            continue
        for words, section in zip(written.sections, planned.sections, strict=True):
            for message in section_defects(words, section, planned, plan, stated):
                yield Defect(planned.path, section.id, message)


def text_defects(text: str, length: tuple[int, int], said: Said, *, laws: bool = False) -> Iterator[str]:
    """What is wrong with one text. What is untidy in the owner's own words is no defect."""
    if not length[0] <= len(text) <= length[1]:
        yield f"{len(text)} characters, should be {length[0]} to {length[1]}: {text[:40]!r}"
    if (found := _SLOT.search(text)) and not said.supports(found[0]):
        yield f"unfilled slot {found[0]!r}"
    if found := _UNTIDY.search(text):
        around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
        if around.casefold() not in said.text:
            yield f"untidy text around {around!r}"
    yield from (f"not in the brief: {claim}" for claim in unsupported_claims(text, said, laws=laws))


def head_defects(page: PageContent, titles: set[str], descriptions: set[str], said: Said) -> Iterator[str]:
    """What is wrong with a page's title, description and navigation label; other pages' are in lower case."""
    for name, text, length in (
        ("title", page.title, TITLE),
        ("description", page.description, DESCRIPTION),
        ("nav label", page.nav_label, NAV_LABEL),
    ):
        yield from (f"{name}: {message}" for message in text_defects(text, length, said))
    if page.title.casefold() in titles:
        yield f"title: {page.title!r} is another page's already"
    if page.description.casefold() in descriptions:
        yield f"description: {page.description!r} is another page's already"


def section_defects(
    words: SectionContent, section: Section, page: Page, plan: DesignPlan, stated: Stated
) -> Iterator[str]:
    """What is wrong with one section."""
    said, laws = stated.said, section.kind is SectionKind.PROSE
    if words.kind is not section.kind:
        yield f"kind is {words.kind}, the plan's is {section.kind}"
    yield from text_defects(words.heading, HEADING, said)
    for text, longest in [(words.eyebrow, (0, 80)), *((paragraph, PARAGRAPH) for paragraph in words.paragraphs)]:
        yield from text_defects(text, longest, said, laws=laws)
    yield from _item_defects(words, section, stated)
    yield from _picture_defects(words, section, stated)
    for action in words.actions:
        yield from text_defects(action.label, LABEL, said)
        if not target_exists(action.target, page, plan) or not supported_target(action.target, said):
            yield f"leads nowhere: {action.target}"


def _item_defects(words: SectionContent, section: Section, stated: Stated) -> Iterator[str]:
    """What is wrong with a section's items: too many, not the facts that were stated, or unsupported."""
    facts = stated.given.items(section.kind)
    if facts is not None:
        room = section.items or len(facts)
        if words.items != facts[:room]:
            yield f"the items are not the {len(facts)} that the owner stated"
        return
    prose, unlimited = section.kind is SectionKind.PROSE, section.kind in LISTS and not section.items
    if len(words.items) > section.items and not prose and not unlimited:
        yield f"{len(words.items)} items, the plan has room for {section.items}"
    own = stated.given.own_questions
    for item in words.items:
        if (item.title, item.text) not in own:
            yield from _one_item(item, stated.said, laws=prose)


def _one_item(item: Item, said: Said, *, laws: bool) -> Iterator[str]:
    yield from text_defects(item.title, (1, 120), said, laws=laws)
    for text in (item.text, item.group, *item.includes):
        yield from text_defects(text, PARAGRAPH, said, laws=laws)
    for name, fact in (("price", item.price), ("detail", item.detail)):
        if fact and not said.supports(fact):
            yield f"not in the brief: {name} {fact}"


def _picture_defects(words: SectionContent, section: Section, stated: Stated) -> Iterator[str]:
    """What is wrong with what is said of pictures: where the owner said something, nothing else may stand."""
    shown = {*section.pictures, *(item.picture for item in words.items if item.picture)}
    if missing := shown - words.alts.keys():
        yield f"no alternative text for {', '.join(sorted(missing))}"
    for image, text in words.alts.items():
        if text != stated.alts.get(image, text):
            yield f"the alternative text of {image} is not the owner's"
        elif image not in stated.alts:
            yield from text_defects(text, (0, 250), stated.said)
    for image, text in words.captions.items():
        if text != stated.captions.get(image):
            yield f"the caption of {image} is not the owner's"


def target_exists(target: str, page: Page, plan: DesignPlan) -> bool:
    """Whether a target is a page of the plan, an anchor on a page of it, `mailto:` or `tel:`."""
    if target.startswith(("mailto:", "tel:")):
        return len(target) > len("mailto:")
    path, _, anchor = target.partition("#")
    found = page if not path else next((other for other in plan.pages if other.path == path), None)
    if found is None or (not path and not anchor):
        return False
    return not anchor or any(section.id == anchor for section in found.sections)
