"""Making somebody's website fit into a release: paths and sizes that it can hold, and no path that the platform serves.

`/media/` belongs to all sites together, so nothing of a website may have a name of its own choice there; what is too
large for a release goes there under its content's hash, if it is of a kind that no browser runs.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from code24.optimize.importing.external_paths import clashing
from code24.optimize.importing.rewriting import Editing, edit_page
from code24.optimize.importing.stylesheets import edit_stylesheet
from code24.sites.bundle import FILE_LIMIT, UNFIT
from code24.website.models import WebFile
from code24.website.website import Website, base_of

MEDIA = "/media/"
"""What lies in the media bucket, and is served from there on every site."""
MOST_BYTES = 30_000_000
"""Of all files of a website in its release, so that there is room for the variants that fixes make."""
MOST_FILES = 700
_OWN_MEDIA = "/media-files/"
_INERT = re.compile(r"(?:video|audio|font)/[\w.+-]+|image/(?:png|jpeg|gif|webp|avif)|application/pdf")
"""Types that no browser runs anything of: SVG, HTML and scripts of one site must not be found on another's host."""
_ENDING = re.compile(r"\.[a-z0-9]{1,8}$")


class Fitted(NamedTuple):
    """A website that a release can hold, and what had to give way."""

    website: Website
    notes: tuple[str, ...]


def fitted(website: Website) -> Fitted:
    """Move what cannot stay where it is, with every address that leads to it; leave out what fits nowhere.

    What is left out and was read from the web is loaded from there as before. Doing it twice changes nothing more.
    """
    large, left_out = _large(website)
    moves = _renamed(website, large, left_out) | large
    if not moves and not left_out:
        return Fitted(website, ())
    notes = [
        f"{path} has {len(website.files[path].content):,} bytes and was left out: a file holds {FILE_LIMIT:,}."
        for path in left_out
    ]
    files = [
        WebFile(moves.get(path, path), file.content_type, _content(file, website, moves, left_out), file.headers,
                file.source)
        for path, file in website.files.items()
        if path not in left_out
    ]  # fmt: skip
    return Fitted(Website(files, origin=website.origin, memory=website.memory), tuple(notes))


def _large(website: Website) -> tuple[dict[str, str], dict[str, str | None]]:
    """What goes to the media bucket, with its path there, and what can go nowhere, with where it was read from."""
    moves: dict[str, str] = {}
    left_out: dict[str, str | None] = {}
    kept, count = sum(len(file.content) for file in website.files.values()), len(website.files)
    for path, file in sorted(website.files.items(), key=lambda entry: -len(entry[1].content)):
        if _is_at_home(file):
            kept, count = kept - len(file.content), count - 1
            continue
        too_large = len(file.content) > FILE_LIMIT
        if not too_large and kept <= MOST_BYTES and count <= MOST_FILES:
            continue
        if _INERT.fullmatch(file.media_type):
            moves[path] = _media_path(file)
        elif too_large:
            left_out[path] = file.source
        else:
            continue
        kept, count = kept - len(file.content), count - 1
    return moves, left_out


def _renamed(website: Website, large: Iterable[str], left_out: Iterable[str]) -> dict[str, str]:
    """New paths for those that a release refuses, or that are the platform's."""
    taken = set(website.files)
    moves: dict[str, str] = {}
    for path in website.files.keys() - set(large) - set(left_out):
        wanted = UNFIT.sub("-", path)
        if wanted.startswith(MEDIA) and not _is_at_home(website.files[path]):
            wanted = _OWN_MEDIA + wanted.removeprefix(MEDIA)
        if wanted != path:
            wanted = clashing(wanted, path) if wanted in taken else wanted
            taken.add(wanted)
            moves[path] = wanted
    return moves


def _is_at_home(file: WebFile) -> bool:
    return file.path == _media_path(file) and _INERT.fullmatch(file.media_type) is not None


def _media_path(file: WebFile) -> str:
    found = _ENDING.search(file.path.lower())
    return f"{MEDIA}{file.sha256}{found[0] if found else ''}"


def _content(file: WebFile, website: Website, moves: Mapping[str, str], left_out: Mapping[str, str | None]) -> bytes:
    page = website.page_at.get(file.path)
    if page is not None:
        replace = _replacing(website, base_of(page), moves, left_out)
        text = edit_page(file.text, Editing(lambda address: replace(address.url)))
    elif file.media_type == "text/css":
        replace = _replacing(website, file.path, moves, left_out)
        text = edit_stylesheet(file.text, lambda address: replace(address.url))
    else:
        return file.content
    return file.content if text == file.text else text.encode()


def _replacing(
    website: Website, base: str, moves: Mapping[str, str], left_out: Mapping[str, str | None]
) -> Callable[[str], str | None]:
    def replace(url: str) -> str | None:
        path = website.path_of(url, base) if url.strip() else None
        if path is None:
            return None
        target = left_out.get(path)
        if path in moves:
            address = moves[path].removesuffix("index.html") if moves[path].endswith("/index.html") else moves[path]
            target = quote(address)
        if target is None:
            return None
        _, sign, fragment = url.strip().partition("#")
        return f"{target}{sign}{fragment}"

    return replace
