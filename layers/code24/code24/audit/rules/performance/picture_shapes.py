"""Whether pictures can be shown at all, undistorted, sharp, and without moving the page."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.images.pictures import Picture, pictures_of, sources_of
from code24.website.images.sight import Sight
from code24.website.page import Page
from code24.website.styles.cascade import PHONE, Computed, cascade
from code24.website.website import Website

_DISTORTED = 0.05
"""Share by which the proportions may differ (Lighthouse, `image-aspect-ratio`)."""
_BLURRED = 0.75
"""Pixels for each CSS pixel below which a picture is blurred on every screen (Lighthouse, `image-size-responsive`)."""
_KEEPS_SHAPE = frozenset({"contain", "cover", "none", "scale-down"})


@page_rule(
    "unsized-images",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "Pictures say how large they are",
    ("Lighthouse", "unsized-images"),
    ("HTML", "4.8.17"),
    fix="image-dimensions",
)
def unsized_images(page: Page, website: Website) -> Iterator[Look]:
    """`img` elements whose place is unknown until they arrive: neither attributes nor styles give both sides."""
    styles = cascade(page, website, PHONE)
    for picture in pictures_of(page, website):
        yield (
            None
            if _is_sized(picture.element, styles.of(picture.element))
            else Defect("The picture has no width and height; what follows moves when it arrives.", picture.element)
        )


@page_rule(
    "broken-images",
    Category.DESIGN,
    Severity.SERIOUS,
    "All pictures can be shown",
    ("HTML", "4.8.3"),
)
def broken_images(page: Page, website: Website) -> Iterator[Look]:
    """`img` elements without address, and files of this website that are missing or damaged."""
    for picture in pictures_of(page, website):
        yield _broken(picture, page, website)


@page_rule(
    "image-aspect-ratio",
    Category.DESIGN,
    Severity.MODERATE,
    "Pictures are shown in their own proportions",
    ("Lighthouse", "image-aspect-ratio"),
)
def image_aspect_ratio(page: Page, website: Website) -> Iterator[Look]:
    """`img` elements with two fixed sides in other proportions than their file's."""
    styles = cascade(page, website, PHONE)
    for picture in pictures_of(page, website):
        facts, style = picture.facts, styles.of(picture.element)
        if facts is None or not facts.is_raster or not facts.pixels or style.get("object-fit") in _KEEPS_SHAPE:
            continue
        width, height = (_side(picture.element, style, name) or 0.0 for name in ("width", "height"))
        if width > 2 and height > 2:
            wrong = abs(width / height / (facts.width / facts.height) - 1) > _DISTORTED
            yield (
                Defect(
                    f"The picture is {facts.width:.0f} x {facts.height:.0f} pixels, "
                    f"and is shown {width:.0f} x {height:.0f}.",
                    picture.element,
                )
                if wrong
                else None
            )


@page_rule(
    "image-size-responsive",
    Category.DESIGN,
    Severity.MODERATE,
    "Pictures have enough pixels to be sharp",
    ("Lighthouse", "image-size-responsive"),
)
def image_size_responsive(page: Page, website: Website) -> Iterator[Look]:
    """`img` elements that are drawn much wider than their file is."""
    sight = Sight(page, website)
    for picture in pictures_of(page, website):
        facts = picture.facts
        if facts is None or not facts.is_raster or not facts.width or "srcset" in picture.element.attrs:
            continue
        width = sight.width(picture.element, PHONE.width)
        yield (
            Defect(
                f"The picture is {facts.width:.0f} pixels wide, and is shown over {width:.0f}: it is blurred.",
                picture.element,
            )
            if width and facts.width < width * _BLURRED
            else None
        )


@page_rule(
    "picture-source-type",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Sources of pictures can be told apart",
    ("HTML", "4.8.2"),
)
def picture_source_type(page: Page, website: Website) -> Iterator[Look]:
    """`source` elements in `picture` with neither type nor media: the first one is always taken."""
    for element in page.named("img"):
        for source in sources_of(element):
            told = bool(source.attr("type") or source.attr("media"))
            yield (
                None if told else Defect("The source has neither type nor media, so all after it are ignored.", source)
            )


def _is_sized(element: Element, style: Computed) -> bool:
    """Whether a browser knows its place: by both attributes, or by styles and attributes together.

    Attributes count although a rule says `auto`: they give the proportions (HTML, 15.4.3).
    """
    if (element.attr("width") or "") and (element.attr("height") or ""):
        return True
    sides = [bool(element.attr(name)) or style.get(name) not in {"auto", ""} for name in ("width", "height")]
    has_ratio = style.get("aspect-ratio") not in {"", "auto"}
    return all(sides) or (has_ratio and any(sides)) or style.get("display") == "none"


def _broken(picture: Picture, page: Page, website: Website) -> Look:
    if not picture.url:
        named = any(name in picture.element.attrs for name in ("srcset", "data-src", "data-srcset"))
        return None if named or sources_of(picture.element) else Defect("The picture has no address.", picture.element)
    if picture.file is None:
        target = website.target(picture.url, page.path)
        is_own = target is not None and website.is_own(target)
        return Defect("The website has no such picture.", picture.element) if is_own else None
    return None if picture.facts else Defect("The file is damaged or no picture.", picture.element)


def _side(element: Element, style: Computed, name: str) -> float | None:
    """CSS pixels of a fixed side; None for what is not fixed."""
    if style.specified.get(name) is not None:
        return style.length(name)
    written = (element.attr(name) or "").strip()
    return float(written) if written.isascii() and written.isdigit() and len(written) < 6 else None


RULES = [unsized_images, broken_images, image_aspect_ratio, image_size_responsive, picture_source_type]
