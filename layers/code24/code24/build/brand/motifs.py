"""Signs that stand for a field of business: each a few bold shapes, in a first and a second colour.

A motif is a list of (path, colour) with colour 0 for the first and 1 for the second; all fit a circle of radius 36
around the middle of the square.
"""

from collections.abc import Callable

from code24.build.brand.shapes import Path, arc, circle, curve, half, leaf, line, pie, polygon, rectangle

type Motif = tuple[tuple[Path, int, float], ...]
"""Path, colour, and stroke width (0 for a filled shape)."""


def _wheat() -> Motif:
    grain = leaf(50, 0, 17, 17)
    pairs = [(33.0, 0), (50.0, 0), (67.0, 1)]
    grains = [(grain.moved((1, 0, 0, 1, 2.5, y - 12)), color, 0.0) for y, color in pairs]
    mirrored = [(path.moved((-1, 0, 0, 1, 100, 0)), color, 0.0) for path, color, _ in grains]
    top = curve((50, 10), (58, 16), (58, 24), (50, 31), (42, 24), (42, 16), (50, 10), close=True)
    return (*grains, *mirrored, (top, 1, 0.0), (line((50, 40), (50, 90)), 0, 4.0))


def _cup() -> Motif:
    bowl = rectangle(20, 42, 48, 38, (3, 3, 22, 22))
    steam = tuple((curve((x, 34), (x - 7, 28), (x + 7, 22), (x, 14)), 1, 5.0) for x in (33, 44, 55))
    return ((bowl, 0, 0.0), (arc(68, 56, 11, 10, -90, 90), 0, 6.0), *steam, (line((18, 88), (72, 88)), 0, 5.0))


def _sun() -> Motif:
    rays = tuple((rectangle(47, 12, 6, 13, 3).placed(turn=turn), 0, 0.0) for turn in range(-90, 91, 30))
    return (
        (half(50, 56, 20, 180), 1, 0.0),
        *((path.moved((1, 0, 0, 1, 0, 6)), c, s) for path, c, s in rays),
        (line((16, 68), (84, 68)), 0, 6.0),
        (line((30, 80), (70, 80)), 0, 6.0),
    )


def _leaf() -> Motif:
    return (
        (leaf(20, 20, 60, 60).moved((-1, 0, 0, 1, 100, 0)), 0, 0.0),
        (line((18, 84), (62, 40)), 1, 5.0),
        (line((46, 56), (46, 38)), 1, 4.0),
        (line((35, 67), (58, 67)), 1, 4.0),
    )


def _drop() -> Motif:
    drop = curve(
        (50, 10),
        (62, 28),
        (76, 42),
        (76, 60),
        (76, 76),
        (64, 88),
        (50, 88),
        (36, 88),
        (24, 76),
        (24, 60),
        (24, 42),
        (38, 28),
        (50, 10),
        close=True,
    )
    return ((drop, 0, 0.0), (arc(50, 60, 15, 16, 20, 100), 1, 5.0))


def _heart() -> Motif:
    heart = curve(
        (50, 84),
        (34, 72),
        (14, 58),
        (14, 38),
        (14, 16),
        (42, 12),
        (50, 30),
        (58, 12),
        (86, 16),
        (86, 38),
        (86, 58),
        (66, 72),
        (50, 84),
        close=True,
    )
    return ((heart, 0, 0.0), (circle(64, 38, 8), 1, 0.0))


def _plus() -> Motif:
    return (
        (rectangle(38, 14, 24, 72, 12), 0, 0.0),
        (rectangle(14, 38, 24, 24, (12, 0, 0, 12)) + rectangle(62, 38, 24, 24, (0, 12, 12, 0)), 1, 0.0),
    )


def _wave() -> Motif:
    def swell(y: float) -> Path:
        return curve(
            (14, y),
            (24, y - 16),
            (34, y - 16),
            (38, y),
            (44, y + 14),
            (56, y + 14),
            (62, y),
            (68, y - 14),
            (78, y - 14),
            (86, y),
        )

    return ((swell(36), 0, 8.0), (swell(54), 1, 8.0), (swell(72), 0, 8.0))


def _flower() -> Motif:
    petal = curve((50, 47), (32, 36), (38, 12), (50, 12), (62, 12), (68, 36), (50, 47), close=True)
    petals = tuple((petal.placed(turn=turn), 0, 0.0) for turn in range(0, 360, 60))
    return (*petals, (circle(50, 50, 10), 1, 0.0))


