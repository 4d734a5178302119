"""What a browser measured on a page, carried over to the page that fixes have made of it.

Measurements name elements by their place, and a `main` around a page's sections moves all of them.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache

from turbohtml import Element

from code24.website.models import Measured, Measurements
from code24.website.page import Page
from code24.website.website import Website

type _Key = Callable[[Element], Hashable]
type _Groups = Mapping[Hashable, list[Element]]


def _as_written(element: Element) -> Hashable:
    return element.tag, element.attr("id"), element.attr("class"), element.attr("src")


def _by_names(element: Element) -> Hashable:
    names = element.attr("id"), element.attr("class")
    return names if any(names) else None


def _by_tag(element: Element) -> Hashable:
    return element.tag


_KEYS: tuple[_Key, ...] = (_as_written, _by_names, _by_tag)
"""How the same element is known, in this order: it is the n-th of those that are equal, where as many are there."""


def carried(measured: Measurements, before: Website, after: Website) -> Measurements:
    """The measurements with places as they are in the later website; what is not found again is left out."""
    moved = {
        path: _places(before.page_at[path], after.page_at[path])
        for path in {path for path, _ in measured}
        if path in before.page_at and path in after.page_at and before.page_at[path].text != after.page_at[path].text
    }
    return {key: _carried(each, moved[key[0]]) if key[0] in moved else each for key, each in measured.items()}


def _carried(measured: Measured, moved: Callable[[str], str | None]) -> Measured:
    boxes = {place: box for old, box in measured.boxes.items() if (place := moved(old)) is not None}
    largest = moved(measured.largest_paint) if measured.largest_paint else None
    return Measured(measured.viewport, boxes, largest)


def _places(before: Page, after: Page) -> Callable[[str], str | None]:
    """Old places to new ones."""

    @cache
    def groups(key: _Key) -> tuple[_Groups, _Groups]:
        return _grouped(before.elements, key), _grouped(after.elements, key)

    def moved(place: str) -> str | None:
        element = before.document.select_one(place)
        if element is None:
            return None
        for key in _KEYS:
            name = key(element)
            then, now = groups(key)
            if name is not None and len(then[name]) == len(now.get(name, ())):
                return now[name][then[name].index(element)].css_path()
        return None

    return moved


def _grouped(elements: Iterable[Element], key: _Key) -> _Groups:
    found: dict[Hashable, list[Element]] = defaultdict(list)
    for element in elements:
        found[key(element)].append(element)
    return found
