"""Proving steps: what they made worse, and which of them did."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from code24.audit.auditing import audit
from code24.audit.models import AuditReport, Category
from code24.optimize.applying import Step
from code24.optimize.fix import Setting
from code24.optimize.ports import View
from code24.optimize.proving.comparing import TOLERANCE, Verdict, compared
from code24.optimize.proving.pictures import changed_share
from code24.optimize.proving.records import counts
from code24.optimize.proving.seeing import Seeing
from code24.optimize.proving.suspects import first_bad, state, to_withhold
from code24.website.website import Website

SCORE_TOLERANCE = 0.5
"""Points of 100: less is rounding, as scores are published in whole points."""
_MANY = 3
"""Pages: a kind that fails on as many of them, and on most that were looked at, leaves as a whole."""

type Withheld = Mapping[str, str]
"""`kind` or `kind@path` of what has to go, with the reason."""


@dataclass
class Proof:
    """One website, and what is known of how it was before any fix."""

    website: Website
    """What the steps begin with."""
    before: AuditReport
    seeing: Seeing | None = None
    references: dict[tuple[str, int], View] = field(default_factory=dict)
    """How pages looked, by path and width."""
    tolerance: float = TOLERANCE
    report: Callable[[str], None] = lambda line: None
    notes: list[str] = field(default_factory=list)
    """What the owner should know."""
    verdicts: tuple[Verdict, ...] = ()
    """Of the steps that were proved last."""

    def culprits(self, steps: Sequence[Step], setting: Setting, after: AuditReport) -> Withheld:
        """What has to go. Raises BrowserFailed where the browser breaks down."""
        self.verdicts = ()
        if not steps:
            return {}
        found = dict(self._by_own_rules(steps))
        found |= self._by_scores(steps, after)
        if not found and self.seeing is not None:
            found |= self._by_looks(steps, setting, self.seeing)
        return found

    def pairs(self, website: Website) -> Iterator[tuple[View, View]]:
        """Every page that was looked at, before and after."""
        if self.seeing is not None and self.verdicts:
            paths = list(dict.fromkeys(path for path, _ in self.references))
            for view in self.seeing.views(website, paths):
                if before := self.references.get((view.path, view.width)):
                    yield before, view

    def _by_own_rules(self, steps: Sequence[Step]) -> Withheld:
        """Fixes after which there is more of what they answer."""
        found = {}
        for number, step in enumerate(steps, 1):
            before, after = (counts(state(self.website, steps, at), step.kind.answers) for at in (number - 1, number))
            for rule in step.kind.answers:
                then, now = (sum(of_path.get(rule, 0) for of_path in each.values()) for each in (before, after))
                if now > then:
                    found[step.kind.id] = f"The rule {rule} found {then} defects before it, and {now} after"
        return found

    def _by_scores(self, steps: Sequence[Step], after: AuditReport) -> Withheld:
        """The first fix after which a category's score is below what it was."""
        found = {}
        for score in self.before.scores:
            category, then = score.category, score.value
            if after.score(category) >= then - SCORE_TOLERANCE:
                continue

            kind = steps[self._lowering(steps, category, then) - 1].kind
            now = after.score(category)
            found[kind.id] = f"The score of {category.value} fell from {then:.1f} to {now:.1f}"
        return found

    def _lowering(self, steps: Sequence[Step], category: Category, then: float) -> int:
        """Number of the step that lowered a score: the first that made it too low, or the one that did the most."""
        scores: dict[int, float] = {0: then}

        def score(number: int) -> float:
            if number not in scores:
                scores[number] = audit(state(self.website, steps, number), (category,)).score(category)
            return scores[number]

        found = first_bad(len(steps), lambda number: score(number) < then - SCORE_TOLERANCE)
        if score(found - 1) - score(found) >= SCORE_TOLERANCE:
            return found
        return max(range(1, found + 1), key=lambda number: score(number - 1) - score(number))

    def _by_looks(self, steps: Sequence[Step], setting: Setting, seeing: Seeing) -> Withheld:
        """The fixes after which a page looks, reads or works differently."""
        paths = list(dict.fromkeys(path for path, _ in self.references))
        final = steps[-1].website
        self.report(f"Looking at {len(paths)} pages after {len(steps)} fixes")
        seen = seeing.views(final, paths)
        missing = self.references.keys() - {(view.path, view.width) for view in seen}
        self.verdicts = tuple(self._verdict(view, steps, seeing, final) for view in seen)
        bad = {each.path: each.reasons[0] for each in reversed(self.verdicts) if each.reasons}
        bad |= {path: "The page cannot be seen in a browser any more" for path, _ in missing}
        widths = {each.path: each.width for each in reversed(self.verdicts) if each.reasons} | dict(missing)
        found: dict[str, str] = {}
        blamed: dict[str, list[str]] = {}
        suspect = 0
        for path, reason in bad.items():
            self.report(f"Finding what changed {path}: {reason}")
            suspect = self._culprit(steps, path, widths[path], seeing, suspect)
            step = steps[suspect - 1]
            before = state(self.website, steps, suspect - 1)
            found[to_withhold(step.kind, path, before, setting)] = reason
            blamed.setdefault(step.kind.id, []).append(path)
        for kind, blamed_for in blamed.items():
            if len(blamed_for) >= _MANY and len(blamed_for) * 2 > len(paths):
                reason = found.get(kind, bad[blamed_for[0]])
                found = {name: why for name, why in found.items() if not name.startswith(f"{kind}@")} | {kind: reason}
        return found

    def _verdict(self, view: View, steps: Sequence[Step], seeing: Seeing, website: Website) -> Verdict:
        """Compare a look with the reference; what fails is looked at once more, as pages may differ from themselves."""
        reference = self.references.get((view.path, view.width))
        if reference is None:
            return compared(view, view)
        allowed = self.allowed(steps, view.path)
        verdict = compared(reference, view, allowed)
        if verdict.reasons:
            again = seeing.view(website, view.path, view.width, anew=True) or view
            verdict = _better(verdict, compared(reference, again, allowed))
        if verdict.reasons:
            begun = self._as_begun(reference, seeing)
            verdict = _better(verdict, compared(begun, view, allowed), compared(begun, again, allowed))
        return verdict

    def _as_begun(self, reference: View, seeing: Seeing) -> View:
        """The reference; where it differs from what the steps begin with, that is none of their doing."""
        begun = seeing.view(self.website, reference.path, reference.width, anew=True)
        if begun is None or not compared(reference, begun, self.tolerance).reasons:
            return reference
        self.notes.append(f"{reference.path} looks different at every look, or with third-party files at home.")
        self.references[reference.path, reference.width] = begun
        return begun

    def allowed(self, steps: Sequence[Step], path: str) -> float:
        """Share of a page's pixels that may differ: the tolerance, and what kinds that touched it need more."""
        more = 0.0
        for step in steps:
            touched = {change.path for change in step.outcome.changes} | {file.path for file in step.outcome.files}
            if path in touched or any(each not in self.website.page_at for each in touched):
                more += step.kind.tolerance if step.kind.tolerance > self.tolerance else 0.0
        return min(1.0, self.tolerance + more)

    def _culprit(self, steps: Sequence[Step], path: str, width: int, seeing: Seeing, suspect: int) -> int:
        """Number of the step that did it: the last suspect where it is that one, else the first bad state."""

        def is_bad(number: int) -> bool:
            website, allowed = state(self.website, steps, number), self.allowed(steps[:number], path)
            # What looks wrong once may only have been looked at too early: it counts where it looks wrong again.
            views = (seeing.view(website, path, width, anew=anew) for anew in (False, True))
            return all(view is None or compared(reference, view, allowed).reasons for view in views)

        reference = self.references[path, width]

        if suspect and is_bad(suspect) and (suspect == 1 or not is_bad(suspect - 1)):
            return suspect
        found = first_bad(len(steps), is_bad)
        return self._largest(steps, path, width, seeing, found)

    def _largest(self, steps: Sequence[Step], path: str, width: int, seeing: Seeing, found: int) -> int:
        """The limit is reached by many small changes where the last one is small: then the largest has to go."""
        view = seeing.view(state(self.website, steps, found), path, width)
        reference = self.references[path, width]
        if view is None or compared(reference, view, 1.0).reasons:
            return found
        if self._share(steps, found, path, width, seeing) >= self.allowed(steps[:found], path) / 2:
            return found
        return max(range(1, found + 1), key=lambda number: self._share(steps, number, path, width, seeing))

    def _share(self, steps: Sequence[Step], number: int, path: str, width: int, seeing: Seeing) -> float:
        one = seeing.view(state(self.website, steps, number - 1), path, width)
        other = seeing.view(state(self.website, steps, number), path, width)
        return changed_share(one.picture, other.picture) if one is not None and other is not None else 1.0


def _better(*verdicts: Verdict) -> Verdict:
    """Of several looks at the same, the one that is the most like the reference."""
    return min(verdicts, key=lambda one: (len(one.reasons), one.changed))
