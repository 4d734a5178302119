"""A website as one zip, and back: what steps of the loop hand on, and what releases are.

`manifest.json` names each file's content by its SHA-256, its type and its headers; the contents lie under `files/`.
Releases have the same shape, with more in it (`sites/bundle.py`), so one reader takes both. The same website makes the
same bytes. What a release adds to a website for serving it is not the website's, and nobody who reads one sees it.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from code24.errors import InvalidRequest
from code24.website.models import WebFile

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can carry."""
_UNPACKED_LIMIT = 400_000_000
"""Bytes that are read from one zip."""
ADDED = "added"
"""In a manifest: the file is the platform's own."""
ORIGINAL = "original"
"""In a manifest: what the file is without what was put into it."""


@dataclass(frozen=True)
class OwnFile:
    """A file of the website itself, as a manifest lists it."""

    content_type: str
    sha256: str
    """Of its own content, hex."""
    size: int | None
    """Bytes of its own content; None where the manifest does not say."""
    headers: Mapping[str, str]
    source: str | None
    member: str
    """Where it lies in the zip, with what serving adds to it."""
    cut: tuple[int, int]
    """Where that begins and ends there, in bytes."""

    @property
    def added(self) -> int:
        """Bytes in the zip that are not its own."""
        return self.cut[1] - self.cut[0]

    def content(self, stored: bytes) -> bytes:
        """Its own content, of the bytes that lie in the zip."""
        return stored[: self.cut[0]] + stored[self.cut[1] :]


def own_files(entries: Mapping[str, Any]) -> dict[str, OwnFile]:
    """The website's files by path. Raises KeyError, TypeError or ValueError for what is no manifest's list."""
    return {path: _own_file(entry) for path, entry in entries.items() if not entry.get(ADDED)}


def _own_file(entry: Mapping[str, Any]) -> OwnFile:
    own = {**entry, **entry.get(ORIGINAL, {})}
    start, end = own.get("cut", (0, 0))
    return OwnFile(
        content_type=str(own["type"]),
        sha256=str(own["file"]),
        size=own.get("bytes"),
        headers=own.get("headers", {}),
        source=own.get("source"),
        member=f"files/{entry['file']}",
        cut=(int(start), int(end)),
    )


def packed(files: Iterable[WebFile]) -> bytes:
    """The files as a zip. Contents that compress badly are stored as they are."""
    entries: dict[str, dict[str, Any]] = {}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        written: set[str] = set()
        for file in sorted(files, key=lambda file: file.path):
            entry: dict[str, Any] = {"file": file.sha256, "type": file.content_type, "headers": dict(file.headers)}
            entries[file.path] = entry | ({"source": file.source} if file.source else {})
            if file.sha256 not in written:
                written.add(file.sha256)
                archive.writestr(_info(f"files/{file.sha256}", file.media_type), file.content, compresslevel=1)
        manifest = json.dumps({"files": entries}, sort_keys=True, separators=(",", ":"))
        archive.writestr(_info("manifest.json", "application/json"), manifest, compresslevel=6)
    return target.getvalue()


def unpacked(body: bytes) -> list[WebFile]:
    """The files of a zip that `packed` or a release made. Raises InvalidRequest for another one."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _UNPACKED_LIMIT:
                raise InvalidRequest(f"The website has more than {_UNPACKED_LIMIT:,} bytes.")
            files = own_files(json.loads(archive.read("manifest.json"))["files"])
            return [
                WebFile(path, own.content_type, own.content(archive.read(own.member)), own.headers, own.source)
                for path, own in files.items()
            ]
    except (zipfile.BadZipFile, AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise InvalidRequest("This is no packed website.") from wrong


def _info(name: str, media_type: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3  # Unix, wherever this runs
    info.external_attr = 0o644 << 16
    is_text = media_type.startswith("text/") or media_type.endswith(("json", "xml", "javascript"))
    info.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
    return info
