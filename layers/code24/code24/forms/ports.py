"""What forms need of the world, besides `code24.ports`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from code24.forms.models import NotifyOwner, OwnerMail, Submission, SubmissionPlace, SubmissionQuery
from code24.types import SiteId, SubmissionId


class Submissions(Protocol):
    """What visitors sent through forms."""

    def put(self, submission: Submission) -> None:
        """Store a new submission.

        Raises AlreadyExists, and Conflict where the site is not there to receive anything.
        """
        ...

    def get(self, site_id: SiteId, submission_id: SubmissionId) -> Submission:
        """Raises NotFound."""
        ...

    def of_site(
        self, site_id: SiteId, wanted: SubmissionQuery, limit: int, after: SubmissionPlace | None = None
    ) -> Sequence[Submission]:
        """Up to `limit` submissions of a site, newest first; those behind the place `after`, if given."""
        ...

    def claim(self, site_id: SiteId, submission_id: SubmissionId, at: datetime, until: datetime) -> bool:
        """Reserve the owner's mail for whoever asks first; False while another has it, or once it was sent.

        Raises NotFound.
        """
        ...

    def notified(self, site_id: SiteId, submission_id: SubmissionId, at: datetime) -> None:
        """Note that the owner's mail was sent; the first note stays, and a submission that is gone stays gone."""
        ...

    def delete(self, site_id: SiteId, submission_id: SubmissionId) -> None:
        """Remove a submission; nothing there is fine."""
        ...

    def delete_all(self, site_id: SiteId) -> None:
        """Remove every submission of a site."""
        ...


class Counters(Protocol):
    """Counters that stop at a number, and are forgotten."""

    def count(self, key: str, most: int, expires_at: int) -> bool:
        """Count one; False, without counting, where there are `most` already. `expires_at` is in epoch seconds."""
        ...


class Notifications(Protocol):
    """Mails to owners that are still to be sent."""

    def send(self, notify: NotifyOwner, delay: int) -> None:
        """Ask for a mail, in `delay` seconds at the earliest."""
        ...


class Mail(Protocol):
    """Mail to owners."""

    def send(self, mail: OwnerMail) -> bool:
        """Send a mail; False where this environment has no sender's address."""
        ...
