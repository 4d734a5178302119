"""The faces of one site: files cut to its text, the rules that load them, and what stands in for them."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from code24.build.brand.models import Typography
from code24.fonts.catalog import CATALOG, Family
from code24.fonts.fallbacks import fallback_css
from code24.fonts.sources import metrics, split_by_source
from code24.fonts.subsetting import cut

TYPED = "".join(map(chr, range(0x20, 0x7F)))
ALPHABETS = {
    "latin": TYPED,
    "cyrillic": "".join(map(chr, range(0x0410, 0x0450))) + "ЁёЄєІіЇїҐґ",
    "greek": "".join(map(chr, (*range(0x0388, 0x038B), *range(0x038E, 0x03A2), *range(0x03A3, 0x03CF)))) + "ΆΌ",
    "hebrew": "".join(map(chr, range(0x05D0, 0x05EB))),
    "arabic": "".join(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x0653), *range(0x0660, 0x066A)))),
}
"""What visitors type into forms, by script: the body face has it, so that no typed word mixes two faces."""
ENOUGH = 0.5
"""Share of a text's letters that a family has to draw; with less it would only draw scattered foreign words."""
READABLE, LARGEST = 0.5, 1.12
"""Faces with an x-height under half an em are set larger, so that 1rem is equally legible in every family."""


@dataclass(frozen=True)
class FontFile:
    """One file of the site."""

    path: str
    content: bytes


@dataclass(frozen=True)
class FontFaces:
    """What a site needs to show its type."""

    css: str
    """`@font-face` rules; empty where the families draw nothing of the text."""
    files: tuple[FontFile, ...]
    preload: tuple[str, ...]
    """Paths of every face in its main script."""


def size_of(family: Family) -> float:
    """The factor that a family is set larger by, in all its weights."""
    return min(max(READABLE / metrics(family, family.weights[0]).x_height, 1.0), LARGEST)


def _both_cases(text: Collection[str]) -> set[str]:
    """The text's characters and their capitals, which stylesheets may ask for."""
    return set(text) | set(chain.from_iterable(character.upper() for character in text))


def _draws_enough(family: Family, weight: int, text: Collection[str]) -> bool:
    letters = {character for character in text if character.isalpha()}
    drawn = sum(map(len, split_by_source(family, weight, letters).values()))
    return bool(letters) and drawn >= ENOUGH * len(letters)


def _alphabets(family: Family, weight: int, text: Collection[str]) -> set[str]:
    """The alphabets that the text's letters are of, as far as the family has them."""
    letters = (character for character in text if character.isalpha())
    found = {"latin", *split_by_source(family, weight, letters)}
    return {letter for script in found & ALPHABETS.keys() for letter in ALPHABETS[script]}


def _ranges(characters: Iterable[str]) -> str:
    """The characters as `unicode-range` (CSS Fonts 4, 4.5)."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


@dataclass
class _Face:
    """One weight of a family, and the text that is set in it."""

    family: Family
    weight: int
    text: Collection[str]
    characters: set[str]


def _rules_and_files(face: _Face) -> tuple[str, list[FontFile]]:
    family, weight = face.family, face.weight
    css, files, size = "", [], size_of(family)
    parts = split_by_source(family, weight, face.characters)
    for script, characters in parts.items():
        content = cut(family.id, weight, script, characters)
        name = "-".join((family.id, str(weight), *([script] if script != "latin" else ())))
        path = f"/assets/{name}.{hashlib.sha256(content).hexdigest()[:10]}.woff2"
        files.append(FontFile(path, content))
        adjusted = f"size-adjust:{size:.2%};" if size > 1 else ""
        # Several files make up the face only where the text has several scripts; then each page loads what it needs.
        ranged = f"unicode-range:{_ranges(characters)};" if len(parts) > 1 else ""
        css += (
            f'@font-face{{font-family:"{family.name}";font-weight:{weight};font-display:optional;{adjusted}{ranged}'
            f'src:url("{path}") format("woff2")}}'
        )
    return css + fallback_css(family, weight, face.text, size), files


def _faces(typography: Typography, heading_text: Collection[str], body_text: Collection[str]) -> list[_Face]:
    asked: list[tuple[str | None, int, Collection[str], bool]] = [
        (typography.heading_font, typography.heading_weight, heading_text, False)
    ]
    if body := CATALOG.get(typography.body_font or ""):
        bold = max(body.body)
        asked.append((body.id, typography.body_weight, body_text, True))
        asked.append((body.id, bold, body_text, False))
    found: dict[tuple[str, int], _Face] = {}
    for id_, weight, text, typed in asked:
        family = CATALOG.get(id_ or "")
        if family is None or not _draws_enough(family, weight, text):
            continue
        characters = _both_cases(text) | (_alphabets(family, weight, text) if typed else set())
        if known := found.get((family.id, weight)):
            known.characters |= characters
        else:
            found[family.id, weight] = _Face(family, weight, text, characters)
    return list(found.values())


def faces_for(typography: Typography, heading_text: Collection[str], body_text: Collection[str]) -> FontFaces:
    """The faces of a site whose headings and body hold these characters.

    A mapping from character to count (`collections.Counter`) makes the fallbacks as wide as the very text; a set makes
    them as wide as running text. Headings have one weight; the body has its regular one and bold. Characters that a
    family lacks stay with the system families of the stack.

    A face that is not there when the page is first painted is left out of this view (`font-display: optional`), so that
    nothing moves under a reader's eyes; hence all are preloaded.
    """
    css, files, preload = "", [], []
    for face in _faces(typography, heading_text, body_text):
        rules, made = _rules_and_files(face)
        css += rules
        files += made
        preload.append(max(made, key=lambda file: len(file.content)).path)
    return FontFaces(css, tuple(files), tuple(preload))
