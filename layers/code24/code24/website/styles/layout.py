"""Where things of a page are, as far as that can be told without a browser; what a browser measured comes first."""

from functools import cached_property

from turbohtml import Element, SelectorSyntaxError

from code24.website.models import Box, Measured, Measurements
from code24.website.page import Page
from code24.website.styles.boxes import Boxes
from code24.website.styles.cascade import DESKTOP, PHONE, Computed, Viewport, cascade
from code24.website.styles.flow import Flow
from code24.website.styles.painting import LargestPaint, paint_of, paints
from code24.website.website import Website, base_of

__all__ = ["DESKTOP", "PHONE", "LargestPaint", "Layout", "Viewport", "layout"]


def layout(page: Page, website: Website, viewport: Viewport, measured: Measurements | None = None) -> "Layout":
    """The layout of a page at a viewport, made once."""
    seen = (measured or {}).get((page.path, viewport.width))
    return website.remembered(
        ("layout", page.path, page.text, website.styles_digest, viewport, id(seen)),
        lambda: Layout(page, website, viewport, seen),
    )


class Layout:
    """Visibility, widths, tops and the largest paint of one page at one viewport."""

    def __init__(self, page: Page, website: Website, viewport: Viewport, measured: Measured | None = None) -> None:
        self.viewport = viewport
        self.base = base_of(page)
        self._page = page
        self._cascade = cascade(page, website, viewport)
        self._boxes = Boxes(page, website, self._cascade)
        self._shown: dict[Computed, bool] = self._cascade.kept("shown")
        self._seen = measured  # kept, as layouts are remembered by its identity
        self._largest_path = measured.largest_paint if measured is not None else None
        self._measured: dict[Element, Box] = {}
        for path, box in (measured.boxes if measured is not None else {}).items():
            element = self._at(path)
            if element is not None:
                self._measured[element] = box

    def visible(self, element: Element) -> bool:
        """Whether anything of it is drawn: not hidden by itself or by what it is in, nor made invisibly small."""
        if element in self._measured:
            box = self._measured[element]
            return box.width > 1 and box.height > 1
        style = self._cascade.of(element)
        chain: list[Computed] = []
        current: Computed | None = style
        while current is not None and current not in self._shown:
            chain.append(current)
            current = current.parent
        shown = self._shown[current] if current is not None else True
        for each in reversed(chain):
            shown = self._shown[each] = shown and self._is_shown(each)
        return shown and style.get("visibility") not in {"hidden", "collapse"}

    @staticmethod
    def _is_shown(style: Computed) -> bool:
        if style.get("display") == "none" or style.get("content-visibility") == "hidden":
            return False
        if style.get("opacity") in {"0", "0%", ".0", "0.0"}:
            return False
        if style.get("position") in {"absolute", "fixed"}:
            clip = style.get("clip").replace(" ", "")
            small = [style.length(name) for name in ("width", "height")]
            if clip.startswith(("rect(0,0,0,0", "rect(0000", "rect(1px,1px,1px,1px", "rect(0px,0px,0px,0px")) or (
                style.get("overflow-x") == "hidden" and all(side is not None and side <= 1 for side in small)
            ):
                return False
        return True

    def width_of(self, element: Element) -> float | None:
        """Content width in CSS pixels; None for what is not drawn."""
        if element in self._measured:
            return self._measured[element].width
        if not self.visible(element):
            return None
        return self._boxes.width(element)

    def height_of(self, element: Element) -> float:
        """Height of the border box in CSS pixels, roughly."""
        if element in self._measured:
            return self._measured[element].height
        return self._flow.height(element)

    def top_of(self, element: Element) -> float:
        """Where it begins below the top of the page in CSS pixels, roughly."""
        if element in self._measured:
            return self._measured[element].top
        return self._flow.top(element)

    def letters_in(self, element: Element) -> int:
        """Letters of the texts directly in it, white space as it is drawn."""
        return sum([part for part in self._boxes.parts(element) if isinstance(part, int)])

    def area_of(self, element: Element) -> float:
        """Square CSS pixels of its box within the first screen."""
        top = self.top_of(element)
        seen = min(top + self.height_of(element), float(self.viewport.height)) - max(top, 0.0)
        if seen <= 0:
            return 0.0
        return min(self.outer_width_of(element), float(self.viewport.width)) * seen

    def outer_width_of(self, element: Element) -> float:
        """Width of the border box in CSS pixels, roughly."""
        if element in self._measured:
            return self._measured[element].width
        width = self._boxes.width(element)
        return width + self._boxes.edges(element, width).inner

    def style(self, element: Element, pseudo: str = "") -> Computed | None:
        """The styles of an element; None for a pseudo-element that it has not."""
        if pseudo and not self._cascade.has_pseudo(element, pseudo):
            return None
        return self._cascade.of(element, pseudo)

    def source_of(self, element: Element, name: str, pseudo: str = "") -> str | None:
        """The file whose styles set a property of an element."""
        return self._cascade.source_of(element, name, pseudo)

    def largest_paint(self) -> LargestPaint | None:
        """The largest paint of the first screen; None where nothing is painted."""
        return self._largest

    @cached_property
    def _largest(self) -> LargestPaint | None:
        known = self._at(self._largest_path) if self._largest_path else None
        if known is not None:
            return paint_of(known, self)
        return max(paints(self._page.elements, self), key=lambda paint: paint.area, default=None)

    @cached_property
    def _flow(self) -> Flow:
        return Flow(self._boxes)

    def _at(self, path: str) -> Element | None:
        try:
            return self._page.document.select_one(path)
        except SelectorSyntaxError:
            return None
