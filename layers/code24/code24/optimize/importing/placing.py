"""Which file of the imported website an address becomes."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from code24.optimize.importing.answers import with_extension
from code24.optimize.importing.external_paths import clashing, short_hash
from code24.optimize.importing.scope import path_of

_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ufffd:*?\"<>|]")
_UNSLUGGED = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 120
"""Bytes of one name; file systems allow 255, and endings are added."""
_LONGEST_PATH = 600
PAGES = frozenset({"text/html", "application/xhtml+xml"})


class Places:
    """Gives every address its path, and no path to two."""

    def __init__(self) -> None:
        self._owner: dict[str, str] = {}
        """Content's hash by path in lower case: on some computers case makes no difference."""
        self._folders: set[str] = set()

    def place(self, url: str, media_type: str, sha256: str) -> str:
        """The path for a file that was read from a canonical URL.

        Pages get an address that folders can serve: `/about` becomes `/about/index.html`. `style.css?v=3` is
        `style.css`; of addresses that differ in their query, those with the same content share a file.
        """
        path = _wanted(url, media_type)
        if self._is_free(path, sha256):
            return self._taken(path, sha256)
        path = clashing(path, url)
        if not self._is_free(path, sha256):
            # A file has the name of one of its folders.
            path = f"/{short_hash(url)}-{short_hash(path)}/{path.rpartition('/')[2]}"
        return self._taken(path, sha256)

    def _is_free(self, path: str, sha256: str) -> bool:
        key = path.lower()
        if key in self._owner:
            return self._owner[key] == sha256
        return key not in self._folders and not any(str(above) in self._owner for above in PurePosixPath(key).parents)

    def _taken(self, path: str, sha256: str) -> str:
        self._owner[path.lower()] = sha256
        self._folders |= {str(above) for above in PurePosixPath(path.lower()).parents}
        return path


def _wanted(url: str, media_type: str) -> str:
    path = "/".join(_named(name) for name in path_of(url).split("/"))
    if len(path.encode()) > _LONGEST_PATH:
        path = f"/{short_hash(path)}/{path.rpartition('/')[2]}"
    query = urlsplit(url).query
    if media_type not in PAGES:
        path = path if not path.endswith("/") else f"{path}index"
        return with_extension(path, media_type)
    if query:
        slug = _UNSLUGGED.sub("-", query.lower()).strip("-")
        slug = slug if 0 < len(slug) <= 40 else short_hash(query)
        path = f"{_folder(path)}{slug}/"
    if path.endswith("/"):
        return f"{path}index.html"
    suffix = PurePosixPath(path).suffix.lower()
    return path if suffix in {".html", ".htm", ".xhtml"} else f"{path}/index.html"


def _folder(path: str) -> str:
    """The folder that stands for a page."""
    return path if path.endswith("/") else f"{path.removesuffix('.html').removesuffix('.htm')}/"


def _named(name: str) -> str:
    cleaned = _UNWANTED.sub("-", name)
    if cleaned in {".", ".."}:
        return "-"
    if len(cleaned.encode()) <= _LONGEST_NAME:
        return cleaned
    stem, dot, suffix = cleaned.rpartition(".")
    ending = f"{dot}{suffix}" if stem and len(suffix.encode()) <= 8 else ""
    kept = cleaned.encode()[: _LONGEST_NAME - 20].decode("utf-8", "ignore")
    return f"{kept}-{short_hash(name)}{ending}"
