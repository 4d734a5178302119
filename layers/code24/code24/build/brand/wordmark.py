"""The wordmark: mark and name in one standalone SVG."""

import unicodedata
from html import escape

from code24.build.brand.drawing import Drawing, body_svg
from code24.build.brand.lettering import Lettering, broken
from code24.build.brand.models import Palette

SIZE, GAP, LEADING = 40, 28, 46
LONG = 26
"""Names of more characters are set on two lines."""
LINE, BLOCK = 58.0, 92.0
"""Size of lettering of one line beside a mark of 100 units, and the most height that several lines take."""


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


def _document(name: str, mark: Drawing, width: float, content: str) -> str:
    """Mark and content side by side, in the direction that the name is read in."""
    total = round(100 + GAP + width, 1)
    mark_x = total - 100 if is_right_to_left(name) else 0
    size = f'viewBox="0 0 {total:g} 100" width="{total:g}" height="100"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
        f'<title>{escape(name)}</title><svg x="{mark_x:g}" width="100" height="100" viewBox="0 0 100 100">'
        f"{body_svg(mark)}</svg>{content}</svg>"
    )


def _as_text(name: str, mark: Drawing, font: str, color: str) -> str:
    """`textLength` holds the text to the computed width, so that no machine's font can cut it off."""
    lines = broken(name, 2 if len(name) > LONG else 1)
    widths = [round(text_width(line) * SIZE) for line in lines]
    backwards = is_right_to_left(name)
    text_x = max(widths) if backwards else 100 + GAP
    top = 64 if len(lines) == 1 else 64 - LEADING / 2
    texts = "".join(
        f'<text x="{text_x}" y="{top + at * LEADING:g}" textLength="{width}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(line)}</text>"
        for at, (line, width) in enumerate(zip(lines, widths, strict=True))
    )
    direction = ' direction="rtl"' if backwards else ""
    styled = f'font-family="{escape(font)}" font-size="{SIZE}" font-weight="700" fill="{color}"{direction}'
    return _document(name, mark, max(widths), f"<g {styled}>{texts}</g>")


def to_wordmark(name: str, mark: Drawing, lettering: Lettering | None, font: str, palette: Palette) -> str:
    """The SVG: outlines that look the same everywhere, or text in system families where no shipped family sets it."""
    if lettering is None:
        return _as_text(name, mark, font, palette.text)
    size = LINE if lettering.lines == 1 else min(LINE, BLOCK / lettering.height)
    size = min(size, BLOCK / lettering.height)
    x = 0.0 if is_right_to_left(name) else 100.0 + GAP
    y = 50 - size * lettering.height / 2
    paths = "".join(
        f'<path fill="{getattr(palette, role)}" d="{path.moved((size, 0, 0, size, x, y)).d(1)}"/>'
        for path, role in lettering.shapes
    )
    return _document(name, mark, size * lettering.width, paths)
