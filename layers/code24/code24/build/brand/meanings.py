"""What a name or a trade speaks of, as the sign that shows it."""

import re
import unicodedata
from functools import cache

from code24.build.brand.emblems import EMBLEMS
from code24.build.brand.motifs import MOTIFS, Motif
from code24.build.brand.naming import folded, words_of
from code24.build.brand.tools import TOOLS

SIGNS = MOTIFS | EMBLEMS | TOOLS


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Words of four letters and more match as beginnings, shorter ones whole; what has no spaces matches anywhere."""
    parts = []
    for word in words:
        spaced = unicodedata.name(word[0]).startswith(("LATIN", "GREEK"))
        end = "" if len(word) > 3 else r"\b"
        parts.append(rf"\b{re.escape(word)}{end}" if spaced else re.escape(word))
    return re.compile("|".join(parts) or r"(?!)")


@cache
def _parted(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words without accents, and those with them."""
    listed = words.split()
    return tuple(each for each in listed if folded(each) == each), tuple(
        each for each in listed if folded(each) != each
    )


def _place(text: str, words: str) -> float | None:
    """Where a word of the list first stands; those with accents are looked for with them, others without."""
    plain, accented = _parted(words)
    exact = unicodedata.normalize("NFC", text.casefold())
    # A word that is right to its accents goes before one that is not: Säge is no sage.
    places = [
        match.start() + behind
        for listed, searched, behind in ((plain, folded(text), 0.5), (accented, exact, 0.0))
        if (match := _pattern(listed).search(searched))
    ]
    return min(places, default=None)


def _found(text: str, table: dict[str, str]) -> list[str]:
    places = {sign: place for sign, words in table.items() if (place := _place(text, words)) is not None}
    return sorted(places, key=lambda sign: places[sign])


def named_sign(name: str, business_type: str) -> str | None:
    """The sign (`SIGNS`) that the name speaks of: the one that is the trade's, too, else the first."""
    signs, trade = _found(name, words_of("names")), trade_sign(business_type)
    return trade if trade in signs else next(iter(signs), None)


def trade_sign(business_type: str) -> str | None:
    """The sign of the owner's word for the business."""
    return next(iter(_found(business_type, words_of("trades"))), None)


@cache
def sign(name: str) -> Motif:
    """The drawing of a sign."""
    return SIGNS[name]()
