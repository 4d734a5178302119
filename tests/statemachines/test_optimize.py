"""The loop, from its first cycle to the chain's next execution, with each worker failing in turn."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from code24.adapters import aws
from code24.build.development.models import SiteFile
from code24.errors import Transient
from code24.optimize.loop.chain import changed
from code24.optimize.loop.control import pause_loop, resume_loop, run_now, stop_loop, undo_fix
from code24.optimize.loop.looking import fixes_of
from code24.optimize.loop.models import CycleResult, JobStatus, LoopState, LoopStatus, OptimizationJob
from code24.optimize.loop.starting import StartOptimization, start_optimization
from code24.optimize.models import FixStatus
from code24.runtime.wiring import port, ports_of
from code24.sites.models import ReleaseOrigin, Route, RouteStatus, Site, SiteStatus
from code24.sites.publishing import publish_release
from code24.sites.workers import delete_site, resume_site, suspend_site
from tests.environment import FUNCTION
from tests.functions.looping import NOW, PAGE, PICTURE
from tests.statemachines.machine import CUSTOMER, ENDS, Machine

SITE = "s00000000loop"
LONG = 86_400
AUDITORS = ("design", "performance", "seo", "conversion")
WORKING = ("optimize-import-site", "optimize-plan", "optimize-apply", "optimize-verify", "optimize-publish")
HTML = "text/html; charset=utf-8"


class Loop:
    """The loop of one small site."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        site = Site(site_id=SITE, customer_id=CUSTOMER, slug="crumb", name="Crumb", status=SiteStatus.BUILDING,
                    created_at=NOW, updated_at=NOW)  # fmt: skip
        port("sites").reserve(site, Route(host="crumb.localhost", site_id=SITE, status=RouteStatus.RESERVED))
        self.publish(PAGE)

    def publish(self, page: str) -> str:
        """Publish a page as a build does; the release's id."""
        files = (
            SiteFile(path="/index.html", content_type=HTML, text=page),
            SiteFile(path="/a.svg", content_type="image/svg+xml", text=PICTURE),
        )
        origin = ReleaseOrigin(site_id=SITE, customer_id=CUSTOMER, made_at=NOW, build_id="b0123456789abcdef")
        release: str = publish_release(origin, files, **ports_of(publish_release)).release_id
        return release

    def start(self, wait: int = LONG, key: str | None = None) -> OptimizationJob:
        """Ask for an optimization; cycles are `wait` seconds apart."""
        asked = StartOptimization(customer_id=CUSTOMER, site_id=SITE, fixed_wait=wait, idempotency_key=key)
        return start_optimization(asked, **ports_of(start_optimization))

    def ask(self, use_case: Callable[..., Any], *more: Any) -> Any:
        """What an owner does."""
        return use_case(SITE, *more, CUSTOMER, **ports_of(use_case))

    @property
    def state(self) -> LoopState:
        found: LoopState = port("loops").get(SITE)
        return found

    @property
    def live(self) -> str | None:
        found: str | None = port("sites").get(SITE).live_release
        return found

    def until(self, reached: Callable[[LoopState], bool]) -> LoopState:
        """The state, once it fulfils a condition."""
        found: list[LoopState] = []

        def looked() -> bool:
            found.append(self.state)
            return reached(found[-1])

        self.machine.until(looked, f"the loop of {SITE}")
        return found[-1]

    def cycles(self, count: int) -> LoopState:
        """The state after so many cycles."""
        return self.until(lambda state: state.cycle >= count and state.working_since is None)

    def let_rest(self) -> None:
        """Let the loop rest for long from its next cycle on: moto may fail an execution that is stopped at work."""
        wait = {"fixed_wait": LONG}
        changed(SITE, lambda state: state.model_copy(update=wait), **ports_of(changed))
        far = datetime.now(UTC) + timedelta(seconds=LONG / 2)
        self.until(lambda state: state.next_due_at > far and self.entered(f"g{state.generation}")[-1] == "Rest")

    def executions(self) -> dict[str, str]:
        """Status by name, without the site's own."""
        listed = aws.step_functions().list_executions(stateMachineArn=FUNCTION["CODE24_OPTIMIZE_STATE_MACHINE_ARN"])
        return {each["name"].removeprefix(f"{SITE}-"): each["status"] for each in listed["executions"]}

    def ended(self, name: str) -> str:
        """The status of an execution, once it has ended."""
        self.machine.until(lambda: self.executions()[name] != "RUNNING", name, ENDS)
        return self.executions()[name]

    def entered(self, name: str) -> list[str]:
        """The states that an execution entered."""
        arn = FUNCTION["CODE24_OPTIMIZE_STATE_MACHINE_ARN"].replace(":stateMachine:", ":execution:")
        history = aws.step_functions().get_execution_history(executionArn=f"{arn}:{SITE}-{name}", maxResults=1_000)
        entered = [each.get("stateEnteredEventDetails") for each in history["events"]]
        return [each["name"] for each in entered if each]


