"""Pictures of pages before and after, kept beside the report."""

import io
from pathlib import Path

from PIL import Image

from code24.optimize.ports import View
from code24.optimize.reporting.page import Pair

_WIDTH = 640
_TALLEST = 2_400
_QUALITY = 75


class Album:
    """What was looked at, as small WebP files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pictures: list[Pair] = []

    def add(self, before: View, after: View) -> None:
        """Keep both looks at a page."""
        number = len(self.pictures)
        names = [f"pictures/{number:02}-{name}.webp" for name in ("before", "after")]
        for name, view in zip(names, (before, after), strict=True):
            (self._folder / "pictures").mkdir(parents=True, exist_ok=True)
            (self._folder / name).write_bytes(_small(view.picture))
        self.pictures.append(Pair(before.path, before.width, names[0], names[1]))


def _small(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture)) as image:
        width = min(_WIDTH, image.width)
        small = image.convert("RGB").resize((width, max(1, round(image.height * width / image.width))))
        kept = small.crop((0, 0, small.width, min(small.height, _TALLEST)))
        body = io.BytesIO()
        kept.save(body, "WEBP", quality=_QUALITY)
        return body.getvalue()
