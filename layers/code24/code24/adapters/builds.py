"""Build records in DynamoDB.

A worker's progress is two attributes of its own, `progress.<worker>` and `attempts.<worker>`, each written by one
UpdateItem: two workers that run side by side never read or write each other's.

A build that has not ended has a `queue` and is in the index `by-due` from the moment on that it has been silent for too
long; `waits_in` keeps the queue's name for its next run.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.due_places import moment, shard_of
from code24.adapters.due_queues import due, queue_of
from code24.adapters.items import data_of, item_of, model_of, query, readable, value_of, values
from code24.adapters.telling import Owned, tell
from code24.adapters.wire_errors import code, old_item, translated
from code24.build.models import SILENT_AFTER, Build, BuildError, BuildOutput, BuildStatus, WorkerProgress
from code24.errors import AlreadyExists, Conflict, NotFound
from code24.types import BuildId, SiteId
from code24.upkeep.models import Kind

_BY_SITE = "by-site"
_NEVER = datetime.max.replace(tzinfo=UTC)


class DynamoBuilds:
    """Builds by `build_id`, with the index `by-site` (`site_id`, `created_at`, all attributes)."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def create(self, build: Build) -> None:
        """Store a new build. Raises AlreadyExists."""
        item = item_of(
            build,
            waits_in=queue_of(Kind.BUILD, shard_of(build.customer_id)),
            **({} if build.silent_at is None else due(Kind.BUILD, build.customer_id, build.silent_at)),
            progress={each.worker: _entry(each) for each in build.progress},
            attempts={each.worker: each.attempts for each in build.progress},
        )
        taken = AlreadyExists(f"Build {build.build_id} exists already.")
        with translated(f"Creating build {build.build_id}", {"ConditionalCheckFailedException": taken}):
            aws.dynamodb().put_item(
                TableName=self._table, Item=item, ConditionExpression="attribute_not_exists(build_id)"
            )

    def get(self, build_id: BuildId) -> Build:
        """Raises NotFound."""
        with translated(f"Reading build {build_id}"):
            answer = aws.dynamodb().get_item(
                TableName=self._table, Key={"build_id": value_of(build_id)}, ConsistentRead=True
            )
        if "Item" not in answer:
            raise _missing(build_id)
        return _build(data_of(answer["Item"]))

    def of_site(self, site_id: SiteId) -> Sequence[Build]:
        """All builds of a site, newest first. The index lags behind the table by moments."""
        found = query(
            f"Listing the builds of site {site_id}",
            TableName=self._table,
            IndexName=_BY_SITE,
            KeyConditionExpression="site_id = :site_id",
            ExpressionAttributeValues=values(site_id=site_id),
        )
        return sorted(map(_build, found), key=lambda build: (build.created_at, build.build_id), reverse=True)

    def worker_started(self, build_id: BuildId, worker: str, at: datetime) -> None:
        """Note that a worker began; the build is running now. Counts one more attempt of that worker.

        On a build that has ended nothing changes: the worker is a straggler of a failed or stopped run, or repeats a
        step whose success was lost.
        """
        started = WorkerProgress(worker=worker, status=BuildStatus.RUNNING, started_at=at)
        self._update(
            build_id,
            "SET progress.#worker = :started, attempts.#worker = if_not_exists(attempts.#worker, :none) + :one,"
            " #status = :running, updated_at = :at, due_at = :due_at, queue = if_not_exists(waits_in, :queue)",
            "#status IN (:queued, :running)",
            names={"#worker": worker, "#status": "status"},
            queue=queue_of(Kind.BUILD, shard_of(build_id)),  # for a build from before there were queues
            due_at=_silent(at),
            started=_entry(started),
            none=0,
            one=1,
            queued=BuildStatus.QUEUED,
            running=BuildStatus.RUNNING,
            at=at,
        )

    def worker_ended(self, build_id: BuildId, worker: str, at: datetime, status: BuildStatus) -> None:
        """Note how a worker ended. One that could not say that it began is noted all the same."""
        written = self._update(
            build_id,
            "SET progress.#worker.#status = :status, progress.#worker.completed_at = :at, updated_at = :at,"
            " due_at = :due_at",
            "attribute_exists(progress.#worker)",
            names={"#worker": worker, "#status": "status"},
            due_at=_silent(at),
            status=status,
            at=at,
        )
        if not written:
            self._update(
                build_id,
                "SET progress.#worker = :ended, updated_at = :at, due_at = :due_at",
                "attribute_not_exists(progress.#worker)",
                names={"#worker": worker},
                due_at=_silent(at),
                ended={"status": status, "completed_at": at},
                at=at,
            )

    def end(
        self,
        build_id: BuildId,
        status: BuildStatus,
        at: datetime,
        *,
        error: BuildError | None = None,
        output: BuildOutput | None = None,
    ) -> None:
        """Write the build's end. Writing it twice is fine; a completed build is never overwritten. Raises NotFound."""
        self._update(
            build_id,
            "SET #status = :status, updated_at = :at, #error = :error, #output = :output REMOVE queue",
            "#status <> :complete",
            names={"#status": "status", "#error": "error", "#output": "output"},
            status=status,
            complete=BuildStatus.COMPLETE,
            at=at,
            error=error,
            output=output,
        )

    def restart(self, build_id: BuildId, at: datetime) -> int:
        """Put an ended, incomplete build back to queued; returns its new number of runs. Raises Conflict, NotFound."""
        changed = self._update(
            build_id,
            "SET #status = :queued, updated_at = :at, runs = runs + :one, due_at = :due_at,"
            " queue = if_not_exists(waits_in, :queue) REMOVE #error",
            "#status IN (:errored, :terminated)",
            names={"#status": "status", "#error": "error"},
            due_at=_silent(at),
            queue=queue_of(Kind.BUILD, shard_of(build_id)),
            queued=BuildStatus.QUEUED,
            errored=BuildStatus.ERRORED,
            terminated=BuildStatus.TERMINATED,
            at=at,
            one=1,
        )
        if not changed:
            status = self.get(build_id).status.value
            raise Conflict(f"Build {build_id} is {status}; only a failed or stopped build runs again.")
        return int(changed["runs"])

    def begin_run(self, build_id: BuildId, after: int, at: datetime) -> bool:
        """Put a build that has not ended back to queued, for the run that follows run `after`.

        Of several callers one does, and the others get False. Raises NotFound.
        """
        changed = self._update(
            build_id,
            "SET #status = :queued, updated_at = :at, runs = runs + :one, due_at = :due_at",
            "#status IN (:queued, :running) AND runs = :after",
            names={"#status": "status"},
            due_at=_silent(at),
            queued=BuildStatus.QUEUED,
            running=BuildStatus.RUNNING,
            after=after,
            at=at,
            one=1,
        )
        return changed is not None

    def delete(self, build_id: BuildId) -> None:
        """Remove the record; nothing there is fine."""
        with translated(f"Deleting build {build_id}"):
            aws.dynamodb().delete_item(TableName=self._table, Key={"build_id": value_of(build_id)})

    def _update(
        self, build_id: BuildId, expression: str, condition: str, *, names: dict[str, str], **data: Any
    ) -> dict[str, Any] | None:
        """Change a record that exists and meets the condition: the new record, or None where it does not meet it.

        Raises NotFound where there is no record: an update must not bring a deleted build back.
        """
        with translated(f"Updating build {build_id}"):
            try:
                answer = aws.dynamodb().update_item(
                    TableName=self._table,
                    Key={"build_id": value_of(build_id)},
                    UpdateExpression=expression,
                    ConditionExpression=f"attribute_exists(build_id) AND {condition}",
                    ExpressionAttributeNames=names,
                    ExpressionAttributeValues=values(**data),
                    ReturnValues="ALL_NEW",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                if code(error) != "ConditionalCheckFailedException":
                    raise
                if not old_item(error):
                    raise _missing(build_id) from error
                return None
        data = data_of(answer["Attributes"])
        tell(Owned(build_id=build_id, site_id=data["site_id"], customer_id=data["customer_id"]))
        return data


def _build(data: dict[str, Any]) -> Build:
    with readable(Build):
        progress = [
            WorkerProgress(worker=worker, attempts=data["attempts"].get(worker, 0), **each)
            for worker, each in data["progress"].items()
        ]
        progress.sort(key=lambda each: (each.started_at or each.completed_at or _NEVER, each.worker))
    return model_of(Build, data | {"progress": tuple(progress)})


def _silent(at: datetime) -> str:
    return moment(at + SILENT_AFTER)


def _entry(progress: WorkerProgress) -> dict[str, Any]:
    return progress.model_dump(exclude={"worker", "attempts"}, exclude_none=True)


def _missing(build_id: BuildId) -> NotFound:
    return NotFound(f"There is no build {build_id}.")
