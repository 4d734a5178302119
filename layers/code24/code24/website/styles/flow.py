"""How high elements are and where they begin: estimated, without fonts, as text of average letters."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from turbohtml import Element

from code24.website.styles.boxes import LETTER, Boxes
from code24.website.styles.cascade import Computed
from code24.website.styles.computed import Edges

_DEEPEST = 120
"""Elements inside each other that are followed; browsers' own limit is 512."""
_INLINE = frozenset({"inline", "inline-block", "inline-flex", "inline-grid", "inline-table", "ruby", "contents"})
_VERTICAL = ("padding-top", "padding-bottom", "border-top-width", "border-bottom-width")
_ABOVE = ("padding-top", "border-top-width")
_HEIGHTS = ("height", "min-height", "max-height")
_MARGINS = ("margin-top", "margin-bottom")
_CONTROLS = frozenset({"input", "select", "button", "textarea"})


class _Upright(NamedTuple):
    """What a style says of heights in a box that is so wide, in CSS pixels."""

    edges: float
    above: float
    """Of the edges, those above the content."""
    height: float | None
    least: float | None
    most: float | None
    is_relative: bool
    """Whether some are shares of the box around, which are not told here."""


class _Outside(NamedTuple):
    """What a style keeps free around a box, in CSS pixels, and how the box stands among others."""

    edges: Edges
    above: float
    below: float
    margins: float
    """Above and below."""
    clears: bool
    standing: str
    """`absolute`, `float`, `inline`, `block` or, for what has no box, `none`."""


