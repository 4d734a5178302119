"""What was measured stays known of elements that fixes have moved, retagged or given other files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.optimize.carrying import carried
from code24.website.models import Box, Measured, Measurements
from code24.website.website import Website
from tests.typefaces import page, website

BODY = '<div class="hero"></div><section><img src="a.jpg"><img src="b.jpg"></section><div id="end"></div>'


def site(body: str) -> Website:
    return website({"/index.html": page(body)})


def measured(before: Website) -> Measurements:
    """Every element, 1, 2, 3 … px wide; the second picture is the largest paint."""
    elements = before.pages[0].elements
    boxes = {element.css_path(): Box(0, 0, number, 9) for number, element in enumerate(elements, 1)}
    largest = next((each.css_path() for each in elements if each.attr("src") == "b.jpg"), None)
    return {("/index.html", 412): Measured((412, 823), boxes, largest)}


@pytest.mark.parametrize(
    "after",
    [
        f"<a class=skip href=#main>Skip</a><main id=main>{BODY}</main>",
        BODY.replace('<div class="hero"></div>', '<header class="hero"></header>'),
        BODY.replace("a.jpg", "a-480w.webp").replace("b.jpg", "b-480w.webp"),
        f"<main>{BODY.replace('<img', '<img class=dark')}</main>",
        BODY.replace('<img src="a.jpg">', '<svg><path d="M0 0"></path></svg>'),
    ],
    ids=["wrapped", "retagged", "other files", "other classes", "one less"],
)
def test_elements_are_found_again(after: str) -> None:
    before, later = site(BODY), site(after)
    ((_, found),) = carried(measured(before), before, later).items()
    ((_, was),) = measured(before).items()
    document = later.pages[0].document

    largest = document.select_one(found.largest_paint or "")
    assert largest is not None
    assert (largest.attr("src") or "")[0] == "b"
    assert found.boxes[largest.css_path()] == was.boxes[was.largest_paint or ""]
    for names in (".hero", "#end"):
        old, new = before.pages[0].document.select_one(names), document.select_one(names)
        assert old is not None
        assert new is not None
        assert found.boxes[new.css_path()] == was.boxes[old.css_path()]


def test_what_is_gone_or_cannot_be_told_apart_is_left_out() -> None:
    before, later = site("<p>a</p><p>b</p><img src=b.jpg>"), site("<p>b</p>")
    ((_, found),) = carried(measured(before), before, later).items()
    assert found.largest_paint is None
    assert not any(place.rpartition("> ")[2].startswith(("p", "img")) for place in found.boxes)


def test_pages_that_are_as_they_were_keep_everything() -> None:
    before = site(BODY)
    assert carried(measured(before), before, site(BODY)) == measured(before)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="<div> img/src='a\"main", max_size=80), st.text(alphabet="<div> img/src='a\"main", max_size=80))
def test_every_place_that_is_told_is_there(one: str, other: str) -> None:
    before, later = site(one), site(other)
    ((_, found),) = carried(measured(before), before, later).items()
    assert set(found.boxes) <= {element.css_path() for element in later.pages[0].elements}
