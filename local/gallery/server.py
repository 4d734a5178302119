"""The gallery's sites on loopback, each under its own origin, answered by its release's own code."""

import importlib.util
import mimetypes
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from code24.forms.stamps import NONCE_BYTES, make_stamp, stamp_key
from local.gallery.team import MADE_AT
from local.hosts import host_name
from local.media import MEDIA_KEY, MEDIA_POLICY
from local.settings import LOOPBACK

_BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}
_MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}

type Answer = tuple[int, dict[str, str], bytes]
"""Status, headers in lower case, body."""


class ServedRelease:
    """An unpacked release, which answers requests by itself."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder

    @cached_property
    def _code(self) -> ModuleType:
        """The release's own `app.py`: one module for each release, as each has its files beside it."""
        spec = importlib.util.spec_from_file_location(f"released_{self.name}", self._folder / "app.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(self._folder)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """The manifest's entries by path."""
        files: dict[str, dict[str, Any]] = self._code.release().files
        return files

    def answer(self, method: str, path: str, query: str = "", headers: dict[str, str] | None = None) -> Answer:
        """What a visitor gets; the path is still percent-encoded, header names are in lower case."""
        stamp = make_stamp(stamp_key("gallery"), self.name, int(MADE_AT.timestamp()), "00" * NONCE_BYTES)
        event = {"version": "$LATEST", "method": method, "path": path, "query": query, "headers": headers or {}}
        answer: Answer = self._code.answer(event | {"stamp": stamp})
        return answer

    def text(self, path: str) -> str:
        """A file as it is before compression."""
        return self.answer("GET", path)[2].decode()

    def transferred(self, path: str) -> int:
        """The bytes of a file on its way to a browser, headers left out."""
        return len(self.answer("GET", path, headers=_BROWSER)[2])


class GalleryServer:
    """`<name>.localhost` to releases, `/media/` to pictures, every other host of this machine to the gallery's page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._releases: dict[str, ServedRelease] = {}
        self._sizes: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._lock = threading.Lock()

    def answer(self, method: str, host: str, path: str, query: str, headers: dict[str, str]) -> Answer:
        """The answer to a request; how large it is, is written down."""
        label = host_name(host).removesuffix(".localhost")
        answer = self._site_or_page(label, method, path, query, headers)
        if answer[0] == 200:
            with self._lock:
                self._sizes[label][path] = len(answer[2])
        return answer

    def sizes(self, name: str) -> dict[str, int]:
        """The bytes of all that a site has answered with, by path, headers left out."""
        with self._lock:
            return dict(self._sizes[name])

    def _site_or_page(self, label: str, method: str, path: str, query: str, headers: dict[str, str]) -> Answer:
        if (method, path) == ("POST", "/api/event"):  # pages tell of their visitors; a gallery counts nobody
            return 202, {}, b""
        if path.startswith("/media/"):
            return self._medium(path)
        if (release := self._release(label)) is not None:
            return release.answer(method, path, query, headers)
        if label in {"localhost", "gallery", LOOPBACK}:
            return self._page(path)
        return _nothing()

    def _release(self, label: str) -> ServedRelease | None:
        folder = self._folder / "releases" / label
        if not label.replace("-", "").isalnum() or not (folder / "manifest.json").is_file():
            return None
        with self._lock:
            return self._releases.setdefault(label, ServedRelease(label, folder))

    def _medium(self, path: str) -> Answer:
        found = MEDIA_KEY.fullmatch(path.encode())
        file = self._folder / "media" / found[1].decode() if found else None
        if file is None or not file.is_file():
            return _nothing()
        policy = {name.decode(): value.decode() for name, value in MEDIA_POLICY}
        return 200, policy | {"content-type": _MEDIA_TYPES.get(file.suffix[1:], "image/*")}, file.read_bytes()

    def _page(self, path: str) -> Answer:
        file = (self._folder / (unquote(path).lstrip("/") or "index.html")).resolve()
        if not file.is_relative_to(self._folder.resolve()) or not file.is_file():
            return _nothing()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        text = "; charset=utf-8" if kind.startswith("text/") else ""
        return 200, {"content-type": kind + text, "cache-control": "no-cache"}, file.read_bytes()

    @contextmanager
    def listening(self, port: int = 0) -> Iterator[int]:
        """Serve on a port of loopback, or on any free one, and say which."""
        server = ThreadingHTTPServer((LOOPBACK, port), _handler(self))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, name="gallery")
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _handler(gallery: GalleryServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def log_message(self, *_: Any) -> None:
            """Say nothing: what matters is written down by the gallery."""

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            headers = {name.lower(): value for name, value in self.headers.items()}
            length = headers.get("content-length", "0")
            self.rfile.read(int(length) if length.isdigit() else 0)
            status, answered, body = gallery.answer(self.command, headers.get("host", ""), path, query, headers)
            self.send_response_only(status)
            for name, value in answered.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_GET  # noqa: N815  # names that http.server looks for

    return Handler


def _nothing() -> Answer:
    return 404, {"content-type": "text/plain; charset=utf-8"}, b"There is nothing at this address.\n"
