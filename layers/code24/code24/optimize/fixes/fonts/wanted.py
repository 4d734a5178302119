"""What a website asks of its fonts: characters, families, weights and slants. Rather too much than too little."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from code24.optimize.restyling import style_texts
from code24.website.scripting.scripts import READ_BY_SCRIPTS
from code24.website.styles.declarations import Declaration, declarations
from code24.website.styles.sheets import parsed
from code24.website.typefaces.fontfaces import FontFace
from code24.website.website import Website

ALWAYS = frozenset((*range(0x20, 0x7F), 0xA0, 0xAD, *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2022, 0x2026))
"""Basic Latin, which visitors type and scripts add, and the marks of typography."""
SLANTED = ("i", "em", "cite", "dfn", "var", "address")
_ESCAPED = re.compile(r"\\(?:u\{?|x)?([0-9a-fA-F]{2,6})")
_NUMBER = re.compile(r"(?<![\w.#-])([1-9]\d{0,2}|1000)(?![\w.%-])")
_FONT_PROPERTIES = ("font", "font-weight", "font-style", "font-family", "font-variation-settings")


@dataclass(frozen=True)
class Wanted:
    """What fonts are asked for."""

    characters: frozenset[int]
    weights: frozenset[float]
    slanted: bool
    mentioned: str
    """All text that may name a family, in small letters."""

    def names(self, family: str) -> bool:
        """Whether anything may ask for a family."""
        return family.lower() in self.mentioned


def wanted(website: Website) -> Wanted:
    """What the pages, stylesheets and scripts of a website ask for."""
    return website.remembered(("wanted fonts", website.fingerprint), lambda: _wanted(website))


def _wanted(website: Website) -> Wanted:
    items = list(_font_declarations(website))
    weights = {400.0, 700.0} | {
        float(number)
        for item in items
        if item.name in {"font-weight", "font"} or item.name.startswith("--")
        for number in _NUMBER.findall(item.value)
    }
    if any(item.value in {"bolder", "lighter"} for item in items):
        weights |= {100.0, 900.0}
    slanted = any("italic" in item.value or "oblique" in item.value for item in items) or any(
        page.named(*SLANTED) for page in website.pages
    )
    scripts = list(_script_texts(website))
    slanted = slanted or any("italic" in text or "<em" in text for text in scripts)
    mentioned = " ".join([*(item.value for item in items), *scripts, *_attributes(website)]).lower()
    return Wanted(_characters(website, scripts), frozenset(weights), slanted, mentioned)


def _font_declarations(website: Website) -> Iterator[Declaration]:
    for text in {each.text for each in style_texts(website)}:
        for rule in parsed(text).rules:
            for item in rule.declarations:
                if item.name in _FONT_PROPERTIES or item.name.startswith("--"):
                    yield item
    for page in website.pages:
        for element in page.elements:
            if (written := element.attr("style")) and "font" in written:
                yield from declarations(written)


def _attributes(website: Website) -> Iterator[str]:
    """Families that SVG and old markup name in attributes."""
    for page in website.pages:
        for element in page.elements:
            for name in ("font-family", "face"):
                if value := element.attr(name):
                    yield value


def _script_texts(website: Website) -> Iterator[str]:
    for file in website.files.values():
        if file.media_type in READ_BY_SCRIPTS:
            yield html.unescape(file.text)
    for page in website.pages:
        for element in page.named("script"):
            yield element.text


def _characters(website: Website, scripts: Iterable[str]) -> frozenset[int]:
    written: set[str] = set()
    for page in website.pages:
        written |= set(html.unescape(page.text))
    escaped = set()
    for text in (*scripts, *{each.text for each in style_texts(website)}):
        written |= set(text)
        escaped |= {int(code, 16) for code in _ESCAPED.findall(text)}
    both = {each for character in written for each in character.upper() + character.lower()} | written
    return frozenset({ord(each) for each in both} | {code for code in escaped if code <= 0x10FFFF} | ALWAYS)


def used_faces(faces: Sequence[FontFace], asked: Wanted) -> set[FontFace]:
    """Of the faces of one family, those that some wanted weight and slant leads to (CSS Fonts 4, 5.2)."""
    styles = {face.style == "normal" for face in faces}
    kept: set[FontFace] = set()
    for upright in (True, False):
        if not upright and not asked.slanted:
            continue
        pool = [face for face in faces if (face.style == "normal") == upright] if upright in styles else list(faces)
        for weight in asked.weights:
            best = min((_distance(face.weight, weight) for face in pool), default=None)
            kept |= {face for face in pool if _distance(face.weight, weight) == best}
    return {face for face in kept if face.draws(asked.characters)}


def face_for(faces: Sequence[FontFace], weight: str, *, slanted: bool) -> FontFace | None:
    """The face that draws text of a computed weight and slant."""
    number = {"normal": 400.0, "bold": 700.0}.get(weight)
    if number is None:
        number = float(weight) if weight.replace(".", "", 1).isdigit() else 400.0
    pool = [face for face in faces if (face.style != "normal") == slanted] or list(faces)
    return min(pool, key=lambda face: _distance(face.weight, number), default=None)


def _distance(weights: tuple[float, float], wanted_weight: float) -> tuple[int, float]:
    """How far a face is from a weight: first in the direction that is searched first, then in number."""
    low, high = weights
    if low <= wanted_weight <= high:
        return 0, 0.0
    nearest = low if wanted_weight < low else high
    if 400 <= wanted_weight <= 500:
        if wanted_weight < nearest <= 500:
            return 1, nearest - wanted_weight
        return (2, wanted_weight - nearest) if nearest < wanted_weight else (3, nearest - wanted_weight)
    lighter_first = wanted_weight < 400
    is_lighter = nearest < wanted_weight
    return (1 if is_lighter == lighter_first else 2), abs(nearest - wanted_weight)
