from xml.etree import ElementTree as ET

import pytest

from code24.build.design.families import FAMILIES
from code24.build.development.art.ornaments import FORMATS, ORNAMENTS, glyph, ornament


@pytest.mark.parametrize("name", sorted(ORNAMENTS))
@pytest.mark.parametrize("shape", sorted(FORMATS))
def test_ornaments_are_silent_small_and_sized(name: str, shape: str) -> None:
    for seed in range(4):
        svg = ornament(name, shape, seed, "hero")
        root = ET.fromstring(svg)
        width, height = FORMATS[shape]
        assert (root.get("width"), root.get("height"), root.get("aria-hidden")) == (str(width), str(height), "true")
        assert {element.tag for element in root} == {"path"}
        assert len(svg) < 22_000


def test_families_name_ornaments_that_exist_and_all_are_in_use() -> None:
    assert {name for family in FAMILIES for name in family.ornaments} == set(ORNAMENTS)


def test_pictures_of_one_site_differ_and_stay_the_same() -> None:
    assert ornament("tiles", "square", 1, "hero") != ornament("tiles", "square", 1, "story")
    assert ornament("tiles", "square", 1, "hero") != ornament("tiles", "square", 2, "hero")
    ornament.cache_clear()
    first = ornament("hills", "wide", 7, "hero")
    ornament.cache_clear()
    assert ornament("hills", "wide", 7, "hero") == first
    assert len({glyph(1, "offers", number) for number in range(6)}) == 6


def test_no_ornament_is_nothing() -> None:
    assert ornament("none", "wide", 1, "hero") == ""
