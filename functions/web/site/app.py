"""Serve one release of one site: the template of every customer's function.

Publishing zips a copy of this file with `manifest.json` and `files/`, so it uses the standard library only, calls no
service and holds no secret. The dispatcher sends `{"version", "method", "path", "query", "headers", "stamp"}` with the
path still percent-encoded and header names in lower case; the answer is an HTTP API response, payload format 2.0.
"""

# ruff: noqa: PTH100, PTH118, PTH120, PTH123 (importing pathlib takes half of a cold start's other imports)

from __future__ import annotations

import json
import os
import re
import sys
import time
import zlib
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from struct import pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

type Headers = dict[str, str]
type Answer = tuple[int, Headers, bytes]  # status, headers in lower case, body

HERE = os.path.dirname(os.path.abspath(__file__))
METHODS = ("GET", "HEAD")
NOT_FOUND_PAGE = "/404.html"
MAX_PATH = 2_048
"""Characters of a percent-encoded path."""
MAX_BODY = 4_500_000
"""Bytes of one response: base64 of these and the headers stay within Lambda's 6 MB (6,291,556 bytes)."""
MAX_TEXT = 1_000_000
"""Bytes sent as text: escaped into JSON they can grow sixfold."""
REMEMBERED_FILE, REMEMBERED_TOTAL = 262_144, 16_777_216
"""Bytes of the largest file that is kept in memory after its first request, and of all that are."""
RENEWED = 21_600
"""Seconds after which a page with forms is served anew to who has it: its stamp counts for a day."""
MOVED = "public, max-age=300"
"""How long a redirect is kept: after a rollback the address that it leads to may be gone."""

SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "referrer-policy": "strict-origin-when-cross-origin",
    # Without includeSubDomains: a site may have its owner's domain, whose other hosts are not ours to decide about.
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""Of every response; a file's own headers in the manifest go before them."""

STAMP = re.compile(rb'(?<=value=")code24-stamp(?=")')
"""What a control of a form holds until its page is served: then it shows where and when. Elsewhere it is text."""
_STAMP = re.compile(r"(\d{10})\.[0-9a-f]{16}\.[0-9a-f]{32}", re.ASCII)
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})?")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ufffd]|/\.{1,2}(?:/|$)")
"""Control characters, backslashes, what was no UTF-8, and the dot segments that every client resolves itself."""
_RANGE = re.compile(r"bytes=\s*(\d{0,15})-(\d{0,15})\s*", re.ASCII | re.IGNORECASE)
_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII)
_QUERY = re.compile(r"[!$-;=?-~]*")
_LITERAL = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/")


class Release:
    """The manifest and the files beside it."""

    def __init__(self, folder: str) -> None:
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        self.files: dict[str, dict[str, Any]] = manifest["files"]
        created_at = datetime.fromisoformat(manifest["created_at"])
        self.last_modified = f"{created_at.astimezone(UTC):%a, %d %b %Y %H:%M:%S GMT}"
        self._folder = os.path.join(folder, "files")
        self._remembered: dict[str, bytes] = {}
        self._zipped: dict[str, list[bytes]] = {}
        self._room = REMEMBERED_TOTAL

    def read(self, entry: dict[str, Any], encoding: str | None) -> bytes:
        """The stored bytes of a file, precompressed where `encoding` names it."""
        name = entry["file"] + {None: "", "br": ".br", "gzip": ".gz"}[encoding]
        if name in self._remembered:
            return self._remembered[name]
        with open(os.path.join(self._folder, name), "rb") as file:
            body = file.read()
        if len(body) <= min(REMEMBERED_FILE, self._room):
            self._remembered[name] = body
            self._room -= len(body)
        return body

    def zipped(self, entry: dict[str, Any], stamp_length: int) -> list[bytes]:
        """A page in gzip (RFC 1952) as the pieces between its stamps, without checksum and size; made once."""
        if entry["file"] not in self._zipped:
            (*pieces, last), gzip, made = STAMP.split(self.read(entry, None)), zlib.compressobj(9, wbits=31), []
            for piece in pieces:
                made.append(gzip.compress(piece) + gzip.flush(zlib.Z_SYNC_FLUSH))
                # What follows refers back by distance: the stamp counts there, and is never referred to itself.
                gzip.compress(bytes(stamp_length))
                gzip.flush(zlib.Z_SYNC_FLUSH)
            self._zipped[entry["file"]] = [*made, (gzip.compress(last) + gzip.flush())[:-8]]
        return self._zipped[entry["file"]]


@cache
def release() -> Release:
    """The release in this zip, read at the first request."""
    return Release(HERE)


