"""What the optimizer did in a month: fixes by kind, and the scores before and after."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from code24.audit.models import Score
from code24.optimize.loop.models import CycleResult
from code24.optimize.models import FixRecord, FixStatus
from code24.reports.monthly.models import FixFigures, FixWork, ScoreStep


def fixes_of(results: Iterable[CycleResult], cycles: int) -> FixFigures:
    """The work of a site's cycles, the earliest first; `cycles` are all that there were.

    Every cycle begins with the website as its owner made it and does all fixes again, so they are not added up over
    cycles: each fix counts once, as the last cycle left it.
    """
    fixes: dict[str, FixRecord] = {}
    first: Sequence[Score] = ()
    last: CycleResult | None = None
    read = 0
    for result in results:
        first = first or result.optimization.before.scores
        fixes |= {fix.fix_id: fix for fix in result.optimization.fixes}
        last, read = result, read + 1
    if last is None:
        return FixFigures(cycles=cycles, unread=cycles)
    statuses = [fix.status for fix in last.optimization.fixes]
    after = {score.category: score.value for score in last.optimization.after.scores}
    return FixFigures(
        cycles=cycles,
        withdrawn=statuses.count(FixStatus.WITHDRAWN),
        kinds=_by_kind(fix for fix in fixes.values() if fix.status is FixStatus.APPLIED),
        scores=tuple(
            ScoreStep(category=each.category.value, before=round(each.value, 2), after=round(after[each.category], 2))
            for each in sorted(first, key=attrgetter("category"))
            if each.category in after
        ),
        unread=cycles - read,
    )


def added_fixes(several: Iterable[FixFigures]) -> FixFigures:
    """The work on several sites; of scores the sums, with how many sites they are of."""
    kinds: dict[str, FixWork] = {}
    scores: dict[str, ScoreStep] = {}
    cycles = withdrawn = unread = 0
    for each in several:
        cycles, withdrawn, unread = cycles + each.cycles, withdrawn + each.withdrawn, unread + each.unread
        for work in each.kinds:
            known = kinds.get(work.kind)
            kinds[work.kind] = work if known is None else _both(known, work)
        for step in each.scores:
            then = scores.get(step.category) or ScoreStep(category=step.category, before=0.0, after=0.0, sites=0)
            scores[step.category] = ScoreStep(
                category=step.category,
                before=round(then.before + step.before, 2),
                after=round(then.after + step.after, 2),
                sites=then.sites + step.sites,
            )
    return FixFigures(
        cycles=cycles,
        withdrawn=withdrawn,
        kinds=_ordered(kinds.values()),
        scores=tuple(scores[name] for name in sorted(scores)),
        unread=unread,
    )


def _by_kind(fixes: Iterable[FixRecord]) -> tuple[FixWork, ...]:
    found: dict[str, FixWork] = {}
    for fix in fixes:
        work = FixWork(
            kind=fix.kind,
            title=fix.title,
            fixes=1,
            changes=fix.change_count,
            found_before=sum(fix.found_before.values()),
            found_after=sum(fix.found_after.values()),
        )
        known = found.get(fix.kind)
        found[fix.kind] = work if known is None else _both(known, work).model_copy(update={"sites": 1})
    return _ordered(found.values())


def _both(one: FixWork, other: FixWork) -> FixWork:
    return FixWork(
        kind=one.kind,
        title=one.title,
        fixes=one.fixes + other.fixes,
        changes=one.changes + other.changes,
        found_before=one.found_before + other.found_before,
        found_after=one.found_after + other.found_after,
        sites=one.sites + other.sites,
    )


def _ordered(works: Iterable[FixWork]) -> tuple[FixWork, ...]:
    return tuple(sorted(works, key=lambda work: (-work.changes, work.kind)))
