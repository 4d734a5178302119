"""Ornaments that are built: tiles, arches, rays, bars, orbits, rosettes, circuits, confetti."""

import math
from collections.abc import Sequence

from code24.build.brand.dice import Dice
from code24.build.brand.shapes import Path, Point, arc, circle, half, line, pie, polygon, rectangle
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
)


def arches(canvas: Canvas, dice: Dice) -> None:
    """Nested arches side by side, with discs above."""
    width, height = canvas.width, canvas.height
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    count = max(3, round(width / height * 2.6))
    step = width / count
    sets = (
        (PRIMARY, GROUND, STRONG, ACCENT),
        (STRONG, SOFT, PRIMARY, LIGHT),
        (ACCENT, GROUND, PRIMARY, GLOW),
        (LIGHT, GROUND, MIDDLE, PRIMARY),
    )
    order = dice.shuffled(sets)
    for at in range(count):
        middle = step * (at + 0.5)
        crown = height * dice.between(0.3, 0.62)
        radius = step * 0.48
        for inner, tone in enumerate(order[at % len(order)]):
            r = radius * (1 - inner * 0.24)
            canvas.fill(
                tone,
                Path(
                    (
                        *arc(middle, crown, r, r, 180, 360).segments,
                        ("L", ((middle + r, height),)),
                        ("L", ((middle - r, height),)),
                        ("Z", ()),
                    )
                ),
            )
        if crown - radius > height * 0.2:
            canvas.fill(
                dice.pick((ACCENT, STRONG, GROUND)),
                circle(middle, (crown - radius) * 0.52, step * dice.between(0.09, 0.16)),
            )


def rays(canvas: Canvas, dice: Dice) -> None:
    """Beams from a rising disc."""
    width, height = canvas.width, canvas.height
    canvas.fill(PRIMARY, rectangle(0, 0, width, height))
    x, y = width * dice.pick((0.3, 0.5, 0.7)), height * dice.pick((0.78, 1.0))
    reach, count = math.hypot(width, height) * 1.1, dice.pick((18, 22, 26))
    step = 360 / count
    beams = []
    for at in range(count):
        start, end = math.radians(at * step), math.radians((at + 0.5) * step)
        beams.append(
            polygon(
                (x, y),
                (x + reach * math.cos(start), y + reach * math.sin(start)),
                (x + reach * math.cos(end), y + reach * math.sin(end)),
            )
        )
    canvas.fill(STRONG, *beams)
    small = min(width, height)
    for share, tone in ((0.46, GROUND), (0.42, PRIMARY), (0.37, ACCENT), (0.24, GLOW), (0.12, ACCENT)):
        canvas.fill(tone, circle(x, y, small * share))


def strata(canvas: Canvas, dice: Dice) -> None:
    """Upright bars of different heights."""
    width, height = canvas.width, canvas.height
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    count = max(7, round(width / height * 8))
    step = width / count
    phase, tones = dice.between(0, math.tau), (PRIMARY, STRONG, PRIMARY, MIDDLE, ACCENT, PRIMARY, LIGHT)
    for at in range(count):
        tall = height * (0.5 + 0.3 * math.sin(phase + at * 0.75) + dice.between(-0.14, 0.14))
        canvas.fill(
            tones[(at * 3 + dice.integer(0, 1)) % len(tones)],
            rectangle(at * step + step * 0.14, height - tall, step * 0.72, tall, (step, step, 0, 0)),
        )
        if dice.number() < 0.4:
            canvas.fill(
                ACCENT if at % 3 else STRONG, circle((at + 0.5) * step, height - tall - step * 0.7, step * 0.26)
            )


def orbits(canvas: Canvas, dice: Dice) -> None:
    """Circles around a body, with satellites."""
    width, height = canvas.width, canvas.height
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    x, y = width * dice.pick((0.36, 0.5, 0.64)), height * dice.pick((0.5, 0.62))
    small = min(width, height)
    canvas.fill(LIGHT, circle(x, y, small * 0.44))
    canvas.fill(STRONG, circle(x, y, small * 0.26))
    canvas.fill(PRIMARY, half(x, y, small * 0.26, dice.pick((45, 90, 135))))
    step = small * 0.13
    radii = [small * 0.26 + step * at for at in range(1, math.ceil(math.hypot(width, height) / step))]
    canvas.rings(MIDDLE, 1.5, *((x, y, radius) for radius in radii))
    for radius in radii:
        angle = dice.between(0, math.tau)
        place = (x + radius * math.cos(angle), y + radius * math.sin(angle))
        canvas.dots(dice.pick((ACCENT, PRIMARY, ACCENT)), small * dice.between(0.018, 0.05), place)


