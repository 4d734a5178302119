"""The mail that tells an owner of a submission."""

from datetime import UTC

from email_validator import validate_email

from code24.forms.fields import ACCEPTED, FORMS, FieldType
from code24.forms.models import OwnerMail, SiteForms, Submission
from code24.forms.words import form_words, messages

_SUBJECT = 150
"""Characters of a subject at most."""
_INDENT = "    "


def owner_mail(submission: Submission, forms: SiteForms, to: str) -> OwnerMail:
    """The mail about a submission, in the site's language.

    What the visitor wrote is indented, so that nothing in it can pass for a line of the mail itself. `reply_to` is the
    visitor's address with its domain in ASCII, as mail servers write it.
    """
    said, labels = messages(forms.language).mail, form_words(forms.language).labels
    fields = submission.fields
    about = said.subject.format(form=said.names[submission.form], name=fields.get("name") or fields["email"])
    lines = [said.greeting.format(site=_one_line(forms.name)), ""]
    for field in FORMS[submission.form]:
        if (value := fields.get(field.name)) is None:
            continue
        ticked = field.type is FieldType.CONSENT and value == ACCEPTED
        lines += [labels[field.name], *(_INDENT + line for line in ("✓" if ticked else value).split("\n")), ""]
    received = submission.created_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines += [f"{said.received}: {received}", said.page.format(page=submission.page), "", said.reply, ""]
    return OwnerMail(
        to=_ascii_address(to),
        subject=_shortened(_one_line(f"{forms.name}: {about}")),
        text="\n".join(lines),
        reply_to=_ascii_address(fields["email"]),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= _SUBJECT else text[: _SUBJECT - 1] + "…"


def _ascii_address(address: str) -> str:
    found = validate_email(address, check_deliverability=False)
    return found.ascii_email or found.normalized