@pytest.fixture
def loop(machine: Machine) -> Iterator[Loop]:
    loop = Loop(machine)
    yield loop
    for name, status in loop.executions().items():
        if status == "RUNNING":
            port("loop_executions").stop(SITE, int(name.removeprefix("g")), "the test is over")


def failing(error: Exception) -> Callable[..., Any]:
    def handler(event: Any, context: Any) -> Any:
        raise error

    return handler


def test_a_cycle_goes_the_whole_way_and_rests(loop: Loop, machine: Machine) -> None:
    source = loop.live
    job = loop.start()
    state = loop.cycles(1)

    steps = machine.invocations()
    assert steps[:2] == ["optimize-begin", "optimize-import-site"]
    assert set(steps[2:6]) == {f"audit-{name}" for name in AUDITORS}
    assert [each.removeprefix("optimize-") for each in steps[6:]] == [
        "plan", "apply", "verify", "publish", "learn", "store",
    ]  # fmt: skip
    done = port("jobs").get(job.id)
    assert (done.status, done.result.release_id, done.result.cycle) == (JobStatus.COMPLETE, loop.live, 1)
    assert loop.live != source
    assert (state.source_release, state.published_release) == (source, loop.live)
    assert port("sites").release(SITE, loop.live).source == source
    assert sum(done.result.scores_after.values()) > sum(done.result.scores_before.values())


def test_the_execution_carries_ids_and_figures_and_no_payloads(loop: Loop, machine: Machine) -> None:
    loop.start()
    loop.cycles(1)

    assert max(len(str(event)) for _, event in machine.events) < 700


@pytest.mark.parametrize("worker", WORKING)
def test_a_failing_step_is_noted_and_the_loop_goes_on(loop: Loop, machine: Machine, worker: str) -> None:
    machine.broken[worker] = failing(KeyError("palette"))
    source, job = loop.live, loop.start()
    state = loop.cycles(1)

    noted = port("jobs").get(job.id)
    step = {"optimize-import-site": "import"}.get(worker, worker.removeprefix("optimize-"))
    assert (noted.status, noted.error.step, noted.error.error) == (JobStatus.ERRORED, step, "KeyError")
    assert (state.failures, state.status, loop.live) == (1, LoopStatus.RUNNING, source)
    assert loop.executions()["g1"] == "RUNNING"

    del machine.broken[worker]
    again = loop.ask(run_now)
    loop.cycles(2)
    assert port("jobs").get(again.id).status is JobStatus.COMPLETE
    assert loop.live != source


@pytest.mark.parametrize("auditor", AUDITORS)
def test_one_failing_auditor_does_not_stop_a_cycle(loop: Loop, machine: Machine, auditor: str) -> None:
    machine.broken[f"audit-{auditor}"] = failing(RuntimeError("out of memory"))
    job = loop.start()
    state = loop.cycles(1)

    done = port("jobs").get(job.id)
    assert done.status is JobStatus.COMPLETE
    result = CycleResult.model_validate_json(port("optimizations").read(SITE, str(state.last_key)))
    assert [(each.auditor, each.error) for each in result.failed_auditors] == [(auditor, "RuntimeError")]


@pytest.mark.parametrize("worker", ["optimize-learn", "optimize-begin", "optimize-store"])
def test_steps_around_the_work_may_fail_too(loop: Loop, machine: Machine, worker: str) -> None:
    machine.broken[worker] = failing(ValueError("no"))
    job = loop.start()
    state = loop.cycles(1)

    if worker == "optimize-learn":
        assert port("jobs").get(job.id).status is JobStatus.COMPLETE
    else:
        assert (state.failures, state.status) == (1, LoopStatus.RUNNING)


def test_what_passes_is_tried_again(loop: Loop, machine: Machine) -> None:
    machine.broken["optimize-plan"] = failing(Transient("busy"))
    loop.start()
    loop.cycles(1)

    assert machine.invocations().count("optimize-plan") == 5


def test_a_loop_whose_failure_cannot_even_be_noted_goes_on_when_it_can(loop: Loop, machine: Machine) -> None:
    machine.broken |= {"optimize-plan": failing(ValueError("no")), "optimize-record-failure": failing(ValueError("no"))}
    job = loop.start()
    machine.until(lambda: "BeginLater" in loop.entered("g1"), "BeginLater")
    machine.broken.clear()
    loop.cycles(1)

    assert loop.executions() == {"g1": "RUNNING"}
    assert port("jobs").get(job.id).status is JobStatus.COMPLETE


def test_an_unchanged_cycle_enters_three_states_with_few_requests(loop: Loop, machine: Machine) -> None:
    """The target is 5 state transitions and 10 AWS requests; the Lambda invocation is one of them."""
    loop.start()
    loop.cycles(1)
    requests: list[str] = []
    for client in (aws.dynamodb(), aws.s3(), aws.step_functions()):
        client.meta.events.register("before-send.*", lambda request, **_: requests.append(request.url))
    changed(SITE, lambda state: state.model_copy(update={"fixed_wait": 0}), loops=port("loops"))
    requests.clear()
    from_here = loop.machine.invocations()
    answer = _begin_as_lambda(machine)

    assert answer["action"] == "rest"
    assert len(requests) + 1 <= 4
    assert from_here == machine.invocations()[:-1]


