"""One whole pass over a website: measure, audit, plan, fix, prove, and withdraw what made something worse."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from code24.audit.auditing import audit
from code24.audit.models import AuditReport
from code24.errors import BrowserFailed
from code24.optimize.applying import Step, apply_all
from code24.optimize.fix import FixKind, Setting
from code24.optimize.fixes import all_fixes
from code24.optimize.models import FixRecord, FixStatus, Optimization
from code24.optimize.planning import planned
from code24.optimize.ports import Browser
from code24.optimize.proving.comparing import TOLERANCE, compared
from code24.optimize.proving.proof import Proof
from code24.optimize.proving.records import applied, left_out, weights
from code24.optimize.proving.seeing import WIDTHS, Seeing
from code24.optimize.proving.suspects import withholding
from code24.ports import Clock
from code24.types import SiteId
from code24.website.page import Page
from code24.website.website import Website

NOTHING_KNOWN: Mapping[str, float] = {}
_BY_OWNER = "Its owner undid it"


@dataclass(frozen=True)
class Bounds:
    """How much is looked at and tried."""

    pages: int = 12
    """Pages that a browser looks at."""
    rounds: int = 8
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
    report: Callable[[str], None] = lambda line: None,
) -> tuple[Website, Optimization]:
    """The optimized website, and what was done to it with its proof.

    `original` is the website as it was before third-party files were brought home, where that was done: before and
    after are told from it. `chances` are what is known to work, by kind. Without a browser nothing is compared as a
    picture. A browser that fails is noted, and done without.
    """
    started, bounds = clock.now(), bounds or Bounds()
    kinds = tuple(all_fixes() if kinds is None else kinds)
    first = original if original is not None else website
    report(f"Auditing {len(first.pages)} pages")
    before = audit(first)
    base = before if original is None else audit(website)
    notes = list(_notes(first, setting, browser, bounds))
    proof = Proof(website, base, tolerance=bounds.tolerance, report=report)
    if browser is not None:
        try:
            seen = _look(website, first, proof, browser, bounds, report)
        except BrowserFailed as error:
            notes.append(f"No pictures were compared: {error.detail}")
        else:
            notes += seen
            setting = replace(setting, measured={key: view.measured for key, view in proof.references.items()})
    plan = planned(kinds, base, chances, setting)
    report(f"{len(plan)} kinds of fixes have something to do")
    steps, withdrawn, after = _proved(website, kinds, setting, proof, base, bounds, notes, report)
    result = steps[-1].website if steps else website
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
        weights=weights(first, result),
        pictures=tuple(verdict.proof for verdict in proof.verdicts),
        notes=tuple(dict.fromkeys(notes)),
    )


def _proved(
    website: Website,
    kinds: Sequence[FixKind],
    setting: Setting,
    proof: Proof,
    base: AuditReport,
    bounds: Bounds,
    notes: list[str],
    report: Callable[[str], None],
) -> tuple[list[Step], dict[str, str], AuditReport]:
    """The steps that passed, what was withdrawn with its reasons, and the audit of the website after them."""
    found = [result.rule for result in base.results if result.found]
    withdrawn: dict[str, str] = {}
    for _ in range(bounds.rounds):
        given = withholding(setting, withdrawn.keys())
        steps = apply_all(website, kinds, given, found, lambda kind: report(f"Fixing: {kind.title}"))
        broken = {step.kind.id: f"It failed: {step.error}" for step in steps if step.error}
        steps = [step for step in steps if not step.error]
        report("Auditing the fixed website")
        after = audit(steps[-1].website) if steps else base
        try:
            culprits = proof.culprits(steps, given, after)
        except BrowserFailed as error:
            notes.append(f"Not every picture was compared: {error.detail}")
            proof.seeing = None
            culprits = proof.culprits(steps, given, after)
        if not culprits:
            return steps, withdrawn | broken, after
        for name, reason in culprits.items():
            report(f"Withdrawn: {name} ({reason})")
        withdrawn |= culprits
    notes.append(f"After {bounds.rounds} rounds something still got worse, so nothing was changed.")
    proof.verdicts = ()
    reason = "No set of fixes passed the proof"
    return [], {**{kind.id: reason for kind in kinds if kind.id not in setting.withheld}, **withdrawn}, base


def _look(
    website: Website, first: Website, proof: Proof, browser: Browser, bounds: Bounds, report: Callable[[str], None]
) -> list[str]:
    """Look at the pages as they are, which proof compares with from now on. Raises BrowserFailed."""
    paths = [page.path for page in entry_pages(website)][: bounds.pages]
    report(f"Looking at {len(paths)} pages")
    proof.seeing = seeing = Seeing(browser, bounds.widths)
    proof.references |= {(view.path, view.width): view for view in seeing.views(website, paths)}
    unseen = [path for path in paths if not any(path == seen for seen, _ in proof.references)]
    notes = [f"{path} could not be seen in a browser in time; its pictures were not compared." for path in unseen]
    if first is website:
        return notes
    # Files that came home answer under their old addresses as well, so that pages look as with their hosts.
    there = first.changed(file for file in website.files.values() if file.path not in first.files)
    for view in seeing.views(there, paths):
        home = proof.references.get((view.path, view.width))
        if home is not None and compared(view, home, bounds.tolerance).reasons:
            notes.append(f"{view.path} looks different with third-party files at home.")
        elif home is not None:
            proof.references[view.path, view.width] = view._replace(measured=home.measured)
    return notes


def entry_pages(website: Website) -> list[Page]:
    """The pages that are looked at first: the home page, then those nearest to it."""
    return sorted(
        website.pages, key=lambda page: (page.is_error_page, page.path.count("/"), page.path != "/index.html")
    )


def _notes(website: Website, setting: Setting, browser: Browser | None, bounds: Bounds) -> list[str]:
    notes = []
    if setting.is_placeholder_origin:
        notes.append(
            f"Nobody said under which address the website is live: {website.origin} is a placeholder in canonical links,"
            " the sitemap and previews. Name the address with --origin before you publish."
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
