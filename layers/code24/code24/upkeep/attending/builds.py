"""A build that has been silent: its execution is gone without having written its end."""

from code24.build.failure import failed_worker
from code24.build.models import SILENT_AFTER, Build, BuildError, BuildStatus
from code24.build.starting import start
from code24.errors import NotFound
from code24.upkeep.attending.means import Means
from code24.upkeep.attending.models import Attended
from code24.upkeep.models import Attention

MOST_RUNS = 3
"""Executions of a build, after which it ends with a reason."""
_DIED = "ExecutionsDied"


def attend_build(attention: Attention, means: Means) -> Attended:
    """Run a build again whose execution is gone; finished workers answer from memory. After `MOST_RUNS` it ends.

    Of two at once exactly one begins the next run, by a conditional write on the number of runs.
    """
    try:
        build = means.builds.get(attention.id)
    except NotFound:
        return Attended.gone("There is no such build any more.")
    if build.status.final:
        return _final(build)
    if means.site(build.site_id) is None:
        return _ended_with_its_site(build, means)
    return _looked_after(build, means)


def _final(build: Build) -> Attended:
    if build.status is BuildStatus.COMPLETE:
        return Attended.well()
    if build.error is not None and build.error.error == _DIED:  # whoever ended it may have been cut off before a note
        return _waits(build, build.error.message)
    return Attended.left("The build has ended.")


def _looked_after(build: Build, means: Means) -> Attended:
    if means.clock.now() - build.updated_at < SILENT_AFTER:
        return Attended.well(again_at=build.silent_at)
    execution = means.executions.status(build.build_id, build.runs)
    if execution is not None and not execution.final:
        return Attended.well()
    seen, build = build, means.builds.get(build.build_id)
    if build.status.final or build.runs != seen.runs:  # between the two reads
        return Attended.left("It ended, or was run again, a moment ago.")
    return _run_again(build, execution, means)


def _run_again(build: Build, execution: BuildStatus | None, means: Means) -> Attended:
    if execution is None and build.status is BuildStatus.QUEUED:
        repaired = Attended.repaired(
            f"run{build.runs}-queued", "The build was accepted, but its execution never started.", "It was started."
        )
        means.note(repaired)
        start(build, executions=means.executions)
        return repaired
    wrong = _how(execution)
    if build.runs >= MOST_RUNS:
        return _ended(build, wrong, means)
    done = f"Run {build.runs + 1} began; finished workers answer from memory."
    repaired = Attended.repaired(f"run{build.runs}", wrong, done, build.runs)
    means.note(repaired)
    if not means.build_runs.begin_run(build.build_id, build.runs, means.clock.now()):
        return Attended.left("Somebody else ran the build again a moment ago.")
    start(means.builds.get(build.build_id), executions=means.executions)
    return repaired


def _ended_with_its_site(build: Build, means: Means) -> Attended:
    means.executions.stop(build.build_id, build.runs, f"Site {build.site_id} is deleted")
    error = BuildError(worker=None, error="SiteDeleted", message="The build ended with its site, which is deleted.")
    means.builds.end(build.build_id, BuildStatus.TERMINATED, means.clock.now(), error=error)
    return Attended.gone("The build is ended, as its site is deleted.")


def _ended(build: Build, wrong: str, means: Means) -> Attended:
    message = (
        f"{wrong} It was run {build.runs} times. Start it again with {_again(build)}; finished work is not repeated."
    )
    error = BuildError(worker=failed_worker(build), error=_DIED, message=message)
    means.builds.end(build.build_id, BuildStatus.ERRORED, means.clock.now(), error=error)
    return _waits(build, message)


def _waits(build: Build, wrong: str) -> Attended:
    done = f"The build is ended; run it again with {_again(build)}."
    return Attended.parked(f"run{build.runs}", wrong, done, build.runs)


def _again(build: Build) -> str:
    return f"POST /build/{build.build_id}/redrive"


def _how(execution: BuildStatus | None) -> str:
    if execution is None:
        return "The build's execution is gone, and left no result."
    ended = {BuildStatus.TERMINATED: "was stopped", BuildStatus.ERRORED: "failed"}.get(execution, "ended")
    return f"The build's execution {ended} without writing a result."
