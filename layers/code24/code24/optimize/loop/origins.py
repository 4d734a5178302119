"""Somebody's website as files: read from the web, or unpacked from what was sent."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from code24.errors import InvalidRequest, NotRead
from code24.optimize.importing.archives import MOST_PACKED, read_archive
from code24.optimize.importing.crawl import import_website
from code24.optimize.importing.homecoming import bring_home
from code24.optimize.importing.models import ImportNote, Limits
from code24.optimize.loop.fitting import fitted
from code24.optimize.loop.models import LoopSource
from code24.optimize.ports import Web
from code24.ports import Clock, Uploads
from code24.types import CustomerId
from code24.website.own_origin import own_origin
from code24.website.website import Website

_QUICK = Limits(pages=3, files=60, bytes=8_000_000, requests_per_second=20.0)
"""For a look at one auditor's answer, which somebody waits for."""


class Origin(NamedTuple):
    """A website as it was found, and with the files of other hosts at home."""

    original: Website
    website: Website
    notes: tuple[str, ...]
    """What its owner should know."""


def imported(
    source: LoopSource,
    customer_id: CustomerId,
    address: str,
    *,
    web: Web,
    uploads: Uploads,
    clock: Clock,
    deadline: datetime,
) -> Origin:
    """Read a website. `address` is where it will be seen: the origin of an upload that names none.

    Raises NotRead for a website that cannot be read, NotFound for an upload that is gone, and InvalidRequest for one
    that is no website.
    """
    notes: list[ImportNote] = []
    if source.url is not None:
        read = import_website(source.url, web=web, clock=clock, deadline=deadline)
        if read.failure:
            raise NotRead(read.failure, field="url")
        original = read.website
        notes += read.notes
    else:
        files = read_archive(uploads.read(customer_id, str(source.upload_id), MOST_PACKED))
        original = Website(files, origin=own_origin(files) or address)
    if "/index.html" not in original.page_at:
        raise InvalidRequest("The website has no home page (/index.html).", field="url" if source.url else "uploadId")
    original, left_out = fitted(original)
    website, late = fitted(bring_home(original, web, deadline=deadline, note=notes.append))
    return Origin(original, website, (*_told(notes), *left_out, *late))


def first_pages(url: str, *, web: Web, clock: Clock, deadline: datetime) -> Website:
    """The first pages of somebody's website, for a quick look. Raises NotRead where there is nothing to see."""
    read = import_website(url, web=web, clock=clock, deadline=deadline, limits=_QUICK)
    if read.failure:
        raise NotRead(read.failure, field="url")
    return read.website


def _told(notes: Iterable[ImportNote]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{note.message} {note.url}".strip() for note in notes))
