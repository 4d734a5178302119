import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from code24.fonts.catalog import CATALOG
from code24.fonts.sources import decoded, source
from code24.fonts.subsetting import cut

TEXT = frozenset("AVATAR office Täglich")


def face_of(woff2: bytes) -> hb.Face:
    return hb.Face(decoded(woff2))


def advances(face: hb.Face, text: str, **features: bool) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(face), buffer, features)
    return [position.x_advance for position in buffer.glyph_positions]


def test_a_cut_font_has_exactly_the_characters_asked_for() -> None:
    assert {chr(code) for code in face_of(cut("literata", 400, "latin", TEXT)).unicodes} == TEXT


def test_kerning_stays_and_is_that_of_the_source() -> None:
    original = source(CATALOG["literata"], 400, "latin").face
    small = face_of(cut("literata", 400, "latin", TEXT))
    assert advances(small, "AVATAR") == advances(original, "AVATAR")
    assert sum(advances(small, "AVATAR")) < sum(advances(small, "AVATAR", kern=False))


def test_ligatures_stay() -> None:
    small = face_of(cut("alegreya", 400, "latin", TEXT))
    assert len(advances(small, "office")) < len("office")


def test_arabic_letters_still_join() -> None:
    text = "النور"
    original = source(CATALOG["rubik"], 400, "arabic").face
    small = face_of(cut("rubik", 400, "arabic", frozenset(text)))
    assert advances(small, text) == advances(original, text)
    assert advances(small, text) != advances(small, text, init=False, medi=False, fina=False)


def test_hints_go_and_the_copyright_stays() -> None:
    original, small = (
        source(CATALOG["alegreya-sans"], 400, "latin").face,
        face_of(cut("alegreya-sans", 400, "latin", TEXT)),
    )
    assert {"fpgm", "prep", "cvt "} & set(original.table_tags)
    assert not {"fpgm", "prep", "cvt "} & set(small.table_tags)
    assert small.get_name(hb.OTNameIdPredefined.COPYRIGHT) == original.get_name(hb.OTNameIdPredefined.COPYRIGHT)


@given(st.frozensets(st.sampled_from(sorted(map(chr, range(0x20, 0x7F)))), min_size=1, max_size=12))
def test_the_same_characters_give_the_same_bytes(text: frozenset[str]) -> None:
    first = cut("jost", 600, "latin", text)
    cut.cache_clear()
    assert cut("jost", 600, "latin", frozenset(sorted(text, reverse=True))) == first
    assert first[:4] == b"wOF2"


@pytest.mark.parametrize("weight", [400, 700])
def test_weights_differ(weight: int) -> None:
    assert len({cut("manrope", each, "latin", TEXT) for each in (weight, 800)}) == 2
