"""A release as a zip for Lambda: the site handler, the manifest and the files by content hash.

The same files make the same bytes: entries are sorted, carry one fixed time, and everything derived (identifier, entity
tags, manifest) follows from the content. The release's identifier follows from what asked for it and from all that
the zip holds, so publishing that again is publishing the same release.

Pages lie in it as they are served, with the tag of the script that counts visits (`sites/tagging.py`); the manifest
says what they are without it, so that `website/packing.py` gives back what was packed.
"""

import gzip
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files as resources
from typing import Any

import brotli  # type: ignore[import-untyped]

from code24.build.development.models import SiteFile
from code24.errors import InvalidRequest
from code24.forms.fields import STAMP_PLACEHOLDER
from code24.identifiers import derived
from code24.sites.models import ReleaseFile
from code24.sites.security import content_security_policy, forbidden_inline, linked_stylesheets
from code24.sites.tagging import added_files, tagged
from code24.types import ReleaseId
from code24.website.packing import ADDED, ORIGINAL, own_files

MANIFEST_VERSION = 1
ZIP_LIMIT = 50 * 1024 * 1024
"""Bytes (Lambda quotas: deployment package, zipped)."""
UNZIPPED_LIMIT = 250 * 1024 * 1024
"""Bytes (Lambda quotas: deployment package, unzipped)."""
FILE_LIMIT = 4 * 1024 * 1024
"""Bytes: a Lambda answer holds 6 MB, and binary files travel as base64."""
RECORD_LIMIT = 350_000
"""Bytes of the list of files in the release's record: a DynamoDB item holds 400 KB."""
_LISTED_FILE = 170
"""Bytes that one file takes there, besides its path and content type."""

UNFIT = re.compile(r"[\x00-\x1f\x7f\\?#%]")
"""Characters that no path of a release holds."""
_PATH = re.compile(rf"/(?:[^/{UNFIT.pattern[1:-1]}]+/)*[^/{UNFIT.pattern[1:-1]}]+")
_FIELD = re.compile(r"[\x20-\x7e]{1,8192}")
"""What a header may say: anything else would end it, or make the answer one that no server passes on."""
_HASHED = re.compile(r"\.[0-9a-f]{8,64}\.[0-9a-z]+$")
"""A name with a content hash in it (`site.3f9a1c22.css`) never changes its content."""
_COMPRESSIBLE = re.compile(
    r"text/|image/(?:svg\+xml|x-icon|vnd\.microsoft\.icon)|application/(?:json|javascript|xml|manifest\+json|[a-z.-]+\+(?:json|xml))"
)
_PAYS = 0.9
"""A compressed copy is kept where it is at most this part of the original."""
_SUFFIX = {"br": ".br", "gzip": ".gz"}
_FOREVER = "public, max-age=31536000, immutable"
_ASK_FIRST = "public, max-age=0, must-revalidate"
_OWN_HEADERS = frozenset({
    "access-control-allow-origin", "content-disposition", "content-language", "content-security-policy",
    "cross-origin-embedder-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "link",
    "origin-agent-cluster", "permissions-policy", "referrer-policy", "strict-transport-security",
    "x-content-type-options", "x-frame-options", "x-robots-tag",
})  # fmt: skip
"""What a file may say of itself. Everything about transport and caching is the platform's."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can carry."""


@dataclass(frozen=True)
class Bundle:
    """A release, ready for the archive."""

    release_id: ReleaseId
    body: bytes
    sha256: str
    """Of `body`, hex."""
    files: tuple[ReleaseFile, ...]


def bundle(origin: str, made_at: datetime, site_files: Sequence[SiteFile], *, https: bool) -> Bundle:
    """Zip the files of a site. `origin` is the id of what asks for it, `made_at` becomes the pages' modification time.

    Raises InvalidRequest for paths that are no URL paths or appear twice, for a site without a home page, for pages
    whose policy would break them, and for what is too large.
    """
    contents = {file.path: file.content() for file in site_files}
    _check(site_files, contents)
    sheets = {file.path: contents[file.path].decode() for file in site_files if _media_type(file) == "text/css"}
    entries: dict[str, dict[str, Any]] = {}
    members = {"app.py": _handler()}
    added = added_files(contents)
    for file in sorted([*site_files, *added], key=lambda file: file.path):
        content = contents.get(file.path) or file.content()
        headers = _headers(file, content, sheets, https)
        page = tagged(content, headers) if added and _media_type(file) == "text/html" else None
        served = page.content if page else content
        stamped = _media_type(file) == "text/html" and f'value="{STAMP_PLACEHOLDER}"'.encode() in content
        codings = _codings(served) if _COMPRESSIBLE.match(_media_type(file)) and not stamped else {}
        entry = _entry(file, served, codings) | {"headers": page.headers if page else headers}
        if stamped:  # every visitor gets another stamp: the site's function puts it in, and compresses what comes out
            entry["stamp"] = True
        if page:
            entry[ORIGINAL] = _identity(content) | {"headers": headers, "cut": page.cut}
        if file in added:
            entry[ADDED] = True
        entries[file.path] = entry
        members |= {f"files/{entry['file']}": served}
        members |= {f"files/{entry['file']}{_SUFFIX[coding]}": coded for coding, coded in codings.items()}
    release_id = _release_id(origin, made_at, entries, members["app.py"])
    manifest = {
        "version": MANIFEST_VERSION,
        "release_id": release_id,
        "created_at": made_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "files": entries,
    }
    body = _zipped(members | {"manifest.json": _json(manifest).encode()})
    if len(body) > ZIP_LIMIT:
        raise InvalidRequest(
            f"The release has {len(body):,} bytes zipped; Lambda takes {ZIP_LIMIT:,}. Move large media out of it."
        )
    listed = tuple(
        ReleaseFile(path=path, content_type=own.content_type, sha256=own.sha256, bytes=own.size or 0)
        for path, own in own_files(entries).items()
    )
    return Bundle(release_id=release_id, body=body, sha256=hashlib.sha256(body).hexdigest(), files=listed)