def handler(event: Any, context: Any) -> dict[str, Any]:
    """Answer one request; whatever goes wrong in here, the visitor learns nothing of it but the status."""
    started = time.perf_counter()
    line: dict[str, Any] = {"level": "INFO", "message": "request"}
    method = event.get("method") if isinstance(event, dict) else None
    try:
        status, headers, body = answer(event)
    except Exception as error:  # the last resort of a public endpoint: a status, and the reason in the log alone
        line |= {"level": "ERROR", "error": f"{type(error).__name__}: {error}"}
        status, headers, body = plain(500, "Something went wrong on our side.")
    if status != 304:
        headers["content-length"] = str(len(body))
    text, is_base64 = transferable(b"" if method == "HEAD" else body, headers)
    line |= {
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "request_id": getattr(context, "aws_request_id", None),
        "status": status,
        "bytes": len(body),
        "duration_ms": round((time.perf_counter() - started) * 1000, 2),
    }
    sys.stdout.write(json.dumps(line) + "\n")
    return {"statusCode": status, "headers": headers, "body": text, "isBase64Encoded": is_base64}


def answer(event: dict[str, Any]) -> Answer:
    """Find the file of a request and say how it is answered."""
    raw_path, query, headers = event["path"], event.get("query") or "", event.get("headers") or {}
    if event["method"] not in METHODS:
        return plain(405, "This address can only be read.", allow=", ".join(METHODS))
    if len(raw_path) > MAX_PATH:
        return plain(414, "This address is too long.")
    path = decoded(raw_path)
    if path is None:
        return plain(400, "This address is malformed.")
    files = release().files
    if key := file_at(path, files):
        stamp = _STAMP.fullmatch(event.get("stamp") or "") if "stamp" in files[key] else None
        ranged = event["method"] == "GET" and "range" in headers
        return stamped(files[key], headers, stamp) if stamp else represented(files[key], headers, ranged=ranged)
    if target := canonical(path, files):
        location = quoted(target) + (f"?{query}" if query and _QUERY.fullmatch(query) else "")
        return plain(308, "This page is elsewhere.", location=location, **{"cache-control": MOVED})
    return not_found(files.get(NOT_FOUND_PAGE), headers)


def decoded(path: str) -> str | None:
    """The text of a percent-encoded path; None where it is malformed (RFC 3986, 2.1) or nothing a browser sends."""
    try:
        text = _ESCAPE.sub(lambda escape: bytes.fromhex(escape[1].decode()), path.encode("ascii")).decode()
    except (AttributeError, UnicodeError):  # an escape without two digits, a byte that is not ASCII, no UTF-8
        return None
    return text if text.startswith("/") and not _FORBIDDEN.search(text) else None


def quoted(path: str) -> str:
    """A path as it stands in a URL."""
    return "".join(chr(byte) if byte in _LITERAL else f"%{byte:02X}" for byte in path.encode())


def file_at(path: str, files: dict[str, Any]) -> str | None:
    """The manifest's key for a path that is a file's own address."""
    key = path + "index.html" if path.endswith("/") else path
    return key if key in files and not path.endswith("/index.html") and key != NOT_FOUND_PAGE else None


def canonical(path: str, files: dict[str, Any]) -> str | None:
    """The one address of a page that was asked for by another of its names. It is always one of this release's."""
    if path.endswith("/index.html") and path in files:
        return path.removesuffix("index.html")
    return path + "/" if path + "/index.html" in files else None


def represented(entry: dict[str, Any], request: Headers, *, ranged: bool) -> Answer:
    """One file in the encoding and extent that the request asks for (RFC 9110, 12.5.3, 13.2.2 and 14)."""
    encoding = None if ranged else negotiated(request.get("accept-encoding", ""), entry["encodings"])
    etag = f'{entry["etag"][:-1]}-{encoding}"' if encoding else entry["etag"]
    last_modified = release().last_modified
    headers = headers_of(entry) | {"accept-ranges": "bytes", "cache-control": entry["cache"]}
    headers |= {"etag": etag, "last-modified": last_modified}
    if unchanged(request, etag, last_modified):
        return 304, headers, b""
    headers["content-type"] = entry["type"]
    if encoding:
        headers["content-encoding"] = encoding
    body = release().read(entry, encoding)
    if ranged and request.get("if-range", etag) in (etag, last_modified):
        return part(request["range"], headers, body)
    return whole(headers, body)


