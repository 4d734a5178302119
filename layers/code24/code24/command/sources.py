"""The website that the command is given: a folder, a zip file or an address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from code24.command.folders import read_folder
from code24.command.headers_file import read_headers
from code24.errors import InvalidRequest
from code24.optimize.importing.archives import read_archive
from code24.optimize.importing.crawl import import_website
from code24.optimize.importing.homecoming import bring_home
from code24.optimize.importing.models import ImportNote, Limits
from code24.optimize.ports import Web
from code24.ports import Clock
from code24.website.models import WebFile
from code24.website.own_origin import own_origin
from code24.website.website import Website

MOST_MINUTES = 10
"""That reading a website from the web, or other hosts' files, may take."""

_SAYS_NOTHING = frozenset({"", "build", "dist", "docs", "html", "out", "public", "site", "_site", "web", "www"})
"""Names of folders that many websites lie in."""


@dataclass(frozen=True)
class Source:
    """A website to work on."""

    original: Website
    """As it was found."""
    website: Website
    """With the files of other hosts at home, where they could be read."""
    is_placeholder_origin: bool
    notes: tuple[str, ...]


def is_address(source: str) -> bool:
    """Whether a source is read from the web."""
    return source.lower().startswith(("http://", "https://"))


def read_source(
    source: str, origin: str | None, pages: int, *, web: Web | None, clock: Clock, report: Callable[[str], None]
) -> Source:
    """Read a website; `web` is None where files of other hosts stay where they are. Raises InvalidRequest."""
    notes: list[ImportNote] = []
    deadline = clock.now() + timedelta(minutes=MOST_MINUTES)
    placeholder = False
    if is_address(source):
        if web is None:
            raise InvalidRequest("A website is read from the web, so --keep-external cannot be said with an address.")
        imported = import_website(
            source, web=web, clock=clock, deadline=deadline, limits=Limits(pages=pages), report=report
        )
        if imported.failure:
            raise InvalidRequest(imported.failure)
        found = imported.website
        notes += imported.notes
        if origin:
            found = Website(found.files.values(), origin=origin, memory=found.memory)
    else:
        files = read_headers(_read(Path(source)))
        said = origin or own_origin(files)
        placeholder = said is None
        found = Website(files, origin=said or _placeholder(Path(source)))
    if not found.pages:
        raise InvalidRequest(f"{source} has no pages (HTML files with a doctype or an html element).")
    website = found
    if web is not None:
        website = bring_home(found, web, deadline=deadline, report=report, note=notes.append)
    told = (f"{note.message} {note.url}".strip() for note in notes)
    return Source(found, website, placeholder, tuple(dict.fromkeys(told)))


def _read(path: Path) -> list[WebFile]:
    if not path.exists():
        raise InvalidRequest(f"{path} does not exist.")
    if path.is_dir():
        return read_folder(path)
    try:
        return read_archive(path.read_bytes())
    except OSError as error:
        raise InvalidRequest(f"{path} cannot be read: {error.strerror}.") from error


def _placeholder(path: Path) -> str:
    place = path.resolve()
    names = [place.stem, *(parent.name for parent in place.parents)]
    said = next((name.lower() for name in names if name.lower() not in _SAYS_NOTHING), "")
    name = "".join(each if each.isalnum() and each.isascii() else "-" for each in said)
    return f"https://{name.strip('-')[:60] or 'website'}.example"
