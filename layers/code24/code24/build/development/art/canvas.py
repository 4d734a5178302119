"""The paper that ornaments are drawn on: SVG elements whose colours are classes of the stylesheet."""

import math
from collections.abc import Sequence

from code24.build.brand.shapes import Path, Point

PRIMARY, STRONG, MIDDLE, LIGHT, SOFT = "a1", "a6", "a7", "a8", "a3"
"""The primary colour and its mixtures with its tint: 100, 70, 45, 22 and 0 per cent."""
ACCENT, GLOW, GROUND, INK = "a2", "a9", "a4", "a5"
"""The accent, its mixture with the background, the background and the text colour."""


class Canvas:
    """Collects shapes from back to front; neighbours of one colour share an element."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._elements: list[tuple[str, float, list[str]]] = []

    def fill(self, tone: str, *paths: Path) -> None:
        """Fill shapes that do not overlap each other."""
        self._add(tone, 0.0, paths)

    def stroke(self, tone: str, width: float, *paths: Path) -> None:
        """Draw lines with round caps."""
        self._add(tone, width, paths)

    def dots(self, tone: str, radius: float, *points: Point) -> None:
        """Small discs, as lines without length: the shortest notation."""
        dots = "".join(f"M{round(x, 1):g} {round(y, 1):g}h0" for x, y in points)
        self._elements.append((tone, round(radius * 2, 1), [dots]))

    def rings(self, tone: str, width: float, *circles: tuple[float, float, float]) -> None:
        """Outlines of circles (middle and radius), in arc commands: a third of the length of cubics."""
        arcs = (
            f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0-{2 * r:.1f} 0"
            for x, y, r in circles
        )
        self._elements.append((tone, width, ["".join(arcs)]))

    def _add(self, tone: str, width: float, paths: Sequence[Path]) -> None:
        if not (self._elements and self._elements[-1][:2] == (tone, width)):
            self._elements.append((tone, width, []))
        self._elements[-1][2].extend(path.d(1) for path in paths)

    def svg(self) -> str:
        """The elements, without an `svg` around them."""
        parts = []
        for tone, width, paths in self._elements:
            line = f' stroke-width="{width:g}"' if width else ""
            parts.append(f'<path class="{"l" + tone[1:] if width else tone}"{line} d="{"".join(paths)}"/>')
        return "".join(parts)


def smooth(points: Sequence[Point], *, close: bool) -> Path:
    """A curve through all points (Catmull-Rom, as cubics)."""
    count = len(points)

    def at(index: int) -> Point:
        return points[index % count] if close else points[min(max(index, 0), count - 1)]

    segments: list[tuple[str, tuple[Point, ...]]] = [("M", (points[0],))]
    for index in range(count if close else count - 1):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (at(index + step) for step in (-1, 0, 1, 2))
        segments.append(
            ("C", ((bx + (cx - ax) / 6, by + (cy - ay) / 6), (cx - (dx - bx) / 6, cy - (dy - by) / 6), (cx, cy)))
        )
    if close:
        segments.append(("Z", ()))
    return Path(tuple(segments))


def ring(cx: float, cy: float, radii: Sequence[float]) -> list[Point]:
    """Points around a middle, one for each radius."""
    step = 2 * math.pi / len(radii)
    return [(cx + r * math.cos(step * at), cy + r * math.sin(step * at)) for at, r in enumerate(radii)]
