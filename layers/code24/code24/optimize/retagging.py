"""Giving elements another tag without changing their looks.

Style sheets choose elements by their tags, and browsers style tags by themselves. What an element and everything in it
looks like is therefore computed before and after, at both widths; where they differ, the class that frameworks have for
such cases (`h3`) or a copy of the values in the style attribute brings the old looks back; where that cannot be done,
the element keeps its tag.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from turbohtml import Document, Element, parse

from code24.website.accessibility.rendering import WIDTHS
from code24.website.page import Page
from code24.website.styles.cascade import Cascade, cascade
from code24.website.styles.page_styles import chosen_by_styles
from code24.website.styles.user_agent import INHERITED
from code24.website.website import Website

PROPERTIES = (
    "display", "position", "float", "font-size", "font-weight", "font-style", "font-family", "line-height", "color",
    "letter-spacing", "text-transform", "text-align", "text-decoration-line", "white-space", "margin-top",
    "margin-right", "margin-bottom", "margin-left", "padding-top", "padding-right", "padding-bottom", "padding-left",
    "background-color", "background-image", "border-top-width", "border-bottom-width", "border-left-width",
    "border-right-width", "width", "height", "max-width", "min-height", "list-style-type", "opacity", "flex-grow",
    "flex-basis", "order", "grid-area", "overflow-x", "overflow-y", "unicode-bidi", "border-top-style",
    "border-bottom-style", "z-index", "top", "bottom", "left", "right", "transform", "box-shadow",
)  # fmt: skip
_LENGTHS = frozenset(
    name for name in PROPERTIES if name.startswith(("margin", "padding")) or name in {"font-size", "line-height"}
)
_MOST_INSIDE = 60
_MOST_STYLED = 8
"""Elements whose looks are compared, and properties that a style attribute may get."""
_ATTEMPTS = 4


class Wish(NamedTuple):
    """Another tag for an element."""

    element: Element
    """Of the document that is edited."""
    tag: str
    classes: tuple[str, ...] = ()
    """A class that frameworks have for the old looks."""
    attributes: tuple[tuple[str, str], ...] = ()
    """What it gets besides."""
    group: int = 0
    """Wishes of one group are fulfilled together or not at all; 0 is no group."""


class _Option(NamedTuple):
    classes: tuple[str, ...] = ()
    style: tuple[tuple[str, str], ...] = ()


def retag(document: Document, page: Page, website: Website, wishes: Sequence[Wish]) -> list[bool]:  # noqa: PLR0912
    """Fulfil the wishes that change no looks; says which ones.

    The document is a fresh parse of the page, unless earlier edits left its elements and their order as they were.
    """
    if not wishes:
        return []
    places = {element: number for number, element in enumerate(document.iter_elements())}
    if len(places) != len(page.elements):
        return [False] * len(wishes)
    aside = Website(website.files.values(), origin=website.origin, memory=dict(website.memory))
    before = [cascade(page, aside, viewport) for viewport in WIDTHS]
    styled = chosen_by_styles(page, website).classes
    chosen: dict[int, _Option] = dict.fromkeys(range(len(wishes)), _Option())
    settled: set[int] = set()
    for attempt in range(_ATTEMPTS):
        if settled >= chosen.keys():
            break
        trial = _tried(document, page, wishes, places, chosen)
        if len(trial.elements) != len(page.elements):
            return [False] * len(wishes)
        after = [cascade(trial, aside, viewport) for viewport in WIDTHS]
        for number in list(chosen):
            if number in settled:
                continue
            wish, place = wishes[number], places[wishes[number].element]
            differences = _differences(page.elements[place], trial.elements[place], before, after)
            if differences is not None and not differences:
                settled.add(number)
                continue
            usable = tuple(one for one in wish.classes if one in styled and not wish.element.has_class(one))
            if attempt == 0 and usable:
                chosen[number] = _Option(classes=usable[:1])
            elif attempt <= 1 and differences and len(differences) <= _MOST_STYLED and not chosen[number].style:
                base = chosen[number].classes if attempt else ()
                chosen[number] = _Option(base, tuple(differences.items()))
            elif attempt < _ATTEMPTS - 1 and chosen[number].classes and not chosen[number].style:
                chosen[number] = _Option()
            else:
                del chosen[number]
    failed = {wish.group for number, wish in enumerate(wishes) if number not in settled} - {0}
    settled = {number for number in settled if wishes[number].group not in failed}
    for number in settled:
        _apply(wishes[number].element, wishes[number], chosen[number])
    return [number in settled for number in range(len(wishes))]


def same_looks(document: Document, page: Page, website: Website, added: Element) -> bool:
    """Whether everything looks as it did on the page before one element was put around others.

    The added element itself is not compared; it should have no box (`display: contents`).
    """
    place = next((number for number, one in enumerate(document.iter_elements()) if one is added or one == added), None)
    trial = Page.of(page.path, document.serialize())
    if place is None or len(trial.elements) != len(page.elements) + 1:
        return False
    aside = Website(website.files.values(), origin=website.origin, memory=dict(website.memory))
    elements = trial.elements[:place] + trial.elements[place + 1 :]
    for viewport in WIDTHS:
        before, after = cascade(page, aside, viewport), cascade(trial, aside, viewport)
        for old, new in zip(page.elements, elements, strict=True):
            if old.tag != new.tag:
                return False
            if before.rules_of(old) != after.rules_of(new):
                return False
    return True


def _tried(
    document: Document, page: Page, wishes: Sequence[Wish], places: Mapping[Element, int], chosen: Mapping[int, _Option]
) -> Page:
    trial = parse(document.serialize())
    elements = list(trial.iter_elements())
    if len(elements) == len(places):
        for number, option in chosen.items():
            _apply(elements[places[wishes[number].element]], wishes[number], option)
    return Page.of(page.path, trial.serialize())


def _apply(element: Element, wish: Wish, option: _Option) -> None:
    element.tag = wish.tag
    for name in option.classes:
        element.add_class(name)
    for name, value in wish.attributes:
        element.attrs[name] = value
    if option.style:
        said = (element.attr("style") or "").strip().rstrip(";")
        copied = "; ".join(f"{name}: {value}" for name, value in option.style)
        element.attrs["style"] = f"{said}; {copied}" if said else copied


def _differences(
    old: Element, new: Element, before: Sequence[Cascade], after: Sequence[Cascade]
) -> Mapping[str, str] | None:
    """What would have to be set on the element to look the same; None where that is not enough."""
    wanted: dict[str, str] = {}
    for number, (was, becomes) in enumerate(zip(before, after, strict=True)):
        found = dict(_different(old, new, was, becomes))
        if number and found != wanted:
            return None
        wanted = found
        for inner_old, inner_new in _inside(old, new):
            if next(_different(inner_old, inner_new, was, becomes, wanted), None):
                return None
    return wanted


def _inside(old: Element, new: Element) -> Iterator[tuple[Element, Element]]:
    for number, pair in enumerate(zip(old.iter_elements(), new.iter_elements(), strict=False)):
        if number >= _MOST_INSIDE:
            return
        yield pair


def _different(
    old: Element, new: Element, before: Cascade, after: Cascade, inherited: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Properties that would change, with the values that they have now."""
    was, becomes = before.of(old), after.of(new)
    for name in PROPERTIES:
        if name in inherited and name in INHERITED:
            continue
        if name in _LENGTHS:
            first, second = was.length(name), becomes.length(name)
            if first is None or second is None:
                if was.get(name) != becomes.get(name):
                    yield name, was.get(name)
            elif abs(first - second) > 0.05:
                yield name, f"{first:g}px"
        elif was.get(name) != becomes.get(name):
            yield name, was.get(name)
