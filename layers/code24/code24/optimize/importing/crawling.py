"""The course of a crawl: pages breadth first, after each of them what it loads."""

from collections import deque
from collections.abc import Callable

from code24.audit.models import Severity
from code24.errors import NotRead
from code24.optimize.importing.external_paths import short_hash
from code24.optimize.importing.fetching import redirect_of
from code24.optimize.importing.frontier import Frontier, Refusal, Waiting
from code24.optimize.importing.gathered import Gathered
from code24.optimize.importing.models import Limits
from code24.optimize.importing.page_reading import Found
from code24.optimize.importing.reading import OutOfRoom, OutOfTime, Reader
from code24.optimize.importing.rewriting import Kind
from code24.optimize.importing.robots import Robots
from code24.optimize.importing.scope import Scope, path_of
from code24.optimize.importing.sitemaps import is_index, locations, sitemap_text
from code24.optimize.importing.taking import Taking, is_html
from code24.optimize.ports import Fetched

_MOST_HOPS = 5
_MOST_SITEMAPS = 5
_IDS = {
    "blocked": "import-blocked-address",
    "large": "import-limit-bytes",
    "redirects": "import-redirect-loop",
}
_GONE = frozenset({404, 410})


class Crawling:
    """One crawl of one website."""

    def __init__(
        self, scope: Scope, reader: Reader, limits: Limits, gathered: Gathered, report: Callable[[str], None]
    ) -> None:
        self._scope = scope
        self._reader = reader
        self._limits = limits
        self._gathered = gathered
        self._report = report
        self._frontier = Frontier(limits)
        self._taking = Taking(scope, gathered)
        self._loads: deque[tuple[str, Kind]] = deque()
        self._asked: set[str] = set()
        self._hops: dict[str, int] = {}
        self._robots = Robots(None)
        self._pages = 0

    def run(self, start: str, answer: Fetched) -> None:
        """Read the website from a page that was answered already. Ends by itself; what it leaves out is noted."""
        try:
            if self._may_begin(start):
                self._frontier.add(start, 0)
                self._frontier.next()
                self._take_page(Waiting(start, 0), answer)
                self._look_for_missing()
                self._read_loads()
                self._seed()
                self._read_pages()
        except OutOfTime:
            self._stopped("import-limit-time", "The time for reading it was used up")
        except OutOfRoom:
            self._stopped("import-limit-bytes", "It has more files, or larger ones, than are read")
        self._note_refusals()

    def _may_begin(self, start: str) -> bool:
        origin = self._scope.origin
        try:
            answer: Fetched | None = self._reader.read(f"{origin}/robots.txt", Kind.ASSET)
            if answer is not None and redirect_of(answer):
                answer = self._redirected_robots(answer)
        except NotRead:
            answer = None
        self._robots = Robots.of(answer)
        self._reader.pace.between_pages = self._robots.pause
        if self._robots.asked_pause > self._robots.pause:
            words = f"robots.txt asks for {self._robots.asked_pause:g} seconds between pages; {self._robots.pause:g}"
            self._gathered.note("import-robots", Severity.MINOR, f"{words} are kept, or no visit would come to an end.")
        if self._robots.allows(start):
            if answer is not None and self._robots.rules is not None:
                self._taking.keep(f"{origin}/robots.txt", "text/plain", answer.body)
            return True
        said = "does not allow it to be read" if self._robots.reachable else "cannot be read, so nothing else may be"
        words = f"{origin}/robots.txt {said}. Allow the user agent Code24 there, or upload the website as a zip."
        self._gathered.note("import-robots", Severity.CRITICAL, words, start)
        return False

    def _redirected_robots(self, answer: Fetched) -> Fetched:
        target = self._scope.known(redirect_of(answer) or "", answer.url)
        return self._reader.read(target, Kind.ASSET) if target else answer._replace(status=404, body=b"")

    def _look_for_missing(self) -> None:
        """Ask for a page that nobody has: the answer is the website's own page for that, or a page that pretends."""
        url = f"{self._scope.origin}/code24-{short_hash(self._scope.origin)}-missing"
        if not self._robots.allows(url):
            return
        try:
            answer = self._reader.read(url, Kind.PAGE)
        except NotRead:
            return
        if not is_html(answer):
            return
        if answer.status in _GONE:
            self._enqueue(self._taking.missing_page(url, answer))
        elif answer.status == 200:
            self._taking.pretends(answer)

    def _seed(self) -> None:
        """Let the pages of sitemaps wait behind those that the first page links to."""
        waiting = deque(self._robots.sitemaps(self._scope.origin))
        for _ in range(_MOST_SITEMAPS):
            known = self._scope.known(waiting.popleft(), self._scope.origin) if waiting else None
            if known is None or known in self._asked or not self._robots.allows(known):
                continue
            self._asked.add(known)
            try:
                answer = self._reader.read(known, Kind.ASSET)
            except NotRead:
                continue
            text = sitemap_text(answer.body) if answer.status == 200 else ""
            if is_index(text):
                waiting += locations(text)
                continue
            for url in locations(text):
                page = self._scope.known(url, known)
                if page is not None:
                    self._frontier.add(page, 1)

    def _read_pages(self) -> None:
        while (waiting := self._frontier.next()) is not None:
            if self._pages >= self._limits.pages:
                self._frontier.refuse(waiting.url, Refusal.LIMIT)
                self._frontier.close()
                return
            if not self._robots.allows(waiting.url):
                self._frontier.refuse(waiting.url, Refusal.ROBOTS)
                continue
            if self._taking.is_second_address(waiting.url):
                continue
            try:
                self._take_page(waiting, self._reader.read(waiting.url, Kind.PAGE))
            except NotRead as problem:
                self._broken(waiting.url, problem)
            self._read_loads()

    def _take_page(self, waiting: Waiting, answer: Fetched) -> None:
        if self._is_moved(waiting, answer):
            return
        if answer.status in _GONE:
            self._gathered.dead.add(waiting.url)
        elif answer.status != 200:
            words = f"The page answers {answer.status}; links to it lead to the original."
            self._gathered.note("import-broken-page", Severity.MODERATE, words, waiting.url)
        elif not is_html(answer):
            self._taking.download(waiting.url, answer)
        else:
            found = self._taking.page(waiting.url, answer)
            self._pages = self._taking.pages
            self._report(f"Read {self._pages} of {min(self._frontier.known, self._limits.pages)} pages: {waiting.url}")
            self._enqueue(found, waiting.depth)

    def _is_moved(self, waiting: Waiting, answer: Fetched) -> bool:
        """Whether the answer is a redirect, which waits to be read in its turn."""
        target = self._moved(waiting.url, answer)
        if target is None:
            return False
        self._frontier.add(target, waiting.depth)
        return True

    def _moved(self, url: str, answer: Fetched) -> str | None:
        """Where on the website an answer leads; what leads in circles or away is noted and leads nowhere."""
        try:
            location = redirect_of(answer)
        except NotRead as problem:
            self._broken(url, problem)
            return ""
        if location is None:
            return None
        target = self._scope.known(location, answer.url)
        self._gathered.aliases[url] = target or location
        if target is None:
            return ""
        self._hops[target] = max(self._hops.get(target, 0), self._hops.get(url, 0) + 1)
        if target == url or self._gathered.leads_back(url) or self._hops[target] > _MOST_HOPS:
            self._gathered.aliases.pop(url)
            words = "Its redirects lead in a circle, or to more and more addresses; nobody gets to see it."
            self._gathered.note("import-redirect-loop", Severity.SERIOUS, words, url)
            return ""
        return target

    def _enqueue(self, found: Found, depth: int = 0) -> None:
        for url in found.links:
            self._frontier.add(url, depth + 1)
        for url, kind in found.loads:
            if url not in self._asked:
                self._asked.add(url)
                self._loads.append((url, kind))

    def _read_loads(self) -> None:
        """Everything that pages load, and what that loads in turn."""
        while self._loads:
            url, kind = self._loads.popleft()
            if url in self._gathered.files:
                continue
            if not self._robots.allows(url):
                words = "robots.txt does not allow this file to be read; pages go on loading it from the original."
                self._gathered.note("import-robots", Severity.MODERATE, words, url)
                continue
            try:
                answer = self._reader.read(url, kind)
                target = self._moved(url, answer)
                if target is None:
                    self._enqueue(self._taking.load(url, kind, answer))
                elif target:
                    self._enqueue(Found((), ((target, kind),)))
            except NotRead as problem:
                self._broken(url, problem)

    def _broken(self, url: str, problem: NotRead) -> None:
        identifier = _IDS.get(problem.because, "import-broken-page")
        self._gathered.note(identifier, Severity.MODERATE, problem.detail, url)

    def _stopped(self, identifier: str, why: str) -> None:
        left = self._frontier.close()
        words = f"{why}: {self._taking.pages} pages were read, {left} that were found were not."
        self._gathered.note(identifier, Severity.SERIOUS, words)

    def _note_refusals(self) -> None:
        by_reason: dict[Refusal, list[str]] = {}
        for url, refusal in self._frontier.refused.items():
            by_reason.setdefault(refusal, []).append(url)
        for refusal, (identifier, words) in _REFUSALS.items():
            if urls := by_reason.get(refusal):
                examples = ", ".join(path_of(url) for url in urls[:3])
                message = f"{len(urls)} {words}: {examples}{' …' if len(urls) > 3 else ''}."
                self._gathered.note(identifier, Severity.MODERATE, message, urls[0])


_REFUSALS = {
    Refusal.LIMIT: ("import-limit-pages", "pages were left out, as the limit was reached; links lead to the original"),
    Refusal.DEEP: ("import-limit-depth", "pages were left out, as they are too many links away from the first one"),
    Refusal.ENDLESS: ("import-cycle", "addresses were left out that look like an endless series"),
    Refusal.ROBOTS: ("import-robots", "pages were left out, as robots.txt does not allow them"),
}
