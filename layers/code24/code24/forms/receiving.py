"""The use case behind `POST /api/form/{form}`: what somebody sent is checked, stored once, and told to the owner."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from code24.errors import AlreadyExists, NotFound
from code24.forms.checking import Checked, Fault, Sent, checked
from code24.forms.fields import HONEYPOT, STAMP
from code24.forms.limits import (
    ATTEMPTS,
    ATTEMPTS_OF_NETWORK,
    OF_NETWORK,
    OF_SITE,
    OF_SITE_NOW,
    OF_VISITOR,
    Limit,
    window,
)
from code24.forms.models import FormKind, NotifyOwner, SiteForms, Submission
from code24.forms.ports import Counters, Notifications, Submissions
from code24.forms.stamps import LONGEST, SHORTEST, Stamp, read_stamp
from code24.identifiers import derived
from code24.ports import Clock
from code24.types import ReleaseId, SiteId, SubmissionId

NOTICE_DELAY = 25
"""Seconds that the owner's mail waits: longer than the receiver's function may run (template.yaml)."""


class Outcome(StrEnum):
    """What became of a form that was sent."""

    STORED = "stored"
    REPEATED = "repeated"
    """The very same was stored before."""
    TRAPPED = "trapped"
    """The field that nobody sees was filled in; answered as if it were stored."""
    HASTY = "hasty"
    """Nobody is that fast; answered as if it were stored."""
    INVALID = "invalid"
    EXPIRED = "expired"
    """The page was open for too long."""
    UNSEEN = "unseen"
    """It has no stamp, or none that was made here for this site."""
    LIMITED = "limited"

    @property
    def welcome(self) -> bool:
        """True for what the visitor is thanked for."""
        return self in {Outcome.STORED, Outcome.REPEATED, Outcome.TRAPPED, Outcome.HASTY}


@dataclass(frozen=True)
class Sending:
    """A form as it came."""

    site_id: SiteId
    release_id: ReleaseId
    forms: SiteForms
    form: FormKind
    page: str
    sent: Sent
    visitor: str
    """What the visitor is called for a day."""
    network: str
    """What everybody behind the visitor's address is called for a day."""


@dataclass(frozen=True)
class Keys:
    """What stamps are signed with, and counters named by."""

    stamps: bytes
    limits: bytes


@dataclass(frozen=True)
class Receipt:
    """What became of it."""

    outcome: Outcome
    faults: Mapping[str, Fault] = field(default_factory=dict)
    """By field."""
    retry_after: int | None = None
    """Seconds, where there was too much."""
    submission_id: SubmissionId | None = None
    """Of what was stored."""


def receive_form(
    sending: Sending,
    keys: Keys,
    *,
    submissions: Submissions,
    counters: Counters,
    notifications: Notifications,
    clock: Clock,
) -> Receipt:
    """Take a form in. Raises Conflict where the site is being deleted, and Transient where nothing was stored.

    The owner's mail is asked for before the submission is stored, to be sent a little after this function's time is
    over: wherever the process ends in between, a stored submission has its mail under way, and a mail without a
    submission finds nothing to tell. Sending the same again asks for the mail again; the mail itself goes out once.
    """
    now = clock.now().replace(microsecond=0)
    if seconds := _exceeded(keys, now, counters, (ATTEMPTS, sending.visitor), (ATTEMPTS_OF_NETWORK, sending.network)):
        return Receipt(Outcome.LIMITED, retry_after=seconds)
    submission = _read(sending, keys, now)
    if isinstance(submission, Receipt):
        return submission
    notify = NotifyOwner(site_id=sending.site_id, release_id=sending.release_id, submission_id=submission.submission_id)
    known = _known(submission, submissions)
    if known is None and (seconds := _exceeded(keys, now, counters, *_of_messages(sending))):
        return Receipt(Outcome.LIMITED, retry_after=seconds)
    if sending.forms.notify and not (known and known.notified_at):
        notifications.send(notify, NOTICE_DELAY)
    if known is None:
        try:
            submissions.put(submission)
            return Receipt(Outcome.STORED, submission_id=submission.submission_id)
        except AlreadyExists:  # the other half of a double click was faster
            pass
    return Receipt(Outcome.REPEATED)


def _read(sending: Sending, keys: Keys, now: datetime) -> Submission | Receipt:
    """What is to be stored, or why nothing is."""
    if any(value.strip() for value in sending.sent.get(HONEYPOT, ())):
        return Receipt(Outcome.TRAPPED)
    stamp = read_stamp(keys.stamps, sending.site_id, _only(sending.sent, STAMP), int(now.timestamp()))
    if stamp and stamp.age < SHORTEST:
        return Receipt(Outcome.HASTY)
    found = checked(sending.form, sending.sent, now.date())
    if stamp is None or stamp.age > LONGEST:
        return Receipt(Outcome.EXPIRED if stamp else Outcome.UNSEEN, found.faults)
    if found.faults:
        return Receipt(Outcome.INVALID, found.faults)
    return _submission(sending, found, stamp, now)


def _known(submission: Submission, submissions: Submissions) -> Submission | None:
    try:
        return submissions.get(submission.site_id, submission.submission_id)
    except NotFound:
        return None


def _of_messages(sending: Sending) -> tuple[tuple[Limit, str], ...]:
    return (
        (OF_VISITOR, sending.visitor),
        (OF_NETWORK, sending.network),
        (OF_SITE_NOW, sending.site_id),
        (OF_SITE, sending.site_id),
    )


def _exceeded(keys: Keys, now: datetime, counters: Counters, *limits: tuple[Limit, str]) -> int | None:
    """The seconds until there is room again; None where there is, which is then taken."""
    for limit, subject in limits:
        counter = window(limit, keys.limits, subject, now)
        if not counters.count(counter.key, counter.most, counter.expires_at):
            return counter.seconds_left
    return None


def _submission(sending: Sending, found: Checked, stamp: Stamp, now: datetime) -> Submission:
    """The record; its id follows from what was sent and from the stamp, so that a repetition has the same one."""
    said = json.dumps(found.fields, sort_keys=True, ensure_ascii=False)
    return Submission(
        site_id=sending.site_id,
        submission_id=derived("f", 16, sending.site_id, sending.form.value, said, stamp.nonce),
        form=sending.form,
        created_at=now,
        fields=found.fields,
        page=sending.page,
    )


def _only(sent: Sent, name: str) -> str:
    values = sent.get(name, ())
    return values[0] if len(values) == 1 else ""
