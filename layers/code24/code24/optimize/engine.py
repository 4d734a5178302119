"""One whole pass over a website: measure, audit, plan, fix, prove, and withdraw what made something worse."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from code24.audit.auditing import audit
from code24.audit.models import AuditReport
from code24.errors import BrowserFailed
from code24.optimize.applying import Step, apply_all
from code24.optimize.carrying import carried
from code24.optimize.fix import FixKind, Setting
from code24.optimize.fixes import all_fixes
from code24.optimize.models import FixRecord, FixStatus, Optimization
from code24.optimize.planning import planned
from code24.optimize.ports import Browser, View
from code24.optimize.proving.comparing import TOLERANCE
from code24.optimize.proving.proof import Proof, Withheld
from code24.optimize.proving.records import applied, left_out, weights
from code24.optimize.proving.seeing import WIDTHS, Seeing
from code24.optimize.proving.suspects import withholding
from code24.ports import Clock
from code24.types import SiteId
from code24.website.page import Page
from code24.website.website import Website

NOTHING_KNOWN: Mapping[str, float] = {}
REPETITIONS = 3
"""Times that all fixes are applied, each time to what the last time has left."""
_BY_OWNER = "Its owner undid it"


@dataclass(frozen=True)
class Bounds:
    """How much is looked at and tried."""

    pages: int = 12
    """Pages that a browser looks at."""
    rounds: int = 10
    """Times that the fixes are applied, each time without what the proof before it has withdrawn."""
    tolerance: float = TOLERANCE
    widths: tuple[int, ...] = WIDTHS


def optimize(
    website: Website,
    setting: Setting,
    *,
    browser: Browser | None,
    clock: Clock,
    original: Website | None = None,
    kinds: Sequence[FixKind] | None = None,
    chances: Mapping[str, float] = NOTHING_KNOWN,
    bounds: Bounds | None = None,
    site_id: SiteId | None = None,
    show: Callable[[View, View], None] = lambda before, after: None,
    report: Callable[[str], None] = lambda line: None,
) -> tuple[Website, Optimization]:
    """The optimized website, and what was done to it with its proof.

    `original` is the website as it was before third-party files were brought home, where that was done: before and
    after are told from it. `chances` are what is known to work, by kind. Without a browser nothing is compared as a
    picture. A browser that fails is noted, and done without. `show` gets every page before and after, `report` a line
    for each thing that is begun.
    """
    started, bounds = clock.now(), bounds or Bounds()
    kinds = tuple(all_fixes() if kinds is None else kinds)
    first = original if original is not None else website
    report(f"Auditing {len(first.pages)} pages")
    before = audit(first)
    base = before if original is None else audit(website)
    notes = list(_notes(first, setting, browser, bounds))
    proof = Proof(website, base, tolerance=bounds.tolerance, report=report, notes=notes)
    work = _Pass(website, kinds, proof, bounds, notes, report)
    if browser is not None:
        try:
            work.look(first, browser)
        except BrowserFailed as error:
            notes.append(f"No pictures were compared: {error.detail}")
        else:
            setting = replace(setting, measured={key: view.measured for key, view in proof.references.items()})
    plan = planned(kinds, base, chances, setting)
    report(f"{len(plan)} kinds of fixes have something to do")
    steps, withdrawn, after = work.proved(setting)
    result = steps[-1].website if steps else website
    for one in proof.pairs(result):
        show(*one)
    whose = site_id or website.origin
    report("Writing down what was done")
    records = [
        *applied(website, steps, whose),
        *left_out(kinds, withdrawn, FixStatus.WITHDRAWN, website, whose),
        *left_out(kinds, dict.fromkeys(setting.withheld, _BY_OWNER), FixStatus.WITHHELD, website, whose),
    ]
    return result, Optimization(
        site_id=site_id,
        origin=website.origin,
        started_at=started,
        seconds=round((clock.now() - started).total_seconds(), 3),
        before=before,
        after=after,
        fixes=tuple(_ranked(records, [fix.kind for fix in plan])),
        weights=weights(website, result),
        pictures=tuple(verdict.proof for verdict in proof.verdicts),
        notes=tuple(dict.fromkeys(notes)),
    )


@dataclass
class _Pass:
    """What one pass works with."""

    website: Website
    kinds: Sequence[FixKind]
    proof: Proof
    bounds: Bounds
    notes: list[str]
    report: Callable[[str], None]

    def proved(self, setting: Setting) -> tuple[list[Step], dict[str, str], AuditReport]:
        """The steps that passed, what was withdrawn with its reasons, and the audit of the website after them."""
        base = self.proof.before
        withdrawn: dict[str, str] = {}
        for _ in range(self.bounds.rounds):
            given = withholding(setting, withdrawn.keys())
            steps, broken, after = self._applied(given)
            culprits = self._culprits(steps, given, after)
            if not culprits:
                return steps, withdrawn | broken, after
            for name, reason in culprits.items():
                self.report(f"Withdrawn: {name} ({reason})")
            withdrawn |= culprits
        self.notes.append(f"After {self.bounds.rounds} rounds something still got worse, so nothing was changed.")
        self.proof.verdicts = ()
        reason = "No set of fixes passed the proof"
        return [], {**{kind.id: reason for kind in self.kinds if kind.id not in setting.withheld}, **withdrawn}, base

    def _applied(self, setting: Setting) -> tuple[list[Step], dict[str, str], AuditReport]:
        """The steps until nothing is left to do, the kinds that failed with the reason, and the audit after them.

        What a late fix leaves behind may be work for an early one: a font that no rule asks for any more.
        """
        website, after = self.website, self.proof.before
        steps: list[Step] = []
        broken: dict[str, str] = {}
        for _ in range(REPETITIONS):
            found = [result.rule for result in after.results if result.found]
            there = replace(setting, measured=carried(setting.measured, self.website, website))
            tried = apply_all(website, self.kinds, there, found, lambda kind: self.report(f"Fixing: {kind.title}"))
            broken |= {step.kind.id: f"It failed: {step.error}" for step in tried if step.error}
            done = [step for step in tried if not step.error]
            if not done:
                break
            steps += done
            website = done[-1].website
            self.report("Auditing the fixed website")
            after = audit(website)
        return steps, broken, after

    def _culprits(self, steps: Sequence[Step], setting: Setting, after: AuditReport) -> Withheld:
        try:
            return self.proof.culprits(steps, setting, after)
        except BrowserFailed as error:
            self.notes.append(f"Not every picture was compared: {error.detail}")
            self.proof.seeing = None
            return self.proof.culprits(steps, setting, after)

    def look(self, first: Website, browser: Browser) -> None:
        """Look at the pages as they are, which proof compares with from now on. Raises BrowserFailed."""
        paths = [page.path for page in entry_pages(self.website)][: self.bounds.pages]
        self.report(f"Looking at {len(paths)} pages")
        # Files that came home answer under their old addresses as well, so that pages look as with their hosts.
        home = (file for file in self.website.files.values() if file.path not in first.files)
        there = first.changed(home) if first is not self.website else first
        self.proof.seeing = Seeing(browser, self.bounds.widths)
        for view in self.proof.seeing.views(there, paths, measure=True):
            self.proof.references[view.path, view.width] = view
        unseen = [path for path in paths if not any(path == seen for seen, _ in self.proof.references)]
        self.notes += [f"{path} could not be seen in a browser in time; it was not compared." for path in unseen]


def entry_pages(website: Website) -> list[Page]:
    """The pages that are looked at first: the home page, then those nearest to it."""
    return sorted(
        website.pages, key=lambda page: (page.is_error_page, page.path.count("/"), page.path != "/index.html")
    )


def _notes(website: Website, setting: Setting, browser: Browser | None, bounds: Bounds) -> list[str]:
    notes = []
    if setting.is_placeholder_origin:
        notes.append(
            f"Nobody said under which address the website is live: {website.origin} is a placeholder in"
            " canonical links, the sitemap and previews. Name the address with --origin before you publish."
        )
    notes += [f"{path} is too large to be read, and was left as it is." for path in website.oversized]
    if browser is None:
        notes.append("No browser was there: no pictures were compared, and layouts were estimated.")
    elif len(website.pages) > bounds.pages:
        notes.append(f"Pictures of {bounds.pages} of {len(website.pages)} pages were compared.")
    return notes


def _ranked(records: Sequence[FixRecord], order: Sequence[str]) -> list[FixRecord]:
    """Records in the order of the plan."""
    place = {kind: number for number, kind in enumerate(order)}
    return sorted(records, key=lambda record: (place.get(record.kind, len(place)), record.path))
