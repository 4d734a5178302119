import json

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from code24.adapters import aws
from code24.adapters.mail import SesMail, SqsNotifications
from code24.errors import Code24Error, Transient
from code24.forms.models import NotifyOwner, OwnerMail

MAIL = OwnerMail(
    to="owner@example.org", subject="Bäckerei: Nachricht von Jane", text="Name\n    Jane\n", reply_to="j@example.org"
)
NOTIFY = NotifyOwner(site_id="s000000000001", release_id="r000000000a", submission_id="f000000000000000a")


def test_a_mail_is_asked_for_later(cloud: None) -> None:
    queue = boto3.client("sqs").create_queue(QueueName="notifications")["QueueUrl"]
    SqsNotifications(queue_url=queue).send(NOTIFY, 0)
    [message] = boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"]
    assert NotifyOwner.model_validate_json(message["Body"]) == NOTIFY


def test_its_delay_is_the_callers(cloud: None) -> None:
    with Stubber(aws.sqs()) as stub:
        stub.add_response(
            "send_message",
            {"MessageId": "1"},
            {"QueueUrl": "https://queue", "MessageBody": NOTIFY.model_dump_json(), "DelaySeconds": 25},
        )
        SqsNotifications(queue_url="https://queue").send(NOTIFY, 25)
        stub.assert_no_pending_responses()


def test_a_mail_is_plain_text_and_answers_the_visitor(cloud: None) -> None:
    with Stubber(aws.ses()) as stub:
        stub.add_response(
            "send_email",
            {"MessageId": "1"},
            {
                "FromEmailAddress": "forms@code24.example",
                "Destination": {"ToAddresses": ["owner@example.org"]},
                "ReplyToAddresses": ["j@example.org"],
                "Content": {
                    "Simple": {
                        "Subject": {"Data": MAIL.subject, "Charset": "UTF-8"},
                        "Body": {"Text": {"Data": MAIL.text, "Charset": "UTF-8"}},
                    }
                },
            },
        )
        assert SesMail(sender="forms@code24.example").send(MAIL)
        stub.assert_no_pending_responses()


def test_ses_takes_it(cloud: None) -> None:
    boto3.client("sesv2").create_email_identity(EmailIdentity="forms@code24.example")
    assert SesMail(sender="forms@code24.example").send(MAIL)


def test_without_a_sender_nothing_is_mailed(cloud: None) -> None:
    with Stubber(aws.ses()):
        assert not SesMail(sender="").send(MAIL)


@pytest.mark.parametrize(
    ("code", "status", "error"), [("TooManyRequestsException", 429, Transient), ("MessageRejected", 400, Code24Error)]
)
def test_what_ses_refuses(cloud: None, code: str, status: int, error: type[Code24Error]) -> None:
    with Stubber(aws.ses()) as stub:
        for _ in range(3):
            stub.add_client_error("send_email", code, "no", status)
        with pytest.raises(error) as raised:
            SesMail(sender="forms@code24.example").send(MAIL)
    assert type(raised.value) is error
    assert isinstance(raised.value.__cause__, ClientError)
    assert json.dumps(MAIL.text) not in str(raised.value)
