"""The picture of links that are shared elsewhere: the brand's colours, its mark, its name, and what it is."""

from dataclasses import dataclass

from PIL import Image

from code24.build.brand.dice import Dice
from code24.build.brand.drawing import PLATE, Drawing, Layer
from code24.build.brand.icons import centered, to_base64
from code24.build.brand.lettering import Lettering
from code24.build.brand.models import Palette, Voice
from code24.build.brand.raster import Canvas
from code24.build.brand.shapes import Path, circle, polygon, rectangle
from code24.build.brand.wordmark import is_right_to_left
from code24.fonts.catalog import Family
from code24.fonts.outlines import outline

WIDTH, HEIGHT, EDGE = 1200, 630, 84
LARGEST, LINE = 128.0, 36.0
"""Sizes in pixels: of the name at most, and of the line under it."""


@dataclass(frozen=True)
class Shown:
    """What the picture shows."""

    name: str
    lettering: Lettering | None
    mark: Drawing
    line: str
    """What and where the business is, in its owner's words."""
    body: Family | None
    voice: Voice


@dataclass(frozen=True, eq=False)
class _Scheme:
    """Colours: what the picture stands on, its name, the rest of its text, and the panel."""

    ground: str
    name: dict[str, str]
    """Colour by the roles of the lettering."""
    line: str
    panel: str
    tint: str
    """Of the large mark on the panel, near to the panel's colour."""
    soft: str
    """What marks have behind them; the large mark goes without it."""


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _scheme(palette: Palette, dice: Dice, voice: Voice) -> _Scheme:
    light = _Scheme(
        palette.background,
        {role: getattr(palette, role) for role in ("text", "primary", "accent_text")},
        palette.muted,
        palette.primary_soft,
        _mixed(palette.primary_soft, palette.primary, 0.14),
        palette.primary_soft,
    )
    strong = _Scheme(
        palette.primary,
        dict.fromkeys(("text", "primary", "accent_text"), palette.on_primary),
        palette.on_primary,
        _mixed(palette.primary, palette.on_primary, 0.1),
        _mixed(palette.primary, palette.on_primary, 0.2),
        palette.primary_soft,
    )
    return dice.weighted(
        {light: 1.2, strong: {Voice.BOLD: 3.0, Voice.PLAYFUL: 2.0, Voice.REFINED: 0.7}.get(voice, 1.0)}
    )


def _one_color(drawing: Drawing, color: str, ground: str) -> tuple[Layer, ...]:
    """The mark's layers in one colour; what takes away from them takes the ground's."""
    return tuple(
        Layer(
            each.path,
            ground if each.color == drawing.color else color,
            each.stroke,
            each.round_caps,
            each.solid,
            each.clip,
        )
        for each in drawing.layers
    )


def _fitting(lettering: Lettering, width: float, height: float) -> float:
    return min(LARGEST, width / lettering.width, height / lettering.height)


def _line(shown: Shown, width: float) -> tuple[Path, float] | None:
    if not shown.line or shown.body is None:
        return None
    found = outline(shown.line, shown.body, min(shown.body.body), tracking=0.005)
    if found is None or not found.segments:
        return None
    size = min(LINE, width / found.width)
    return (Path(found.segments).moved((size, 0, 0, size, 0, 0)), found.width * size) if size > 18 else None


def _panel_shape(voice: Voice, left: float, right: float, dice: Dice) -> Path:
    """The panel's outline, on whichever side it lies: straight, slanted, bowed or arched."""
    inner, outer = (left, right) if left > 0 else (right, left)
    away = 1 if outer > inner else -1
    tall = HEIGHT
    shapes = {
        "straight": polygon((inner, 0), (outer, 0), (outer, tall), (inner, tall)),
        "slanted": polygon((inner + away * 90, 0), (outer, 0), (outer, tall), (inner - away * 50, tall)),
        "bowed": circle(inner + away * 420, tall / 2, 440),
        "arched": rectangle(min(inner, outer - away * 60), 70, abs(outer - away * 60 - inner), tall, (170, 170, 0, 0)),
    }
    liked = {
        Voice.BOLD: ("slanted", "straight"),
        Voice.PLAYFUL: ("bowed", "slanted"),
        Voice.WARM: ("arched", "bowed", "straight"),
        Voice.CALM: ("bowed", "arched"),
        Voice.REFINED: ("arched", "straight"),
    }.get(voice, ("straight", "slanted"))
    return shapes[dice.pick(liked)]


def _panel(canvas: Canvas, shown: Shown, scheme: _Scheme, panel: Path) -> None:
    """A panel with the mark's shapes, larger than it."""
    canvas.paint(Layer(panel, scheme.panel))
    telling = tuple(each for each in shown.mark.layers if each.color != scheme.soft)
    large = centered(Drawing(None, shown.mark.color, telling), 1.0)
    left, _, right, _ = panel.bounds()
    size = HEIGHT * 1.22
    x, y = (max(left, 0) + min(right, WIDTH)) / 2 - size * 0.38, HEIGHT / 2 - size * 0.44
    for layer in _one_color(large, scheme.tint, scheme.panel):
        canvas.paint(layer.moved(size / 100, x, y), panel)


def _standing(mark: Drawing) -> Drawing:
    """The mark on something that it was drawn for."""
    return mark if mark.ground else Drawing(PLATE, mark.color, centered(mark, 0.7).layers)


def social_picture(shown: Shown, palette: Palette, dice: Dice) -> Image.Image:
    """1200 x 630 pixels. A name that no shipped family sets is left to the text around the picture."""
    scheme = _scheme(palette, dice, shown.voice)
    canvas = Canvas(WIDTH, HEIGHT, scheme.ground, samples=3)
    backwards = is_right_to_left(shown.name)
    panel = (0.0, 400.0) if backwards else (800.0, float(WIDTH))
    if shown.lettering is None:
        _panel(canvas, shown, scheme, rectangle(0, 0, WIDTH, HEIGHT))
        canvas.draw(_standing(shown.mark), 300, (WIDTH - 300) / 2, (HEIGHT - 300) / 2)
        return canvas.picture()
    _panel(canvas, shown, scheme, _panel_shape(shown.voice, *panel, dice))
    room = 800.0 - 1.6 * EDGE
    left = WIDTH - EDGE - room if backwards else float(EDGE)
    size = _fitting(shown.lettering, room, 260)
    line = _line(shown, room)
    mark, gap = 136.0, 60.0
    height = mark + gap + size * shown.lettering.height + (LINE + 34 if line else 0)
    y = (HEIGHT - height) / 2
    stands = shown.mark if scheme.ground == shown.mark.color else _standing(shown.mark)
    canvas.draw(stands, mark, left + room - mark if backwards else left, y)
    y += mark + gap
    x = left + room - size * shown.lettering.width if backwards else left
    for path, role in shown.lettering.shapes:
        canvas.paint(Layer(path.moved((size, 0, 0, size, x, y)), scheme.name[role], solid=True))
    if line:
        path, width = line
        y += size * shown.lettering.height + 34 + LINE * 0.75
        canvas.paint(
            Layer(path.moved((1, 0, 0, 1, left + room - width if backwards else left, y)), scheme.line, solid=True)
        )
    return canvas.picture()


def to_social_png(shown: Shown, palette: Palette, dice: Dice) -> str:
    """The picture as base64 PNG."""
    return to_base64(social_picture(shown, palette, dice), "PNG", compress_level=7)
