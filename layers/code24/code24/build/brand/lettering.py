"""How a name is lettered: a treatment that suits its shape and its voice, as outlines of the heading family."""

from collections.abc import Callable
from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.brand.models import Voice
from code24.build.brand.naming import without_pictures, without_trade
from code24.build.brand.shapes import Path, circle, rectangle
from code24.fonts.catalog import Family
from code24.fonts.outlines import outline
from code24.fonts.sources import metrics

W, C, P, B, L, R = Voice.WARM, Voice.CALM, Voice.PRECISE, Voice.BOLD, Voice.PLAYFUL, Voice.REFINED
SHORT, LONG, LONGEST = 12, 22, 34
"""Characters: of names that stand large, that want two lines, and that want three."""
SMALL, SPREAD = 0.4, 0.14
"""Size of the line that says the trade, and its letterspacing in em."""


@dataclass(frozen=True)
class Run:
    """Text in one colour of the palette."""

    text: str
    role: str = "text"


@dataclass(frozen=True)
class Line:
    """Runs on one baseline, in em of the largest line."""

    runs: tuple[Run, ...]
    size: float = 1.0
    tracking: float = 0.0

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Lettering:
    """A name as shapes, each with its role in the palette; the box starts at the origin. Lengths are em."""

    shapes: tuple[tuple[Path, str], ...]
    width: float
    height: float
    lines: int


@dataclass(frozen=True)
class _Layout:
    """A treatment's lines, and what stands around them."""

    lines: tuple[Line, ...]
    extra: str = ""
    """`stop`, `underline` or `rules`."""
    centered: bool = False


@dataclass(frozen=True)
class _Name:
    text: str
    words: tuple[str, ...]
    parted: tuple[str, str, bool] | None
    cased: bool
    """Whether its letters have capitals, and stay as many when they become ones."""


def _name_of(name: str, business_type: str) -> _Name:
    cased = name.upper() != name.lower() and len(name.upper()) == len(name)
    return _Name(name, tuple(name.split()), without_trade(name, business_type), cased)


def broken(text: str, lines: int) -> tuple[str, ...]:
    """The text on so many lines, as even as its spaces allow."""
    words = text.split(" ")
    if lines <= 1 or len(words) == 1:
        return (text,)
    cuts = range(1, len(words))
    first = min(cuts, key=lambda at: abs(len(" ".join(words[:at])) - len(text) / lines))
    return " ".join(words[:first]), *broken(" ".join(words[first:]), lines - 1)


def _lines_for(name: _Name, role: str = "text") -> tuple[Line, ...]:
    count = 1 + (len(name.text) > LONG) + (len(name.text) > LONGEST)
    return tuple(Line((Run(part, role),)) for part in broken(name.text, count))


def _plain(name: _Name) -> _Layout:
    return _Layout(_lines_for(name))


def _capitals(name: _Name) -> _Layout:
    return _Layout((Line((Run(name.text.upper()),), 0.86, 0.07),))


def _small_letters(name: _Name) -> _Layout:
    return _Layout((Line((Run(name.text.lower()),), 1.08, -0.01),))


def _with_trade(name: _Name) -> _Layout:
    if name.parted is None:
        return _plain(name)
    own, trade, first = name.parted
    small = Line((Run(trade.upper() if name.cased else trade, "primary"),), SMALL, SPREAD if name.cased else 0.0)
    large = tuple(Line((Run(part),)) for part in broken(own, 1 + (len(own) > LONG)))
    return _Layout((small, *large) if first else (*large, small))


def _stacked(name: _Name) -> _Layout:
    return _Layout(tuple(Line((Run(part),)) for part in broken(name.text, 2)))


def _two_tone(name: _Name) -> _Layout:
    first, _, rest = name.text.partition(" ")
    return _Layout((Line((Run(first + " "), Run(rest, "primary"))),))


def _ampersand(name: _Name) -> _Layout:
    before, _, after = name.text.partition("&")
    if len(name.text) <= LONG:
        return _Layout((Line((Run(before), Run("&", "accent_text"), Run(after))),))
    return _Layout((Line((Run(before.rstrip() + " "), Run("&", "accent_text"))), Line((Run(after.lstrip()),))))


def _ruled(name: _Name) -> _Layout:
    return _Layout((Line((Run(name.text.upper()),), 0.72, 0.12),), "rules", centered=True)


def _stopped(name: _Name) -> _Layout:
    return _Layout((Line((Run(name.text),)),), "stop")


def _underlined(name: _Name) -> _Layout:
    return _Layout((Line((Run(name.text),)),), "underline")


def _initial(name: _Name) -> _Layout:
    return _Layout((Line((Run(name.text[:1], "primary"), Run(name.text[1:]))),))


