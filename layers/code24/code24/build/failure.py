"""Noting which worker failed a build, and why."""

from contextlib import suppress
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError
from pydantic_core import from_json

from code24.build.graph import BY_NAME, FROM_DEVELOPMENT, WORKERS
from code24.build.models import Build, BuildError, BuildStatus
from code24.build.quality_gate.findings import QualityReport
from code24.errors import GateRejected, NotFound, without_aws_names
from code24.models import Model
from code24.ports import Artifacts, Builds, Clock
from code24.types import BuildId

MESSAGE_LIMIT = 2_000


class Failure(Model):
    """An error as Step Functions catches it."""

    model_config = ConfigDict(extra="ignore", alias_generator=None)

    error: Annotated[str, Field(alias="Error")] = "Unknown"
    cause: Annotated[str, Field(alias="Cause")] = ""


class FailedBuild(Model):
    """The state of a failed execution."""

    model_config = ConfigDict(extra="ignore")

    build_id: BuildId
    failure: Failure


def record_failure(request: FailedBuild, *, builds: Builds, artifacts: Artifacts, clock: Clock) -> BuildError:
    """Write which worker failed and why to the build's record. Raises NotFound where the build is gone."""
    build = builds.get(request.build_id)
    if request.failure.error == GateRejected.__name__:
        error = _gate_error(build, artifacts)
    else:
        name, message = reason(request.failure)
        error = BuildError(worker=failed_worker(build), error=name, message=message)
    builds.end(build.build_id, BuildStatus.ERRORED, clock.now(), error=error)
    return error


def failed_worker(build: Build) -> str | None:
    """The first worker in the team's order that did not complete: the one that ended the execution.

    A worker that timed out or ran out of memory could not say so itself; its progress still reads `running`.
    """
    status = {each.worker: each.status for each in build.progress}
    first = BY_NAME[FROM_DEVELOPMENT].stage if build.base else 0
    team = [worker.name for worker in WORKERS if worker.stage >= first]
    reported = [worker for worker in team if status.get(worker) is BuildStatus.ERRORED]
    unfinished = [worker for worker in team if status.get(worker) is not BuildStatus.COMPLETE]
    return next(iter(reported + unfinished), None)


def reason(failure: Failure) -> tuple[str, str]:
    """Error name and message of a caught failure; both are JSON in its cause. Never a stack trace or ARN."""
    cause: Any = None
    with suppress(ValueError):
        cause = from_json(failure.cause)
    if not isinstance(cause, dict):
        return failure.error, without_aws_names(failure.cause)[:MESSAGE_LIMIT] or failure.error
    name = str(cause.get("errorType") or failure.error)
    return name, without_aws_names(str(cause.get("errorMessage") or name))[:MESSAGE_LIMIT]


def _gate_error(build: Build, artifacts: Artifacts) -> BuildError:
    findings: tuple[str, ...] = ()
    with suppress(NotFound, ValidationError):
        report = QualityReport.model_validate_json(artifacts.read(build.build_id, "quality-gate"))
        findings = tuple(f"{each.rule} in {each.path}: {each.message}" for each in report.findings[:50])
    return BuildError(
        worker="quality-gate",
        error=GateRejected.__name__,
        message=f"The pages failed the quality gate{'' if build.base else ' twice'}, with {len(findings)} findings;"
        " nothing was published.",
        findings=findings,
    )
