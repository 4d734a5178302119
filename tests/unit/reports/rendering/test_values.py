"""Axes, tables of values, and text that a picture can hold."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from code24.reports.document import ChartKind
from code24.reports.rendering.scale import extent, ticks
from code24.reports.rendering.text import cut, plain
from code24.reports.rendering.values import NONE, note_of, number, short, table_of
from tests.unit.reports.rendering.documents import chart, line

numbers = st.floats(-1e9, 1e9)


@given(st.lists(numbers, min_size=1, max_size=6), st.sampled_from(ChartKind), st.integers(0, 2))
def test_ticks_are_even_and_hold_all_values(values: list[float], kind: ChartKind, decimals: int) -> None:
    each = chart(line("a", *values), kind=kind, decimals=decimals)
    marks = ticks(each)
    found = extent(each)
    assert found is not None
    low, high = found
    room = max(abs(low), abs(high), 1) * 1e-9
    assert marks[0] <= low + room
    assert marks[-1] >= high - room
    assert 2 <= len(marks) <= 10
    steps = [second - first for first, second in itertools.pairwise(marks)]
    assert max(steps) - min(steps) <= max(steps) * 1e-6


def test_ticks_are_round() -> None:
    assert ticks(chart(line("a", 0, 37))) == (0, 10, 20, 30, 40)
    assert ticks(chart(line("a", 95.2, 104.1), decimals=1)) == (94, 96, 98, 100, 102, 104, 106)
    assert ticks(chart(line("a", 1, 2))) == (0, 1, 2)
    assert ticks(chart(line("a", 0, 0))) == (0, 1)
    assert ticks(chart(line("a", None))) == ()


def test_bars_stand_on_zero_and_a_line_that_does_not_says_so() -> None:
    values = (95.0, 104.0)
    assert ticks(chart(line("a", *values), kind=ChartKind.BARS))[0] == 0
    assert note_of(chart(line("a", *values), kind=ChartKind.BARS)) == ""
    assert note_of(chart(line("a", *values), note="In percent.")) == "In percent. The axis does not begin at zero."
    assert note_of(chart(line("a", 5, 100))) == ""


def test_stacks_reach_as_far_as_their_sums() -> None:
    each = chart(line("a", 5, 10), line("b", 7, None), line("c", -3, -4), kind=ChartKind.STACKED_BARS)
    assert extent(each) == (-4, 12)


def test_the_table_has_the_values_of_the_chart() -> None:
    told = line("Visitors", None, 1234.5, low=(None, 1000), high=(None, 1500), expected=True)
    table = table_of(chart(line("Visitors", 1200, None), told, categories=("a", "b"), decimals=1))
    assert table.columns == ("Month", "Visitors", "Visitors (forecast)")
    assert table.rows == (("a", "1,200.0", NONE), ("b", NONE, "1,234.5 (1,000.0 to 1,500.0)"))
    assert table.title == "Visitors by month, in visitors"


def test_numbers_have_a_minus_and_zero_has_none() -> None:
    assert number(-1234.56, 1) == "\N{MINUS SIGN}1,234.6"
    assert number(-0.04, 1) == "0.0"
    assert (short(12.50, 2), short(100.0, 2), short(100, 0)) == ("12.5", "100", "100")


def test_text_is_one_line_of_characters_that_a_reader_can_take() -> None:
    assert plain(" a\n\tb\u2028c ") == "a  b c"
    assert plain("a\x00b\x1b\ud800") == "a\ufffdb\ufffd\ufffd"
    assert plain("\u202eevil\u202c \u2066x\u2069") == "evil x"
    assert plain("שלום Ω ж 🎉") == "שלום Ω ж 🎉"


def test_long_text_is_cut_to_what_is_asked() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"
