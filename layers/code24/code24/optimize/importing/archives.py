"""A website in a zip archive that somebody uploads: nothing in it is believed before it is checked."""

import io
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from code24.errors import InvalidRequest
from code24.website.file_types import web_file
from code24.website.models import WebFile

MOST_PACKED = 100_000_000
MOST_BYTES = 300_000_000
MOST_EACH = 50_000_000
MOST_FILES = 5_000
_MOST_ENTRIES = 20_000
_LONGEST_PATH = 1_000
_RATIO = 200
"""Times that a file of more than `_WORTH_A_LOOK` bytes may be larger than its packed form; texts reach some twenty."""
_WORTH_A_LOOK = 1_000_000
_CHUNK = 262_144
_SKIPPED = frozenset({"node_modules", "__MACOSX"})
_KEPT_HIDDEN = frozenset({".well-known"})
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"^[a-zA-Z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def read_archive(body: bytes) -> list[WebFile]:
    """The files of a zip archive; a single folder around all of them is taken off.

    Hidden files, `node_modules` and what macOS adds are left out. Raises InvalidRequest for what is no zip archive, is
    damaged, encrypted, too large (declared or real), has names twice, links, or names that lead out of it.
    """
    if len(body) > MOST_PACKED:
        raise InvalidRequest(f"The archive has more than {MOST_PACKED // 1_000_000} MB.", field="archive")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = dict(_checked(archive.infolist()))
            files = _read(archive, _without_root(entries))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise InvalidRequest("The archive is no zip file, or is damaged.", field="archive") from error
    if not files:
        raise InvalidRequest("The archive has no files of a website.", field="archive")
    return files


def _checked(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The entries that are files of the website, by their clean paths."""
    if len(entries) > _MOST_ENTRIES:
        raise InvalidRequest(f"The archive has {len(entries):,} entries; {_MOST_ENTRIES:,} are read.", field="archive")
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = _name(entry)
        if entry.is_dir() or _is_left_out(name):
            continue
        path = _path(name)
        if entry.flag_bits & _ENCRYPTED:
            raise InvalidRequest(f"{path} is encrypted; send the archive without a password.", field="archive")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise InvalidRequest(f"{path} is a link; send the file itself.", field="archive")
        if path in seen:
            raise InvalidRequest(f"{path} is in the archive twice.", field="archive")
        seen.add(path)
        total += entry.file_size
        if entry.file_size > MOST_EACH or total > MOST_BYTES or len(seen) > MOST_FILES:
            raise _too_large(path)
        if entry.file_size > _WORTH_A_LOOK and entry.file_size > _RATIO * max(entry.compress_size, 1):
            raise InvalidRequest(f"{path} is packed like no file of a website is.", field="archive")
        yield path, entry


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry: where the archive does not say that it is UTF-8, it often is all the same."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _path(name: str) -> str:
    """An absolute clean path. Raises InvalidRequest for names that lead out of the archive, or are none."""
    written = name.replace("\\", "/")
    parts = written.split("/")
    if written.startswith("/") or _DRIVE.match(written) or ".." in parts:
        raise InvalidRequest(f"{name[:200]!r} leads out of the archive.", field="archive")
    if _CONTROL.search(written) or len(written.encode("utf-8", "replace")) > _LONGEST_PATH:
        raise InvalidRequest(f"{name[:200]!r} is no name of a file.", field="archive")
    path = posixpath.normpath(f"/{written}")
    if path == "/" or path.startswith("//"):
        raise InvalidRequest(f"{name[:200]!r} is no name of a file.", field="archive")
    return path


def _is_left_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part in _SKIPPED or _is_hidden(part) for part in parts)


def _is_hidden(part: str) -> bool:
    return part.startswith(".") and part.strip(".") != "" and part not in _KEPT_HIDDEN


def _without_root(entries: dict[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries without the folders that hold all of them, as archives of a folder have one."""
    while True:
        roots = {path.split("/", 2)[1] for path in entries}
        nested = all(path.count("/") > 1 for path in entries)
        if not entries or len(roots) != 1 or not nested or roots & _KEPT_HIDDEN:
            return entries
        (root,) = roots
        entries = {path.removeprefix(f"/{root}"): entry for path, entry in entries.items()}


def _read(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> list[WebFile]:
    files = []
    left = MOST_BYTES
    for path, entry in entries.items():
        content = _content(archive, entry, path, min(left, MOST_EACH))
        left -= len(content)
        files.append(web_file(path, content))
    return files


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, most: int) -> bytes:
    """What is really there: a size that is declared is only a claim."""
    content = bytearray()
    with archive.open(entry) as packed:
        while chunk := packed.read(_CHUNK):
            content += chunk
            if len(content) > most:
                raise _too_large(path)
    return bytes(content)


def _too_large(path: str) -> InvalidRequest:
    return InvalidRequest(
        f"With {path}, the archive has more than {MOST_FILES:,} files, {MOST_BYTES // 1_000_000} MB, or"
        f" {MOST_EACH // 1_000_000} MB in one file.",
        field="archive",
    )
