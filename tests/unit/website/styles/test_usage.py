import pytest

from code24.website.file_types import web_file
from code24.website.styles.selectors import selector
from code24.website.styles.usage import usage
from tests.styled import styled

BODY = (
    '<body><nav class="menu" id="nav"><a class="item" href="/">x</a></nav>'
    '<details class="more"><summary>a</summary></details><script>{}</script>'
)


def may_choose(text: str, script: str = "", body: str = BODY) -> bool:
    page, site = styled("", body.replace("{}", script))
    return usage(site).may_choose(selector(text), [page])


@pytest.mark.parametrize(
    "text",
    [
        ".menu",
        ".menu .item:hover",
        "#nav::before",
        ":root",
        "*",
        "::selection",
        ".item:visited",
        "details[open]",
        "html[lang]",
        ".more:not(.gone)",
    ],
)
def test_what_is_on_the_page_is_used(text: str) -> None:
    assert may_choose(text, "let quiet = 1")


@pytest.mark.parametrize(
    "text", [".other", "#other", ".menu .other:hover", "table", ".item .menu", "[data-x]", ".menu:is(.other)"]
)
def test_what_nothing_names_is_unused(text: str) -> None:
    assert not may_choose(text, "let quiet = 1")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (".menu.open", "nav.classList.add('open')"),
        (".menu:not(.open)", "nav.classList.toggle('open')"),
        (".menu:is(.open, .shut) .item", "nav.className += ' open'"),
        (".menu:has(.error)", "x.className = 'error'"),
        (".menu:empty", "nav.replaceChildren()"),
        (".alert-danger", "x.className = `alert alert-${kind}`"),
        (".alert-danger", "x.className = 'alert-' + kind"),
        (".my-switch-handle-on", "base = 'my-switch'; x.className = `${base}-${name}`; name = 'handle-on'"),
        (".my-switch-on", "base = 'my-switch'; x.className = base + '-' + name; name = 'on'"),
        (".tab-open", "x.classList.add(name + '-open')"),
        ("[data-theme=dark] .menu", "document.body.dataset.theme = 'dark'"),
        ("[aria-expanded=true]", "x.ariaExpanded = true"),
        ("dialog.box", "document.body.innerHTML = '<dialog class=box>'"),
        ("#made", "x.id = 'made'"),
    ],
)
def test_what_scripts_may_bring_about_is_used(text: str, script: str) -> None:
    assert may_choose(text, script)
    assert not may_choose(text, "let quiet = 1", "<body><p>x<script>{}</script>")


def test_data_attributes_and_templates_are_words_too() -> None:
    body = '<body><p data-toggle-class="lit">x<template><b class="late"></b></template><script>go()</script>'
    assert may_choose(".lit", body=body)
    assert may_choose("b.late", body=body)


def test_parts_of_pages_that_scripts_may_load_are_words_too() -> None:
    page, site = styled("", BODY)
    assert not usage(site).may_choose(selector(".card .late"), [page])
    part = web_file("/parts/card.html", b'<div class="card"><b class="late">x</b></div>')
    assert usage(site.changed([part])).may_choose(selector(".card .late"), [page])


def test_well_known_scripts_of_other_hosts_are_known() -> None:
    page, site = styled(
        "",
        '<p class="modal">x<script src="https://cdn.example/npm/bootstrap@5.2.3/dist/js/bootstrap.min.js"></script>',
    )
    known = usage(site)
    assert known.unknown_scripts == frozenset()
    assert known.may_choose(selector(".modal.show"), [page])
    assert not known.may_choose(selector(".badge"), [page])


def test_other_scripts_of_other_hosts_are_not() -> None:
    body = "".join(
        f'<script src="{url}"></script>' for url in ("https://cdn.example/a.js", "gone.js", "//plausible.io/js/p.js")
    )
    assert usage(styled("", body)[1]).unknown_scripts == {"https://cdn.example/a.js"}
