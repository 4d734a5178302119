"""Signs for what a name speaks of (an anchor, a lime, a tooth), drawn as `motifs` are."""

import math
from collections.abc import Callable

from code24.build.brand.motifs import Motif
from code24.build.brand.shapes import (
    Path,
    arc,
    circle,
    half,
    line,
    pie,
    polygon,
    rectangle,
    regular,
    traced,
)  # fmt: skip


def _turned(path: Path, *turns: float) -> Path:
    """The path at several turns about the middle of the square, as one."""
    first, *others = (path.placed(turn=turn) for turn in turns)
    return sum(others, first)


def _mirrored(path: Path) -> Path:
    return path.moved((-1, 0, 0, 1, 100, 0))


def _anchor() -> Motif:
    return (
        (circle(50, 20, 8), 1, 6.0),
        (line((50, 28), (50, 84)), 0, 8.0),
        (line((33, 40), (67, 40)), 0, 8.0),
        (arc(50, 52, 33, 32, 10, 170), 0, 8.0),
    )


def _citrus() -> Motif:
    wedges = tuple((pie(50, 50, 25, turn + 6, turn + 54).placed(scale=1.0), 1, 0.0) for turn in range(0, 360, 60))
    return ((circle(50, 50, 33), 0, 7.0), *wedges)


def _flame() -> Motif:
    outer = (
        "M54 10C58 28 80 38 80 62C80 78 67 90 50 90C33 90 20 78 20 62"
        "C20 48 28 40 34 30C36 40 40 44 44 46C44 32 46 20 54 10Z"
    )
    return (
        (traced(outer), 0, 0.0),
        (traced("M51 52C56 62 64 64 64 74C64 82 58 86 50 86C42 86 36 81 36 74C36 65 47 63 51 52Z"), 1, 0.0),
    )


def _tree() -> Motif:
    return (
        (line((50, 52), (50, 90)), 1, 9.0),
        (circle(50, 30, 21), 0, 0.0),
        (circle(31, 49, 16), 0, 0.0),
        (circle(69, 49, 16), 0, 0.0),
        (rectangle(36, 40, 28, 25), 0, 0.0),
        (line((50, 44), (50, 66)), 1, 6.0),
    )


def _swallow() -> Motif:
    body = (
        "M8 26C32 24 48 34 55 46C62 32 76 26 94 28C84 36 76 44 73 52"
        "C68 66 58 74 44 74L16 90C23 80 28 74 31 66C22 56 14 42 8 26Z"
    )
    return ((traced(body), 0, 0.0), (circle(62, 53, 4.5), 1, 0.0))


def _fish() -> Motif:
    body = "M8 50C22 26 52 24 70 46L92 28L86 50L92 72L70 54C52 76 22 74 8 50Z"
    return ((traced(body), 0, 0.0), (circle(28, 46, 5.5), 1, 0.0), (arc(30, 50, 16, 18, -48, 48), 1, 5.0))


def _star() -> Motif:
    points = [
        (50 + radius * math.sin(math.radians(36 * at)), 53 - radius * math.cos(math.radians(36 * at)))
        for at, radius in ((at, 40 if at % 2 == 0 else 18) for at in range(10))
    ]
    return ((polygon(*points), 0, 0.0), (circle(50, 53, 8), 1, 0.0))


def _moon() -> Motif:
    crescent = "M58 12C36 14 18 30 18 52C18 74 36 90 58 90C70 90 80 85 87 76C84 77 80 77 77 77C57 77 43 64 43 46C43 31 48 19 58 12Z"
    return ((traced(crescent), 0, 0.0), (circle(72, 38, 9), 1, 0.0))


def _honeycomb() -> Motif:
    return (
        (regular(50, 28, 19.5, 6), 1, 0.0),
        (regular(31.5, 60, 19.5, 6), 0, 0.0),
        (regular(68.5, 60, 19.5, 6), 0, 0.0),
    )


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


