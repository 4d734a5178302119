"""The function that takes events from their queue, whole: everything but the waiting for AWS.

botocore makes, signs and parses every request; just what it would send is answered at once, so that what is measured is
the handler as Lambda calls it, with its log line.
"""

import io
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSResponse

from code24.adapters import aws
from code24.analytics.event import Message
from code24.runtime import observability, wiring
from code24.runtime.wiring import port
from tests.environment import prepare
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.traffic import bodies, records

APP = Path(__file__).parents[2] / "functions" / "analytics" / "process"
RUNS = 15


def of_handler(sent: list[Message]) -> dict[str, Any]:
    """CPU time of the handler (all of its threads) for a batch, warm; the median."""
    with answered() as requests:
        handler, context = imported(APP).handler, Context("analytics-process", "c6af9ac6")
        seconds = []
        for number in range(RUNS + 1):
            port("rollups")._noted.clear()  # type: ignore[attr-defined] # as in an hour that just began
            event = {"Records": records(bodies(sent), f"{number}-")}
            begun, answers = time.process_time(), len(requests)
            answer = handler(event, context)
            seconds.append(time.process_time() - begun)
            if answer != {"batchItemFailures": []}:
                raise RuntimeError(f"The handler answered {str(answer)[:200]}.")
        events, median = sum(len(message.events) for message in sent), statistics.median(seconds[1:])
        return {
            "events": events,
            "messages": len(sent),
            "requests": len(requests) - answers,
            "runs": RUNS,
            "milliseconds": round(median * 1000, 2),
            "events_a_second": round(events / median),
        }


@contextmanager
def answered() -> Iterator[list[str]]:
    """AWS that says yes to every write, and keeps nothing; what it was asked."""
    asked: list[str] = []

    def answer(request: Any, **_: Any) -> AWSResponse:
        asked.append(request.method)
        return AWSResponse(request.url, 200, {"Content-Type": "application/x-amz-json-1.0"}, _Body())

    _forget()
    with patch.dict("os.environ", prepare({})), redirect_stdout(io.StringIO()):  # type: ignore[type-var]
        for client in (aws.dynamodb(), aws.s3()):
            client.meta.events.register("before-send", answer)
        yield asked
    _forget()


def _forget() -> None:
    aws.forget()
    wiring.port.cache_clear()
    observability.logger.cache_clear()


class _Body(io.BytesIO):
    """An answer without anything in it, as urllib3 would hand it over."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        """Nothing."""
        yield b""