def _begin_as_lambda(machine: Machine) -> dict[str, Any]:
    body, failed, _ = machine._invoke("code24-test-optimize-begin", {"site_id": SITE, "generation": 1})
    assert not failed
    answer: dict[str, Any] = json.loads(body)
    return answer


def test_25_cycles_cross_two_milestones_and_continue_as_new(loop: Loop) -> None:
    loop.start(wait=0)
    loop.cycles(25)
    loop.let_rest()
    loop.ask(stop_loop)

    assert [loop.ended(f"g{generation}") for generation in (1, 2, 3)] == ["SUCCEEDED", "SUCCEEDED", "ABORTED"]
    first, second = loop.entered("g1"), loop.entered("g2")
    assert first[-3:] == second[-3:] == ["Milestone", "ContinueAsNew", "Ended"]
    assert second == ["Rest", "Begin", "Way"] * 10 + ["Milestone", "ContinueAsNew", "Ended"]
    for cycle in (10, 20):
        assert port("optimizations").read(SITE, f"milestones/{cycle}/report.json")
        assert b"<html" in port("optimizations").read(SITE, f"milestones/{cycle}/report.html")


def test_a_failing_milestone_does_not_break_the_chain(loop: Loop, machine: Machine) -> None:
    machine.broken["optimize-milestone"] = failing(ValueError("no"))
    loop.start(wait=0)
    state = loop.cycles(11)
    loop.ask(stop_loop)

    assert state.generation == 2


def test_a_new_release_is_optimized_again(loop: Loop) -> None:
    loop.start(wait=0)
    loop.cycles(1)
    optimized = loop.live
    loop.publish(PAGE.replace("night", "morning"))
    state = loop.until(lambda state: state.published_release not in {None, optimized})
    loop.ask(stop_loop)

    assert loop.live == state.published_release
    assert port("sites").release(SITE, state.published_release).source == state.source_release


def test_a_fix_that_is_undone_stays_away(loop: Loop) -> None:
    loop.start()
    loop.cycles(1)
    known = fixes_of(SITE, CUSTOMER, **ports_of(fixes_of))
    fix = next(fix for fix in known if fix.status is FixStatus.APPLIED and fix.path == "/index.html")
    before = loop.live
    job = loop.ask(undo_fix, fix.fix_id)
    loop.cycles(2)

    assert port("jobs").get(job.id).status is JobStatus.COMPLETE
    assert loop.live != before
    [now] = [each for each in fixes_of(SITE, CUSTOMER, **ports_of(fixes_of)) if each.fix_id == fix.fix_id]
    assert now.status is FixStatus.WITHHELD


def test_pause_resume_and_stop(loop: Loop) -> None:
    loop.start()
    loop.cycles(1)
    assert loop.ask(pause_loop).status is LoopStatus.PAUSED
    assert loop.ended("g1") == "ABORTED"
    resumed = loop.ask(resume_loop)
    assert (resumed.status, resumed.generation) == (LoopStatus.RUNNING, 2)
    loop.cycles(2)
    loop.ask(stop_loop)
    assert loop.ended("g2") == "ABORTED"
    assert loop.state.status is LoopStatus.STOPPED


def test_a_suspended_site_pauses_its_loop_until_it_is_back(loop: Loop) -> None:
    loop.start(wait=1)
    loop.cycles(1)
    suspend_site(SITE, CUSTOMER, **ports_of(suspend_site))
    loop.until(lambda state: state.status is LoopStatus.PAUSED)
    assert loop.ended("g1") == "SUCCEEDED"
    resume_site(SITE, CUSTOMER, **ports_of(resume_site))
    assert loop.state.status is LoopStatus.RUNNING
    before = loop.state.cycle
    assert loop.cycles(before + 1).generation == 2


def test_a_deleted_site_ends_its_loop_and_leaves_nothing_of_it(loop: Loop) -> None:
    loop.start()
    loop.cycles(1)
    delete_site(SITE, CUSTOMER, **ports_of(delete_site))

    assert loop.ended("g1") == "ABORTED"
    listed = aws.s3().list_objects_v2(Bucket=FUNCTION["CODE24_DATA_BUCKET"], Prefix="optimizations/")
    assert listed["KeyCount"] == 0
    assert port("jobs").of_site(SITE, 10) == []


def test_the_same_key_starts_one_optimization(loop: Loop) -> None:
    first, second = loop.start(key="only once"), loop.start(key="only once")
    loop.cycles(1)
    third = loop.start(key="only once")

    assert first.id == second.id == third.id
    assert third.status is JobStatus.COMPLETE
    assert set(loop.executions()) == {"g1"}
