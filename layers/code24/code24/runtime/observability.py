"""One structured log line per invocation."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger

from code24.errors import Code24Error


@cache
def logger() -> Logger:
    """The process's logger; its lines are JSON."""
    return Logger(service="code24", log_uncaught_exceptions=False)


@contextmanager
def invocation(worker: str, context: Any, **ids: str | int | None) -> Iterator[dict[str, Any]]:
    """Log outcome and duration of one invocation when it ends.

    `ids` are bound to the line (build, site, execution …): never personal data. The yielded dictionary takes what the
    outcome adds. Expected errors are logged by name and text; unexpected ones with their traceback.
    """
    started = time.perf_counter()
    line: dict[str, Any] = {"worker": worker, "request_id": getattr(context, "aws_request_id", None), **ids}
    try:
        yield line
    except Exception as error:
        line |= {"outcome": "error", "error": type(error).__name__, "duration_ms": _milliseconds_since(started)}
        expected = isinstance(error, Code24Error)
        logger().error(str(error), extra=line, exc_info=not expected)
        raise
    line |= {"outcome": line.get("outcome", "ok"), "duration_ms": _milliseconds_since(started)}
    logger().info(worker, extra=line)


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
