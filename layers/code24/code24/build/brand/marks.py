"""Marks: a construction is chosen for a name, and drawn from its letters, what it speaks of, and its sound."""

from dataclasses import dataclass

from code24.build.brand.colors import Tone, nearest
from code24.build.brand.constructions import (
    Construction,
    Inks,
    Subject,
    ampersand,
    arches,
    bars,
    cropped,
    cut,
    emblem,
    letter,
    letter_and_sign,
    pair,
    petals,
    quarters,
    ringed,
    striped,
    two_tone,
)  # fmt: skip
from code24.build.brand.dice import Dice
from code24.build.brand.drawing import Drawing
from code24.build.brand.meanings import named_sign, sign, trade_sign
from code24.build.brand.models import Palette, Voice
from code24.build.brand.naming import initials, syllables, without_trade
from code24.build.brand.pairs import contrast
from code24.build.brand.shapes import Path, circle, curve, rectangle, regular, scallop
from code24.fonts.catalog import Family
from code24.fonts.outlines import outline

GROUNDS: dict[str, Path] = {
    "square": rectangle(0, 0, 100, 100, 22),
    "crisp": rectangle(0, 0, 100, 100, 3),
    "circle": circle(50, 50, 50),
    "leaf": rectangle(0, 0, 100, 100, (50, 8, 50, 8)),
    "drop": rectangle(0, 0, 100, 100, (50, 50, 50, 8)),
    "arch": rectangle(0, 0, 100, 100, (50, 50, 6, 6)),
    "shield": rectangle(4, 0, 92, 100, (10, 10, 46, 46)),
    "hexagon": regular(50, 50, 50, 6),
    "scallop": scallop(50, 50, 50, 12),
    "squircle": curve(
        (50, 0),
        *((90, 0), (100, 10), (100, 50), (100, 90), (90, 100), (50, 100)),
        *((10, 100), (0, 90), (0, 50), (0, 10), (10, 0), (50, 0)),
        close=True,
    ),
}
W, C, P, B, L, R = Voice.WARM, Voice.CALM, Voice.PRECISE, Voice.BOLD, Voice.PLAYFUL, Voice.REFINED
SHAPES: dict[Voice, dict[str, float]] = {
    W: {"arch": 3, "scallop": 3, "square": 2, "shield": 1, "leaf": 1, "circle": 1},
    C: {"squircle": 3, "leaf": 2, "arch": 2, "drop": 1, "circle": 1},
    P: {"crisp": 3, "square": 3, "hexagon": 1, "squircle": 1},
    B: {"crisp": 4, "square": 2, "shield": 1, "hexagon": 1},
    L: {"squircle": 3, "drop": 3, "scallop": 3, "leaf": 1},
    R: {"crisp": 2, "arch": 3, "circle": 1, "shield": 1},
}


@dataclass(frozen=True, eq=False)
class Way:
    """A construction, whether it stands on a ground, and how likely it is by voice (1 where nothing is said)."""

    draw: Construction
    grounded: bool
    weight: float
    voices: dict[Voice, float]


WITH_SIGN = (
    Way(emblem, True, 3.0, {}),
    Way(emblem, False, 2.6, {B: 1.4, L: 1.3}),
    Way(ringed, False, 1.2, {R: 2.0, W: 1.6, B: 0.5}),
)
SEEN = 2.6
"""Contrast of a free mark's second colour with the page; its first has what text needs."""
ROUND = frozenset({"clock", "spokes", "compass", "citrus", "aperture"})
"""Signs that are rings already."""
WITH_LETTER = (
    Way(letter, True, 1.0, {R: 1.4}),
    Way(letter, False, 1.6, {B: 1.4, R: 1.3}),
    Way(cropped, True, 1.6, {B: 2.0, L: 1.3, R: 0.5}),
    Way(cut, True, 1.3, {P: 2.0, B: 1.8, R: 0.4, W: 0.5}),
    Way(two_tone, False, 1.5, {P: 1.5, B: 1.4}),
    Way(striped, True, 0.8, {B: 2.0, P: 1.2, R: 0.0, C: 0.3}),
)
WITH_LETTER_AND_SIGN = (Way(letter_and_sign, True, 1.5, {P: 0.7, R: 0.8}),)
WITH_PAIR = (Way(pair, True, 1.4, {R: 2.0, P: 1.4}), Way(pair, False, 1.2, {R: 1.6}))
WITH_AMPERSAND = (Way(ampersand, True, 4.0, {}), Way(ampersand, False, 4.0, {R: 1.5}))
FROM_SOUND = (
    Way(petals, False, 1.0, {C: 1.6, L: 1.3, P: 0.5}),
    Way(quarters, False, 1.1, {P: 1.5, L: 1.4}),
    Way(bars, True, 0.8, {B: 1.4, P: 1.2}),
    Way(arches, True, 0.9, {W: 1.5, C: 1.5}),
)


