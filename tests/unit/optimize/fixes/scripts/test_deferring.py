"""Scripts wait where nothing needs them before; everything else keeps its place and order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.optimize.applying import apply_all
from code24.optimize.fix import Setting
from code24.optimize.fixes.scripts.deferring import deferred_scripts
from tests.typefaces import page, website

FILES = {
    "/jquery.js": "window.jQuery=window.$=function(){}",
    "/app.js": "document.body.id='a'",
    "/write.js": "document.write('<b>')",
    "/theme.js": "document.documentElement.classList.add('dark')",
}


def deferred(body: str, head: str = "") -> list[str]:
    before = website({"/index.html": page(body, head), **FILES})
    after = before.changed(deferred_scripts.apply(before, Setting()).files)
    scripts = after.pages[0].named("script")
    return [script.attr("src") or "" for script in scripts if script.attr("defer") is not None]


def script(name: str) -> str:
    return f'<script src="{name}.js"></script>'


def test_all_wait_where_nothing_needs_them() -> None:
    assert deferred(script("app"), script("jquery")) == ["jquery.js", "app.js"]


def test_an_inline_script_that_needs_jquery_keeps_it_where_it_is() -> None:
    assert deferred("<script>$(function(){ $('p').hide() })</script>" + script("app"), script("jquery")) == ["app.js"]


def test_an_inline_script_that_waits_for_the_page_needs_nothing_before() -> None:
    ready = "<script>document.addEventListener('DOMContentLoaded', () => { $('p').hide() });</script>"
    assert deferred(ready, script("jquery")) == ["jquery.js"]


def test_statistics_snippets_need_nothing() -> None:
    snippet = (
        "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}"
        "gtag('js',new Date());</script>"
    )
    assert deferred(snippet, script("app")) == ["app.js"]


@pytest.mark.parametrize("name", ["write", "theme"])
def test_what_has_to_run_at_its_place_keeps_all_before_it(name: str) -> None:
    assert deferred("", script("jquery") + script(name) + script("app")) == ["app.js"]


@pytest.mark.parametrize(
    "head",
    [
        '<script src="app.js" async></script>',
        '<script src="app.js" type="module"></script>',
        '<script type="text/template" src="app.js"></script>',
        '<script src="https://ads.example/x.js"></script>',
        '<script src="app.js"></script><img src="a.png" onload="ready()">',
    ],
)
def test_others_are_left_alone(head: str) -> None:
    assert deferred("", head) == []


def test_scripts_after_waiting_ones_keep_their_turn() -> None:
    assert deferred(script("jquery"), '<script defer src="app.js"></script>') == ["app.js"]


def test_scripts_at_the_end_of_a_page_wait_too_though_no_rule_asks_for_it() -> None:
    before = website({"/index.html": page(script("jquery") + script("app")), **FILES})
    (step,) = apply_all(before, [deferred_scripts], Setting(), found=())
    assert [each.attr("defer") for each in step.website.pages[0].named("script")] == ["", ""]


def test_twice_is_once() -> None:
    before = website({"/index.html": page(script("app"), script("jquery")), **FILES})
    after = before.changed(deferred_scripts.apply(before, Setting()).files)
    assert deferred_scripts.apply(after, Setting()).files == ()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<script src=\"'apj.>/(){}$;=\n", max_size=80))
def test_broken_markup_never_crashes(text: str) -> None:
    assert isinstance(deferred(text, script("app")), list)
