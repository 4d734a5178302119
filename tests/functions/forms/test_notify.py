"""The function that mails owners, with its queue's events, on moto."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sesv2 import sesv2_backends

from code24.adapters import aws
from code24.forms.models import FormKind, SiteForms, Submission
from code24.runtime import wiring
from code24.runtime.wiring import port
from code24.sites.models import Release, Route, RouteStatus, Site, SiteStatus
from tests.environment import REGION
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
EVENT = json.loads((ROOT / "events" / "forms" / "notify.json").read_text())
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE, RELEASE, SUBMISSION = "s000000000001", "r000000000a", "f000000000000000a"


@pytest.fixture
def cloud() -> Iterator[None]:
    aws.forget()
    wiring.port.cache_clear()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table("code24-test-sites", "site_id", "record", ("by-customer", "customer_id", "created_at"))
        create_table("code24-test-domains", "host")
        create_table("code24-test-submissions", "site_id", "submission_id", ("by-created", "site_id", "created_at"))
        boto3.client("sesv2").create_email_identity(EmailIdentity="forms@code24.example")
        site = Site(site_id=SITE, customer_id="c000000000001", slug="acme", name="Acme", status=SiteStatus.BUILDING,
                    created_at=NOW, updated_at=NOW)  # fmt: skip
        port("sites").reserve(site, Route(host="acme.localhost", site_id=SITE, status=RouteStatus.ACTIVE))
        forms = SiteForms(language="fr", kinds=(FormKind.CONTACT,), thanks_path="/merci/", name="Le Four",
                          notify="owner@example.org")  # fmt: skip
        port("sites").add_release(
            Release(release_id=RELEASE, site_id=SITE, build_id="b0000000000000001", version="1", created_at=NOW,
                    sha256="0" * 64, files=(), forms=forms)
        )  # fmt: skip
        port("submissions").put(submission())
        yield
    aws.forget()
    wiring.port.cache_clear()


def submission(submission_id: str = SUBMISSION) -> Submission:
    fields = {"name": "Jane", "email": "jane@example.org", "message": "Bonjour"}
    return Submission(
        site_id=SITE, submission_id=submission_id, form=FormKind.CONTACT, created_at=NOW, fields=fields, page="/"
    )


def call(*bodies: str) -> dict[str, Any]:
    [record] = EVENT["Records"]
    records = [record | {"messageId": f"m{index}", "body": body} for index, body in enumerate(bodies)]
    handler = imported(ROOT / "functions" / "forms" / "notify").handler
    answer: dict[str, Any] = handler(
        EVENT | {"Records": records} if bodies else EVENT, Context("forms-notify", "c6af9ac6")
    )
    return answer


def mailed() -> list[Any]:
    return list(sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].core_backend.sent_messages)


def test_the_sample_event_mails_the_owner(cloud: None, caplog: pytest.LogCaptureFixture) -> None:
    assert call() == {"batchItemFailures": []}
    [mail] = mailed()
    assert mail.destinations["ToAddresses"] == ["owner@example.org"]
    assert mail.subject == "Le Four: Message de Jane"
    assert port("submissions").get(SITE, SUBMISSION).notified_at is not None
    line = caplog.records[-1].__dict__
    assert (line["outcome"], line["site_id"], line["submission_id"]) == ("sent", SITE, SUBMISSION)
    assert "jane" not in json.dumps(line, default=str).lower()


def test_a_message_that_comes_again_mails_nobody(cloud: None) -> None:
    assert call() == call() == {"batchItemFailures": []}
    assert len(mailed()) == 1


def test_only_what_fails_comes_again(cloud: None) -> None:
    port("submissions").put(submission("f000000000000000b"))
    good = json.dumps({"site_id": SITE, "release_id": RELEASE, "submission_id": "f000000000000000b"})
    gone = json.dumps({"site_id": SITE, "release_id": RELEASE, "submission_id": "f00000000000gone"[:16] + "e"})
    answer = call("no JSON", EVENT["Records"][0]["body"], '{"site_id": "x"}', good, gone)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m0"}, {"itemIdentifier": "m2"}]}
    assert len(mailed()) == 2


def test_without_a_sender_nothing_is_mailed_and_the_log_says_so(
    cloud: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CODE24_MAIL_FROM", "")
    assert call() == {"batchItemFailures": []}
    assert mailed() == []
    assert caplog.records[-1].__dict__["outcome"] == "no-sender"


def test_what_ses_refuses_comes_again(cloud: None) -> None:
    boto3.client("sesv2").delete_email_identity(EmailIdentity="forms@code24.example")
    assert call() == {"batchItemFailures": [{"itemIdentifier": EVENT["Records"][0]["messageId"]}]}
    assert port("submissions").get(SITE, SUBMISSION).notified_at is None
