"""Pages that can be read on a phone: viewport, sizes of letters, lines, things that are too wide."""

from collections.abc import Iterator
from functools import lru_cache

from turbohtml import Element, Namespace, Text

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.audit.rules.accessibility.operation import viewport_settings
from code24.website.accessibility.colors import paint
from code24.website.accessibility.rendering import is_drawn_in
from code24.website.accessibility.semantics import UNRENDERED
from code24.website.page import Page
from code24.website.styles.cascade import PHONE, Cascade, cascade
from code24.website.styles.page_styles import sheets_of
from code24.website.styles.sheets import Sheet, StyleRule
from code24.website.website import Website

LEGIBLE, SHARE = 12.0, 0.6
"""CSS pixels, and the share of letters that have to reach it (Lighthouse, `font-size`)."""
LEAST_LINE = 1.15
MOST_SIZES = 14
MOST_COLORS = 24
_LONG_TEXT = 120
_FOCUSED = frozenset({":focus", "*:focus", "a:focus", "*", "button:focus", ":focus-visible"})


@page_rule("viewport", Category.DESIGN, Severity.SERIOUS, "The page fits the width of phones",
           ("Lighthouse", "viewport"), ("WCAG 2.2", "1.4.10"), fix="markup-viewport")  # fmt: skip
def viewport(page: Page, website: Website) -> Iterator[Look]:
    """`width=device-width`."""
    settings = viewport_settings(page.meta("viewport") or "")
    fine = settings.get("width") == "device-width" or "initial-scale" in settings
    yield None if fine else Defect("Without `width=device-width` phones show the page as a small picture.")


def _texts(page: Page, website: Website) -> list[tuple[Element, int]]:
    """Elements that phones draw, with the number of letters directly in them."""
    return website.remembered(
        ("drawn texts", page.path, page.text, website.styles_digest),
        lambda: list(_drawn_texts(page, cascade(page, website, PHONE))),
    )


def _drawn_texts(page: Page, styles: Cascade) -> Iterator[tuple[Element, int]]:
    for element in page.elements:
        if element.namespace is not Namespace.HTML or element.tag in UNRENDERED:
            continue
        letters = sum([len(child.data.strip()) for child in element.children if isinstance(child, Text)])
        if letters and is_drawn_in(element, styles):
            yield element, letters


@page_rule("font-size", Category.DESIGN, Severity.MODERATE, "Letters are large enough on phones",
           ("Lighthouse", "font-size"))  # fmt: skip
def font_size(page: Page, website: Website) -> Iterator[Look]:
    """At least 60 % of the letters in 12 pixels or more."""
    styles = cascade(page, website, PHONE)
    small = total = 0
    worst: Element | None = None
    for element, letters in _texts(page, website):
        total += letters
        if styles.of(element).font_size < LEGIBLE:
            small += letters
            worst = worst if worst is not None else element
    fine = not total or small / total <= 1 - SHARE
    yield None if fine else Defect(f"{small / total:.0%} of the letters are smaller than 12 pixels.", worst)


@page_rule("line-height", Category.DESIGN, Severity.MINOR, "Lines of long texts do not touch", ("WCAG 2.2", "1.4.12"))
def line_height(page: Page, website: Website) -> Iterator[Look]:
    """Paragraphs and items of more than a few lines."""
    styles = cascade(page, website, PHONE)
    for element in page.named("p", "li", "dd", "blockquote"):
        if len(element.text) < _LONG_TEXT or not is_drawn_in(element, styles):
            continue
        computed = styles.of(element)
        times = (computed.length("line-height") or 0.0) / max(computed.font_size, 1.0)
        fine = times >= LEAST_LINE
        yield None if fine else Defect(f"The lines of this text are {times:.2f} of its letters apart.", element)


@page_rule("horizontal-overflow", Category.DESIGN, Severity.MODERATE, "Nothing is wider than a phone",
           ("WCAG 2.2", "1.4.10"))  # fmt: skip
