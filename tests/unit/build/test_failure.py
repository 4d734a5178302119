"""What a failed build tells its owner."""

import json

import pytest

from code24.build.failure import FailedBuild, Failure, failed_worker, reason, record_failure
from code24.build.models import Build, BuildStatus, WorkerProgress
from code24.build.quality_gate.findings import Finding, QualityReport
from code24.errors import NotFound
from tests.fakes import FakeArtifacts, FakeBuilds, FakeClock

BUILD_ID = "b0000000000000001"


def build(**statuses: str) -> Build:
    now = FakeClock().now()
    return Build(
        build_id=BUILD_ID,
        site_id="s000000000001",
        customer_id="c000000000001",
        slug="acme",
        request_hash="0" * 64,
        created_at=now,
        updated_at=now,
        progress=tuple(
            WorkerProgress(worker=name.replace("_", "-"), status=BuildStatus(status))
            for name, status in statuses.items()
        ),
    )


def failed(error: str, cause: str) -> FailedBuild:
    return FailedBuild.model_validate(
        {"build_id": BUILD_ID, "attempt": 1, "failure": {"Error": error, "Cause": cause}, "gate": {"passed": False}}
    )


def test_the_workers_own_words_are_recorded_without_its_stack_trace() -> None:
    builds = FakeBuilds()
    builds.create(build(market_research="complete", competitive_analysis="complete", brand="errored"))
    cause = json.dumps({"errorType": "InvalidRequest", "errorMessage": "no colours", "stackTrace": ["secret line"]})
    record_failure(failed("InvalidRequest", cause), builds=builds, artifacts=FakeArtifacts(), clock=FakeClock())
    record = builds.get(BUILD_ID)
    assert record.status is BuildStatus.ERRORED
    assert record.error is not None
    assert (record.error.worker, record.error.error, record.error.message) == ("brand", "InvalidRequest", "no colours")
    assert "secret" not in record.model_dump_json()


def test_the_gates_findings_are_recorded() -> None:
    builds, artifacts = FakeBuilds(), FakeArtifacts()
    builds.create(build(market_research="complete"))
    finding = Finding(rule="image-alt", path="/index.html", message="The image has no alt text.")
    report = QualityReport(passed=False, attempt=2, findings=(finding,), checked={"image-alt": 1})
    artifacts.write(BUILD_ID, "quality-gate", report.model_dump_json().encode())
    error = record_failure(failed("GateRejected", "twice"), builds=builds, artifacts=artifacts, clock=FakeClock())
    assert error.worker == "quality-gate"
    assert error.findings == ("image-alt in /index.html: The image has no alt text.",)


def test_a_failure_after_completion_changes_nothing() -> None:
    builds = FakeBuilds()
    builds.create(build().model_copy(update={"status": BuildStatus.COMPLETE}))
    record_failure(failed("States.Timeout", ""), builds=builds, artifacts=FakeArtifacts(), clock=FakeClock())
    assert builds.get(BUILD_ID).status is BuildStatus.COMPLETE


def test_a_build_that_is_gone_is_said_to_be_gone() -> None:
    with pytest.raises(NotFound):
        record_failure(failed("X", ""), builds=FakeBuilds(), artifacts=FakeArtifacts(), clock=FakeClock())


@pytest.mark.parametrize(
    ("progress", "worker"),
    [
        ({}, "market-research"),
        ({"market_research": "complete", "competitive_analysis": "running"}, "competitive-analysis"),
        ({"market_research": "running", "competitive_analysis": "errored"}, "competitive-analysis"),
        ({"market_research": "complete", "competitive_analysis": "complete", "pictures": "complete"}, "brand"),
    ],
)
def test_the_worker_that_ended_the_execution_is_found(progress: dict[str, str], worker: str) -> None:
    assert failed_worker(build(**progress)) == worker


@pytest.mark.parametrize(
    ("progress", "worker"),
    [
        ({}, "development"),
        ({"development": "running"}, "development"),
        ({"development": "complete", "quality_gate": "complete", "publish": "running"}, "publish"),
    ],
)
def test_an_edit_ended_with_one_of_its_own_workers(progress: dict[str, str], worker: str) -> None:
    edit = build(**progress).model_copy(update={"base": "r0000000001"})
    assert failed_worker(edit) == worker


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Failure(Error="States.Timeout", Cause=""), ("States.Timeout", "States.Timeout")),
        (Failure(Error="E", Cause="plain words"), ("E", "plain words")),
        (Failure(Error="E", Cause='"text"'), ("E", '"text"')),
        (Failure(Error="E", Cause='{"errorMessage": "m"}'), ("E", "m")),
        (Failure(Error="E", Cause='{"errorType": "T"}'), ("T", "T")),
    ],
)
def test_causes_of_every_shape_become_a_name_and_a_message(failure: Failure, expected: tuple[str, str]) -> None:
    assert reason(failure) == expected


def test_a_huge_cause_is_cut() -> None:
    assert len(reason(Failure(Error="E", Cause="x" * 100_000))[1]) == 2_000


def test_the_owner_is_told_no_arn_and_no_account() -> None:
    said = (
        "Reading the artifact brand: AccessDenied: User: arn:aws:sts::123456789012:assumed-role/code24-x/f is not "
        'authorized to perform: s3:GetObject on resource: "arn:aws:s3:::code24-data-123456789012/builds/b1"'
    )
    told = (
        'Reading the artifact brand: AccessDenied: User: … is not authorized to perform: s3:GetObject on resource: "…"'
    )
    assert reason(Failure(Error="E", Cause=json.dumps({"errorType": "E", "errorMessage": said}))) == ("E", told)
    assert reason(Failure(Error="E", Cause=said)) == ("E", told)
