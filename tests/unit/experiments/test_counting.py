from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.packing.rows import TestRow
from code24.experiments.counting import counted

HOUR = 492_600  # 12:00 UTC on 13 March 2026


def row(unit: str, arm: int, kind: str, hour: int = 0, *, name: str = "", value: float = 0.0, id: str = "") -> TestRow:
    return TestRow(unit, arm, HOUR + hour, kind, id or f"{kind}{hour}", name, value)


def anything(kind: str, name: str, revenue: float) -> bool:
    return kind == "goal"


def test_who_converts_after_seeing_the_page_counts_once() -> None:
    rows = [
        row("a", 0, "exposure"),
        row("a", 0, "goal", 1, value=10.0, id="1"),
        row("a", 0, "goal", 2, value=5.0, id="2"),
        row("b", 0, "exposure"),
        row("c", 1, "exposure", 3),
        row("c", 1, "goal", 3, value=2.0),
    ]
    control, variant = counted(rows, 2, anything).arms
    assert (control.exposed, control.converted, control.revenue, control.revenue_squares) == (2, 1, 15.0, 225.0)
    assert (variant.exposed, variant.converted) == (1, 1), "in the hour of the exposure counts as afterwards"


def test_a_goal_before_the_page_was_seen_does_not_count() -> None:
    rows = [row("a", 0, "goal", 0), row("a", 0, "exposure", 2), row("b", 1, "goal", 5)]
    found = counted(rows, 2, anything)
    assert [arm.converted for arm in found.arms] == [0, 0]
    assert [arm.exposed for arm in found.arms] == [1, 0]


def test_a_visitor_in_two_arms_counts_in_none_and_is_told() -> None:
    rows = [row("a", 0, "exposure"), row("a", 1, "exposure", 1), row("b", 0, "exposure"), row("b", 0, "goal", 1)]
    found = counted(rows, 2, anything)
    assert found.dropped == 1
    assert [arm.exposed for arm in found.arms] == [1, 0]


def test_who_saw_another_page_only_is_not_exposed() -> None:
    rows = [row("a", 0, "exposure", name="/other/"), row("a", 0, "goal", 1), row("b", 0, "exposure", name="/")]
    rows += [row("b", 0, "exposure", 1, name="/other/"), row("b", 0, "goal", 2), row("c", 1, "error", name="/other/")]
    control, variant = counted(rows, 2, anything, ("/", "/index.html")).arms
    assert (control.exposed, control.converted, control.views) == (1, 1, 1)
    assert variant.errors == 1, "an arm that fails does harm on any page"


def test_the_view_of_a_page_can_be_the_goal() -> None:
    def thanked(kind: str, name: str, revenue: float) -> bool:
        return kind == "exposure" and name == "/thanks/"

    rows = [row("a", 0, "exposure", name="/", id="2"), row("a", 0, "exposure", name="/thanks/", id="1")]
    rows += [row("b", 0, "exposure", name="/thanks/"), row("c", 0, "exposure", name="/"), row("c", 0, "goal", 1)]
    control = counted(rows, 2, thanked, ("/",)).arms[0]
    assert (control.exposed, control.converted, control.views) == (2, 1, 2)


def test_other_goals_do_not_count() -> None:
    rows = [row("a", 0, "exposure"), row("a", 0, "goal", 1, name="Outbound Link: Click")]
    assert counted(rows, 2, lambda kind, name, revenue: name == "Form: Submission").arms[0].converted == 0


def test_errors_vitals_and_views_are_of_the_arm() -> None:
    rows = [
        row("a", 1, "exposure", 0), row("a", 1, "exposure", 1), row("a", 1, "error"),
        row("a", 1, "vital", 1, name="lcp", value=2_000.0, id="1"),
        row("a", 1, "vital", 1, name="lcp", value=1_000.0, id="2"),
    ]  # fmt: skip
    found = counted(rows, 2, anything)
    arm = found.arms[1]
    assert not found.days[0].arms[1].vitals
    assert (arm.views, arm.errors) == (2, 1)
    assert (arm.vitals["lcp"].count, arm.vitals["lcp"].total, arm.vitals["lcp"].squares) == (2, 3_000.0, 5_000_000.0)


def test_days_are_cumulative() -> None:
    rows = [row("a", 0, "exposure"), row("b", 0, "exposure", 24), row("b", 0, "goal", 25)]
    first, second = counted(rows, 2, anything).days
    assert (first.day, second.day) == (date(2026, 3, 13), date(2026, 3, 14))
    assert [(day.arms[0].exposed, day.arms[0].converted) for day in (first, second)] == [(1, 0), (2, 1)]


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from("abcd"),
        st.integers(-1, 3),
        st.sampled_from(["exposure", "goal", "error", "vital", "leave", "nonsense"]),
        st.integers(0, 60),
        value=st.sampled_from([0.0, 1.0, 2.5]),
        name=st.sampled_from(["", "lcp"]),
    ),
    max_size=40,
)


@given(ROWS, st.randoms())
def test_neither_order_nor_repetition_changes_anything(rows: list[TestRow], random: object) -> None:
    expected = counted(rows, 2, anything)
    shuffled = rows * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counted(shuffled, 2, anything) == expected
    for arm in expected.arms:
        assert arm.converted <= arm.exposed <= 4
