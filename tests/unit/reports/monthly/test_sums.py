"""Days, sites and customers added up."""

from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.rollups.histograms import compact, histogram, quantile, size
from code24.reports.monthly.sums import MOST_SOURCES, SHOWN, audience_of, sums_of, without_names
from tests.unit.reports.monthly.months import figures

VALUES = st.lists(st.floats(min_value=0, max_value=60_000), max_size=30)


@given(st.lists(VALUES, max_size=4))
def test_a_histogram_says_the_same_when_it_is_compact(several: list[list[float]]) -> None:
    written = "".join(map(histogram, several))
    short = compact(written)
    assert (quantile(short), size(short)) == (quantile(written), size(written))
    assert short == histogram([value for values in several for value in values])


@given(st.lists(st.integers(min_value=0, max_value=50), max_size=8), st.integers(min_value=0, max_value=8))
def test_sums_of_sums_are_the_sum(visitors: list[int], cut: int) -> None:
    days = [figures(each, converting=each // 2, source=f"Source {each % 3}", lcp=900 + each) for each in visitors]
    assert sums_of([sums_of(days[:cut]), sums_of(days[cut:])]) == sums_of(days)


def test_very_many_sources_are_bounded_and_none_of_their_visitors_is_lost() -> None:
    days = [figures(1, source=f"Source {number}") for number in range(MOST_SOURCES + 50)]
    sums = sums_of(days)
    assert len(sums["sources"]) == MOST_SOURCES + 1
    assert sum(row[0] for row in sums["sources"].values()) == MOST_SOURCES + 50
    assert len(audience_of(sums).sources) == SHOWN


def test_of_nothing_all_figures_are_zero() -> None:
    found = audience_of(sums_of(()))
    assert (found.figures.visitors, found.figures.conversion_rate, found.goals, found.vitals) == (0, 0.0, (), ())


def test_what_a_customer_named_is_left_out_where_all_are_added_up() -> None:
    sums = sums_of([figures(10, converting=2)])
    assert [row.name for row in audience_of(sums).goals] == ["Form: Submission"]
    assert audience_of(without_names(sums)).goals == ()
    assert audience_of(without_names(sums)).types == audience_of(sums).types
