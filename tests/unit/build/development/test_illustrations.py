import pytest

from code24.build.design.arrangements import ARRANGEMENTS, DRAWN
from code24.build.design.models import SectionKind
from code24.build.development.art.ornaments import FORMATS
from code24.build.development.illustrations import GALLERY_SPACES, ITEM_SPACES, PLACES, WITH_GLYPHS, mosaic
from code24.build.development.picture_views import SIZES


def test_every_place_belongs_to_an_arrangement_that_there_is() -> None:
    known = {(kind, arrangement) for kind, choices in ARRANGEMENTS.items() for arrangement in choices}
    assert set(PLACES) | set(ITEM_SPACES) | WITH_GLYPHS <= known
    assert set(GALLERY_SPACES) == set(ARRANGEMENTS[SectionKind.GALLERY])
    assert {place.space for place in PLACES.values()} | set(ITEM_SPACES.values()) <= set(SIZES)
    assert {place.drawing for place in PLACES.values()} <= set(FORMATS)


@pytest.mark.parametrize("count", range(25))
def test_every_row_of_a_mosaic_is_full(count: int) -> None:
    widths = mosaic(count)
    assert len(widths) == count
    room = 0
    for width in widths:
        room += width
        assert room <= 12
        room %= 12
    assert room == 0


def test_design_knows_what_is_drawn() -> None:
    leading = {SectionKind.HERO, SectionKind.MESSAGE}
    assert {place for place in PLACES if place[0] not in leading} == DRAWN
