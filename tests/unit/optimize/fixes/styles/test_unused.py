import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.optimize.fix import Setting
from code24.optimize.fixes.styles.unused import unused_css
from code24.website.styles.cascade import DESKTOP, PHONE, cascade
from code24.website.styles.sheets import parsed
from code24.website.website import Website
from tests.styled import styled, website

FRAMEWORK = """
@charset "utf-8";
/*! Frame 1.0 | MIT */
:root{--blue:#00f;--gray:#888;--accent:var(--blue);--unused:1px}
*,::after,::before{box-sizing:border-box}
body{margin:0;font-family:"Own Face",sans-serif;color:var(--gray)}
.btn{color:var(--accent);transition:color .1s}.btn:hover,.btn:focus-visible{color:red}.btn-danger{color:#900}
.collapse:not(.show){display:none}.collapsing{height:0;overflow:hidden;transition:height .35s}
.fade:not(.show){opacity:0}.modal{display:none}.modal-open{overflow:hidden}.modal-backdrop.show{opacity:.5}
.carousel{position:relative}.carousel-item-next{transform:translateX(100%)}
.badge,.btn,.pill{border-radius:3px}
@keyframes spin{to{transform:rotate(360deg)}}@keyframes never{to{top:0}}
.spinner{animation:1s linear infinite spin}.badge{animation:never 1s}
@font-face{font-family:"Own Face";src:url(own.woff2)}@font-face{font-family:Unused;src:url(unused.woff2)}
@media (min-width:768px){.btn{padding:2px}.grid{display:grid}}@media (min-width:992px){.grid{gap:1px}}
@media print{.btn{display:none}.grid{float:none}}
@supports (display:grid){.btn{top:0}}
"""
SCRIPT = (
    "const c='collapsing',s='show';document.querySelectorAll('[data-toggle=collapse]').forEach(e=>"
    "e.onclick=()=>{document.body.classList.add('modal-open');b.className=`modal-backdrop ${s}`})"
)
BODY = (
    '<body><button class="btn" data-toggle="collapse">x</button><div class="collapse" id="m">y</div>'
    '<i class="spinner"></i><script src="app.js"></script>'
)


def applied(site: Website) -> Website:
    outcome = unused_css.apply(site, Setting())
    return site.changed(outcome.files, outcome.removed)


def framework() -> str:
    _, site = styled(FRAMEWORK, BODY, app__js=SCRIPT)
    return applied(site).files["/a.css"].text


@pytest.mark.parametrize(
    "kept",
    [
        ".btn:hover",
        ".collapse:not(.show)",
        ".collapsing",
        ".modal-open",
        ".modal-backdrop.show",
        "@keyframes spin",
        "Own Face",
        "--accent",
        "--blue",
        "@media print{.btn{",
        "/*! Frame 1.0 | MIT */",
        "@supports",
        "::after",
        '@charset "utf-8"',
    ],
)
def test_states_and_names_in_use_survive(kept: str) -> None:
    assert kept in framework()


@pytest.mark.parametrize(
    "gone",
    [
        ".btn-danger",
        ".badge",
        ".pill",
        ".grid",
        "never",
        "Unused",
        "--unused",
        "carousel",
        "min-width:992px",
        ".modal{",
    ],
)
def test_what_nothing_can_need_is_gone(gone: str) -> None:
    assert gone in FRAMEWORK
    assert gone not in framework()


def test_lists_lose_only_what_is_unused() -> None:
    assert ".btn{border-radius:3px}" in framework()


def test_applied_twice_is_applied_once() -> None:
    _, site = styled(FRAMEWORK, BODY, app__js=SCRIPT)
    assert unused_css.apply(applied(site), Setting()).files == ()


def test_with_a_script_that_nobody_can_read_everything_stays() -> None:
    _, site = styled(FRAMEWORK, BODY + '<script src="https://elsewhere.example/x.js"></script>', app__js=SCRIPT)
    assert unused_css.apply(site, Setting()).files == ()


