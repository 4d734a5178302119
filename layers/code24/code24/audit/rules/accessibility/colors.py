"""Colours: texts can be read, links can be told from texts."""

from collections.abc import Iterator

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility.contrast import is_enough, judged_texts
from code24.website.accessibility.grounds import painted
from code24.website.accessibility.inline_links import links_in_texts
from code24.website.accessibility.rendering import WIDTHS
from code24.website.accessibility.targets import targets


@accessible("color-contrast", Severity.SERIOUS, "Texts stand out from their ground", "1.4.3", fix="contrast")
def color_contrast(told: Told) -> Iterator[Judged]:
    """4.5 to 1, large texts 3 to 1; at the width of a phone and of a desktop, from the cascade."""
    worst: dict[object, tuple[float, str]] = {}
    for viewport in WIDTHS:
        for text in judged_texts(told.page, told.website, viewport):
            problem, ratio = "", text.ratio
            if not is_enough(ratio, text.needed):
                front, back = painted(text.color, text.layers, {})
                what = "placeholder" if text.pseudo else "text"
                problem = f"The {what} {front.hex} on {back.hex} has {ratio:.2f}:1; it needs {text.needed:g}:1."
            if text.element not in worst or ratio / text.needed < worst[text.element][0]:
                worst[text.element] = (ratio / text.needed, problem)
    for element in told.page.elements:
        if element in worst:
            yield element, worst[element][1]


@accessible("link-in-text-block", Severity.SERIOUS, "Links in texts can be told from texts", "1.4.1",
            fix="link-underline")  # fmt: skip
def link_in_text_block(told: Told) -> Iterator[Judged]:
    """By an underline, a weight, a ground, or at least 3 to 1 with the words around."""
    for found in links_in_texts(told.page, told.website):
        problem = f"Only a colour with {found.ratio:.2f}:1 tells this link from the words around."
        yield found.link, "" if found.passes else problem


@accessible("target-size", Severity.SERIOUS, "What is tapped is large enough", "2.5.8", fix="target-size")
def target_size(told: Told) -> Iterator[Judged]:
    """24 pixels, or as much space around; icons side by side are looked at, links in sentences are exempt."""
    for target in targets(told.page, told.website):
        problem = f"The target is {target.width:.0f} by {target.height:.0f} pixels, with others beside it."
        yield target.element, "" if target.passes else problem


RULES = (color_contrast, link_in_text_block, target_size)
