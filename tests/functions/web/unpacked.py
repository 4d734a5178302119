"""A site's function as Lambda unpacks it: a copy of the handler, a manifest and the files beside it."""

import gzip
import hashlib
import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import brotli

HANDLER = Path(__file__).parents[3] / "functions" / "web" / "site" / "app.py"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' data:;"
    " font-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
REVALIDATE = "public, max-age=0, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
CREATED_AT = "2026-03-01T09:30:00Z"


def page(title: str) -> bytes:
    """About 8 KB of HTML."""
    paragraph = f"<p>{title}: Brot, Brötchen und Kuchen, jeden Morgen frisch aus dem Ofen.</p>\n"
    return f"<!doctype html>\n<html lang=de><title>{title}</title>\n<h1>{title}</h1>\n{paragraph * 95}".encode()


FILES: dict[str, tuple[bytes, str]] = {
    "/index.html": (page("Bäckerei Acme"), "text/html; charset=utf-8"),
    "/about/index.html": (page("Über uns"), "text/html; charset=utf-8"),
    "/über/größe/index.html": (page("Größe"), "text/html; charset=utf-8"),
    "/404.html": (page("Nicht gefunden"), "text/html; charset=utf-8"),
    "/assets/site.0123456789ab.css": (b"body{color:#111}" * 200, "text/css; charset=utf-8"),
    "/assets/logo.0123456789ab.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>' * 60, "image/svg+xml"),
    "/assets/photo.0123456789ab.webp": (bytes(range(256)) * 40, "image/webp"),
    "/favicon.ico": (b"\x00\x00\x01\x00" + bytes(range(256)), "image/x-icon"),
    "/robots.txt": (b"User-agent: *\nAllow: /\n", "text/plain; charset=utf-8"),
    "/sitemap.xml": (b"<?xml version='1.0'?><urlset/>", "application/xml"),
    "/empty.txt": (b"", "text/plain; charset=utf-8"),
    "/.well-known/security.txt": (b"Contact: mailto:security@example.org\n", "text/plain; charset=utf-8"),
}
COMPRESSED = ("text/html", "text/css", "image/svg+xml")


def unpack(folder: Path, files: dict[str, tuple[bytes, str]] | None = None) -> ModuleType:
    """Lay a release out in `folder` and import its handler from there."""
    (folder / "files").mkdir()
    entries = {path: entry(folder / "files", path, *file) for path, file in (FILES if files is None else files).items()}
    manifest = {"version": 1, "release_id": "r0123456789", "created_at": CREATED_AT, "files": entries}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "secret.txt").write_text("not in the manifest")
    shutil.copy(HANDLER, folder / "app.py")
    return imported(folder)


def imported(folder: Path) -> ModuleType:
    """The handler in an unpacked release, as a module of its own."""
    spec = importlib.util.spec_from_file_location("unpacked_site", folder / "app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entry(folder: Path, path: str, body: bytes, content_type: str) -> dict[str, Any]:
    """Store a file and describe it as the manifest does."""
    digest = hashlib.sha256(body).hexdigest()
    (folder / digest).write_bytes(body)
    encodings = []
    if content_type.split(";", maxsplit=1)[0] in COMPRESSED:
        (folder / f"{digest}.br").write_bytes(brotli.compress(body))
        (folder / f"{digest}.gz").write_bytes(gzip.compress(body, mtime=0))
        encodings = ["br", "gzip"]
    return {
        "file": digest,
        "type": content_type,
        "etag": f'"{digest[:32]}"',
        "bytes": len(body),
        "encodings": encodings,
        "cache": IMMUTABLE if path.startswith("/assets/") else REVALIDATE,
        "headers": {"content-security-policy": PAGE_POLICY} if content_type.startswith("text/html") else {},
    }
