"""The dashboard shows what exists: metrics that code emits, queues, functions and alarms that the template makes."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from code24.analytics.collecting.reasons import Reason
from code24.build.graph import WORKERS
from code24.operations.models import QUEUES
from code24.runtime.metrics import METRICS
from code24.schedules.models import CONTINUOUS_OPTIMIZATION, END_OF_MONTH, HEALTH, MONTHLY_ANALYTICS
from code24.upkeep.models import Outcome
from tests.template import ROOT, filled, resources

[BOARD] = resources("AWS::CloudWatch::Dashboard").values()
BODY = json.loads(filled(BOARD["DashboardBody"]))
GRAPHS = [each["properties"] for each in BODY["widgets"] if each["type"] == "metric"]
NAMESPACE = "code24/test"
VALUES = {
    "status_class": {"2xx", "3xx", "4xx", "5xx"},
    "reason": set(Reason),
    "worker": {worker.name for worker in WORKERS},
    "cycle_outcome": {"published", "nothing-to-publish", "unchanged", "failed"},
    "incident_outcome": {each.value for each in Outcome},
    "schedule": {CONTINUOUS_OPTIMIZATION, HEALTH, MONTHLY_ANALYTICS, END_OF_MONTH},
}
"""What the dimensions of our own metrics may be."""


class Shown:
    """One line of a graph: namespace, metric, dimensions and options."""

    def __init__(self, metric: list[Any]) -> None:
        *named, self.options = metric if isinstance(metric[-1], dict) else [*metric, {}]
        self.namespace, self.name, *pairs = named
        self.dimensions = dict(zip(pairs[::2], pairs[1::2], strict=True))


def metrics(graph: dict[str, Any]) -> Iterator[Shown]:
    yield from (Shown(each) for each in graph["metrics"] if "expression" not in each[0])


def searches() -> Iterator[str]:
    for graph in GRAPHS:
        yield from (each[0]["expression"] for each in graph["metrics"] if isinstance(each[0], dict))


def test_it_is_named_like_everything_else() -> None:
    assert filled(BOARD["DashboardName"]) == "code24-test"


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph["title"])
def test_a_graph_says_what_it_shows_in_which_unit_and_period(graph: dict[str, Any]) -> None:
    assert graph["title"]
    assert graph["yAxis"]["left"]["label"]
    assert graph["period"] in {300, 3_600, 86_400}
    assert ("hour" in graph["title"]) <= (graph["period"] == 3_600)
    assert ("day" in graph["title"]) <= (graph["period"] == 86_400)
    assert all("label" in shown.options for shown in metrics(graph))


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph["title"])
def test_what_a_graph_shows_is_emitted_somewhere(graph: dict[str, Any]) -> None:
    functions = {filled(each["FunctionName"]) for each in resources("AWS::Serverless::Function").values()}
    queues = {f"code24-test-{name}" for name in QUEUES}
    of_aws = {
        "AWS/SQS": ("QueueName", queues, {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"}),
        "AWS/Lambda": ("FunctionName", functions, {"Errors", "Throttles", "Duration", "Invocations"}),
    }
    for shown in metrics(graph):
        if shown.namespace == NAMESPACE:
            assert tuple(shown.dimensions) in METRICS[shown.name].dimensions
            assert all(value in VALUES[name] for name, value in shown.dimensions.items())
        else:
            name, values, known = of_aws[shown.namespace]
            assert set(shown.dimensions) == {name}
            assert shown.dimensions[name] in values
            assert shown.name in known


@pytest.mark.parametrize("search", list(searches()))
def test_what_is_searched_for_is_emitted_under_that_dimension(search: str) -> None:
    found = re.fullmatch(r"SEARCH\('\{code24/test,(\w+)\} MetricName=\"(\w+)\"', '(\w+)', 300\)", search)
    assert found
    assert (found[1],) in METRICS[found[2]].dimensions


def test_every_metric_is_shown_or_alarming() -> None:
    seen = {shown.name for graph in GRAPHS for shown in metrics(graph) if shown.namespace == NAMESPACE}
    seen |= {found for each in searches() for found in re.findall(r'MetricName="(\w+)"', each)}
    alarming = {each.get("MetricName") for each in resources("AWS::CloudWatch::Alarm").values()}
    unseen = {
        "HealthChecks",
        "MessagesFailed",
        "PartsStored",
        "BytesStored",
        "StepsSucceeded",
        "StepsFailed",
        "ScheduledRunDuration",
    }
    assert METRICS.keys() - seen - alarming == unseen, "figures to look up when something is odd"


def test_every_metric_is_emitted_by_code() -> None:
    sources = [path for path in (ROOT / "layers" / "code24" / "code24").rglob("*.py") if path.name != "metrics.py"]
    code = "\n".join(path.read_text() for path in sources)
    emitted = set(re.findall(r"\b(?:count|Value)\(\s*\"(\w+)\"", code))
    assert emitted == METRICS.keys()


def test_alarms_of_our_own_metrics_watch_what_is_emitted() -> None:
    for alarm in resources("AWS::CloudWatch::Alarm").values():
        namespaced = [alarm] if "MetricName" in alarm else []
        namespaced += [each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each]
        for watched in namespaced:
            if watched["Namespace"] == {"Fn::Sub": "code24/${Environment}"}:
                dimensions = {each["Name"]: each["Value"] for each in watched.get("Dimensions", [])}
                assert tuple(dimensions) in METRICS[watched["MetricName"]].dimensions
                assert all(value in VALUES[name] for name, value in dimensions.items())


def test_all_alarms_stand_at_the_top() -> None:
    [board] = [each["properties"]["alarms"] for each in BODY["widgets"] if each["type"] == "alarm"]
    names = {filled(each["AlarmName"]) for each in resources("AWS::CloudWatch::Alarm").values()}
    assert {arn.rpartition(":")[2] for arn in board} == names


def test_widgets_fill_their_rows_without_covering_each_other() -> None:
    rows: dict[int, list[tuple[int, int]]] = {}
    for each in BODY["widgets"]:
        rows.setdefault(each["y"], []).append((each["x"], each["x"] + each["width"]))
    for spans in rows.values():
        assert [min(spans)[0], max(spans)[1]] == [0, 24]
        assert all(left[1] == right[0] for left, right in pairwise(sorted(spans)))
    heights = {each["y"]: each["height"] for each in BODY["widgets"]}
    assert all(above + heights[above] == below for above, below in pairwise(sorted(heights)))


def test_every_queue_is_measured() -> None:
    named = {filled(each["QueueName"]).removeprefix("code24-test-") for each in resources("AWS::SQS::Queue").values()}
    assert named == set(QUEUES)
