"""Signs for what names speak of (an anchor, a lime, a lighthouse), drawn as `motifs` are."""

import math
from collections.abc import Callable

from code24.build.brand.motifs import Motif
from code24.build.brand.shapes import Path, arc, circle, half, line, pie, polygon, rectangle, regular, traced


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
    crescent = (
        "M58 12C36 14 18 30 18 52C18 74 36 90 58 90"
        "C70 90 80 85 87 76C84 77 80 77 77 77C57 77 43 64 43 46C43 31 48 19 58 12Z"
    )
    return ((traced(crescent), 0, 0.0), (circle(72, 38, 9), 1, 0.0))


def _honeycomb() -> Motif:
    return (
        (regular(50, 28, 19.5, 6), 1, 0.0),
        (regular(31.5, 60, 19.5, 6), 0, 0.0),
        (regular(68.5, 60, 19.5, 6), 0, 0.0),
    )


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


def _grapes() -> Motif:
    berries = [(30, 44), (50, 44), (70, 44), (40, 61), (60, 61), (50, 78)]
    return (
        *((circle(x, y, 10.5), 0, 0.0) for x, y in berries),
        (traced("M50 32C50 20 60 12 76 12C76 24 66 32 50 32Z"), 1, 0.0),
    )


def _crown() -> Motif:
    return (
        (polygon((12, 28), (32, 50), (50, 18), (68, 50), (88, 28), (80, 72), (20, 72)), 0, 0.0),
        (rectangle(20, 78, 60, 9, 2), 1, 0.0),
    )


def _shell() -> Motif:
    tips = ((-30, 40), (-16, 26), (16, 26), (30, 40))
    ribs = sum((line((50, 86), (50 + along, y)) for along, y in tips), line((50, 86), (50, 21)))
    shell = (
        "M50 90C30 84 10 66 10 44C10 32 20 24 28 26C32 14 44 10 50 14"
        "C56 10 68 14 72 26C80 24 90 32 90 44C90 66 70 84 50 90Z"
    )
    return ((traced(shell), 0, 0.0), (ribs, 1, 4.0))


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
    "boat": _boat,
    "beacon": _beacon,
    "lotus": _lotus,
    "grapes": _grapes,
    "crown": _crown,
    "shell": _shell,
}
