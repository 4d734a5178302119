"""Proof without a browser: what made a category worse is withdrawn, and what the rest did is counted."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from code24.audit.auditing import audit, counts
from code24.audit.models import AuditReport, Category
from code24.audit.rules import all_rules
from code24.identifiers import derived
from code24.models import Model
from code24.optimize.applying import Step
from code24.optimize.fix import EVERYWHERE, FixKind, Setting, changes_by_path
from code24.optimize.models import Change, FixRecord, FixStatus
from code24.types import SiteId
from code24.website.website import Website

_ROUNDS = 6
"""How often something is withdrawn before nothing is kept."""
_CHANGES = 20
"""Changes that are kept in words, of each fix on each file."""
_SLACK = 0.05
"""Points that rounding may cost a score."""


class StepNote(Model):
    """What one kind of fix did, without the files."""

    kind: str
    error: str = ""
    bytes_after: int
    """Of all files of the website after it, uncompressed."""
    changes: Mapping[str, tuple[Change, ...]]
    """The first ones on each file."""
    counts: Mapping[str, int]
    """All changes on each file."""


class Proved(NamedTuple):
    """What is left of a plan after its proof."""

    website: Website
    notes: tuple[StepNote, ...]
    withdrawn: Mapping[str, str]
    """Kinds that were taken back, with the reason."""
    after: AuditReport


def notes_of(steps: Iterable[Step]) -> tuple[StepNote, ...]:
    """What the steps did."""
    return tuple(map(_note, steps))


def _note(step: Step) -> StepNote:
    by_path = changes_by_path(step.outcome.changes)
    return StepNote(
        kind=step.kind.id,
        error=step.error,
        bytes_after=size_of(step.website),
        changes={path: tuple(changes[:_CHANGES]) for path, changes in by_path.items()},
        counts={path: len(changes) for path, changes in by_path.items()},
    )


def proved(
    website: Website,
    applied: Website,
    notes: Sequence[StepNote],
    again: Callable[[Collection[str]], Sequence[Step]],
    before: AuditReport,
) -> Proved:
    """Withdraw fixes until no category is worse than before.

    `applied` is what the noted steps made of the website; `again(without)` applies all but some kinds once more, which
    is only needed where something got worse.
    """
    withdrawn = {note.kind: f"It failed: {note.error}" for note in notes if note.error}
    categories = tuple(score.category for score in before.scores)
    for _ in range(_ROUNDS):
        after = audit(applied, categories)
        worse = worse_categories(before, after)
        if not worse:
            return Proved(applied, tuple(note for note in notes if not note.error), withdrawn, after)
        blamed = _blamed(website, again(withdrawn), before, after, worse)
        if not blamed:
            break
        withdrawn |= dict.fromkeys(blamed, f"It made {', '.join(each.value for each in worse)} worse.")
        steps = again(withdrawn)
        applied, notes = (steps[-1].website if steps else website), notes_of(steps)
    reason = "Together with other fixes it made a category worse."
    return Proved(website, (), withdrawn | {note.kind: reason for note in notes if not note.error}, before)


def worse_categories(before: AuditReport, after: AuditReport) -> tuple[Category, ...]:
    """Categories whose score fell."""
    return tuple(
        score.category for score in before.scores if after.score(score.category) < score.value - _SLACK
    )


def _blamed(
    website: Website,
    steps: Sequence[Step],
    before: AuditReport,
    after: AuditReport,
    worse: Collection[Category],
) -> set[str]:
    """The kinds whose step raised the defects of a rule that there are more of now in a category that got worse."""
    category_of = {rule.id: rule.category for rule in all_rules()}
    known, now = before.by_rule, after.by_rule
    more = {rule for rule, count in now.items() if count > known.get(rule, 0) and category_of[rule] in worse}
    blamed: set[str] = set()
    previous = counts(website, more)
    for step in steps:
        if step.error:
            continue
        present = counts(step.website, more)
        if any(present[rule] > previous[rule] for rule in more):
            blamed.add(step.kind.id)
        previous = present
    return blamed


def records(
    site_id: SiteId, website: Website, made: Proved, kinds: Sequence[FixKind], setting: Setting
) -> tuple[FixRecord, ...]:
    """One record for each kind and file: what was applied, what was taken back, and what its owner does not want."""
    before, after = _by_path(website, kinds), _by_path(made.website, kinds)
    found: list[FixRecord] = []
    by_id = {kind.id: kind for kind in kinds}
    size = size_of(website)
    for note in made.notes:
        kind = by_id[note.kind]
        for path, changes in note.changes.items():
            found.append(
                FixRecord(
                    fix_id=fix_id(site_id, kind.id, path),
                    kind=kind.id,
                    title=kind.title,
                    path=path,
                    status=FixStatus.APPLIED,
                    answers=kind.answers,
                    found_before={rule: before[rule, path] for rule in kind.answers if before[rule, path]},
                    found_after={rule: after[rule, path] for rule in kind.answers if before[rule, path]},
                    bytes_before=size,
                    bytes_after=note.bytes_after,
                    changes=changes,
                    change_count=note.counts[path],
                )
            )
        size = note.bytes_after
    found += [
        _not_applied(site_id, by_id[name], EVERYWHERE, FixStatus.WITHDRAWN, reason)
        for name, reason in made.withdrawn.items()
        if name in by_id
    ]
    for name in sorted(setting.withheld):
        identifier, _, path = name.partition("@")
        if identifier in by_id:
            reason = "Its owner undid it."
            found.append(_not_applied(site_id, by_id[identifier], path or EVERYWHERE, FixStatus.WITHHELD, reason))
    return tuple(found)


def fix_id(site_id: SiteId, kind: str, path: str) -> str:
    """The same fix has the same id in every cycle."""
    return derived("f", 12, site_id, kind, path)


def _not_applied(site_id: SiteId, kind: FixKind, path: str, status: FixStatus, reason: str) -> FixRecord:
    return FixRecord(
        fix_id=fix_id(site_id, kind.id, path),
        kind=kind.id,
        title=kind.title,
        path=path,
        status=status,
        reason=reason,
        answers=kind.answers,
    )


def _by_path(website: Website, kinds: Sequence[FixKind]) -> Counter[tuple[str, str]]:
    """Defects by rule and file, of the rules that any of the kinds answers."""
    wanted = {rule for kind in kinds for rule in kind.answers}
    found: Counter[tuple[str, str]] = Counter()
    for rule in all_rules():
        if rule.id in wanted:
            found.update((rule.id, path) for path, look in rule.look(website) if look is not None)
    return found


def size_of(website: Website) -> int:
    """Bytes of all files, uncompressed."""
    return sum(len(file.content) for file in website.files.values())
