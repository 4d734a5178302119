"""Flat geometry on a square of 100 units, from which both the SVG and the pixel pictures of a mark are made."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

type Point = tuple[float, float]
type Segment = tuple[str, tuple[Point, ...]]
"""`M` and `L` with one point, `Q` with two, `C` with three, `Z` with none: as in SVG paths, absolute."""

ARC = 4 / 3 * math.tan(math.pi / 8)
"""Length of the control arms of a cubic that stands for a quarter of the unit circle."""


@dataclass(frozen=True)
class Path:
    """Contours made of lines and cubic curves. Overlapping contours cut each other out (even-odd rule)."""

    segments: tuple[Segment, ...]

    def __add__(self, other: "Path") -> "Path":
        return Path(self.segments + other.segments)

    def moved(self, matrix: tuple[float, float, float, float, float, float]) -> "Path":
        """The path under the affine map x' = ax + cy + e, y' = bx + dy + f."""
        a, b, c, d, e, f = matrix
        return Path(
            tuple(
                (command, tuple((a * x + c * y + e, b * x + d * y + f) for x, y in points))
                for command, points in self.segments
            )
        )

    def placed(self, *, scale: float = 1.0, turn: float = 0.0, by: Point = (0.0, 0.0)) -> "Path":
        """The path scaled and turned (degrees) about the middle of the square, then shifted."""
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        return self.moved((cos, sin, -sin, cos, 50 - 50 * cos + 50 * sin + by[0], 50 - 50 * sin - 50 * cos + by[1]))

    def d(self, places: int = 2) -> str:
        """The value of an SVG `d` attribute, coordinates rounded to so many decimal places."""
        return "".join(
            command + " ".join(f"{round(x, places):g} {round(y, places):g}" for x, y in points)
            for command, points in self.segments
        )

    def contours(self, steps: int = 12) -> list[list[Point]]:
        """The contours as polygons or polylines, curves cut into `steps` lines."""
        found: list[list[Point]] = []
        for command, points in self.segments:
            if command == "M":
                found.append([points[0]])
            elif command == "L":
                found[-1].append(points[0])
            elif command == "Q":
                found[-1].extend(_cubic(found[-1][-1], _raised(found[-1][-1], points), steps))
            elif command == "C":
                found[-1].extend(_cubic(found[-1][-1], points, steps))
        return found

    @property
    def closed(self) -> bool:
        """True when the last contour returns to its start."""
        return self.segments[-1][0] == "Z"

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the contours."""
        points = [point for contour in self.contours() for point in contour]
        horizontal, vertical = [x for x, _ in points], [y for _, y in points]
        return min(horizontal), min(vertical), max(horizontal), max(vertical)

    def fitted(self, width: float, height: float, center: Point = (50.0, 50.0)) -> "Path":
        """The path scaled until it fills the width or the height of a box around a point."""
        left, top, right, bottom = self.bounds()
        scale = min(width / max(right - left, 1e-6), height / max(bottom - top, 1e-6))
        x, y = center[0] - scale * (left + right) / 2, center[1] - scale * (top + bottom) / 2
        return self.moved((scale, 0, 0, scale, x, y))


def _raised(start: Point, points: Sequence[Point]) -> tuple[Point, Point, Point]:
    """A quadratic curve as a cubic one."""
    (x0, y0), (x1, y1), (x2, y2) = start, *points
    return (x0 + 2 * (x1 - x0) / 3, y0 + 2 * (y1 - y0) / 3), (x2 + 2 * (x1 - x2) / 3, y2 + 2 * (y1 - y2) / 3), (x2, y2)


def traced(d: str) -> Path:
    """The path of SVG path data in absolute `M`, `L`, `C`, `Q` and `Z`."""
    segments: list[Segment] = []
    for command, numbers in re.findall(r"([MLCQZ])([^MLCQZ]*)", d):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        points = list(zip(values[::2], values[1::2], strict=True))
        each = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 1}[command]
        if command == "Z":
            segments.append(("Z", ()))
        segments += [(command, tuple(points[at : at + each])) for at in range(0, len(points), each)]
    return Path(tuple(segments))


def _cubic(start: Point, points: Sequence[Point], steps: int) -> Iterable[Point]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, *points
    for step in range(1, steps + 1):
        t = step / steps
        u = 1 - t
        yield (
            u * u * u * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t * t * t * x3,
            u * u * u * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * y3,
        )


def polygon(*points: Point) -> Path:
    """A closed polygon."""
    return Path((("M", (points[0],)), *(("L", (point,)) for point in points[1:]), ("Z", ())))


