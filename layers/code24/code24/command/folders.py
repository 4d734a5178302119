"""A website in a folder: reading its files."""

from pathlib import Path

from code24.errors import InvalidRequest
from code24.website.file_types import web_file
from code24.website.models import WebFile

MOST_FILES = 5_000
MOST_BYTES = 300_000_000
_SKIPPED = frozenset({"node_modules", ".git", "__MACOSX"})


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
        try:
            files.append(web_file("/" + inside.as_posix(), path.read_bytes()))
        except OSError as error:
            raise InvalidRequest(f"{path} cannot be read: {error.strerror}.") from error
    if not files:
        raise InvalidRequest(f"{folder} has no files.")
    return files
