"""From the rows of a test to figures of its arms.

A visitor who was seen in two arms (another address, another browser under the same id, or a forged one) counts in none.
Rows carry the hour and not the second, so what happened in the hour of the first exposure counts as afterwards.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple, Protocol

from code24.experiments.figures.models import ArmFigures, DayFigures, VitalFigures

HOURS = 24
_BRIEF: dict[str, Any] = {"vitals": {}}
"""What days leave out: a test's record holds all of them."""


class Row(Protocol):
    """One thing that a visitor of a test did (`analytics.packing.TestRow`)."""

    @property
    def unit(self) -> str:
        """The visitor's id in the test."""

    @property
    def arm(self) -> int:
        """0 is the control."""

    @property
    def hour(self) -> int:
        """Hours since 1970, UTC."""

    @property
    def kind(self) -> str:
        """`exposure`, `goal`, `vital`, `error` or `leave`."""

    @property
    def event_id(self) -> str:
        """The same for the same thing."""

    @property
    def name(self) -> str:
        """Of the goal, or of the vital; the path of a view."""

    @property
    def value(self) -> float:
        """A goal's revenue, a vital's reading."""


class Counted(NamedTuple):
    """A test's rows in figures."""

    arms: tuple[ArmFigures, ...]
    days: tuple[DayFigures, ...]
    """Cumulative, for each UTC day that had rows; without vitals."""
    dropped: int
    """Visitors who were seen in two arms."""


@dataclass(slots=True)
class _Arm:
    """An arm while its rows are counted."""

    exposed: set[str] = field(default_factory=set)
    converted: set[str] = field(default_factory=set)
    revenue_of: dict[str, float] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    views: int = 0
    errors: int = 0
    vitals: dict[str, tuple[int, float, float]] = field(default_factory=dict)

    def figures(self) -> ArmFigures:
        """The figures up to now."""
        revenues = self.revenue_of.values()
        return ArmFigures(
            exposed=len(self.exposed),
            converted=len(self.converted),
            revenue=sum(revenues),
            revenue_squares=sum(each * each for each in revenues),
            views=self.views,
            errors=self.errors,
            failed=len(self.failed),
            vitals={
                name: VitalFigures(count=count, total=total, squares=squares)
                for name, (count, total, squares) in sorted(self.vitals.items())
            },
        )


def counted(
    rows: Iterable[Row],
    arms: int,
    is_goal: Callable[[str, str, float], bool],
    paths: Collection[str] = (),
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Counted:
    """Count the rows of a test with so many arms.

    `is_goal` knows what the metric counts: by its kind (`goal`, or `exposure` for a view), name or path, and revenue.
    Who saw one of the pages at `paths`, under which the arms differ, is exposed: by any page where there are none.
    Only whole hours from that of `since` to before that of `until` count. Rows may come twice, and in any order.
    """
    first = None if since is None else hour_of(since)
    last = None if until is None else hour_of(until)
    unique: dict[tuple[str, str, str, str], Row] = {}
    arms_of: dict[str, int] = {}
    twice: set[str] = set()
    for row in rows:
        too_early = first is not None and row.hour < first
        if too_early or not 0 <= row.arm < arms or (last is not None and row.hour >= last):
            continue
        if arms_of.setdefault(row.unit, row.arm) != row.arm:
            twice.add(row.unit)
        unique[row.unit, row.kind, row.event_id, row.name] = row
    # Within an hour what exposes comes first: whoever reached the goal in it saw the page before.
    kept = [row for row in unique.values() if row.unit not in twice]
    kept.sort(key=lambda row: (row.hour, not _exposes(row, paths), row.unit, row.kind, row.event_id, row.name))
    found, days = [_Arm() for _ in range(arms)], []
    for day, of_day in groupby(kept, key=lambda row: row.hour // HOURS):
        for row in of_day:
            _add(found[row.arm], row, is_goal, exposes=_exposes(row, paths))
        days.append(DayFigures(day=_date_of(day), arms=tuple(arm.figures().model_copy(update=_BRIEF) for arm in found)))
    return Counted(tuple(arm.figures() for arm in found), tuple(days), len(twice))


def hour_of(moment: datetime) -> int:
    """The hours since 1970 in which a moment lies."""
    return int(moment.timestamp()) // 3_600


def _exposes(row: Row, paths: Collection[str]) -> bool:
    return row.kind == "exposure" and (not paths or row.name in paths)


def _add(arm: _Arm, row: Row, is_goal: Callable[[str, str, float], bool], *, exposes: bool) -> None:
    if exposes:
        arm.views += 1
        arm.exposed.add(row.unit)
    match row.kind:
        case "error":
            arm.errors += 1
            arm.failed.add(row.unit)
        case "goal" | "exposure" if row.unit in arm.exposed and is_goal(row.kind, row.name, row.value):
            arm.converted.add(row.unit)
            arm.revenue_of[row.unit] = arm.revenue_of.get(row.unit, 0.0) + (row.value or 0.0)
        case "vital" if row.unit in arm.exposed:
            count, total, squares = arm.vitals.get(row.name, (0, 0.0, 0.0))
            arm.vitals[row.name] = count + 1, total + row.value, squares + row.value * row.value
        case _:
            return


def _date_of(day: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)).date()
