"""The work of each scheduled moment is done once, whatever is delivered how often, and when; on moto."""

from collections.abc import Iterator, Mapping
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.system import SystemClock
from code24.errors import Code24Error, InvalidRequest, NotFound, Transient
from code24.models import Model
from code24.runtime import wiring
from code24.runtime.finished_work import finished_work
from code24.runtime.scheduled import LARGEST_ANSWER, scheduled
from code24.runtime.wiring import port
from code24.runtime.worker import Handler
from code24.schedules.models import Scheduled, ScheduledRun
from tests.tables import create_table

MOMENT = "2026-11-22T15:00:00Z"
RESULTS, OPERATIONS = "code24-test-worker-results", "code24-test-operations"


class Tidied(Model):
    """What the work brings."""

    rooms: int
    done: bool = True
    share: float = 0.25
    by: str = "hand"
    of: Mapping[str, int] = {}
    names: tuple[str, ...] = ()


class Work:
    """A use case that counts, and does what a test wants of it."""

    def __init__(self) -> None:
        self.calls: list[Scheduled] = []
        self.raises: BaseException | None = None
        self.names: tuple[str, ...] = ()
        self.working, self.may_end = Event(), Event()
        self.may_end.set()

    def handler(self, schedule: str = "tidying") -> Handler:
        """A handler of its own, as another Lambda environment has one."""

        def tidy(request: Scheduled, *, clock: SystemClock) -> Tidied:
            assert clock is port("clock")
            self.calls.append(request)
            self.working.set()
            assert self.may_end.wait(20)
            if self.raises is not None:
                raise self.raises
            return Tidied(rooms=len(self.calls), of={"kitchen": 2}, names=self.names)

        return scheduled(tidy, schedule)


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    for cached in (wiring.port, finished_work):
        cached.cache_clear()
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        create_table(RESULTS, "id")
        create_table(OPERATIONS, "key", "part")
        yield
    for cached in (wiring.port, finished_work):
        cached.cache_clear()
    aws.forget()


@pytest.fixture
def work() -> Work:
    return Work()


def context(remaining: int = 60_000) -> Any:
    return SimpleNamespace(aws_request_id="r", get_remaining_time_in_millis=lambda: remaining)


def call(handler: Handler, at: object = MOMENT, remaining: int = 60_000, **more: Any) -> Any:
    return handler({"scheduled_at": at, **more}, context(remaining))


def last() -> ScheduledRun:
    [run] = port("scheduled_runs").latest()
    assert isinstance(run, ScheduledRun)
    return run


