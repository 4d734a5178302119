"""When each page last changed, as search engines are told."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from code24.build.development.models import PageDate

_HASHED = re.compile(r"(/assets/[a-z0-9-]+)\.[0-9a-f]{8,64}(\.[a-z0-9]+)")
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?')
_THEME = re.compile(r'(<meta name="theme-color" content=")[^"]*')


def fingerprint(html: str) -> str:
    """SHA-256 of what a page says: without the hashes in file names, preloaded fonts and the browser's frame colour.

    A new palette, a better stylesheet or another font subset is no news to those who read the page.
    """
    text = _THEME.sub(r"\1", _PRELOAD.sub("", _HASHED.sub(r"\1\2", html)))
    return hashlib.sha256(text.encode()).hexdigest()


def page_dates(
    pages: Mapping[str, str], made_at: datetime, previous: tuple[PageDate, ...] = ()
) -> tuple[PageDate, ...]:
    """A date for each page (by its path): `made_at`, or the earlier date of a page that says what it said before."""
    earlier = {(date.path, date.sha256): date.modified_at for date in previous}
    found = []
    for path, html in pages.items():
        sha256 = fingerprint(html)
        modified_at = earlier.get((path, sha256), made_at)
        found.append(PageDate(path=path, sha256=sha256, modified_at=min(modified_at, made_at)))
    return tuple(found)


def written(moment: datetime) -> str:
    """A moment as the W3C profile of ISO 8601 has it, in UTC to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
