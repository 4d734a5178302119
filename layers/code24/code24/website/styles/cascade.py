"""The cascade: which value each property of each element has (CSS Cascade 5)."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from operator import itemgetter

from turbohtml import Element

from code24.website.page import Page
from code24.website.styles.declarations import Declaration, declarations
from code24.website.styles.layers import Layers
from code24.website.styles.matching import Index, active_index, applies, candidates, chosen, tokens_of
from code24.website.styles.media import DESKTOP, PHONE, Viewport
from code24.website.styles.page_styles import sheets_of
from code24.website.styles.sheets import StyleRule, parsed
from code24.website.styles.shorthands import Pending, Value, longhands
from code24.website.styles.user_agent import INHERITED, INITIAL, SHEET
from code24.website.styles.values import Ground, length, number, substituted
from code24.website.website import Website, base_of

__all__ = ["DESKTOP", "PHONE", "Cascade", "Computed", "Viewport", "cascade"]

_BROWSER, _AUTHOR, _IMPORTANT = 0, 1, 2
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
_NO_LENGTH = frozenset({"auto", "none", ""})
_LINES = {"thin": 1.0, "medium": 3.0, "thick": 5.0}

type Place = tuple[int, int, tuple[float, ...], tuple[int, int, int], int, int]
"""Origin and importance, style attribute, layer, specificity, sheet, order: later places win."""
type Hit = tuple[Place, StyleRule | None, tuple[tuple[str, Value], ...]]
_place = itemgetter(0)


def cascade(page: Page, website: Website, viewport: Viewport) -> "Cascade":
    """The computed styles of a page at a viewport, nobody touching it, before any script has run."""
    return website.remembered(
        ("cascade", page.path, page.text, website.styles_digest, viewport), lambda: Cascade(page, website, viewport)
    )


class Cascade:
    """Values of properties by element."""

    def __init__(self, page: Page, website: Website, viewport: Viewport) -> None:
        self.viewport = viewport
        self._page = page
        self._tokens = tokens_of(page, website)
        self._computed: dict[tuple[Element, str], Computed] = {}
        applied = [each for each in sheets_of(page, website) if applies(each, viewport)]
        self._layers = Layers(applied)
        self._sheets = [(parsed(SHEET), (), _BROWSER)] + [(each.sheet, each.conditions, _AUTHOR) for each in applied]
        self._base = base_of(page)
        files = [self._base if each.path == page.path else each.path for each in applied]
        self._sources = ["", *files]
        self._hits: dict[Element, list[Hit]] = {}
        self._pseudo_hits: dict[tuple[Element, str], list[Hit]] | None = None
        for element, _, hit in self._found(pseudo=False):
            self._hits.setdefault(element, []).append(hit)

    @cached_property
    def root_size(self) -> float:
        """The font size of the root element, which `rem` is, in CSS pixels."""
        root = self._page.document.root
        return self.of(root).font_size if root is not None else 16.0

    def of(self, element: Element, pseudo: str = "") -> "Computed":
        """The styles of an element, or of its `before` or `after`."""
        key = (element, pseudo)
        if key not in self._computed:
            self._computed[key] = Computed(self, element, pseudo, self._specified(element, pseudo))
        return self._computed[key]

    def rules_of(self, element: Element) -> list[StyleRule]:
        """The rules that choose an element, the strongest last; the browser's own are not among them."""
        hits = sorted(self._hits.get(element, ()), key=_place)
        found = dict.fromkeys(rule for place, rule, _ in hits if rule is not None and place[0] != _BROWSER)
        return list(found)

    def has_pseudo(self, element: Element, pseudo: str) -> bool:
        """Whether some rule makes this pseudo-element of an element."""
        if not self._hits_on(element, pseudo):
            return False
        return self.of(element, pseudo).get("content") not in {"none", "normal"}

    def source_of(self, element: Element, name: str, pseudo: str = "") -> str | None:
        """The file whose rule or style attribute sets a property of an element; None where none does."""
        for place, _, values in sorted(self._hits_on(element, pseudo), key=_place, reverse=True):
            if any(each == name for each, _ in values):
                return self._sources[place[4]] if not place[1] else self._base
        return None

    def _found(self, *, pseudo: bool) -> Iterator[tuple[Element, str, Hit]]:
        for number_of_sheet, (sheet, conditions, origin) in enumerate(self._sheets):
            index: Index = active_index(sheet, self.viewport)[pseudo]
            for selector, rule in candidates(index, self._tokens):
                elements = chosen(selector, self._page.document, self._tokens)
                if not elements:
                    continue
                layer = self._layers.rank((*conditions, *rule.conditions))
                normal, important = _split(rule.declarations)
                spot = (selector.specificity, number_of_sheet, rule.order)
                hits: list[Hit] = []
                if normal:
                    hits.append(((origin, 0, layer, *spot), rule, normal))
                if important:
                    hits.append(((_IMPORTANT, 0, tuple(-each for each in layer), *spot), rule, important))
                for element in elements:
                    for hit in hits:
                        yield element, selector.pseudo_element, hit

    def _hits_on(self, element: Element, pseudo: str) -> list[Hit]:
        if pseudo:
            if self._pseudo_hits is None:
                self._pseudo_hits = {}
                for each, name, hit in self._found(pseudo=True):
                    self._pseudo_hits.setdefault((each, name), []).append(hit)
            return self._pseudo_hits.get((element, pseudo), [])
        hits = self._hits.get(element, [])
        style = element.attr("style")
        if not style:
            return hits
        normal, important = _split(declarations(style))
        own = (0, 0, 0), 0, 0
        return [*hits, ((_AUTHOR, 1, (), *own), None, normal), ((_IMPORTANT, 1, (), *own), None, important)]

    def _specified(self, element: Element, pseudo: str) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for _, _, values in sorted(self._hits_on(element, pseudo), key=_place):
            found.update(values)
        return found


