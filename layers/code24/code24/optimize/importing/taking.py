"""Taking an answer into what is gathered: what it is, its text in UTF-8, and what it names."""

import re
from urllib.parse import urlsplit

from code24.audit.models import Severity
from code24.optimize.importing.answers import media_type_of
from code24.optimize.importing.charset import decoded, without_css_charset
from code24.optimize.importing.gathered import Gathered, Read
from code24.optimize.importing.page_reading import (
    Found,
    TooManyAddresses,
    base_of,
    canonical_alias,
    found_in_script,
    found_on_page,
    likeness,
)
from code24.optimize.importing.resettling import NOT_FOUND
from code24.optimize.importing.rewriting import Kind
from code24.optimize.importing.scope import Scope
from code24.optimize.importing.script_rendered import is_script_rendered
from code24.optimize.importing.stylesheets import style_addresses
from code24.optimize.ports import Fetched

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$|/$", re.IGNORECASE)
_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
NOTHING = Found()


def is_html(answer: Fetched) -> bool:
    """Whether an answer is a page."""
    stated = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return stated in _HTML or (stated == "" and _START.match(answer.body[:1_000]) is not None)


class Taking:
    """Takes answers into the gathered files."""

    def __init__(self, scope: Scope, gathered: Gathered) -> None:
        self._scope = scope
        self._gathered = gathered
        self._addresses: dict[str, str] = {}
        self._missing: str | None = None
        """What the page looks like that is answered, as if it were one, where there is none."""
        self.pages = 0

    def is_second_address(self, url: str) -> bool:
        """Whether a page was read already under an address that differs in nothing but its end (`/about/`)."""
        first = self._addresses.get(_page_key(url), url)
        if first != url:
            self._gathered.aliases[url] = first
        return first != url

    def keep(self, url: str, media_type: str, body: bytes) -> None:
        """Take a file as it is."""
        self._gathered.files[url] = Read(url, media_type, body, url)

    def page(self, url: str, answer: Fetched) -> Found:
        """Take a page; what it links to and loads. One that says it is another one is taken as that."""
        text = self._text(url, answer)
        base = base_of(text, url)
        if self._missing and self.pages and likeness(text) == self._missing:
            self._gathered.dead.add(url)
            words = "This page does not exist, but is answered as if it did (200 instead of 404)."
            self._gathered.note("import-soft-404", Severity.MODERATE, words, url)
            return NOTHING
        alias = canonical_alias(text, url, base, self._scope)
        if alias is not None:
            self._gathered.aliases[url] = alias
            return Found((alias,))
        try:
            found = found_on_page(text, base, self._scope)
        except TooManyAddresses:
            words = "This page names more than 10,000 addresses, so it was left out; links lead to the original."
            self._gathered.note("import-cycle", Severity.MODERATE, words, url)
            return NOTHING
        self._addresses.setdefault(_page_key(url), url)
        self._gathered.files[url] = Read(url, _page_type(answer), text.encode("utf-8", "replace"), base)
        self.pages += 1
        if is_script_rendered(text):
            words = "Only scripts can render this page: without them it is empty, so it can be improved only in part."
            self._gathered.note("import-script-rendered", Severity.SERIOUS, words, url)
        return found

    def missing_page(self, url: str, answer: Fetched) -> Found:
        """Take the website's own page for addresses that it does not have, if it is more than its server's."""
        text = self._text(url, answer)
        base = base_of(text, url)
        try:
            found = found_on_page(text, base, self._scope)
        except TooManyAddresses:
            found = NOTHING
        if not found.loads and not found.links:
            return NOTHING
        self._gathered.files[url] = Read(url, "text/html", text.encode("utf-8", "replace"), base, NOT_FOUND)
        return Found((), found.loads)

    def pretends(self, answer: Fetched) -> None:
        """Remember what is answered where there is no page."""
        self._missing = likeness(decoded(answer.body, answer.headers.get("content-type", "")).text) or None

    def download(self, url: str, answer: Fetched) -> None:
        """Take a file that a page links to."""
        media_type = media_type_of(answer, Kind.EMBEDDED)
        if media_type is not None:
            self.keep(url, media_type, answer.body)

    def load(self, url: str, kind: Kind, answer: Fetched) -> Found:
        """Take a file that a page loads; what it names in turn."""
        media_type = media_type_of(answer, kind) if answer.status == 200 else None
        if media_type is None:
            stated = answer.headers.get("content-type", "of no stated type").split(";")[0][:60]
            words = f"answers {answer.status}" if answer.status != 200 else f"is no {kind.value} ({stated})"
            self._gathered.dead.add(url)
            self._gathered.note("import-broken-asset", Severity.MODERATE, f"A file that pages load {words}.", url)
            return NOTHING
        if media_type not in {"text/css", "text/javascript", "application/manifest+json"}:
            self.keep(url, media_type, answer.body)
            return NOTHING
        text = self._text(url, answer)
        text = without_css_charset(text) if media_type == "text/css" else text
        self.keep(url, media_type, text.encode("utf-8", "replace"))
        if media_type == "text/javascript":
            return found_in_script(text, url, self._scope)
        if media_type == "text/css":
            named = ((self._scope.known(each.url, url), each.imported) for each in style_addresses(text))
            return Found((), tuple((at, Kind.STYLE if imported else Kind.ASSET) for at, imported in named if at))
        return NOTHING

    def _text(self, url: str, answer: Fetched) -> str:
        found = decoded(answer.body, answer.headers.get("content-type", ""))
        if found.doubtful:
            words = f"What it says about its characters is wrong or missing; it was read as {found.encoding}."
            self._gathered.note("import-charset", Severity.MODERATE, words, url)
        return found.text


def _page_type(answer: Fetched) -> str:
    stated = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return stated if stated in _HTML else "text/html"


def _page_key(url: str) -> str:
    parts = urlsplit(url)
    return f"{_INDEX.sub('', parts.path)}?{parts.query}"
