"""What inline scripts need of the scripts before them."""

import pytest

from code24.website.scripting.script_dependencies import needed_names, waits_for_the_page, writes_into_the_page


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("$('a').hide()", {"$"}),
        ("window.jQuery && jQuery('a')", {"jQuery"}),
        ("new Swiper('.x', { loop: true })", {"Swiper"}),
        ("var a = 1; let b = a + 1; console.log(b)", set()),
        ("document.getElementById('y').textContent = new Date().getFullYear()", set()),
        ("function f(x) { return x * 2 } f(3)", set()),
        ("[1].map(x => x + 1); (a, b) => a + b", set()),
        ("'$(jQuery)' // $ \n/* $ */", set()),
        ("window['plug' + 'in']()", {"window[]"}),
        ("a = window.x ? jQuery : null", {"a", "jQuery", "x"}),
        ("gtag('config', 'G-1')", set()),
    ],
)
def test_names_of_other_scripts(text: str, names: set[str]) -> None:
    assert needed_names(text) == names


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("window.addEventListener('load', function () { $('a').hide() });", True),
        ("/* x */ document.addEventListener(\"DOMContentLoaded\", () => { a(')') })", True),
        ("document.addEventListener('DOMContentLoaded', a); $('b')", False),
        ("document.addEventListener('click', a)", False),
    ],
)
def test_scripts_that_only_wait(text: str, waits: bool) -> None:
    assert waits_for_the_page(text) is waits


def test_writing() -> None:
    assert writes_into_the_page("document . write('x')")
    assert writes_into_the_page("document['wri' + 'te']('x')")
    assert not writes_into_the_page("document.title = 'document write'")