@lru_cache(maxsize=20_000)
def _split(items: tuple[Declaration, ...]) -> tuple[tuple[tuple[str, Value], ...], tuple[tuple[str, Value], ...]]:
    """The longhands of declarations without and with `!important`."""
    normal: dict[str, Value] = {}
    important: dict[str, Value] = {}
    for item in items:
        into = important if item.important else normal
        for name, value in longhands(item.name, item.value):
            into.pop(name, None)
            into[name] = value
    return tuple(normal.items()), tuple(important.items())


class Computed:
    """The values of one element. Names are of longhands, in lower case."""

    def __init__(self, owner: Cascade, element: Element, pseudo: str, specified: dict[str, Value]) -> None:
        self.element = element
        self.specified = specified
        """What rules and the style attribute say, before inheritance."""
        self._owner = owner
        self._pseudo = pseudo
        self._values: dict[str, str] = {}
        self._font_size: float | None = None

    @property
    def parent(self) -> "Computed | None":
        """The element that this one inherits from."""
        if self._pseudo:
            return self._owner.of(self.element)
        above = self.element.parent
        return self._owner.of(above) if isinstance(above, Element) else None

    def get(self, name: str) -> str:
        """The computed value as text; the initial one where nothing sets it, empty for unknown properties."""
        if name in self._values:
            return self._values[name]
        if name not in self.specified and name not in INHERITED and name[:2] != "--":
            return INITIAL.get(name, "")
        chain: list[Computed] = []
        current: Computed | None = self
        while current is not None:
            if name in current._values:
                value = current._values[name]
                break
            chain.append(current)
            own = current._own(name)
            if own is not None:
                value = own
                break
            current = current.parent
        else:
            value = INITIAL.get(name, "")
        for each in chain:
            each._values[name] = value
        return value

    def _own(self, name: str) -> str | None:
        """What this element sets; None where it takes its parent's."""
        inherits = name in INHERITED or name.startswith("--")
        value = self.specified.get(name)
        if isinstance(value, Pending):
            whole = substituted(value.value, self.variable)
            value = dict(longhands(value.shorthand, whole)).get(name) if whole is not None else None
        if isinstance(value, str) and "var(" in value and not name.startswith("--"):
            value = substituted(value, self.variable)
        keyword = value.lower() if isinstance(value, str) else "unset"
        if keyword in {"unset", "revert", "revert-layer"}:
            keyword = "inherit" if inherits else "initial"
        if keyword == "inherit":
            return None
        if keyword == "initial":
            return INITIAL.get(name, "")
        return value if isinstance(value, str) else None

    def variable(self, name: str) -> str | None:
        """A custom property's value, inherited; it may refer to others."""
        current: Computed | None = self
        while current is not None:
            value = current.specified.get(name)
            if isinstance(value, str) and value.lower() not in {"inherit", "unset"}:
                return None if value.lower() == "initial" else value
            current = current.parent
        return None

    @property
    def font_size(self) -> float:
        """In CSS pixels."""
        chain: list[Computed] = []
        current: Computed | None = self
        while current is not None and current._font_size is None:
            chain.append(current)
            current = current.parent
        size = current._font_size if current is not None and current._font_size is not None else 16.0
        for each in reversed(chain):
            own = each._own("font-size")
            size = each._font_size = size if own is None else each._sized(own.lower(), size)
        return size

    def _sized(self, text: str, inherited: float) -> float:
        if text in _SIZES:
            return _SIZES[text]
        if text in {"smaller", "larger"}:
            return inherited / 1.2 if text == "smaller" else inherited * 1.2
        root = self._owner.root_size if self.parent is not None else 16.0
        found = length(text, Ground(self._owner.viewport, inherited, root, inherited))
        return found if found is not None and 0 <= found < 10_000 else inherited

    def length(self, name: str, base: float | None = None) -> float | None:
        """A property's length in CSS pixels; None for `auto` and other words, and for percentages without `base`.

        Lines that are not drawn are 0 wide; `line-height` is that of one line.
        """
        if name == "font-size":
            return self.font_size
        text = self.get(name)
        if text in _NO_LENGTH:
            return None
        if name == "line-height":
            return self._line_height(text)
        if text == "0":
            return 0.0
        if name.endswith("-width") and name.startswith(("border", "outline")):
            if self.get(name.removesuffix("width") + "style") in {"none", "hidden"}:
                return 0.0
            text = str(_LINES.get(text, text))
            text = text if not text.replace(".", "").isdigit() else f"{text}px"
        return length(text, Ground(self._owner.viewport, self.font_size, self._owner.root_size, base))

    def _line_height(self, text: str) -> float:
        times = number(text)
        if times is not None:
            return times * self.font_size
        found = length(text, Ground(self._owner.viewport, self.font_size, self._owner.root_size, self.font_size))
        return found if found is not None else 1.2 * self.font_size