class Flow:
    """Heights of border boxes, and their offsets from the box around them, in CSS pixels."""

    def __init__(self, boxes: Boxes) -> None:
        self._boxes = boxes
        self._uprights: dict[tuple[Computed, float], _Upright] = boxes.cascade.kept("heights")
        self._outsides: dict[tuple[Computed, float], _Outside] = boxes.cascade.kept("margins")
        self._heights: dict[Element, float] = {}
        self._offsets: dict[Element, float] = {}
        root = boxes.page.document.root
        if root is not None:
            self._height(root, boxes.style(root), 0)

    def height(self, element: Element) -> float:
        """The height of an element's border box; 0 for what is not drawn."""
        return self._heights.get(element, 0.0)

    def top(self, element: Element) -> float:
        """Where the border box begins below the top of the page."""
        found = self._offsets.get(element, 0.0)
        if self._boxes.style(element).get("position") == "fixed":
            return self._boxes.style(element).length("top", float(self._boxes.cascade.viewport.height)) or 0.0
        for above in element.ancestors:
            if isinstance(above, Element):
                found += self._offsets.get(above, 0.0)
        return max(0.0, found)

    def _height(self, element: Element, style: Computed, depth: int) -> float:
        if style.display == "none" or depth > _DEEPEST:
            return 0.0
        around = self._boxes.width(element)
        said = self._uprights.get((style, around))
        if said is None:
            said = self._uprights[style, around] = self._upright(element, style, around)
        if said.is_relative:
            said = self._upright(element, style, around)
        content = self._content(element, style, said.above, depth)
        total = content + said.edges if said.height is None else said.height
        total = min(total, said.most) if said.most is not None else total
        total = max(total, said.least) if said.least is not None else total
        self._heights[element] = total
        return total

    def _upright(self, element: Element, style: Computed, around: float) -> _Upright:
        edges = style.total(_VERTICAL, around)
        height, least, most = (self._said(element, style, name, edges) for name in _HEIGHTS)
        is_relative = any(style.get(name).endswith("%") for name in _HEIGHTS)
        return _Upright(edges, style.total(_ABOVE, around), height, least, most, is_relative)

    def _outside(self, style: Computed, room: float) -> _Outside:
        """How a box stands in one that is so wide."""
        found = self._outsides.get((style, room))
        if found is None:
            if style.display == "none":
                standing = "none"
            elif style.get("position") in {"absolute", "fixed"}:
                standing = "absolute"
            elif style.get("float") != "none":
                standing = "float"
            else:
                standing = "inline" if style.display in _INLINE else "block"
            found = self._outsides[style, room] = _Outside(
                style.edges(room),
                style.length("margin-top", room) or 0.0,
                style.length("margin-bottom", room) or 0.0,
                style.total(_MARGINS, room),
                style.get("clear") != "none",
                standing,
            )
        return found

    def _said(self, element: Element, style: Computed, name: str, edges: float) -> float | None:
        """A height that styles say, of the border box."""
        base: float | None = None
        text = style.get(name)
        if text in {"auto", "none"}:
            return None
        if text.endswith("%"):
            view = float(self._boxes.cascade.viewport.height)
            base = view if element.tag == "html" else self._base(element)
        found = style.length(name, base)
        if found is None:
            return None
        return max(found, edges) if style.get("box-sizing") == "border-box" else found + edges

    def _base(self, element: Element) -> float | None:
        """What a height in percent is of: a height that the elements around say."""
        share = 1.0
        for above in element.ancestors:
            if not isinstance(above, Element):
                break
            style = self._boxes.style(above)
            said = style.get("height")
            if said.endswith("%"):
                share *= (style.length("height", 1.0)) or 1.0
                continue
            found = style.length("height")
            return found * share if found is not None else None
        return self._boxes.cascade.viewport.height * share

    def _content(self, element: Element, style: Computed, start: float, depth: int) -> float:
        boxes = self._boxes
        if element.tag in _CONTROLS and element.tag != "button":
            rows = element.attr("rows") or "2" if element.tag == "textarea" else "1"
            return (style.length("line-height") or 0.0) * min(int(rows) if rows.isdigit() else 2, 40)
        if element.tag in {"img", "svg", "video", "canvas", "iframe", "embed", "object"}:
            return self._replaced(element)
        display = style.display
        if display.endswith(("flex", "grid")) or display == "table-row":
            column = display.endswith("flex") and style.get("flex-direction").startswith("column")
            if not column:
                items = [child for child in boxes.parts(element) if not isinstance(child, int)]
                drawn = [item for item in items if boxes.display(item) != "none"]
                return self._rows(drawn, boxes.width(element), style, start, depth)
        return self._stacked(element, style, start, depth)

    def _replaced(self, element: Element) -> float:
        width = self._boxes.width(element)
        ratio = self._boxes.style(element).get("aspect-ratio").replace("auto", "").strip()
        if ratio:
            over, _, under = ratio.partition("/")
            try:
                return width * float(under or 1) / float(over)
            except (ValueError, ZeroDivisionError):
                return width
        size = self._boxes.natural_size(element)
        return width * size[1] / size[0] if size is not None and size[0] else 150.0 if element.tag != "img" else 0.0

    def _rows(self, items: Sequence[Element], room: float, style: Computed, start: float, depth: int) -> float:
        """Items side by side, a new row where they no longer fit."""
        gap = style.length("row-gap") or 0.0
        between = style.length("column-gap") or 0.0
        wraps = style.get("flex-wrap") != "nowrap" or style.get("display").endswith("grid")
        top, row, used = start, 0.0, 0.0
        for item in items:
            own = self._boxes.style(item)
            height = self._height(item, own, depth + 1)
            outside = self._outside(own, room)
            if outside.standing == "absolute":
                self._offsets[item] = own.length("top") or top
                continue
            width = self._boxes.width(item) + outside.edges.inner + outside.edges.margin
            if wraps and used and used + width > room + 1:
                top, row, used = top + row + gap, 0.0, 0.0
            self._offsets[item] = top + outside.above
            row = max(row, height + outside.margins)
            used += width + between
        return top + row - start

    def _stacked(self, element: Element, style: Computed, start: float, depth: int) -> float:
        """Blocks below each other, with lines of text between them."""
        boxes, room = self._boxes, max(1.0, self._boxes.width(element))
        line = style.length("line-height") or 0.0
        letter = style.font_size * LETTER
        top, margin, run, tallest = start, 0.0, 0.0, 0.0
        floated, beside = 0.0, 0.0
        for child in boxes.parts(element):
            if isinstance(child, int):
                run, tallest = run + child * letter, max(tallest, line)
                continue
            own = boxes.style(child)
            outside = self._outside(own, room)
            standing = outside.standing
            if standing == "none":
                continue
            height = self._height(child, own, depth + 1)
            if standing == "absolute":
                said = own.length("top")
                self._offsets[child] = top + margin if said is None else said
            elif standing == "float":
                width = boxes.width(child) + outside.edges.inner + outside.edges.margin
                if beside + width > room + 1:
                    top, floated, beside = top + floated, 0.0, 0.0
                self._offsets[child] = top + margin + outside.above
                floated, beside = max(floated, height), beside + width
            elif standing == "inline":
                edges = outside.edges
                self._offsets[child] = top + margin + (ceil(run / room) - 1) * line if run > room else top + margin
                run += room if child.tag == "br" else self._inline_width(child) + edges.inner + edges.margin
                plain = child.tag == "br" or (own.display == "inline" and height <= line)
                tallest = max(tallest, line if plain else height + outside.margins)
            else:
                top += margin + self._lines(run, room, line, tallest)
                if outside.clears:
                    top, floated, beside = top + floated, 0.0, 0.0
                after = margin if run == 0 else 0.0
                # Adjoining margins collapse to the larger one (CSS 2.2, 8.3.1).
                top += max(0.0, outside.above - after) if outside.above >= 0 else outside.above
                self._offsets[child] = top
                top, run, tallest = top + height, 0.0, 0.0
                margin = outside.below
        top += margin + self._lines(run, room, line, tallest)
        return max(0.0, max(top, start + floated) - start)

    def _inline_width(self, element: Element) -> float:
        display = self._boxes.display(element)
        if display == "inline" and element.tag not in {"img", "svg", "input", "select", "textarea", "video"}:
            return self._boxes.widest(element)
        return self._boxes.width(element)

    @staticmethod
    def _lines(run: float, room: float, line: float, tallest: float) -> float:
        if run <= 0:
            return 0.0
        return max(0, ceil(run / room) - 1) * line + max(line if tallest == line else 0.0, tallest)