def test_what_is_delivered_twice_is_done_once(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    first = call(work.handler())
    assert call(work.handler()) == first == {
        **{"rooms": 1, "done": True, "share": 0.25, "by": "hand", "of": {"kitchen": 2}, "names": []},
    }  # fmt: skip

    assert [f"{each.scheduled_at:%FT%TZ}" for each in work.calls] == [MOMENT]
    assert [(line.outcome, line.rooms) for line in caplog.records] == [("ok", 1), ("remembered", 1)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "written", ["2026-11-22T16:00:00+01:00", "2026-11-22T15:00:00.000000Z", "2026-11-22 10:00-0500"]
)
def test_a_moment_is_the_same_however_it_is_written(work: Work, written: str) -> None:
    call(work.handler())
    call(work.handler(), written)

    assert len(work.calls) == 1


def test_another_moment_another_schedule_and_another_run_are_other_work(work: Work) -> None:
    call(work.handler())
    call(work.handler(), "2026-11-22T15:03:00Z")
    call(work.handler("sweeping"))
    call(work.handler(), run=2)
    call(work.handler(), run=2)

    assert [each.run for each in work.calls] == [1, 1, 1, 2]


def test_a_second_call_while_the_first_is_at_work_does_nothing_and_fails(work: Work) -> None:
    work.may_end.clear()
    first = Thread(target=call, args=(work.handler(),))
    first.start()
    assert work.working.wait(20)
    with pytest.raises(Transient, match=r"tidying of 2026-11-22 15:00 is at work in another call; try again later\."):
        call(work.handler())
    work.may_end.set()
    first.join()

    assert call(work.handler())["rooms"] == 1
    assert len(work.calls) == 1


def test_after_a_crash_the_next_delivery_waits_until_the_crashed_ones_time_is_up(work: Work) -> None:
    work.raises = SystemExit("killed")
    with pytest.raises(SystemExit):
        call(work.handler(), remaining=60_000)
    work.raises = None
    with pytest.raises(Transient, match="at work in another call"):
        call(work.handler())

    assert len(work.calls) == 1


def test_and_then_takes_over(work: Work) -> None:
    work.raises = SystemExit("killed")
    with pytest.raises(SystemExit):
        call(work.handler(), remaining=-1_000)  # its time was up a second ago
    work.raises = None

    assert call(work.handler())["rooms"] == 2
    assert call(work.handler())["rooms"] == 2
    assert len(work.calls) == 2


def test_what_raised_is_noted_and_may_be_done_again(work: Work) -> None:
    work.raises = NotFound("no broom")
    with pytest.raises(NotFound):
        call(work.handler())
    assert (last().error, last().figures) == ("NotFound: no broom", {})
    work.raises = None
    call(work.handler())

    assert (last().error, last().figures["rooms"]) == (None, 2)


def test_a_long_error_is_cut(work: Work) -> None:
    work.raises = Code24Error("x" * 5_000)
    with pytest.raises(Code24Error):
        call(work.handler())

    assert last().error == "Code24Error: " + "x" * 487


def test_an_error_of_the_language_is_noted_without_what_it_quotes(work: Work) -> None:
    work.raises = RuntimeError("jane@example.org")
    with pytest.raises(RuntimeError):
        call(work.handler())

    assert str(last().error).startswith(f"RuntimeError at {__file__}:")


def test_how_it_ended_is_noted_with_what_it_says_of_its_work(work: Work) -> None:
    call(work.handler(), run=3)
    noted = last()

    assert (noted.schedule, noted.run, f"{noted.scheduled_at:%FT%TZ}") == ("tidying", 3, MOMENT)
    assert noted.started_at <= noted.ended_at
    assert noted.figures == {"rooms": 1, "done": True, "share": 0.25, "by": "hand", "of.kitchen": 2}


def test_that_it_could_not_be_noted_undoes_nothing(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    boto3.client("dynamodb").delete_table(TableName=OPERATIONS)
    assert call(work.handler())["rooms"] == 1
    assert call(work.handler())["rooms"] == 1

    assert len(work.calls) == 1
    assert "a scheduled run could not be noted" in caplog.messages


def test_that_it_could_not_be_noted_hides_no_error(work: Work) -> None:
    boto3.client("dynamodb").delete_table(TableName=OPERATIONS)
    work.raises = NotFound("no broom")

    with pytest.raises(NotFound, match="no broom"):
        call(work.handler())


def test_an_answer_too_large_to_be_remembered_is_given_as_its_figures(work: Work) -> None:
    work.names = ("n" * LARGEST_ANSWER,)
    first = call(work.handler())

    assert first == call(work.handler()) == dict(last().figures)
    assert len(work.calls) == 1


def test_without_its_memory_no_work_is_begun(work: Work) -> None:
    boto3.client("dynamodb").delete_table(TableName=RESULTS)
    with pytest.raises(Exception, match="Failed to save in progress record"):
        call(work.handler())

    assert work.calls == []


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (
            "<aws.scheduler.scheduled-time>",
            "is still <aws.scheduler.scheduled-time>: EventBridge Scheduler puts the time",
        ),
        ("2026-11-22T15:00:00", "should have timezone info"),
        ("2026-11-22", "should have timezone info"),
        ("yesterday", "should be a valid datetime"),
        ("", "should be a valid datetime"),
        (1_795_359_600, "is a time with its zone, such as 2026-11-22T15:00:00Z"),
        ("1795359600", "is a time with its zone, such as 2026-11-22T15:00:00Z"),
        (None, "is a time with its zone, such as 2026-11-22T15:00:00Z"),
        (["2026-11-22T15:00:00Z"], "is a time with its zone, such as 2026-11-22T15:00:00Z"),
    ],
)
def test_what_is_no_moment_is_refused_and_logged(
    work: Work, at: object, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(InvalidRequest, match=r"Scheduled\.scheduled_at: ") as refused:
        call(work.handler(), at)

    assert words in refused.value.detail
    assert work.calls == []
    assert [line.levelname for line in caplog.records] == ["ERROR"]


@pytest.mark.parametrize("run", [0, -1, "x", 1.5])
def test_a_run_is_counted_from_one(work: Work, run: object) -> None:
    with pytest.raises(InvalidRequest, match=r"Scheduled\.run"):
        call(work.handler(), run=run)


@pytest.mark.parametrize("event", [{}, {"detail": "Scheduled Event"}])
def test_an_event_of_something_else_is_refused(work: Work, event: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest, match=r"Scheduled\.scheduledAt: Field required"):
        work.handler()(event, context())


def test_what_the_scheduler_adds_is_ignored(work: Work) -> None:
    call(work.handler(), execution="4e0c", attempt="1")
    call(work.handler(), execution="77aa", attempt="2")

    assert len(work.calls) == 1


def test_a_probe_is_answered_and_nothing_is_done(work: Work) -> None:
    assert work.handler()({"probe": True}, context()) == {"function": "tidying", "ok": True}
    assert work.calls == []
    assert port("scheduled_runs").latest() == []


def test_a_probe_finds_a_missing_setting(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODE24_OPERATIONS_TABLE")
    with pytest.raises(Code24Error, match="CODE24_OPERATIONS_TABLE is not set"):
        work.handler()({"probe": True}, context())
