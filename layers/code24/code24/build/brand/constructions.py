"""The constructions of marks: how letters, signs and sound become shapes on a square of 100 units."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.brand.drawing import Layer
from code24.build.brand.motifs import Motif
from code24.build.brand.shapes import (
    Path,
    arc,
    circle,
    curve,
    leaf,
    line,
    pie,
    polygon,
    rectangle,
)  # fmt: skip


@dataclass(frozen=True)
class Inks:
    """The colours of a mark: its ground, two that stand out from it, and one that does not."""

    ground: str
    first: str
    second: str
    soft: str
    """Little more than the ground: for what stands behind."""


@dataclass(frozen=True)
class Subject:
    """What a mark is drawn for."""

    letter: Path | None
    pair: Path | None
    ampersand: Path | None
    """Outlines of the first initial, of both initials, and of the sign between two names."""
    sign: Motif
    values: tuple[int, ...]
    """One number per letter of the name, in any script: what makes two marks of one construction differ."""
    syllables: int
    inks: Inks
    grounded: bool
    dice: Dice


type Construction = Callable[[Subject], tuple[Layer, ...]]


def _room(subject: Subject, grounded: float, free: float) -> float:
    return grounded if subject.grounded else free


def _glyph(path: Path | None, width: float, height: float, center: tuple[float, float] = (50.0, 50.0)) -> Path:
    if path is None:
        raise AssertionError("a construction of letters was chosen for a name without letters")
    return path.fitted(width, height, center)


def _sign(subject: Subject, scale: float, by: tuple[float, float] = (0.0, 0.0)) -> tuple[Layer, ...]:
    inks = (subject.inks.first, subject.inks.second)
    return tuple(
        Layer(path.placed(scale=scale, by=by), inks[color], stroke * scale) for path, color, stroke in subject.sign
    )


def emblem(subject: Subject) -> tuple[Layer, ...]:
    """The sign, alone or before a soft disc that it reaches out of."""
    if subject.grounded or subject.dice.number() < 0.5:
        return _sign(subject, _room(subject, 0.8, 1.15))
    across, down = subject.dice.pick(((7.0, 7.0), (-7.0, 7.0), (7.0, -7.0), (-7.0, -7.0)))
    disc = circle(50 + across, 50 + down, 42)
    return Layer(disc, subject.inks.soft), *_sign(subject, 0.98, (-across * 0.4, -down * 0.4))


def ringed(subject: Subject) -> tuple[Layer, ...]:
    """The sign in a ring, as on a seal."""
    ring = circle(50, 50, 45.5) if subject.dice.number() < 0.7 else rectangle(5, 5, 90, 90, 14)
    return (Layer(ring, subject.inks.first, 5.0), *_sign(subject, 0.82))


def letter(subject: Subject) -> tuple[Layer, ...]:
    """The initial, with a full stop or a line under it or on its own."""
    inks, size = subject.inks, _room(subject, 58.0, 88.0)
    extra = subject.dice.pick(("stop", "line", "none") if subject.grounded else ("stop", "line"))
    if extra == "stop":
        glyph = _glyph(subject.letter, size * 0.78, size)
        left, _, right, bottom = glyph.bounds()
        radius = size * 0.11
        aside = (1.0, 0.0, 0.0, 1.0, 50 - (left + right + radius * 2.3) / 2, 0.0)
        stop = circle(right + radius * 1.3, bottom - radius, radius)
        return Layer(glyph.moved(aside), inks.first, solid=True), Layer(stop.moved(aside), inks.second)
    if extra == "line":
        glyph = _glyph(subject.letter, size, size * 0.76, (50, 50 - size * 0.12))
        left, _, right, bottom = glyph.bounds()
        width = max(right - left, size * 0.55)
        bar = rectangle(50 - width / 2, bottom + size * 0.11, width, size * 0.125)
        return Layer(glyph, inks.first, solid=True), Layer(bar, inks.second)
    return (Layer(_glyph(subject.letter, size, size), inks.first, solid=True),)


def cropped(subject: Subject) -> tuple[Layer, ...]:
    """The initial, larger than its ground."""
    glyph = _glyph(subject.letter, 112, 112, (subject.dice.pick((50, 62)), subject.dice.pick((60, 66))))
    return (Layer(glyph, subject.inks.first, solid=True),)


def cut(subject: Subject) -> tuple[Layer, ...]:
    """The initial, cut through once, as stencils are."""
    glyph = _glyph(subject.letter, 64, 64)
    rise = subject.dice.pick((-26.0, 0.0, 26.0))
    at = subject.dice.pick((44.0, 56.0))
    band = polygon((0, at + rise), (100, at - rise), (100, at - rise + 7), (0, at + rise + 7))
    return Layer(glyph, subject.inks.first, solid=True), Layer(band, subject.inks.ground)


def two_tone(subject: Subject) -> tuple[Layer, ...]:
    """The initial, its foot in the second colour."""
    size = _room(subject, 62.0, 92.0)
    glyph = _glyph(subject.letter, size, size)
    left, top, right, bottom = glyph.bounds()
    tilt = subject.dice.pick((0.0, 14.0, -14.0))
    edge = top + (bottom - top) * 0.64
    below = polygon((left, edge + tilt), (right, edge - tilt), (right, bottom + 1), (left, bottom + 1))
    above = polygon((left, top - 1), (right, top - 1), (right, edge - tilt - 4.5), (left, edge + tilt - 4.5))
    return (
        Layer(glyph, subject.inks.first, solid=True, clip=above),
        Layer(glyph, subject.inks.second, solid=True, clip=below),
    )


def striped(subject: Subject) -> tuple[Layer, ...]:
    """The initial, its lower half dissolving into stripes."""
    glyph = _glyph(subject.letter, 66, 66)
    _, top, _, bottom = glyph.bounds()
    gaps = [(0.46, 0.05), (0.63, 0.075), (0.81, 0.1)]
    stripes = (rectangle(0, top + (bottom - top) * at, 100, (bottom - top) * share) for at, share in gaps)
    return Layer(glyph, subject.inks.first, solid=True), *(Layer(stripe, subject.inks.ground) for stripe in stripes)


def letter_and_sign(subject: Subject) -> tuple[Layer, ...]:
    """The initial with the sign at its shoulder."""
    glyph = _glyph(subject.letter, 52, 56, (38, 57))
    return Layer(glyph, subject.inks.first, solid=True), *_second_only(_sign(subject, 0.42, (25, -23)), subject)


def _second_only(layers: tuple[Layer, ...], subject: Subject) -> tuple[Layer, ...]:
    """A small sign in one colour: its details in the ground's."""
    inks = subject.inks
    return (
        tuple(
            Layer(each.path, inks.second if each.color == inks.first else inks.ground, each.stroke) for each in layers
        )
        if inks.first != inks.second
        else layers
    )