def _vase() -> Motif:
    pot = "M36 10L64 10L60 27C76 35 84 48 80 63C77 76 69 85 62 90L38 90C31 85 23 76 20 63C16 48 24 35 40 27Z"
    return ((traced(pot), 0, 0.0), (rectangle(19, 48, 62, 9), 1, 0.0), (rectangle(24, 64, 52, 5), 1, 0.0))


def _boat() -> Motif:
    return (
        (traced("M8 66L92 66C88 79 78 88 66 88L34 88C22 88 12 79 8 66Z"), 0, 0.0),
        (traced("M47 10L47 58L16 58C30 46 42 30 47 10Z"), 0, 0.0),
        (traced("M55 24C62 38 72 50 84 58L55 58Z"), 1, 0.0),
    )


def _beacon() -> Motif:
    return (
        (polygon((40, 40), (60, 40), (68, 90), (32, 90)), 0, 0.0),
        (rectangle(38, 22, 24, 14, 3), 1, 0.0),
        (half(50, 19, 11, 180), 0, 0.0),
        (line((74, 29), (92, 24)) + line((26, 29), (8, 24)), 1, 6.0),
        (polygon((37.6, 54), (62.4, 54), (64, 66), (36, 66)), 1, 0.0),
    )


def _lotus() -> Motif:
    petal = traced("M50 84C36 70 34 46 50 20C66 46 64 70 50 84Z")
    side = traced("M50 84C28 82 18 66 18 40C38 46 50 62 50 84Z")
    low = traced("M50 86C32 92 16 86 6 68C26 64 40 70 50 86Z")
    return (
        (low, 1, 0.0), (_mirrored(low), 1, 0.0),
        (side, 0, 0.0), (_mirrored(side), 0, 0.0),
        (petal, 1, 0.0),
    )  # fmt: skip


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


def _grapes() -> Motif:
    berries = [(30, 44), (50, 44), (70, 44), (40, 61), (60, 61), (50, 78)]
    return (
        *((circle(x, y, 10.5), 0, 0.0) for x, y in berries),
        (traced("M50 32C50 20 60 12 76 12C76 24 66 32 50 32Z"), 1, 0.0),
    )


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


def _gem() -> Motif:
    return (
        (polygon((28, 18), (72, 18), (92, 42), (50, 88), (8, 42)), 0, 0.0),
        (line((8, 42), (92, 42)), 1, 5.0),
        (line((28, 18), (36, 42), (50, 88), (64, 42), (72, 18)), 1, 5.0),
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


def _crown() -> Motif:
    return (
        (polygon((12, 28), (32, 50), (50, 18), (68, 50), (88, 28), (80, 72), (20, 72)), 0, 0.0),
        (rectangle(20, 78, 60, 9, 2), 1, 0.0),
    )


def _oyster() -> Motif:
    tips = ((-30, 40), (-16, 26), (16, 26), (30, 40))
    ribs = sum((line((50, 86), (50 + along, y)) for along, y in tips), line((50, 86), (50, 21)))
    shell = "M50 90C30 84 10 66 10 44C10 32 20 24 28 26C32 14 44 10 50 14C56 10 68 14 72 26C80 24 90 32 90 44C90 66 70 84 50 90Z"
    return ((traced(shell), 0, 0.0), (ribs, 1, 4.0))


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


EMBLEMS: dict[str, Callable[[], Motif]] = {
    "anchor": _anchor,
    "citrus": _citrus,
    "flame": _flame,
    "tree": _tree,
    "swallow": _swallow,
    "fish": _fish,
    "star": _star,
    "moon": _moon,
    "honeycomb": _honeycomb,
    "tooth": _tooth,
    "paw": _paw,
    "vase": _vase,
    "boat": _boat,
    "beacon": _beacon,
    "lotus": _lotus,
    "dumbbell": _dumbbell,
    "clock": _clock,
    "scissors": _scissors,
    "grapes": _grapes,
    "spokes": _spokes,
    "saw": _saw,
    "nut": _nut,
    "pin": _pin,
    "balance": _balance,
    "growth": _growth,
    "gem": _gem,
    "note": _note,
    "cutlery": _cutlery,
    "rings": _rings,
    "crown": _crown,
    "shell": _oyster,
    "page": _page,
    "teapot": _teapot,
}
