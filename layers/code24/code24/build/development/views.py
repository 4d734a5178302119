"""What the templates see: the plan and the content joined, every decision made."""

from dataclasses import dataclass

from markupsafe import Markup

from code24.build.brand.dice import Dice
from code24.build.content.models import Action, PageContent, SectionContent, SiteContent
from code24.build.design.arrangements import ARRANGEMENTS
from code24.build.design.models import DesignPlan, Page, PageKind, Section, SectionKind
from code24.build.development.art.ornaments import glyph, ornament
from code24.build.development.links import anchors_of, mail_link, phone_link, resolves
from code24.build.development.repairs import Repairs
from code24.build.development.rhythm import grounds
from code24.build.models import Brief

LONG_HEADING = {1: 48, 2: 60}
"""Characters from which a heading of that level is set smaller."""
LONG_WORD = 17
CITY_FIRST = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "US", "ZA"})
"""Countries that write the city before the postal code."""

PICTURES: dict[tuple[SectionKind, str], str] = {
    (SectionKind.HERO, "split"): "square",
    (SectionKind.HERO, "banner"): "tall",
    (SectionKind.HERO, "centered"): "wide",
    (SectionKind.HERO, "statement"): "wide",
    (SectionKind.HERO, "framed"): "wide",
    (SectionKind.HERO, "heading-art"): "square",
    (SectionKind.STORY, "split"): "square",
    (SectionKind.CONTACT, "panel"): "square",
    (SectionKind.CALL_TO_ACTION, "band"): "square",
    (SectionKind.CALL_TO_ACTION, "card"): "square",
    (SectionKind.MESSAGE, "centered"): "wide",
    (SectionKind.MESSAGE, "split"): "square",
}
"""The format of the ornament of an arrangement that has one."""
WITH_GLYPHS = frozenset(
    {(SectionKind.FEATURES, "cards"), (SectionKind.FEATURES, "columns"), (SectionKind.OFFERS, "cards")}
)


@dataclass(frozen=True)
class AddressView:
    """An address in lines, in the order of its country."""

    street: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ContactView:
    """How to reach the business."""

    phone: str | None
    phone_link: str
    email: str | None
    mail_link: str
    address: AddressView | None

    @property
    def any(self) -> bool:
        """True when there is at least one way."""
        return bool(self.phone or self.email or self.address)


@dataclass(frozen=True)
class SectionView:
    """One section, ready for its template."""

    id: str
    kind: str
    arrangement: str
    content: SectionContent
    actions: tuple[Action, ...]
    level: int
    """Heading level: 1 for the first section of a page, else 2."""
    long_heading: bool
    tone: str
    art: Markup
    glyphs: tuple[Markup, ...]
    fit: str
    brief: bool
    """True when no item has more than a title."""


@dataclass(frozen=True)
class PageView:
    """One page, ready for its template."""

    kind: str
    path: str
    url: str
    label: str
    title: str
    description: str
    sections: tuple[SectionView, ...]
    structured_data: Markup


def contact_view(brief: Brief) -> ContactView:
    """The contact details of a brief with their links."""
    contact, address = brief.contact, None
    if contact.address:
        given = contact.address
        parts = [given.postal_code or "", given.city]
        if given.country in CITY_FIRST:
            parts.reverse()
        address = AddressView(given.street, (" ".join(part for part in parts if part),))
    return ContactView(
        phone=contact.phone,
        phone_link=phone_link(contact.phone or ""),
        email=contact.email,
        mail_link=mail_link(contact.email or ""),
        address=address,
    )


def fit_class(count: int) -> str:
    """How many items a grid of three columns is left with in its last row, as a class (empty for a full row)."""
    if count == 1:
        return "fit-one"
    rest = {1: "fit-1", 2: "fit-2"}.get(count % 3, "")
    return f"{rest} fit-odd".strip() if count % 2 else rest


def is_long(heading: str, level: int) -> bool:
    """True for a heading that would fill a phone's screen in the largest size."""
    return len(heading) > LONG_HEADING[level] or max((len(word) for word in heading.split()), default=0) > LONG_WORD


def section_actions(section: SectionContent, path: str, anchors: dict[str, frozenset[str]]) -> tuple[Action, ...]:
    """The section's actions that lead somewhere; targets on the same page become plain anchors."""
    found = []
    for action in section.actions:
        if resolves(action.target, path, anchors):
            target = action.target.removeprefix(path) if action.target.startswith(f"{path}#") else action.target
            found.append(Action(label=action.label, target=target))
    return tuple(found)


def page_view(
    plan: DesignPlan, page: Page, words: PageContent, *, origin: str, data: Markup, repairs: Repairs
) -> PageView:
    """A page of the plan with its words."""
    style, anchors = plan.style, anchors_of(plan)
    plain = page.path in repairs.plain
    tones = grounds(
        style.family,
        tuple(section.kind for section in page.sections),
        page.sections[0].arrangement,
        Dice("rhythm", style.seed, page.path),
    )

    def view(at: int, section: Section, text: SectionContent) -> SectionView:
        level = 1 if at == 0 else 2
        arrangement = ARRANGEMENTS[section.kind][0] if plain else section.arrangement
        part = f"{page.path}{section.id}"
        shape = PICTURES.get((section.kind, arrangement))
        glyphs = (section.kind, arrangement) in WITH_GLYPHS
        return SectionView(
            id=section.id,
            kind=section.kind.value,
            arrangement=arrangement,
            content=text,
            actions=() if page.path in repairs.without_actions else section_actions(text, page.path, anchors),
            level=level,
            long_heading=is_long(text.heading, level),
            tone=f"tone-{tones[at]}",
            art=ornament(style.ornament, shape, style.seed, part) if shape and not plain else Markup(),
            glyphs=tuple(glyph(style.seed, part, number) for number in range(len(text.items) if glyphs else 0)),
            fit=fit_class(len(text.items)),
            brief=not any(item.text for item in text.items),
        )

    return PageView(
        kind=page.kind.value,
        path=page.path,
        url=origin + page.path,
        label=words.nav_label,
        title=words.title,
        description=words.description,
        sections=tuple(view(at, *both) for at, both in enumerate(zip(page.sections, words.sections, strict=True))),
        structured_data=Markup() if page.kind is PageKind.NOT_FOUND or page.path in repairs.without_data else data,
    )


def header_action(content: SiteContent, plan: DesignPlan) -> tuple[Action, bool] | None:
    """The first call to action of the home page, for the header of every page; and if it is in the other language."""
    home = content.pages[0]
    anchors = anchors_of(plan)
    for section in home.sections:
        for action in section_actions(section, "/", anchors):
            target = f"/{action.target}" if action.target.startswith("#") else action.target
            return Action(label=action.label, target=target), "actions" in section.in_interface_language
    return None
