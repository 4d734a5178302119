import base64
import io
import re
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from code24.build.brand.colors import palettes
from code24.build.brand.dice import Dice
from code24.build.brand.drawing import to_svg
from code24.build.brand.lettering import lettered
from code24.build.brand.marks import Wanted, draw_mark
from code24.build.brand.models import Brand, BrandRequest, Voice
from code24.build.brand.wordmark import to_wordmark
from code24.build.brand.worker import create_brand
from code24.errors import InvalidRequest
from code24.fonts.catalog import CATALOG
from tests.unit.build.sample_sites import BUSINESSES, brand_of, brief_of, market_of

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {SVG + name for name in ("svg", "title", "path", "g", "clipPath", "text", "style")}
STYLE = r"@media \(prefers-color-scheme:dark\)\{(\.[gfs]\d*\{(fill|stroke):#[0-9a-f]{6}\})+\}"
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
    logo = brand.logo
    return [logo.mark, logo.mark_dark, logo.wordmark, logo.wordmark_dark]


def check_svg(text: str, name: str) -> None:
    root = ET.fromstring(text)
    titles = [element.text for element in root.iter(SVG + "title")]
    assert titles == [name]
    assert {element.tag for element in root.iter()} <= ALLOWED
    for element in root.iter():
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            assert "href" not in attribute
            assert "url(" not in value or re.fullmatch(r"url\(#mark\d\)", value)
    for style in root.iter(SVG + "style"):
        assert re.fullmatch(
            r"@media \(prefers-color-scheme:dark\)\{(\.[gfs]\d*\{(fill|stroke):#[0-9a-f]{6}\})+\}", style.text or ""
        )
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))


@given(NAMES, st.sampled_from(sorted(CATALOG)), st.sampled_from(Voice), st.text(max_size=3))
def test_logos_are_valid_and_hold_the_name_as_text_only(name: str, family_id: str, voice: Voice, seed: str) -> None:
    name, family = brief_of(name).name, CATALOG[family_id]
    wanted = Wanted(name, "Bäckerei", ("wheat", "cup"), family, voice)
    light, dark = palettes((), (30,), voice, Dice(seed))
    mark, mark_dark = (draw_mark(wanted, palette, Dice(seed)) for palette in (light, dark))
    lettering = lettered(name, "Bäckerei", family, voice, Dice(seed))
    wordmark = to_wordmark(name, mark, lettering, "x", light)
    for document in (to_svg(mark, name, mark_dark), to_svg(mark_dark, name), wordmark):
        check_svg(document, name)
    shown = [element.text or "" for element in ET.fromstring(wordmark).iter(SVG + "text")]
    assert shown == [] if lettering else " ".join(shown) == name


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
    for encoded, size in ((logo.icon_png_192, 192), (logo.icon_png_512, 512)):
        icon = Image.open(io.BytesIO(base64.b64decode(encoded)))
        assert (icon.format, icon.size, icon.mode) == ("PNG", (size, size), "RGB")


@pytest.mark.parametrize(("name", "business", "goal"), BUSINESSES)
def test_maskable_icons_keep_the_mark_in_the_safe_zone(name: str, business: str, goal: str) -> None:
    logo = brand_of(brief_of(name, business, goal)).logo
    icon = Image.open(io.BytesIO(base64.b64decode(logo.icon_png_192)))
    ground = icon.getpixel((0, 0))
    outside = Image.new("L", icon.size, 255)
    ImageDraw.Draw(outside).ellipse((192 * 0.1, 192 * 0.1, 192 * 0.9, 192 * 0.9), fill=0)
    difference = ImageChops.difference(icon, Image.new("RGB", icon.size, ground)).convert("L")
    assert ImageChops.multiply(difference, outside).getbbox() is None
    assert difference.getbbox() is not None


def test_the_same_brief_gets_the_same_brand() -> None:
    request = BrandRequest(brief=brief_of(), market_research=market_of(brief_of()))
    assert create_brand(request) == create_brand(request.model_copy(deep=True))


def test_the_social_image_is_of_the_size_that_networks_show_and_light() -> None:
    for business in BUSINESSES:
        content = base64.b64decode(brand_of(brief_of(*business)).logo.social_png)
        picture = Image.open(io.BytesIO(content))
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(content) <= 120_000
        assert len(picture.getcolors(maxcolors=1_000_000) or []) > 3


def test_thirty_businesses_get_different_marks_and_colours() -> None:
    brands = [brand_of(brief_of(*business)) for business in BUSINESSES]
    shapes = {
        tuple((element.get("d"), element.get("fill")) for element in ET.fromstring(brand.logo.mark).iter(SVG + "path"))
        for brand in brands
    }
    assert len(shapes) == len(BUSINESSES)
    assert len({brand.light.primary for brand in brands}) > 25
    assert len({brand.voice for brand in brands}) == 6
    assert len({brand.typography.heading for brand in brands}) >= 12


def test_a_right_to_left_wordmark_has_its_mark_on_the_right() -> None:
    assert unicodedata.bidirectional("مطعم"[0]) == "AL"
    inner = ET.fromstring(brand_of(brief_of("مطعم")).logo.wordmark).find(SVG + "svg")
    assert inner is not None
    assert float(inner.get("x", "0")) > 0


def test_a_brand_needs_market_research() -> None:
    with pytest.raises(InvalidRequest) as caught:
        create_brand(BrandRequest(brief=brief_of()))
    assert caught.value.field == "marketResearch"
