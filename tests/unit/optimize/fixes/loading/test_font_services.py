"""The first paint does not wait for a font service that kept its stylesheet."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.optimize.fix import Setting
from code24.optimize.fixes.loading.font_services import late_font_services
from code24.optimize.fixes.loading.late import SWITCH
from tests.typefaces import page, website

SERVICE = "https://fonts.googleapis.com/css2?family=Tinos&amp;display=swap"
OWN = '<link rel="stylesheet" href="../own.css">'


def test_its_stylesheet_applies_once_it_has_come() -> None:
    head = f'<link href="{SERVICE}" rel="stylesheet">{OWN}'
    before = website({"/sub/index.html": page("<p>Hello</p>", head), "/own.css": "p{color:red}"})
    after = before.changed(late_font_services.apply(before, Setting()).files)
    (found,) = after.pages
    service, fallback, own = (link for link in found.document.select("link"))
    assert (service.attr("media"), service.attr("data-media")) == ("print", "all")
    assert (fallback.attr("media"), fallback.parent.tag) == (None, "noscript")
    assert own.attr("media") is None
    (script,) = found.named("script")
    assert script.attr("defer") == ""
    assert after.file(script.attr("src") or "", found.path) == SWITCH
    assert late_font_services.apply(after, Setting()).files == ()


@pytest.mark.parametrize(
    "link",
    [
        OWN,
        '<link rel="stylesheet" href="https://cdn.example/theme.css">',
        '<link rel="stylesheet" href="https://fonts.googleapis.com/icon?family=Material+Icons">',
        f'<link rel="stylesheet" href="{SERVICE}" media="print" onload="this.media=\'all\'">',
        f'<link rel="preload" as="style" href="{SERVICE}">',
        f'<noscript><link rel="stylesheet" href="{SERVICE}"></noscript>',
    ],
)
def test_other_links_keep_their_turn(link: str) -> None:
    before = website({"/index.html": page("<p>Hello</p>", link)})
    assert late_font_services.apply(before, Setting()).files == ()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<link rel=\"stylesheet' href=//[fonts.googleapis.com]>", max_size=80))
def test_broken_markup_never_crashes(text: str) -> None:
    head = f'{text}<link rel="stylesheet" href="https://[fonts/{text}">'
    late_font_services.apply(website({"/index.html": page(text, head)}), Setting())