def line(*points: Point) -> Path:
    """An open polyline."""
    return Path((("M", (points[0],)), *(("L", (point,)) for point in points[1:])))


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Path:  # noqa: PLR0917
    """An open elliptical arc; angles in degrees, clockwise from the right (the y axis points down)."""
    count = max(1, math.ceil(abs(end - start) / 90))
    step = math.radians(end - start) / count
    arm = 4 / 3 * math.tan(step / 4)
    angle = math.radians(start)
    segments: list[Segment] = [("M", ((cx + rx * math.cos(angle), cy + ry * math.sin(angle)),))]
    for _ in range(count):
        after = angle + step
        cos, sin, cos2, sin2 = math.cos(angle), math.sin(angle), math.cos(after), math.sin(after)
        segments.append(
            (
                "C",
                (
                    (cx + rx * (cos - arm * sin), cy + ry * (sin + arm * cos)),
                    (cx + rx * (cos2 + arm * sin2), cy + ry * (sin2 - arm * cos2)),
                    (cx + rx * cos2, cy + ry * sin2),
                ),
            )
        )
        angle = after
    return Path(tuple(segments))


def circle(cx: float, cy: float, radius: float) -> Path:
    """A full circle."""
    return Path((*arc(cx, cy, radius, radius, 0, 360).segments, ("Z", ())))


def pie(cx: float, cy: float, radius: float, start: float, end: float) -> Path:
    """A sector of a disc."""
    edge = arc(cx, cy, radius, radius, start, end)
    return Path((*edge.segments, ("L", ((cx, cy),)), ("Z", ())))


def half(cx: float, cy: float, radius: float, start: float) -> Path:
    """Half a disc, its arc running clockwise from `start` degrees."""
    return Path((*arc(cx, cy, radius, radius, start, start + 180).segments, ("Z", ())))


def rectangle(x: float, y: float, width: float, height: float, radii: float | Sequence[float] = 0) -> Path:
    """A rectangle with rounded corners: one radius, or four from the top left clockwise."""
    corners = [radii] * 4 if isinstance(radii, int | float) else list(radii)
    tl, tr, br, bl = (min(radius, width / 2, height / 2) for radius in corners)
    right, bottom, arm = x + width, y + height, 1 - ARC
    return Path(
        (
            ("M", ((x + tl, y),)),
            ("L", ((right - tr, y),)),
            ("C", ((right - tr * arm, y), (right, y + tr * arm), (right, y + tr))),
            ("L", ((right, bottom - br),)),
            ("C", ((right, bottom - br * arm), (right - br * arm, bottom), (right - br, bottom))),
            ("L", ((x + bl, bottom),)),
            ("C", ((x + bl * arm, bottom), (x, bottom - bl * arm), (x, bottom - bl))),
            ("L", ((x, y + tl),)),
            ("C", ((x, y + tl * arm), (x + tl * arm, y), (x + tl, y))),
            ("Z", ()),
        )
    )


def leaf(x: float, y: float, width: float, height: float) -> Path:
    """A shape with two round and two pointed corners (top left and bottom right are round)."""
    return rectangle(x, y, width, height, (min(width, height), 0, min(width, height), 0))


def regular(cx: float, cy: float, radius: float, corners: int, turn: float = -90) -> Path:
    """A regular polygon."""
    step = 360 / corners
    angles = [math.radians(turn + step * corner) for corner in range(corners)]
    return polygon(*((cx + radius * math.cos(angle), cy + radius * math.sin(angle)) for angle in angles))


def scallop(cx: float, cy: float, radius: float, lobes: int) -> Path:
    """A disc with a wavy edge, as badges have."""
    step = math.tau / lobes
    inner, swell = radius * 0.93, radius * 1.075
    at = [(cx + inner * math.cos(step * lobe), cy + inner * math.sin(step * lobe)) for lobe in range(lobes + 1)]
    out = [
        [
            (cx + swell * math.cos(step * (lobe + share)), cy + swell * math.sin(step * (lobe + share)))
            for share in (0.3, 0.7)
        ]
        for lobe in range(lobes)
    ]
    return curve(at[0], *(point for lobe in range(lobes) for point in (*out[lobe], at[lobe + 1])), close=True)


def curve(start: Point, *points: Point, close: bool = False) -> Path:
    """Cubic curves through triples of points."""
    cubics: list[Segment] = [("C", tuple(points[at : at + 3])) for at in range(0, len(points), 3)]
    return Path((("M", (start,)), *cubics, *((("Z", ()),) if close else ())))
