"""The icon fonts of a website: their faces, where pages use them, and whether pictures can take their place."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from code24.optimize.fixes.icons.outlines import GlyphFont, glyph_font
from code24.optimize.fixes.icons.placing import NotPlaced, Placed, placed, weight_of
from code24.optimize.restyling import StyleText, style_texts
from code24.website.page import Page
from code24.website.scripting.scripts import script_words
from code24.website.styles.cascade import DESKTOP, PHONE, Cascade, cascade
from code24.website.styles.page_styles import sheets_of
from code24.website.typefaces.fontfaces import FontFace, decoded, faces_in, font_at, is_of_symbols
from code24.website.typefaces.icon_uses import GlyphBox, families_in, first_family, glyph_boxes, glyph_rules, is_private
from code24.website.website import Website

FEWEST_GLYPHS = 8
"""Rules for private characters that make a stylesheet one of an icon font."""


class Picture(NamedTuple):
    """One glyph of a page, and what takes its place."""

    page: str
    place: int
    """Of the element among all of the page."""
    box: str
    placed: Placed
    rule: str
    """The text of the rule that draws it."""


@dataclass
class IconFont:
    """One family of icons."""

    family: str
    """In small letters."""
    faces: list[tuple[StyleText, FontFace]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    """Why pictures cannot take its place; empty where they can."""
    in_scripts: bool = False
    """Whether scripts may ask for any of its icons."""
    text: set[str] = field(default_factory=set)
    """Characters of pages' own text that it draws, such as the names of ligatures."""


def icon_fonts(website: Website) -> list[IconFont]:
    """The families whose files are this website's and whose stylesheets draw single private characters."""
    return website.remembered(("icon fonts", website.fingerprint), lambda: list(_found(website)))


def _found(website: Website) -> Iterator[IconFont]:
    fonts: dict[str, IconFont] = {}
    for text in style_texts(website):
        for face in faces_in(text.text, text.base, website):
            if face.path and is_of_symbols(website, face):
                fonts.setdefault(face.family.lower(), IconFont(face.family.lower())).faces.append((text, face))
    used = {family for page in website.pages for family in _families_of_glyphs(page, website, fonts)}
    with_rules = {
        face.family.lower()
        for text in style_texts(website)
        if len(glyph_rules(text.text)) >= FEWEST_GLYPHS
        for face in faces_in(text.text, text.base, website)
    }
    icons = {family: font for family, font in fonts.items() if family in used | with_rules}
    if not icons:
        return
    words = script_words(website)
    for font in icons.values():
        names = _class_names(font)
        font.in_scripts = bool(names & words or {_prefix(name) for name in names} & words)
        if font.in_scripts:
            font.obstacles.append("scripts ask for its icons")
    for page in website.pages:
        _look_at(page, website, icons)
    yield from icons.values()


def _families_of_glyphs(page: Page, website: Website, fonts: dict[str, IconFont]) -> set[str]:
    boxes = [box for box in glyph_boxes(page, website) if is_private(box.character)]
    styles = cascade(page, website, DESKTOP) if boxes else None
    return {_family(box, styles) for box in boxes if styles} & fonts.keys()


def _family(box: GlyphBox, styles: Cascade) -> str:
    own = box.values.get("font-family")
    if own is not None and own != "inherit":
        return first_family(own)
    return first_family(styles.of(box.element).get("font-family") or "")


def _class_names(font: IconFont) -> frozenset[str]:
    """The classes that choose single icons of a family."""
    return frozenset(
        name
        for text in {text for text, _ in font.faces}
        for rule, _ in glyph_rules(text.text)
        for selector in rule.selectors
        for name in selector.classes
    )


def _prefix(name: str) -> str:
    return name.partition("-")[0] + "-"


def _look_at(page: Page, website: Website, icons: dict[str, IconFont]) -> None:
    boxes = glyph_boxes(page, website)
    places = {element: index for index, element in enumerate(page.elements)} if boxes else {}
    views = [cascade(page, website, view) for view in (DESKTOP, PHONE)] if boxes else []
    for box in boxes:
        font = icons.get(_family(box, views[0]))
        if font is None:
            continue
        try:
            found = {_placed(box, font, view, website) for view in views}
            if len(found) > 1:
                raise NotPlaced("it differs with the width of the screen")
        except NotPlaced as problem:
            font.obstacles.append(f"{page.path}: {problem}")
            continue
        font.pictures.append(Picture(page.path, places[box.element], box.box, found.pop(), _text_of(box)))
    for family, font in icons.items():
        if text := set("".join(_text_in(page, website, family))) & _drawn(font, website):
            font.text |= text
            font.obstacles.append(f"{page.path}: text is set in it")


def _text_of(box: GlyphBox) -> str:
    sheet = next(each.sheet for each in box.rules if each.rule is box.content_rule)
    return sheet.sheet.text[box.content_rule.span.start : box.content_rule.span.end]


def _placed(box: GlyphBox, font: IconFont, styles: Cascade, website: Website) -> Placed:
    element = styles.of(box.element)
    own = box.values.get("font-weight", "inherit")
    asked = weight_of(own if own != "inherit" else element.get("font-weight"))
    for _, face in sorted(font.faces, key=lambda each: min(abs(asked - weight) for weight in each[1].weight)):
        if (outlines := _outlines(face, website)) and outlines.glyph(box.character):
            return placed(box, outlines, face, element)
    raise NotPlaced("the font lacks it")


def _outlines(face: FontFace, website: Website) -> GlyphFont | None:
    if face.path is None:
        return None
    file = website.files[face.path]
    data = website.remembered(("font", file.sha256), lambda: decoded(file.content))
    return glyph_font(website, data, file.sha256) if data else None


def _drawn(font: IconFont, website: Website) -> frozenset[str]:
    """The visible characters that a family has glyphs for."""
    fonts = (font_at(website, face.path) for _, face in font.faces if face.path)
    codes = frozenset[int]().union(*(found.unicodes for found in fonts if found is not None))
    return frozenset(chr(code) for code in codes if code > 0x20 and code != 0xA0)


def _text_in(page: Page, website: Website, family: str) -> Iterator[str]:
    """The text of elements in a family."""
    for sheet in sheets_of(page, website):
        for rule in sheet.sheet.rules:
            if families_in(rule.declarations) != family:
                continue
            for selector in rule.selectors:
                if selector.valid and not selector.pseudo_element and selector.possible not in {"*", ""}:
                    with suppress(ValueError):
                        yield from (element.text for element in page.document.select(selector.possible))
