"""A website in a folder: reading its files, and writing them."""

import mimetypes
from collections.abc import Iterable
from pathlib import Path

from code24.errors import InvalidRequest
from code24.website.models import WebFile

MOST_FILES = 5_000
MOST_BYTES = 300_000_000
_SKIPPED = frozenset({"node_modules", ".git", "__MACOSX"})
_TYPES = {
    ".avif": "image/avif", ".css": "text/css", ".html": "text/html", ".htm": "text/html", ".ico": "image/x-icon",
    ".js": "text/javascript", ".json": "application/json", ".mjs": "text/javascript", ".svg": "image/svg+xml",
    ".txt": "text/plain", ".webmanifest": "application/manifest+json", ".webp": "image/webp", ".woff": "font/woff",
    ".woff2": "font/woff2", ".xhtml": "application/xhtml+xml", ".xml": "application/xml",
}  # fmt: skip


def content_type_of(name: str) -> str:
    """By the file name's end, with the charset that texts have here."""
    guessed = _TYPES.get(Path(name).suffix.lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = guessed.startswith("text/") or guessed.endswith(("+json", "+xml", "/json", "/xml"))
    return f"{guessed}; charset=utf-8" if is_text else guessed


def read_folder(folder: Path) -> list[WebFile]:
    """All files of a folder. Raises InvalidRequest for a folder that is none, is empty or too large.

    Links that lead out of the folder, hidden files and `node_modules` are left out.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise InvalidRequest(f"{folder} is not a folder.")
    files: list[WebFile] = []
    total = 0
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if any(part in _SKIPPED or part.startswith(".") for part in inside.parts if part != ".well-known"):
            continue
        if not path.is_file() or not path.resolve().is_relative_to(root):
            continue
        total += path.stat().st_size
        if len(files) >= MOST_FILES or total > MOST_BYTES:
            raise InvalidRequest(f"{folder} has more than {MOST_FILES:,} files or {MOST_BYTES:,} bytes.")
        files.append(WebFile("/" + inside.as_posix(), content_type_of(path.name), path.read_bytes()))
    if not files:
        raise InvalidRequest(f"{folder} has no files.")
    return files


def write_folder(folder: Path, files: Iterable[WebFile]) -> None:
    """Write a website into a folder, which is made where it is missing."""
    for file in files:
        target = folder / file.path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
