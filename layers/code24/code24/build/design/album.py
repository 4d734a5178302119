"""Which of the owner's pictures stand in which section."""

from collections.abc import Iterable
from dataclasses import dataclass

from code24.build.design.facts import SHOWN, Facts
from code24.build.design.models import SectionKind
from code24.build.models import ImageRole
from code24.build.pictures.models import Picture
from code24.types import ImageId

ROOM = {SectionKind.HERO: 3, SectionKind.STORY: 1, SectionKind.GALLERY: 24}
"""How many pictures each kind of section shows at most. Sections with items show those of their items."""
PICTURED = {"cover": 1, "mosaic": 2}
"""How many pictures the arrangements of a first section need that cannot do with art."""
_HEROES = 6
_STORIES = 2
_GALLERY_ON_HOME = 12


@dataclass(frozen=True)
class Album:
    """Pictures by where they go. What belongs to an offer or a person stays with it, and is not here."""

    heroes: tuple[ImageId, ...] = ()
    """For the first sections of pages, the home page's first."""
    stories: tuple[ImageId, ...] = ()
    gallery: tuple[ImageId, ...] = ()
    """None, or enough for a gallery."""

    @classmethod
    def of(cls, facts: Facts) -> "Album":
        """Sort the pictures by their role.

        Pictures for the gallery fill the first section and the story where nothing else does, as long as a gallery is
        left; too few for a gallery all go there, and then to the first sections of other pages.
        """
        own = _own(facts)
        heroes = [picture for picture in own if picture.role is ImageRole.HERO]
        stories = [picture for picture in own if picture.role is ImageRole.STORY]
        rest = [picture for picture in own if picture.role is ImageRole.GALLERY]
        rest += [*heroes[_HEROES:], *stories[_STORIES:]]
        heroes, stories = heroes[:_HEROES], stories[:_STORIES]
        for place in (heroes, stories):
            if not place and rest and len(rest) != SHOWN:
                taken = next((picture for picture in rest if picture.width >= picture.height), rest[0])
                rest.remove(taken)
                place.append(taken)
        if len(rest) < SHOWN:
            heroes, rest = heroes + rest, []
        return cls(_ids(heroes), _ids(stories), _ids(rest))

    def shared(self) -> tuple[int, int]:
        """How many pictures of the gallery stand on the home page and on the about page, where there are two."""
        count = len(self.gallery)
        if count <= _GALLERY_ON_HOME:
            return count, 0
        about = max(count - _GALLERY_ON_HOME, SHOWN)
        return count - about, about


def _own(facts: Facts) -> list[Picture]:
    """Pictures that are not an offer's or a person's."""
    named = {*(offer.image for offer in facts.offers), *(person.image for person in facts.brief.team)}
    return [
        picture
        for picture in facts.pictures.pictures
        if picture.role in {ImageRole.HERO, ImageRole.STORY}
        or (picture.role is ImageRole.GALLERY and picture.id not in named)
    ]


def _ids(pictures: Iterable[Picture]) -> tuple[ImageId, ...]:
    return tuple(picture.id for picture in pictures)
