"""How wide a picture is drawn on screens of all widths, and the `sizes` that says so (HTML, 4.8.4.2.3)."""

from collections.abc import Mapping
from math import ceil

SCREENS = (360, 412, 575, 767, 991, 1199, 1350, 1920)
"""CSS pixels of width that layouts are asked at: two phones, the widest screens below where frameworks change columns
(Bootstrap and Foundation at 576, 768, 992 and 1200), a laptop, a desktop."""
STEPS = (160, 320, 480, 640, 800, 1080, 1400, 2000)
"""Widths that pictures are made at, in pixels of the file."""
MOST_FILES = 5
_PHONE = 412
_PHONE_DENSITY = 1.75
"""Device pixels a CSS pixel of the phone that Lighthouse emulates, which is one in the middle of the market."""
_ROUND = 8
_SAME = 0.025
"""Shares of the screen that count as one."""
_SAME_PIXELS = 1.5


def sizes(drawn: Mapping[int, float]) -> str:
    """The attribute's text for drawn widths by screen width."""
    screens = sorted(drawn)
    entries: list[tuple[int, str, int]] = []
    for index, screen in enumerate(screens):
        around = [each for each in screens[max(0, index - 1) : index + 2] if each != screen]
        share = drawn[screen] / screen
        is_fixed = any(abs(drawn[each] - drawn[screen]) < _SAME_PIXELS for each in around)
        is_share = not is_fixed and any(abs(drawn[each] / each - share) < _SAME for each in around)
        unit, value = ("vw", ceil(share * 100)) if is_share else ("px", ceil(drawn[screen]))
        if entries and entries[-1][1] == unit and abs(entries[-1][2] - value) <= (2 if is_share else 1):
            value = max(value, entries.pop()[2])
        entries.append((screen, unit, value))
    *before, (_, unit, value) = entries or [(0, "vw", 100)]
    return ", ".join([*(f"(max-width: {end}px) {length}{kind}" for end, kind, length in before), f"{value}{unit}"])


def needed(drawn: Mapping[int, float]) -> tuple[float, float]:
    """The least and the most pixels of width that a file is looked at with.

    Phones have up to 2.6 device pixels a CSS pixel, tablets 2, and so have the screens of laptops; what is as wide as a
    desktop's screen is sent with one, as a photograph of twice that is nothing that an eye sees.
    """
    most = max((width * _density(screen) for screen, width in drawn.items()), default=0.0)
    return min(drawn.values(), default=0.0), most


def widths(natural: float, drawn: Mapping[int, float]) -> tuple[int, ...]:
    """The widths to make of a picture that is `natural` pixels wide, in pixels of the file; nothing is enlarged.

    One is what the phone in the middle needs to the pixel, the others are the steps from the least to the most needed.
    """
    least, most = needed(drawn)
    largest = next((step for step in STEPS if step >= most * 0.95), STEPS[-1])
    if largest >= natural * 0.9:
        largest = int(min(natural, STEPS[-1]))
    phone = ceil(drawn.get(_PHONE, 0.0) * _PHONE_DENSITY / _ROUND) * _ROUND
    chosen = {step for step in STEPS if least * 0.95 <= step < largest * 0.85}
    if least <= phone < largest * 0.92:
        chosen = {step for step in chosen if abs(step / phone - 1) > 0.12} | {phone}
    ordered = sorted(chosen | {largest})
    while len(ordered) > MOST_FILES:
        inner = [at for at in range(1, len(ordered) - 1) if ordered[at] != phone] or [1]
        ordered.pop(min(inner, key=lambda at: ordered[at + 1] / ordered[at - 1]))
    return tuple(ordered)


def _density(screen: int) -> float:
    if screen <= 480:
        return 2.6
    return 2.0 if screen <= 1000 else 1.5
