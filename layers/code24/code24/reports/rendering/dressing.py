"""pygal's layout, dressed in the brand's signs.

Nothing of pygal's own dress is kept: no stylesheet, script, tooltip, link or comment. What stays is geometry and text,
with colours and sizes as attributes, so that a page and a PDF show the same.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from code24.reports.document import Chart, ChartKind
from code24.reports.rendering.palette import EXPECTED, INK, LINE, PAPER, QUIET, Sign, sign
from code24.reports.rendering.plotting import LABEL_SIZE, TITLE_SIZE, Plot
from code24.reports.rendering.text import plain
from code24.reports.rendering.values import described

FONTS = "Manrope, Rubik, system-ui, sans-serif"
LIFTED = 4
"""How far above its bar a value stands, where pygal has it touch the bar."""
_NUMBER = re.compile(r"-?\d+\.\d+")
_SERIES = re.compile(r"(?:^| )(?:activate-)?serie-(\d+)")
_GEOMETRY = ("x", "y", "width", "height", "d", "transform")


def dressed(chart: Chart, plot: Plot) -> str:
    """The SVG element as text; its bytes follow from the chart alone."""
    return tostring(_Drawing(chart, plot).drawn(), encoding="unicode", short_empty_elements=True)


class _Drawing:
    def __init__(self, chart: Chart, plot: Plot) -> None:
        self.chart, self.plot = chart, plot
        self.name = f"{chart.id}-{plot.width}"
        names = tuple(dict.fromkeys(each.name for each in chart.series))
        self.signs = tuple(sign(names.index(each.name)) for each in chart.series)
        """A forecast has the sign of what it continues."""

    def drawn(self) -> Element:
        """A new SVG element, filled from pygal's."""
        height = float(self.plot.root.get("viewBox").split()[3])
        root = Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {self.plot.width} {height:g}",
            "role": "img",
            "aria-labelledby": f"{self.name}-title",
            "aria-describedby": f"{self.name}-description",
            "font-family": FONTS,
            "font-size": str(LABEL_SIZE),
            "fill": INK,
        })  # fmt: skip
        SubElement(root, "title", id=f"{self.name}-title").text = plain(self.chart.title)
        SubElement(root, "desc", id=f"{self.name}-description").text = plain(described(self.chart))
        definitions = SubElement(root, "defs")
        for place, _ in enumerate(self.chart.series):
            self._tile(definitions, place)
        if not len(definitions):
            root.remove(definitions)
        for child in self.plot.root:
            self._copy(child, root, ())
        return root

    def _tile(self, definitions: Element, place: int) -> None:
        look = self.signs[place]
        if not look.hatching or self.chart.kind is ChartKind.LINE:
            return
        tile = SubElement(
            definitions, "pattern", id=self._tile_id(place), width="8", height="8", patternUnits="userSpaceOnUse"
        )
        SubElement(tile, "rect", width="8", height="8", fill=look.color)
        SubElement(tile, "path", {"d": look.hatching, "stroke": PAPER, "stroke-width": "1.2", "fill": "none"})

    def _tile_id(self, place: int) -> str:
        return f"{self.name}-tile-{place}"

    def _copy(self, node: Any, parent: Element, within: tuple[str, ...]) -> None:
        """Copy what is to be seen of pygal's `node`; `within` are the classes around it, the outermost first."""
        tag = node.tag if isinstance(node.tag, str) else ""
        tag = tag.rpartition("}")[2]
        classes = node.get("class", "")
        if tag not in {"g", "path", "rect", "circle", "text"} or {"background", "tooltip"} & set(classes.split()):
            return
        if "tooltip-overlay" in classes:
            return
        look = self._look(tag, classes, within, node)
        if look is None:
            return
        if tag == "circle":
            place = f"translate({float(node.get('cx')):.2f} {float(node.get('cy')):.2f})"
            self._marker(parent, self._place(within), place)
            return
        kept = {name: _rounded(node.get(name)) for name in _GEOMETRY if node.get(name) is not None}
        if tag == "text" and "series" in " ".join(within) and not self.plot.horizontal:
            kept["y"] = _rounded(f"{float(kept['y']) - LIFTED:.2f}")
        made = SubElement(parent, tag, kept | look)
        if tag == "text":
            made.text = plain(node.text or "")
        inner = (*within, classes)
        if tag == "g" and "legend" in classes.split():
            self._legend(node, made, self._place((node.get("id", ""),)))
            return
        for number, child in enumerate(node):
            if tag == "g" and self._leaves_out(node, number):
                continue
            self._copy(child, made, inner)
        if tag == "g" and not len(made):
            parent.remove(made)

    def _leaves_out(self, node: Any, number: int) -> bool:
        """Whether a category's label finds no room. The last one, which matters most, always does."""
        along = "axis x" in node.get("class", "") and not self.plot.horizontal
        return along and bool((len(node) - 1 - number) % self.plot.steps)

    def _look(self, tag: str, classes: str, within: tuple[str, ...], node: Any) -> dict[str, str] | None:
        around = " ".join(within)
        if tag == "text":
            return self._text(classes, around)
        if tag == "path" and "axis" in around:
            return self._guide(classes, around)
        if tag in {"path", "rect", "circle"} and "series" in around:
            return self._series(tag, around, node)
        return {}

    def _text(self, classes: str, around: str) -> dict[str, str]:
        if "title" in classes:
            return {"text-anchor": "middle", "font-size": str(TITLE_SIZE), "fill": QUIET}
        if "axis y" in around:
            return {"text-anchor": "end", "fill": INK if self.plot.horizontal else QUIET}
        if "axis x" in around:
            return {"text-anchor": "middle", "fill": QUIET}
        if "series" in around:
            anchor = "start" if self.plot.horizontal else "middle"
            return {"text-anchor": anchor, "font-size": str(LABEL_SIZE - 1)}
        return {"text-anchor": "middle"} if "no_data" in classes else {}

    def _guide(self, classes: str, around: str) -> dict[str, str] | None:
        values = "axis x" if self.plot.horizontal else "axis y"
        if values in around:
            zero = "guide" not in classes.split()
            return {"stroke": QUIET if zero else LINE, "stroke-width": "1", "fill": "none"}
        return None  # guides of categories say nothing

    def _series(self, tag: str, around: str, node: Any) -> dict[str, str] | None:
        place = self._place((around,))
        look, expected = self.signs[place], self.chart.series[place].expected
        if "ci" in around.split():
            return {"stroke": INK, "stroke-width": "1.4", "fill": "none"}
        if tag == "path":
            return _stroke(look, expected) if self.chart.kind is ChartKind.LINE else None
        if tag == "rect":
            if not float(node.get("width") or 0) or not float(node.get("height") or 0):
                return None
            return self._bar(place)
        return {}

    def _bar(self, place: int) -> dict[str, str]:
        look = self.signs[place]
        if self.chart.series[place].expected:
            return {"fill": PAPER, "stroke": look.color, "stroke-width": "1.5", "stroke-dasharray": EXPECTED}
        fill = f"url(#{self._tile_id(place)})" if look.hatching else look.color
        return {"fill": fill, "stroke": look.color, "stroke-width": "1"}

    def _marker(self, parent: Element, place: int, transform: str) -> None:
        look, expected = self.signs[place], self.chart.series[place].expected
        ink = {"fill": PAPER if expected else look.color, "stroke": look.color, "stroke-width": "1.4"}
        SubElement(parent, "path", {"d": look.marker, "transform": transform, **ink})

    def _legend(self, node: Any, made: Element, place: int) -> None:
        """A sample of the series, and its name."""
        box = next(each for each in node if each.tag.endswith("rect"))
        left, top, size = (float(box.get(name)) for name in ("x", "y", "width"))
        if self.chart.kind is ChartKind.LINE:
            middle = top + size / 2
            stroke = _stroke(self.signs[place], self.chart.series[place].expected)
            SubElement(made, "path", {"d": f"M{left - 6:.2f} {middle:.2f} h{size + 8:.2f}", **stroke})
            self._marker(made, place, f"translate({left + size / 2 - 2:.2f} {middle:.2f})")
        else:
            square = {"x": f"{left:.2f}", "y": f"{top:.2f}", "width": f"{size:g}", "height": f"{size:g}"}
            SubElement(made, "rect", square | self._bar(place))
        words = next(each for each in node if each.tag.endswith("text"))
        text = SubElement(made, "text", {"x": _rounded(words.get("x")), "y": f"{top + size - 3:.2f}"})
        text.text = plain(words.text or "")

    def _place(self, within: tuple[str, ...]) -> int:
        """Which series of the chart pygal's classes name."""
        return next(_numbers(within))


def _numbers(within: tuple[str, ...]) -> Iterator[int]:
    for classes in within:
        yield from map(int, _SERIES.findall(classes))


def _stroke(look: Sign, expected: bool) -> dict[str, str]:
    dashes = EXPECTED if expected else look.dashes
    stroke = {"stroke": look.color, "stroke-width": "2.2", "stroke-linejoin": "round", "fill": "none"}
    return stroke | ({"stroke-dasharray": dashes} if dashes else {})


def _rounded(text: str) -> str:
    return _NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), text)
