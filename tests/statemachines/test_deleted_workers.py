"""A function of the platform's own is deleted: what needed it fails by name, and goes on once it is back."""

from collections.abc import Iterator
from typing import Any

import pytest

from code24.build.models import Brief, BuildStatus
from code24.build.workers import redrive_build
from code24.optimize.loop.control import run_now
from code24.optimize.loop.models import CycleResult, JobStatus, LoopStatus
from code24.runtime.wiring import port, ports_of
from tests.statemachines.machine import CUSTOMER, Machine
from tests.statemachines.test_optimize import SITE, Loop

GONE = type("Lambda.ResourceNotFoundException", (Exception,), {})
"""The error that Step Functions' Lambda task has then."""


@pytest.fixture
def loop(machine: Machine) -> Iterator[Loop]:
    loop = Loop(machine)
    yield loop
    port("loop_executions").stop(SITE, loop.state.generation, "the test is over")


def gone(event: Any, context: Any) -> Any:
    raise GONE("Function not found: arn:aws:lambda:us-east-2:123456789012:function:code24-test")


def test_a_loop_whose_step_is_deleted_notes_it_and_goes_on_when_it_is_back(loop: Loop, machine: Machine) -> None:
    machine.broken["optimize-apply"] = gone
    source, job = loop.live, loop.start()
    state = loop.cycles(1)
    noted = port("jobs").get(job.id)
    assert (noted.status, noted.error.step, noted.error.error) == (JobStatus.ERRORED, "apply", GONE.__name__)
    assert machine.invocations().count("optimize-apply") == 1, "what is gone is not tried again"
    assert (state.failures, state.status, loop.live) == (1, LoopStatus.RUNNING, source)

    del machine.broken["optimize-apply"]
    again = loop.ask(run_now)
    loop.cycles(2)
    assert port("jobs").get(again.id).status is JobStatus.COMPLETE
    assert len(port("sites").releases(SITE)) == 2
    assert machine.invocations().count("optimize-publish") == 1
    assert list(loop.executions().values()).count("RUNNING") == 1


def test_a_loop_without_one_of_its_auditors_goes_on_and_says_so(loop: Loop, machine: Machine) -> None:
    machine.broken["audit-seo"] = gone
    loop.start()
    state = loop.cycles(1)
    result = CycleResult.model_validate_json(port("optimizations").read(SITE, str(state.last_key)))
    assert [(each.auditor, each.error) for each in result.failed_auditors] == [("seo", GONE.__name__)]
    assert (state.failures, state.status) == (0, LoopStatus.RUNNING)

    del machine.broken["audit-seo"]
    loop.ask(run_now)
    result = CycleResult.model_validate_json(port("optimizations").read(SITE, str(loop.cycles(2).last_key)))
    assert result.failed_auditors == ()


def test_a_build_whose_worker_is_deleted_ends_by_name_and_is_completed_when_it_is_back(
    machine: Machine, brief: Brief
) -> None:
    machine.broken["design"] = gone
    build = machine.build(brief)
    assert (build.status, build.error and (build.error.worker, build.error.error)) == (
        BuildStatus.ERRORED,
        ("design", GONE.__name__),
    )

    del machine.broken["design"]
    redrive_build(build.build_id, CUSTOMER, **ports_of(redrive_build))
    assert machine.outcome(build, run=2).status is BuildStatus.COMPLETE
    assert set(machine.work.values()) == {1}
