"""The one line of an invocation: the ids that it knows, and the metrics that it measured."""

import io
import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from code24.adapters.items import model_of
from code24.adapters.telling import tell
from code24.build.failure import record_failure
from code24.build.models import Build, BuildError, BuildOutput, BuildStatus
from code24.build.publish.worker import publish_build
from code24.build.workers import start_build
from code24.errors import Code24Error, NotFound
from code24.experiments.engine.looking import Looked, look_at_test
from code24.models import Model
from code24.optimize.loop.models import Action, JobError, JobResult, JobStatus, Next, OptimizationJob
from code24.optimize.loop.steps.beginning import begin_cycle
from code24.runtime.identifying import execution_of
from code24.runtime.observability import bind, count, ended, invocation, logger
from code24.sites.models import Site, SiteStatus

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONTEXT = SimpleNamespace(aws_request_id="c6af9ac6")
SITE = Site(
    site_id="s000000000001",
    customer_id="c000000000001",
    slug="acme",
    name="Acme",
    status=SiteStatus.ACTIVE,
    created_at=NOW,
    updated_at=NOW,
)
JOB = OptimizationJob(id="o0000000000000001", site_id="s000000000001", scheduled_at=NOW)
RESULT = JobResult(
    cycle=3,
    key="x.json",
    release_id="r0000000009",
    url="http://acme.localhost:8024/",
    findings_before=9,
    findings_after=2,
    fixes_applied=7,
    fixes_withdrawn=1,
    scores_before={},
    scores_after={},
    seconds=12.5,
    cost_usd=0.004,
)
RELEASED = BuildOutput(
    site_id="s000000000001",
    release_id="r0000000009",
    slug="acme",
    url="http://acme.localhost:8024/",
    preview_url="http://preview-r0000000009--acme.localhost:8024/",
    live=True,
)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Any:
    written = io.StringIO()
    monkeypatch.setattr(logger().registered_handler, "stream", written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def build(build_id: str = "b0000000000000001") -> Build:
    return Build(
        build_id=build_id,
        site_id="s000000000001",
        customer_id="c000000000001",
        slug="acme",
        request_hash="x",
        created_at=NOW,
        updated_at=NOW,
    )


def measured(line: dict[str, Any]) -> dict[str, Any]:
    return {
        metric["Name"]: line[metric["Name"]]
        for directive in line.get("_aws", {}).get("CloudWatchMetrics", [])
        for metric in directive["Metrics"]
    }


def test_a_record_that_is_read_tells_whose_site_it_was(lines: Any) -> None:
    with invocation("plan-fixes", CONTEXT, site_id="s000000000001"):
        model_of(Site, SITE.model_dump(mode="json"))
    [line] = lines()
    assert (line["site_id"], line["customer_id"]) == ("s000000000001", "c000000000001")
    assert (line["worker"], line["outcome"], line["request_id"]) == ("plan-fixes", "ok", "c6af9ac6")


def test_somebody_else_s_record_tells_nothing(lines: Any) -> None:
    with invocation("tick", CONTEXT, site_id="s000000000002"):
        tell(SITE)
    with invocation("tick", CONTEXT):
        tell(SITE)
    assert all("customer_id" not in line for line in lines())


def test_a_build_s_record_names_its_site_and_customer(lines: Any) -> None:
    with invocation("brand", CONTEXT, build_id="b0000000000000001", execution="b0000000000000001-2"):
        tell(build("b0000000000000002"))
        tell(build())
    [line] = lines()
    assert (line["build_id"], line["site_id"], line["customer_id"], line["execution"]) == (
        "b0000000000000001",
        "s000000000001",
        "c000000000001",
        "b0000000000000001-2",
    )


def test_nobody_s_name_or_words_are_logged(lines: Any) -> None:
    with invocation("brand", CONTEXT, site_id="s000000000001"):
        bind(SITE)
        tell(SITE)
    [line] = lines()
    assert "acme" not in json.dumps(line).lower()


def test_the_release_that_a_step_made_goes_before_one_that_it_read(lines: Any) -> None:
    with invocation("publish", CONTEXT, site_id="s000000000001"):
        tell(RELEASED.model_copy(update={"release_id": "r0000000001"}))
        ended(publish_build, RELEASED)
    [line] = lines()
    assert line["release_id"] == "r0000000009"


@pytest.mark.parametrize(
    ("event", "execution"),
    [
        ({"build_id": "b1", "execution": "b1-2"}, "b1-2"),
        ({"site_id": "s1", "generation": 4, "cycle": 2}, "s1-g4"),
        ({"site_id": "s1"}, None),
    ],
)
def test_an_event_of_a_step_tells_its_execution(event: dict[str, Any], execution: str | None) -> None:
    assert execution_of(event) == execution


def test_a_cycle_that_ended_is_counted_where_its_job_is_written(lines: Any) -> None:
    done = JOB.model_copy(update={"status": JobStatus.COMPLETE, "result": RESULT})
    with invocation("store-cycle", CONTEXT, site_id="s000000000001"):
        tell(JOB.model_copy(update={"status": JobStatus.RUNNING}), written=True)
        tell(done)
        tell(done, written=True)
    [line] = lines()
    assert measured(line) == {
        "Cycles": 1,
        "CycleDuration": 12.5,
        "CycleCost": 0.004,
        "FixesApplied": 7,
        "FixesWithdrawn": 1,
    }
    assert (line["outcome"], line["cycle_outcome"]) == ("ok", "published")


def test_a_cycle_that_failed_is_counted_as_that(lines: Any) -> None:
    error = JobError(step="plan", error="NotFound", message="No auditor could look at the website.")
    with invocation("record-cycle-failure", CONTEXT):
        tell(JOB.model_copy(update={"status": JobStatus.ERRORED, "error": error}), written=True)
    [line] = lines()
    assert measured(line) == {"Cycles": 1}


@pytest.mark.parametrize(("action", "counted"), [(Action.REST, {"Cycles": 1}), (Action.WORK, {}), (Action.END, {})])
def test_a_cycle_without_work_is_counted_at_its_beginning(lines: Any, action: Action, counted: dict[str, int]) -> None:
    with invocation("begin-cycle", CONTEXT):
        ended(begin_cycle, Next(site_id="s000000000001", generation=1, cycle=2, action=action))
    [line] = lines()
    assert measured(line) == counted


def test_a_failed_build_is_counted_by_its_worker(lines: Any) -> None:
    with invocation("record-failure", CONTEXT):
        ended(record_failure, BuildError(worker="content", error="Transient", message="busy"))
    own, line = lines()
    assert (own["worker"], line["worker"]) == ("record-failure", "content"), "whose line it is, and whose failure"
    assert measured(own) == {}
    assert measured(line) == {"BuildsFailed": 1}
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [[], ["worker"]]


@pytest.mark.parametrize(("decided", "counted"), [(True, {"TestsDecided": 1}), (False, {})])
def test_a_test_is_counted_in_the_look_that_decides_it(lines: Any, decided: bool, counted: dict[str, int]) -> None:
    with invocation("look", CONTEXT):
        ended(look_at_test, Looked(test_id="t00000000000a", decided=decided))
    [line] = lines()
    assert measured(line) == counted


def test_a_repeated_request_starts_no_second_build(lines: Any) -> None:
    for status in (BuildStatus.QUEUED, BuildStatus.RUNNING, BuildStatus.COMPLETE):
        with invocation("api", CONTEXT):
            ended(start_build, build().model_copy(update={"status": status}))
    assert [measured(line) for line in lines()] == [{"BuildsStarted": 1}, {}, {}]


def test_what_failed_is_said_with_its_metrics(lines: Any) -> None:
    def failing() -> None:
        with invocation("brand", CONTEXT, build_id="b1"):
            count("StepsFailed", worker="brand")
            raise NotFound("There is no build b1.")

    with pytest.raises(NotFound):
        failing()
    [line] = lines()
    assert (line["level"], line["error"], line["message"]) == ("ERROR", "NotFound", "There is no build b1.")
    assert measured(line) == {"StepsFailed": 1}


def test_outside_of_an_invocation_nothing_is_counted_or_bound(lines: Any) -> None:
    count("BuildsStarted")
    bind(SITE)
    tell(SITE, written=True)
    assert lines() == []


def test_an_invocation_within_another_has_a_line_of_its_own(lines: Any) -> None:
    with invocation("outer", CONTEXT):
        count("BuildsStarted")
        with invocation("inner", CONTEXT, site_id="s000000000001"):
            bind(SITE)
        count("BuildsSucceeded")
    inner, outer = lines()
    assert (inner["customer_id"], measured(inner)) == ("c000000000001", {})
    assert ("customer_id" in outer, measured(outer)) == (False, {"BuildsStarted": 1, "BuildsSucceeded": 1})


class Submission(Model):
    """What a visitor sent."""

    mail: int


@pytest.mark.parametrize(
    "sent", ["jane@example.org", "/private/path?q=1", "c24_local_0123456789abcdef0123456789abcdef"]
)
def test_what_nobody_expected_is_logged_without_what_was_sent(lines: Any, sent: str) -> None:
    for raising in (
        lambda: int(sent),
        lambda: dict[str, str]()[sent],
        lambda: Submission.model_validate({"mail": sent}),
    ):
        with pytest.raises((ValueError, KeyError)), invocation("receive-form", CONTEXT):
            raising()
    for line in lines():
        assert line["error"] in {"ValueError", "KeyError", "ValidationError"}
        assert "test_observability.py" in line["exception"]
        assert sent not in json.dumps(line)
    assert len(lines()) == 3


def test_nor_is_it_in_a_line_of_what_is_caught(lines: Any) -> None:
    try:
        int("jane@example.org".strip())
    except ValueError:
        logger().exception("unexpected error")
    [line] = lines()
    assert (line["message"], line["exception_name"], line["service"]) == ("unexpected error", "ValueError", "code24")
    assert "jane@example.org'" not in json.dumps(line)


def test_a_mail_s_address_that_aws_names_is_not_logged(lines: Any) -> None:
    with pytest.raises(Code24Error), invocation("notify-owner", CONTEXT):
        raise Code24Error("Sending a mail: MessageRejected: Email address is not verified: jane@example.org")
    [line] = lines()
    assert line["message"] == "Sending a mail: MessageRejected: Email address is not verified: …@…"
