"""Icon fonts that have to stay: they keep the glyphs that pages and scripts may ask for."""

from code24.optimize.fixes.fonts.files import reduced_file, with_source
from code24.optimize.fixes.icons.fonts_of_icons import IconFont
from code24.optimize.restyling import Cut, restyled, spliced
from code24.website.models import WebFile
from code24.website.scripting.scripts import script_words
from code24.website.typefaces.fontfaces import faces_in, font_at
from code24.website.typefaces.icon_uses import glyph_rules
from code24.website.website import Website


def cut_down(font: IconFont, website: Website) -> list[WebFile]:
    """New font files, and the stylesheets that name them; nothing where scripts put the names of icons together.

    Fonts that turn words into icons are left alone: which words, no stylesheet says.
    """
    spoken = script_words(website)
    sheets = {text.text: glyph_rules(text.text) for text, _ in font.faces}
    names = {name for rules in sheets.values() for rule, _ in rules for each in rule.selectors for name in each.classes}
    if {f"{name.partition('-')[0]}-" for name in names} & spoken:
        return []
    classes = (element.attr("class") or "" for page in website.pages for element in page.elements)
    known = spoken | {name for written in classes for name in written.split()}
    if font.text and any(_has_ligatures(website, face.path) for _, face in font.faces):
        return []
    kept = {ord(each) for page in website.pages for each in page.text if ord(each) > 0x7E} | set(map(ord, font.text))
    idle: dict[str, list[Cut]] = {}
    for css, rules in sheets.items():
        for rule, character in rules:
            if any(selector.classes <= known for selector in rule.selectors):
                kept.add(ord(character))
            else:
                idle.setdefault(css, []).append(Cut(*rule.span))
    made: dict[str, WebFile] = {}

    def edit(css: str, base: str) -> str:
        cuts = []
        for face in faces_in(css, base, website):
            if face.family.lower() == font.family and (file := reduced_file(website, face, kept)) is not None:
                made[file.path] = file
                cuts.append(with_source(css, face, file.path, base))
        return spliced(css, [*cuts, *idle.get(css, [])]) if cuts else css

    return [*restyled(website, edit), *made.values()]


def _has_ligatures(website: Website, path: str | None) -> bool:
    found = font_at(website, path) if path else None
    return found is not None and found.has_layout_substitution
