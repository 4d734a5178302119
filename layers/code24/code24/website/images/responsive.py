"""Which file of several a phone picks for a picture (HTML, 4.8.4.3)."""

import re

from turbohtml import Element

from code24.website.images.srcset import candidates

WIDTH = 412.0
DENSITY = 1.75
"""CSS pixels and device pixels each of Lighthouse's mobile emulation."""

_PIXELS = re.compile(r"(\d+(?:\.\d+)?)\s*(px|vw)\s*$", re.IGNORECASE)
_SHOWN = frozenset({"image/avif", "image/webp", "image/png", "image/jpeg", "image/gif", "image/svg+xml"})


def chosen_picture(element: Element) -> str | None:
    """The address that an `img` (its `picture` considered) or an image preload loads; None where it has none."""
    parent = element.parent
    if element.tag == "img" and isinstance(parent, Element) and parent.tag == "picture":
        for source in parent.select("source"):
            kind = (source.attr("type") or "").strip().lower()
            if (not kind or kind in _SHOWN) and _media_matches(source.attr("media")) and source.attr("srcset"):
                return _best(source.attr("srcset") or "", source.attr("sizes"))
    prefix = "image" if element.tag == "link" else ""
    chosen = _best(element.attr(f"{prefix}srcset") or "", element.attr(f"{prefix}sizes"))
    return chosen or element.attr("href" if element.tag == "link" else "src") or None


def _best(srcset: str, sizes: str | None) -> str | None:
    width = _shown_width(sizes)
    dense = [(each.width / width if each.width else each.density or 1.0, each.url) for each in candidates(srcset)]
    enough = [each for each in dense if each[0] >= DENSITY]
    return (min(enough) if enough else max(dense))[1] if dense else None


def _shown_width(sizes: str | None) -> float:
    """CSS pixels by `sizes`: of the first entry whose media condition a phone meets; the whole width without one."""
    for entry in (sizes or "").split(","):
        condition, _, length = entry.strip().rpartition(" ")
        found = _PIXELS.match(length or entry.strip())
        if found and _media_matches(condition):
            return max(1.0, float(found[1]) * (WIDTH / 100 if found[2].lower() == "vw" else 1))
    return WIDTH


def _media_matches(condition: str | None) -> bool:
    """Whether a phone meets a media condition, by its widths alone."""
    for kind, value in re.findall(r"\((min|max)-width:\s*(\d+(?:\.\d+)?)(?:px)?\)", condition or "", re.IGNORECASE):
        if (kind.lower() == "min") is (float(value) > WIDTH):
            return False
    return True
