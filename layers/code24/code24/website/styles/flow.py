"""How high elements are and where they begin: estimated, without fonts, as text of average letters."""

from collections.abc import Sequence
from math import ceil

from turbohtml import Element, Text

from code24.website.styles.boxes import LETTER, Boxes
from code24.website.styles.cascade import Computed

_DEEPEST = 120
"""Elements inside each other that are followed; browsers' own limit is 512."""
_INLINE = frozenset({"inline", "inline-block", "inline-flex", "inline-grid", "inline-table", "ruby", "contents"})
_VERTICAL = ("padding-top", "padding-bottom", "border-top-width", "border-bottom-width")
_ABOVE = ("padding-top", "border-top-width")
_MARGINS = ("margin-top", "margin-bottom")
_CONTROLS = frozenset({"input", "select", "button", "textarea"})


class Flow:
    """Heights of border boxes, and their offsets from the box around them, in CSS pixels."""

    def __init__(self, boxes: Boxes) -> None:
        self._boxes = boxes
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
        edges = style.total(_VERTICAL, around)
        start = style.total(_ABOVE, around)
        height = self._said(element, style, "height", edges)
        content = self._content(element, style, start, depth)
        total = content + edges if height is None else height
        most = self._said(element, style, "max-height", edges)
        least = self._said(element, style, "min-height", edges)
        total = min(total, most) if most is not None else total
        total = max(total, least) if least is not None else total
        self._heights[element] = total
        return total

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
                items = [child for child in element.children if isinstance(child, Element)]
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
            if own.get("position") in {"absolute", "fixed"}:
                self._offsets[item] = own.length("top") or top
                continue
            edges = own.edges(room)
            width = self._boxes.width(item) + edges.inner + edges.margin
            if wraps and used and used + width > room + 1:
                top, row, used = top + row + gap, 0.0, 0.0
            self._offsets[item] = top + (own.length("margin-top", room) or 0.0)
            row = max(row, height + own.total(_MARGINS, room))
            used += width + between
        return top + row - start

    def _stacked(self, element: Element, style: Computed, start: float, depth: int) -> float:
        """Blocks below each other, with lines of text between them."""
        boxes, room = self._boxes, max(1.0, self._boxes.width(element))
        line = style.length("line-height") or 0.0
        letter = style.font_size * LETTER
        top, margin, run, tallest = start, 0.0, 0.0, 0.0
        floated, beside = 0.0, 0.0
        for child in element.children:
            if isinstance(child, Text):
                words = " ".join(child.data.split())
                run, tallest = run + len(words) * letter, max(tallest, line if words else 0.0)
                continue
            if not isinstance(child, Element):
                continue
            own = boxes.style(child)
            display = own.display
            if display == "none":
                continue
            height = self._height(child, own, depth + 1)
            edges = own.edges(room)
            if own.get("position") in {"absolute", "fixed"}:
                said = own.length("top")
                self._offsets[child] = top + margin if said is None else said
            elif own.get("float") != "none":
                width = boxes.width(child) + edges.inner + edges.margin
                if beside + width > room + 1:
                    top, floated, beside = top + floated, 0.0, 0.0
                self._offsets[child] = top + margin + (own.length("margin-top", room) or 0.0)
                floated, beside = max(floated, height), beside + width
            elif display in _INLINE:
                self._offsets[child] = top + margin + (ceil(run / room) - 1) * line if run > room else top + margin
                run += room if child.tag == "br" else self._inline_width(child) + edges.inner + edges.margin
                outside = own.total(_MARGINS, room)
                tall = line if child.tag == "br" else height + outside if display != "inline" or height > line else line
                tallest = max(tallest, tall)
            else:
                top += margin + self._lines(run, room, line, tallest)
                if own.get("clear") != "none":
                    top, floated, beside = top + floated, 0.0, 0.0
                after = margin if run == 0 else 0.0
                above = own.length("margin-top", room) or 0.0
                # Adjoining margins collapse to the larger one (CSS 2.2, 8.3.1).
                top += max(0.0, above - after) if above >= 0 else above
                self._offsets[child] = top
                top, run, tallest = top + height, 0.0, 0.0
                margin = own.length("margin-bottom", room) or 0.0
                continue
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