def _check(site_files: Sequence[SiteFile], contents: Mapping[str, bytes]) -> None:
    if len(contents) != len(site_files):
        paths = [file.path for file in site_files]
        twice = next(path for path in paths if paths.count(path) > 1)
        raise InvalidRequest(f"The path {twice} appears twice among the site's files.")
    if "/index.html" not in contents:
        raise InvalidRequest("The site has no home page (/index.html).")
    listed = sum(len(file.path.encode()) + len(file.content_type) + _LISTED_FILE for file in site_files)
    if listed > RECORD_LIMIT:
        raise InvalidRequest(f"The site has {len(contents):,} files, which are too many for one release.")
    for file in site_files:
        if not _FIELD.fullmatch(file.content_type):
            raise InvalidRequest(f"{file.path} has no media type that can be served.")
    for path, content in contents.items():
        segments = path.split("/")
        if not _PATH.fullmatch(path) or len(path) > 1_024 or "." in segments or ".." in segments:
            raise InvalidRequest(f"{path!r} is not a path of a file on a site.")
        if len(content) > FILE_LIMIT:
            raise InvalidRequest(f"{path} has {len(content):,} bytes; a file of a release holds {FILE_LIMIT:,}.")
    if sum(map(len, contents.values())) > UNZIPPED_LIMIT // 2:  # compressed copies come on top
        raise InvalidRequest(f"The site's files have more than {UNZIPPED_LIMIT // 2:,} bytes together.")


def _entry(file: SiteFile, content: bytes, codings: Iterable[str]) -> dict[str, Any]:
    identity = _identity(content)
    return identity | {
        "type": file.content_type,
        "etag": f'"{identity["file"][:32]}"',
        "encodings": list(codings),
        "cache": _FOREVER if _HASHED.search(file.path) else _ASK_FIRST,
    }


def _identity(content: bytes) -> dict[str, Any]:
    return {"file": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _headers(file: SiteFile, content: bytes, sheets: Mapping[str, str], https: bool) -> dict[str, str]:
    own = {name: value for name, value in file.headers.items() if name in _OWN_HEADERS}
    if wrong := [name for name, value in own.items() if not _FIELD.fullmatch(value)]:
        raise InvalidRequest(f"{file.path} cannot be served with what it has as {wrong[0]}.")
    unlisted = {"x-robots-tag": "noindex"} if file.unlisted else {}
    return _policy(file, content, sheets, https) | unlisted | own


def _policy(file: SiteFile, content: bytes, sheets: Mapping[str, str], https: bool) -> dict[str, str]:
    if "content-security-policy" in file.headers:
        return {}
    match _media_type(file):
        case "text/html":
            page = content.decode()
            if broken := forbidden_inline(page):
                raise InvalidRequest(f"{file.path} would be broken by its security policy: {'; '.join(broken[:5])}.")
            linked = [sheets[path] for path in linked_stylesheets(page) if path in sheets]
            return {"content-security-policy": content_security_policy(page, stylesheets=linked, https=https)}
        case "image/svg+xml":
            return {"content-security-policy": content_security_policy(content.decode(), https=https)}
        case _:
            return {}


def _media_type(file: SiteFile) -> str:
    return file.content_type.split(";", 1)[0].strip().lower()


def _codings(content: bytes) -> dict[str, bytes]:
    """The content codings (RFC 9110, 8.4.1) that pay, best first."""
    codings = {
        "br": brotli.compress(content, quality=11, mode=brotli.MODE_TEXT),
        "gzip": gzip.compress(content, compresslevel=9, mtime=0),
    }
    return {coding: coded for coding, coded in codings.items() if len(coded) <= _PAYS * len(content)}


def _release_id(origin: str, made_at: datetime, entries: Mapping[str, Any], handler: bytes) -> ReleaseId:
    return derived("r", 10, origin, made_at.isoformat(), _json(entries), hashlib.sha256(handler).hexdigest())


def _zipped(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # Unix, wherever this runs: the permissions below are read as Unix ones
            info.external_attr = 0o644 << 16
            compressed = name.endswith((".br", ".gz"))
            info.compress_type = zipfile.ZIP_STORED if compressed else zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name], compresslevel=9)
    return target.getvalue()


def _handler() -> bytes:
    """The handler of site functions, which every release carries."""
    return resources("code24.sites").joinpath("site_function.py").read_bytes()


def _json(data: Any) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
