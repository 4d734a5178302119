"""Faces that stand in until a font has come: families that machines have, stretched to the font's measures.

Formulas of Capsize (github.com/seek-oss/capsize, `createFontStack`): the width of the average character decides
`size-adjust`, and the vertical measures are divided by it. The average is weighted by how often each character occurs:
as counted where the text was counted, else as in running text.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from code24.fonts.catalog import Family
from code24.fonts.sources import Metrics, advance, metrics, source, split_by_source

RUNNING_TEXT = (
    "_1516 e1130 a741 o600 n575 i550 r535 s519 t483 u354 d292 c284 l279 m217 h189 p181 g134 v113 .112 ,100 f90 b80 "
    "q72 w58 y54 z52 ?48 S46 é38 C34 k33 D30 P29 A26 E18 á17 W17 L16 j15 V15 I14 T13 F12 :12 U11 B11 ó11 Q11 x10 -10 "
    "í10 N9 M9 ç9 R9 ¿8 è8 à8 H8 G8 ã8 O7 ä7 ü7 Z6 K5 ö4 ê4 ú3 ù3 ò2 Y2"
)
"""How often a character occurs in ten thousand (`_`: the space), counted over Code24's own copy in six languages."""
OTHER_LETTER = 300
"""The same for a small letter of another alphabet; capitals are a twentieth of it."""


@dataclass(frozen=True)
class Stand:
    """A family that machines have, or several with equal widths: names of its regular and its bold face."""

    measured: str
    """Its key in `data/system.json`."""
    regular: tuple[str, ...]
    bold: tuple[str, ...]


ARIAL = Stand(
    "Arial",
    ("Arial", "ArialMT", "Liberation Sans", "LiberationSans", "Arimo"),
    ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "LiberationSans-Bold", "Arimo Bold"),
)
TIMES = Stand(
    "Times New Roman",
    ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "LiberationSerif", "Tinos"),
    ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "LiberationSerif-Bold", "Tinos Bold"),
)
COURIER = Stand(
    "Courier New",
    ("Courier New", "CourierNewPSMT", "Liberation Mono", "LiberationMono", "Cousine"),
    ("Courier New Bold", "CourierNewPS-BoldMT", "Liberation Mono Bold", "LiberationMono-Bold", "Cousine Bold"),
)
ROBOTO = Stand("Roboto", ("Roboto", "Roboto-Regular"), ("Roboto Bold", "Roboto-Bold"))
NOTO_SERIF = Stand("Noto Serif", ("Noto Serif", "NotoSerif"), ("Noto Serif Bold", "NotoSerif-Bold"))
SERIFS = frozenset({"transitional", "old-style", "didone", "slab", "antique"})


def stands_for(family: Family) -> tuple[Stand, ...]:
    """What stands in for a family. The last that a machine has is taken: Android has only the first of two."""
    if family.kind == "mono":
        return (COURIER,)
    return (NOTO_SERIF, TIMES) if family.kind in SERIFS else (ROBOTO, ARIAL)


@cache
def _widths() -> dict[str, dict[str, dict[str, int]]]:
    read: dict[str, dict[str, dict[str, int]]] = json.loads(
        files("code24.fonts").joinpath("data", "system.json").read_text("utf-8")
    )
    return read


@cache
def _running_text() -> dict[str, float]:
    return {each[0].replace("_", " "): float(each[1:]) for each in RUNNING_TEXT.split()}


def frequencies(text: Collection[str]) -> dict[str, float]:
    """The weight of each character of a text: its count in a mapping, else as in running text of its main alphabet."""
    if isinstance(text, Mapping):
        return {character: float(count) for character, count in text.items()}
    latin = {each for each in text if each in _running_text()}
    others = {each for each in text if each.isalpha() and ord(each) > 0x24F}
    if len(others) > sum(map(str.isalpha, latin)):
        return {each: OTHER_LETTER / 20 if each.isupper() else OTHER_LETTER for each in others}
    return {each: _running_text()[each] for each in latin} or _running_text()


def average_width(widths: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The mean of the widths, each as often as its character occurs; of the plain mean where none of them does."""
    shared = {each: weight for each, weight in weights.items() if each in widths}
    if not (total := sum(shared.values())):
        return sum(widths.values()) / len(widths)
    return sum(widths[each] * weight for each, weight in shared.items()) / total


def _own_widths(family: Family, weight: int, characters: Collection[str]) -> dict[str, float]:
    return {
        character: advance(source(family, weight, script), character)
        for script, drawn in split_by_source(family, weight, characters).items()
        for character in drawn
    }


def fallback_css(family: Family, weight: int, text: Collection[str], size: float) -> str:
    """The `@font-face` rules of `<family> Fallback` in one weight, for a face that is set at `size` of its own."""
    frequency = frequencies(text)
    own = _own_widths(family, weight, frequency)
    return standing_in(
        family.name,
        str(weight),
        stands_for(family),
        frequency=frequency,
        own=own,
        measures=metrics(family, weight),
        size=size,
    )


def standing_in(
    name: str,
    weight: str,
    stands: Collection[Stand],
    *,
    frequency: Mapping[str, float],
    own: Mapping[str, float],
    measures: Metrics,
    size: float = 1.0,
) -> str:
    """The rules of `<name> Fallback` for a face of these widths (in em) and measures; `weight` as a face says it."""
    rules, bold = "", float(weight.split(maxsplit=1)[0]) >= 600
    for stand in stands:
        theirs = {each: width / 1000 for each, width in _widths()[stand.measured]["700" if bold else "400"].items()}
        shared = {each: value for each, value in frequency.items() if each in own and each in theirs}
        ratio = average_width(own, shared) / average_width(theirs, shared) if shared else 1.0
        local = ",".join(f'local("{name}")' for name in (stand.bold if bold else stand.regular))
        rules += (
            f'@font-face{{font-family:"{name} Fallback";font-weight:{weight};src:{local};'
            f"size-adjust:{ratio * size:.2%};ascent-override:{measures.ascent / ratio:.2%};"
            f"descent-override:{measures.descent / ratio:.2%};line-gap-override:{measures.line_gap / ratio:.2%}}}"
        )
    return rules
