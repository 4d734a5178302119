"""The mail that owners get."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.forms.models import FormKind, SiteForms, Submission
from code24.forms.owner_mail import owner_mail

FORMS = SiteForms(
    language="de", kinds=tuple(FormKind), thanks_path="/danke/", name="Bäckerei Sonne", notify="owner@example.org"
)
FIELDS = {"name": "Jane Doe", "email": "jane@example.org", "message": "Zwei Brote, bitte.\n\nDanke"}


def submission(form: FormKind = FormKind.CONTACT, **fields: str) -> Submission:
    return Submission(
        site_id="s000000000001",
        submission_id="f000000000000000a",
        form=form,
        created_at=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
        fields=fields,
        page="/kontakt/",
    )


def test_a_mail_says_everything_and_answers_the_visitor() -> None:
    mail = owner_mail(submission(**FIELDS), FORMS, "owner@example.org")
    assert (mail.to, mail.reply_to) == ("owner@example.org", "jane@example.org")
    assert mail.subject == "Bäckerei Sonne: Nachricht von Jane Doe"
    assert mail.text == (
        "Über Ihre Website Bäckerei Sonne ist etwas für Sie eingegangen:\n"
        "\n"
        "Name\n    Jane Doe\n"
        "\n"
        "E-Mail-Adresse\n    jane@example.org\n"
        "\n"
        "Ihre Nachricht\n    Zwei Brote, bitte.\n    \n    Danke\n"
        "\n"
        "Eingegangen: 2026-03-01 12:30 UTC\n"
        "Gesendet von der Seite /kontakt/\n"
        "\n"
        "Antworten Sie auf diese E-Mail, um direkt zu schreiben.\n"
    )


def test_a_subscription_is_named_by_its_address() -> None:
    mail = owner_mail(submission(FormKind.NEWSLETTER, email="jane@example.org", consent="yes"), FORMS, "o@example.org")
    assert mail.subject == "Bäckerei Sonne: Newsletter-Anmeldung von jane@example.org"
    assert "\n    ✓\n" in mail.text


def test_addresses_with_other_letters_are_written_as_mail_servers_do() -> None:
    mail = owner_mail(submission(**FIELDS | {"email": "jane@bücher.example.org"}), FORMS, "info@müller.example.org")
    assert mail.reply_to == "jane@xn--bcher-kva.example.org"
    assert mail.to == "info@xn--mller-kva.example.org"


@pytest.mark.parametrize("name", ["{site}", "{0}", "%s", "{form.__class__}"])
def test_what_visitors_write_is_never_a_pattern(name: str) -> None:
    mail = owner_mail(submission(**FIELDS | {"name": name}), FORMS, "owner@example.org")
    assert mail.subject.endswith(f"von {name}")


@given(name=st.text(min_size=1, max_size=200), message=st.text(min_size=1), site=st.text(min_size=1, max_size=120))
def test_no_text_leaves_its_place(name: str, message: str, site: str) -> None:
    forms = FORMS.model_copy(update={"name": site})
    mail = owner_mail(submission(**FIELDS | {"name": name, "message": message}), forms, "owner@example.org")
    assert len(mail.subject) <= 150
    assert mail.subject == " ".join(mail.subject.split())
    own = [line for line in mail.text.split("\n")[1:] if line and not line.startswith("    ")]
    assert own == [
        "Name",
        "E-Mail-Adresse",
        "Ihre Nachricht",
        "Eingegangen: 2026-03-01 12:30 UTC",
        "Gesendet von der Seite /kontakt/",
        "Antworten Sie auf diese E-Mail, um direkt zu schreiben.",
    ]


def test_a_stay_is_told_with_its_days() -> None:
    stay = {"name": "Jane Doe", "email": "jane@example.org", "arrival": "2026-05-01", "departure": "2026-05-04"}
    text = owner_mail(submission(FormKind.BOOKING, **stay), FORMS, "owner@example.org").text
    assert "Anreise\n    2026-05-01\n\nAbreise\n    2026-05-04\n" in text
    assert "Uhrzeit" not in text
