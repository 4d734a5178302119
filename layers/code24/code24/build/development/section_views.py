"""One section of the plan with its words, every decision made.

What is shown follows from the section's own entry in the plan, its own words, the page's path and facts of the whole
site: never from its neighbours, so that editing one section leaves the others as they are. Only the first section of a
page differs: it holds the h1 and the picture that must not wait.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from code24.build.content.models import Action, SectionContent
from code24.build.design.arrangements import ARRANGEMENTS
from code24.build.design.models import Section, SectionKind, Style
from code24.build.development.art.ornaments import glyph, ornament
from code24.build.development.form_views import FormFacts, FormView, form_view
from code24.build.development.illustrations import GALLERY_SPACES, ITEM_SPACES, PLACES, WITH_GLYPHS, mosaic
from code24.build.development.item_views import (
    GroupView,
    InclusionRow,
    ItemView,
    groups_of,
    inclusions_of,
    item_view,
)
from code24.build.development.links import resolves
from code24.build.development.picture_views import PictureView, picture_view
from code24.build.pictures.models import Pictures

LONG_HEADING = {1: 48, 2: 60}
"""Characters from which a heading of that level is set smaller."""
LONG_WORD = 17
MEDIUM_TITLE = 24
"""Characters beyond which a page's title is set one step smaller."""
MEDIUM_WORD = 10
"""Characters of a word beyond which a heading is set one step smaller."""


@dataclass(frozen=True)
class SiteFacts:
    """What sections know about the site around them."""

    style: Style
    anchors: Mapping[str, frozenset[str]]
    """The anchors on each page (`links.anchors_of`)."""
    pictures: Pictures
    forms: FormFacts


@dataclass(frozen=True)
class VisualView:
    """A picture, or what is drawn in its place. Exactly one is there."""

    picture: PictureView | None
    art: Markup


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
    medium_heading: bool
    tone: str
    visuals: tuple[VisualView, ...]
    """What leads the section: its pictures, or drawings in their places."""
    pictures: tuple[PictureView, ...]
    """A gallery's pictures."""
    items: tuple[ItemView, ...]
    groups: tuple[GroupView, ...]
    inclusions: tuple[InclusionRow, ...]
    fit: str
    picture_fit: str
    spans: tuple[int, ...]
    """Widths of a mosaic's pictures in twelfths."""
    brief: bool
    """True when no item has more than a title."""
    pictured: bool
    """True when an item has a picture, so that all get the room for one."""
    form: FormView | None


def fit_class(count: int) -> str:
    """How many items a grid of three columns is left with in its last row, as a class (empty for a full row)."""
    if count == 1:
        return "fit-one"
    rest = {1: "fit-1", 2: "fit-2"}.get(count % 3, "")
    return f"{rest} fit-odd".strip() if count % 2 else rest


def is_long(heading: str, level: int) -> bool:
    """True for a heading that would fill a phone's screen in the largest size."""
    return len(heading) > LONG_HEADING[level] or _longest_word(heading) > LONG_WORD


def is_medium(heading: str, level: int) -> bool:
    """True for a heading whose lines would be too many, or whose words too wide, in the largest size."""
    return (level == 1 and len(heading) > MEDIUM_TITLE) or _longest_word(heading) > MEDIUM_WORD


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def section_actions(section: SectionContent, path: str, anchors: Mapping[str, frozenset[str]]) -> tuple[Action, ...]:
    """The section's actions that lead somewhere; targets on the same page become plain anchors."""
    found = []
    for action in section.actions:
        if resolves(action.target, path, anchors):
            target = action.target.removeprefix(path) if action.target.startswith(f"{path}#") else action.target
            found.append(Action(label=action.label, target=target))
    return tuple(found)


def section_view(
    section: Section, text: SectionContent, path: str, site: SiteFacts, *, first: bool, plain: bool, links: bool
) -> SectionView:
    """A section of the page at `path`.

    `first` is for the first one of its page; `plain` leaves out drawings and elaborate arrangements; without `links`
    it has no calls to action.
    """
    level = 1 if first else 2
    choices = ARRANGEMENTS[section.kind]
    arrangement = choices[0] if plain or section.arrangement not in choices else section.arrangement
    part = f"{path}{section.id}"
    items = _items(section.kind, arrangement, text, site, part, drawn=not plain)
    gallery = section.kind is SectionKind.GALLERY
    pictures = _pictures(section, text, site, GALLERY_SPACES[arrangement], first=first) if gallery else ()
    return SectionView(
        id=section.id,
        kind=section.kind.value,
        arrangement=arrangement,
        content=text,
        actions=section_actions(text, path, site.anchors) if links else (),
        level=level,
        long_heading=is_long(text.heading, level),
        medium_heading=is_medium(text.heading, level),
        tone=f"tone-{section.ground}",
        visuals=_visuals(section, arrangement, text, site, part, first=first, drawn=not plain),
        pictures=pictures,
        items=items,
        groups=groups_of(text.items, items),
        inclusions=inclusions_of(text.items),
        fit=fit_class(len(items)),
        picture_fit=fit_class(len(pictures)),
        spans=mosaic(len(pictures)),
        brief=not any(item.text for item in items),
        pictured=any(item.picture for item in items),
        form=form_view(section.kind, section.id, text, site.forms),
    )


def _pictures(
    section: Section, text: SectionContent, site: SiteFacts, space: str, *, first: bool
) -> tuple[PictureView, ...]:
    """The section's own pictures; the first one of a page is fetched at once."""
    found: list[PictureView] = []
    for image_id in section.pictures:
        picture = site.pictures.of(image_id)
        view = picture_view(picture, text, space, eager=first and not found) if picture else None
        found += [view] if view else []
    return tuple(found)


def _visuals(
    section: Section, arrangement: str, text: SectionContent, site: SiteFacts, part: str, *, first: bool, drawn: bool
) -> tuple[VisualView, ...]:
    place = PLACES.get((section.kind, arrangement))
    if place is None:
        return ()
    pictures = _pictures(section, text, site, place.space, first=first)[: place.count]
    drawings = (
        ornament(site.style.ornament, place.drawing, site.style.seed, f"{part}{number or ''}")
        for number in range(len(pictures), place.count if drawn else 0)
    )
    return (
        *(VisualView(picture, Markup()) for picture in pictures),
        *(VisualView(None, drawing) for drawing in drawings if drawing),
    )


def _items(
    kind: SectionKind, arrangement: str, text: SectionContent, site: SiteFacts, part: str, *, drawn: bool
) -> tuple[ItemView, ...]:
    space = ITEM_SPACES.get((kind, arrangement))
    glyphs = drawn and (kind, arrangement) in WITH_GLYPHS
    found = []
    for number, item in enumerate(text.items):
        picture = site.pictures.of(item.picture) if space and item.picture else None
        view = picture_view(picture, text, space) if picture and space else None
        found.append(item_view(item, view, glyph(site.style.seed, part, number) if glyphs and not view else Markup()))
    return tuple(found)