def _spark() -> Motif:
    def four(cx: float, cy: float, r: float) -> Path:
        n = r * 0.16
        return curve(
            (cx, cy - r),
            (cx + n, cy - n * 2),
            (cx + n * 2, cy - n),
            (cx + r, cy),
            (cx + n * 2, cy + n),
            (cx + n, cy + n * 2),
            (cx, cy + r),
            (cx - n, cy + n * 2),
            (cx - n * 2, cy + n),
            (cx - r, cy),
            (cx - n * 2, cy - n),
            (cx - n, cy - n * 2),
            (cx, cy - r),
            close=True,
        )

    return ((four(44, 56, 34), 0, 0.0), (four(76, 24, 14), 1, 0.0))


def _bolt() -> Motif:
    return ((polygon((58, 8), (22, 56), (46, 56)), 0, 0.0), (polygon((42, 92), (78, 44), (54, 44)), 1, 0.0))


def _mountain() -> Motif:
    return (
        (circle(70, 28, 11), 1, 0.0),
        (polygon((10, 82), (40, 26), (70, 82)), 0, 0.0),
        (polygon((58, 60), (66, 48), (90, 82), (74, 82)), 0, 0.0),
        (polygon((40, 26), (50, 45), (43, 50), (38, 44), (30, 48), (30, 45)), 1, 0.0),
    )


def _roof() -> Motif:
    return (
        (line((12, 50), (50, 18), (88, 50)), 0, 9.0),
        (rectangle(24, 54, 52, 30, (0, 0, 4, 4)) + rectangle(42, 62, 16, 22, (8, 8, 0, 0)), 0, 0.0),
        (rectangle(44, 66, 12, 18, (6, 6, 0, 0)), 1, 0.0),
    )


def _wheel() -> Motif:
    teeth = tuple((rectangle(43, 12, 14, 14, 3).placed(turn=turn), 0, 0.0) for turn in range(0, 360, 45))
    return (*teeth, (circle(50, 50, 29) + circle(50, 50, 15), 0, 0.0), (circle(50, 50, 8), 1, 0.0))


def _key() -> Motif:
    return (
        (circle(34, 50, 21) + circle(34, 50, 10), 0, 0.0),
        (rectangle(53, 45, 35, 10, (0, 4, 4, 0)), 0, 0.0),
        (rectangle(68, 55, 8, 13, (0, 0, 3, 3)) + rectangle(80, 55, 8, 9, (0, 0, 3, 3)), 1, 0.0),
    )


def _column() -> Motif:
    shafts = tuple((rectangle(x, 42, 9, 34), 0, 0.0) for x in (24, 45.5, 67))
    return ((polygon((12, 34), (50, 12), (88, 34)), 0, 0.0), *shafts, (rectangle(14, 80, 72, 7, 1), 1, 0.0))


def _book() -> Motif:
    left = curve(
        (48, 30),
        (38, 20),
        (24, 20),
        (14, 22),
        (14, 40),
        (14, 60),
        (14, 76),
        (26, 73),
        (40, 75),
        (48, 84),
        (48, 66),
        (48, 48),
        (48, 30),
        close=True,
    )
    return ((left, 0, 0.0), (left.moved((-1, 0, 0, 1, 100, 0)), 1, 0.0))


def _compass() -> Motif:
    return (
        (circle(50, 50, 37) + circle(50, 50, 30), 0, 0.0),
        (polygon((67, 33), (57, 57), (43, 43)), 1, 0.0),
        (polygon((33, 67), (57, 57), (43, 43)), 0, 0.0),
    )


def _bubble() -> Motif:
    body = rectangle(12, 18, 58, 42, 16) + polygon((24, 60), (24, 76), (40, 60))
    return ((body, 0, 0.0), (rectangle(44, 42, 44, 32, 14), 1, 0.0), (polygon((76, 73), (78, 86), (62, 73)), 1, 0.0))


def _bag() -> Motif:
    return (
        (rectangle(18, 36, 64, 50, (4, 4, 12, 12)), 0, 0.0),
        (arc(50, 36, 16, 20, -180, 0), 0, 7.0),
        (arc(50, 48, 15, 15, 10, 170), 1, 6.0),
    )


def _aperture() -> Motif:
    return tuple((pie(50, 50, 36, turn, turn + 52), turn // 60 % 2, 0.0) for turn in range(0, 360, 60))


MOTIFS: dict[str, Callable[[], Motif]] = {
    "wheat": _wheat,
    "cup": _cup,
    "sun": _sun,
    "leaf": _leaf,
    "drop": _drop,
    "heart": _heart,
    "plus": _plus,
    "wave": _wave,
    "flower": _flower,
    "spark": _spark,
    "bolt": _bolt,
    "mountain": _mountain,
    "roof": _roof,
    "wheel": _wheel,
    "key": _key,
    "column": _column,
    "book": _book,
    "compass": _compass,
    "bubble": _bubble,
    "bag": _bag,
    "aperture": _aperture,
}
