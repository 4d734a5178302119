"""Faces that stand in until a text font has come, as wide and as high as it is, so that nothing moves."""

import re
from collections.abc import Iterable, Mapping

import uharfbuzz as hb  # type: ignore[import-untyped]
from turbohtml import parse

from code24.fonts.fallbacks import ARIAL, COURIER, NOTO_SERIF, ROBOTO, TIMES, Stand, frequencies, standing_in
from code24.fonts.sources import measures_of
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.optimize.restyling import Cut, restyled, spliced, style_texts
from code24.website.models import WebFile
from code24.website.styles.scanning import split_list
from code24.website.typefaces.fontfaces import FontFace, faces_in, font_at, is_of_symbols
from code24.website.website import Website

SUFFIX = "Fallback"
STANDS = {
    "serif": (NOTO_SERIF, TIMES),
    "monospace": (COURIER,),
    "sans-serif": (ROBOTO, ARIAL),
    "system-ui": (ROBOTO, ARIAL),
}
"""By the generic family at the end of a stack. Of two the last that a machine has is taken."""
UNLIKE = frozenset({"cursive", "fantasy", "math", "emoji"})
_DECLARATION = re.compile(r"((?<![\w-])(?:font-family|font|--[\w-]+)\s*:)([^;{}]*)", re.IGNORECASE)


@site_fix(
    "font-stand-ins",
    Phase.FONTS,
    "Nothing moves when a font arrives: what stands in for it has its measures",
    "font-stand-ins",
    tolerance=0.01,
)
def font_stand_ins(website: Website, setting: Setting) -> Outcome:
    """Add a face that stands in to every text family of the website, and name it after the family in all stacks."""
    rules = _rules(website)
    if not rules:
        return Outcome()
    families = {family: name for family, (name, _) in rules.items()}

    def edit(css: str, base: str) -> str:
        faces = faces_in(css, base, website)
        last = {face.family.lower(): face for face in faces}
        cuts = [Cut(face.span[1], face.span[1], rules[family][1]) for family, face in last.items() if family in rules]
        return stacked(spliced(css, cuts), families)

    files = {file.path: file for file in restyled(website, edit)}
    for file in _with_inline_stacks(website.changed(files.values()), families):
        files[file.path] = file
    changes = [Change(path=path, what="What stands in for its fonts has their measures.") for path in sorted(files)]
    return Outcome(tuple(files.values()), (), tuple(changes))


def missing_stand_ins(website: Website) -> list[str]:
    """The text families without a face that stands in for them."""
    return sorted(_families(website))


def _families(website: Website) -> dict[str, list[FontFace]]:
    """The faces of text families by family, those left out that have a stand-in."""
    found: dict[str, list[FontFace]] = {}
    names: set[str] = set()
    for text in style_texts(website):
        for face in faces_in(text.text, text.base, website):
            names.add(face.family.lower())
            if face.path and not is_of_symbols(website, face):
                found.setdefault(face.family.lower(), []).append(face)
    return {family: faces for family, faces in found.items() if f"{family} {SUFFIX.lower()}" not in names}


def _rules(website: Website) -> dict[str, tuple[str, str]]:
    """By family: its name, and the rules of what stands in for it."""
    found = {}
    for family, faces in _families(website).items():
        stands = _stands(website, family)
        if stands is None:
            continue
        texts = []
        upright = [face for face in faces if face.style == "normal"] or faces
        for weight in sorted({face.weight for face in upright}):
            face = next((each for each in upright if each.weight == weight and each.draws([ord("e")])), None)
            font = font_at(website, face.path) if face and face.path else None
            if font is None or ord("e") not in font.unicodes:
                continue
            frequency = frequencies(())
            written = f"{weight[0]:g}" if weight[0] == weight[1] else f"{weight[0]:g} {weight[1]:g}"
            texts.append(
                standing_in(
                    faces[0].family,
                    written,
                    stands,
                    frequency=frequency,
                    own=_widths(font, frequency),
                    measures=measures_of(font),
                )
            )
        if texts:
            found[family] = (faces[0].family, "".join(texts))
    return found


def _widths(font: hb.Face, characters: Iterable[str]) -> dict[str, float]:
    drawn, em = hb.Font(font), int(font.upem)
    codes = font.unicodes
    return {
        each: drawn.get_glyph_h_advance(drawn.get_nominal_glyph(ord(each))) / em
        for each in characters
        if ord(each) in codes
    }


def _stands(website: Website, family: str) -> tuple[Stand, ...] | None:
    """What stands in, by the first stack that names the family; None where nothing is alike."""
    for text in style_texts(website):
        for found in _DECLARATION.finditer(text.text):
            if family in found[2].lower():
                stack = [part.strip("\"' ").lower() for part in split_list(found[2].replace("!important", ""))]
                if stack[-1] in UNLIKE:
                    return None
                if stack[-1] in STANDS:
                    return STANDS[stack[-1]]
    return STANDS["sans-serif"]


def stacked(css: str, families: Mapping[str, str]) -> str:
    """A stylesheet (or declarations) whose stacks name what stands in right after each family."""
    if not families:
        return css
    names = "|".join(re.escape(family) for family in sorted(families, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])([\"']?)({names})\1(?=\s*(?:,|!|$))(?!\s*,\s*[\"']?\2 {SUFFIX})", re.IGNORECASE)

    def named(found: re.Match[str]) -> str:
        quote = found[1] or '"'
        return f"{found[0]},{quote}{families[found[2].lower()]} {SUFFIX}{quote}"

    def declared(found: re.Match[str]) -> str:
        return found[1] + pattern.sub(named, found[2].rstrip()) + found[2][len(found[2].rstrip()) :]

    parts, position = [], 0
    for face in re.finditer(r"@font-face\s*\{[^}]*\}", css, re.IGNORECASE):
        parts += [_DECLARATION.sub(declared, css[position : face.start()]), face[0]]
        position = face.end()
    return "".join([*parts, _DECLARATION.sub(declared, css[position:])])


def _with_inline_stacks(website: Website, families: Mapping[str, str]) -> list[WebFile]:
    changed = []
    for page in website.pages:
        written = [element.attr("style") or "" for element in page.elements]
        if all(not text or stacked(text, families) == text for text in written):
            continue
        document = parse(page.text)
        for element in document.select("[style]"):
            element.attrs["style"] = stacked(element.attr("style") or "", families)
        changed.append(website.files[page.path].with_content(document.serialize()))
    return changed


FIXES = (font_stand_ins,)
