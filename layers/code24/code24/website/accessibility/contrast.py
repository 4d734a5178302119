"""Contrast of texts with what is behind them, from the cascade (WCAG 2.2, 1.4.3).

Texts over pictures and gradients, and those that are placed over other things, cannot be judged without seeing them:
they are left out, as axe calls them incomplete.
"""

from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Element, Namespace, Text

from code24.website.accessibility.colors import Paint, contrast, paint
from code24.website.accessibility.grounds import Grounds, Layer, color_of, painted, share_of
from code24.website.accessibility.rendering import WIDTHS
from code24.website.accessibility.semantics import UNRENDERED, input_type
from code24.website.page import Page
from code24.website.styles.cascade import Cascade, Computed, Viewport, cascade
from code24.website.vocabulary import words
from code24.website.website import Website

NEEDED, NEEDED_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = 24.0, 18.66
"""CSS pixels: 18 and 14 points."""
BOLD = 700
INVISIBLE, UNLIKELY = 1.1, 1.5
"""Nobody writes what cannot be seen: below these ratios something else is behind the text, a picture or a part that is
moved there. The second one is for texts on no ground but the window's."""
_VALUES = frozenset({"text", "search", "tel", "url", "email", "password", "number", "submit", "reset", "button"})
_SKIPPED = UNRENDERED | words("option optgroup br hr iframe object video audio canvas svg")


class Judged(NamedTuple):
    """One text whose contrast is known."""

    element: Element
    color: Paint
    """As declared."""
    layers: tuple[Layer, ...]
    """What it is painted over, from the back."""
    needed: float
    ratio: float
    """The contrast ratio as it is."""
    pseudo: str = ""
    """`placeholder` where it is that."""

    def ratio_with(self, color: Paint, opacity: dict[int, float] | None = None) -> float:
        """The contrast ratio that another colour of the text would have; `opacity` replaces those of layers."""
        return contrast(*painted(color, self.layers, opacity or {}))

    @property
    def passes(self) -> bool:
        """Whether it reaches what it needs."""
        return is_enough(self.ratio, self.needed)


def is_enough(ratio: float, needed: float) -> bool:
    """Whether a ratio reaches what is needed; axe rounds down to two places."""
    return int(ratio * 100) / 100 >= needed


def judged_texts(page: Page, website: Website, viewport: Viewport) -> tuple[Judged, ...]:
    """All texts of a page at a width whose contrast can be known."""
    return website.remembered(
        ("contrast", page.path, page.text, website.styles_digest, viewport),
        lambda: tuple(_Looking(page, website, cascade(page, website, viewport)).texts()),
    )


def failing(page: Page, website: Website) -> dict[Element, list[Judged]]:
    """Texts that do not reach their contrast at some width, by element, with all their judgements."""
    found: dict[Element, list[Judged]] = {}
    for viewport in WIDTHS:
        for judged in judged_texts(page, website, viewport):
            found.setdefault(judged.element, []).append(judged)
    return {element: all_of for element, all_of in found.items() if not all(one.passes for one in all_of)}


class _Facts(NamedTuple):
    """What the texts have in common that have equal styles."""

    is_drawn: bool
    color: Paint | None
    is_clipped: bool
    needed: float


class _Looking:
    def __init__(self, page: Page, website: Website, styles: Cascade) -> None:
        self.styles = styles
        self._candidates = website.remembered(("texts", page.path, page.text), lambda: tuple(_candidates(page)))
        self._facts: dict[Computed, _Facts] = styles.kept("facts of texts")
        self._grounds = Grounds(styles)
        self._ratios: dict[tuple[Paint, int], float] = {}

    def texts(self) -> Iterator[Judged]:
        for element, is_field in self._candidates:
            computed = self.styles.of(element)
            facts = self._facts.get(computed)
            if facts is None:
                facts = self._facts[computed] = self._facts_of(computed)
            if facts.is_drawn:
                yield from self._judged(element, facts, is_field=is_field)

    def _facts_of(self, computed: Computed) -> _Facts:
        needed = NEEDED_LARGE if _is_large(computed) else NEEDED
        is_drawn = computed.get("visibility") not in {"hidden", "collapse"} and computed.is_displayed
        return _Facts(is_drawn, color_of(computed), _is_clipped(computed), needed)

    def _judged(self, element: Element, facts: _Facts, *, is_field: bool) -> Iterator[Judged]:
        ground = self._grounds.behind(element)
        if ground is None:
            return
        color, needed = facts.color, facts.needed
        if color is None or color.alpha < 0.02 or facts.is_clipped:
            return
        layers, number = ground
        ratio = self._ratios.get((color, number))
        if ratio is None:
            ratio = self._ratios[color, number] = contrast(*painted(color, layers, {}))
        if ratio < INVISIBLE or (ratio < UNLIKELY and not any(layer.background.alpha > 0 for layer in layers)):
            return
        yield Judged(element, color, layers, needed, ratio)
        if is_field and (element.attr("placeholder") or "").strip():
            hint = self.styles.of(element, "placeholder")
            if "color" in hint.specified and (hint_color := paint(hint.get("color"))) is not None:
                if (opacity := share_of(hint.get("opacity"))) < 1 and "opacity" in hint.specified:
                    hint_color = hint_color._replace(alpha=hint_color.alpha * opacity)
                if hint_color.alpha >= 0.02:
                    ratio = contrast(*painted(hint_color, layers, {}))
                    yield Judged(element, hint_color, layers, needed, ratio, "placeholder")


def _candidates(page: Page) -> Iterator[tuple[Element, bool]]:
    """Elements with texts of their own that are not out of use, and whether they are fields."""
    disabled: dict[object, bool] = {}
    for element in page.elements:
        disabled[element] = is_disabled = disabled.get(element.parent, False) or _says_disabled(element)
        if is_disabled or element.namespace is not Namespace.HTML or element.tag in _SKIPPED:
            continue
        is_field = element.tag in {"input", "textarea", "select"}
        if is_field and element.tag == "input" and input_type(element) not in _VALUES:
            continue
        if is_field or _has_text(element):
            yield element, is_field


def _has_text(element: Element) -> bool:
    for child in element.children:
        if isinstance(child, Text):
            text = child.data.strip()
            if len(text) > 1 and any(map(str.isalnum, text)):
                return True
    return False


def _says_disabled(element: Element) -> bool:
    attributes = element.attrs
    if "disabled" in attributes and element.tag in {"button", "input", "select", "textarea", "fieldset"}:
        return True
    return "aria-disabled" in attributes and (element.attr("aria-disabled") or "").lower() == "true"


def _is_clipped(computed: Computed) -> bool:
    """Texts that show a background through, and those that only screen readers meet."""
    clip = computed.get("background-clip") or computed.get("-webkit-background-clip")
    return clip == "text" or computed.get("-webkit-background-clip") == "text" or computed.font_size < 1


def _is_large(computed: Computed) -> bool:
    size = computed.font_size
    return size >= LARGE or (size >= LARGE_BOLD and _weight(computed) >= BOLD)


def _weight(computed: Computed) -> int:
    text = computed.get("font-weight").lower()
    if text in {"bold", "bolder"}:
        return BOLD
    return int(float(text)) if text.replace(".", "", 1).isdigit() and len(text) < 6 else 400
