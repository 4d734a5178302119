from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turbohtml import Element

from code24.optimize.fix import Setting
from code24.optimize.fixes.loading.late import SWITCH
from code24.optimize.fixes.loading.styles import MOST, critical_css
from code24.website.page import Page
from code24.website.styles.cascade import DESKTOP, PHONE, cascade
from code24.website.website import Website
from tests.styled import website

NAMES = Random(7)
UNKNOWN = '<script src="https://elsewhere.example/app.js"></script>'
CSS = (
    '@charset "utf-8";.menu{top:0}.menu:hover{top:1px}.open{top:2px}.gone{top:3px}'
    "@font-face{font-family:A;src:url(fonts/a.woff2)}p{font-family:A;background:url('../img/x y.png?v=1#z')}"
)


def applied(site: Website) -> Website:
    outcome = critical_css.apply(site, Setting())
    after = site.changed(outcome.files, outcome.removed)
    assert critical_css.apply(after, Setting()).files == ()
    return after


def page_of(files: dict[str, str], path: str = "/index.html") -> Page:
    return applied(website(files)).page_at[path]


def html(head: str, body: str = '<p class="menu">x') -> str:
    return f"<!DOCTYPE html><html><head><title>A</title>{head}</head><body>{body}</body></html>"


LINK = '<link rel="stylesheet" href="css/a.css">'


def test_rules_that_can_be_needed_stand_in_the_page_and_no_sheet_is_loaded() -> None:
    page = page_of(
        {"/index.html": html(LINK, '<p class="menu">x<script>m.className="open"</script>'), "/css/a.css": CSS}
    )
    text = page.named("style")[0].text
    assert page.named("link") == []
    assert "gone" not in text
    assert "charset" not in text
    assert text.index(".menu:hover") < text.index(".open")
    assert 'url("img/x%20y.png?v=1#z")' in text or "url(img/x%20y.png?v=1#z)" in text
    assert "css/fonts/a.woff2" in text


def test_addresses_are_spelled_as_the_page_spells_them() -> None:
    files = {"/deep/down/i.html": html('<link rel="stylesheet" href="/css/a.css">'), "/css/a.css": CSS}
    assert "/css/fonts/a.woff2" in page_of(files, "/deep/down/i.html").named("style")[0].text
    files = {"/deep/down/i.html": html('<link rel="stylesheet" href="../../css/a.css">'), "/css/a.css": CSS}
    assert "../../css/fonts/a.woff2" in page_of(files, "/deep/down/i.html").named("style")[0].text


def test_with_unknown_scripts_the_complete_sheet_comes_late() -> None:
    site = applied(website({"/index.html": html(LINK, f'<p class="menu">x{UNKNOWN}'), "/css/a.css": CSS}))
    page = site.page_at["/index.html"]
    late, fallback = page.named("link")
    assert (late.attr("href"), late.attr("media"), late.attr("data-media")) == ("css/a.css", "print", "all")
    assert (fallback.attr("href"), fallback.attr("media")) == ("css/a.css", None)
    assert getattr(fallback.parent, "tag", "") == "noscript"
    assert ".menu:hover" in page.named("style")[0].text
    assert ".open" not in page.named("style")[0].text
    script = page.named("script")[0]
    assert site.file(script.attr("src") or "", page.path) == SWITCH
    assert script.attr("defer") is not None
    assert page.elements.index(page.named("style")[0]) < page.elements.index(late)


def test_much_for_later_comes_late_too() -> None:
    names = [f"state-{NAMES.getrandbits(64):x}" for _ in range(1_500)]
    states = "".join(f".{name}{{top:1px}}" for name in names)
    body = '<p class="menu">x<script>m.className=`state-${n}`</script>'
    page = page_of({"/index.html": html(LINK, body), "/css/a.css": CSS + states})
    assert "state-" not in page.named("style")[0].text
    assert page.named("link")[0].attr("data-media") == "all"


def test_a_page_with_more_than_fits_begins_with_its_beginning() -> None:
    rules = "".join(f".c{number}{{background:url(a-long-name-{number:0100}.png)}}" for number in range(1_000))
    body = "".join(f'<div class="c{number}">{number}</div>' for number in range(1_000))
    page = page_of({"/index.html": html(LINK, body), "/css/a.css": f"div{{height:900px;margin:0}}{rules}"})
    text = page.named("style")[0].text
    assert len(rules) > MOST > len(text)
    assert ".c0{" in text
    assert ".c999{" not in text
    assert page.named("link")[0].attr("media") == "print"


def test_media_imports_and_other_sheets_keep_their_places() -> None:
    head = (
        '<link rel="stylesheet" href="css/a.css" media="screen"><style>p{left:2px}</style>'
        '<link rel="stylesheet" href="b.css"><link rel="stylesheet" href="p.css" media="print">'
        '<link rel="preload" as="style" href="b.css">'
    )
    files = {
        "/index.html": html(head),
        "/css/a.css": "@import '../i.css' (min-width:1px);p{left:1px}",
        "/i.css": "p{right:1px}",
        "/b.css": "p{left:3px}",
        "/p.css": "p{left:9px}",
    }
    page = page_of(files)
    texts = [element.text for element in page.named("style")]
    assert texts == ["@media screen{@media(min-width:1px){p{right:1px}}p{left:1px}}", "p{left:2px}", "p{left:3px}"]
    assert [each.attr("href") for each in page.named("link")] == ["p.css"]


