"""Mails to owners: asked for through SQS, sent through SES."""

from code24.adapters import aws
from code24.adapters.wire_errors import translated
from code24.forms.models import NotifyOwner, OwnerMail


class SqsNotifications:
    """Messages of the queue at `queue_url`: one `NotifyOwner` each, as JSON."""

    def __init__(self, *, queue_url: str) -> None:
        self._queue_url = queue_url

    def send(self, notify: NotifyOwner, delay: int) -> None:
        """Ask for a mail, in `delay` seconds at the earliest."""
        with translated(f"Asking for the mail about submission {notify.submission_id}"):
            aws.sqs().send_message(QueueUrl=self._queue_url, MessageBody=notify.model_dump_json(), DelaySeconds=delay)


class SesMail:
    """Mails from `sender`, a verified identity of SES; empty where nothing is to be mailed."""

    def __init__(self, *, sender: str) -> None:
        self._sender = sender

    def send(self, mail: OwnerMail) -> bool:
        """Send a mail as plain text; False where there is no sender."""
        if not self._sender:
            return False
        with translated("Sending a mail"):
            aws.ses().send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [mail.to]},
                ReplyToAddresses=[mail.reply_to],
                Content={
                    "Simple": {
                        "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                        "Body": {"Text": {"Data": mail.text, "Charset": "UTF-8"}},
                    }
                },
            )
        return True