def stamped(entry: dict[str, Any], request: Headers, made: re.Match[str]) -> Answer:
    """A page with forms, with the stamp of this moment. A client that has it from the same period keeps it."""
    stamp, etag = made[0].encode(), f'{entry["etag"][:-1]}-{int(made[1]) // RENEWED}"'
    headers = headers_of(entry) | {"cache-control": entry["cache"], "etag": f"W/{etag}"}
    if unchanged(request, etag, "never"):
        return 304, headers, b""
    headers["content-type"] = entry["type"]
    page = STAMP.sub(stamp, release().read(entry, None))
    if not negotiated(request.get("accept-encoding", ""), ["gzip"]):
        return whole(headers, page)
    # Each stamp is a block of its own that is not compressed (RFC 1951, 3.2.4).
    block = pack("<xHH", len(stamp), len(stamp) ^ 0xFFFF) + stamp
    body = block.join(release().zipped(entry, len(stamp))) + pack("<II", zlib.crc32(page), len(page))
    return whole(headers | {"content-encoding": "gzip"}, body)


def headers_of(entry: dict[str, Any]) -> Headers:
    """What every answer with this file says, and by what caches must tell its answers apart."""
    headers: Headers = SECURITY_HEADERS | entry["headers"]
    return headers | ({"vary": "Accept-Encoding"} if entry["encodings"] or "stamp" in entry else {})


def negotiated(accepted: str, available: list[str]) -> str | None:
    """The content coding that the client weighs highest, the first available among equals; None is identity.

    Identity is sent as well where the client refuses every coding there is: a readable page is better than a 406.
    """
    weights: dict[str, float] = {}
    for item in accepted.lower().replace("x-gzip", "gzip").split(","):
        coding, *parameters = (part.strip() for part in item.split(";"))
        values = [value.strip() for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"]
        weights[coding] = float(values[0]) if values and _WEIGHT.fullmatch(values[0]) else float(not values)
    best = max(available, key=lambda coding: weights.get(coding, weights.get("*", 0.0)), default=None)
    weight = weights.get(best or "", weights.get("*", 0.0))
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def unchanged(request: Headers, etag: str, last_modified: str) -> bool:
    """Whether the client has this representation (RFC 9110, 13.1.2 with the weak comparison, 13.1.3).

    A date counts when it is the very one: after a rollback the present release is older than what a client holds.
    """
    if (tags := request.get("if-none-match")) is not None:
        return tags.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    return request.get("if-modified-since") == last_modified


def whole(headers: Headers, body: bytes) -> Answer:
    """All bytes. A file beyond Lambda's limit can be had in parts only; publishing refuses to make one."""
    too_large = "This file is too large to be sent as a whole; ask for ranges of it."
    return (200, headers, body) if len(body) <= MAX_BODY else plain(500, too_large)


def part(wanted: str, headers: Headers, body: bytes) -> Answer:
    """One range of bytes; what is no single range gets the whole. A range may be answered by its beginning."""
    found, size = _RANGE.fullmatch(wanted.strip()), len(body)
    if not found or found[1] == found[2] == "" or (found[1] and found[2] and int(found[1]) > int(found[2])):
        return whole(headers, body)
    first = int(found[1]) if found[1] else max(size - int(found[2]), 0)
    if first >= size:
        status, refused, text = plain(416, "The file ends before this range.")
        return status, refused | {"content-range": f"bytes */{size}"}, text
    last = min(int(found[2]) if found[1] and found[2] else size - 1, size - 1, first + MAX_BODY - 1)
    return 206, headers | {"content-range": f"bytes {first}-{last}/{size}"}, body[first : last + 1]


def not_found(entry: dict[str, Any] | None, request: Headers) -> Answer:
    """The site's own page for addresses that it does not have."""
    if entry is None:
        return plain(404, "There is no such page.")
    encoding = negotiated(request.get("accept-encoding", ""), entry["encodings"])
    headers = headers_of(entry) | {"cache-control": "no-cache", "content-type": entry["type"]}
    if encoding:
        headers["content-encoding"] = encoding
    return 404, headers, release().read(entry, encoding)


def plain(status: int, text: str, **headers: str) -> Answer:
    """An answer without a file."""
    head = {"cache-control": "no-store", "content-type": "text/plain; charset=utf-8"}
    return status, SECURITY_HEADERS | head | headers, f"{text}\n".encode()


def transferable(body: bytes, headers: Headers) -> tuple[str, bool]:
    """A body as JSON can carry it: text as it is, everything else in base64."""
    is_text = headers.get("content-type", "text/plain").startswith("text/")
    if is_text and len(body) <= MAX_TEXT and not {"content-encoding", "content-range"} & headers.keys():
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass
    return (b64encode(body).decode(), True) if body else ("", False)
