"""How the calls of schedules ended: items of the operations table."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.items import item_of, model_of, query, values
from code24.adapters.wire_errors import code, translated
from code24.schedules.models import ScheduledRun

KEPT = timedelta(days=60)
_LATEST = "schedules"


class DynamoScheduledRuns:
    """`schedules` has the last call of each schedule, `schedules/{name}` all of the last weeks (`key`, `part`)."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def note(self, run: ScheduledRun) -> None:
        """Store how a call ended. An older one than is stored does not become the schedule's last."""
        moment = _text(run.scheduled_at)
        expires_at = int((run.ended_at + KEPT).timestamp())
        kept = item_of(run, key=f"{_LATEST}/{run.schedule}", part=f"{moment}#{run.run}", expires_at=expires_at)
        last = item_of(run, key=_LATEST, part=run.schedule, due=moment)
        with translated(f"Noting a call of the schedule {run.schedule}"):
            aws.dynamodb().put_item(TableName=self._table, Item=kept)
            try:
                aws.dynamodb().put_item(
                    TableName=self._table,
                    Item=last,
                    ConditionExpression="attribute_not_exists(due) OR due <= :due",
                    ExpressionAttributeValues=values(due=moment),
                )
            except ClientError as error:
                if code(error) != "ConditionalCheckFailedException":
                    raise

    def latest(self) -> Sequence[ScheduledRun]:
        """The last call of each schedule, by its name."""
        found = query(
            "Reading how schedules' last calls ended",
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues=values(key=_LATEST),
        )
        return [model_of(ScheduledRun, data) for data in found]


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
