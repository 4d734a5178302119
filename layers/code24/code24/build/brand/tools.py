"""Signs for trades, by their tools and by what they look after, drawn as `motifs` are."""

import math
from collections.abc import Callable

from code24.build.brand.motifs import Motif
from code24.build.brand.shapes import Path, arc, circle, half, line, polygon, rectangle, regular, traced


def _turned(path: Path, *turns: float) -> Path:
    """The path at several turns about the middle of the square, as one."""
    first, *others = (path.placed(turn=turn) for turn in turns)
    return sum(others, first)


def _tooth() -> Motif:
    crown = (
        "M30 14C16 15 10 28 14 43C18 56 20 88 33 88C43 88 41 62 50 62C59 62 57 88 67 88"
        "C80 88 82 56 86 43C90 28 84 15 70 14C61 13 57 18 50 18C43 18 39 13 30 14Z"
    )
    return ((traced(crown), 0, 0.0), (arc(38, 38, 14, 14, 180, 270), 1, 5.5))


def _paw() -> Motif:
    pad = "M50 46C64 46 76 62 76 74C76 84 66 86 60 84C54 82 46 82 40 84C34 86 24 84 24 74C24 62 36 46 50 46Z"
    toes = ((19, 46, 1), (38, 25, 0), (62, 25, 0), (81, 46, 1))
    return ((traced(pad), 0, 0.0), *((circle(x, y, 11), color and 0, 0.0) for x, y, color in toes))


def _dumbbell() -> Motif:
    plates = (rectangle(18, 26, 14, 48, 5), rectangle(68, 26, 14, 48, 5))
    ends = (rectangle(6, 36, 9, 28, 4), rectangle(85, 36, 9, 28, 4))
    return ((rectangle(30, 44, 40, 12), 1, 0.0), *((path, 0, 0.0) for path in (*plates, *ends)))


def _clock() -> Motif:
    return ((circle(50, 50, 36), 0, 9.0), (line((50, 28), (50, 50), (66, 60)), 1, 8.0))


def _scissors() -> Motif:
    return (
        (line((36, 66), (70, 12)), 0, 8.0), (line((64, 66), (30, 12)), 0, 8.0),
        (circle(28, 76, 11), 1, 7.0), (circle(72, 76, 11), 1, 7.0),
    )  # fmt: skip


def _spokes() -> Motif:
    cross = line((50, 16), (50, 84))
    return (
        (circle(50, 50, 36), 0, 9.0),
        (_turned(cross, 0, 45, 90, 135), 0, 4.0),
        (circle(50, 50, 10), 1, 0.0),
    )


def _saw() -> Motif:
    teeth = 10
    points = []
    for at in range(teeth):
        start = 2 * math.pi * at / teeth
        for radius, turn in ((42.0, start), (29.0, start + 0.12)):
            points.append((50 + radius * math.cos(turn), 50 + radius * math.sin(turn)))
    return ((polygon(*points) + circle(50, 50, 7), 0, 0.0), (circle(50, 50, 17), 1, 5.0))


def _nut() -> Motif:
    return ((regular(50, 50, 41, 6, -60) + circle(50, 50, 20), 0, 0.0), (circle(50, 50, 9), 1, 0.0))


def _pin() -> Motif:
    drop = traced("M50 92C34 70 20 58 20 40C20 22 33 9 50 9C67 9 80 22 80 40C80 58 66 70 50 92Z")
    return ((drop + circle(50, 40, 16), 0, 0.0), (circle(50, 40, 8), 1, 0.0))


def _balance() -> Motif:
    return (
        (line((50, 14), (50, 84)), 0, 7.0), (line((16, 28), (84, 28)), 0, 7.0), (line((32, 86), (68, 86)), 0, 7.0),
        (half(20, 52, 16, 0), 1, 0.0), (half(80, 52, 16, 0), 1, 0.0),
        (line((8, 52), (20, 30), (32, 52)), 0, 4.0), (line((68, 52), (80, 30), (92, 52)), 0, 4.0),
    )  # fmt: skip


def _growth() -> Motif:
    return (
        (rectangle(14, 60, 19, 28, 4), 0, 0.0),
        (rectangle(40.5, 40, 19, 48, 4), 0, 0.0),
        (rectangle(67, 14, 19, 74, 4), 1, 0.0),
    )


def _note() -> Motif:
    return (
        (circle(28, 74, 14), 0, 0.0),
        (circle(72, 66, 14), 1, 0.0),
        (line((38, 72), (38, 24), (82, 16), (82, 64)), 0, 8.0),
    )


def _cutlery() -> Motif:
    fork = line((24, 14), (24, 36)) + line((34, 14), (34, 36)) + line((44, 14), (44, 36))
    knife = traced("M66 12C78 16 82 34 80 52L68 54L68 88L60 88L60 12Z")
    return ((fork, 0, 5.5), (arc(34, 36, 10, 12, 0, 180), 0, 6.0), (line((34, 48), (34, 87)), 0, 8.0), (knife, 1, 0.0))


def _rings() -> Motif:
    return (
        (circle(36, 56, 25), 0, 9.0),
        (circle(64, 56, 25), 1, 9.0),
        (polygon((64, 12), (72, 20), (64, 30), (56, 20)), 1, 0.0),
    )


def _page() -> Motif:
    return (
        (traced("M20 10L60 10L80 30L80 90L20 90Z"), 0, 0.0),
        (line((34, 44), (66, 44)) + line((34, 58), (66, 58)) + line((34, 72), (54, 72)), 1, 6.0),
    )


def _teapot() -> Motif:
    return (
        (traced("M24 44L76 44C82 62 76 82 64 86L36 86C24 82 18 62 24 44Z"), 0, 0.0),
        (arc(50, 42, 27, 28, -160, -20), 1, 7.0),
        (line((78, 66), (92, 46)), 0, 8.0),
        (rectangle(44, 32, 12, 9, 4), 0, 0.0),
    )


def _vase() -> Motif:
    pot = "M36 10L64 10L60 27C76 35 84 48 80 63C77 76 69 85 62 90L38 90C31 85 23 76 20 63C16 48 24 35 40 27Z"
    return ((traced(pot), 0, 0.0), (rectangle(19, 48, 62, 9), 1, 0.0), (rectangle(24, 64, 52, 5), 1, 0.0))


def _gem() -> Motif:
    return (
        (polygon((28, 18), (72, 18), (92, 42), (50, 88), (8, 42)), 0, 0.0),
        (line((8, 42), (92, 42)), 1, 5.0),
        (line((28, 18), (36, 42), (50, 88), (64, 42), (72, 18)), 1, 5.0),
    )


TOOLS: dict[str, Callable[[], Motif]] = {
    "tooth": _tooth,
    "paw": _paw,
    "dumbbell": _dumbbell,
    "clock": _clock,
    "scissors": _scissors,
    "spokes": _spokes,
    "saw": _saw,
    "nut": _nut,
    "pin": _pin,
    "balance": _balance,
    "growth": _growth,
    "note": _note,
    "cutlery": _cutlery,
    "rings": _rings,
    "page": _page,
    "teapot": _teapot,
    "vase": _vase,
    "gem": _gem,
}
