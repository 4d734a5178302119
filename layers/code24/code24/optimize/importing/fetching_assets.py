"""Reading one file of another host, and deciding whether it may come."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from code24.errors import NotRead
from code24.optimize.importing.answers import ACCEPT, ANYTHING, is_what_was_meant, media_type_of
from code24.optimize.importing.charset import decoded, without_css_charset
from code24.optimize.importing.fetching import BROWSER, Asked, followed
from code24.optimize.importing.rewriting import Kind
from code24.optimize.importing.third_parties import same_owner, script_stays, stays
from code24.optimize.importing.third_party_use import Used
from code24.optimize.ports import Fetched, Web

MOST_BYTES_EACH = 8_000_000
_SMALLEST_PICTURE = 100
"""Bytes: pictures below are there to count visits, where their address has a query."""
_IDS = {"blocked": "import-blocked-address", "redirects": "import-redirect-loop", "large": "import-limit-bytes"}


class Left(NamedTuple):
    """A file that stays with its host."""

    id: str
    reason: str


@dataclass(frozen=True)
class Asset:
    """A file that comes home."""

    final_url: str
    """Where its redirects ended: what its own addresses are relative to."""
    media_type: str
    body: bytes
    """Texts in UTF-8."""

    @cached_property
    def text(self) -> str:
        """The content of a text."""
        return self.body.decode("utf-8", "replace")


class Fetching:
    """Reads files of other hosts, from several threads."""

    def __init__(self, web: Web, site_host: str, deadline: datetime) -> None:
        self._web = web
        self._site_host = site_host
        self._deadline = deadline

    def fetch(self, use: Used) -> Asset | Left:
        """The file, or why it stays."""
        reason = stays(use.url)
        if reason:
            return Left("import-stays-external", reason)
        asked = Asked(ACCEPT.get(use.kind, ANYTHING), MOST_BYTES_EACH, self._deadline, BROWSER)
        try:
            answer = self._read(use.url, asked)
        except NotRead as problem:
            late = problem.because == "slow"
            identifier = "import-limit-time" if late else _IDS.get(problem.because, "import-broken-asset")
            return Left(identifier, problem.detail.removeprefix("Not read: ").rstrip("."))
        return self._judged(use, answer)

    def _read(self, url: str, asked: Asked) -> Fetched:
        """What a host answers; one that was not there is asked once more. Raises NotRead."""
        try:
            return followed(self._web, url, asked, lambda each: stays(each) is None)
        except NotRead as problem:
            if problem.because != "unreachable":
                raise
            return followed(self._web, url, asked, lambda each: stays(each) is None)

    def _judged(self, use: Used, answer: Fetched) -> Asset | Left:
        media_type = media_type_of(answer, use.kind)
        if answer.status != 200:
            return Left("import-broken-asset", f"its host answers {answer.status}")
        if not is_what_was_meant(answer.body, use.integrity):
            return Left("import-integrity", "it is not the file that `integrity` names, and browsers refuse it")
        if media_type is None:
            stated = answer.headers.get("content-type", "of no stated type").split(";")[0][:60]
            return Left("import-broken-asset", f"its host answers with what is no {use.kind} ({stated})")
        if media_type in {"text/css", "text/javascript"}:
            return self._text(use, answer, media_type)
        if media_type == "image/gif" and len(answer.body) < _SMALLEST_PICTURE and urlsplit(use.url).query:
            return Left("import-stays-external", "it is a picture of one pixel, which counts visits")
        return Asset(answer.url, media_type, answer.body)

    def _text(self, use: Used, answer: Fetched, media_type: str) -> Asset | Left:
        text = decoded(answer.body, answer.headers.get("content-type", "")).text
        if media_type == "text/css":
            text = without_css_charset(text)
        elif reason := self._script_stays(use, answer, text):
            return Left("import-stays-external", reason)
        return Asset(answer.url, media_type, text.encode("utf-8", "replace"))

    def _script_stays(self, use: Used, answer: Fetched, text: str) -> str | None:
        return script_stays(
            use.url,
            text,
            answer.headers.get("cache-control", ""),
            integrity=bool(use.integrity),
            own=same_owner(urlsplit(use.url).hostname or "", self._site_host),
            module=use.kind is Kind.MODULE,
        )
