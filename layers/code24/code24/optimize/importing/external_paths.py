"""Where files of other hosts live on the website."""

import hashlib
import re
from urllib.parse import unquote, urlsplit

from code24.optimize.importing.answers import with_extension

FOLDER = "/assets/external"
_UNSAFE = re.compile(r"[^A-Za-z0-9._@+-]+")
_LONGEST_NAME = 80
_MOST_NAMES = 8


def external_path(url: str, media_type: str) -> str:
    """`https://cdn.example/npm/a@1/a.css?v=2` to `/assets/external/cdn.example/npm/a@1/a-1f2e3d4c.css`.

    Different addresses may get the same path only where their hosts and paths differ in nothing but letters that are
    replaced: then the second one gets the hash of its address too (`clashing`).
    """
    parts = urlsplit(url)
    names = [name for name in (_safe(unquote(part)) for part in parts.path.split("/")) if name]
    *folders, name = names or ["index"]
    if parts.query:
        stem, dot, suffix = name.rpartition(".")
        name = f"{stem or suffix}-{short_hash(parts.query)}{dot if stem else ''}{suffix if stem else ''}"
    folder = "/".join([_safe((parts.hostname or "host").lower()), *folders[-_MOST_NAMES:]])
    return with_extension(f"{FOLDER}/{folder}/{name}", media_type)


def clashing(path: str, url: str) -> str:
    """Another path for a file whose path is taken."""
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}-{short_hash(url)}{dot}{suffix}"


def short_hash(text: str) -> str:
    """Eight hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _safe(name: str) -> str:
    cleaned = _UNSAFE.sub("-", name).strip("-")
    if not cleaned.strip("."):
        return ""
    if len(cleaned) <= _LONGEST_NAME:
        return cleaned
    return f"{short_hash(name)}-{cleaned[-_LONGEST_NAME + 9 :]}"
