"""The thin shell of functions that a queue feeds."""

from typing import Any

from pydantic import ValidationError

from code24.errors import Code24Error, InvalidRequest
from code24.runtime.observability import bind, ended, invocation, logger
from code24.runtime.probing import answering_probes
from code24.runtime.wiring import ports_of
from code24.runtime.worker import Handler, UseCase, request_model


def queue_worker(use_case: UseCase) -> Handler:
    """Wrap `use_case(request, *, ports…)` into a handler of SQS batches.

    Each message's body is one request as JSON. What fails is reported message by message, so that the queue delivers
    it again, and nothing else; after as many attempts as the queue allows it lies in the dead-letter queue.
    """
    name = use_case.__name__.replace("_", "-")

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        failed = [record["messageId"] for record in event["Records"] if not _done(record, context)]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    def _done(record: dict[str, Any], context: Any) -> bool:
        try:
            with invocation(name, context, message_id=record["messageId"], received=_received(record)) as line:
                request = _request(record["body"])
                bind(request)
                line.update(request.model_dump(mode="json"))
                result = use_case(request, **ports_of(use_case))
                line.update(result.model_dump(mode="json"))
                ended(use_case, result)
        except Code24Error:  # logged, with its reason
            return False
        except Exception:
            logger().exception("unexpected error", extra={"message_id": record["messageId"]})
            return False
        return True

    def _request(body: str) -> Any:
        try:
            return request_model(use_case).model_validate_json(body)
        except ValidationError as error:
            raise InvalidRequest(f"The message is no request: {error.error_count()} fields are wrong.") from error

    return answering_probes(name, handler, use_case)


def _received(record: dict[str, Any]) -> int:
    """How often the queue has delivered a message, this time included; the last time before it is given up shows."""
    return int(record.get("attributes", {}).get("ApproximateReceiveCount", 1))
