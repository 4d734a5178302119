"""The colour that a website is known by, told from its pages and stylesheets."""

import re
from collections import Counter

from code24.website.website import Website

FALLBACK = "#1f2937"
"""A quiet dark grey for websites without any colour."""
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_NAMED = re.compile(
    r"--(?:[\w-]+-)?(?:primary|brand|accent|main|theme)(?:-color)?\s*:\s*(#[0-9a-f]{6}|#[0-9a-f]{3})\b", re.IGNORECASE
)
_SATURATED = 0.25
_MOST_TEXT = 2_000_000


def own_color(website: Website) -> str:
    """What `theme-color` says, a property named primary, the most frequent colour that is no grey, or a dark grey.

    As `#rrggbb`.
    """
    return website.remembered(("own color", website.fingerprint), lambda: _own_color(website))


def text_on(color: str) -> str:
    """Black or white, whichever has more contrast on a colour (WCAG 2.2, relative luminance)."""
    light = _luminance(color)
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "#111111"


def _own_color(website: Website) -> str:
    for page in website.pages:
        said = (page.meta("theme-color") or "").strip().lower()
        if _HEX.fullmatch(said) and _is_color(_long(said)):
            return _long(said)
    sheets = [file.text for file in website.files.values() if file.media_type == "text/css"]
    sheets += [style.text for page in website.pages for style in page.named("style")]
    css = "\n".join(sheets)[:_MOST_TEXT]
    named = [_long(found) for found in _NAMED.findall(css)]
    counted = Counter(_long(f"#{found}") for found in _HEX.findall(css))
    frequent = sorted(counted, key=lambda color: (-counted[color], color))
    return next((color for color in [*named, *frequent] if _is_color(color)), FALLBACK)


def _long(color: str) -> str:
    digits = color.lower().removeprefix("#")
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(digit * 2 for digit in digits)


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _is_color(color: str) -> bool:
    """Whether it is neither a grey nor close to white."""
    parts = _parts(color)
    return max(parts) - min(parts) >= _SATURATED and min(parts) < 0.85


def _luminance(color: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
