"""Colours with which a text passes: its own, or that of the ground behind it."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from coloraide import Color

from code24.build.brand.colors import Tone, nearest
from code24.website.accessibility.colors import Paint, contrast, mixed, paint
from code24.website.accessibility.contrast import Judged
from code24.website.accessibility.grounds import Layer, painted

_JUMP = 0.3
"""A shift of OKLCH lightness after which a colour is another one anyway: then it may as well be a plain one."""
_DARK, _LIGHT = 0.25, 0.98
GROUND = 0.12
"""The most that the lightness of a ground may move, and the least that a text has to move before one does."""
_NEAR = 0.06
"""Distance in Oklab of colours that are told apart side by side only: a page gets one instead of both."""
_MARGIN = 0.02
"""Ratio above what is needed, so that browsers' rounding does not undo it."""
_OPAQUE = 0.999
_PICTURES = frozenset({"img", "svg", "picture", "video", "canvas", "iframe", "object"})

type Levels = dict[int, float]
"""Opacities of layers by their number, where they are others than declared."""


class Solution(NamedTuple):
    """What changes so that a text passes."""

    color: str = ""
    """Of the text; empty where it stays."""
    ground: str = ""
    """Of the element behind it; empty where it stays."""
    is_opaque: bool = False
    """Whether the opacity of the layers goes: then colours are as they were seen through it."""
    moved: float = 0.0
    """How far the lightness of the text moves, from 0 to 1."""


def by_text(texts: Sequence[Judged], known: Collection[str] = (), *, is_smallest: bool = False) -> Solution | None:
    """The nearest colour of a text with which it passes; None where no colour does.

    Where none is enough because the element is seen through, it gets the colours that it is seen in, and no opacity:
    only its letters look different then. A colour of `known` is taken where it looks nearly the same, and one that
    becomes another one anyway is plain, unless the change is to be the smallest.
    """
    plain: list[Levels] = [{} for _ in texts]
    solid = [dict.fromkeys(range(len(text.layers)), 1.0) for text in texts]
    start, _ = painted(texts[0].color, texts[0].layers, solid[0])
    if (found := _text(texts, plain, start, known, is_smallest)) is not None:
        return found
    seen, ground = painted(texts[0].color, texts[0].layers, {})
    if _is_faded_alone(texts):
        found = _text(texts, solid, seen, known, is_smallest, ground.hex)
        back = ground.hex if ground_of(texts[0]).background.alpha > 0 else ""
    else:
        found, back = _text(texts, solid, seen, known, is_smallest), ""
    return found._replace(ground=back, is_opaque=True) if found is not None else None


def _text(  # noqa: PLR0917
    texts: Sequence[Judged],
    levels: Sequence[Levels],
    start: Paint,
    known: Collection[str],
    smallest: bool,
    ground: str = "",
) -> Solution | None:
    tone = _tone(start.hex)
    color = nearest(tone, lambda one: fits(texts, levels, color=one, ground=ground))
    if color is None:
        return None
    moved = _tone(color).lightness - tone.lightness
    if abs(moved) > _JUMP and not smallest:
        plain = tone.hex(_DARK if moved < 0 else _LIGHT)
        color = plain if fits(texts, levels, color=plain, ground=ground) else color
    near = (one for one in known if Color(one).distance(color, space="oklab") <= _NEAR)
    color = next((one for one in near if fits(texts, levels, color=one, ground=ground)), color)
    return Solution(color, moved=abs(moved))


def by_ground(texts: Sequence[Judged]) -> Solution | None:
    """The nearest colour of a ground with which all texts on it pass; None where it would look like another one."""
    if any(text.pseudo for text in texts) or ground_of(texts[0]).background.alpha < _OPAQUE:
        return None
    back = _tone(ground_of(texts[0]).background.hex)
    levels: list[Levels] = [{} for _ in texts]
    found = nearest(
        back, lambda one: fits(texts, levels, ground=one), lowest=back.lightness - GROUND,
        highest=back.lightness + GROUND,
    )  # fmt: skip
    return Solution(ground=found) if found is not None else None


def ground_of(text: Judged) -> Layer:
    """The layer that a text is seen on: the last one that paints anything, or is seen through."""
    return text.layers[_ground_number(text)]


def _ground_number(text: Judged) -> int:
    paints = (
        number
        for number in range(len(text.layers) - 1, -1, -1)
        if text.layers[number].background.alpha > 0 or text.layers[number].opacity < 1
    )
    return next(paints, 0)


def fits(texts: Sequence[Judged], levels: Sequence[Levels], *, color: str = "", ground: str = "") -> bool:
    """Whether texts pass with other colours; empty ones are as they are."""
    for text, level in zip(texts, levels, strict=True):
        if contrast(*seen_with(text, level, color, ground)) < text.needed + _MARGIN:
            return False
    return True


def seen_with(text: Judged, level: Levels, color: str = "", ground: str = "") -> tuple[Paint, Paint]:
    """The text's and its ground's colour as they are seen with other colours."""
    front, back = paint(color) if color else None, paint(ground) if ground else None
    layers, number = text.layers, _ground_number(text)
    if back is not None:
        layers = (*layers[:number], layers[number]._replace(background=back), *layers[number + 1 :])
    return painted(front if front is not None else text.color, layers, level)


def through(said: Paint, texts: Sequence[Judged]) -> str:
    """A colour of an element as it is seen through its opacity."""
    number = _ground_number(texts[0])
    _, behind = painted(texts[0].color, texts[0].layers[:number], {})
    return mixed(said.over(behind), behind, texts[0].layers[number].opacity).hex


def faded(texts: Sequence[Judged]) -> Iterator[int]:
    """Numbers of the layers that are seen through."""
    return (number for number, layer in enumerate(texts[0].layers) if layer.opacity < 1)


def _is_faded_alone(texts: Sequence[Judged]) -> bool:
    """Whether it is the ground of these texts alone that is seen through, with nothing in it but them."""
    grounds = {ground_of(text) for text in texts}
    if len(grounds) != 1 or len({text.color for text in texts}) != 1 or any(text.pseudo for text in texts):
        return False
    inside = texts[0].layers[_ground_number(texts[0])].element.iter_elements()
    is_alone = all(list(faded([text])) == [_ground_number(text)] for text in texts)
    return is_alone and not any(one.tag in _PICTURES for one in inside)


def _tone(color: str) -> Tone:
    """The tone of a colour with the hue that it has, however grey it is."""
    lightness, chroma, hue = Color(color).convert("oklch").coords(nans=False)
    return Tone(lightness, chroma, hue)


__all__ = ["GROUND", "Solution", "by_ground", "by_text", "faded", "fits", "ground_of", "seen_with", "through"]
