"""What an owner can choose from in a plan."""

from code24.build.design.album import PICTURED, ROOM
from code24.build.design.archetypes import NAMES
from code24.build.design.arrangements import ARRANGEMENTS, FOOTERS, HEADERS
from code24.build.design.checking import FIRST, MOST_ITEMS, MOST_SECTIONS, ORNAMENTS, REPEATABLE, WITH_ITEMS
from code24.build.design.families import FAMILIES
from code24.build.design.grounds import GROUNDS
from code24.build.design.models import PageKind, SectionKind
from code24.models import Model


class SectionChoice(Model):
    """A kind of section."""

    kind: SectionKind
    arrangements: tuple[str, ...]
    """The plainest first."""
    first: bool
    """Whether it opens a page; such kinds stand nowhere else."""
    most: int
    """How many of the kind a page may have."""
    items: int
    """The most items that it can hold; 0 where it has none."""
    pictures: int
    """The most pictures that it shows itself."""
    needs_pictures: dict[str, int]
    """How many pictures each arrangement needs that cannot do without."""


class PlanChoices(Model):
    """All choices of a plan."""

    pages: tuple[PageKind, ...]
    sections: tuple[SectionChoice, ...]
    most_sections: int
    """On one page."""
    grounds: tuple[str, ...]
    families: tuple[str, ...]
    ornaments: tuple[str, ...]
    archetypes: tuple[str, ...]
    headers: tuple[str, ...]
    footers: tuple[str, ...]


def plan_choices() -> PlanChoices:
    """The choices, the same for every business; what a business can fill of them is told by checking a plan."""
    return PlanChoices(
        pages=tuple(PageKind),
        sections=tuple(map(_choice, SectionKind)),
        most_sections=MOST_SECTIONS,
        grounds=tuple(GROUNDS),
        families=tuple(family.name for family in FAMILIES),
        ornaments=ORNAMENTS,
        archetypes=tuple(NAMES),
        headers=HEADERS,
        footers=FOOTERS,
    )


def _choice(kind: SectionKind) -> SectionChoice:
    return SectionChoice(
        kind=kind,
        arrangements=ARRANGEMENTS[kind],
        first=kind in FIRST,
        most=2 if kind in REPEATABLE else 1,
        items=MOST_ITEMS if kind in WITH_ITEMS else 0,
        pictures=ROOM.get(kind, 0),
        needs_pictures=PICTURED if kind is SectionKind.HERO else {},
    )
