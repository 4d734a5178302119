"""Icon fonts become pictures where that looks the same, and are cut down where it might not."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from code24.optimize.fix import Setting
from code24.optimize.fixes.icons.fonts_of_icons import icon_fonts
from code24.optimize.fixes.icons.glyphs import icon_font
from code24.website.typefaces.fontfaces import font_at
from code24.website.website import Website
from tests.typefaces import font, page, website

NAMES = ["home", "user", "mail", "cart", "star", "gear", "lock", "phone", "moon", "sun"]
ICONS = "".join(f'.bi-{name}::before{{content:"\\{0xF100 + place:x}"}}' for place, name in enumerate(NAMES))
SHEET = (
    '@font-face{font-family:"bi";src:url(icons.woff2) format("woff2")}'
    '[class^="bi-"]::before{display:inline-block;font-family:bi!important;font-style:normal;font-weight:normal!important;'
    "line-height:1;vertical-align:-.125em}" + ICONS
)
ON_ELEMENT = (
    '@font-face{font-family:"bi";src:url(icons.woff2) format("woff2")}'
    ".ic{display:inline-block;font:normal normal normal 14px/1 bi;font-size:inherit}" + ICONS
)
LINK = '<link rel="stylesheet" href="icons.css">'
FONT = font(range(0xF100, 0xF10A), detail=40)


def site(body: str, css: str = SHEET, **files: str) -> Website:
    others = {f"/{name.replace('_', '.')}": text for name, text in files.items()}
    return website({"/index.html": page(body, LINK), "/icons.css": css, "/icons.woff2": FONT, **others})


def fixed(before: Website) -> Website:
    outcome = icon_font.apply(before, Setting())
    return before.changed(outcome.files, outcome.removed)


def test_glyphs_become_pictures_and_the_font_goes() -> None:
    after = fixed(site('<p><i class="bi-home big"></i> Home <i class="bi-user"></i></p>'))
    html = after.files["/index.html"].text
    assert html.count("<svg ") == 2
    assert '<i class="bi-home big"><svg class="glyph-' in html
    assert 'aria-hidden="true"' in html
    assert 'width="0.6em" height="1em" viewBox="0 -800 600 1000"' in html
    assert "icons.css" not in html
    assert "/icons.css" not in after.files


def test_the_picture_sits_where_the_glyph_sat() -> None:
    html = fixed(site('<i class="bi-home"></i>')).files["/index.html"].text
    # 0.2 em of a line of one em are below the baseline, and the box is an eighth of an em lower
    assert re.search(r"\.glyph-\w+\{[^}]*vertical-align:-0\.325em", html)


def test_a_font_on_the_element_gives_its_line_to_the_picture() -> None:
    html = fixed(site('<b><i class="ic bi-home"></i></b>', ON_ELEMENT)).files["/index.html"].text
    assert 'class="ic bi-home glyph-box"' in html
    assert ".glyph-box{line-height:0!important}" in html
    assert "vertical-align:-0.2em" in html


def test_twice_is_once() -> None:
    once = fixed(site('<i class="bi-home"></i>'))
    assert icon_font.apply(once, Setting()).files == ()


def test_rules_of_other_things_stay() -> None:
    after = fixed(site('<i class="bi-home"></i>', SHEET + ".other{color:red}"))
    assert after.files["/icons.css"].text.strip() == ".other{color:red}"


@pytest.mark.parametrize(
    ("body", "css", "why"),
    [
        ('<i class="bi-home grad"></i>', SHEET + ".grad{background-clip:text}", "shines through"),
        ('<i class="bi-home"></i>', SHEET + ".bi-home:hover::before{color:red}", "when visitors act"),
        ('<i class="bi-home"></i>', SHEET + ".bi-home::before{position:absolute}", "its box has position"),
        ('<i class="bi-home sh"></i>', SHEET + ".sh{text-shadow:0 0 2px red}", "shadow"),
        ('<em class="ic bi-home">x</em>', ON_ELEMENT, "something else in the same font"),
    ],
)
def test_what_could_look_different_keeps_a_font_of_the_icons_in_use(body: str, css: str, why: str) -> None:
    before = site(body, css)
    assert any(why in obstacle for each in icon_fonts(before) for obstacle in each.obstacles)
    after = fixed(before)
    assert "<svg" not in after.files["/index.html"].text
    path = next(path for path in after.files if ".cut." in path)
    face = font_at(after, path)
    assert face is not None
    assert list(face.unicodes) == [0xF100]
    assert f"url({path.lstrip('/')})" in after.files["/icons.css"].text
    assert "bi-moon" not in after.files["/icons.css"].text


def test_icons_that_scripts_name_stay_in_the_font() -> None:
    after = fixed(site('<i class="bi-home"></i><script src="a.js"></script>', a_js='x.className="bi-moon"'))
    face = font_at(after, next(path for path in after.files if ".cut." in path))
    assert face is not None
    assert list(face.unicodes) == [0xF100, 0xF108]


def test_names_that_scripts_put_together_leave_everything_alone() -> None:
    before = site('<i class="bi-home"></i><script src="a.js"></script>', a_js='x.className="bi-"+name')
    assert fixed(before).files.keys() == before.files.keys()
    assert fixed(before).files["/icons.css"].text == SHEET


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.text(alphabet="{}:;.\"'\\@-abif1()/* ", max_size=60),
    st.sampled_from(
        ['<i class="bi-home">', "<table><i class=bi-user><p>", '<svg><i class="bi-mail">', "<i class='bi-home bi-user'"]
    ),
    st.binary(max_size=40),
)
def test_broken_things_never_crash(css: str, body: str, data: bytes) -> None:
    before = website(
        {"/index.html": body + LINK, "/icons.css": SHEET[:200] + css + ICONS, "/icons.woff2": b"wOF2" + data}
    )
    assert icon_font.apply(before, Setting()) is not None


def test_a_text_font_in_the_same_stylesheet_stays() -> None:
    text = '@font-face{font-family:"Words";src:url(words.woff2)}:root{--f:Words}body{font-family:var(--f)}'
    before = website(
        {
            "/index.html": page('<i class="bi-home"></i>', LINK),
            "/icons.css": SHEET + text,
            "/icons.woff2": FONT,
            "/words.woff2": font(range(0x20, 0x7F)),
        }
    )
    after = fixed(before)
    assert after.files["/icons.css"].text == text
    assert "<svg" in after.files["/index.html"].text
