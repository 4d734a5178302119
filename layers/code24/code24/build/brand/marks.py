"""Marks: several constructions, each drawn for one name from its letters, its field and its seed."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.brand.drawing import Drawing, Layer
from code24.build.brand.letters import LETTERS
from code24.build.brand.models import Palette
from code24.build.brand.motifs import MOTIFS
from code24.build.brand.pairs import contrast
from code24.build.brand.shapes import Path, arc, circle, curve, half, leaf, pie, rectangle, regular


@dataclass(frozen=True)
class Inks:
    """The colours of a mark: its ground, and two that stand out from it."""

    ground: str
    first: str
    second: str


@dataclass(frozen=True)
class Subject:
    """What a mark is drawn for."""

    initials: str
    values: tuple[int, ...]
    """One number per letter of the name, in any script: what makes two marks of one construction differ."""
    motifs: tuple[str, ...]
    inks: Inks
    dice: Dice


GROUNDS: dict[str, Path] = {
    "square": rectangle(0, 0, 100, 100, 22),
    "crisp": rectangle(0, 0, 100, 100, 4),
    "circle": circle(50, 50, 50),
    "leaf": rectangle(0, 0, 100, 100, (50, 8, 50, 8)),
    "drop": rectangle(0, 0, 100, 100, (50, 50, 50, 8)),
    "arch": rectangle(0, 0, 100, 100, (50, 50, 6, 6)),
    "shield": rectangle(4, 0, 92, 100, (10, 10, 46, 46)),
    "hexagon": regular(50, 50, 50, 6),
    "squircle": curve(
        (50, 0),
        (90, 0),
        (100, 10),
        (100, 50),
        (100, 90),
        (90, 100),
        (50, 100),
        (10, 100),
        (0, 90),
        (0, 50),
        (0, 10),
        (10, 0),
        (50, 0),
        close=True,
    ),
}


def values_of(name: str) -> tuple[int, ...]:
    """A number from 0 to 25 for each letter or digit of a name, at least three of them."""
    letters = [letter for letter in unicodedata.normalize("NFKD", name).casefold() if letter.isalnum()] or list(name)
    return tuple((ord(letter) * 7 + at) % 26 for at, letter in enumerate((letters * 3)[: max(3, len(letters))]))


def inks_for(palette: Palette, dice: Dice) -> Inks:
    """A ground and two inks of the palette that keep at least 3:1 from it (1.4.11)."""
    schemes = [
        (palette.primary, palette.on_primary, palette.accent),
        (palette.primary_soft, palette.primary, palette.text),
        (palette.accent, palette.on_accent, palette.primary),
        (palette.text, palette.background, palette.accent),
    ]
    ground, first, second = dice.weighted(dict(zip(schemes, (5, 3, 2, 1), strict=True)))
    return Inks(ground, first, second if contrast(second, ground) >= 3 else first)


def _monogram(subject: Subject) -> tuple[Layer, ...]:
    letter = LETTERS[subject.initials[0]]
    width, round_caps = subject.dice.pick((12.0, 16.0, 20.0)), subject.dice.number() < 0.5
    scale = 0.56 if width > 15 else 0.6
    layers = [Layer(letter.placed(scale=scale), subject.inks.first, width * scale * 1.3, round_caps)]
    extra = subject.dice.pick(("dot", "bar", "none"))
    if extra == "dot":
        layers.append(Layer(circle(82, 82, 7), subject.inks.second))
    elif extra == "bar":
        layers = [Layer(layers[0].path.moved((1, 0, 0, 1, 0, -6)), *_paint(layers[0]))]
        layers.append(Layer(rectangle(30, 82, 40, 6, 3 if round_caps else 0), subject.inks.second))
    return tuple(layers)


def _paint(layer: Layer) -> tuple[str, float, bool]:
    return layer.color, layer.stroke, layer.round_caps


def _cropped(subject: Subject) -> tuple[Layer, ...]:
    letter = LETTERS[subject.initials[0]].placed(scale=1.08, by=(subject.dice.pick((-6, 0, 14)), 14))
    return (Layer(letter, subject.inks.first, 22.0, round_caps=False),)


def _interlocked(subject: Subject) -> tuple[Layer, ...]:
    one, other = (LETTERS[letter] for letter in subject.initials[:2])
    near = subject.dice.pick((11.0, 13.0))
    return (
        Layer(other.placed(scale=0.48, by=(near, near)), subject.inks.second, 8.0),
        Layer(one.placed(scale=0.48, by=(-near, -near)), subject.inks.ground, 15.0),
        Layer(one.placed(scale=0.48, by=(-near, -near)), subject.inks.first, 8.0),
    )


def _side_by_side(subject: Subject) -> tuple[Layer, ...]:
    one, other = (LETTERS[letter].moved((0.33, 0, 0, 0.52, 0, 24)) for letter in subject.initials[:2])
    return (
        Layer(one.moved((1, 0, 0, 1, 14, 0)), subject.inks.first, 7.5, round_caps=False),
        Layer(other.moved((1, 0, 0, 1, 53, 0)), subject.inks.second, 7.5, round_caps=False),
    )


def _echo(subject: Subject) -> tuple[Layer, ...]:
    letter = LETTERS[subject.initials[0]].placed(scale=0.58)
    inks = subject.inks
    return (Layer(letter, inks.first, 20.0), Layer(letter, inks.ground, 11.0), Layer(letter, inks.second, 3.5))


def _petals(subject: Subject) -> tuple[Layer, ...]:
    count = 4 + subject.values[0] % 5
    wide = 40 * 3.1 / count
    petal = curve(
        (50, 50),
        (50 - wide, 36),
        (50 - wide * 0.7, 10),
        (50, 10),
        (50 + wide * 0.7, 10),
        (50 + wide, 36),
        (50, 50),
        close=True,
    )
    inks = (subject.inks.first, subject.inks.second)
    layers = [Layer(petal.placed(turn=360 / count * at), inks[at % 2 if count % 2 == 0 else 0]) for at in range(count)]
    return (*layers, Layer(circle(50, 50, 5 + subject.values[1] % 5), subject.inks.ground))


def _bars(subject: Subject) -> tuple[Layer, ...]:
    count = 5
    heights = [22 + value * 1.7 for value in (subject.values * 2)[:count]]
    tallest = heights.index(max(heights))
    return tuple(
        Layer(
            rectangle(17 + at * 14, 50 - height / 2, 9, height, 4.5),
            subject.inks.second if at == tallest else subject.inks.first,
        )
        for at, height in enumerate(heights)
    )


def _quarters(subject: Subject) -> tuple[Layer, ...]:
    layers = []
    for at in range(4):
        x, y = 14 + at % 2 * 37, 14 + at // 2 * 37
        value = subject.values[at % len(subject.values)]
        corner = [(x, y, 0), (x + 35, y, 90), (x + 35, y + 35, 180), (x, y + 35, 270)][value % 4]
        form = (
            pie(corner[0], corner[1], 35, corner[2], corner[2] + 90),
            circle(x + 17.5, y + 17.5, 17.5),
            leaf(x, y, 35, 35),
            half(x + 17.5, y + (35 if value % 2 else 0), 17.5, 180 if value % 2 else 0),
        )[(value + at) % 4]
        layers.append(Layer(form, subject.inks.second if at == subject.values[1] % 4 else subject.inks.first))
    return tuple(layers)


def _rings(subject: Subject) -> tuple[Layer, ...]:
    layers = []
    for at, radius in enumerate((36.0, 24.0, 12.0)):
        start = subject.values[at] * 360 / 26
        sweep = 190 + subject.values[-1 - at] * 5
        layers.append(
            Layer(
                arc(50, 50, radius, radius, start, start + sweep),
                subject.inks.second if at == 1 else subject.inks.first,
                7.5,
            )
        )
    return tuple(layers)


def _arches(subject: Subject) -> tuple[Layer, ...]:
    base = 80.0
    inks = (subject.inks.first, subject.inks.second)
    first = subject.values[0] % 2
    lines = [
        Layer(
            Path(
                (
                    ("M", ((50 - radius, base),)),
                    *_from(arc(50, 54, radius, radius, 180, 360)),
                    ("L", ((50 + radius, base),)),
                )
            ),
            inks[(first + at) % 2],
            6.5,
        )
        for at, radius in enumerate((34.0, 23.0, 12.0))
    ]
    return tuple(lines)


def _from(path: Path) -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    return (("L", path.segments[0][1]), *path.segments[1:])


def _motif(subject: Subject) -> tuple[Layer, ...]:
    parts = MOTIFS[subject.dice.pick(subject.motifs)]()
    inks = (subject.inks.first, subject.inks.second)
    return tuple(Layer(path.placed(scale=0.82), inks[color], stroke * 0.82) for path, color, stroke in parts)


type Construction = Callable[[Subject], tuple[Layer, ...]]

LETTERED: dict[Construction, float] = {_monogram: 3, _cropped: 3, _echo: 2}
TWO_LETTERED: dict[Construction, float] = {_interlocked: 3, _side_by_side: 2}
FREE: dict[Construction, float] = {_motif: 5, _petals: 2, _bars: 2, _quarters: 3, _rings: 2, _arches: 2}


def draw_mark(initials: str, values: tuple[int, ...], motifs: tuple[str, ...], palette: Palette, dice: Dice) -> Drawing:
    """The mark for a name; names without letters of the alphabet get a mark without letters."""
    constructions = FREE | (LETTERED if initials else {}) | (TWO_LETTERED if len(initials) > 1 else {})
    inks = inks_for(palette, dice)
    layers = dice.weighted(constructions)(Subject(initials, values, motifs, inks, dice))
    return Drawing(GROUNDS[dice.pick(sorted(GROUNDS))], inks.ground, layers)
