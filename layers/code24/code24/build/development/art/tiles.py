"""Tiles with one bold form each: as a picture of many, and as small signs of four."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.brand.shapes import Path, circle, half, leaf, pie, polygon, rectangle
from code24.build.development.art.canvas import ACCENT, GLOW, INK, LIGHT, PRIMARY, SOFT, STRONG, Canvas


@dataclass(frozen=True)
class Cell:
    """A square, and which of its four corners (clockwise from the top left) a form turns to."""

    x: float
    y: float
    size: float
    turn: int

    @property
    def corner(self) -> tuple[float, float, int]:
        """The corner, and the angle at which the cell begins there."""
        right, bottom = self.x + self.size, self.y + self.size
        return ((self.x, self.y, 0), (right, self.y, 90), (right, bottom, 180), (self.x, bottom, 270))[self.turn]

    @property
    def middle(self) -> tuple[float, float]:
        """The middle."""
        return self.x + self.size / 2, self.y + self.size / 2


type Form = Callable[[Cell], list[Path]]


def _quarter(cell: Cell) -> list[Path]:
    x, y, start = cell.corner
    return [pie(x, y, cell.size, start, start + 90)]


def _half(cell: Cell) -> list[Path]:
    x, _ = cell.middle
    down = cell.turn % 2
    return [half(x, cell.y + (0 if down else cell.size), cell.size / 2, 0 if down else 180)]


def _disc(cell: Cell) -> list[Path]:
    return [circle(*cell.middle, cell.size * 0.36)]


def _leaf(cell: Cell) -> list[Path]:
    body = leaf(cell.x, cell.y, cell.size, cell.size)
    return [body if cell.turn % 2 else body.moved((-1, 0, 0, 1, 2 * cell.x + cell.size, 0))]


def _triangle(cell: Cell) -> list[Path]:
    right, bottom = cell.x + cell.size, cell.y + cell.size
    tip = (right, cell.y) if cell.turn % 2 else (cell.x, bottom)
    return [polygon((cell.x, cell.y), tip, (right, bottom))]


def _stripes(cell: Cell) -> list[Path]:
    wide = cell.size / 7
    return [rectangle(cell.x + wide * step, cell.y, wide, cell.size) for step in (1, 3, 5)]


def _squares(cell: Cell) -> list[Path]:
    third, side = cell.size / 3, cell.size * 0.12
    return [
        rectangle(cell.x + (column + 0.32) * third, cell.y + (row + 0.32) * third, side, side)
        for column in range(3)
        for row in range(3)
    ]


def _rainbow(cell: Cell) -> list[Path]:
    x, y, start = cell.corner
    outer, middle, inner = (pie(x, y, cell.size * share, start, start + 90) for share in (1, 0.62, 0.28))
    return [outer + middle, inner]


FORMS: tuple[Form, ...] = (_quarter, _half, _disc, _leaf, _triangle, _stripes, _squares, _rainbow)
SIGN_FORMS: tuple[Form, ...] = (_quarter, _quarter, _half, _disc, _leaf)

TILE_COLORS: tuple[tuple[str, str], ...] = (
    (SOFT, PRIMARY),
    (PRIMARY, ACCENT),
    (ACCENT, PRIMARY),
    (LIGHT, STRONG),
    (STRONG, SOFT),
    (GLOW, INK),
    (SOFT, ACCENT),
    (INK, ACCENT),
)


def tiles(canvas: Canvas, dice: Dice) -> None:
    """A grid of tiles with one bold form each."""
    rows = 4 if canvas.width < canvas.height * 2 else 2
    size = canvas.height / rows
    columns = math.ceil(canvas.width / size)
    before: Form | None = None
    for row in range(rows):
        for column in range(columns):
            form = dice.pick([form for form in FORMS if form is not before])
            before = form
            ground, ink = dice.pick(TILE_COLORS)
            x, y = column * size, row * size
            canvas.fill(ground, rectangle(x, y, size + 0.5, size + 0.5))
            canvas.fill(ink, *form(Cell(x, y, size, dice.integer(0, 3))))


def sign(canvas: Canvas, dice: Dice) -> None:
    """Four cells with two or three forms: a sign small enough for an item of a list."""
    cell = canvas.width / 2
    canvas.fill(SOFT, rectangle(0, 0, canvas.width, canvas.height))
    empty, marked = dice.integer(0, 3), dice.integer(0, 3)
    for at in range(4):
        if at == empty:
            continue
        form = dice.pick(SIGN_FORMS)(Cell(at % 2 * cell, at // 2 * cell, cell, dice.integer(0, 3)))
        canvas.fill(ACCENT if at == marked else PRIMARY, *form)