def test_a_rule_that_one_page_needs_stays_for_all() -> None:
    link = '<link rel="stylesheet" href="/a.css">'
    css = ".one{top:0}.two{top:0}.none{top:0}" + ".unused{color:red}" * 20
    site = applied(website({"/1.html": link + "<p class=one>", "/2.html": link + "<p class=two>", "/a.css": css}))
    assert site.files["/a.css"].text.split() == [".one{top:0}", ".two{top:0}"]


def test_sheets_that_no_page_links_stay_as_they_are() -> None:
    site = website({"/i.html": "<p>x", "/a.css": FRAMEWORK})
    assert unused_css.apply(site, Setting()).files == ()


def test_styles_of_a_page_are_judged_by_that_page() -> None:
    style = f"<style>p{{top:0}}{'.gone{color:red}' * 20}</style>"
    site = applied(
        website(
            {"/i.html": f"<html><head>{style}</head><body><p>x</p></body></html>", "/j.html": '<b class="gone">x</b>'}
        )
    )
    assert "p{top:0}" in site.files["/i.html"].text
    assert ".gone" not in site.files["/i.html"].text


def test_layers_keep_their_order() -> None:
    css = "@layer a{.gone{top:0}}@layer b{p{top:0}}" + ".unused{color:red}" * 20
    _, site = styled(css, "<p>x")
    assert applied(site).files["/a.css"].text.split() == ["@layer", "a;", "@layer", "b{p{top:0}", "}"]


SELECTORS = st.sampled_from(
    [
        "p",
        ".a",
        ".b",
        ".a .b",
        ".a > .b",
        "#i",
        ".gone",
        ":is(.a,.gone)",
        ".b:not(.a)",
        "*",
        "p:first-child",
        ".gone,.b",
        "body",
        ".a:hover",
        ":where(.b)",
        "[class~=a]",
        "div p",
        ":root",
        "p::before",
        "div:has(.b)",
    ]
)
VALUES = st.sampled_from(
    [
        "color:red",
        "color:blue",
        "color:var(--x)",
        "--x:green",
        "--x:var(--y)",
        "--y:#123",
        "margin:1px",
        "margin-left:2px!important",
        "font:2em a",
        "color:inherit",
        "display:none",
    ]
)
GROUPS = st.sampled_from(
    [
        "",
        "@media (max-width:600px)",
        "@media (min-width:600px)",
        "@media print",
        "@layer l",
        "@layer m",
        "@supports (top:0)",
    ]
)
SHEETS = st.lists(st.tuples(GROUPS, SELECTORS, VALUES), min_size=1, max_size=10).map(
    lambda rules: "".join(f"{group}{{{at}{{{value}}}}}" if group else f"{at}{{{value}}}" for group, at, value in rules)
)
FILLER = ".filler{color:red}" * 20
PAGE = '<body><div class="a"><p class="b" style="top:var(--y)">x</p><p id="i">y</p></div><p class="a b">z</p></body>'
ASKED = ("color", "margin-left", "margin-top", "font-size", "display", "font-family", "top")


@settings(max_examples=40)
@given(SHEETS)
def test_no_element_looks_different(css: str) -> None:
    page, site = styled(css + FILLER, PAGE)
    after = applied(site)
    assert "filler" not in after.files["/a.css"].text
    for view in (PHONE, DESKTOP):
        one, other = cascade(page, site, view), cascade(after.page_at[page.path], after, view)
        for left, right in zip(page.elements, after.page_at[page.path].elements, strict=True):
            assert [one.of(left).get(name) for name in ASKED] == [other.of(right).get(name) for name in ASKED]


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["a{", "}", "@media x{", ".b", "{", "color:red", ";", "/*", "*/", '"', "(", "@import 'x", "\\", "--a:", ","]
        ),
        max_size=12,
    )
)
def test_broken_sheets_break_nothing(parts: list[str]) -> None:
    css = "".join(parts)
    _, site = styled(FILLER + css, PAGE)
    text = applied(site).files["/a.css"].text
    assert len(parsed(text).rules) <= len(parsed(FILLER + css).rules)
