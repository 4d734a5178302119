from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.querying.realtime import realtime
from tests.happenings import SITE, goal, measured, view

NOW = datetime(2026, 3, 10, 9, 5, tzinfo=UTC)
EVENTS = [
    view("09:01", "ann", "/", source="Google", country="DE"),
    view("09:01:00.2", "ann", "/", server=True, source="Google", country="DE"),
    view("09:02", "ann", "/pricing/", source="Google", country="DE"),
    view("09:03", "bob", "/", server=True, country="AT"),
    goal("09:04", "Form: Submission", "cat", "/contact/"),
    measured("09:04", "ann", "/pricing/", lcp=900.0),
]


def rows(told: Any) -> dict[str, int]:
    return {row.value: row.visitors for row in told}


def test_visitors_are_at_the_page_that_they_saw_last() -> None:
    told = realtime(SITE, EVENTS, NOW)
    assert (told.visitors, told.views, told.at) == (3, 3, NOW)
    assert rows(told.pages) == {"/": 1, "/contact/": 1, "/pricing/": 1}
    assert rows(told.sources) == {"(direct)": 2, "Google": 1}
    assert rows(told.countries) == {"(unknown)": 1, "AT": 1, "DE": 1}


@given(st.permutations(EVENTS), st.lists(st.sampled_from(EVENTS)))
def test_order_and_duplicates_change_nothing(some: list[Any], again: list[Any]) -> None:
    assert realtime(SITE, [*some, *again], NOW) == realtime(SITE, EVENTS, NOW)


def test_nobody() -> None:
    assert realtime(SITE, [], NOW).visitors == 0
