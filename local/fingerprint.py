"""What a deployment is made from, as one hash."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

SOURCES = ("template.yaml", "samconfig.toml", "functions", "layers", "statemachines")
_IGNORED_FOLDERS = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


def fingerprint(root: Path, settings: Iterable[str]) -> str:
    """SHA-256 over paths and contents of the sources, and over the settings that a deploy is given."""
    total = hashlib.sha256()
    for setting in settings:
        total.update(f"{setting}\0".encode())
    for path in _files(root):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        start = root / source
        if start.is_file():
            yield start
            continue
        for folder, folders, names in sorted(start.walk()):
            folders[:] = sorted(name for name in folders if name not in _IGNORED_FOLDERS)
            if not _IGNORED_FOLDERS.intersection(folder.relative_to(root).parts):
                yield from (folder / name for name in sorted(names) if not name.endswith(".pyc"))
