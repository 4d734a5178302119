"""Ornaments that remind of nature: hills, contours, plants, blobs."""

import math

from code24.build.brand.dice import Dice
from code24.build.brand.shapes import Path, circle, curve, line, rectangle
from code24.build.development.art.canvas import (
    ACCENT,
    GLOW,
    GROUND,
    LIGHT,
    MIDDLE,
    PRIMARY,
    SOFT,
    STRONG,
    Canvas,
    ring,
    smooth,
)


def hills(canvas: Canvas, dice: Dice) -> None:
    """A disc over layered hills."""
    width, height = canvas.width, canvas.height
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    small = min(width, height)
    x, y = width * dice.between(0.25, 0.75), height * dice.between(0.26, 0.36)
    canvas.fill(GLOW, circle(x, y, small * 0.26))
    canvas.fill(ACCENT, circle(x, y, small * 0.17))
    points = max(4, round(width / height * 4))
    for at, tone in enumerate((LIGHT, MIDDLE, STRONG, PRIMARY)):
        base, swing = height * (0.48 + at * 0.14), height * (0.13 - at * 0.018)
        phase = dice.between(0, math.tau)
        crest = [
            (
                width * (step - 0.5) / (points - 1),
                base + swing * math.sin(phase + step * 1.9) + dice.between(-0.25, 0.25) * swing,
            )
            for step in range(points + 1)
        ]
        path = smooth(crest, close=False)
        canvas.fill(
            tone, Path((*path.segments, ("L", ((width * 1.2, height),)), ("L", ((-width * 0.2, height),)), ("Z", ())))
        )


def _currents(canvas: Canvas, dice: Dice) -> None:
    """Lines that flow around a disc: contours for pictures much wider than high."""
    width, height = canvas.width, canvas.height
    x, lift = width * dice.between(0.28, 0.72), dice.between(0.5, 0.7) * height
    canvas.fill(ACCENT, circle(x, height * 0.56, height * 0.2))
    phase, count = dice.between(0, math.tau), 15
    for at in range(count):
        share = at / (count - 1)
        points = []
        for step in range(15):
            px = width * (step - 0.5) / 13
            bump = lift * math.exp(-(((px - x) / (width * 0.2)) ** 2)) * (share - 0.5) * 1.5
            points.append(
                (px, height * (share * 1.3 - 0.15) + bump + height * 0.05 * math.sin(phase + step * 1.1 + share * 3))
            )
        canvas.stroke(PRIMARY if at % 4 == 0 else MIDDLE, 2.5 if at % 4 == 0 else 1.5, smooth(points, close=False))


def contours(canvas: Canvas, dice: Dice) -> None:
    """Height lines of an invented terrain."""
    width, height = canvas.width, canvas.height
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    if width > height * 2:
        _currents(canvas, dice)
        return
    x, y = width * dice.between(0.3, 0.7), height * dice.between(0.35, 0.65)
    reach = math.hypot(width, height) * 0.62
    lobes = [(dice.between(0.08, 0.2), dice.integer(2, 5), dice.between(0, math.tau)) for _ in range(3)]
    levels = 15
    for level in range(levels, 0, -1):
        share = level / levels
        radii = [
            reach
            * share
            * (1 + sum(size * share * math.sin(count * angle + turn + share * 2) for size, count, turn in lobes))
            for angle in (math.tau * step / 12 for step in range(12))
        ]
        shape = smooth(ring(x, y, radii), close=True)
        if level == 6:
            canvas.fill(LIGHT, shape)
        if level == 3:
            canvas.fill(GLOW, shape)
        if level == 1:
            canvas.fill(ACCENT, shape)
        canvas.stroke(PRIMARY if level % 5 == 1 else MIDDLE, 2.5 if level % 5 == 1 else 1.5, shape)


def _stem(canvas: Canvas, dice: Dice, *, x: float, tall: float, size: float, tone: str) -> None:
    """A stem with leaf pairs that grow smaller towards the top."""
    lean = dice.between(-0.14, 0.14) * tall
    base = canvas.height
    canvas.stroke(
        tone,
        max(2.5, size * 0.07),
        curve((x, base), (x, base - tall * 0.4), (x + lean * 0.4, base - tall * 0.7), (x + lean, base - tall)),
    )
    pairs = max(3, round(tall / (size * 0.72)))
    leaves = []
    for at in range(pairs):
        share = (at + 0.9) / pairs
        u = 1 - share
        px = u**3 * x + 3 * u * u * share * x + 3 * u * share**2 * (x + lean * 0.4) + share**3 * (x + lean)
        py = base - tall * (3 * u * u * share * 0.4 + 3 * u * share**2 * 0.7 + share**3)
        length = size * (1.05 - share * 0.55)
        for side in (-1, 1):
            tip = (px + side * length * 0.86, py - length * 0.62)
            leaves.append(_leaf(px, py, tip, side, length))
    canvas.fill(tone, *leaves)


def _leaf(x: float, y: float, tip: tuple[float, float], side: int, length: float) -> Path:
    return curve(
        (x, y),
        (x + side * length * 0.08, y - length * 0.52),
        (x + side * length * 0.42, y - length * 0.78),
        tip,
        (x + side * length * 0.82, y - length * 0.14),
        (x + side * length * 0.4, y + length * 0.08),
        (x, y),
        close=True,
    )


def botanical(canvas: Canvas, dice: Dice) -> None:
    """Stems with leaves before a disc."""
    width, height = canvas.width, canvas.height
    small = min(width, height)
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    canvas.fill(ACCENT, circle(width * dice.between(0.3, 0.7), height * 0.42, small * dice.between(0.24, 0.32)))
    count = min(16, max(4, round(width / small * 4)))
    tones = (MIDDLE, PRIMARY, STRONG, PRIMARY, MIDDLE, STRONG)
    for at in dice.shuffled(range(count)):
        x = width * (at + dice.between(0.35, 0.65)) / count
        tall, size = height * dice.between(0.42, 0.86), small * dice.between(0.13, 0.19)
        _stem(canvas, dice, x=x, tall=tall, size=size, tone=tones[at % len(tones)])


def blobs(canvas: Canvas, dice: Dice) -> None:
    """Soft bodies, a ring and a field of dots."""
    width, height = canvas.width, canvas.height
    small = min(width, height)
    canvas.fill(SOFT, rectangle(0, 0, width, height))

    def body(x: float, y: float, size: float) -> Path:
        return smooth(ring(x, y, [size * dice.between(0.78, 1.16) for _ in range(7)]), close=True)

    spread = max(1, round(width / small * 0.62))
    for part in range(spread):
        left = part * width / spread
        step = width / spread
        canvas.fill(
            MIDDLE, body(left + step * dice.between(0.28, 0.42), height * dice.between(0.56, 0.7), small * 0.34)
        )
        canvas.fill(
            ACCENT, body(left + step * dice.between(0.62, 0.76), height * dice.between(0.26, 0.38), small * 0.24)
        )
        canvas.fill(
            PRIMARY, body(left + step * dice.between(0.6, 0.74), height * dice.between(0.66, 0.78), small * 0.2)
        )
        canvas.stroke(GROUND, small * 0.012, circle(left + step * 0.4, height * 0.36, small * dice.between(0.12, 0.17)))
        canvas.dots(
            STRONG,
            small * 0.008,
            *(
                (left + step * 0.1 + c * small * 0.045, height * 0.1 + r * small * 0.045)
                for c in range(6)
                for r in range(5)
            ),
        )
    canvas.stroke(PRIMARY, small * 0.01, line((width * 0.06, height * 0.92), (width * 0.24, height * 0.92)))
