"""Routes of what visitors sent through a site's forms."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Self
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import Response
from pydantic import AfterValidator, StringConstraints, TypeAdapter

from code24.forms.export import table
from code24.forms.models import FormKind, Submission, SubmissionPlace, SubmissionQuery
from code24.forms.workers import (
    delete_submission,
    export_submissions,
    list_submissions,
    place_of,
    read_submission,
)
from code24.http.authentication import Caller, KeyedRoute
from code24.http.pages import Cursor, Limit, cursor_of, identifier_in
from code24.http.use_cases import Run
from code24.models import Model
from code24.sites.pages import DEFAULT_LIMIT
from code24.types import SiteId, SubmissionId

router = APIRouter(prefix="/sites/{id}", route_class=KeyedRoute, tags=["Submissions"])

_PLACE = TypeAdapter[str](Annotated[str, StringConstraints(pattern=r"^[0-9]{1,11}-f[0-9a-z]{16}$")])


class SubmissionView(Model):
    """What somebody sent."""

    id: SubmissionId
    site_id: SiteId
    form: FormKind
    fields: Mapping[str, str]
    """By name; those that were left empty are missing."""
    page: str
    """The path of the page that the form was on."""
    created_at: datetime
    notified_at: datetime | None
    """When the owner was mailed; null where that is still to come, or nobody is to be mailed."""

    @classmethod
    def of(cls, submission: Submission) -> Self:
        """The view of a submission."""
        return cls(
            id=submission.submission_id,
            site_id=submission.site_id,
            form=submission.form,
            fields=submission.fields,
            page=submission.page,
            created_at=submission.created_at,
            notified_at=submission.notified_at,
        )


class SubmissionList(Model):
    """A page of a site's submissions, newest first. `next` is the `cursor` of the next page, null on the last one."""

    submissions: tuple[SubmissionView, ...]
    next: str | None


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("is before the first or after the last day that can be written") from error


Id = Annotated[SiteId, Path(alias="id", description="The site's id.")]
One = Annotated[SubmissionId, Path(alias="submissionId", description="The submission's id.")]
Form = Annotated[FormKind | None, Query(description="Only what came through this form.")]
Since = Annotated[
    datetime | None,
    Query(alias="from", description="Only from this time or day on, in UTC where it says no other."),
    AfterValidator(lambda moment: moment and _in_utc(moment)),
]
Until = Annotated[
    datetime | None,
    Query(alias="to", description="Only what came before this time or day, in UTC where it says no other."),
    AfterValidator(lambda moment: moment and _in_utc(moment)),
]

_ASKED = {"form": "form", "since": "from", "until": "to"}
"""The query parameters behind the fields of a `SubmissionQuery`."""


async def _wanted(form: Form = None, since: Since = None, until: Until = None) -> SubmissionQuery:
    return SubmissionQuery(form=form, since=since, until=until)


Wanted = Annotated[SubmissionQuery, Depends(_wanted)]


@router.get("/submissions", operation_id="listSubmissions", summary="What visitors sent, page by page")
async def index(
    site_id: Id, caller: Caller, use: Run, wanted: Wanted, *, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> SubmissionList:
    """A site's submissions, newest first. One that has just come appears within moments."""
    page = use.run(list_submissions, site_id, caller, wanted, limit, _place_in(cursor))
    return SubmissionList(
        submissions=tuple(SubmissionView.of(submission) for submission in page.items),
        next=_cursor_behind(page.items[-1]) if page.more else None,
    )


@router.get(
    "/submissions.csv",
    operation_id="exportSubmissions",
    summary="What visitors sent, as a table",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "The table."}},
)
async def export(site_id: Id, caller: Caller, use: Run, wanted: Wanted, *, cursor: Cursor = None) -> Response:
    """Submissions as CSV in UTF-8 (RFC 4180) for spreadsheets, newest first, with a column for every field.

    A cell that a spreadsheet would compute begins with an apostrophe. A table has 5,000 rows and 4 MB at most; where
    there is more, the header `Link` leads to the next one (`rel="next"`).
    """
    made = table(use.run(export_submissions, site_id, caller, wanted, _place_in(cursor)), wanted.form)
    name = f"{wanted.form.value if wanted.form else 'submissions'}-{site_id}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if made.last:
        again = wanted.model_dump(mode="json", exclude_none=True, by_alias=True)
        query = urlencode(
            {_ASKED[name]: value for name, value in again.items()} | {"cursor": _cursor_behind(made.last)}
        )
        headers["Link"] = f'</sites/{site_id}/submissions.csv?{query}>; rel="next"'
    return Response(made.body, media_type="text/csv; charset=utf-8; header=present", headers=headers)


@router.get("/submissions/{submissionId}", operation_id="getSubmission", summary="One submission")
async def show(site_id: Id, submission_id: One, caller: Caller, use: Run) -> SubmissionView:
    """What one visitor sent."""
    return SubmissionView.of(use.run(read_submission, site_id, submission_id, caller))


@router.delete(
    "/submissions/{submissionId}", status_code=204, operation_id="deleteSubmission", summary="Delete a submission"
)
async def delete(site_id: Id, submission_id: One, caller: Caller, use: Run) -> None:
    """Delete what one visitor sent, for good. Deleting it again is fine."""
    use.run(delete_submission, site_id, submission_id, caller)


def _cursor_behind(submission: Submission) -> str:
    """A place in time, so that a list goes on where its last submission has been deleted meanwhile."""
    place = place_of(submission)
    return cursor_of(f"{int(place.created_at.timestamp())}-{place.submission_id}")


def _place_in(cursor: str | None) -> SubmissionPlace | None:
    place = identifier_in(cursor, _PLACE)
    if place is None:
        return None
    seconds, _, submission_id = place.partition("-")
    return SubmissionPlace(created_at=datetime.fromtimestamp(int(seconds), UTC), submission_id=submission_id)
