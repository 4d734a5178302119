"""The sections of every page: what stands on it, in which arrangement, on which ground, with which pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.design.album import PICTURED, ROOM, Album
from code24.build.design.archetypes import Archetype
from code24.build.design.arrangements import DRAWN
from code24.build.design.facts import Facts
from code24.build.design.families import Family
from code24.build.design.grounds import grounds
from code24.build.design.models import PageKind, Section, SectionKind
from code24.build.design.orders import orders_of
from code24.build.design.preferences import arrangement_for
from code24.types import ImageId

IDS = {SectionKind.MENU: "dishes"}
"""Ids that are not the kind's name: `menu` is the navigation's on every page."""
HOME_ITEMS = {
    SectionKind.FEATURES: 3,
    SectionKind.OFFERS: 6,
    SectionKind.MENU: 8,
    SectionKind.PRICE_LIST: 8,
    SectionKind.PRODUCTS: 6,
    SectionKind.STEPS: 3,
    SectionKind.QUESTIONS: 5,
}
INNER_ITEMS = {
    SectionKind.FEATURES: 4,
    SectionKind.OFFERS: 12,
    SectionKind.STEPS: 4,
    SectionKind.QUESTIONS: 6,
    SectionKind.PROSE: 40,
}
OFFERINGS = frozenset(
    {SectionKind.OFFERS, SectionKind.MENU, SectionKind.PRICE_LIST, SectionKind.PRODUCTS, SectionKind.PLANS}
)
"""The kinds that can show what a business offers."""
ALIKE = frozenset({SectionKind.PROSE, SectionKind.MESSAGE})
"""Kinds that look the same on all of a site's pages."""
MOST_DRAWN = 2
"""Large drawings on one page: all of them are of the same ornament."""
STORY_PAGES = (PageKind.HOME, PageKind.ABOUT)


@dataclass(frozen=True)
class Planner:
    """Plans the sections of one site."""

    facts: Facts
    family: Family
    archetype: Archetype
    pages: tuple[PageKind, ...]

    def sections(self) -> dict[PageKind, tuple[Section, ...]]:
        """The sections of each page. A kind occurs once on a page, so its id is the same in every build."""
        orders = orders_of(self.facts, self.archetype, self.pages, self._dice("orders"))
        arranged = {page: self._arranged(page, kinds) for page, kinds in orders.items()}
        pictures = self._pictures(arranged)
        return {page: self._sections(page, arranged[page], pictures) for page in orders}

    def _dice(self, *purpose: str) -> Dice:
        brief = self.facts.brief
        return Dice("design", *purpose, brief.name, brief.business_type, brief.primary_goal)

    def _arranged(self, page: PageKind, kinds: tuple[SectionKind, ...]) -> tuple[tuple[SectionKind, str], ...]:
        album, found = Album.of(self.facts), list[tuple[SectionKind, str]]()
        drawn = 0
        for kind in kinds:
            dice = self._dice("arrangement", kind) if kind in ALIKE else self._dice("arrangement", page, kind)
            if kind is SectionKind.HERO:
                arrangement = self._opening(page, len(album.heroes), dice)
            elif kind is SectionKind.STORY and album.stories and page in STORY_PAGES:
                arrangement = "split"
            else:
                arrangement = arrangement_for(
                    self.family.name,
                    kind,
                    self.facts,
                    dice,
                    besides=found[-1][1] if found else "",
                    undrawn=drawn >= MOST_DRAWN,
                )
                drawn += (kind, arrangement) in DRAWN
            if kind is SectionKind.HERO:
                drawn += arrangement != "heading" and not album.heroes
            found.append((kind, arrangement))
        return tuple(found)

    def _opening(self, page: PageKind, pictures: int, dice: Dice) -> str:
        """The arrangement of a first section with a headline."""
        if page is not PageKind.HOME:
            return dice.weighted({"heading": 1, "heading-art": 2})
        choices = self.family.pictured if pictures else self.family.heroes
        return dice.weighted({name: weight for name, weight in choices.items() if pictures >= PICTURED.get(name, 0)})

    def _pictures(
        self, arranged: Mapping[PageKind, tuple[tuple[SectionKind, str], ...]]
    ) -> dict[tuple[PageKind, SectionKind], tuple[ImageId, ...]]:
        """The pictures of the sections that show some."""
        album = Album.of(self.facts)
        placed: dict[tuple[PageKind, SectionKind], tuple[ImageId, ...]] = {}
        heroes = album.heroes
        for page, sections in arranged.items():
            for kind, arrangement in sections:
                if kind is SectionKind.HERO and heroes and arrangement != "heading":
                    count = ROOM[kind] if arrangement == "mosaic" else 1
                    placed[page, kind], heroes = heroes[:count], heroes[count:]
        stories = [page for page in STORY_PAGES if (SectionKind.STORY, "split") in arranged.get(page, ())]
        for at, page in enumerate(stories if album.stories else ()):
            placed[page, SectionKind.STORY] = (album.stories[min(at, len(album.stories) - 1)],)
        galleries = [page for page in STORY_PAGES if SectionKind.GALLERY in dict(arranged.get(page, ()))]
        home, _ = album.shared() if len(galleries) > 1 else (len(album.gallery), 0)
        for page, part in zip(galleries, (album.gallery[:home], album.gallery[home:]), strict=False):
            placed[page, SectionKind.GALLERY] = part
        return placed

    def _sections(
        self,
        page: PageKind,
        arranged: tuple[tuple[SectionKind, str], ...],
        pictures: Mapping[tuple[PageKind, SectionKind], tuple[ImageId, ...]],
    ) -> tuple[Section, ...]:
        tones = grounds(self.family.name, arranged, self._dice("rhythm", page))
        return tuple(
            Section(
                id=IDS.get(kind, kind.value),
                kind=kind,
                arrangement=arrangement,
                items=self._items(page, kind),
                ground=ground,
                pictures=pictures.get((page, kind), ()),
            )
            for (kind, arrangement), ground in zip(arranged, tones, strict=True)
        )

    def _items(self, page: PageKind, kind: SectionKind) -> int:
        """How many items a section may hold: a selection on the home page where another page has them all."""
        brief, offers = self.facts.brief, len(self.facts.offers)
        counted = {
            SectionKind.COMPARISON: offers,
            SectionKind.PLANS: offers,
            SectionKind.FIGURES: len(brief.figures),
            SectionKind.TEAM: len(brief.team),
            SectionKind.TESTIMONIALS: len(brief.testimonials),
        }
        if kind in counted:
            return counted[kind]
        home = HOME_ITEMS.get(kind, 0) if page is PageKind.HOME else 0
        if kind in OFFERINGS:
            return home if home and PageKind.OFFER in self.pages else max(INNER_ITEMS.get(kind, 0), offers)
        if kind is SectionKind.QUESTIONS:
            return max((home or INNER_ITEMS[kind]) if self.facts.spoken else 0, len(brief.questions))
        return home or INNER_ITEMS.get(kind, 0)
