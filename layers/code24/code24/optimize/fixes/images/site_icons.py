"""Icons of tabs without sizes that no browser shows."""

import io
from functools import partial

from PIL import Image
from PIL.IcoImagePlugin import IcoImageFile

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.pictures.reading import unwarned
from code24.website.website import Website

_SIDES = (16, 32, 48)
_LEAST = 2_000
"""Bytes that have to be saved for a file to be touched."""


@site_fix(
    "favicon-size",
    Phase.IMAGES,
    "The icon file has the sizes that browsers show, and no others",
    "favicon-size",
)
def favicon_size(website: Website, setting: Setting) -> Outcome:
    """Keep the pictures of 16, 32 and 48 pixels of each `.ico` file, packed."""
    files = []
    changes = []
    for file in website.files.values():
        if not file.path.lower().endswith(".ico") or not setting.allows("favicon-size", file.path):
            continue
        smaller = website.remembered(("smaller icon", file.sha256), partial(_packed, file.content))
        if smaller is not None:
            files.append(file.with_content(smaller))
            saved = len(file.content) - len(smaller)
            changes.append(Change(path=file.path, what=f"The icon is {saved:,} bytes smaller."))
    return Outcome(tuple(files), (), tuple(changes))


def _packed(body: bytes) -> bytes | None:
    """The smaller file; None for what is no icon, or no smaller."""
    target = io.BytesIO()
    try:
        with unwarned(), Image.open(io.BytesIO(body), formats=("ICO",)) as image:
            if not isinstance(image, IcoImageFile):
                return None
            largest = max(image.info.get("sizes", {image.size}))
            kept = [image.ico.getimage((side, side)) for side in _SIDES if (side, side) in image.info.get("sizes", ())]
            first = kept[-1] if kept else image.ico.getimage(largest)
            sizes = [frame.size for frame in kept] or [(side, side) for side in _SIDES if side <= largest[0]]
            first.save(target, "ICO", sizes=sizes, append_images=kept)
    except Exception:  # decoders raise whatever they stumble over in a broken file
        return None
    smaller = target.getvalue()
    return smaller if len(smaller) <= len(body) - _LEAST else None
