"""Pictures get their sizes without being drawn at others."""

import pytest
from turbohtml import parse

from code24.optimize.fix import Setting
from code24.optimize.fixes.images.dimensions import image_dimensions
from tests.gallery import jpeg, page, site

PHOTO = jpeg(300, 200)


@pytest.mark.parametrize(
    ("css", "auto"),
    [
        ("img{max-width:100%;height:auto}", ""),
        ("img{width:100%;height:auto}", ""),
        ("img{width:100px;height:100px;object-fit:cover}", ""),
        ("", "height"),
        ("img{max-width:100%}", "height"),
        ("img{width:100%}", "height"),
        ("img{height:48px}", "width"),
        ("img{height:48px;width:auto}", ""),
        ("img{max-height:100px}", "width height"),
        ("p{display:flex;flex-direction:column}", "width height"),
        ("p{display:flex;flex-direction:column;align-items:center}", "height"),
        ("p{display:flex}", "height"),
        ("p{display:flex;height:90px}", "width height"),
        ("@media (min-width:1000px){img{height:48px}}", "width height"),
        ("*{box-sizing:border-box}img{padding:0 1.5rem}", "width height"),
        ("img{box-sizing:border-box;border:1px solid;max-width:100%;height:auto}", "width"),
        ("img{box-sizing:border-box;border:1px none;max-width:100%;height:auto}", ""),
        ("img{box-sizing:border-box;padding:4px;width:100%;height:auto}", ""),
        ("img{padding:0 1.5rem;height:auto}", ""),
    ],
)
def test_what_must_not_be_fixed_says_auto(css: str, auto: str) -> None:
    website = site(index_html=page('<p><img src="a.jpg"></p>', f"<style>{css}</style>"), a_jpg=PHOTO)
    (changed,) = image_dimensions.apply(website, Setting()).files
    document = parse(changed.text)
    element = document.select_one("img")
    assert element is not None
    assert (element.attr("width"), element.attr("height"), element.attr("data-auto") or "") == ("300", "200", auto)
    first = document.select("style")[0].text
    assert all(f"~={side}]){{{side}:auto}}" in first for side in auto.split())
    assert ("data-auto" in first) == bool(auto)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="a.jpg" width="30">',
        '<img src="missing.jpg">',
        '<img src="b.svg">',
        '<img src="data:image/gif;base64,">',
    ],
)
def test_what_is_left_alone(body: str) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"/>'
    assert not image_dimensions.apply(site(index_html=page(body), a_jpg=PHOTO, b_svg=drawing), Setting()).files


def test_a_drawing_with_proportions_alone_where_styles_fix_a_side() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"/>'
    website = site(index_html=page('<img src="b.svg" style="height:20px">'), b_svg=drawing)
    (changed,) = image_dimensions.apply(website, Setting()).files
    assert 'width="30" height="20" data-auto="width"' in changed.text
