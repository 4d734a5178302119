"""Rules with their places in the cascade, numbered once for all pages that have the same stylesheets."""

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from code24.website.styles.computed import Computed, Family, Key
from code24.website.styles.declarations import Declaration, declarations
from code24.website.styles.layers import Layers
from code24.website.styles.matching import Entry, Index, active_index
from code24.website.styles.media import Viewport
from code24.website.styles.page_styles import Applied
from code24.website.styles.sheets import Condition, Sheet, StyleRule, parsed
from code24.website.styles.shorthands import Value, longhands
from code24.website.styles.user_agent import SHEET

BROWSER, AUTHOR, IMPORTANT = 0, 1, 2

type Place = tuple[int, int, tuple[float, ...], tuple[int, int, int], int, int]
"""Origin and importance, style attribute, layer, specificity, sheet, order: later places win."""
type Values = tuple[tuple[str, Value], ...]
type Hit = tuple[Place, StyleRule | None, Values]
"""What a rule sets, or (without one) a style attribute."""
place_of = itemgetter(0)


class SharedRules:
    """The rules of some stylesheets, in their order, at one viewport."""

    def __init__(self, applied: Iterable[Applied], viewport: Viewport) -> None:
        applied = tuple(applied)
        self.viewport = viewport
        self.hits: list[Hit] = []
        self._layers = Layers(applied)
        self._sheets: list[tuple[Sheet, tuple[Condition, ...], int]] = [(parsed(SHEET), (), BROWSER)]
        self._sheets += [(each.sheet, each.conditions, AUTHOR) for each in applied]
        self.indexes = [active_index(sheet, viewport) for sheet, _, _ in self._sheets]
        """By sheet; they keep the entries alive, whose identities are keys here."""
        self._numbers: dict[tuple[int, int], tuple[int, ...]] = {}
        self._attributes: dict[str, tuple[int, ...]] = {}
        self._ordered: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._contents: set[int] = set()
        self._families: dict[Key, Family] = {}
        self.kept: dict[str, dict[Any, Any]] = {}
        """What others have found out about styles, by their name for it."""

    def index(self, sheet: int, *, pseudo: bool) -> Index:
        """The entries of a sheet for elements, or for pseudo-elements."""
        return self.indexes[sheet][pseudo]

    def numbers(self, sheet: int, entry: Entry) -> tuple[int, ...]:
        """The numbers of what a rule sets with one of its selectors: normally, and as important."""
        key = (sheet, id(entry))
        if key not in self._numbers:
            _, conditions, origin = self._sheets[sheet]
            layer = self._layers.rank((*conditions, *entry.rule.conditions))
            spot = (entry.selector.specificity, sheet, entry.rule.order)
            normal, important = _split(entry.rule.declarations)
            hits: list[Hit] = []
            if normal:
                hits.append(((origin, 0, layer, *spot), entry.rule, normal))
            if important:
                hits.append(((IMPORTANT, 0, tuple(-each for each in layer), *spot), entry.rule, important))
            self._numbers[key] = self._added(hits)
        return self._numbers[key]

    def attribute(self, style: str) -> tuple[int, ...]:
        """The numbers of what a style attribute sets."""
        if style not in self._attributes:
            normal, important = _split(declarations(style))
            own = (0, 0, 0), 0, 0
            self._attributes[style] = self._added(
                [((AUTHOR, 1, (), *own), None, normal), ((IMPORTANT, 1, (), *own), None, important)]
            )
        return self._attributes[style]

    def sets_content(self, number: int) -> bool:
        """Whether a rule says what a pseudo-element shows; without that there is none."""
        return number in self._contents

    def ordered(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """The numbers in the order of the cascade, the strongest last."""
        found = self._ordered.get(numbers)
        if found is None:
            found = self._ordered[numbers] = tuple(sorted(numbers, key=lambda number: self.hits[number][0]))
        return found

    def family(self, root: Key) -> Family:
        """What styles share whose root element the same rules choose."""
        if root not in self._families:
            self._families[root] = Family(self.viewport)
        return self._families[root]

    def computed(self, family: Family, parent: Computed | None, pseudo: str, numbers: tuple[int, ...]) -> Computed:
        """The styles of an element or pseudo-element that some rules choose, below a parent."""
        siblings = family.tops if parent is None else parent.children
        key = (pseudo, self.ordered(numbers))
        found = siblings.get(key)
        if found is None:
            specified: dict[str, Value] = {}
            for number in key[1]:
                specified.update(self.hits[number][2])
            found = siblings[key] = Computed(family, parent, specified)
        return found

    def _added(self, hits: list[Hit]) -> tuple[int, ...]:
        first = len(self.hits)
        self.hits += hits
        for number, (_, _, values) in enumerate(hits, first):
            if any(name == "content" for name, _ in values):
                self._contents.add(number)
        return tuple(range(first, len(self.hits)))


@lru_cache(maxsize=20_000)
def _split(items: tuple[Declaration, ...]) -> tuple[Values, Values]:
    """The longhands of declarations without and with `!important`."""
    normal: dict[str, Value] = {}
    important: dict[str, Value] = {}
    for item in items:
        into = important if item.important else normal
        for name, value in longhands(item.name, item.value):
            into.pop(name, None)
            into[name] = value
    return tuple(normal.items()), tuple(important.items())
