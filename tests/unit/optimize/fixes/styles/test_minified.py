import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.optimize.fix import Setting
from code24.optimize.fixes.styles.minified import minified_css, minified_styles
from code24.website.styles.cascade import PHONE, cascade
from code24.website.styles.minifying import minified
from tests.styled import styled, website

LONG = "/* why */\n" * 10 + "p {\n  color: #ff0000;\n}\n"


def test_files_and_style_elements_are_minified_once() -> None:
    site = website(
        {
            "/i.html": f"<html><head><style>{LONG}</style></head><body></body></html>",
            "/a.css": LONG,
            "/b.css": "p{top:0}",
        }
    )
    for kind in (minified_css, minified_styles):
        outcome = kind.apply(site, Setting())
        site = site.changed(outcome.files)
        assert kind.apply(site, Setting()).files == ()
    assert site.files["/a.css"].text == "p{color:red}"
    assert "<style>p{color:red}</style>" in site.files["/i.html"].text
    assert site.files["/b.css"].text == "p{top:0}"


def test_licenses_stay() -> None:
    assert minified(f"/*! MIT */\n{LONG}").replace("\n", "") == "/*! MIT */p{color:red}"


@pytest.mark.parametrize("css", ["", "p{", "}", "/*", "@media", 'a{b:"'])
def test_broken_sheets_do_not_grow(css: str) -> None:
    assert len(minified(css)) <= len(css)


RULES = st.lists(
    st.tuples(
        st.sampled_from(["p", ".a", "b, p", ".a p", "p.a", "@media (max-width:600px){p", "#i"]),
        st.lists(
            st.sampled_from(
                [
                    "color: #FF0000",
                    "margin: 0px 0px",
                    "margin-left: 2px",
                    "color: rgb(1, 2, 3) !important",
                    "width: calc(1px + 2px)",
                    "--x: a  b",
                    "top: 0.50em",
                    "font: bold 10px a",
                ]
            ),
            min_size=1,
            max_size=3,
        ),
    ),
    max_size=8,
).map(lambda rules: "\n".join(f"{at} {{ {'; '.join(body)} ;}}{'}' if at[0] == '@' else ''}" for at, body in rules))


@settings(max_examples=40)
@given(RULES)
def test_no_element_looks_different(css: str) -> None:
    body = '<p class="a" id="i">x<b>y</b></p><div class="a"><p>z</div>'
    found = []
    for text in (css, minified(css)):
        page, site = styled(text, body)
        styles = cascade(page, site, PHONE)
        found.append(
            [
                (
                    style.length("margin-top"),
                    style.length("margin-left"),
                    style.length("width"),
                    style.length("top"),
                    style.font_size,
                )
                for style in map(styles.of, page.elements)
            ]
        )
    assert found[0] == found[1]
