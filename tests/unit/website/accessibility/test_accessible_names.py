"""Names as screen readers compute them (Accessible Name and Description Computation 1.2)."""

import pytest

from code24.website.accessibility.accessible_names import Names
from code24.website.accessibility.semantics import Semantics
from code24.website.page import Page

CASES = [
    ("<b id=a>One</b><i id=b>Two</i><button x aria-labelledby='a b' aria-label=Three>Four</button>", "One Two"),
    ("<b id=a hidden>One</b><button x aria-labelledby=a>Two</button>", "One"),
    ("<button x aria-labelledby=gone aria-label=Three>Four</button>", "Three"),
    ("<a x href=1>One <img src=a alt=two> <span aria-hidden=true>three</span></a>", "One two"),
    ("<a x href=1><svg><title>One</title></svg></a>", "One"),
    ("<a x href=1><div>One</div><div>Two</div></a>", "One Two"),
    ("<a x href=1>On<b>e</b></a>", "One"),
    ("<a x href=1 title=One></a>", "One"),
    ("<label>One <input x></label>", "One"),
    ("<label for=a>One</label><label for=a>Two</label><input x id=a>", "One Two"),
    ("<input x placeholder=One>", "One"),
    ("<input x placeholder=One title=Two>", "Two"),
    ("<input x type=submit>", "Submit"),
    ("<input x type=submit value=Go>", "Go"),
    ("<input x type=image alt=Go>", "Go"),
    ("<img x src=a alt=One title=Two>", "One"),
    ("<fieldset x><legend>One</legend></fieldset>", "One"),
    ("<table x><caption>One</caption><tr><td>1</table>", "One"),
    ("<div x>Words</div>", ""),
    ("<div x role=checkbox>Words</div>", "Words"),
]


@pytest.mark.parametrize(("html", "name"), CASES)
def test_name(html: str, name: str) -> None:
    page = Page.of("/index.html", html)
    element = next(one for one in page.elements if "x" in one.attrs)
    assert Names(Semantics(page)).of(element) == name
