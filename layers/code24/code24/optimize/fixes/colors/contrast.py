"""Texts get the nearest colour that can be read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from coloraide import Color
from turbohtml import Document, Element

from code24.build.brand.colors import Tone, nearest
from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.colors.additions import Additions, Patch, declared_by, own_rule, with_class
from code24.optimize.models import Change, Phase
from code24.website.accessibility.colors import Paint, contrast, paint
from code24.website.accessibility.contrast import Judged, failing, painted
from code24.website.accessibility.rendering import WIDTHS
from code24.website.accessibility.semantics import is_native_control
from code24.website.page import Page
from code24.website.styles.cascade import cascade
from code24.website.styles.layout import Layout, layout
from code24.website.website import Website

_JUMP = 0.3
"""A shift of OKLCH lightness after which a colour is another one anyway: then it may as well be a plain one."""
_DARK, _LIGHT = 0.25, 0.98
_GROUND = 0.12
"""The most that the lightness of a ground may move, and the least that a text has to move before one does."""
_MOST_GROUND = 0.008
"""Share of a page that grounds of one colour may cover for them to change."""
_NEAR = 0.06
"""Distance in Oklab of colours that are told apart side by side only: a page gets one instead of both."""
_MARGIN = 0.02
"""Ratio above what is needed, so that browsers' rounding does not undo it."""


