"""Pictures of pages in two releases, and of the pixels that differ."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from selenium.common.exceptions import WebDriverException

from code24.optimize.proving.pictures import changed, share
from local.errors import LocalCloudError
from local.gallery.browser import Browser, browser
from local.gallery.camera import DESKTOP, PHONE, View
from local.settings import LOOPBACK

VIEWS = (PHONE, DESKTOP)
_MARK = (214, 0, 108)
_PALE = 0.25
"""How much of the new picture is left behind the marked pixels."""


@dataclass(frozen=True)
class Place:
    """Where two releases are to be seen, and where the pictures go."""

    folder: Path
    previews: tuple[str, str]
    """Home pages of the releases, the earlier one first."""


@dataclass(frozen=True)
class Picture:
    """A page on one screen: the names of its files, and how much of it differs."""

    path: str
    view: str
    before: str | None
    after: str | None
    marked: str | None
    """The new picture with what differs marked; None where the page is in one release only."""
    differs: float
    """Part of the pixels, 0 to 1."""


def photographed(place: Place, pages: Sequence[Mapping[str, Any]]) -> tuple[Picture, ...]:
    """Every page that changed, on a phone and on a desk, before and after.

    Raises LocalCloudError where Chromium is missing or a page cannot be seen.
    """
    rules = f"--host-resolver-rules=MAP *.localhost {LOOPBACK}, MAP * ~NOTFOUND"
    with TemporaryDirectory() as profile, browser(Path(profile), rules) as chromium:
        return tuple(
            _compared(place, chromium, number, page, view) for number, page in enumerate(pages) for view in VIEWS
        )


def _compared(place: Place, chromium: Browser, number: int, page: Mapping[str, Any], view: View) -> Picture:
    there = (page["change"] != "added", page["change"] != "removed")
    names: list[str | None] = [None, None]
    taken: list[Image.Image] = []
    for at, name in enumerate(("before", "after")):
        if there[at]:
            body = _seen(chromium, place.previews[at].rstrip("/") + page["path"], view)
            names[at] = f"{number}-{view.name}-{name}.webp"
            (place.folder / str(names[at])).write_bytes(body)
            taken.append(Image.open(io.BytesIO(body)).convert("RGB"))
    marked, differs = None, 1.0
    if len(taken) == 2:
        image, differs = difference(*taken)
        marked = f"{number}-{view.name}-marked.webp"
        image.save(place.folder / marked, quality=70)
    return Picture(page["path"], view.name, names[0], names[1], marked, differs)


def _seen(chromium: Browser, url: str, view: View) -> bytes:
    try:
        chromium.open(url, view.width, view.height)
        look = chromium.seen()
        return chromium.picture(view.width, max(view.height, int(look.measured["scrollHeight"])))
    except WebDriverException as error:
        raise LocalCloudError(f"{url} could not be photographed ({view.name}): {error.msg}") from error


def difference(before: Image.Image, after: Image.Image) -> tuple[Image.Image, float]:
    """The new picture, pale, with every pixel marked that differs; and what part of all pixels that is.

    Pictures of different heights are compared from the top; what only one of them has differs.
    """
    width, height = max(before.width, after.width), max(before.height, after.height)
    mask = changed(before, after)
    pale = Image.blend(Image.new("RGB", (width, height), "white"), _on_sheet(after, width, height, "white"), _PALE)
    pale.paste(_MARK, mask=mask)
    return pale, share(mask)


def _on_sheet(image: Image.Image, width: int, height: int, color: str) -> Image.Image:
    if image.size == (width, height):
        return image
    sheet = Image.new("RGB", (width, height), color)
    sheet.paste(image, (0, 0))
    return sheet
