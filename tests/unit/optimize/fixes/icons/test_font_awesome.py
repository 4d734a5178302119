"""Font Awesome's script is replaced by the pictures that it would make."""

import pytest

from code24.optimize.fix import Setting
from code24.optimize.fixes.icons.font_awesome import icon_script_replaced
from code24.optimize.fixes.icons.font_awesome_script import icon_script
from code24.website.website import Website
from tests.typefaces import page, website

SOLID = ",".join(f'"s{number}":[512,512,[],"f0{number:02}","M{number} 0h9z"]' for number in range(10))
SCRIPT = (
    '(function(){var k="___FONT_AWESOME___";var p={twitter:[512,640,["bird",9312],"f099","M1 2z"],'
    '"500px":[448,512,[],"f26e","M3 4z"]};d("fab",p)}),(function(){var q={'
    '"cart-shopping":[576,512,[128722,"shopping-cart"],'
    f'"f07a","M5 6z"],{SOLID}}};d("fas",q)}}),function(){{var css=":root,:host{{--fa-font-solid:normal}}'
    "svg.svg-inline--fa{overflow:visible}.svg-inline--fa{height:1em;vertical-align:-.125em}.fa-2x{font-size:2em}"
    ".fa-spin{animation-name:fa-spin}"
    '@keyframes fa-spin{to{transform:rotate(1turn)}}"}'
)
TAG = '<script src="fa.js"></script>'


def fixed(body: str, head: str = TAG, **files: str) -> str:
    others = {f"/{name.replace('_', '.')}": text for name, text in files.items()}
    before = website({"/index.html": page(body, head), "/fa.js": SCRIPT, **others})
    outcome = icon_script_replaced.apply(before, Setting())
    return before.changed(outcome.files).files["/index.html"].text


def test_icons_and_their_other_names_are_read() -> None:
    found = icon_script(SCRIPT)
    assert found is not None
    assert found.icons["fab", "twitter"].path == "M1 2z"
    assert found.icons["fab", "bird"].height == "640"
    assert found.icons["fas", "shopping-cart"].name == "cart-shopping"
    assert ("fas", "twitter") not in found.icons
    assert ".fa-2x{font-size:2em}" in found.styles


def test_the_elements_are_those_that_the_script_makes() -> None:
    html = fixed('<i class="fas fa-shopping-cart fa-2x me-1" id="x"></i>')
    assert (
        '<svg id="x" class="svg-inline--fa fa-cart-shopping fa-shopping-cart fa-2x me-1" aria-hidden="true" '
        'focusable="false" viewBox="0 0 576 512"><path fill="currentColor" d="M5 6z"></path></svg>' in html
    )
    assert "fa.js" not in html
    assert ".fa-2x{font-size:2em}" in html
    assert "fa-spin" not in html
    assert "--fa-font-solid" not in html


def test_a_title_names_the_picture() -> None:
    html = fixed('<i class="fab fa-twitter" title="Tom &amp; co"></i>')
    assert 'role="img"' in html
    assert "<title>Tom &amp; co</title>" in html
    assert "aria-hidden" not in html


@pytest.mark.parametrize(
    ("body", "script"),
    [
        ('<i class="fas fa-unknown"></i>', ""),
        ('<i class="fab fa-twitter" data-fa-transform="grow-2"></i>', ""),
        ('<i class="fab fa-twitter"></i>', "x.classList.add('fa-500px')"),
        ('<i class="fab fa-twitter"></i>', "FontAwesome.dom.i2svg()"),
        ('<i class="fab fa-twitter"></i><template><i class="fab fa-500px"></i></template>', ""),
    ],
)
def test_what_is_not_known_stays_with_the_script(body: str, script: str) -> None:
    html = fixed(f"{body}<script>{script}</script>")
    assert "fa.js" in html
    assert "<svg" not in html


def test_other_scripts_are_no_icons() -> None:
    assert icon_script("var a = 1") is None
    assert icon_script("___FONT_AWESOME___") is None


def test_twice_is_once() -> None:
    before = website({"/index.html": page('<i class="fab fa-twitter"></i>', TAG), "/fa.js": SCRIPT})
    after: Website = before.changed(icon_script_replaced.apply(before, Setting()).files)
    assert icon_script_replaced.apply(after, Setting()).files == ()
