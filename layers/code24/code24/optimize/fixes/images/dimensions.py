"""Width and height of pictures in the markup, so that nothing moves when they arrive."""

from collections.abc import Iterator

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.images.pictures import pictures_of
from code24.website.images.sight import Sight
from code24.website.page import Page
from code24.website.website import Website

MARK = "data-auto"
"""Names the sides of an `img` that its attributes must not fix."""
_RULES = {
    "width": f":where(img[{MARK}~=width]){{width:auto}}",
    "height": f":where(img[{MARK}~=height]){{height:auto}}",
}
"""They weigh nothing and come first: every rule of the site's own beats them, and they beat nothing but attributes."""


@page_fix(
    "image-dimensions",
    Phase.IMAGES,
    "Pictures say how large they are, so that the page does not move when they arrive",
    "unsized-images",
    needs_finding=False,
)
def image_dimensions(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Add the natural size to each `img` that has none, and say `auto` where a style sets one side only."""
    elements = list(document.iter_elements())
    places = {element: index for index, element in enumerate(page.elements)}
    sight = Sight(page, website, setting.measured)
    used: set[str] = set()
    for picture in pictures_of(page, website):
        facts, copy = picture.facts, elements[places[picture.element]]
        if facts is None or not facts.width or not facts.height or has_dimension(copy):
            continue
        extent = sight.extent(picture.element)
        if not facts.has_size and not extent.has_fixed_side:
            continue
        sides = ["width"] * extent.needs_auto_width + ["height"] * extent.needs_auto_height
        copy.attrs["width"] = f"{max(1, round(facts.width))}"
        copy.attrs["height"] = f"{max(1, round(facts.height))}"
        if sides:
            copy.attrs[MARK] = " ".join(sides)
            used.update(sides)
        yield Change(
            path=page.path,
            what=f"A picture says its size, {facts.width:.0f} x {facts.height:.0f} pixels.",
            selector=picture.element.css_path(),
            after=f'width="{facts.width:.0f}" height="{facts.height:.0f}"',
        )
    if used:
        _add_rules(document, used)


def has_dimension(element: Element) -> bool:
    """Whether an `img` has an attribute for its size already; then its author has decided."""
    return bool(element.attr("width") or element.attr("height"))


def _add_rules(document: Document, sides: set[str]) -> None:
    """Put the rules before everything that styles the page."""
    head = document.select_one("head")
    if head is None:
        return
    for style in head.select("style"):
        if MARK in style.text:
            style.set_text("".join(rule for side, rule in _RULES.items() if side in sides or rule in style.text))
            return
    style = Element("style")
    style.set_text("".join(rule for side, rule in _RULES.items() if side in sides))
    first = next((each for each in head.select("link, style") if _is_style(each)), None)
    if first is not None:
        first.insert_before(style)
    else:
        head.append(style)


def _is_style(element: Element) -> bool:
    return element.tag == "style" or "stylesheet" in (element.attr("rel") or "").lower().split()
