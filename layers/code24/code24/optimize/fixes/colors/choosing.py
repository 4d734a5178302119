"""Whether texts or their grounds change: what touches the fewest pixels of a page, within a budget."""

from collections.abc import Sequence
from typing import NamedTuple

from turbohtml import Element

from code24.optimize.fix import Setting
from code24.optimize.fixes.colors.additions import coloring
from code24.optimize.fixes.colors.extent import Extent, Shares, total
from code24.optimize.fixes.colors.solutions import GROUND, Solution, by_ground, by_text, faded, ground_of, seen_with
from code24.optimize.proving.pictures import differ
from code24.website.accessibility.colors import Paint
from code24.website.accessibility.contrast import Judged, judged_texts
from code24.website.accessibility.grounds import painted
from code24.website.accessibility.rendering import WIDTHS
from code24.website.accessibility.semantics import is_native_control
from code24.website.page import Page
from code24.website.styles.cascade import cascade
from code24.website.website import Website

BUDGET = 0.007
"""Share of a page's pixels that all its new colours may change together; texts that need more get it."""
_LARGE = frozenset({"body", "html", "p", "div"})
"""Elements whose ground is that of more than a few words."""


class Part(NamedTuple):
    """The texts that one element gives their colour or their ground, one of which cannot be read."""

    element: Element
    texts: tuple[Judged, ...]


class _Group(NamedTuple):
    """Grounds of one colour, which change together or not at all, so that buttons that are alike stay alike."""

    grounds: tuple[tuple[Part, Solution], ...]
    texts: tuple[tuple[Part, Solution], ...]


def choices(page: Page, website: Website, setting: Setting) -> list[tuple[Part, Solution]]:
    """How each part of a page that cannot be read well enough passes; parts without a solution are left out.

    Both are tried for grounds of links, buttons and labels: grounds where the texts would become other colours.
    """
    parts = _parts(page, website)
    if not parts:
        return []
    extent = Extent(page, website, setting)
    found = _chosen(parts, _all_texts(page, website), extent, is_smallest=False)
    if max(total([_cost(*one, extent) for one in found])) > BUDGET:
        found = _chosen(parts, _all_texts(page, website), extent, is_smallest=True)
    return found


def _all_texts(page: Page, website: Website) -> list[Judged]:
    return [text for viewport in WIDTHS for text in judged_texts(page, website, viewport)]


def _parts(page: Page, website: Website) -> list[Part]:
    """Failing texts by the element that colours them, with all others that it colours."""
    texts = _all_texts(page, website)
    styles = cascade(page, website, WIDTHS[0])
    failed = {(text.element, text.pseudo) for text in texts if not text.passes}
    targets = {key: coloring(key[0], styles).element if not key[1] else key[0] for key in failed}
    shared = {target for (element, _), target in targets.items() if target is not element}
    controls = shared | {element for element, _ in failed if is_native_control(element)}
    found: dict[tuple[Element, str], list[Judged]] = {}
    for text in texts:
        key = (text.element, text.pseudo)
        target = targets.get(key, text.element)
        if key not in failed and not text.pseudo and not controls.isdisjoint(text.element.ancestors):
            target = coloring(text.element, styles).element
        found.setdefault((target or text.element, text.pseudo), []).append(text)
    return [
        Part(target, tuple(own)) for (target, _), own in found.items() if any(not text.passes for text in own)
    ]  # fmt: skip


def _chosen(
    parts: Sequence[Part], texts: Sequence[Judged], extent: Extent, *, is_smallest: bool
) -> list[tuple[Part, Solution]]:
    by_words = _by_words(parts, is_smallest=is_smallest)
    groups = _groups(parts, by_words, texts)
    grouped = {id(part) for group in groups for part, _ in group.texts}
    found = [(part, one) for part, one in by_words if one is not None and id(part) not in grouped]
    costs = {
        id(group): [total([_cost(*one, extent) for one in way]) for way in (group.grounds, group.texts)]
        for group in groups
    }
    groups.sort(key=lambda group: max(costs[id(group)][0]))
    spent = total([_cost(*one, extent) for one in found])
    for number, group in enumerate(groups):
        cost, other = costs[id(group)]
        least = [min(costs[id(one)], key=max) for one in groups[number + 1 :]]
        takes_ground = max(cost) <= max(other) or max(total([spent, cost, *least])) <= BUDGET
        spent = total([spent, cost if takes_ground else other])
        found += group.grounds if takes_ground else group.texts
    return found


def _by_words(parts: Sequence[Part], *, is_smallest: bool) -> list[tuple[Part, Solution | None]]:
    known: list[str] = []
    found: list[tuple[Part, Solution | None]] = []
    for part in parts:
        one = by_text(part.texts, known, is_smallest=is_smallest)
        known += [one.color] if one is not None and one.moved <= GROUND else []
        found.append((part, one))
    return found


def _groups(
    parts: Sequence[Part], by_words: Sequence[tuple[Part, Solution | None]], texts: Sequence[Judged]
) -> list[_Group]:
    """Grounds that can change instead of texts that would have to become other colours."""
    on: dict[Element, list[Judged]] = {}
    for text in texts:
        on.setdefault(ground_of(text).element, []).append(text)
    alike: dict[Paint, dict[Element, list[tuple[Part, Solution]]]] = {}
    for part, solution in by_words:
        grounds = {ground_of(text).element for text in part.texts}
        ground = next(iter(grounds))
        if solution is None or solution.moved <= GROUND or len(grounds) > 1 or ground.tag in _LARGE:
            continue
        if ground is part.element or is_native_control(ground):
            alike.setdefault(ground_of(part.texts[0]).background, {}).setdefault(ground, []).append((part, solution))
    found = []
    for elements in alike.values():
        changed = [(Part(ground, tuple(on[ground])), by_ground(on[ground])) for ground in elements]
        able = [(part, one) for part, one in changed if one is not None]
        inside = tuple(each for part, _ in able for each in elements[part.element])
        if able:
            found.append(_Group(tuple(able), inside))
    return found


def _cost(part: Part, solution: Solution, extent: Extent) -> Shares:
    """The pixels that look different: those of letters, and of grounds."""
    first = part.texts[0]
    level = dict.fromkeys(faded(part.texts), 1.0) if solution.is_opaque else {}
    before = painted(first.color, first.layers, {})
    after = seen_with(first, level, solution.color, solution.ground)
    letters = extent.text(part.texts) if differ(before[0][:3], after[0][:3]) else total([])
    behind = [first.layers[number].element for number in level if first.layers[number].background.alpha > 0]
    behind += [ground_of(first).element] if solution.ground and not behind else []
    if not behind or not differ(before[1][:3], after[1][:3]):
        return letters
    return total([extent.ground(element) for element in behind])


__all__ = ["BUDGET", "Part", "choices"]
