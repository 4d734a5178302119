"""The dispatcher's shell: what is wired, what a visitor gets in the worst case, and one log line."""

import json
import os
import sys
import time
from datetime import UTC, datetime
from functools import cache
from typing import Any

from code24.adapters.routing import CollectorFunction, DomainsTable, SiteFunctions
from code24.routing import notices
from code24.routing.dispatching import Dispatcher
from code24.routing.notices import Notice
from code24.runtime.metrics import Value, embedded
from code24.runtime.settings import MissingSetting, Settings
from code24.runtime.unexpected import told_of

_TROUBLE = {"fallback", "collector", "plan"}
"""What a log line says where a visitor noticed nothing, and an operator should."""
_MEANT = {notice.name for notice in (notices.SUSPENDED, notices.NOT_PUBLISHED, notices.NOT_IMPLEMENTED)}
"""Notices with the status of a server error that tell how things are meant to be."""


@cache
def dispatcher() -> Dispatcher:
    """The process's dispatcher, made at the first request. Raises MissingSetting."""
    settings = Settings()
    return Dispatcher(
        DomainsTable(settings.domains_table),
        SiteFunctions(),
        CollectorFunction(f"{settings.function_prefix}-web-collect"),
        prefix=settings.function_prefix,
        secret=os.environ.get("CODE24_ORIGIN_SECRET", ""),
    )


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of an HTTP API (payload format 2.0). It never raises: visitors see a page in every case."""
    started = time.perf_counter()
    line: dict[str, Any] = {"request_id": getattr(context, "aws_request_id", None)}
    try:
        answer = dispatcher().respond(event, line)
    except Exception as error:  # the last resort of a public endpoint: a page, and the reason in the log alone
        line["error"] = told_of(error)
        answer = notices.BROKEN
    if isinstance(answer, Notice):
        line["outcome"] = answer.name
        answer = notices.response(answer, _method(event))
    else:
        line["outcome"] = "served"
    line |= {"status": answer["statusCode"], "duration_ms": round((time.perf_counter() - started) * 1000, 2)}
    _log(line | _metrics(line))
    return answer


def _metrics(line: dict[str, Any]) -> dict[str, Any]:
    """What every request measures. A server error that is meant, of a site that is suspended, is no failure."""
    status_class = {"status_class": f"{line['status'] // 100}xx"}
    values = [Value("Requests", 1, status_class), Value("DispatcherLatency", line["duration_ms"], status_class)]
    if line["status"] >= 500 and line["outcome"] not in _MEANT:
        values.append(Value("SitesFailed", 1))
    if "fallback" in line:
        values.append(Value("Fallbacks", 1))
    try:
        [fields] = embedded(Settings().environment, values)
    except MissingSetting:  # a visitor gets an answer, whatever is missing
        return {}
    return fields


def _method(event: Any) -> str:
    try:
        return str(event["requestContext"]["http"]["method"])
    except (KeyError, TypeError):
        return "GET"


def _log(line: dict[str, Any]) -> None:
    # Written by hand: importing a logging library takes longer than the whole of a warm request.
    moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    level = "ERROR" if "error" in line else "WARNING" if line.keys() & _TROUBLE else "INFO"
    head = {"timestamp": moment, "level": level, "service": "code24", "message": "request"}
    sys.stdout.write(json.dumps(head | line) + "\n")
