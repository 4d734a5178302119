"""Summing up passes."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from code24.audit.models import AuditReport
from code24.errors import InvalidRequest
from code24.optimize.models import FixRecord, FixStatus, Optimization
from code24.optimize.reporting.models import Milestone, ScoreChange, WeightChange, Withdrawal, Work


def milestone(passes: Sequence[Optimization]) -> Milestone:
    """What came of some passes over one website, the earliest first. Raises InvalidRequest for none."""
    if not passes:
        raise InvalidRequest("A milestone sums up at least one pass.")
    first, last = passes[0], passes[-1]
    return Milestone(
        site_id=last.site_id,
        origin=last.origin,
        began_at=first.started_at,
        ended_at=last.started_at + timedelta(seconds=last.seconds),
        passes=len(passes),
        pages=last.after.pages,
        findings_before=_found(first.before),
        findings_after=_found(last.after),
        scores=tuple(_scores(passes)),
        weights=tuple(_weights(first, last)),
        work=tuple(_work(passes)),
        withdrawn=tuple(
            Withdrawal(kind=fix.kind, title=fix.title, path=fix.path, reason=fix.reason)
            for fix in last.fixes
            if fix.status is FixStatus.WITHDRAWN
        ),
        most_changed=max((picture.changed for picture in last.pictures), default=None),
        notes=last.notes,
        seconds=round(sum(each.seconds for each in passes), 3),
        cost_usd=round(sum(each.cost_usd for each in passes), 6),
    )


def _found(report: AuditReport) -> int:
    return sum(result.found for result in report.results)


def _scores(passes: Sequence[Optimization]) -> Iterator[ScoreChange]:
    last = passes[-1].after
    for score in passes[0].before.scores:
        yield ScoreChange(
            category=score.category,
            before=score.value,
            after=last.score(score.category),
            course=tuple(each.after.score(score.category) for each in passes),
            formula=score.formula,
            estimate=score.estimate,
        )


def _weights(first: Optimization, last: Optimization) -> Iterator[WeightChange]:
    after = {weight.path: weight for weight in last.weights}
    for then in first.weights:
        if now := after.get(then.path):
            yield WeightChange(
                path=then.path,
                bytes_before=then.bytes_before,
                bytes_after=now.bytes_after,
                requests_before=then.requests_before,
                requests_after=now.requests_after,
            )


def _work(passes: Sequence[Optimization]) -> Iterator[Work]:
    by_kind: dict[str, list[FixRecord]] = {}
    for each in passes:
        applied: dict[str, list[FixRecord]] = {}
        for fix in each.fixes:
            if fix.status is FixStatus.APPLIED:
                applied.setdefault(fix.kind, []).append(fix)
        by_kind |= applied
    for kind, fixes in by_kind.items():
        removed = sum(sum(fix.found_before.values()) - sum(fix.found_after.values()) for fix in fixes)
        changes = sum(fix.change_count for fix in fixes)
        yield Work(kind=kind, title=fixes[0].title, applied=changes, removed=max(0, removed))