def rosette(canvas: Canvas, dice: Dice) -> None:
    """A guilloche: one line that turns around itself, as on old certificates."""
    width, height = canvas.width, canvas.height
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    petals, inner = dice.integer(7, 12), dice.between(0.34, 0.5)
    if width > height * 2:
        small, places = height * 2.1, [(0.0, height), (width, height), (width / 2, height)]
    else:
        small, places = min(width, height), [(width / 2, height / 2)]
    for x, y in places:
        canvas.fill(GROUND, circle(x, y, small * 0.43))
        for size, tone, wide in ((0.43, PRIMARY, 1.4), (0.33, MIDDLE, 1.2), (0.2, PRIMARY, 1.2)):
            for turn in range(petals):
                angle = 180 / petals * turn
                body = arc(50, 50, small * size, small * size * inner, 0, 360)
                canvas.stroke(tone, wide, body.placed(turn=angle).moved((1, 0, 0, 1, x - 50, y - 50)))
        canvas.fill(ACCENT, circle(x, y, small * 0.055))
        canvas.stroke(PRIMARY, 1.4, circle(x, y, small * 0.43), circle(x, y, small * 0.45))


def circuit(canvas: Canvas, dice: Dice) -> None:
    """Paths between nodes on a grid."""
    width, height = canvas.width, canvas.height
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    step = min(width, height) / 9
    columns, rows = round(width / step), round(height / step)
    canvas.dots(
        LIGHT, step * 0.05, *(((c + 0.5) * step, (r + 0.5) * step) for c in range(columns) for r in range(rows))
    )
    starts: list[Point] = []
    ends: list[Point] = []
    for at in range(max(9, columns // 2)):
        c, r = dice.integer(-2, columns - 4), at * 5 % rows
        one, bend, two = dice.integer(1, 3), dice.pick((-2, -1, 1, 2)), dice.integer(1, 4)
        if not 0 <= r + bend < rows:
            bend = -bend
        places = [(c, r), (c + one, r), (c + one + abs(bend), r + bend), (c + one + abs(bend) + two, r + bend)]
        points = [((px + 0.5) * step, (py + 0.5) * step) for px, py in places]
        tone = (PRIMARY, STRONG, MIDDLE)[at % 3]
        canvas.stroke(tone, step * 0.09, line(*points))
        starts.append(points[0])
        ends.append(points[-1])
    canvas.dots(PRIMARY, step * 0.2, *starts)
    canvas.dots(ACCENT, step * 0.28, *ends)
    canvas.dots(GROUND, step * 0.12, *ends)
    middle = rectangle(width / 2 - step * 1.5, height / 2 - step * 1.5, step * 3, step * 3, step * 0.5)
    canvas.fill(PRIMARY, middle)
    canvas.fill(ACCENT, rectangle(width / 2 - step * 0.6, height / 2 - step * 0.6, step * 1.2, step * 1.2, step * 0.25))


def confetti(canvas: Canvas, dice: Dice) -> None:
    """Scattered cut paper."""
    width, height = canvas.width, canvas.height
    canvas.fill(SOFT, rectangle(0, 0, width, height))
    rows = 5 if width < height * 2 else 3
    step = height / rows
    columns = round(width / step)
    tones: Sequence[str] = (PRIMARY, ACCENT, STRONG, MIDDLE, ACCENT, GROUND)
    for row in range(rows):
        for column in range(columns):
            x, y = (column + dice.between(0.35, 0.65)) * width / columns, (row + dice.between(0.35, 0.65)) * step
            size, tone, turn = step * dice.between(0.16, 0.3), dice.pick(tones), dice.integer(0, 7) * 45
            kind = dice.integer(0, 5)
            if kind == 0:
                canvas.fill(tone, circle(x, y, size))
            elif kind == 1:
                canvas.fill(tone, half(x, y, size * 1.15, turn))
            elif kind == 2:
                canvas.stroke(tone, step * 0.06, circle(x, y, size * 0.8))
            elif kind == 3:
                canvas.stroke(tone, step * 0.07, arc(x, y, size, size, turn, turn + 180))
            elif kind == 4:
                bar = rectangle(50 - size, 50 - size * 0.28, size * 2, size * 0.56, size)
                canvas.fill(tone, bar.placed(turn=turn).moved((1, 0, 0, 1, x - 50, y - 50)))
            else:
                canvas.fill(tone, pie(x - size / 2, y - size / 2, size * 1.5, turn, turn + 90))
