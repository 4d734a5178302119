"""What each fix did, as its owner and the loop will read it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from code24.audit.rules import all_rules
from code24.identifiers import derived
from code24.optimize.applying import Step
from code24.optimize.fix import EVERYWHERE, FixKind, changes_by_path
from code24.optimize.models import FixRecord, FixStatus, PageWeight
from code24.optimize.proving.suspects import state
from code24.website.loading.weight import first_visit
from code24.website.page import Page
from code24.website.website import Website

MOST_CHANGES = 20
"""Changes of a fix that are told one by one."""
type Counts = Mapping[str, Mapping[str, int]]
"""Defects by path, then by rule."""


def counts(website: Website, rules: Collection[str]) -> Counts:
    """What some rules find, by file."""
    found: dict[str, dict[str, int]] = {}
    for rule in all_rules():
        if rule.id in rules:
            for path, look in rule.look(website):
                if look is not None:
                    of_path = found.setdefault(path, {})
                    of_path[rule.id] = of_path.get(rule.id, 0) + 1
    return found


def applied(website: Website, steps: Sequence[Step], whose: str) -> Iterator[FixRecord]:
    """The records of the steps that changed something: one per kind and file. `whose` is the site's id or origin."""
    found: dict[str, FixRecord] = {}
    for record in _step_by_step(website, steps, whose):
        earlier = found.get(record.fix_id)
        found[record.fix_id] = record if earlier is None else _continued(earlier, record)
    yield from found.values()


def _continued(earlier: FixRecord, later: FixRecord) -> FixRecord:
    """One record of a fix that was applied twice to the same file."""
    return later.model_copy(
        update={
            "found_before": earlier.found_before,
            "bytes_before": earlier.bytes_before,
            "requests_before": earlier.requests_before,
            "changes": (*earlier.changes, *later.changes)[:MOST_CHANGES],
            "change_count": earlier.change_count + later.change_count,
        }
    )


def _step_by_step(website: Website, steps: Sequence[Step], whose: str) -> Iterator[FixRecord]:
    for number, step in enumerate(steps, 1):
        if step.error:
            continue
        before = state(website, steps, number - 1)
        found_before, found_after = counts(before, step.kind.answers), counts(step.website, step.kind.answers)
        sizes = (_size(before), _size(step.website))
        changed = changes_by_path(step.outcome.changes) or {EVERYWHERE: []}
        for path, changes in changed.items():
            yield FixRecord(
                fix_id=fix_id(whose, step.kind, path),
                kind=step.kind.id,
                title=step.kind.title,
                path=path,
                status=FixStatus.APPLIED,
                answers=step.kind.answers,
                found_before=_of(found_before, path),
                found_after=_of(found_after, path),
                bytes_before=sizes[0],
                bytes_after=sizes[1],
                requests_before=_requests(before, path),
                requests_after=_requests(step.website, path),
                changes=tuple(changes[:MOST_CHANGES]),
                change_count=len(changes),
            )


def left_out(
    kinds: Iterable[FixKind], names: Mapping[str, str], status: FixStatus, website: Website, whose: str
) -> Iterator[FixRecord]:
    """The records of what was not applied. `names` are `kind` or `kind@path`, with the reason."""
    known = {kind.id: kind for kind in kinds}
    for name, reason in sorted(names.items()):
        identifier, _, path = name.partition("@")
        kind = known.get(identifier)
        if kind is None:
            continue
        found = _of(counts(website, kind.answers), path or EVERYWHERE)
        yield FixRecord(
            fix_id=fix_id(whose, kind, path or EVERYWHERE),
            kind=kind.id,
            title=kind.title,
            path=path or EVERYWHERE,
            status=status,
            reason=reason,
            answers=kind.answers,
            found_before=found,
            found_after=found,
        )


def fix_id(whose: str, kind: FixKind, path: str) -> str:
    """The same for the same fix of the same site in every cycle."""
    return derived("f", 12, whose, kind.id, path)


def weights(before: Website, after: Website) -> tuple[PageWeight, ...]:
    """What a first visit to each page costs, before and after."""
    return tuple(_weight(page, before, after) for page in before.pages if page.path in after.page_at)


def _weight(page: Page, before: Website, after: Website) -> PageWeight:
    then, now = first_visit(page, before), first_visit(after.page_at[page.path], after)
    return PageWeight(
        path=page.path,
        bytes_before=then.bytes,
        bytes_after=now.bytes,
        requests_before=then.requests,
        requests_after=now.requests,
    )


def _of(found: Counts, path: str) -> dict[str, int]:
    """The counts of a file, or of all files."""
    if path != EVERYWHERE:
        return dict(found.get(path, {}))
    total: dict[str, int] = {}
    for of_path in found.values():
        for rule, count in of_path.items():
            total[rule] = total.get(rule, 0) + count
    return total


def _size(website: Website) -> int:
    return sum(len(file.content) for file in website.files.values())


def _requests(website: Website, path: str) -> int:
    pages = website.pages if path == EVERYWHERE else [page for page in [website.page_at.get(path)] if page]
    return sum(first_visit(page, website).requests for page in pages)
