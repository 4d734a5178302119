"""The faces that PDFs are set in: the project's own, as OpenType files."""

import unicodedata
from functools import cache

import uharfbuzz as hb  # type: ignore[import-untyped]

from code24.fonts.catalog import CATALOG
from code24.fonts.sources import decoded, packed

FAMILIES = {
    "manrope": ("latin", "latin-ext", "cyrillic", "greek"),
    "rubik": ("hebrew", "arabic"),
}
"""Which scripts are set in which family; other scripts have none."""
WEIGHTS = (400, 700)
NAMES = tuple(CATALOG[family].name for family in FAMILIES)


@cache
def typefaces() -> tuple[bytes, ...]:
    """All files, decoded once a process."""
    return tuple(
        decoded(packed(CATALOG[family], weight, script))
        for family, scripts in FAMILIES.items()
        for script in scripts
        for weight in WEIGHTS
    )


@cache
def drawn() -> frozenset[str]:
    """The characters that the faces draw in every weight."""
    faces = [frozenset(map(chr, hb.Face(file).unicodes)) for file in typefaces()]
    return frozenset.intersection(*(frozenset.union(*faces[each :: len(WEIGHTS)]) for each in range(len(WEIGHTS))))


def drawable(text: str) -> str:
    """The text with `?` for what no face draws: PDF/UA-1 refuses letters without a shape (ISO 14289-1, 7.21.4.1)."""
    known = drawn()
    return "".join(each if each in known else "?" for each in unicodedata.normalize("NFC", text))
