"""The values of one element's properties: what rules say, inherited, with variables and lengths resolved."""

from functools import cached_property
from typing import NamedTuple

from code24.website.styles.media import Viewport
from code24.website.styles.shorthands import Pending, Value, longhands
from code24.website.styles.user_agent import INHERITED, INITIAL
from code24.website.styles.values import Ground, length, number, substituted

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
_BLOCKS = {
    "inline": "block",
    "inline-block": "block",
    "inline-flex": "flex",
    "inline-grid": "grid",
    "inline-table": "table",
}
_WITHOUT_EDGES = frozenset({"table-row", "table-row-group", "table-header-group", "contents"})
_INNER = ("padding-left", "padding-right", "border-left-width", "border-right-width")
_OUTER = ("margin-left", "margin-right")
NOT_IN_FLOW = frozenset({"absolute", "fixed"})

type Key = tuple[str, tuple[int, ...]]
"""A pseudo-element or nothing, and the numbers of the rules that choose it, in the order in which they apply."""


class Edges(NamedTuple):
    """Padding and border on both sides, and margins, in CSS pixels."""

    inner: float
    margin: float


class Family:
    """What all styles share that stand below equal root elements, on all pages with the same sheets."""

    def __init__(self, viewport: Viewport) -> None:
        self.viewport = viewport
        self.root: Computed | None = None
        self.tops: dict[Key, Computed] = {}
        """Styles of elements that stand in no other: the root, and those at the top of a template."""
        self.known: dict[tuple[int, ...], Computed] = {}
        """The same by the numbers of their rules in no order."""

    @property
    def root_size(self) -> float:
        """The font size of the root element, which `rem` is, in CSS pixels."""
        return self.root.font_size if self.root is not None else 16.0


class Computed:
    """The values of elements that the same rules choose and whose parents have the same styles.

    Names are of longhands, in lower case.
    """

    def __init__(self, family: Family, parent: "Computed | None", specified: dict[str, Value]) -> None:
        self.parent = parent
        """Those of the element that these inherit from."""
        self.specified = specified
        """What rules and the style attribute say, before inheritance."""
        self.children: dict[Key, Computed] = {}
        self.known: dict[tuple[int, ...], Computed] = {}
        """Of the children, elements by the numbers of their rules in no order."""
        self._family = family
        self._values: dict[str, str] = {}
        self._lengths: dict[tuple[str, float | None], float | None] = {}
        self._sums: dict[tuple[tuple[str, ...], float | None], float] = {}
        self._edges: dict[float, Edges] = {}
        self._font_size: float | None = None
        above = parent is None or parent.is_displayed
        self.is_displayed: bool = above and self.get("display") != "none"
        """Whether neither it nor anything around it has `display: none`."""

    def get(self, name: str) -> str:
        """The computed value as text; the initial one where nothing sets it, empty for unknown properties."""
        if name in self._values:
            return self._values[name]
        if name not in self.specified and name not in INHERITED and name[:2] != "--":
            self._values[name] = INITIAL.get(name, "")
            return self._values[name]
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
        root = self._family.root_size if self.parent is not None else 16.0
        found = length(text, Ground(self._family.viewport, inherited, root, inherited))
        return found if found is not None and 0 <= found < 10_000 else inherited

    def length(self, name: str, base: float | None = None) -> float | None:
        """A property's length in CSS pixels; None for `auto` and other words, and for percentages without `base`.

        Lines that are not drawn are 0 wide; `line-height` is that of one line.
        """
        key = (name, base)
        if key not in self._lengths:
            self._lengths[key] = self._length(name, base)
        return self._lengths[key]

    def total(self, names: tuple[str, ...], base: float | None) -> float:
        """The sum of some lengths, `auto` taken as nothing."""
        key = (names, base)
        if key not in self._sums:
            self._sums[key] = sum(self.length(name, base) or 0.0 for name in names)
        return self._sums[key]

    @cached_property
    def display(self) -> str:
        """`display` as it is used: what floats, or is an item of a flex box or grid, is a block."""
        found = self.get("display").lower()
        if found in _BLOCKS and (
            self.get("float") != "none"
            or self.get("position") in NOT_IN_FLOW
            or (self.parent is not None and self.parent.get("display").endswith(("flex", "grid")))
        ):
            return _BLOCKS[found]
        return found

    def edges(self, around: float) -> Edges:
        """What stands left and right of the content of a box in one that is so wide."""
        found = self._edges.get(around)
        if found is None:
            bare = self.display in _WITHOUT_EDGES
            found = Edges(0.0, 0.0) if bare else Edges(self.total(_INNER, around), self.total(_OUTER, around))
            self._edges[around] = found
        return found

    def _length(self, name: str, base: float | None) -> float | None:
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
        return length(text, Ground(self._family.viewport, self.font_size, self._family.root_size, base))

    def _line_height(self, text: str) -> float:
        times = number(text)
        if times is not None:
            return times * self.font_size
        found = length(text, Ground(self._family.viewport, self.font_size, self._family.root_size, self.font_size))
        return found if found is not None else 1.2 * self.font_size
