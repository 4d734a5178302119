"""One structured log line per invocation, with all the ids that it knows and the metrics that it measured."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import TracebackType
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from code24.adapters.telling import listener
from code24.errors import Code24Error
from code24.models import Model
from code24.runtime.identifying import ids_of, measured_by, measured_in
from code24.runtime.metrics import Value, embedded
from code24.runtime.settings import Settings
from code24.runtime.unexpected import told_of, traced, without_what_is_private

type Line = dict[str, Any]


class _Invocation:
    """What is known of an invocation until its line is written."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.values: list[Value] = []

    def heard(self, record: Model, written: bool) -> None:
        """A record that shares an id with the line tells whose it is: a site's or build's customer, its release."""
        for name, value in ids_of(record, self.line).items():
            self.known(name, value)
        if written:
            self.values += measured_by(record)

    def known(self, name: str, value: Any) -> None:
        """Add an id, unless the line has it already."""
        if self.line.get(name) is None:
            self.line[name] = value


_current: ContextVar[_Invocation | None] = ContextVar("invocation", default=None)


class _Formatter(LambdaPowertoolsFormatter):
    """Powertools' JSON, whose tracebacks have no text of errors: that may quote what somebody sent."""

    def formatException(  # noqa: N802 - logging's name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return traced(ei[1]) if ei[1] is not None else ""


@cache
def logger() -> Logger:
    """The process's logger; its lines are JSON."""
    return Logger(
        service="code24", log_uncaught_exceptions=False, logger_formatter=_Formatter(serialize_stacktrace=False)
    )


def bind(record: Any) -> None:
    """Add the ids that a request has to the line of the invocation that is at work; none is replaced."""
    at_work = _current.get()
    if at_work is not None and isinstance(record, Model):
        for name, value in ids_of(record).items():
            at_work.known(name, value)


def ended(use_case: Callable[..., Any], result: Any) -> None:
    """Add what a use case's result tells to the line: its ids, the release that it made, and its metrics."""
    at_work = _current.get()
    if at_work is None or not isinstance(result, Model):
        return
    bind(result)
    if (made := getattr(result, "release_id", None)) is not None:
        at_work.line["release_id"] = made
    at_work.values += measured_in(use_case.__name__, result)


def count(name: str, value: float = 1, **dimensions: str) -> None:
    """Let the line of the invocation that is at work carry a value of a metric (`runtime.metrics`)."""
    at_work = _current.get()
    if at_work is not None:
        at_work.values.append(Value(name, value, dimensions))


@contextmanager
def invocation(worker: str, context: Any, **ids: str | int | None) -> Iterator[Line]:
    """Log outcome and duration of one invocation when it ends.

    `ids` are bound to the line (build, site, execution …): never personal data. Records that are read and written
    meanwhile add the ids that belong to these. The yielded dictionary takes what the outcome adds. Expected errors are
    logged by name and text; unexpected ones with where they were raised, as their text may quote what somebody sent.
    """
    started = time.perf_counter()
    line: Line = {"worker": worker, "request_id": getattr(context, "aws_request_id", None), **ids}
    at_work = _Invocation(line)
    entered, listened = _current.set(at_work), listener.set(at_work.heard)
    try:
        yield line
    except Exception as error:
        line |= {"outcome": "error", "error": type(error).__name__, "duration_ms": _milliseconds_since(started)}
        expected = isinstance(error, Code24Error)
        said = without_what_is_private(str(error)) if expected else told_of(error)
        _write(at_work, said, failed=True, traceback=not expected)
        raise
    else:
        line |= {"outcome": line.get("outcome", "ok"), "duration_ms": _milliseconds_since(started)}
        _write(at_work, worker)
    finally:
        listener.reset(listened)
        _current.reset(entered)


def _write(at_work: _Invocation, message: str, *, failed: bool = False, traceback: bool = False) -> None:
    line = {name: value for name, value in at_work.line.items() if value is not None}
    first, *more = embedded(Settings().environment, at_work.values) if at_work.values else [{}]
    if any(line.get(name, value) != value for name, value in first.items()):  # of another worker than the line is
        first, more = {}, [first, *more]
    line |= first
    write = logger().error if failed else logger().info
    write(message, extra=line, exc_info=traceback)
    for each in more:  # a line has one value of a dimension
        logger().info(message, extra=_named(at_work.line) | each)


def _named(line: Mapping[str, Any]) -> Line:
    return {"worker": line["worker"], "request_id": line["request_id"]}


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
