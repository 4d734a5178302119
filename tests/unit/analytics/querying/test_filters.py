import re
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.models import AnalyticsSettings, GoalDefinition
from code24.analytics.querying.filters import Filter, filters_of, keeps
from code24.analytics.rollups.day import day_figures
from code24.errors import InvalidRequest
from code24.types import Goal
from tests.happenings import DAY, SITE, goal, leave, view
from tests.timing import cpu_seconds

SETTINGS = AnalyticsSettings(
    site_id=SITE, goals=(GoalDefinition(name="Reading", type=Goal.TRAFFIC, path="/blog/*"),)
)  # fmt: skip
EVENTS = [
    view("09:00", "ann", "/", source="Google", channel="search", country="DE", device="mobile"),
    view("09:01", "ann", "/pricing/", source="Google", channel="search", country="DE", device="mobile"),
    goal("09:02", "Signup", "ann", "/pricing/", props={"plan": "a|b;c"}),
    view("09:00", "bob", "/blog/rye", country="FR", device="desktop", campaign={"source": "mail", "medium": "email"}),
    view("10:00", "cat", "/", country="DE", referrer="a.example/x", click="gclid", status=404),
    view("15:00", "cat", "/blog/*", browser="Chrome", system="Linux"),
    leave("22:00", 5, "cat", "/blog/*"),
]
"""Four visits: Ann's, Bob's, and two of Cat's."""


def kept(written: str) -> Any:
    return day_figures(EVENTS, DAY, SETTINGS, keeps(filters_of(written), SETTINGS))


@pytest.mark.parametrize(
    ("written", "visits"),
    [
        ("", 4),
        (" ; ", 4),
        ("page==/pricing/", 1),
        ("page!=/pricing/", 3),
        ("page==/pricing/|/blog/rye", 2),
        ("page==/blog/*", 2),
        (r"page==/blog/\*", 1),
        ("page==*ice*", 0),
        ("page==*ici*g*", 1),
        ("entryPage==/", 2),
        ("exitPage==/", 1),
        ("source==Google", 1),
        ("source==(direct)", 3),
        ("channel!=search", 3),
        ("country==DE|FR", 3),
        ("country==(unknown)", 1),
        ("country==DE;device!=mobile", 1),
        ("device==(unknown)", 2),
        ("browser==Chrome;system==Linux", 1),
        ("referrer==a.example/*", 1),
        ("click==gclid", 1),
        ("utmSource==mail;utmMedium==email", 1),
        ("utmCampaign==*", 4),
        ("utmCampaign!=spring", 4),
        ("event==Signup", 1),
        ("goal==Reading", 2),
        ("goal!=Reading", 2),
        ("goalType==traffic", 2),
        (r"prop:plan==a\|b\;c", 1),
        ("prop:plan==a*", 1),
        ("prop:plan!=a*", 3),
        (r"prop:pl\an == a*", 1),
    ],
)
def test_a_filter_keeps_visits(written: str, visits: int) -> None:
    assert kept(written)["totals"]["visits"] == visits


def test_every_figure_is_of_the_visits_that_are_kept() -> None:
    found = kept("goal==Reading")
    assert found["totals"]["visitors"] == 2
    assert set(found["pages"]) == {"/blog/rye", "/blog/*"}
    assert found["errors"] == found["events"] == {}
    assert found["pages"]["/blog/*"][5] == 0, "what belongs to no visit is not counted"
    assert kept("click==gclid")["errors"] == {"/": [1, 1]}
    assert kept("")["pages"]["/blog/*"][5] == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("page", "`page`, which is no condition"),
        ("page=/", "`page=/`, which is no condition"),
        ("page>=3", "which is no condition"),
        ("colour==red", "`colour`, which is no property; these are: source,"),
        ("page==", "no value after `page==`"),
        ("page==a||b", "no value after `page==`"),
        ("page==*a*b*c*", "more than three `*`"),
        (";".join(["page==/"] * 11), "are 11, and 10 is the most"),
        ("page==" + "|".join("ab" for _ in range(51)), "51 values"),
        ("page==" + "x" * 2_000, "2006 characters"),
    ],
)
def test_a_filter_that_makes_no_sense_says_why(written: str, said: str) -> None:
    with pytest.raises(InvalidRequest, match=re.escape(said)) as refused:
        filters_of(written)
    assert refused.value.field == "filters"


@given(
    st.text(max_size=60) | st.text("page=!|;*\\ ", max_size=40) | st.text("a*\\|;", max_size=30).map("page==".__add__)
)
def test_any_text_is_a_filter_or_refused(written: str) -> None:
    filters: tuple[Filter, ...] = ()
    with suppress(InvalidRequest):
        filters = filters_of(written)
    for each in filters:
        assert each.holds(["", "/", "a", written]) in {True, False}


@given(st.text(min_size=1, max_size=30).map(str.strip).filter(bool))
def test_any_value_can_be_written(value: str) -> None:
    escaped = re.sub(r"([\\*|;])", r"\\\1", value)
    (found,) = filters_of(f"page=={escaped}")
    assert found.holds([value])
    assert not found.holds([value + "x", "x" + value])


@given(st.lists(st.sampled_from(["a", "b", "*", "ab", "\\*", "\\\\"]), max_size=6), st.text("ab*\\", max_size=8))
def test_a_pattern_is_what_the_regular_expression_would_be(parts: list[str], text: str) -> None:
    written = "".join(parts)
    if not written or sum(part == "*" for part in parts) > 3:
        return
    [condition] = filters_of(f"page=={written}")
    expression = "".join(".*" if part == "*" else re.escape(part[-1] if part[0] == "\\" else part) for part in parts)
    assert condition.holds([text]) is bool(re.fullmatch(expression, text, re.DOTALL))


def test_no_pattern_takes_long() -> None:
    [condition] = filters_of("page==*aa*aa*aab")
    assert not condition.holds(["/" + "a" * 2_000] * 100)
    assert cpu_seconds(lambda: condition.holds(["/" + "a" * 2_000] * 100)) < 0.5
