"""A website as one zip, and back: what steps of the loop hand on, and what releases are.

`manifest.json` names each file's content by its SHA-256, its type and its headers; the contents lie under `files/`.
Releases have the same shape, with more in it (`sites/bundle.py`), so one reader takes both. The same website makes the
same bytes.
"""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from code24.errors import InvalidRequest
from code24.website.models import WebFile

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can carry."""
_UNPACKED_LIMIT = 400_000_000
"""Bytes that are read from one zip."""


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
            files: dict[str, Any] = json.loads(archive.read("manifest.json"))["files"]
            return [
                WebFile(
                    path,
                    entry["type"],
                    archive.read(f"files/{entry['file']}"),
                    entry.get("headers", {}),
                    entry.get("source"),
                )
                for path, entry in files.items()
            ]
    except (zipfile.BadZipFile, KeyError, ValueError) as wrong:
        raise InvalidRequest("This is no packed website.") from wrong


def _info(name: str, media_type: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3  # Unix, wherever this runs
    info.external_attr = 0o644 << 16
    is_text = media_type.startswith("text/") or media_type.endswith(("json", "xml", "javascript"))
    info.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
    return info
