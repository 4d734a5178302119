"""All files of a website, each parsed on demand and once, also across the versions that fixes make of it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.references import Target, resolve

PAGE_LIMIT = 2_000_000
"""Bytes of a page that is still parsed; audits report longer ones."""
_HTML = frozenset({"text/html", "application/xhtml+xml"})


class Website:
    """The files by path. Immutable: `changed` makes another one, which shares what has not changed."""

    def __init__(self, files: Iterable[WebFile], *, origin: str, memory: dict[Any, Any] | None = None) -> None:
        """`origin` is scheme, host and port that the pages are, or will be, live under (`https://acme.example`)."""
        self.origin = origin.rstrip("/")
        self.files: Mapping[str, WebFile] = {file.path: file for file in sorted(files, key=lambda file: file.path)}
        self.memory: dict[Any, Any] = {} if memory is None else memory
        """What was computed from contents, by content; shared by all versions of the website."""

    def changed(self, files: Iterable[WebFile] = (), removed: Iterable[str] = ()) -> "Website":
        """Another version: files added or replaced, and paths removed."""
        kept = {**self.files, **{file.path: file for file in files}}
        for path in removed:
            kept.pop(path, None)
        return Website(kept.values(), origin=self.origin, memory=self.memory)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all paths, contents and headers: what follows from the website as a whole is remembered by it."""
        digests = (f"{file.path}\0{file.sha256}\0{sorted(file.headers.items())}\n" for file in self.files.values())
        return hashlib.sha256(f"{self.origin}\n{''.join(digests)}".encode()).hexdigest()

    @cached_property
    def html(self) -> tuple[WebFile, ...]:
        """The files that are pages."""
        return tuple(file for file in self.files.values() if file.media_type in _HTML)

    @cached_property
    def oversized(self) -> tuple[str, ...]:
        """Paths of pages that are too large to be parsed."""
        return tuple(file.path for file in self.html if len(file.content) > PAGE_LIMIT)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages, by path."""
        return tuple(self._page(file) for file in self.html if len(file.content) <= PAGE_LIMIT)

    @cached_property
    def page_at(self) -> Mapping[str, Page]:
        """The pages by the path of their file."""
        return {page.path: page for page in self.pages}

    @cached_property
    def styles_digest(self) -> str:
        """What all stylesheet files are, as a key: what a page looks like follows from its text and this."""
        sheets = (f"{file.path}\n{file.sha256}\n" for file in self.files.values() if file.media_type == "text/css")
        return sha256("".join(sheets).encode()).hexdigest()

    def _page(self, file: WebFile) -> Page:
        unlisted = "noindex" in file.headers.get("x-robots-tag", "")
        return self.remembered(
            ("page", file.path, file.sha256, unlisted), lambda: Page.of(file.path, file.text, unlisted=unlisted)
        )

    def remembered[Value](self, key: Any, make: Callable[[], Value]) -> Value:
        """What `make()` gives, computed once for a key; the key has to name the content that it follows from."""
        if key not in self.memory:
            self.memory[key] = make()
        value: Value = self.memory[key]
        return value

    def target(self, url: str, base: str) -> Target | None:
        """Where an address leads that is written in the file `base` (a path); None for what is no address."""
        try:
            return resolve(url, self.origin + quote(base))
        except ValueError:
            return None

    def is_own(self, target: Target) -> bool:
        """Whether a target lies on this website."""
        return target.origin == self.origin

    def path_of(self, url: str, base: str) -> str | None:
        """The path of this website's file that an address leads to; None where it has no such file."""
        target = self.target(url, base)
        if target is None or not self.is_own(target):
            return None
        return self.file_path(target.path)

    def file_path(self, path: str) -> str | None:
        """The file that answers a decoded URL path: itself, or the page of a folder."""
        for candidate in (path, path + "index.html" if path.endswith("/") else path + "/index.html", path + ".html"):
            if candidate in self.files:
                return candidate
        return None

    def file(self, url: str, base: str) -> WebFile | None:
        """The website's file behind an address that is written in the file `base`."""
        path = self.path_of(url, base)
        return self.files[path] if path is not None else None


def base_of(page: Page) -> str:
    """What relative addresses of a page are relative to: its own path, or what its `base` element says."""
    for element in page.named("base"):
        href = element.attr("href")
        if href is not None:
            try:
                parts = urlsplit(href.strip())
            except ValueError:
                return page.path
            return unquote(parts.path) if parts.path.startswith("/") and not parts.netloc else page.path
    return page.path
