"""Optimization jobs in DynamoDB."""

from collections.abc import Sequence
from itertools import islice

from code24.adapters import aws
from code24.adapters.items import Item, data_of, delete_items, item_of, model_of, query, value_of, values
from code24.adapters.telling import tell
from code24.adapters.wire_errors import translated
from code24.errors import AlreadyExists, NotFound
from code24.optimize.loop.models import OptimizationJob
from code24.types import OptimizationId, SiteId

_BY_SITE = "by-site"


class DynamoJobs:
    """Jobs by `id`, with the index `by-site` (`site_id`, `scheduled_at`, all attributes)."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def create(self, job: OptimizationJob, request_hash: str) -> None:
        """Store a new job with the hash of what asked for it. Raises AlreadyExists."""
        taken = AlreadyExists(f"Job {job.id} exists already.")
        with translated(f"Creating job {job.id}", {"ConditionalCheckFailedException": taken}):
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=item_of(job, request_hash=request_hash),
                ConditionExpression="attribute_not_exists(id)",
            )

    def get(self, job_id: OptimizationId) -> OptimizationJob:
        """Raises NotFound."""
        return model_of(OptimizationJob, self._item(job_id))

    def request_hash(self, job_id: OptimizationId) -> str:
        """The hash of what asked for a job; empty for the loop's own. Raises NotFound."""
        return str(self._item(job_id).get("request_hash", ""))

    def put(self, job: OptimizationJob) -> None:
        """Store a job's present state; the hash of what asked for it stays."""
        data = job.model_dump(exclude={"id"}, exclude_none=True)
        with translated(f"Updating job {job.id}"):
            aws.dynamodb().update_item(
                TableName=self._table,
                Key=_key(job.id),
                UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in data),
                ExpressionAttributeNames={f"#{name}": name for name in data},
                ExpressionAttributeValues=values(**data),
            )
        tell(job, written=True)

    def of_site(self, site_id: SiteId, limit: int, after: OptimizationJob | None = None) -> Sequence[OptimizationJob]:
        """Up to `limit` jobs of a site, newest first; those behind `after`. The index lags behind by moments."""
        place = after and _key(after.id) | {
            "site_id": value_of(site_id),
            "scheduled_at": value_of(after.scheduled_at),
        }
        found = query(
            f"Listing the jobs of site {site_id}",
            TableName=self._table,
            IndexName=_BY_SITE,
            KeyConditionExpression="site_id = :site_id",
            ExpressionAttributeValues=values(site_id=site_id),
            ScanIndexForward=False,
            Limit=limit,
            **({"ExclusiveStartKey": place} if place else {}),
        )
        return [model_of(OptimizationJob, data) for data in islice(found, limit)]

    def delete_all(self, site_id: SiteId) -> None:
        """Remove every job of a site."""
        found = query(
            f"Listing the jobs of site {site_id}",
            TableName=self._table,
            IndexName=_BY_SITE,
            KeyConditionExpression="site_id = :site_id",
            ExpressionAttributeValues=values(site_id=site_id),
        )
        delete_items(f"Deleting the jobs of site {site_id}", self._table, (_key(data["id"]) for data in found))

    def _item(self, job_id: OptimizationId) -> dict[str, object]:
        with translated(f"Reading job {job_id}"):
            answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(job_id), ConsistentRead=True)
        if "Item" not in answer:
            raise NotFound(f"There is no optimization {job_id}.")
        return data_of(answer["Item"])


def _key(job_id: OptimizationId) -> Item:
    return {"id": value_of(job_id)}
