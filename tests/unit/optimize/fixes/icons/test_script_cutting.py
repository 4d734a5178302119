"""Where Font Awesome's script stays, it holds the icons that something names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.optimize.fix import Setting
from code24.optimize.fixes.icons.font_awesome_script import icon_script, without_icons
from code24.optimize.fixes.icons.script_cutting import icon_script_cut
from tests.typefaces import page, website

MANY = ",".join(f'"s{number}":[512,512,[],"f0{number:02}","M{number} 0h9z"]' for number in range(20))
CODE = (
    'd("fas",q)}),function(){var css=".svg-inline--fa{height:1em;vertical-align:-.125em}";'
    'var other={"s1":[1,2]};f({"s2":3})}'
)
SCRIPT = (
    '(function(){var k="___FONT_AWESOME___";var q={"bars":[448,512,["navicon"],"f0c9","M5 6z"],\n'
    f'"xmark":[384,512,[10060,"times"],"f00d","M7 8z"],{MANY}}};{CODE}'
)
TOGGLE = "icon.classList.replace('fa-bars', 'fa-times')"


def cut(body: str, script: str = TOGGLE, icons: str = SCRIPT) -> str:
    tags = '<script src="fa.js"></script><script src="own.js"></script>'
    before = website({"/index.html": page(body, tags), "/fa.js": icons, "/own.js": script})
    after = before.changed(icon_script_cut.apply(before, Setting()).files)
    assert icon_script_cut.apply(after, Setting()).files == ()
    return after.files["/fa.js"].text


def test_what_pages_and_scripts_name_stays_with_all_code() -> None:
    after = cut('<i class="fas fa-s3"></i>')
    assert after == (
        '(function(){var k="___FONT_AWESOME___";var q={"bars":[448,512,["navicon"],"f0c9","M5 6z"],\n'
        '"xmark":[384,512,[10060,"times"],"f00d","M7 8z"],"s3":[512,512,[],"f003","M3 0h9z"],};' + CODE
    )


@pytest.mark.parametrize(
    ("script", "body"),
    [
        ("icon.className = 'fas fa-' + name", ""),
        ("FontAwesome.config.searchPseudoElements = true", ""),
        (TOGGLE, "<div data-search-pseudo-elements></div>"),
        (TOGGLE, '<script src="https://tags.example/t.js"></script>'),
    ],
)
def test_nothing_goes_where_names_cannot_be_known(script: str, body: str) -> None:
    assert cut(body, script) == SCRIPT


def test_other_scripts_are_left_alone() -> None:
    other = 'var q={"bars":[448,512,["navicon"],"f0c9","M5 6z"]}'
    assert cut("", icons=other) == other


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='"{}[],:0123456789fs M"', max_size=120), st.frozensets(st.text(max_size=3), max_size=3))
def test_any_text_goes_through(text: str, names: frozenset[str]) -> None:
    after = without_icons(SCRIPT + text, names | {"bars"})
    assert '"bars":[448' in after
    assert icon_script(after) is None or after.startswith("(function")
