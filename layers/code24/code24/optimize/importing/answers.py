"""Whether an answer is what its address was asked for, and what it is stored as."""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping

from code24.optimize.importing.rewriting import Kind
from code24.optimize.ports import Fetched
from code24.website.file_types import content_type_of
from code24.website.vocabulary import words

ACCEPT = {
    Kind.STYLE: "text/css,*/*;q=0.1",
    Kind.IMAGE: "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8",
    Kind.PAGE: "text/html,application/xhtml+xml,*/*;q=0.5",
}
ANYTHING = "*/*"
_SCRIPTS = words(
    "text/javascript application/javascript application/x-javascript text/ecmascript application/ecmascript"
)
_UNSAID = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream"})
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"),
    (b"wOF2", "font/woff2"), (b"wOFF", "font/woff"), (b"OTTO", "font/otf"), (b"\0\1\0\0\0", "font/ttf"),
    (b"true\0", "font/ttf"), (b"\0\0\1\0", "image/x-icon"), (b"%PDF-", "application/pdf"),
)  # fmt: skip
_EXTENSIONS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/avif": ".avif",
    "image/svg+xml": ".svg", "image/x-icon": ".ico", "font/woff2": ".woff2", "font/woff": ".woff", "font/ttf": ".ttf",
    "font/otf": ".otf", "application/vnd.ms-fontobject": ".eot", "text/css": ".css", "text/javascript": ".js",
    "text/html": ".html", "application/xhtml+xml": ".xhtml", "application/json": ".json", "text/plain": ".txt",
    "application/manifest+json": ".webmanifest", "application/xml": ".xml", "application/pdf": ".pdf",
    "video/mp4": ".mp4", "video/webm": ".webm", "audio/mpeg": ".mp3", "audio/ogg": ".ogg", "text/vtt": ".vtt",
    "application/rss+xml": ".xml", "application/atom+xml": ".xml", "application/wasm": ".wasm",
}  # fmt: skip
_OTHER_NAMES = {"image/jpg": "image/jpeg", "image/vnd.microsoft.icon": "image/x-icon"} | dict.fromkeys(
    _SCRIPTS, "text/javascript"
)


def _is_font(stated: str) -> bool:
    return stated.startswith("font/") or stated == "application/vnd.ms-fontobject"


def _is_script(stated: str) -> bool:
    return stated == "text/javascript"


_USABLE: Mapping[Kind, Callable[[str], bool]] = dict.fromkeys(Kind, lambda stated: False) | {
    Kind.STYLE: lambda stated: stated == "text/css",
    Kind.SCRIPT: _is_script,
    Kind.MODULE: _is_script,
    Kind.IMAGE: lambda stated: stated.startswith("image/"),
    Kind.FONT: _is_font,
    Kind.ASSET: lambda stated: _is_font(stated) or stated.startswith("image/"),
    Kind.EMBEDDED: lambda stated: stated not in {"", "text/html", "application/xhtml+xml"},
    Kind.MANIFEST: lambda stated: stated in {"application/manifest+json", "application/json"},
    Kind.MEDIA: lambda stated: stated.startswith(("video/", "audio/", "image/", "text/vtt")),
}
_TEXTS = frozenset({Kind.STYLE, Kind.SCRIPT, Kind.MODULE, Kind.MANIFEST})
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80}")
"""RFC 6838, 4.2: servers may state anything, and files are served with it again."""
_DIGEST = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_=-]+)")


def media_type_of(answer: Fetched, kind: Kind) -> str | None:
    """What a file is, as a media type; None where the answer is not what the address was used for.

    What bytes say by themselves counts more than what a server states; a page instead of a file is what many servers
    answer for files that they do not have.
    """
    seen = _seen(answer.body)
    if seen is not None:
        return None if kind in _TEXTS else seen
    stated = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    stated = _OTHER_NAMES.get(stated, stated)
    if stated in _UNSAID:
        name = answer.url.partition("?")[0].partition("#")[0]
        stated = _by_name(name)
    if not answer.body or not _USABLE[kind](stated) or not _MEDIA_TYPE.fullmatch(stated):
        return None
    return "application/manifest+json" if kind is Kind.MANIFEST else stated


def with_extension(path: str, media_type: str) -> str:
    """The path, with an ending that says what the file is: folders are served by it."""
    wanted = _EXTENSIONS.get(media_type)
    if wanted is None or path.lower().endswith(wanted) or _by_name(path) == media_type:
        return path
    return path + wanted


def is_what_was_meant(body: bytes, integrity: str) -> bool:
    """Whether a file is one of those that `integrity` names (Subresource Integrity, 3.3.5: the strongest kind counts).

    True where nothing is named that is understood.
    """
    named = _DIGEST.findall(integrity)
    strongest = max((kind for kind, _ in named), default=None)
    if strongest is None:
        return True
    digest = base64.b64encode(hashlib.new(strongest, body).digest()).decode()
    return any(value.replace("-", "+").replace("_", "/") == digest for kind, value in named if kind == strongest)


def _by_name(name: str) -> str:
    known = content_type_of(name).partition(";")[0]
    return "" if known == "application/octet-stream" else known


def _seen(body: bytes) -> str | None:
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:8] == b"ftyp" and body[8:12] in {b"avif", b"avis"}:
        return "image/avif"
    return next((kind for start, kind in _MAGIC if body.startswith(start)), None)
