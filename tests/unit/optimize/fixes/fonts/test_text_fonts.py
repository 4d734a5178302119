"""Text fonts keep the characters in use, as WOFF2, and text shows before they have come."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.optimize.fix import Setting
from code24.optimize.fixes.fonts.text_fonts import hosted_font_display, text_fonts
from code24.website.file_types import web_file
from code24.website.typefaces.fontfaces import faces_in, font_at
from code24.website.website import Website
from tests.typefaces import font, page, website

LINK = '<link rel="stylesheet" href="a.css">'
WIDE = font((*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x400, 0x480)), flavor=None, detail=30)
FACE = (
    '@font-face{font-family:"Tiny";src:url(t.eot);src:url(t.eot?#x) format("embedded-opentype"),'
    'url(t.ttf) format("truetype")%s}'
)
USE = "body{font-family:Tiny,sans-serif}"


def site(css: str, body: str = "<p>Grüße</p>", **files: bytes) -> Website:
    others = {f"/{name.replace('_', '.')}": content for name, content in files.items()}
    return website({"/index.html": page(body, LINK), "/a.css": css, "/t.ttf": WIDE, "/t.eot": b"x", **others})


def fixed(before: Website) -> Website:
    return before.changed(text_fonts.apply(before, Setting()).files)


def test_parts_of_pages_that_scripts_may_load_are_read() -> None:
    before = site(FACE % "" + USE)
    with_part = before.changed([web_file("/parts/a.html", "<p>Ж &#x17D;".encode())])
    for given_site, found in ((before, False), (with_part, True)):
        after = fixed(given_site)
        (face,) = faces_in(after.files["/a.css"].text, "/a.css", after)
        cut = font_at(after, face.path or "")
        assert cut is not None
        assert ({0x416, 0x17D} <= set(cut.unicodes)) is found


def test_the_characters_in_use_stay_in_one_small_file() -> None:
    after = fixed(site(FACE % "" + USE))
    (face,) = faces_in(after.files["/a.css"].text, "/a.css", after)
    assert face.path is not None
    assert face.path.startswith("/assets/fonts/t.cut.")
    assert [source.format for source in face.sources] == ["woff2"]
    assert face.display == "swap"
    cut = font_at(after, face.path)
    assert cut is not None
    codes = set(cut.unicodes)
    assert {ord("ü"), ord("Ü"), ord("ß"), ord("q")} <= codes
    assert ord("я") not in codes
    assert len(after.files[face.path].content) < len(WIDE) / 2


def test_measures_stay() -> None:
    after = fixed(site(FACE % "" + USE))
    (face,) = faces_in(after.files["/a.css"].text, "/a.css", after)
    cut, whole = font_at(after, face.path or ""), font_at(after, "/t.ttf")
    assert cut is not None
    assert whole is not None
    assert cut.upem == whole.upem
    assert cut.reference_table("hhea").data[4:10] == whole.reference_table("hhea").data[4:10]


def test_characters_of_scripts_and_stylesheets_stay() -> None:
    before = site(FACE % "" + USE + 'p::after{content:"\\0436"}', "<p>a</p><script>x='\\u0431'</script>")
    after = fixed(before)
    (face,) = faces_in(after.files["/a.css"].text, "/a.css", after)
    cut = font_at(after, face.path or "")
    assert cut is not None
    assert {0x436, 0x431} <= set(cut.unicodes)


def test_faces_that_nothing_asks_for_go() -> None:
    css = (
        FACE % ""
        + FACE.replace("Tiny", "Never") % ""
        + FACE % ";font-weight:300"
        + FACE % ";unicode-range:U+370-3FF"
        + FACE % ";font-weight:700"
        + USE
    )
    after = fixed(site(css))
    faces = faces_in(after.files["/a.css"].text, "/a.css", after)
    assert [(face.family, face.weight) for face in faces] == [("Tiny", (400.0, 400.0)), ("Tiny", (700.0, 700.0))]


def test_a_light_face_stays_where_a_rule_asks_for_it() -> None:
    after = fixed(site(FACE % "" + FACE % ";font-weight:300" + USE + "p{font-weight:300}"))
    assert len(faces_in(after.files["/a.css"].text, "/a.css", after)) == 2


def test_inline_styles_are_stylesheets_too() -> None:
    before = website({"/sub/index.html": page("<p>a", f"<style>{FACE % ''}{USE}</style>"), "/sub/t.ttf": WIDE})
    html = fixed(before).files["/sub/index.html"].text
    assert "url(../assets/fonts/t.cut." in html


def test_twice_is_once() -> None:
    once = fixed(site(FACE % "" + USE))
    assert text_fonts.apply(once, Setting()).files == ()


def test_a_broken_font_stays_as_it_is() -> None:
    before = website({"/index.html": page("a", LINK), "/a.css": FACE % "" + USE, "/t.ttf": b"\0\1\0\0" + b"junk" * 9})
    assert text_fonts.apply(before, Setting()).files == ()


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        (
            "https://fonts.googleapis.com/css?family=Lato:400,700",
            "https://fonts.googleapis.com/css?family=Lato:400,700&amp;display=swap",
        ),
        ("https://fonts.googleapis.com/css?family=Lato&amp;display=block", 'family=Lato&amp;display=block"'),
        ("https://other.example/css?family=Lato", 'family=Lato"'),
    ],
)
def test_a_font_service_is_asked_for_faces_that_swap(href: str, expected: str) -> None:
    before = website({"/index.html": page("a", f'<link rel="stylesheet" href="{href}">')})
    after = before.changed(hosted_font_display.apply(before, Setting()).files)
    assert expected in after.files["/index.html"].text


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="@font-ace{}:;()'\"url/* tU+0-9?,", max_size=80))
def test_broken_styles_never_crash(css: str) -> None:
    assert fixed(site(FACE % "" + css)) is not None
