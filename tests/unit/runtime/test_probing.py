"""A probe is answered by whoever can work, and by nobody else."""

from typing import Any

import pytest

from code24.audit.models import Auditor
from code24.models import Model
from code24.runtime import wiring
from code24.runtime.auditor import auditor
from code24.runtime.batch_worker import batch_worker
from code24.runtime.build_step import build_step
from code24.runtime.probing import answering_probes
from code24.runtime.queue_worker import queue_worker
from code24.runtime.settings import MissingSetting
from code24.runtime.worker import worker


class Order(Model):
    """What is asked for."""

    number: int


def never(event: Any, context: Any) -> Any:
    raise AssertionError("the handler was called")


def serve(request: Order, *, clock: Any, builds: Any) -> Order:
    raise AssertionError("the use case was called")


def test_a_probe_is_answered_and_the_handler_is_not_called(caplog: pytest.LogCaptureFixture) -> None:
    answer = answering_probes("serving", never, serve)({"probe": True}, None)

    assert answer == {"function": "serving", "ok": True}
    [line] = caplog.records
    assert (line.worker, line.call, line.outcome) == ("serving", "probe", "ok")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "event", [{}, {"probe": False}, {"probe": "true"}, {"probe": True, "more": 1}, {"body": '{"probe": true}'}, []]
)
def test_whatever_is_no_probe_goes_to_the_handler(event: Any) -> None:
    seen: list[Any] = []
    answering_probes("serving", lambda event, context: seen.append((event, context)))(event, "context")

    assert seen == [(event, "context")]


def test_a_missing_setting_is_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    wiring.port.cache_clear()
    monkeypatch.delenv("CODE24_BUILDS_TABLE")
    with pytest.raises(MissingSetting, match="CODE24_BUILDS_TABLE is not set"):
        answering_probes("serving", never, serve)({"probe": True}, None)


def test_a_setting_that_is_not_needed_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    wiring.port.cache_clear()
    monkeypatch.delenv("CODE24_JOBS_TABLE")

    assert answering_probes("serving", never, serve, ports=("clock",))({"probe": True}, None)["ok"] is True


def complete(build_id: str, result: Model, *, builds: Any) -> None:
    raise AssertionError("the build was completed")


def create_brand(request: Order, *, clock: Any) -> Order:
    raise AssertionError("the use case was called")


create_brand.__module__ = "code24.build.brand.worker"


@pytest.mark.parametrize(
    ("handler", "name"),
    [
        (worker(serve), "serve"),
        (queue_worker(serve), "serve"),
        (batch_worker(serve), "serve"),  # type: ignore[arg-type]
        (auditor(Auditor.SEO), "audit-seo"),
        (build_step(create_brand, then=complete, rewrite=serve), "brand"),
    ],
    ids=["worker", "queue-worker", "batch-worker", "auditor", "build-step"],
)
def test_every_shell_answers_one(handler: Any, name: str) -> None:
    assert handler({"probe": True}, None) == {"function": name, "ok": True}


def test_a_message_that_looks_like_one_is_a_message() -> None:
    """Its body is inside of what the queue hands over."""
    event = {"Records": [{"messageId": "m1", "body": '{"probe": true}'}]}

    assert queue_worker(serve)(event, None) == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
