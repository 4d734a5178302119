"""Forms: what visitors send to a business."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from code24.models import Model
from code24.types import LanguageTag, ReleaseId, SiteId, SubmissionId


class FormKind(StrEnum):
    """The forms that a site can have, as they stand in `POST /api/form/{form}`."""

    CONTACT = "contact"
    BOOKING = "booking"
    QUOTE = "quote"
    NEWSLETTER = "newsletter"
    ORDER = "order"


class FormWords(Model):
    """What forms say, in `language`."""

    language: LanguageTag
    labels: Mapping[str, str]
    """By field name."""
    hints: Mapping[str, str]
    """By field name, where one helps."""
    submit: Mapping[FormKind, str]
    submit_stay: str = ""
    """In place of the booking form's, where nights are booked; empty has no other words for it."""
    optional: str
    """What marks a field that may stay empty."""
    privacy: str
    """The sentence below a form, with `{privacy}` where the link to the privacy page stands."""
    honeypot: str
    """The label of the field that people never see."""
    choose: str
    """The first, empty choice of a list."""


class SiteForms(Model):
    """What the receiver of a release's forms has to know; it is kept in the release's record."""

    language: LanguageTag
    """The language of messages."""
    kinds: tuple[FormKind, ...]
    thanks_path: str
    name: str
    """The business, for the notification's subject."""
    notify: str | None = None
    """The owner's address; None where the owner gave none, and submissions are only listed."""


class Submission(Model):
    """One form that was sent, as it is stored."""

    site_id: SiteId
    submission_id: SubmissionId
    form: FormKind
    created_at: datetime
    fields: Mapping[str, str]
    page: str
    """The path of the page that it was sent from."""
    notified_at: datetime | None = None


class SubmissionPlace(Model):
    """Where a submission stands in its site's list, whether or not it is still there."""

    created_at: datetime
    submission_id: SubmissionId


class SubmissionQuery(Model):
    """Which submissions of a site are asked for; newest first."""

    form: FormKind | None = None
    since: datetime | None = None
    """The earliest moment, itself included."""
    until: datetime | None = None
    """The moment that all of them lie before."""


class NotifyOwner(Model):
    """Asks for the owner's mail about one submission: ids alone, so that no queue holds what a visitor wrote."""

    site_id: SiteId
    release_id: ReleaseId
    """The release that the form was on: it says who is to be told, and in which language."""
    submission_id: SubmissionId


class OwnerMail(Model):
    """A mail to a site's owner. Every field but the text is one line."""

    to: str
    subject: str
    text: str
    reply_to: str
