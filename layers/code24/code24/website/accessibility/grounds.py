"""What texts are painted over: the backgrounds behind an element, as far as styles alone tell them."""

import math
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from turbohtml import Element

from code24.website.accessibility.colors import WHITE, Paint, mixed, paint
from code24.website.accessibility.rendering import is_drawn_in
from code24.website.styles.cascade import Cascade, Computed
from code24.website.styles.computed import NOT_IN_FLOW

_LIGHT = frozenset({"button", "a", "span", "nav", "ul", "dialog", "script"})
_PICTURES = frozenset({"img", "video", "picture", "canvas", "iframe", "object", "svg"})
_NEIGHBOURS = 40
OPAQUE = 0.999
_EFFECTS = (
    ("mix-blend-mode", {"normal", ""}),
    ("filter", {"none", ""}),
    ("backdrop-filter", {"none", ""}),
)


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


type Ground = tuple[tuple[Layer, ...], int]
"""The layers behind a text, and a number that is the same for layers that look the same."""
_NOTHING: Ground = ((), 0)


class Grounds:
    """The grounds of a page's elements at one width."""

    def __init__(self, styles: Cascade) -> None:
        self.styles = styles
        self._backgrounds: dict[Computed, tuple[Paint, float] | None] = styles.kept("backgrounds")
        self._apart: dict[Computed, bool] = styles.kept("apart")
        self._layers: dict[Element, Layer | None] = {}
        self._grounds: dict[Element, Ground | None] = {}
        self._numbers: dict[tuple[int, Paint, float], int] = {}
        self._covered: dict[Element, bool] = {}

    def behind(self, element: Element) -> Ground | None:
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

    def _ground(self, element: Element, own: Element) -> Ground | None:
        """As `_behind`, of what is behind the elements in an element, of which the text's own is one."""
        chain: list[tuple[Element, Layer]] = []
        found: Ground | None = _NOTHING
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

    def _on(self, ground: Ground | None, layer: Layer) -> Ground | None:
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
            found = color_of(computed) if text.lower() == "currentcolor" else paint(text)
            if found is None:
                return None
            background = found
        return background, share_of(computed.get("opacity")) if "opacity" in said else 1.0

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


def color_of(computed: Computed) -> Paint | None:
    """The colour of texts; None where it cannot be known."""
    text = computed.get("color").lower()
    if text == "currentcolor" and (above := computed.parent) is not None:
        return color_of(above)
    fill = computed.get("-webkit-text-fill-color")
    return paint(text) if not fill or fill.lower() == "currentcolor" else None


def share_of(text: str) -> float:
    """An opacity from 0 to 1."""
    try:
        value = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0
    if math.isnan(value):
        return 1.0
    return min(max(value, 0.0), 1.0)