@page_fix(
    "contrast", Phase.COLORS, "Texts stand out from their ground", "color-contrast", tolerance=0.02,
)  # fmt: skip
def contrast_fix(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """The nearest passing colour of the same hue, for the texts that need it and for no others."""
    counterparts = dict(zip(page.elements, document.iter_elements(), strict=True))
    additions = Additions(document)
    failed = failing(page, website)
    extent = Extent(page, website, setting)
    grounds = small_grounds(failed, extent)
    known: list[str] = []
    for element, texts in failed.items():
        for pseudo in ("", "placeholder"):
            wrong = [text for text in texts if text.pseudo == pseudo]
            if not wrong or all(text.passes for text in wrong):
                continue
            found = solution(wrong, grounds, known)
            if found is None:
                continue
            known += [] if found.ground else [found.color]
            if found.ground:
                yield from _ground_changed(element, wrong, found.ground, page, website, counterparts, additions)
            color, is_opaque = found.color, found.without_opacity
            if not found.ground:
                _color_text(element, color, pseudo, page, website, counterparts, additions)
            if is_opaque:
                for layer in wrong[0].layers:
                    if layer.opacity < 1:
                        faded = counterparts[layer.element]
                        faded.add_class("text-opaque")
                        rule = declared_by(layer.element, "opacity", cascade(page, website, WIDTHS[0]))
                        additions.add(Patch(with_class(rule.selector, "text-opaque"), "opacity", "1", rule.important))
            front, back = painted(wrong[0].color, wrong[0].layers, {})
            if found.ground:
                continue
            yield Change(
                path=page.path,
                what=f"A text that had {wrong[0].ratio:.2f}:1 on {back.hex} can be read.",
                selector=element.css_path(), before=front.hex, after=color,
            )  # fmt: skip
    additions.write()


def _color_text(  # noqa: PLR0917
    element: Element,
    color: str,
    pseudo: str,
    page: Page,
    website: Website,
    counterparts: Mapping[Element, Element],
    additions: Additions,
) -> None:
    target, selector, important, inline = _where(element, page, website, pseudo)
    own = counterparts[target]
    if inline:
        add_inline(own, f"color: {color}{' !important' if important else ''}")
        return
    name = f"text-{color.removeprefix('#')}"
    own.add_class(name)
    additions.add(Patch(with_class(selector, name, pseudo), "color", color, important or bool(pseudo)))


def _ground_changed(  # noqa: PLR0917
    element: Element,
    texts: Sequence[Judged],
    color: str,
    page: Page,
    website: Website,
    counterparts: Mapping[Element, Element],
    additions: Additions,
) -> Iterator[Change]:
    styles = cascade(page, website, WIDTHS[0])
    before = texts[0].layers[-1].background
    name = f"ground-{color.removeprefix('#')}"
    own = counterparts[element]
    for prop in ("background-color", *(f"border-{side}-color" for side in ("top", "right", "bottom", "left"))):
        said = paint(styles.of(element).get(prop))
        if said is None or said.hex != before.hex:
            continue
        rule = declared_by(element, prop, styles)
        if rule.is_inline:
            add_inline(own, f"{prop}: {color}{' !important' if rule.important else ''}")
        elif rule.element is element:
            own.add_class(name)
            additions.add(Patch(with_class(rule.selector, name), prop, color, rule.important))
    yield Change(
        path=page.path, what=f"A ground that its text had {texts[0].ratio:.2f}:1 on lets it be read.",
        selector=element.css_path(), before=before.hex, after=color,
    )  # fmt: skip


class Solution(NamedTuple):
    """Colours with which a text passes."""

    color: str
    """Of the text."""
    ground: str = ""
    """Of the element behind it, where that changes instead."""
    without_opacity: bool = False
    """Whether the opacity of what is around has to go as well."""


def solution(
    texts: Sequence[Judged], grounds: Collection[Element] | None = None, known: Sequence[str] = ()
) -> Solution | None:
    """The smallest change with which texts pass; None where colours alone do not help.

    The text's own colour moves, or, where that would have to become another one, the ground of a button or link, if it
    is one of `grounds` (None is any). A colour of `known` is taken where it looks nearly the same.
    """
    for whole in (False, True):
        levels = [dict.fromkeys(range(len(text.layers)), 1.0) if whole else {} for text in texts]
        start, _ = painted(texts[0].color, texts[0].layers, levels[0])
        tone = _tone(start.hex)
        color = nearest(tone, lambda one, levels=levels: _fits(texts, levels, color=one))  # type: ignore[misc]
        moved = _tone(color).lightness - tone.lightness if color is not None else 1.0
        if abs(moved) > _GROUND and _may_change_ground(texts, grounds):
            back = _tone(texts[0].layers[-1].background.hex)
            other = nearest(back, lambda one, levels=levels: _fits(texts, levels, ground=one))  # type: ignore[misc]
            if other is not None and abs(_tone(other).lightness - back.lightness) <= _GROUND:
                return Solution(texts[0].color.hex, other, whole)
        if color is not None:
            if abs(moved) > _JUMP:
                plain = tone.hex(_DARK if moved < 0 else _LIGHT)
                color = plain if _fits(texts, levels, color=plain) else color
            near = (one for one in known if Color(one).distance(color, space="oklab") <= _NEAR)
            color = next((one for one in near if _fits(texts, levels, color=one)), color)
            return Solution(color, "", whole)
    return None


def _tone(color: str) -> Tone:
    """The tone of a colour with the hue that it has, however grey it is."""
    lightness, chroma, hue = Color(color).convert("oklch").coords(nans=False)
    return Tone(lightness, chroma, hue)


def _fits(texts: Sequence[Judged], levels: Sequence[dict[int, float]], *, color: str = "", ground: str = "") -> bool:
    front, back = paint(color) if color else None, paint(ground) if ground else None
    for text, level in zip(texts, levels, strict=True):
        layers = (*text.layers[:-1], text.layers[-1]._replace(background=back)) if back is not None else text.layers
        seen = painted(front if front is not None else text.color, layers, level)
        if contrast(*seen) < text.needed + _MARGIN:
            return False
    return True


class Extent:
    """How much of a page its parts cover."""

    def __init__(self, page: Page, website: Website, setting: Setting) -> None:
        self._layouts = [layout(page, website, viewport, setting.measured) for viewport in WIDTHS]
        self._body = next(iter(page.named("body")), None)

    def shares(self, elements: Collection[Element]) -> float:
        """The share of the page that elements cover together, at the width where that is more."""
        return max(self._share(elements, seen) for seen in self._layouts)

    def _share(self, elements: Collection[Element], seen: Layout) -> float:
        height = seen.height_of(self._body) if self._body is not None else 0.0
        page = seen.viewport.width * max(height, float(seen.viewport.height))
        return sum((seen.width_of(element) or 0.0) * seen.height_of(element) for element in elements) / page


def small_grounds(failed: Mapping[Element, Sequence[Judged]], extent: Extent) -> frozenset[Element]:
    """Elements whose ground may change: those of one colour together cover little of the page.

    So buttons that are alike stay alike, and where they cover much, the texts change, which are fewer pixels.
    """
    alike: dict[Paint, list[Element]] = {}
    for element, texts in failed.items():
        if texts[0].layers and texts[0].layers[-1].element is element:
            alike.setdefault(texts[0].layers[-1].background, []).append(element)
    return frozenset(
        element for elements in alike.values() if extent.shares(elements) <= _MOST_GROUND for element in elements
    )


def _may_change_ground(texts: Sequence[Judged], grounds: Collection[Element] | None) -> bool:
    """Whether all texts are on the opaque ground of a link, a button, or of nothing but themselves."""
    if grounds is not None and texts[0].element not in grounds:
        return False
    found = {(text.layers[-1].element, text.layers[-1].background) for text in texts if text.layers}
    if len(found) != 1 or any(text.pseudo for text in texts):
        return False
    element, background = next(iter(found))
    return background.alpha >= 0.999 and element is texts[0].element and element.tag not in {"body", "html", "p", "div"}


def _where(element: Element, page: Page, website: Website, pseudo: str) -> tuple[Element, str, bool, bool]:
    """The element to mark, the selector of the rule that colours it now, whether that is important, or inline."""
    if pseudo:
        return element, "", True, False
    styles = cascade(page, website, WIDTHS[0])
    rule = own_rule(element, "color", styles) or declared_by(element, "color", styles)
    if rule.element is element:
        return element, rule.selector, rule.important, rule.is_inline
    if rule.element is not None and is_native_control(rule.element):
        return rule.element, rule.selector, rule.important, rule.is_inline
    return element, "", False, False


def add_inline(element: Element, declaration: str) -> None:
    """Append a declaration to the style attribute."""
    said = (element.attr("style") or "").strip().rstrip(";")
    element.attrs["style"] = f"{said}; {declaration}" if said else declaration


FIXES = (contrast_fix,)