@pytest.mark.parametrize(
    ("head", "css"),
    [
        ('<link rel="stylesheet" href="css/a.css" title="Day">', CSS),
        ('<link rel="alternate stylesheet" href="css/a.css">', CSS),
        ('<link rel="stylesheet" href="css/a.css" media="print">', CSS),
        ('<link rel="stylesheet" href="css/a.css" media="print" onload="this.media=\'all\'">', CSS),
        ('<link rel="stylesheet" href="https://cdn.example/a.css">', CSS),
        (LINK, CSS + "p{top:0"),
        (LINK, "@namespace svg url(http://www.w3.org/2000/svg);p{top:0}"),
        (LINK, "@import 'https://cdn.example/b.css';p{top:0}"),
        (LINK, "p::after{content:'</style>'}"),
        ('<meta http-equiv="Content-Security-Policy" content="style-src \'self\'">' + LINK, CSS),
        ('<link rel="stylesheet" href="css/a.css" id="theme"><script>theme.href="b.css"</script>', CSS),
    ],
)
def test_what_cannot_be_inlined_stays(head: str, css: str) -> None:
    site = website({"/index.html": html(head), "/css/a.css": css})
    assert critical_css.apply(site, Setting()).files == ()


def test_policies_that_allow_styles_in_pages_are_no_hindrance() -> None:
    meta = "<meta http-equiv=Content-Security-Policy content=\"default-src 'self'; style-src 'self' 'unsafe-inline'\">"
    assert page_of({"/index.html": html(meta + LINK), "/css/a.css": CSS}).named("link") == []


def test_sheets_of_the_body_move_to_the_head() -> None:
    page = page_of({"/index.html": html("", f'{LINK}<p class="menu">x'), "/css/a.css": CSS})
    parent = page.named("style")[0].parent
    assert getattr(parent, "tag", "") == "head"


SELECTORS = st.sampled_from(
    [
        "p",
        ".a",
        ".b",
        ".a .b",
        "#i",
        ".gone",
        ".late",
        ".a.late",
        ":is(.a,.late)",
        ".b:not(.late)",
        "*",
        "p:first-child",
        "body",
        ".a:hover",
        "p::before",
    ]
)
VALUES = st.sampled_from(
    [
        "color:red",
        "color:var(--x)",
        "--x:green",
        "--x:var(--y)",
        "--y:#123",
        "margin:1px",
        "margin-left:2px!important",
        "font:2em a",
    ]
)
GROUPS = st.sampled_from(
    ["", "", "@media (max-width:600px)", "@media print", "@layer l", "@layer m", "@supports (top:0)"]
)
SHEETS = st.lists(st.tuples(GROUPS, SELECTORS, VALUES), max_size=8).map(
    lambda rules: "".join(f"{group}{{{at}{{{value}}}}}" if group else f"{at}{{{value}}}" for group, at, value in rules)
)
BODY = '<div class="a"><p class="b">x</p><p id="i">y</p></div><p class="a b">z</p>'
ASKED = ("color", "margin-left", "margin-top", "font-size")


@pytest.mark.parametrize("script", ["", "<script>x.className='late'</script>", UNKNOWN])
@settings(max_examples=20)
@given(first=SHEETS, own=SHEETS, second=SHEETS)
def test_no_element_looks_different_now_or_after_scripts_ran(script: str, first: str, own: str, second: str) -> None:
    head = f'<link rel="stylesheet" href="a.css"><style>{own}</style><link rel="stylesheet" href="b.css">'
    before = website({"/i.html": html(head, BODY + script), "/a.css": first, "/b.css": second})
    after = applied(before)
    late = 'class="a late"'
    for one, other in (
        (before, after),
        *([(_changed(before, 'class="a"', late), _changed(after, 'class="a"', late))] if script else []),
    ):
        for view in (PHONE, DESKTOP):
            left, right = cascade(one.pages[0], one, view), cascade(other.pages[0], other, view)
            for here, there in zip(_body(one), _body(other), strict=True):
                assert [left.of(here).get(name) for name in ASKED] == [right.of(there).get(name) for name in ASKED]


def _body(site: Website) -> list[Element]:
    return site.pages[0].document.select("body *")


def _changed(site: Website, old: str, new: str) -> Website:
    return site.changed([site.files["/i.html"].with_content(site.files["/i.html"].text.replace(old, new))])


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                "<link rel=stylesheet href=a.css>",
                "<style>",
                "</style>",
                "<base href=/x/>",
                "<noscript>",
                "<p>",
                "<svg>",
                "<template>",
                "</head>",
                "<link rel=stylesheet href=a.css media=x>",
                "<script>",
            ]
        ),
        max_size=8,
    ),
    st.lists(
        st.sampled_from(
            ["a{", "}", "@media x{", "p{top:0}", "/*", '"', "(", "@import 'a.css';", "@import 'b.css';", "\\", "--a:"]
        ),
        max_size=8,
    ),
)
def test_broken_pages_break_nothing(parts: list[str], css: list[str]) -> None:
    applied(website({"/i.html": "".join(parts), "/a.css": "".join(css), "/b.css": "@import 'a.css';p{top:1px}"}))
