import base64
import io
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from code24.build.brand.models import Brand, BrandRequest
from code24.build.brand.worker import create_brand
from code24.errors import InvalidRequest
from tests.unit.build.sample_sites import BUSINESSES, brand_of, brief_of

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {SVG + name for name in ("svg", "title", "path", "g", "clipPath", "text")}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=y>',
    "{{ 7*7 }} ${x}",
    "Ärzte & Söhne",
    "花屋さくら",
    "مطعم",
    "🦊🦊",
    "'",
    "A" * 120,
)
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=120).filter(
    str.strip
)


def documents(brand: Brand) -> list[str]:
    return [brand.logo.mark, brand.logo.wordmark, brand.logo.wordmark_dark]


def check_svg(text: str, name: str) -> None:
    root = ET.fromstring(text)
    titles = [element.text for element in root.iter(SVG + "title")]
    assert titles == [name]
    assert {element.tag for element in root.iter()} <= ALLOWED
    for element in root.iter():
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            assert "href" not in attribute
            assert "url(" not in value or value == "url(#ground)"


@given(NAMES)
def test_logos_are_valid_and_hold_the_name_as_text_only(name: str) -> None:
    brief = brief_of(name)
    brand = brand_of(brief)
    for document in documents(brand):
        check_svg(document, brief.name)
    shown = [element.text or "" for element in ET.fromstring(brand.logo.wordmark).iter(SVG + "text")]
    assert " ".join(shown) == brief.name


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_get_a_whole_brand(name: str) -> None:
    brand = brand_of(brief_of(name))
    assert brand.name == name
    for document in documents(brand):
        check_svg(document, name)


@pytest.mark.parametrize(("name", "business", "goal"), BUSINESSES[:6])
def test_icons_show_the_mark_in_their_sizes(name: str, business: str, goal: str) -> None:
    logo = brand_of(brief_of(name, business, goal)).logo
    touch = Image.open(io.BytesIO(base64.b64decode(logo.icon_png)))
    assert (touch.format, touch.size, touch.mode) == ("PNG", (180, 180), "RGB")
    assert len(touch.getcolors(maxcolors=100_000) or []) > 1
    ico = Image.open(io.BytesIO(base64.b64decode(logo.icon_ico)))
    assert ico.format == "ICO"
    assert ico.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_the_same_brief_gets_the_same_brand() -> None:
    assert brand_of(brief_of()) == brand_of(brief_of())


def test_thirty_businesses_get_different_marks_and_colours() -> None:
    brands = [brand_of(brief_of(*business)) for business in BUSINESSES]
    shapes = {
        tuple(element.get("d") for element in ET.fromstring(brand.logo.mark).iter(SVG + "path")) for brand in brands
    }
    assert len(shapes) == len(BUSINESSES)
    assert len({brand.light.primary for brand in brands}) > 25
    assert len({brand.voice for brand in brands}) == 6
    assert len({brand.typography.heading for brand in brands}) >= 8


def test_a_name_without_latin_letters_gets_a_mark_without_letters() -> None:
    one, other = brand_of(brief_of("مطعم الزيتون")), brand_of(brief_of("مطعم الياسمين"))
    assert one.logo.mark != other.logo.mark


def test_a_right_to_left_wordmark_has_its_mark_on_the_right() -> None:
    assert unicodedata.bidirectional("مطعم"[0]) == "AL"
    inner = ET.fromstring(brand_of(brief_of("مطعم")).logo.wordmark).find(SVG + "svg")
    assert inner is not None
    assert float(inner.get("x", "0")) > 0


def test_a_brand_needs_market_research() -> None:
    with pytest.raises(InvalidRequest) as caught:
        create_brand(BrandRequest(brief=brief_of()))
    assert caught.value.field == "marketResearch"
