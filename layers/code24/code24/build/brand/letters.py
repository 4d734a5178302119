"""Letterforms as strokes: an alphabet of lines and arcs on a 100 by 100 square, for monograms.

Drawn for Code24. Having the geometry, and not a font, makes the SVG and the pixel icons the same everywhere.
"""

import unicodedata

from code24.build.brand.shapes import Path, arc, curve, line

LEFT, RIGHT, TOP, BOTTOM, MIDDLE, CENTER = 18.0, 82.0, 8.0, 92.0, 50.0, 50.0


def _bowl(top: float, bottom: float, left: float = LEFT, depth: float = 58.0) -> Path:
    radius = (bottom - top) / 2
    straight = max(left, left + depth - radius)
    middle = (top + bottom) / 2
    return (
        line((left, top), (straight, top))
        + arc(straight, middle, radius, radius, -90, 90)
        + line((straight, bottom), (left, bottom))
    )


_STEM = line((LEFT, TOP), (LEFT, BOTTOM))
_ROUND = arc(CENTER, MIDDLE, 42, 42, 0, 360)

LETTERS: dict[str, Path] = {
    "A": line((10, BOTTOM), (CENTER, TOP), (90, BOTTOM)) + line((24.5, 63), (75.5, 63)),
    "B": _STEM + _bowl(TOP, 48, depth=54) + _bowl(48, BOTTOM, depth=62),
    "C": arc(CENTER, MIDDLE, 42, 42, -42, -318),
    "D": _STEM + _bowl(TOP, BOTTOM, depth=66),
    "E": line((78, TOP), (22, TOP), (22, BOTTOM), (78, BOTTOM)) + line((22, MIDDLE), (70, MIDDLE)),
    "F": line((78, TOP), (22, TOP), (22, BOTTOM)) + line((22, 52), (68, 52)),
    "G": arc(CENTER, MIDDLE, 42, 42, -42, -360) + line((92, MIDDLE), (56, MIDDLE)),
    "H": _STEM + line((RIGHT, TOP), (RIGHT, BOTTOM)) + line((LEFT, MIDDLE), (RIGHT, MIDDLE)),
    "I": line((CENTER, TOP), (CENTER, BOTTOM)),
    "J": line((66, TOP), (66, 64)) + arc(41, 64, 25, 28, 0, 160),
    "K": _STEM + line((80, TOP), (LEFT, 58)) + line((38, 43), (84, BOTTOM)),
    "L": line((24, TOP), (24, BOTTOM), (80, BOTTOM)),
    "M": line((10, BOTTOM), (10, TOP), (CENTER, 66), (90, TOP), (90, BOTTOM)),
    "N": line((LEFT, BOTTOM), (LEFT, TOP), (RIGHT, BOTTOM), (RIGHT, TOP)),
    "O": _ROUND,
    "P": _STEM + _bowl(TOP, 56, depth=60),
    "Q": _ROUND + line((62, 62), (90, BOTTOM)),
    "R": _STEM + _bowl(TOP, 54, depth=60) + line((50, 54), (82, BOTTOM)),
    "S": curve(
        (78, 22),
        (72, 12),
        (62, 8),
        (50, 8),
        (33, 8),
        (22, 17),
        (22, 29),
        (22, 56),
        (79, 43),
        (79, 70),
        (79, 84),
        (66, 92),
        (50, 92),
        (36, 92),
        (25, 86),
        (20, 75),
    ),
    "T": line((12, TOP), (88, TOP)) + line((CENTER, TOP), (CENTER, BOTTOM)),
    "U": line((LEFT, TOP), (LEFT, 60)) + arc(CENTER, 60, 32, 32, 180, 0) + line((RIGHT, 60), (RIGHT, TOP)),
    "V": line((12, TOP), (CENTER, BOTTOM), (88, TOP)),
    "W": line((6, TOP), (28, BOTTOM), (CENTER, 30), (72, BOTTOM), (94, TOP)),
    "X": line((16, TOP), (84, BOTTOM)) + line((84, TOP), (16, BOTTOM)),
    "Y": line((14, TOP), (CENTER, 52), (86, TOP)) + line((CENTER, 52), (CENTER, BOTTOM)),
    "Z": line((18, TOP), (82, TOP), (18, BOTTOM), (82, BOTTOM)),
    "0": arc(CENTER, MIDDLE, 32, 42, 0, 360),
    "1": line((30, 24), (54, TOP), (54, BOTTOM)),
    "2": curve((22, 30), (22, 16), (34, 8), (50, 8), (67, 8), (78, 18), (78, 31), (78, 52), (44, 66), (22, 92))
    + line((22, BOTTOM), (80, BOTTOM)),
    "3": line((24, TOP), (76, TOP), (46, 42)) + arc(48, 66, 30, 26, -95, 150),
    "4": line((64, BOTTOM), (64, TOP), (16, 66), (86, 66)),
    "5": line((74, TOP), (32, TOP), (28, 44)) + arc(49, 64, 30, 28, -135, 150),
    "6": arc(CENTER, 62, 30, 30, 0, 360) + line((62, TOP), (23, 50)),
    "7": line((20, TOP), (80, TOP), (40, BOTTOM)),
    "8": arc(CENTER, 28, 24, 20, 0, 360) + arc(CENTER, 70, 29, 22, 0, 360),
    "9": arc(CENTER, 38, 30, 30, 0, 360) + line((38, BOTTOM), (77, 50)),
}


def initials(name: str) -> str:
    """Up to two initials that the alphabet can draw, with accents dropped; empty for other scripts and emoji.

    Words of one letter and small joining words do not count unless there is nothing else.
    """
    plain = unicodedata.normalize("NFKD", name)
    words = "".join(
        letter if letter.isalnum() or unicodedata.combining(letter) or letter in "'\u2019" else " " for letter in plain
    )
    found = [word for word in words.upper().split() if word[0] in LETTERS]
    if not found or any(letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN") for letter in plain):
        return ""
    telling = [
        word
        for word in found
        if word not in {"THE", "AND", "OF", "DER", "DIE", "DAS", "UND", "LA", "LE", "EL", "DE", "Y", "E", "DU", "DI"}
    ]
    return "".join(word[0] for word in (telling or found)[:2])
