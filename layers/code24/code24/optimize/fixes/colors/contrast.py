"""Texts get the nearest colour that can be read, or their ground does."""

from collections.abc import Iterator, Mapping

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.colors.additions import Additions, Patch, Source, coloring, declared_by, with_class
from code24.optimize.fixes.colors.choosing import Part, choices
from code24.optimize.fixes.colors.solutions import faded, ground_of, through
from code24.optimize.models import Change, Phase
from code24.website.accessibility.colors import paint
from code24.website.accessibility.grounds import painted
from code24.website.accessibility.rendering import WIDTHS
from code24.website.page import Page
from code24.website.styles.cascade import cascade
from code24.website.website import Website

_OPAQUE = "text-opaque"
_GROUNDS = ("background-color", *(f"border-{side}-color" for side in ("top", "right", "bottom", "left")))


@page_fix(
    "contrast", Phase.COLORS, "Texts stand out from their ground", "color-contrast", tolerance=0.02,
)  # fmt: skip
def contrast_fix(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """The nearest passing colour of the same hue, for the texts that need it and for no others."""
    writing = _Writing(document, page, website)
    for part, solution in choices(page, website, setting):
        if solution.is_opaque:
            writing.opaque(part, is_flat=bool(solution.ground))
        elif solution.ground:
            writing.ground(part, solution.ground)
        if solution.color:
            writing.text(part, solution.color)
        worst = min(part.texts, key=lambda text: text.ratio / text.needed)
        front, back = painted(worst.color, worst.layers, {})
        where = part.element.css_path()
        if solution.color:
            what = f"A text that had {worst.ratio:.2f}:1 on {back.hex} can be read."
            yield Change(path=page.path, what=what, selector=where, before=front.hex, after=solution.color)
        else:
            what = f"A ground that its text had {worst.ratio:.2f}:1 on lets it be read."
            yield Change(path=page.path, what=what, selector=where, before=back.hex, after=solution.ground)
    writing.done()


class _Writing:
    """New colours of one page, as rules just strong enough, or in style attributes."""

    def __init__(self, document: Document, page: Page, website: Website) -> None:
        self._own: Mapping[Element, Element] = dict(zip(page.elements, document.iter_elements(), strict=True))
        self._styles = cascade(page, website, WIDTHS[0])
        self._additions = Additions(document)
        self._states: dict[Element, str] = {}

    def done(self) -> None:
        """Write the rules."""
        self._additions.write()

    def text(self, part: Part, color: str) -> None:
        """A colour for the text of an element, or for its placeholder."""
        pseudo = part.texts[0].pseudo
        if pseudo:
            self._say(part.element, Source(part.element, "", important=True, is_inline=False), "color", color, pseudo)
            return
        self._say(part.element, coloring(part.element, self._styles), "color", color)

    def ground(self, part: Part, color: str) -> None:
        """A colour for the ground of an element, and for borders that look like it."""
        before = ground_of(part.texts[0]).background
        for name in _GROUNDS:
            said = paint(self._styles.of(part.element).get(name))
            rule = declared_by(part.element, name, self._styles)
            if said is not None and said.hex == before.hex and rule.element is part.element:
                self._say(part.element, rule, name, color)

    def opaque(self, part: Part, *, is_flat: bool) -> None:
        """No more opacity; where `is_flat`, the ground and borders get the colours that they were seen in.

        Those rules hold only while the element is what made it be seen through: a button that scripts enable gets its
        full colours.
        """
        for number in faded(part.texts):
            element = part.texts[0].layers[number].element
            rule = declared_by(element, "opacity", self._styles)
            self._say(element, rule, "opacity", "1")
            self._states[element] = rule.selector
        for name in _GROUNDS if is_flat else ():
            said = paint(self._styles.of(part.element).get(name))
            rule = declared_by(part.element, name, self._styles)
            if said is not None and said.alpha > 0 and rule.element is part.element:
                self._say(part.element, rule, name, through(said, part.texts))

    def _say(self, element: Element, rule: Source, name: str, value: str, pseudo: str = "") -> None:
        own = self._own[element]
        if rule.is_inline:
            add_inline(own, f"{name}: {value}{' !important' if rule.important else ''}")
            return
        word = {"color": "text", "opacity": _OPAQUE}.get(name, "ground")
        mark = f"{word}-{value.removeprefix('#')}" if name != "opacity" else word
        own.add_class(mark)
        selector = with_class(rule.selector, mark, pseudo, self._states.get(element, ""))
        self._additions.add(Patch(selector, name, value, rule.important))


def add_inline(element: Element, declaration: str) -> None:
    """Append a declaration to the style attribute."""
    said = (element.attr("style") or "").strip().rstrip(";")
    element.attrs["style"] = f"{said}; {declaration}" if said else declaration


FIXES = (contrast_fix,)
