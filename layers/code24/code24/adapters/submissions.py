"""Submissions of forms in DynamoDB, by `site_id` and `submission_id`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.items import Item, data_of, delete_items, item_of, model_of, query, transact, value_of, values
from code24.adapters.wire_errors import code, old_item, translated
from code24.errors import AlreadyExists, Conflict, NotFound
from code24.forms.models import Submission, SubmissionPlace, SubmissionQuery
from code24.types import SiteId, SubmissionId

_BY_CREATED = "by-created"
_RECEIVING = ("building", "active")
"""A site with these statuses may have visitors: of its previews, where nothing is live yet."""
_SECOND = timedelta(seconds=1)
_READ_FOR_FORM = 200
"""Submissions that are read at once where one form is asked for: DynamoDB counts before it filters."""
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


class DynamoSubmissions:
    """Submissions in `submissions_table`, with the index `by-created` (`site_id`, `created_at`, all attributes).

    `created_at` is in whole seconds, so that its text sorts as time does.
    """

    def __init__(self, *, submissions_table: str, sites_table: str) -> None:
        self._table = submissions_table
        self._sites_table = sites_table

    def put(self, submission: Submission) -> None:
        """Store a new submission, if its site is there to receive one: a deletion that runs leaves nothing behind.

        Raises AlreadyExists, Conflict.
        """
        site_id = submission.site_id
        transact(
            f"Storing submission {submission.submission_id} of site {site_id}",
            (
                {
                    "Put": {
                        "TableName": self._table,
                        "Item": item_of(submission),
                        "ConditionExpression": "attribute_not_exists(site_id)",
                    }
                },
                lambda _: AlreadyExists(f"Submission {submission.submission_id} exists already."),
            ),
            (
                {
                    "ConditionCheck": {
                        "TableName": self._sites_table,
                        "Key": {"site_id": value_of(site_id), "record": value_of("site")},
                        "ConditionExpression": "#status IN (:building, :active)",
                        "ExpressionAttributeNames": {"#status": "status"},
                        "ExpressionAttributeValues": values(**{status: status for status in _RECEIVING}),
                    }
                },
                lambda _: Conflict(f"Site {site_id} receives nothing."),
            ),
        )

    def get(self, site_id: SiteId, submission_id: SubmissionId) -> Submission:
        """Raises NotFound."""
        with translated(f"Reading submission {submission_id} of site {site_id}"):
            answer = aws.dynamodb().get_item(
                TableName=self._table, Key=_key(site_id, submission_id), ConsistentRead=True
            )
        if "Item" not in answer:
            raise _missing(site_id, submission_id)
        return model_of(Submission, data_of(answer["Item"]))

    def of_site(
        self, site_id: SiteId, wanted: SubmissionQuery, limit: int, after: SubmissionPlace | None = None
    ) -> Sequence[Submission]:
        """Up to `limit` submissions of a site, newest first; those behind the place `after`, if given.

        DynamoDB filters after it has counted, so reading goes on until there are `limit` or no more. The index lags
        behind the table by moments.
        """
        since, until = _whole_seconds(wanted)
        if since > until or (after and after.created_at < since):  # DynamoDB refuses such a range, and such a place
            return []
        request: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": _BY_CREATED,
            "KeyConditionExpression": "site_id = :site_id AND created_at BETWEEN :since AND :until",
            "ExpressionAttributeValues": values(site_id=site_id, since=since, until=until),
            "ScanIndexForward": False,
            "Limit": max(limit, _READ_FOR_FORM) if wanted.form else limit,
        }
        if wanted.form:
            request["FilterExpression"] = "#form = :form"
            request["ExpressionAttributeNames"] = {"#form": "form"}
            request["ExpressionAttributeValues"] |= values(form=wanted.form)
        if after and after.created_at <= until:  # everything asked for lies behind a place after it, which is refused
            request["ExclusiveStartKey"] = _key(site_id, after.submission_id) | {
                "created_at": value_of(after.created_at)
            }
        found = query(f"Listing the submissions of site {site_id}", **request)
        return [model_of(Submission, data) for data in islice(found, limit)]

    def claim(self, site_id: SiteId, submission_id: SubmissionId, at: datetime, until: datetime) -> bool:
        """Reserve the owner's mail; False while another has it, or once it was sent. Raises NotFound."""
        return self._update(
            site_id,
            submission_id,
            "SET claimed_until = :until",
            "attribute_not_exists(notified_at) AND (attribute_not_exists(claimed_until) OR claimed_until <= :at)",
            at=int(at.timestamp()),
            until=int(until.timestamp()),
        )

    def notified(self, site_id: SiteId, submission_id: SubmissionId, at: datetime) -> None:
        """Note that the owner's mail was sent; the first note stays, and a submission that is gone stays gone."""
        try:
            self._update(site_id, submission_id, "SET notified_at = :at", "attribute_not_exists(notified_at)", at=at)
        except NotFound:
            return

    def delete(self, site_id: SiteId, submission_id: SubmissionId) -> None:
        """Remove a submission; nothing there is fine."""
        with translated(f"Deleting submission {submission_id} of site {site_id}"):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(site_id, submission_id))

    def delete_all(self, site_id: SiteId) -> None:
        """Remove every submission of a site."""
        found = query(
            f"Listing the submissions of site {site_id}",
            TableName=self._table,
            KeyConditionExpression="site_id = :site_id",
            ProjectionExpression="submission_id",
            ExpressionAttributeValues=values(site_id=site_id),
            ConsistentRead=True,
        )
        keys = (_key(site_id, data["submission_id"]) for data in found)
        delete_items(f"Deleting the submissions of site {site_id}", self._table, keys)

    def _update(
        self, site_id: SiteId, submission_id: SubmissionId, expression: str, condition: str, **data: Any
    ) -> bool:
        """Change a submission that meets the condition; False where it does not. Raises NotFound."""
        with translated(f"Updating submission {submission_id} of site {site_id}"):
            try:
                aws.dynamodb().update_item(
                    TableName=self._table,
                    Key=_key(site_id, submission_id),
                    UpdateExpression=expression,
                    ConditionExpression=f"attribute_exists(site_id) AND {condition}",
                    ExpressionAttributeValues=values(**data),
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                if code(error) != "ConditionalCheckFailedException":
                    raise
                if not old_item(error):
                    raise _missing(site_id, submission_id) from error
                return False
        return True


def _whole_seconds(wanted: SubmissionQuery) -> tuple[datetime, datetime]:
    """The first and the last second that are asked for, both included."""
    since, until = (
        min(max(moment, _EARLIEST), _LATEST) for moment in (wanted.since or _EARLIEST, wanted.until or _LATEST)
    )
    return _rounded_up(since), _rounded_up(until) - _SECOND


def _rounded_up(moment: datetime) -> datetime:
    whole = moment.astimezone(UTC).replace(microsecond=0)
    return whole + _SECOND if moment.microsecond else whole


def _key(site_id: SiteId, submission_id: SubmissionId) -> Item:
    return {"site_id": value_of(site_id), "submission_id": value_of(submission_id)}


def _missing(site_id: SiteId, submission_id: SubmissionId) -> NotFound:
    return NotFound(f"Site {site_id} has no submission {submission_id}.")
