"""The use case at the other end of the queue: the owner's mail."""

from datetime import timedelta
from enum import StrEnum

from code24.errors import NotFound, Transient
from code24.forms.models import NotifyOwner
from code24.forms.owner_mail import owner_mail
from code24.forms.ports import Mail, Submissions
from code24.models import Model
from code24.ports import Clock, Sites

LEASE = timedelta(seconds=120)
"""How long a mail is one delivery's to send: longer than the function may run (template.yaml)."""


class NotifyOutcome(StrEnum):
    """What became of a mail that was asked for."""

    SENT = "sent"
    SENT_BEFORE = "sent-before"
    NOTHING_THERE = "nothing-there"
    """The submission was never stored, or has been deleted, or its site has."""
    NOBODY_TO_TELL = "nobody-to-tell"
    NO_SENDER = "no-sender"
    """This environment has no address to send from: submissions are listed only."""


class Notified(Model):
    """How a mail that was asked for ended."""

    outcome: NotifyOutcome


def notify_owner(request: NotifyOwner, *, sites: Sites, submissions: Submissions, mail: Mail, clock: Clock) -> Notified:
    """Mail the owner of a submission, once. Raises Transient while another delivery is at it, or SES is busy.

    A queue delivers at least once, and SES knows no request token. So a delivery claims the mail before it sends it and
    notes it afterwards. What remains is a process that ends after SES took the mail and before that was noted, within
    milliseconds: the claim runs out, and the mail is sent a second time. None is ever lost.
    """
    now = clock.now()
    try:
        forms = sites.forms(request.site_id, request.release_id)
        submission = submissions.get(request.site_id, request.submission_id)
        if forms is None or forms.notify is None:
            return Notified(outcome=NotifyOutcome.NOBODY_TO_TELL)
        if submission.notified_at:
            return Notified(outcome=NotifyOutcome.SENT_BEFORE)
        if not submissions.claim(request.site_id, request.submission_id, now, now + LEASE):
            raise Transient(f"The mail about submission {request.submission_id} is being sent.")
    except NotFound:
        return Notified(outcome=NotifyOutcome.NOTHING_THERE)
    if not mail.send(owner_mail(submission, forms, forms.notify)):
        return Notified(outcome=NotifyOutcome.NO_SENDER)
    submissions.notified(request.site_id, request.submission_id, clock.now())
    return Notified(outcome=NotifyOutcome.SENT)
