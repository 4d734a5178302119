# ruff: noqa: RUF001
import hashlib
import re

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from code24.build.brand.models import Typography
from code24.build.brand.typefaces import PAIRINGS
from code24.fonts.catalog import CATALOG
from code24.fonts.faces import FontFaces, faces_for, size_of
from code24.fonts.sources import decoded

LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;!?()&@+-–—’“”·€äöüßÄÖÜéèàç/ ")
EVERY_PAIR = sorted({(pairing.heading, pairing.body) for pairings in PAIRINGS.values() for pairing in pairings})


def typography(heading: str | None, body: str | None) -> Typography:
    return Typography(
        heading="x",
        body="y",
        scale=1.2,
        heading_font=heading,
        body_font=body,
        heading_weight=CATALOG[heading].heading if heading else 700,
    )


def faces(heading: str | None, body: str | None, headings: str = "Fresh bread", text: str = "Open daily") -> FontFaces:
    return faces_for(typography(heading, body), set(headings), set(text))


def characters(content: bytes) -> set[str]:
    return {chr(code) for code in hb.Face(decoded(content)).unicodes}


@pytest.mark.parametrize(("heading", "body"), EVERY_PAIR)
def test_every_pair_keeps_the_budget_for_latin_text(heading: str, body: str) -> None:
    made = faces_for(typography(heading, body), LATIN, LATIN)
    assert sum(len(file.content) for file in made.files) <= 40_000
    assert 2 <= len(made.files) <= 3


def test_files_are_named_for_their_content() -> None:
    made = faces("fraunces", "alegreya-sans")
    for file in made.files:
        found = re.fullmatch(r"/assets/([a-z-]+)-(\d{3})\.([0-9a-f]{10})\.woff2", file.path)
        assert found
        assert hashlib.sha256(file.content).hexdigest().startswith(found[3])
    assert [file.path.split(".")[0] for file in made.files] == [
        "/assets/fraunces-600",
        "/assets/alegreya-sans-400",
        "/assets/alegreya-sans-700",
    ]
    assert made == faces("fraunces", "alegreya-sans")


def test_the_rules_load_every_file_and_hide_no_text() -> None:
    made = faces("fraunces", "alegreya-sans")
    assert re.findall(r'url\("([^"]+)"\)', made.css) == [file.path for file in made.files]
    own = [rule for rule in made.css.split("@font-face") if "url(" in rule]
    assert all("font-display:optional" in rule and "unicode-range" not in rule for rule in own)
    assert 'font-family:"Fraunces Fallback";font-weight:600;src:local(' in made.css
    assert made.css.count('font-family:"Alegreya Sans Fallback"') == 4


def test_every_face_is_preloaded() -> None:
    made = faces("fraunces", "alegreya-sans")
    assert len(made.files) == 3
    assert made.preload == tuple(file.path for file in made.files)


def test_a_heading_has_its_characters_and_their_capitals_only() -> None:
    made = faces("fraunces", "alegreya-sans", headings="Straße")
    assert characters(made.files[0].content) == set("StraßeSTRASSE")


def test_the_body_has_what_visitors_type() -> None:
    made = faces("fraunces", "alegreya-sans", text="Open")
    assert set(map(chr, range(0x20, 0x7F))) <= characters(made.files[1].content)


def test_a_family_for_both_shares_the_face_of_one_weight() -> None:
    made = faces("alegreya", "alegreya", headings="Qq", text="Zz")
    assert len(made.files) == 2
    assert set("QqZz") <= characters(made.files[0].content)


def test_a_second_script_gets_files_that_only_its_pages_load() -> None:
    made = faces("zilla-slab", "bitter", headings="Łódź", text="Żółw i кот")
    assert [file.path.split(".")[0] for file in made.files] == [
        "/assets/zilla-slab-600",
        "/assets/zilla-slab-600-latin-ext",
        "/assets/bitter-400",
        "/assets/bitter-400-latin-ext",
        "/assets/bitter-400-cyrillic",
        "/assets/bitter-700",
        "/assets/bitter-700-latin-ext",
        "/assets/bitter-700-cyrillic",
    ]
    assert "unicode-range:U+141,U+179-17A;" in made.css
    preloaded = [path.split(".")[0] for path in made.preload]
    assert preloaded == ["/assets/zilla-slab-600", "/assets/bitter-400", "/assets/bitter-700-cyrillic"]


@pytest.mark.parametrize("text", ["茶房 月白", "ร้านอาหาร 123", "123 – 456", ""])
def test_text_that_a_family_does_not_draw_gets_no_file(text: str) -> None:
    assert faces("fraunces", "alegreya-sans", text, text) == FontFaces("", (), ())


def test_a_few_latin_words_in_another_script_get_no_file() -> None:
    assert faces("fraunces", "nunito", "عيادة النور للأسنان", "عيادة النور للأسنان في المدينة abc@x.de").files == ()


def test_arabic_and_hebrew_are_drawn_by_the_family_that_has_them() -> None:
    made = faces("rubik", "rubik", "بيت", "בית קפה")
    assert "/assets/rubik-700-arabic" in {file.path.split(".")[0] for file in made.files}
    assert "/assets/rubik-400-hebrew" in {file.path.split(".")[0] for file in made.files}


def test_no_families_need_no_faces() -> None:
    assert faces(None, None) == FontFaces("", (), ())


def test_faces_with_small_letters_are_set_larger() -> None:
    assert size_of(CATALOG["cormorant-garamond"]) == pytest.approx(1.12)
    assert size_of(CATALOG["manrope"]) == 1
    made = faces("manrope", "alegreya-sans")
    sizes = [float(size) for size in re.findall(r"optional;size-adjust:([\d.]+)%", made.css)]
    assert sizes == [pytest.approx(100 * size_of(CATALOG["alegreya-sans"]), abs=0.01)] * 2


@given(st.sets(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_any_text_has_faces_that_draw_nothing_else(text: set[str]) -> None:
    made = faces_for(typography("literata", "rubik"), text, text)
    assert set(re.findall(r'url\("([^"]+)"\)', made.css)) == {file.path for file in made.files}
    assert set(made.preload) <= {file.path for file in made.files}
    for file in made.files:
        if "literata-600" in file.path:
            allowed = text | {each for letter in text for each in letter.upper()}
            assert {each for each in characters(file.content) if each.isalnum()} <= allowed
