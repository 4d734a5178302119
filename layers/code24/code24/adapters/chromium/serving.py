"""What a host answers that serves a website's files: the pure part of the browser's only network."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from code24.website.models import WebFile

NOT_FOUND_PAGE = "/404.html"
_ANYBODY = {"access-control-allow-origin": "*"}
"""Fonts and scripts of other hosts have said so."""


class Answer(NamedTuple):
    """One answer of a host."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Host:
    """The files of one website under its origin, and, under their old addresses, those that were brought home.

    Queries play no part in finding a file.
    """

    def __init__(self, files: Mapping[str, WebFile], origin: str) -> None:
        self.origin = origin.rstrip("/")
        self._files = files
        self._elsewhere = {
            _bare(file.source): file
            for file in files.values()
            if file.source and not file.source.startswith(f"{self.origin}/")
        }

    def answer(self, url: str) -> Answer | None:
        """What a request for an absolute address gets; None where no host answers at all."""
        if file := self._elsewhere.get(_bare(url)):
            if file.media_type == "text/css":  # what it names has been rewritten, relative to where it lies now
                return Answer(302, {"location": self.origin + quote(file.path), **_ANYBODY}, b"")
            return Answer(200, _headers(file), file.content)
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}".lower() != self.origin.lower():
            return None
        path = unquote(parts.path) or "/"
        for candidate in (f"{path}index.html",) if path.endswith("/") else (path, f"{path}.html"):
            if file := self._files.get(candidate):
                return Answer(200, _headers(file), file.content)
        if f"{path}/index.html" in self._files:
            return Answer(301, {"location": f"{parts.path}/"}, b"")
        return self._not_found()

    def _not_found(self) -> Answer:
        if page := self._files.get(NOT_FOUND_PAGE):
            return Answer(404, _headers(page), page.content)
        return Answer(404, {"content-type": "text/plain; charset=utf-8"}, b"Not found")


def _headers(file: WebFile) -> dict[str, str]:
    return {"content-type": file.content_type, **_ANYBODY, **file.headers}


def _bare(url: str) -> str:
    return url.partition("#")[0]