def values_of(name: str) -> tuple[int, ...]:
    """A number from 0 to 25 for each letter or digit of a name, at least three of them."""
    letters = [letter for letter in name.casefold() if letter.isalnum()] or list(name)
    return tuple((ord(letter) * 7 + at) % 26 for at, letter in enumerate((letters * 3)[: max(3, len(letters))]))


def _glyphs(text: str, family: Family | None) -> Path | None:
    """The text in the heading family; None for what it lacks, and for letters that only live joined."""
    if family is None or not text or "\u0600" <= text[0] <= "\u06ff":
        return None
    drawn = outline(text, family, family.heading, tracking=-0.03)
    return Path(drawn.segments) if drawn and drawn.segments else None


def _vivid(color: str, ground: str) -> str:
    """The colour, moved only as far as a shape needs to be seen, and stronger where that makes it dull."""
    if contrast(color, ground) >= SEEN:
        return color
    tone = Tone.of(color)
    strong = Tone(tone.lightness, max(tone.chroma, min(tone.chroma * 1.3, 0.17)), tone.hue)
    return nearest(strong, lambda moved: contrast(moved, ground) >= SEEN) or color


def _inks(palette: Palette, dice: Dice, *, grounded: bool) -> Inks:
    """A ground and two inks that stand out from it."""
    if not grounded:
        second = _vivid(palette.accent, palette.background)
        return Inks(palette.background, palette.primary, second, palette.primary_soft)
    schemes = [
        (palette.primary, palette.on_primary, palette.accent),
        (palette.primary_soft, palette.primary, palette.accent_text),
        (palette.accent, palette.on_accent, palette.primary),
        (palette.text, palette.background, palette.accent),
    ]
    ground, first, second = dice.weighted(dict(zip(schemes, (6, 1.2, 2, 0.8), strict=True)))
    return Inks(ground, first, second if contrast(second, ground) >= 3 else first, ground)


@dataclass(frozen=True)
class Wanted:
    """Whom a mark is for."""

    name: str
    business_type: str
    motifs: tuple[str, ...]
    """Signs of the field, where neither the name nor the trade speaks of one."""
    family: Family | None
    """That headings are set in."""
    voice: Voice


def draw_mark(wanted: Wanted, palette: Palette, dice: Dice) -> Drawing:
    """The mark for a name; the same dice draw the same mark in every palette."""
    name, family = wanted.name, wanted.family
    named, trade = named_sign(name, wanted.business_type), trade_sign(wanted.business_type)
    shown = named or (trade if dice.number() < 0.7 else None) or dice.pick(wanted.motifs)
    parted = without_trade(name, wanted.business_type)
    own = parted[0] if parted else name
    letters = initials(own)
    one, two = _glyphs(letters[:1], family), _glyphs(letters, family) if len(letters) > 1 else None
    between = _glyphs("&", family) if "&" in name else None
    signed = WITH_SIGN[:-1] if shown in ROUND else WITH_SIGN
    ways = dict.fromkeys(signed, 3.0 if named else 1.0) | dict.fromkeys(FROM_SOUND, 0.4 if named or trade else 1.0)
    ways |= dict.fromkeys(WITH_LETTER, 0.45 if named else 1.0) if one else {}
    ways |= dict.fromkeys(WITH_LETTER_AND_SIGN, 1.4 if named else 1.0) if one else {}
    ways |= dict.fromkeys(WITH_PAIR, 0.4 if named else 1.0) if two else {}
    ways |= dict.fromkeys(WITH_AMPERSAND, 1.0) if between else {}
    way = dice.weighted(
        {each: each.weight * factor * each.voices.get(wanted.voice, 1.0) for each, factor in ways.items()}
    )
    inks = _inks(palette, dice, grounded=way.grounded)
    shape = dice.weighted(SHAPES[wanted.voice])
    subject = Subject(
        letter=one,
        pair=two,
        ampersand=between,
        sign=sign(shown),
        values=values_of(name),
        syllables=syllables(own),
        inks=inks,
        grounded=way.grounded,
        dice=dice,
    )
    return Drawing(GROUNDS[shape] if way.grounded else None, inks.ground, way.draw(subject))
