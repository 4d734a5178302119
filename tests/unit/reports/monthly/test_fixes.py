"""What the optimizer did."""

from datetime import UTC, datetime

from code24.optimize.models import FixStatus
from code24.reports.monthly.fixes import added_fixes, fixes_of
from code24.reports.monthly.models import FixFigures, ScoreStep
from tests.unit.reports.monthly.cycles import cycle, fix

AT = datetime(2026, 11, 3, tzinfo=UTC)


def test_a_fix_counts_once_however_many_cycles_did_it() -> None:
    found = fixes_of([cycle(1, AT, fix("1")), cycle(2, AT, fix("1"), fix("2", changes=4)), cycle(3, AT, fix("1"))], 3)
    [work] = found.kinds
    assert (work.kind, work.fixes, work.changes, work.found_before, work.found_after, work.sites) == (
        "alt-texts", 2, 7, 7, 0, 1
    )  # fmt: skip
    assert (found.cycles, found.unread) == (3, 0)


def test_a_fix_that_was_withdrawn_later_is_not_in_place() -> None:
    found = fixes_of([cycle(1, AT, fix("1")), cycle(2, AT, fix("1", status=FixStatus.WITHDRAWN))], 2)
    assert (found.kinds, found.withdrawn) == ((), 1)


def test_scores_are_those_before_the_first_cycle_and_after_the_last() -> None:
    found = fixes_of([cycle(1, AT, before=40, after=60), cycle(2, AT, before=55, after=85)], 2)
    assert found.scores == (
        ScoreStep(category="design", before=90, after=90),
        ScoreStep(category="seo", before=40, after=85),
    )


def test_cycles_whose_results_are_gone_are_counted_as_unread() -> None:
    assert fixes_of([], 0) == FixFigures()
    assert fixes_of([], 4) == FixFigures(cycles=4, unread=4)
    assert fixes_of([cycle(1, AT)], 4).unread == 3


def test_sites_add_up_and_scores_say_how_many_sites_they_are_of() -> None:
    one, other = fixes_of([cycle(1, AT, fix("1"))], 1), fixes_of([cycle(2, AT, fix("2", "titles", changes=9))], 1)
    both = added_fixes([one, other, one, FixFigures()])
    assert [(work.kind, work.changes, work.sites) for work in both.kinds] == [("titles", 9, 1), ("alt-texts", 6, 2)]
    assert (both.cycles, both.scores[1]) == (3, ScoreStep(category="seo", before=150, after=240, sites=3))
