"""What stands in for a font has its measures, and every stack names it."""

import pytest

from code24.optimize.fix import Setting
from code24.optimize.fixes.fonts.stand_ins import font_stand_ins, missing_stand_ins, stacked
from tests.typefaces import font, page, website

FACE = '@font-face{font-family:"My Font";font-weight:400;src:url(t.woff2)}'
SITE = {
    "/index.html": page("<p style=\"font-family:'My Font'\">a", '<link rel="stylesheet" href="a.css">'),
    "/a.css": FACE + ':root{--f:"My Font",Georgia,serif}body{font:16px/1.5 "My Font", serif}',
    "/t.woff2": font(range(0x20, 0x7F)),
}


def test_a_stand_in_follows_the_face_and_the_name_in_all_stacks() -> None:
    before = website(SITE)
    assert missing_stand_ins(before) == ["my font"]
    after = before.changed(font_stand_ins.apply(before, Setting()).files)
    css = after.files["/a.css"].text
    assert '"My Font","My Font Fallback",Georgia,serif' in css
    assert 'font:16px/1.5 "My Font","My Font Fallback", serif' in css
    assert 'local("Liberation Serif")' in css
    assert "'My Font','My Font Fallback'" in after.files["/index.html"].text
    # 0.8 em above the baseline at any size: the override is divided by what the size is adjusted by
    assert css.count("ascent-override") == 2
    assert missing_stand_ins(after) == []
    assert font_stand_ins.apply(after, Setting()).files == ()


@pytest.mark.parametrize(
    "css",
    [
        "a{content:'Lato'}",
        "a{background:url(Lato.png)}",
        '@font-face{font-family:Lato;src:local("Lato")}',
        "a{font-family:Lato Black}",
    ],
)
def test_other_places_of_the_name_stay(css: str) -> None:
    assert stacked(css, {"lato": "Lato"}) == css


def test_unlike_families_have_no_stand_in() -> None:
    before = website(SITE | {"/a.css": FACE + 'body{font-family:"My Font",cursive}'})
    assert font_stand_ins.apply(before, Setting()).files == ()