type Treatment = Callable[[_Name], _Layout]


def _weights(name: _Name, voice: Voice) -> dict[Treatment, float]:
    """How likely each treatment is for a name of this shape in this voice."""
    length, words = len(name.text), len(name.words)
    fits: dict[Treatment, tuple[bool, float, dict[Voice, float]]] = {
        _plain: (True, 2.0, {W: 1.5}),
        _capitals: (name.cased and length <= 16, 1.5, {R: 2.5, P: 1.6, B: 2.0, L: 0.2, W: 0.6}),
        _small_letters: (name.cased and words == 1 and length <= SHORT, 1.5, {L: 2.0, C: 2.0, R: 0.1}),
        _with_trade: (name.parted is not None and length <= 40, 7.0, {}),
        _stacked: (2 <= words <= 4 and SHORT <= length <= LONG + 6, 1.4, {B: 2.0, L: 1.4, P: 0.7}),
        _two_tone: (words == 2 and length <= LONG, 1.6, {B: 1.6, L: 1.5, P: 1.5, R: 0.2}),
        _ampersand: (name.text.count("&") == 1 and words == 3 and length <= LONGEST, 6.0, {}),
        _ruled: (name.cased and length <= 18, 0.7, {R: 2.4, W: 1.6, L: 0.2, P: 0.4}),
        _stopped: (words <= 2 and length <= SHORT + 2, 1.2, {B: 1.8, P: 1.4, R: 0.4}),
        _underlined: (length <= SHORT + 2, 0.9, {W: 1.6, L: 1.8, R: 0.2, P: 0.5}),
        _initial: (words == 1 and 3 <= length <= LONG, 0.8, {L: 1.6, W: 1.2}),
    }
    return {each: weight * voices.get(voice, 1.0) for each, (fit, weight, voices) in fits.items() if fit}


def _drawn(line: Line, family: Family) -> tuple[list[tuple[Path, str]], float] | None:
    shapes, x = [], 0.0
    for at, run in enumerate(line.runs):
        found = outline(run.text, family, family.heading, line.tracking)
        if found is None:
            return None
        if found.segments:
            shapes.append((Path(found.segments).moved((line.size, 0, 0, line.size, x, 0)), run.role))
        x += (found.width + (line.tracking if at < len(line.runs) - 1 else 0.0)) * line.size
    return shapes, x


def _around(kind: str, right: float, bottom: float, cap: float) -> list[tuple[Path, str]]:
    """What stands around one line, whose capitals reach from the origin to (`right`, `bottom`)."""
    if kind == "stop":
        return [(circle(right + cap * 0.2, bottom - cap * 0.11, cap * 0.11), "accent_text")]
    if kind == "underline":
        return [(rectangle(0, bottom + cap * 0.42, right, cap * 0.13), "accent_text")]
    if kind == "rules":
        return [(rectangle(0, y, right, cap * 0.05), "primary") for y in (-cap * 0.62, bottom + cap * 0.57)]
    return []


def _composed(layout: _Layout, family: Family, *, backwards: bool) -> Lettering | None:
    cap = metrics(family, family.heading).cap_height
    drawn = [_drawn(line, family) for line in layout.lines]
    if any(each is None or not each[0] for each in drawn):
        return None
    found = [each for each in drawn if each]
    widest = max(width for _, width in found)
    shapes: list[tuple[Path, str]] = []
    y = 0.0
    for at, (line, (paths, width)) in enumerate(zip(layout.lines, found, strict=True)):
        before = layout.lines[at - 1] if at else None
        y += line.size * cap
        if before:
            # Lines of one size need room for descenders and accents; a small line keeps closer.
            y += 0.42 * cap + (0.1 if before.size == line.size else 0.0)
        x = (widest - width) * (0.5 if layout.centered else float(backwards))
        shapes += [(path.moved((1, 0, 0, 1, x, y)), role) for path, role in paths]
    shapes += _around(layout.extra, widest, y, cap)
    boxes = [path.bounds() for path, _ in shapes]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    moved = tuple((path.moved((1, 0, 0, 1, -left, -top)), role) for path, role in shapes)
    return Lettering(moved, right - left, bottom - top, len(layout.lines))


def lettered(name: str, business_type: str, family: Family, voice: Voice, dice: Dice) -> Lettering | None:
    """The name in outlines, emoji left out; None where the family can't set it, or where its directions mix."""
    known = _name_of(without_pictures(name), business_type)
    backwards = any("\u0590" <= letter <= "\u08ff" for letter in name)
    treatment = _plain if backwards else dice.weighted(_weights(known, voice))
    return _composed(treatment(known), family, backwards=backwards)
