"""How wide elements are: estimated by walking down from the viewport (CSS 2.2, section 10; flex, grid)."""

import re
from collections.abc import Iterator

from turbohtml import Element, Text

from code24.website.images.pictures import facts_of
from code24.website.page import Page
from code24.website.styles.cascade import Cascade
from code24.website.styles.computed import NOT_IN_FLOW, Computed, Edges
from code24.website.styles.tracks import columns, span
from code24.website.styles.values import Ground, length
from code24.website.website import Website, base_of

LETTER = 0.5
"""Average width of a letter, in its font's size."""
_REPLACED = frozenset({"img", "video", "iframe", "canvas", "object", "embed", "svg", "input", "select", "textarea"})
_FITTING = frozenset({"inline-block", "inline-flex", "inline-grid", "table", "inline-table"})
_WITH_ITEMS = frozenset({"flex", "inline-flex", "table-row"})
_NUMBER = re.compile(r"\s*\+?(\d+(?:\.\d+)?)")


class Boxes:
    """Content widths by element."""

    def __init__(self, page: Page, website: Website, cascade: Cascade) -> None:
        self.cascade = cascade
        self.page = page
        self._website = website
        self._widths: dict[Element, float] = {}
        self._widest: dict[Element, float] = {}
        self._plain: dict[tuple[Computed, float, bool], float | None] = cascade.kept("plain widths")
        self._parts: dict[Element, tuple[Element | int, ...]] = website.remembered(
            ("parts", page.path, page.text), dict
        )

    def style(self, element: Element) -> Computed:
        """The styles of an element."""
        return self.cascade.of(element)

    def display(self, element: Element) -> str:
        """`display` as it is used: what floats, or is an item of a flex box or grid, is a block."""
        return self.style(element).display

    def width(self, element: Element) -> float:
        """Content width of an element in CSS pixels."""
        found = self._widths.get(element)
        if found is not None:
            return found
        chain: list[Element] = []
        current: object = element
        while isinstance(current, Element) and current not in self._widths:
            chain.append(current)
            current = current.parent
        for each in reversed(chain):
            parent = each.parent
            around = self._widths[parent] if isinstance(parent, Element) else float(self.cascade.viewport.width)
            style = self.style(each)
            key = (style, around, each.tag in _REPLACED)
            width = self._plain[key] if key in self._plain else self._plain.setdefault(key, self._plain_width(*key))
            self._widths[each] = max(0.0, self._content_width(each, around)) if width is None else width
        return self._widths[element]

    def parts(self, element: Element) -> tuple[Element | int, ...]:
        """The elements in an element, and for texts that are not blank the number of their letters."""
        found = self._parts.get(element)
        if found is None:
            found = self._parts[element] = tuple(_parts(element))
        return found

    def edges(self, element: Element, around: float) -> Edges:
        """What stands left and right of the content."""
        return self.style(element).edges(around)

    def _plain_width(self, style: Computed, around: float, is_replaced: bool) -> float | None:
        """The width of all elements with a style in a box; None where other elements or their own content matter."""
        above = style.parent
        if above is None or style.get("position") in NOT_IN_FLOW or above.display.endswith("grid"):
            return None
        edges = style.edges(around)
        count = above.get("column-count")
        around = around / int(count) if count.isdigit() and 1 < int(count) < 20 else around
        width = self._specified(style, "width", around, edges)
        if width is None:
            fits = style.display in _FITTING or style.get("float") != "none"
            if is_replaced or fits or above.display in _WITH_ITEMS:
                return None
            width = around - edges.inner - edges.margin
        return max(0.0, self._limited(style, width, around, edges))

    def _limited(self, style: Computed, width: float, around: float, edges: Edges) -> float:
        most = self._specified(style, "max-width", around, edges)
        least = self._specified(style, "min-width", around, edges)
        width = min(width, most) if most is not None else width
        return max(width, least) if least is not None else width

    def _content_width(self, element: Element, around: float) -> float:
        style = self.style(element)
        edges = self.edges(element, around)
        position = style.get("position")
        parent = element.parent
        if position in NOT_IN_FLOW:
            around = self._frame(element, position)
        elif isinstance(parent, Element):
            around = self._cell(element, parent, around)
        width = self._specified(style, "width", around, edges)
        if width is None:
            width = self._automatic(element, style, around, edges)
        return self._limited(style, width, around, edges)

    def _specified(self, style: Computed, name: str, around: float, edges: Edges) -> float | None:
        found = style.length(name, around)
        if found is None:
            return None
        return max(0.0, found - edges.inner) if style.get("box-sizing") == "border-box" else found

    def _automatic(self, element: Element, style: Computed, around: float, edges: Edges) -> float:
        room = around - edges.inner - edges.margin
        if element.tag in _REPLACED:
            return self._replaced(element, style, room, around)
        if style.get("position") in NOT_IN_FLOW:
            left, right = style.length("left", around), style.length("right", around)
            if left is not None and right is not None:
                return room - left - right
            return min(room, self.widest(element))
        found = self._as_item(element, style, room, edges)
        if found is not None:
            return found
        fits = self.display(element) in _FITTING or style.get("float") != "none"
        return min(room, self.widest(element)) if fits else room

    def _as_item(self, element: Element, style: Computed, room: float, edges: Edges) -> float | None:
        """The width of an item of a flex box or a table row; None for other elements."""
        parent = element.parent
        if not isinstance(parent, Element):
            return None
        above = self.display(parent)
        if above == "table-row":
            return room / max(1, len(elements_in(parent)))
        if above not in {"flex", "inline-flex"}:
            return None
        if not self.style(parent).get("flex-direction").startswith("column"):
            return self._flexible(element, style, parent, room, edges)
        stretched = self.style(parent).get("align-items") in {"normal", "stretch"}
        return room if stretched else min(room, self.widest(element))

    def _frame(self, element: Element, position: str) -> float:
        """The width of what an absolutely positioned element is positioned in."""
        if position != "fixed":
            for above in element.ancestors:
                if isinstance(above, Element) and self.style(above).get("position") not in {"static", ""}:
                    around = self.width(above)
                    style = self.style(above)
                    return around + sum(style.length(f"padding-{side}", around) or 0.0 for side in ("left", "right"))
        return float(self.cascade.viewport.width)

    def _cell(self, element: Element, parent: Element, around: float) -> float:
        """The width that a grid gives to one of its items; other parents give what they have."""
        style = self.style(parent)
        if not self.display(parent).endswith("grid"):
            count = style.get("column-count")
            if count.isdigit() and 1 < int(count) < 20:
                return around / int(count)
            return around
        ground = Ground(self.cascade.viewport, style.font_size, self.cascade.root_size, around)
        gap = length(style.get("column-gap"), ground) or 0.0
        widths = columns(style.get("grid-template-columns"), gap, ground)
        if not widths:
            return around
        own = self.style(element)
        column = own.get("grid-column") or own.get("grid-column-start")
        taken = span(column, len(widths))
        start = re.match(r"\s*(\d{1,2})\b", column)
        items = [item for item in elements_in(parent) if self.display(item) != "none"]
        first = int(start[1]) - 1 if start else (items.index(element) if element in items else 0) % len(widths)
        first = max(0, min(first, len(widths) - taken))
        return sum(widths[first : first + taken]) + gap * (taken - 1)

    def _flexible(self, element: Element, style: Computed, parent: Element, room: float, edges: Edges) -> float:
        basis = style.length("flex-basis", room + edges.inner + edges.margin)
        grows = style.get("flex-grow") not in {"0", ""}
        if not grows:
            return min(room, max(0.0, basis - edges.inner) if basis is not None else self.widest(element))
        around = self.width(parent)
        others = [item for item in elements_in(parent) if self._shares_line(item)]
        growing = [item for item in others if self.style(item).get("flex-grow") not in {"0", ""}]
        if self.style(parent).get("flex-wrap") != "nowrap" and basis is not None and basis > 0:
            fitting = max(1, int(around // basis))
            return min(room, around / min(fitting, max(1, len(others))) - edges.inner - edges.margin)
        fixed = sum(self._outer(item, around) for item in others if item not in growing)
        free = around - fixed if fixed < around else around
        return min(room, free / max(1, len(growing)) - edges.inner - edges.margin)

    def _shares_line(self, item: Element) -> bool:
        return self.display(item) != "none" and self.style(item).get("position") not in NOT_IN_FLOW

    def _outer(self, item: Element, around: float) -> float:
        style, edges = self.style(item), self.edges(item, around)
        width = self._specified(style, "width", around, edges)
        basis = style.length("flex-basis", around)
        if width is None:
            width = max(0.0, basis - edges.inner) if basis is not None else min(around, self.widest(item))
        return width + edges.inner + edges.margin

    def _replaced(self, element: Element, style: Computed, room: float, around: float) -> float:
        size = self.natural_size(element)
        height = style.length("height")
        if size is not None:
            return height * size[0] / size[1] if height is not None and size[1] else size[0]
        return {"input": 170.0, "select": 120.0, "textarea": 180.0}.get(element.tag, min(300.0, room or around))

    def natural_size(self, element: Element) -> tuple[float, float] | None:
        """Width and height that a picture or frame has by itself."""
        sizes = [_NUMBER.match(element.attr(name) or "") for name in ("width", "height")]
        file = self._website.file(element.attr("src") or "", base_of(self.page)) if element.tag == "img" else None
        facts = facts_of(file, self._website) if file is not None else None
        own = (facts.width, facts.height) if facts is not None and facts.width and facts.height else None
        if own is None and element.tag == "svg":
            own = _view_box(element.attr("viewBox") or element.attr("viewbox") or "")
        width, height = (float(each[1]) if each else None for each in sizes)
        if width is not None and height is not None:
            return width, height
        if own is not None and (width is not None or height is not None):
            ratio = own[0] / own[1] if own[1] else 1.0
            return (width, width / ratio) if width is not None else ((height or 0.0) * ratio, height or 0.0)
        if own is not None:
            return own
        return (width, width) if width is not None else (height, height) if height is not None else None

    def widest(self, element: Element, depth: int = 0) -> float:
        """About how wide the content would like to be, in CSS pixels (its max-content size)."""
        if element in self._widest or depth > 24:
            return self._widest.get(element, 0.0)
        widest = line = 0.0
        style = self.style(element)
        letter = style.font_size * LETTER
        in_row = self.display(element).endswith("flex") and not style.get("flex-direction").startswith("column")
        around = float(self.cascade.viewport.width)
        for child in self.parts(element):
            if isinstance(child, int):
                line += child * letter
                continue
            if not self._shares_line(child):
                continue
            edges = self.edges(child, around)
            own = self._specified(self.style(child), "width", around, edges) if child.tag not in _REPLACED else None
            if own is None and child.tag in _REPLACED:
                own = self._replaced(child, self.style(child), around, around)
            width = (own if own is not None else self.widest(child, depth + 1)) + edges.inner + edges.margin
            if in_row or self.display(child).startswith("inline"):
                line += width
            else:
                widest, line = max(widest, line, width), 0.0
        self._widest[element] = max(widest, line)
        return self._widest[element]


def _parts(element: Element) -> Iterator[Element | int]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
        elif isinstance(child, Text) and (letters := len(" ".join(child.data.split()))):
            yield letters


def elements_in(element: Element) -> list[Element]:
    """The child elements."""
    return [child for child in element.children if isinstance(child, Element)]


def _view_box(text: str) -> tuple[float, float] | None:
    numbers = re.findall(r"-?\d+(?:\.\d+)?", text)
    return (float(numbers[2]), float(numbers[3])) if len(numbers) == 4 and float(numbers[3]) > 0 else None
