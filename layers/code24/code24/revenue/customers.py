"""What a customer brings in one currency, from moment to moment, and how that moved in a month."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

from code24.revenue.definitions import Counted
from code24.revenue.levels import NOTHING, Level, Step


class Span(NamedTuple):
    """A month, or as much of it as has passed: from its begin up to its end, which is not its own."""

    begins: datetime
    ends: datetime


@dataclass(slots=True)
class Moved:
    """How one customer's revenue moved in a month: counts of moves, and minor units."""

    start: int = 0
    end: int = 0
    was: bool = False
    """Whether it was a customer at the start."""
    is_one: bool = False
    """Whether it is one at the end."""
    new: int = 0
    expansion: int = 0
    contraction: int = 0
    churn: int = 0
    reactivation: int = 0
    came: int = 0
    came_back: int = 0
    left: int = 0


def together(several: Sequence[Sequence[Step]]) -> list[Step]:
    """The steps of a customer's subscriptions as its own; what changes at one moment is one change."""
    if len(several) == 1:
        return list(several[0])
    now = [NOTHING] * len(several)
    found: list[Step] = []
    for moment, which, level in sorted(
        ((moment, which, level) for which, steps in enumerate(several) for moment, level in steps), key=itemgetter(0)
    ):
        now[which] = level
        all_of_them = Level(sum(each.mrr for each in now), any(each.stays for each in now))
        if found and found[-1][0] == moment:
            found.pop()
        found.append((moment, all_of_them))
    return found


def moved(steps: Sequence[Step], spans: Sequence[Span], counted: Counted) -> Iterator[Moved]:
    """A customer's months, in order; of which each begins where the one before ends, or later.

    By `WHOLE_MONTH`, who has come and gone within a month before the first span was never there; that is asked of
    calendar months.
    """
    for span in spans:
        first, last = (bisect_left(steps, moment, key=itemgetter(0)) for moment in span)
        before = steps[first - 1][1] if first else NOTHING
        after = steps[last - 1][1] if last else NOTHING
        paid = _has_paid(steps[:first], span.begins, counted)
        month = Moved(start=before.mrr, end=after.mrr, was=paid and before.stays)
        if counted is Counted.EACH_CHANGE:
            level = before
            for _, each in steps[first:last]:
                paid = _move(month, level, each, paid=paid)
                level = each
        elif first != last:
            paid = _move(month, before, after, paid=paid)
        month.is_one = paid and after.stays
        yield month


def at(steps: Sequence[Step], moment: datetime) -> Level:
    """The level right before a moment."""
    place = bisect_left(steps, moment, key=itemgetter(0))
    return steps[place - 1][1] if place else NOTHING


def _has_paid(steps: Sequence[Step], until: datetime, counted: Counted) -> bool:
    if counted is Counted.EACH_CHANGE:
        return any(level.mrr for _, level in steps)
    ends = (*(moment for moment, _ in steps[1:]), until)
    return any(level.mrr and _ends_a_month(moment, end) for (moment, level), end in zip(steps, ends, strict=False))


def _ends_a_month(begins: datetime, ends: datetime) -> bool:
    """Whether what holds from `begins` up to `ends` holds right before a calendar month ends."""
    return (begins.year, begins.month) != (ends.year, ends.month)


def _move(month: Moved, before: Level, after: Level, *, paid: bool) -> bool:
    """Add the move from one level to another; returns whether the customer has paid by then."""
    was, difference = paid and before.stays, after.mrr - before.mrr
    stays = (paid or after.mrr > 0) and after.stays
    if stays and not paid:
        month.new += difference
        month.came += 1
    elif stays and not was:
        month.reactivation += difference
        month.came_back += 1
    elif was and not stays:
        month.churn -= difference
        month.left += 1
    elif difference > 0:
        month.expansion += difference
    else:
        month.contraction -= difference
    return paid or after.mrr > 0