def horizontal_overflow(page: Page, website: Website) -> Iterator[Look]:
    """Widths in pixels that no rule limits: `width` and `min-width` beyond the screen."""
    styles = cascade(page, website, PHONE)
    for element in page.elements:
        if element.namespace is not Namespace.HTML or element.tag in UNRENDERED:
            continue
        computed = styles.of(element)
        if not {"width", "min-width"}.intersection(computed.specified):
            continue
        least = computed.length("min-width") or 0.0
        wide = max(least, computed.length("width") or 0.0)
        limited = computed.get("max-width") not in {"none", ""} and least <= PHONE.width
        held = wide <= PHONE.width or limited or _is_clipped(element, styles) or not is_drawn_in(element, styles)
        yield None if held else Defect(f"The element is {wide:.0f} pixels wide; phones have {PHONE.width}.", element)


def _is_clipped(element: Element, styles: Cascade) -> bool:
    current: object = element
    while isinstance(current, Element) and current.tag not in {"body", "html"}:
        computed = styles.of(current)
        if computed.get("overflow-x") in {"hidden", "auto", "scroll", "clip"} or computed.get("position") in {
            "absolute",
            "fixed",
        }:
            return True
        current = current.parent
    return False


@page_rule("type-scale", Category.DESIGN, Severity.MINOR, "Letters have few sizes", ("Code24", "type-scale"))
def type_scale(page: Page, website: Website) -> Iterator[Look]:
    """A scale has steps; more than fourteen sizes on a page are none."""
    styles = cascade(page, website, PHONE)
    sizes = {round(styles.of(element).font_size * 2) for element, _ in _texts(page, website)}
    yield Defect(f"The page has letters of {len(sizes)} sizes.") if len(sizes) > MOST_SIZES else None


@page_rule("palette-size", Category.DESIGN, Severity.MINOR, "Texts have few colours", ("Code24", "palette-size"))
def palette_size(page: Page, website: Website) -> Iterator[Look]:
    """More than two dozen colours of texts are no palette; `#fff`, `#FFFFFF` and `white` are one."""
    styles = cascade(page, website, PHONE)
    said = {styles.of(element).get("color") for element, _ in _texts(page, website)}
    colors = {paint(text) or text for text in said}
    yield Defect(f"The texts of the page have {len(colors)} colours.") if len(colors) > MOST_COLORS else None


@page_rule("focus-visible", Category.DESIGN, Severity.SERIOUS, "The focus of the keyboard can be seen",
           ("WCAG 2.2", "2.4.7"))  # fmt: skip
def focus_visible(page: Page, website: Website) -> Iterator[Look]:
    """No rule takes the outline of everything that is focused without drawing anything else."""
    for applied in sheets_of(page, website):
        for rule, bare in _rules_of_focus(applied.sheet):
            said = {one.name: one.value.strip().lower() for one in rule.declarations}
            removed = said.get("outline", said.get("outline-style", "")).split(" ")[0] in {"none", "0", "0px"}
            replaced = {"box-shadow", "border", "border-color", "background", "background-color", "text-decoration"}
            wrong = removed and not replaced & said.keys()
            yield Defect(f"{bare} takes the outline away; nobody sees where the keyboard is.",
                         path=applied.path, excerpt=rule.selector_text) if wrong else None  # fmt: skip


@lru_cache(maxsize=256)
def _rules_of_focus(sheet: Sheet) -> tuple[tuple[StyleRule, str], ...]:
    """The rules about everything that is focused, with the first of their selectors that says so."""
    bare = ((rule, [one.text for one in rule.selectors if one.text.strip() in _FOCUSED]) for rule in sheet.rules)
    return tuple((rule, found[0]) for rule, found in bare if found)


RULES = (focus_visible, font_size, horizontal_overflow, line_height, palette_size, type_scale, viewport)
