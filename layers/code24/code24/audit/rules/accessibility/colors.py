"""Colours: texts can be read, links can be told from texts."""

from collections.abc import Iterator

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.contrast import judged_texts, painted
from code24.website.rendering import WIDTHS


@accessible("color-contrast", Severity.SERIOUS, "Texts stand out from their ground.", "1.4.3", fix="contrast")
def color_contrast(told: Told) -> Iterator[Judged]:
    """4.5 to 1, large texts 3 to 1; at the width of a phone and of a desktop, from the cascade."""
    worst: dict[object, tuple[float, str]] = {}
    for viewport in WIDTHS:
        for text in judged_texts(told.page, told.website, viewport):
            problem = ""
            if not text.passes:
                front, back = painted(text.color, text.layers, {})
                what = "placeholder" if text.pseudo else "text"
                problem = f"The {what} {front.hex} on {back.hex} has {text.ratio:.2f}:1; it needs {text.needed:g}:1."
            if text.element not in worst or text.ratio / text.needed < worst[text.element][0]:
                worst[text.element] = (text.ratio / text.needed, problem)
    for element in told.page.elements:
        if element in worst:
            yield element, worst[element][1]


RULES = (color_contrast,)
