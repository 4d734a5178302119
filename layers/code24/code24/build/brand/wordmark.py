"""The wordmark: mark and name in one standalone SVG."""

import unicodedata
from html import escape

from code24.build.brand.drawing import Drawing, body_svg

SIZE, GAP, LEADING = 40, 28, 46
LONG = 26
"""Names of more characters are set on two lines."""


def is_right_to_left(text: str) -> bool:
    """True when the first strong character runs from right to left (UAX 9, P2)."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction != "L" for direction in directions if direction in {"L", "R", "AL"}), False)


def text_width(text: str) -> float:
    """The width of a text in em, about: by the East Asian width and the kind of each character."""
    width = 0.0
    for letter in text:
        if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn"}:
            continue
        if unicodedata.east_asian_width(letter) in {"W", "F"}:
            width += 1.0
        elif letter in "iljtfrI.,:;'|! ":
            width += 0.32
        elif letter in "mwMW@" or unicodedata.category(letter) == "So":
            width += 0.88
        else:
            width += 0.66 if letter.isupper() else 0.54
    return max(width, 0.5)


def _lines(name: str) -> list[str]:
    if len(name) <= LONG or " " not in name:
        return [name]
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda at: abs(at - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]


def to_wordmark(name: str, drawing: Drawing, font: str, color: str) -> str:
    """The SVG. `textLength` holds the text to the computed width, so that no machine's font can cut it off."""
    lines = _lines(name)
    widths = [round(text_width(line) * SIZE) for line in lines]
    total = 100 + GAP + max(widths)
    backwards = is_right_to_left(name)
    mark_x, text_x = (total - 100, total - 100 - GAP) if backwards else (0, 100 + GAP)
    top = 64 if len(lines) == 1 else 64 - LEADING / 2
    texts = "".join(
        f'<text x="{text_x}" y="{top + at * LEADING:g}" textLength="{width}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(line)}</text>"
        for at, (line, width) in enumerate(zip(lines, widths, strict=True))
    )
    direction = ' direction="rtl"' if backwards else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} 100" width="{total}" height="100" role="img">'
        f"<title>{escape(name)}</title>"
        f'<svg x="{mark_x}" width="100" height="100" viewBox="0 0 100 100">{body_svg(drawing)}</svg>'
        f'<g font-family="{escape(font)}" font-size="{SIZE}" font-weight="700" fill="{color}"{direction}>'
        f"{texts}</g></svg>"
    )
