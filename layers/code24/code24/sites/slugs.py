"""Slugs: a site's host label from any name in any script."""

import re
from collections.abc import Iterator
from importlib.resources import files

from slugify import slugify

from code24.identifiers import derived
from code24.types import SiteId, Slug

MAX_LENGTH = 40
_NUMBERED = 9
"""Up to which number a taken slug is tried (`acme-2` … `acme-9`) before it gets a suffix that nobody else has."""
_HASH_LENGTH = 6

RESERVED = frozenset(files("code24.sites").joinpath("reserved_slugs.txt").read_text().split())
"""Names that belong to the platform, to mail and name services (RFC 2142, WPAD, ISATAP, MTA-STS), or that a visitor
would take for the platform itself."""

_RESERVED_PREFIX = re.compile(r"preview|xn(?:-|$)|www\d*(?:-|$)|code24(?:-|$)")
"""Preview hosts, Punycode, and what would look like the platform."""


def slug_candidates(name: str, site_id: SiteId) -> Iterator[Slug]:
    """Slugs for a name, best first: `acme`, `acme-2` … `acme-9`, and one that no other site can have.

    Any script is transliterated; a name that leaves nothing gives `site-<hash>`, always the same for the same name.
    All candidates are within `MAX_LENGTH`, and none is reserved.
    """
    words = slugify(name, max_length=MAX_LENGTH, word_boundary=True, save_order=True)
    base = words or derived("site-", _HASH_LENGTH, "name", name)
    if is_reserved(base):
        base = f"site-{base}"[:MAX_LENGTH].rstrip("-")
    yield base
    for number in range(2, _NUMBERED + 1):
        yield _with_suffix(base, str(number))
    yield _with_suffix(base, derived("", 12, "slug", site_id))


def is_reserved(slug: str) -> bool:
    """True for host labels that no customer gets."""
    return slug in RESERVED or _RESERVED_PREFIX.match(slug) is not None


def _with_suffix(base: str, suffix: str) -> str:
    return f"{base[: MAX_LENGTH - 1 - len(suffix)].rstrip('-')}-{suffix}"
