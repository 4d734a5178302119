"""Images: sized, so that nothing jumps, and described."""

from collections.abc import Iterator

from turbohtml import Element

from code24.build.quality_gate.rule import Defect, Look, page_rule
from code24.website.page import Page

SIZED = ("img", "video", "iframe", "embed", "object")


@page_rule("image-size", "Every image, video and frame states its width and height.")
def image_size(page: Page) -> Iterator[Look]:
    """Positive whole numbers of CSS pixels (WHATWG HTML, 4.8.17)."""
    for element in page.named(*SIZED):
        wrong = [name for name in ("width", "height") if not _positive(element.attr(name))]
        yield Defect(f"The {element.tag} lacks a valid {' and '.join(wrong)}.", _source(element)) if wrong else None


@page_rule("image-alt", "Every image has an alternative text, empty where it is decoration.")
def image_alt(page: Page) -> Iterator[Look]:
    """Not a file name either."""
    for element in page.named("img"):
        text = element.attr("alt")
        if text is None:
            yield Defect("The image has no alt attribute.", _source(element))
        elif text.lower().endswith((".jpg", ".jpeg", ".png", ".svg", ".webp", ".avif", ".gif")):
            yield Defect("The image's alt text is a file name.", text)
        else:
            yield None


def _positive(value: str | None) -> bool:
    return value is not None and value.isascii() and value.isdigit() and 0 < len(value) < 6 and int(value) > 0


def _source(element: Element) -> str:
    return f"<{element.tag}> {element.attr('src') or ''}"


RULES = (image_size, image_alt)
