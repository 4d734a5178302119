"""The life of a build, from the request to its record."""

from collections.abc import Callable
from typing import Any

import pytest

from code24.build.models import Brief, BuildStatus
from code24.build.quality_gate.findings import Finding, QualityReport
from code24.build.workers import redrive_build
from code24.errors import GateRejected, InvalidRequest, KeyReused, Transient
from code24.runtime.wiring import port, ports_of
from tests.statemachines.machine import CUSTOMER, Machine

RESEARCH = {"market-research", "competitive-analysis", "pictures"}
SERIES = ["brand", "design", "content", "development", "quality-gate", "publish"]
FINDING = Finding(rule="link-target", path="/index.html", message="There is no file for /gone/.")


def failing(error: Exception, times: int = 1_000) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A use case that raises for the first `times` times."""
    left = [error] * times

    def change(real: Callable[..., Any]) -> Callable[..., Any]:
        def use_case(*arguments: Any, **ports: Any) -> Any:
            if left:
                raise left.pop()
            return real(*arguments, **ports)

        return use_case

    return change


def rejecting(attempts: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A gate that finds something in the first `attempts` attempts."""

    def change(real: Callable[..., Any]) -> Callable[..., Any]:
        def gate(request: Any) -> Any:
            if request.attempt > attempts:
                return real(request)
            return QualityReport(attempt=request.attempt, passed=False, findings=(FINDING,), checked={"link-target": 9})

        return gate

    return change


def test_a_build_runs_through_the_whole_team_and_ends_with_a_live_site(machine: Machine, brief: Brief) -> None:
    build = machine.build(brief)

    assert build.error is None
    assert build.status is BuildStatus.COMPLETE
    assert build.output is not None
    assert build.output.url == "http://crumb-ember.localhost:8024/"
    assert build.output.live
    assert set(machine.invocations()[:3]) == RESEARCH
    assert machine.invocations()[3:] == SERIES
    outcomes = {each.worker: (each.status, each.attempts) for each in build.progress}
    assert outcomes == dict.fromkeys([*RESEARCH, *SERIES], (BuildStatus.COMPLETE, 1))
    assert port("sites").get(build.site_id).live_release == build.output.release_id
    release = port("sites").release(build.site_id, build.output.release_id)
    assert port("sites").releases(build.site_id) == [release.summary]
    assert {"/index.html", "/404.html", "/sitemap.xml"} <= {file.path for file in release.files}
    assert port("artifacts").read(build.build_id, "quality-gate")


def test_the_execution_carries_ids_and_no_payloads(machine: Machine, brief: Brief) -> None:
    machine.build(brief)

    for worker, event in machine.events:
        assert event.keys() <= {"build_id", "execution", "attempt", "gate", "failure"}, worker
        assert len(str(event)) < 500, worker


def test_a_worker_that_fails_once_for_a_passing_reason_is_retried(machine: Machine, brief: Brief) -> None:
    machine.change("content", failing(Transient("The model is busy."), times=1))
    build = machine.build(brief)

    assert build.status is BuildStatus.COMPLETE
    assert machine.work["content"] == 2
    assert machine.work["brand"] == 1
    assert len(machine.pauses) == 1
    assert 0 <= machine.pauses[0] <= 1
    assert next(each.attempts for each in build.progress if each.worker == "content") == 2


def test_a_passing_reason_that_does_not_pass_ends_the_build_after_five_tries(machine: Machine, brief: Brief) -> None:
    machine.change("market-research", failing(Transient("The model is busy.")))
    build = machine.build(brief)

    assert build.status is BuildStatus.ERRORED
    assert build.error is not None
    assert (build.error.worker, build.error.error) == ("market-research", "Transient")
    assert machine.work["market-research"] == 5


def test_a_worker_that_fails_for_good_is_not_retried_and_is_recorded_with_its_reason(
    machine: Machine, brief: Brief
) -> None:
    machine.change("design", failing(InvalidRequest("No page can be planned.", field="brief")))
    build = machine.build(brief)

    assert build.status is BuildStatus.ERRORED
    assert build.error is not None
    assert build.error.model_dump() == {
        "worker": "design",
        "error": "InvalidRequest",
        "message": "No page can be planned.",
        "findings": (),
    }
    assert machine.work["design"] == 1
    assert machine.pauses == []
    assert machine.invocations()[3:] == ["brand", "design", "record-failure"]
    assert next(each.status for each in build.progress if each.worker == "design") is BuildStatus.ERRORED


@pytest.mark.parametrize("worker", ["competitive-analysis", "publish"])
def test_an_unexpected_exception_names_its_worker_and_no_stack(machine: Machine, brief: Brief, worker: str) -> None:
    machine.change(worker, failing(KeyError("palette")))
    build = machine.build(brief)

    assert build.error is not None
    assert (build.error.worker, build.error.error, build.error.message) == (worker, "KeyError", "'palette'")


def test_a_rejected_site_goes_back_to_development_once_with_the_findings(machine: Machine, brief: Brief) -> None:
    seen: list[Any] = []

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def develop(request: Any) -> Any:
            seen.append(request.findings)
            return real(request)

        return develop

    machine.change("quality-gate", rejecting(1))
    machine.change("development", watched)
    build = machine.build(brief)

    assert build.status is BuildStatus.COMPLETE
    assert machine.invocations()[3:] == [*SERIES[:-1], "development", "quality-gate", "publish"]
    assert seen[0] is None
    assert seen[1].findings == (FINDING,)


def test_a_site_that_is_rejected_twice_fails_with_the_findings_and_is_not_published(
    machine: Machine, brief: Brief
) -> None:
    machine.change("quality-gate", rejecting(2))
    build = machine.build(brief)

    assert build.status is BuildStatus.ERRORED
    assert build.error is not None
    assert (build.error.worker, build.error.error) == ("quality-gate", GateRejected.__name__)
    assert build.error.findings == ("link-target in /index.html: There is no file for /gone/.",)
    assert machine.work["development"] == 2
    assert machine.work["publish"] == 0
    assert port("sites").releases(build.site_id) == []


def test_the_same_request_with_the_same_key_starts_one_build(machine: Machine, brief: Brief) -> None:
    first = machine.start(brief, key="only once")
    second = machine.start(brief, key="only once")
    finished = machine.outcome(first)
    third = machine.start(brief, key="only once")

    assert first.build_id == second.build_id == third.build_id
    assert finished.status is BuildStatus.COMPLETE
    assert machine.work == dict.fromkeys([*RESEARCH, *SERIES], 1)
    with pytest.raises(KeyReused):
        machine.start(brief.model_copy(update={"name": "Another"}), key="only once")


def test_two_requests_without_a_key_are_two_builds_with_their_own_slugs(machine: Machine, brief: Brief) -> None:
    first, second = machine.start(brief), machine.start(brief)
    finished = [machine.outcome(build) for build in (first, second)]

    assert [build.status for build in finished] == [BuildStatus.COMPLETE] * 2
    assert first.slug != second.slug


def test_a_redriven_build_does_not_repeat_finished_work(machine: Machine, brief: Brief) -> None:
    machine.change("content", failing(InvalidRequest("The words are missing."), times=1))
    failed = machine.build(brief)
    assert failed.status is BuildStatus.ERRORED

    again = redrive_build(failed.build_id, CUSTOMER, **ports_of(redrive_build))
    assert (again.status, again.runs, again.error) == (BuildStatus.QUEUED, 2, None)
    finished = machine.outcome(failed, run=2)

    assert finished.status is BuildStatus.COMPLETE
    assert machine.work == {worker: 2 if worker == "content" else 1 for worker in [*RESEARCH, *SERIES]}
