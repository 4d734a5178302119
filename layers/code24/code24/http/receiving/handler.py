"""The shell of the function that receives forms."""

from functools import cache
from typing import Any

from code24.analytics.collecting.enqueueing import Enqueuer
from code24.http.receiving.answers import notice
from code24.http.receiving.counting import FormCounter
from code24.http.receiving.posts import wants_json
from code24.http.receiving.receiver import Receiver
from code24.routing import notices
from code24.runtime.observability import invocation, logger
from code24.runtime.settings import Settings
from code24.runtime.wiring import port, ports_of


@cache
def receiver() -> Receiver:
    """The process's receiver, made at the first request. Raises MissingSetting."""
    return Receiver(
        port("routes"),
        port("sites"),
        port("site_answers"),
        port("clock"),
        lambda use_case, *arguments: use_case(*arguments, **ports_of(use_case)),
        counter=FormCounter(Enqueuer(port("salts"), port("event_queue"))),
        prefix=Settings().function_prefix,
        secret=Settings().origin_secret,
    )


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of an HTTP API (payload format 2.0). It never raises: visitors see a page in every case."""
    with invocation("forms", context) as line:
        try:
            answer = receiver().respond(event, line)
        except Exception as error:  # the last resort of a public endpoint: a page, and the reason in the log alone
            logger().exception("unexpected error")
            line |= {"outcome": notices.BROKEN.name, "error": type(error).__name__}
            answer = notice(notices.BROKEN, as_json=wants_json(event))
        line["status"] = answer["statusCode"]
    return answer
