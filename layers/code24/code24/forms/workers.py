"""The use cases of an owner: what visitors sent, listed, exported and deleted."""

from collections.abc import Iterator

from code24.forms.models import Submission, SubmissionPlace, SubmissionQuery
from code24.forms.ports import Submissions
from code24.ports import Sites
from code24.sites.pages import Page
from code24.sites.workers import read_site
from code24.types import CustomerId, SiteId, SubmissionId

READ_AT_ONCE = 200
"""Submissions that an export reads in one go."""


def list_submissions(
    site_id: SiteId,
    customer_id: CustomerId,
    wanted: SubmissionQuery,
    limit: int,
    after: SubmissionPlace | None = None,
    *,
    sites: Sites,
    submissions: Submissions,
) -> Page[Submission]:
    """A site's submissions, newest first: `limit` of them, those behind the place `after`. Raises NotFound."""
    read_site(site_id, customer_id, sites=sites)
    return Page[Submission].of(submissions.of_site(site_id, wanted, limit + 1, after), limit)


def read_submission(
    site_id: SiteId, submission_id: SubmissionId, customer_id: CustomerId, *, sites: Sites, submissions: Submissions
) -> Submission:
    """One submission. Raises NotFound."""
    read_site(site_id, customer_id, sites=sites)
    return submissions.get(site_id, submission_id)


def delete_submission(
    site_id: SiteId, submission_id: SubmissionId, customer_id: CustomerId, *, sites: Sites, submissions: Submissions
) -> None:
    """Delete a submission for good; deleting it again is fine. Raises NotFound for a site that is not there."""
    read_site(site_id, customer_id, sites=sites)
    submissions.delete(site_id, submission_id)


def export_submissions(
    site_id: SiteId,
    customer_id: CustomerId,
    wanted: SubmissionQuery,
    after: SubmissionPlace | None = None,
    *,
    sites: Sites,
    submissions: Submissions,
) -> Iterator[Submission]:
    """All submissions of a site behind the place `after`, newest first, read as far as they are taken.

    Raises NotFound, at once.
    """
    read_site(site_id, customer_id, sites=sites)
    return _all(site_id, wanted, after, submissions)


def _all(
    site_id: SiteId, wanted: SubmissionQuery, after: SubmissionPlace | None, submissions: Submissions
) -> Iterator[Submission]:
    while found := submissions.of_site(site_id, wanted, READ_AT_ONCE, after):
        yield from found
        after = place_of(found[-1])


def place_of(submission: Submission) -> SubmissionPlace:
    """Where a submission stands in its site's list."""
    return SubmissionPlace(created_at=submission.created_at, submission_id=submission.submission_id)
