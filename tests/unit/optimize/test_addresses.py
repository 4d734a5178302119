"""Addresses in the style of the page they are written into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.optimize.addresses import relative_to, spelled_like
from code24.website.references import resolve


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [
        ("/index.html", "/css/a.css", "css/a.css"),
        ("/a/b/index.html", "/css/a.css", "../../css/a.css"),
        ("/a/index.html", "/a/b c.png", "b%20c.png"),
        ("/index.html", "/a:b.png", "./a:b.png"),
        ("/a/index.html", "/a/", "./"),
        ("/index.html", "/a?b#c.png", "a%3Fb%23c.png"),
    ],
)
def test_relative(page: str, target: str, address: str) -> None:
    assert relative_to(page, target) == address


def test_the_style_of_another_address() -> None:
    assert spelled_like("/x.css", "/a/index.html", "/b.css") == "/b.css"
    assert spelled_like("../x.css", "/a/index.html", "/b.css") == "../b.css"


_PATH = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1, max_size=4),
    min_size=1,
    max_size=4,
)


@given(_PATH, _PATH)
def test_a_browser_finds_the_way(here: list[str], there: list[str]) -> None:
    if {".", ".."} & {*here, *there} or any(each.strip() != each for each in (*here, *there)):
        return
    page, target = "/" + "/".join(here), "/" + "/".join(there)
    assert resolve(relative_to(page, target), f"https://a.example/{relative_to('/', page)}").path == target
