"""The version of rules and fixes: a change of either makes every website worth another look."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_PACKAGES = ("code24.audit", "code24.optimize", "code24.website")


@cache
def engine_version() -> str:
    """SHA-256 of the source of rules and fixes and of what they build on, 16 hex digits; read once a process."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        _add(digest, files(package))
    return digest.hexdigest()[:16]


def _add(digest: "hashlib._Hash", folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _add(digest, entry)
        elif entry.name.endswith(".py"):
            digest.update(entry.name.encode())
            digest.update(entry.read_bytes())
