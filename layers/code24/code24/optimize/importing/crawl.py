"""Reading a website over the public web: breadth first, politely, within limits, and to an end by the deadline."""

import hashlib
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from code24.audit.models import Severity
from code24.errors import InvalidRequest, NotRead
from code24.optimize.importing.answers import ACCEPT
from code24.optimize.importing.crawling import Crawling
from code24.optimize.importing.fetching import Asked, followed
from code24.optimize.importing.gathered import Gathered
from code24.optimize.importing.imported import Imported
from code24.optimize.importing.models import Limits
from code24.optimize.importing.placing import Places
from code24.optimize.importing.reading import Reader
from code24.optimize.importing.resettling import resettled, resettled_address
from code24.optimize.importing.rewriting import Kind
from code24.optimize.importing.scope import Scope
from code24.optimize.importing.taking import is_html
from code24.optimize.ports import Fetched, Web
from code24.ports import Clock
from code24.website.website import Website

STANDARD = Limits()
_RESERVED = timedelta(seconds=10)
"""At most, of the time given, for what comes after the last request; a tenth of it where that is less."""
_FIRST = timedelta(seconds=20)
"""For the first page, redirects included."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_IDS = {"blocked": "import-blocked-address", "redirects": "import-redirect-loop", "large": "import-limit-bytes"}


def web_address(text: str) -> str:
    """The URL that somebody typed, `acme.example` included. Raises InvalidRequest for what is no web address."""
    written = text.strip()
    url = written if _SCHEME.match(written) else f"https://{written}"
    try:
        parts = urlsplit(url)
        known = Scope.of(url).known(url, url)
        if known is not None and "." in (parts.hostname or "") + ("." if parts.port else "") and not parts.username:
            return url.partition("#")[0]
    except ValueError:
        pass
    raise InvalidRequest(f"{written[:200]!r} is no web address; one is like https://www.acme.example/.", field="url")


def import_website(
    url: str,
    *,
    web: Web,
    clock: Clock,
    deadline: datetime,
    limits: Limits = STANDARD,
    report: Callable[[str], None] = lambda words: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Imported:
    """Read the website that a URL is a page of.

    Never raises for what the website does: one that is down gives no files and a critical note, one that is huge,
    endless or half broken gives what was read until a limit or the deadline, and a note that says so. Raises
    InvalidRequest for what is no web address.
    """
    began = clock.now()
    first = web_address(url)
    gathered = Gathered()
    reserved = min(_RESERVED, max(deadline - began, timedelta()) / 10)
    reader = Reader(web, limits, deadline - reserved, clock.now, sleep)
    answer = _first_answer(web, first, limits, min(deadline, began + _FIRST), gathered)
    scope = Scope.of(answer.url if answer else first)
    if answer is not None:
        Crawling(scope, reader, limits, gathered, report).run(scope.known(answer.url, answer.url) or answer.url, answer)
        _place(gathered)
    return Imported(
        Website(resettled(gathered, scope), origin=scope.origin),
        tuple(gathered.notes()),
        _redirects(gathered, scope),
        reader.requests,
        reader.bytes,
        (clock.now() - began).total_seconds(),
    )


def _first_answer(web: Web, url: str, limits: Limits, deadline: datetime, gathered: Gathered) -> Fetched | None:
    """The page behind an address, wherever its redirects lead: that decides which website it is."""
    try:
        answer = followed(web, url, Asked(ACCEPT[Kind.PAGE], limits.bytes_per_page, deadline))
    except NotRead as problem:
        identifier = _IDS.get(problem.because, "import-site-down")
        gathered.note(identifier, Severity.CRITICAL, problem.detail, url)
        return None
    if answer.status != 200:
        words = f"Not read: the website answers {answer.status}."
        gathered.note("import-site-down", Severity.CRITICAL, words, answer.url)
    elif not is_html(answer):
        stated = answer.headers.get("content-type", "of no stated type")[:60]
        gathered.note("import-not-html", Severity.CRITICAL, f"Not read: it is no page, but {stated}.", answer.url)
    else:
        return answer
    return None


def _place(gathered: Gathered) -> None:
    """Give every file its path; addresses without a query have the first choice."""
    places = Places()
    for read in sorted(gathered.files.values(), key=lambda read: "?" in read.url):
        read.path = read.path or places.place(read.url, read.media_type, hashlib.sha256(read.body).hexdigest())


def _redirects(gathered: Gathered, scope: Scope) -> dict[str, str]:
    """What led elsewhere, for who serves the website: to the path of a file, or to an absolute URL."""
    found = {}
    for url in gathered.aliases:
        source = url.removeprefix(scope.origin)
        file, end = gathered.file(url), gathered.end_of(url)
        target = resettled_address(file) if file else end
        if target not in {source, f"{source}/"}:
            found[source] = target
    return found
