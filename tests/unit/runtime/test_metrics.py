"""Metrics in CloudWatch's embedded metric format."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.runtime.metrics import METRICS, Value, embedded

UNITS = {"Count", "Milliseconds", "Seconds", "Bytes", "None"}


def read(lines: list[dict[str, Any]]) -> list[tuple[str, dict[str, str], float]]:
    """What CloudWatch finds in lines: metric, dimensions and value, one for each set of dimensions."""
    found = []
    for line in lines:
        for directive in line["_aws"]["CloudWatchMetrics"]:
            assert directive["Namespace"] == "code24/test"
            for metric in directive["Metrics"]:
                assert metric["Unit"] in UNITS
                found += [
                    (metric["Name"], {name: line[name] for name in dimensions}, line[metric["Name"]])
                    for dimensions in directive["Dimensions"]
                ]
    return found


def test_values_of_one_kind_share_a_line_and_a_directive() -> None:
    latency, requests = (
        Value("DispatcherLatency", 3.2, {"status_class": "2xx"}),
        Value("Requests", 1, {"status_class": "2xx"}),
    )
    [line] = embedded("test", [requests, latency])
    stamp = line["_aws"].pop("Timestamp")
    assert isinstance(stamp, int)
    assert line == {
        "_aws": {
            "CloudWatchMetrics": [
                {
                    "Namespace": "code24/test",
                    "Dimensions": [[], ["status_class"]],
                    "Metrics": [
                        {"Name": "Requests", "Unit": "Count"},
                        {"Name": "DispatcherLatency", "Unit": "Milliseconds"},
                    ],
                }
            ]
        },
        "status_class": "2xx",
        "Requests": 1,
        "DispatcherLatency": 3.2,
    }


def test_a_second_value_of_a_dimension_takes_a_line_of_its_own() -> None:
    lines = embedded(
        "test", [Value("EventsDropped", 2, {"reason": "bot"}), Value("EventsDropped", 1, {"reason": "dnt"})]
    )
    assert read(lines) == [
        ("EventsDropped", {"reason": "bot"}, 2),
        ("EventsDropped", {"reason": "dnt"}, 1),
    ]
    assert len(lines) == 2


def test_without_values_there_is_no_line() -> None:
    assert embedded("test", []) == []


@pytest.mark.parametrize("value", [Value("Guessed", 1), Value("EventsDropped", 1)])
def test_what_is_not_declared_is_a_mistake_in_the_code(value: Value) -> None:
    with pytest.raises(KeyError):
        embedded("test", [value])


_VALUES = st.sampled_from(sorted(METRICS)).flatmap(
    lambda name: st.builds(
        Value,
        st.just(name),
        st.integers(0, 9),
        st.fixed_dictionaries(
            {each: st.sampled_from(["a", "b", "c"]) for dimensions in METRICS[name].dimensions for each in dimensions}
        ),
    )
)


@given(st.lists(_VALUES, max_size=12))
def test_every_value_is_found_again_under_each_of_its_dimensions(values: list[Value]) -> None:
    lines = embedded("test", values)
    expected = [
        (each.name, {name: each.dimensions[name] for name in dimensions}, each.value)
        for each in values
        for dimensions in METRICS[each.name].dimensions
    ]

    def order(found: tuple[Any, ...]) -> str:
        return json.dumps(found)

    assert sorted(read(lines), key=order) == sorted(expected, key=order)
    assert len(json.dumps(lines)) < 256_000


def test_dimensions_have_few_values() -> None:
    named = {name for metric in METRICS.values() for dimensions in metric.dimensions for name in dimensions}
    assert named == {"status_class", "reason", "worker", "cycle_outcome", "incident_outcome", "schedule"}, (
        "never an id of a site or customer"
    )
