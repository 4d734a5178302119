"""A mark as layers of paint, and its SVG."""

from dataclasses import dataclass, replace
from html import escape

from code24.build.brand.shapes import Path, rectangle

PLATE = rectangle(0, 0, 100, 100, 20)
"""What a mark without a ground of its own stands on where something has to be behind it."""


@dataclass(frozen=True)
class Layer:
    """One painted path. A `stroke` width makes it a line with round joins, otherwise it is filled."""

    path: Path
    color: str
    stroke: float = 0.0
    round_caps: bool = True
    solid: bool = False
    """Overlapping contours add up (as in letters) rather than cut each other out."""
    clip: Path | None = None
    """Nothing outside this path is painted."""

    def moved(self, scale: float, x: float, y: float) -> "Layer":
        """The layer scaled about the origin, then shifted."""
        matrix = (scale, 0.0, 0.0, scale, x, y)
        clip = self.clip.moved(matrix) if self.clip else None
        return replace(self, path=self.path.moved(matrix), stroke=self.stroke * scale, clip=clip)


@dataclass(frozen=True)
class Drawing:
    """What is painted on a ground shape and clipped to it; without a shape the layers stand free."""

    ground: Path | None
    color: str
    """Of the ground, and of what icons put behind a free mark."""
    layers: tuple[Layer, ...]


def _layer_svg(layer: Layer, clip: str, kind: str) -> str:
    if layer.stroke:
        caps = ' stroke-linecap="round"' if layer.round_caps else ""
        paint = f'fill="none" stroke="{layer.color}" stroke-width="{layer.stroke:.4g}" stroke-linejoin="round"{caps}'
    else:
        paint = f'fill="{layer.color}"' + ("" if layer.solid else ' fill-rule="evenodd"')
    return f'<path{kind} {paint}{clip} d="{layer.path.d()}"/>'


def body_svg(drawing: Drawing, prefix: str = "mark", dark: Drawing | None = None) -> str:
    """The elements of the drawing, without the document around them. `prefix` starts every id.

    With `dark`, the same drawing in other colours, every element names its class for `_dark_style`.
    """
    named = dark is not None
    clips: list[Path] = [drawing.ground] if drawing.ground else []
    elements = []
    for at, layer in enumerate(drawing.layers):
        clip = ""
        if layer.clip:
            clips.append(layer.clip)
            clip = f' clip-path="url(#{prefix}{len(clips) - 1})"'
        kind = f' class="{"s" if layer.stroke else "f"}{at}"' if named else ""
        elements.append(_layer_svg(layer, clip, kind))
    defined = "".join(f'<clipPath id="{prefix}{at}"><path d="{path.d()}"/></clipPath>' for at, path in enumerate(clips))
    if drawing.ground is None:
        return defined + "".join(elements)
    kind = ' class="g"' if named else ""
    ground = f'<path{kind} fill="{drawing.color}" d="{drawing.ground.d()}"/>'
    return f'{defined}{ground}<g clip-path="url(#{prefix}0)">{"".join(elements)}</g>'


def _dark_style(dark: Drawing) -> str:
    rules = f".g{{fill:{dark.color}}}" if dark.ground else ""
    rules += "".join(
        f".s{at}{{stroke:{layer.color}}}" if layer.stroke else f".f{at}{{fill:{layer.color}}}"
        for at, layer in enumerate(dark.layers)
    )
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"


def to_svg(drawing: Drawing, title: str, dark: Drawing | None = None) -> str:
    """A standalone SVG document, 100 units square; with `dark` it takes those colours where the system is dark."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100" role="img">'
        f"<title>{escape(title)}</title>{_dark_style(dark) if dark else ''}{body_svg(drawing, dark=dark)}</svg>"
    )
