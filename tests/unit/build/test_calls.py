"""Calling one worker by name."""

import pytest

from code24.build.calls import call_worker, worker_result
from code24.build.models import Brief
from code24.errors import NotFound, WorkerFailed
from code24.types import Goal
from tests.fakes import FakeClock, FakeIds, FakeWorkerFunctions, FakeWorkerResults

ALICE, BOB = "c00000000000a", "c00000000000b"
BRIEF = Brief(name="Acme", description="We make everything.", business_type="maker", primary_goal=Goal.SALES)


def call(worker: str, action: str, functions: FakeWorkerFunctions, results: FakeWorkerResults):  # noqa: ANN201
    return call_worker(
        worker, action, BRIEF, ALICE, worker_functions=functions, worker_results=results, ids=FakeIds()
    )  # fmt: skip


def test_the_worker_gets_the_brief_and_its_result_is_kept_for_a_day() -> None:
    functions, clock = FakeWorkerFunctions(), FakeClock()
    results = FakeWorkerResults(clock)
    functions.answers["brand"] = {"name": "Acme"}
    made = call("brand", "create", functions, results)
    assert (made.worker, made.action, made.result) == ("brand", "create", {"name": "Acme"})
    (called,) = functions.calls
    assert called[0] == "brand"
    assert Brief.model_validate(called[1]["inline"]) == BRIEF
    assert called[1]["inline"]["business_type"] == "maker"
    assert worker_result(made.id, ALICE, worker_results=results) == made
    clock.advance(hours=24)
    with pytest.raises(NotFound):
        worker_result(made.id, ALICE, worker_results=results)


def test_somebody_elses_result_is_no_result() -> None:
    functions, results = FakeWorkerFunctions(), FakeWorkerResults()
    functions.answers["brand"] = {}
    made = call("brand", "create", functions, results)
    with pytest.raises(NotFound) as foreign:
        worker_result(made.id, BOB, worker_results=results)
    assert foreign.value.detail == f"There is no result {made.id}."


@pytest.mark.parametrize(
    ("worker", "action"),
    [("brand", "destroy"), ("nobody", "create"), ("publish", "publish"), ("quality-gate", "check")],
)
def test_what_does_not_exist_is_not_called(worker: str, action: str) -> None:
    functions, results = FakeWorkerFunctions(), FakeWorkerResults()
    with pytest.raises(NotFound, match="brand/create"):
        call(worker, action, functions, results)
    assert functions.calls == []


def test_a_worker_that_fails_leaves_no_result() -> None:
    results = FakeWorkerResults()
    with pytest.raises(WorkerFailed):
        call("brand", "create", FakeWorkerFunctions(), results)
    assert results.records == {}