def pair(subject: Subject) -> tuple[Layer, ...]:
    """Both initials as they stand in the name, between two lines or free."""
    size = _room(subject, 62.0, 96.0)
    glyphs = _glyph(subject.pair, size, size * 0.62)
    left, top, right, bottom = glyphs.bounds()
    lines = (rectangle(left, top - 13, right - left, 4.5), rectangle(left, bottom + 8.5, right - left, 4.5))
    return Layer(glyphs, subject.inks.first, solid=True), *(Layer(each, subject.inks.second) for each in lines)


def ampersand(subject: Subject) -> tuple[Layer, ...]:
    """The sign between two names."""
    size = _room(subject, 64.0, 94.0)
    return (Layer(_glyph(subject.ampersand, size, size), subject.inks.first, solid=True),)


def petals(subject: Subject) -> tuple[Layer, ...]:
    """A flower with a petal for each syllable, four to eight."""
    count = min(max(subject.syllables + 2, 4), 8)
    wide, long = 46 * 3.1 / count, 50 - _room(subject, 10.0, 2.0)
    petal = curve(
        (50, 50),
        (50 - wide, 50 - long * 0.36), (50 - wide * 0.7, 50 - long), (50, 50 - long),
        (50 + wide * 0.7, 50 - long), (50 + wide, 50 - long * 0.36), (50, 50),
        close=True,
    )  # fmt: skip
    inks = (subject.inks.first, subject.inks.second)
    layers = [Layer(petal.placed(turn=360 / count * at), inks[at % 2 if count % 2 == 0 else 0]) for at in range(count)]
    return (*layers, Layer(circle(50, 50, 7 + subject.values[1] % 5), subject.inks.ground))


def bars(subject: Subject) -> tuple[Layer, ...]:
    """The name as sound: a bar for each syllable, three to five, as high as its letters say."""
    count = min(max(subject.syllables, 3), 5)
    width, gap = 64 / (count * 1.5 - 0.5), 0.5 * 64 / (count * 1.5 - 0.5)
    heights = [24 + value * 1.7 for value in (subject.values * 2)[:count]]
    tallest = heights.index(max(heights))
    return tuple(
        Layer(
            rectangle(18 + at * (width + gap), 50 - height / 2, width, height, width / 2),
            subject.inks.second if at == tallest else subject.inks.first,
        )
        for at, height in enumerate(heights)
    )


def quarters(subject: Subject) -> tuple[Layer, ...]:
    """Four tiles, each with the form that a letter of the name picks."""
    layers = []
    edge, tile = _room(subject, 14.0, 2.0), _room(subject, 35.0, 47.0)
    for at in range(4):
        x, y = edge + at % 2 * (tile + 2), edge + at // 2 * (tile + 2)
        value = subject.values[at % len(subject.values)]
        corner = [(x, y, 0), (x + tile, y, 90), (x + tile, y + tile, 180), (x, y + tile, 270)][value % 4]
        quarter = pie(corner[0], corner[1], tile, corner[2], corner[2] + 90)
        form = (quarter, circle(x + tile / 2, y + tile / 2, tile / 2), quarter, leaf(x, y, tile, tile))[
            (value + at) % 4
        ]
        layers.append(Layer(form, subject.inks.second if at == subject.values[1] % 4 else subject.inks.first))
    return tuple(layers)


def arches(subject: Subject) -> tuple[Layer, ...]:
    """Arches in one another, upright or rising to a side."""
    inks = (subject.inks.first, subject.inks.second)
    first, turn = subject.values[0] % 2, (0.0, 0.0, 90.0, -90.0)[subject.values[1] % 4]
    layers = []
    for at, radius in enumerate((33.0, 20.0, 7.0)):
        top = arc(50, 52, radius, radius, 180, 360)
        whole = Path(line((50 - radius, 80), (50 - radius, 52)).segments + top.segments[1:])
        whole = Path((*whole.segments, ("L", ((50 + radius, 80),))))
        layers.append(
            Layer(whole.placed(turn=turn, by=(0, 0)), inks[(first + at) % 2], 8.0, round_caps=math.isclose(turn, 0))
        )
    return tuple(layers)
