import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.experiments.assignment import assigned
from code24.experiments.parts import arms_of
from code24.experiments.traffic import TrafficPlan, plan_as_json, plan_of_json
from tests.visitors import a_plan

PLAN = replace(a_plan(tests=2, holdout=0.2), content="r0123456789")
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.floats(),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([1]),
)


def places(data: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in JSON data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [so_far] * bool(so_far) + [place for key, each in inner for place in places(each, (*so_far, key))]


PLACES = places(json.loads(plan_as_json(PLAN)))


def test_a_plan_comes_back_as_it_was_stored() -> None:
    assert plan_of_json(plan_as_json(PLAN)) == PLAN
    assert plan_of_json(plan_as_json(TrafficPlan("s7h2k4m6p8r0t", 3, "ab" * 16))).tests == ()


def test_weights_that_add_up_to_a_hundredth_more_are_a_plan() -> None:
    test = replace(PLAN.tests[0], arms=arms_of("t1", 2, weights=(0.5, 0.51)))
    assert plan_of_json(plan_as_json(replace(PLAN, tests=(test,)))).tests == (test,)


@given(st.sampled_from(PLACES), JUNK)
def test_what_is_wrong_with_a_plan_is_found_before_visitors_are(place: tuple[Any, ...], junk: Any) -> None:
    data = json.loads(plan_as_json(PLAN))
    at = data
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = junk
    try:
        plan = plan_of_json(json.dumps(data))
    except (ValueError, KeyError, TypeError):
        return
    for number in range(20):
        alias = assigned(plan, f"203.0.113.{number}", "Firefox").alias
        assert alias is None or isinstance(alias, str)


@pytest.mark.parametrize("part", ["0.5", None, True, float("nan"), 1.5, -0.1])
def test_a_part_is_a_number_from_0_to_1(part: Any) -> None:
    data = json.loads(plan_as_json(PLAN))
    data["tests"][0]["last"] = part
    with pytest.raises(ValueError, match="from 0 to 1"):
        plan_of_json(json.dumps(data))
