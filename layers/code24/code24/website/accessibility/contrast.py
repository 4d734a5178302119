"""Contrast of texts with what is behind them, from the cascade (WCAG 2.2, 1.4.3).

Texts over pictures and gradients, and those that are placed over other things, cannot be judged without seeing them:
they are left out, as axe calls them incomplete.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from turbohtml import Element, Namespace, Text

from code24.website.accessibility.colors import WHITE, Paint, contrast, mixed, paint
from code24.website.accessibility.rendering import WIDTHS, is_drawn_in
from code24.website.accessibility.semantics import UNRENDERED, input_type
from code24.website.page import Page
from code24.website.styles.cascade import Cascade, Computed, Viewport, cascade
from code24.website.styles.computed import NOT_IN_FLOW
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
_LIGHT = frozenset({"button", "a", "span", "nav", "ul", "dialog", "script"})
_PICTURES = frozenset({"img", "video", "picture", "canvas", "iframe", "object", "svg"})
_NEIGHBOURS = 40
OPAQUE = 0.999


class Judged(NamedTuple):
    """One text whose contrast is known."""

    element: Element
    color: Paint
    """As declared."""
    layers: tuple["Layer", ...]
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


class Layer(NamedTuple):
    """One element behind a text: its background and the opacity of all that is in it."""

    element: Element
    background: Paint
    opacity: float

    @property
    def is_opaque(self) -> bool:
        """Whether nothing is seen through it."""
        return self.background.alpha >= OPAQUE and self.opacity >= OPAQUE


def painted(color: Paint, layers: tuple[Layer, ...], opacity: dict[int, float]) -> tuple[Paint, Paint]:
    """The text's and its ground's colour as they are seen."""
    if not opacity:
        return _seen(color, tuple([layer[1:] for layer in layers]))
    shares = (opacity.get(number, layer.opacity) for number, layer in enumerate(layers))
    return _seen(color, tuple(zip((layer.background for layer in layers), shares, strict=True)))


@lru_cache(maxsize=4_096)
def _seen(color: Paint, layers: tuple[tuple[Paint, float], ...]) -> tuple[Paint, Paint]:
    """As `painted`, of backgrounds with the opacity of what they are part of."""
    backs: list[Paint] = [WHITE]
    for background, _ in layers:
        backs.append(background.over(backs[-1]))
    ground = backs[-1]
    front = color.over(ground)
    for number in range(len(layers) - 1, -1, -1):
        share = layers[number][1]
        if share < 1:
            front, ground = mixed(front, backs[number], share), mixed(ground, backs[number], share)
    return front, ground


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


type _Ground = tuple[tuple[Layer, ...], int]
"""The layers behind a text, and a number that is the same for layers that look the same."""
_NOTHING: _Ground = ((), 0)


class _Looking:
    def __init__(self, page: Page, website: Website, styles: Cascade) -> None:
        self.styles = styles
        self._candidates = website.remembered(("texts", page.path, page.text), lambda: tuple(_candidates(page)))
        self._facts: dict[Computed, _Facts] = styles.kept("facts of texts")
        self._backgrounds: dict[Computed, tuple[Paint, float] | None] = styles.kept("backgrounds")
        self._apart: dict[Computed, bool] = styles.kept("apart")
        self._layers: dict[Element, Layer | None] = {}
        self._grounds: dict[Element, _Ground | None] = {}
        self._numbers: dict[tuple[int, Paint, float], int] = {}
        self._ratios: dict[tuple[Paint, int], float] = {}
        self._covered: dict[Element, bool] = {}

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
        return _Facts(is_drawn, self._color(computed), _is_clipped(computed), needed)

    def _judged(self, element: Element, facts: _Facts, *, is_field: bool) -> Iterator[Judged]:
        ground = self._behind(element)
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
                if (opacity := _share(hint.get("opacity"))) < 1 and "opacity" in hint.specified:
                    hint_color = hint_color._replace(alpha=hint_color.alpha * opacity)
                if hint_color.alpha >= 0.02:
                    ratio = contrast(*painted(hint_color, layers, {}))
                    yield Judged(element, hint_color, layers, needed, ratio, "placeholder")

    def _color(self, computed: Computed) -> Paint | None:
        text = computed.get("color").lower()
        if text == "currentcolor" and (above := computed.parent) is not None:
            return self._color(above)
        fill = computed.get("-webkit-text-fill-color")
        return paint(text) if not fill or fill.lower() == "currentcolor" else None

    def _behind(self, element: Element) -> _Ground | None:
        """The layers behind a text from the first opaque one; None where they cannot be known or nothing is seen."""
        layer = self._layer(element)
        if layer is None:
            return None
        if layer.is_opaque:
            return self._on(_NOTHING, layer)
        if self._stands_apart(element) and layer.background.alpha < OPAQUE and not self._is_within(element):
            return None
        above = element.parent
        return self._on(self._ground(above, element) if isinstance(above, Element) else _NOTHING, layer)

    def _ground(self, element: Element, own: Element) -> _Ground | None:
        """As `_behind`, of what is behind the elements in an element, of which the text's own is one."""
        chain: list[tuple[Element, Layer]] = []
        found: _Ground | None = _NOTHING
        current: object = element
        while isinstance(current, Element):
            if current in self._grounds:
                found = self._grounds[current]
                break
            layer = self._layer(current)
            if layer is None or self._is_covered(current, own):
                found = self._grounds[current] = None
                break
            chain.append((current, layer))
            if layer.is_opaque:
                break
            if self._stands_apart(current) and layer.background.alpha < OPAQUE and not self._is_within(current):
                found = None
                break
            own, current = current, current.parent
        for each, layer in reversed(chain):
            found = self._grounds[each] = self._on(found, layer)
        return found

    def _on(self, ground: _Ground | None, layer: Layer) -> _Ground | None:
        """A layer on others."""
        if ground is None or layer.opacity <= 0.02:
            return None
        layers, below = ground
        key = (below, layer.background, layer.opacity)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers) + 1
        return (*layers, layer), number

    def _layer(self, element: Element) -> Layer | None:
        if element not in self._layers:
            self._layers[element] = self._made(element)
        return self._layers[element]

    def _made(self, element: Element) -> Layer | None:
        computed = self.styles.of(element)
        if computed not in self._backgrounds:
            self._backgrounds[computed] = self._background(computed)
        found = self._backgrounds[computed]
        if found is None:
            return None
        for pseudo in ("before", "after"):
            if self.styles.has_pseudo(element, pseudo) and self._paints_over(self.styles.of(element, pseudo)):
                return None
        return Layer(element, *found)

    def _background(self, computed: Computed) -> tuple[Paint, float] | None:
        """Background and opacity; None where there are pictures or effects."""
        said = computed.specified
        if "background-image" in said and computed.get("background-image") != "none":
            return None
        if any(name in said and computed.get(name) not in ok for name, ok in _EFFECTS):
            return None
        background = Paint(0, 0, 0, 0)
        if "background-color" in said:
            text = computed.get("background-color")
            found = self._color(computed) if text.lower() == "currentcolor" else paint(text)
            if found is None:
                return None
            background = found
        return background, _share(computed.get("opacity")) if "opacity" in said else 1.0

    def _paints_over(self, pseudo: Computed) -> bool:
        if pseudo.get("position") not in {"absolute", "fixed"}:
            return False
        color = paint(pseudo.get("background-color")) if "background-color" in pseudo.specified else None
        image = "background-image" in pseudo.specified and pseudo.get("background-image") != "none"
        width = pseudo.length("width", 1000.0) if "width" in pseudo.specified else None
        return (image or (color is not None and color.alpha > 0)) and (width is None or width > 60)

    def _stands_apart(self, element: Element) -> bool:
        computed = self.styles.of(element)
        found = self._apart.get(computed)
        if found is None:
            found = "position" in computed.specified and computed.get("position") in NOT_IN_FLOW
            self._apart[computed] = found
        return found

    def _is_within(self, element: Element) -> bool:
        """Whether what is placed absolutely stays on the ground of the box that it is placed in.

        So it is where its offsets lead nowhere else, and nothing but that ground is painted in the box.
        """
        style = self.styles.of(element)
        offsets = [style.length(side) for side in ("top", "right", "bottom", "left") if style.get(side) != "auto"]
        if style.get("position") != "absolute" or any(offset is None or offset < 0 for offset in offsets):
            return False
        for frame in element.ancestors:
            if not isinstance(frame, Element) or frame.tag in {"body", "html"}:
                return False
            if self.styles.of(frame).get("position") not in {"static", ""}:
                others = list(islice(frame.iter_elements(), _NEIGHBOURS + 1))
                around = {*element.ancestors, *element.iter_elements()}
                return len(others) <= _NEIGHBOURS and not any(
                    one not in around and self._is_painted(one) for one in others
                )
        return False

    def _is_painted(self, element: Element) -> bool:
        layer = self._layer(element)
        return layer is None or layer.background.alpha > 0 or element.tag in _PICTURES

    def _is_covered(self, element: Element, own: Element) -> bool:
        """Whether something else inside an element is placed behind its content."""
        if element not in self._covered:
            children = [child for child in element.children if isinstance(child, Element)][:_NEIGHBOURS]
            self._covered[element] = any(
                child.tag not in _LIGHT and self._fills(child) and child is not own
                for child in filter(self._stands_apart, children)
            )
        return self._covered[element]

    def _fills(self, element: Element) -> bool:
        if element.tag in _PICTURES:
            return True
        return is_drawn_in(element, self.styles) and (
            self._layer(element) is None or any(inner.tag in {"img", "video"} for inner in element.iter_elements())
        )


_EFFECTS = (
    ("mix-blend-mode", {"normal", ""}),
    ("filter", {"none", ""}),
    ("backdrop-filter", {"none", ""}),
)


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


def _share(text: str) -> float:
    try:
        value = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0
    if math.isnan(value):
        return 1.0
    return min(max(value, 0.0), 1.0)
