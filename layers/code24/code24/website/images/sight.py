"""Where the pictures of a page are drawn and how large, on phones and desktops: measured, or told from the layout."""

from collections.abc import Mapping
from functools import cached_property

from turbohtml import Element

from code24.pictures.reading import Facts
from code24.website.images.extents import Extent, extent_of
from code24.website.images.sizes import SCREENS
from code24.website.models import Measurements
from code24.website.page import Page
from code24.website.styles.cascade import DESKTOP, PHONE, Cascade, Viewport, cascade
from code24.website.styles.layout import LargestPaint, Layout, layout
from code24.website.website import Website, base_of

_FAR = 1.25
"""Screens from the top: what begins further down is not seen at first, even where the layout is roughly guessed."""
_TALL = 915
_WIDE = 900


class Sight:
    """What visitors of one page see of its pictures."""

    def __init__(self, page: Page, website: Website, measured: Measurements | None = None) -> None:
        self._page = page
        self._website = website
        self._measured = measured or {}
        self._layouts: dict[int, Layout] = {}

    def layout(self, screen: int) -> Layout:
        """The layout at a width."""
        if screen not in self._layouts:
            self._layouts[screen] = layout(self._page, self._website, viewport(screen), self._measured)
        return self._layouts[screen]

    def cascade(self, screen: int) -> Cascade:
        """The styles at a width."""
        return cascade(self._page, self._website, viewport(screen))

    @cached_property
    def cascades(self) -> tuple[Cascade, ...]:
        """The styles on phones, tablets and desktops."""
        return tuple(self.cascade(screen) for screen in (PHONE.width, 767, DESKTOP.width))

    def extent(self, element: Element) -> Extent:
        """What decides how large an `img` is drawn."""
        return extent_of(element, self.cascades)

    def width(self, element: Element, screen: int) -> float | None:
        """CSS pixels of width; None where nobody can tell."""
        found = self.layout(screen).width_of(element)
        return found if found and found > 0 else None

    def height(self, element: Element, screen: int) -> float:
        """CSS pixels of height, roughly."""
        return self.layout(screen).height_of(element)

    def drawn(self, element: Element, facts: Facts) -> Mapping[int, float]:
        """CSS pixels of width by screen width; where nobody can tell, the screen's, but no more than its own."""
        found = {}
        for screen in SCREENS:
            width = self.width(element, screen) if self.layout(screen).visible(element) else None
            found[screen] = min(width, 2.0 * screen) if width else min(float(screen), facts.width)
        return found

    def is_far(self, element: Element) -> bool:
        """Whether it begins well below the first screen of phones and of desktops, or is not shown at first."""
        return all(self.starts_below(element, view) for view in (PHONE, DESKTOP))

    def starts_below(self, element: Element, view: Viewport) -> bool:
        """Whether it begins well below the first screen, or is not shown at first."""
        seen = self.layout(view.width)
        return not seen.visible(element) or seen.top_of(element) > view.height * _FAR

    def largest(self, view: Viewport) -> LargestPaint | None:
        """The largest paint of the first screen."""
        return self.layout(view.width).largest_paint()


def viewport(screen: int) -> Viewport:
    """A viewport of a width: a phone's or a desktop's."""
    for view in (PHONE, DESKTOP):
        if view.width == screen:
            return view
    return Viewport(screen, _TALL if screen < 600 else _WIDE, touch=screen < 1000)


def preloaded(page: Page, website: Website) -> frozenset[str | None]:
    """The pictures that a page preloads."""
    return frozenset(
        website.path_of(link.attr("href") or "", base_of(page))
        for link in page.named("link")
        if "preload" in (link.attr("rel") or "").lower().split() and link.attr("as") == "image"
    )
