"""The loop of a site, through the platform API."""

from datetime import timedelta
from typing import Any

import pytest

from code24.audit.models import AuditReport, Category, Finding, Score, Severity
from code24.http.pages import cursor_of
from code24.optimize.loop.models import CycleResult, Dashboard, JobStatus, LoopStatus, OptimizationJob
from code24.optimize.models import Challenger, FixRecord, FixStatus, Optimization
from code24.optimize.reporting.models import Milestone
from code24.sites.workers import delete_site, suspend_site
from tests.unit.http.client import Answer, Api
from tests.unit.http.test_optimizations import RESULT, live_site, start

FIX, OTHER_FIX = "f00000000000a", "f00000000000b"
VIEW = {
    *("siteId", "status", "reason", "cycle", "generation", "working", "nextDueAt", "idleCycles", "failures"),
    *("sourceUrl", "publishedRelease", "withheld", "business", "optimizationType", "dashboard"),
}


def finding(rule: str, category: Category, severity: Severity, path: str = "/index.html") -> Finding:
    return Finding(rule=rule, category=category, severity=severity, path=path, message=f"{rule} is wrong.")


FINDINGS = (
    finding("title", Category.SEO, Severity.SERIOUS),
    finding("robots", Category.SEO, Severity.MINOR, "/robots.txt"),
    finding("contrast", Category.ACCESSIBILITY, Severity.SERIOUS, "/about/index.html"),
)
FIXES = (
    FixRecord(fix_id=FIX, kind="titles", title="Titles", path="/index.html", status=FixStatus.APPLIED),
    FixRecord(
        fix_id=OTHER_FIX, kind="minify-css", title="CSS", path="*", status=FixStatus.WITHDRAWN, reason="It looks worse."
    ),
)
CHALLENGER = Challenger(
    challenger_id="k0123456789abc", kind="submit-words", path="/index.html", hypothesis="More send it.",
    selector="#send", before="Submit", after="Send", rule="form-submit-words",
)  # fmt: skip
SECURITY = {"x-content-type-options": "nosniff"}


def report(findings: tuple[Finding, ...]) -> AuditReport:
    score = Score(category=Category.SEO, value=90, formula="Lighthouse 13 weights")
    return AuditReport(findings=findings, results=(), scores=(score,), pages=2)


class LoopOf:
    """Alice's site with a loop whose first cycle is done."""

    def __init__(self, api: Api) -> None:
        self.api, self.ports = api, api.ports
        self.id = live_site(api)
        accepted = start(api, {"siteId": self.id})
        self.job: str = accepted["id"]
        self.done()

    def done(self) -> None:
        """What the state machine would leave."""
        now = self.ports.clock.now()
        job = self.ports.jobs.get(self.job)
        self.ports.jobs.put(job.model_copy(update={"status": JobStatus.COMPLETE, "result": RESULT}))
        optimization = Optimization(
            site_id=self.id, origin="http://a.localhost:8024", started_at=now, seconds=2.5,
            before=report(FINDINGS), after=report(FINDINGS), fixes=FIXES, challengers=(CHALLENGER,),
        )  # fmt: skip
        result = CycleResult(
            job_id=self.job, cycle=1, generation=1, source_release="r0123456789", release_id="r0123456789",
            content="0" * 64, optimization=optimization,
        )  # fmt: skip
        dashboard = Dashboard(
            site_id=self.id, status=LoopStatus.RUNNING, cycle=1, updated_at=now, next_due_at=now,
            url=RESULT.url, last=RESULT, history=(RESULT,),
        )  # fmt: skip
        write = self.ports.optimizations.write
        write(self.id, RESULT.key, result.model_dump_json().encode())
        write(self.id, "latest.json", dashboard.model_dump_json().encode())
        self.change(cycle=1, last_key=RESULT.key, run_requested=False, asked_job=None)

    def change(self, **changes: Any) -> None:
        self.ports.loops.replace(self.ports.loops.get(self.id).model_copy(update=changes))

    def ask(self, method: str, address: str, **options: Any) -> Answer:
        return self.api.ask(method, f"/sites/{self.id}/{address}", **options)

    def get(self, address: str) -> Any:
        answer = self.ask("GET", address)
        assert answer.status == 200, answer.body
        return answer.json()


@pytest.fixture
def loop(api: Api) -> LoopOf:
    return LoopOf(api)


def test_a_loop_is_shown_with_its_dashboard(loop: LoopOf) -> None:
    view = loop.get("loop")
    assert view.keys() == VIEW
    assert (view["siteId"], view["status"], view["cycle"], view["working"]) == (loop.id, "running", 1, False)
    assert view["sourceUrl"] is None
    assert view["dashboard"]["last"]["scoresAfter"] == {"seo": 100.0}
    assert len(view["dashboard"]["history"]) == 1


def test_a_cycle_at_work_is_seen(loop: LoopOf) -> None:
    loop.change(working_since=loop.ports.clock.now())
    assert loop.get("loop")["working"]


def test_a_site_whose_loop_has_not_begun_has_none(api: Api) -> None:
    site_id = live_site(api)
    answer = api.ask("GET", f"/sites/{site_id}/loop")
    assert (answer.status, answer.json()["detail"]) == (404, f"Site {site_id} has no loop.")


class TestHalting:
    def test_a_loop_is_paused_and_goes_on(self, loop: LoopOf) -> None:
        for _ in range(2):
            paused = loop.ask("POST", "loop/pause")
            assert (paused.status, paused.json()["status"]) == (200, "paused")
            assert paused.json()["reason"]
            assert paused.json()["dashboard"], "the same view as everywhere"
        assert loop.ports.loop_executions.stopped[0] == (loop.id, 1)
        for address in ("loop/run", f"fixes/{FIX}/undo", f"fixes/{FIX}/redo"):
            refused = loop.ask("POST", address)
            assert (refused.status, refused.json()["type"]) == (409, "urn:code24:problem:conflict")
            assert "paused; resume it first" in refused.json()["detail"]
        for _ in range(2):
            running = loop.ask("POST", "loop/resume")
            assert (running.status, running.json()["status"], running.json()["generation"]) == (200, "running", 2)
        assert loop.ports.loop_executions.started[loop.id, 2] == 0

    def test_a_stopped_loop_is_not_paused_and_begins_again(self, loop: LoopOf) -> None:
        assert loop.ask("POST", "loop/stop").json()["status"] == "stopped"
        assert loop.ask("POST", "loop/pause").status == 409
        assert loop.ask("POST", "loop/run").status == 409
        assert loop.ask("POST", "loop/resume").json()["status"] == "running"

    def test_a_suspended_site_rests(self, loop: LoopOf) -> None:
        suspend_site(loop.id, loop.ports.sites.get(loop.id).customer_id, **loop.ports.of(suspend_site))
        for address in ("loop/run", "loop/resume", f"fixes/{FIX}/undo"):
            assert loop.ask("POST", address).status == 409
        assert loop.get("findings")["findings"]

    def test_a_deleted_site_has_no_loop(self, loop: LoopOf) -> None:
        delete_site(loop.id, loop.ports.sites.get(loop.id).customer_id, **loop.ports.of(delete_site))
        for method, address in (("GET", "loop"), ("POST", "loop/resume"), ("GET", "cycles"), ("GET", "findings")):
            answer = loop.ask(method, address)
            assert (answer.status, answer.json()["detail"]) == (404, f"There is no site {loop.id}.")


def test_a_cycle_can_be_had_now(loop: LoopOf) -> None:
    answer = loop.ask("POST", "loop/run")
    assert answer.status == 202
    accepted = answer.json()
    assert (accepted["siteId"], accepted["type"], accepted["details"]["status"]) == (loop.id, "OPTIMIZE", "queued")
    assert answer.headers["location"] == f"/optimize?instanceId={accepted['id']}"
    assert loop.ask("POST", "loop/run").json()["id"] == accepted["id"], "one that is asked for already will do"
    assert loop.ports.loops.get(loop.id).asked_job == accepted["id"]


class TestCycles:
    def test_they_come_page_by_page_newest_first(self, loop: LoopOf) -> None:
        for number in range(1, 8):
            loop.ports.clock.advance(hours=1)
            job = OptimizationJob(id=f"o9{number:015d}", site_id=loop.id, scheduled_at=loop.ports.clock.now())
            loop.ports.jobs.put(job)
        expected = [f"o9{number:015d}" for number in range(7, 0, -1)] + [loop.job]
        assert [each["id"] for each in loop.get("cycles")["cycles"]] == expected
        seen: list[str] = []
        cursor = ""
        while cursor is not None:
            page = loop.get(f"cycles?limit=3{cursor and f'&cursor={cursor}'}")
            assert len(page["cycles"]) <= 3
            seen += [each["id"] for each in page["cycles"]]
            cursor = page["next"]
        assert seen == expected

    @pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=bzAwMDAwMDAwMDAwMDAwMHo"])
    def test_a_wrong_page_is_refused(self, loop: LoopOf, query: str) -> None:
        answer = loop.ask("GET", f"cycles?{query}")
        assert (answer.status, list(answer.fields())) == (422, [query.partition("=")[0]])

    def test_a_cursor_of_another_site_is_refused(self, loop: LoopOf) -> None:
        other = start(loop.api)["id"]
        assert loop.ask("GET", f"cycles?cursor={cursor_of(other)}").status == 422

    def test_one_shows_all_that_it_left(self, loop: LoopOf) -> None:
        cycle = loop.get(f"cycles/{loop.job}")
        assert (cycle["jobId"], cycle["cycle"], cycle["releaseId"]) == (loop.job, 1, "r0123456789")
        assert [each["fixId"] for each in cycle["optimization"]["fixes"]] == [FIX, OTHER_FIX]
        assert cycle["optimization"]["before"]["scores"][0]["formula"] == "Lighthouse 13 weights"

    def test_one_that_is_not_the_sites_is_none(self, loop: LoopOf) -> None:
        foreign = start(loop.api, key=loop.api.other_key)["id"]
        for unknown in (foreign, "o000000000000000z", "nonsense"):
            answer = loop.ask("GET", f"cycles/{unknown}")
            assert (answer.status, answer.json()["detail"]) == (404, f"Site {loop.id} has no optimization {unknown}.")

    def test_one_that_has_not_ended_has_left_nothing_yet(self, loop: LoopOf) -> None:
        job = loop.ask("POST", "loop/run").json()["id"]
        answer = loop.ask("GET", f"cycles/{job}")
        assert (answer.status, "queued" in answer.json()["detail"]) == (404, True)


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ("", ["title", "robots", "contrast"]),
        ("?category=seo", ["title", "robots"]),
        ("?severity=serious", ["title", "contrast"]),
        ("?category=seo&severity=minor", ["robots"]),
        ("?path=/about/index.html", ["contrast"]),
        ("?path=/nowhere", []),
        ("?category=security", []),
    ],
)
def test_findings_are_narrowed_down(loop: LoopOf, query: str, rules: list[str]) -> None:
    assert [each["rule"] for each in loop.get(f"findings{query}")["findings"]] == rules


@pytest.mark.parametrize(
    ("query", "ids"), [("", [FIX, OTHER_FIX]), ("?status=withdrawn", [OTHER_FIX]), ("?status=withheld", [])]
)
def test_fixes_are_narrowed_down(loop: LoopOf, query: str, ids: list[str]) -> None:
    assert [each["fixId"] for each in loop.get(f"fixes{query}")["fixes"]] == ids


@pytest.mark.parametrize(
    "query", ["findings?category=beauty", "findings?severity=bad", f"findings?path={'a' * 1_025}", "fixes?status=new"]
)
def test_a_filter_that_there_is_not_is_refused(loop: LoopOf, query: str) -> None:
    answer = loop.ask("GET", query)
    assert (answer.status, list(answer.fields())) == (422, [query.partition("?")[2].partition("=")[0]])


@pytest.mark.parametrize("address", ["findings", "fixes"])
def test_before_the_first_cycle_is_done_there_is_nothing_to_show(api: Api, address: str) -> None:
    site_id = start(api)["siteId"]
    answer = api.ask("GET", f"/sites/{site_id}/{address}")
    assert (answer.status, answer.json()["detail"]) == (404, f"No cycle of site {site_id} is done yet.")


class TestUndoing:
    def test_a_fix_is_taken_back_and_allowed_again(self, loop: LoopOf) -> None:
        undone = loop.ask("POST", f"fixes/{FIX}/undo")
        assert (undone.status, undone.json()["type"]) == (202, "OPTIMIZE")
        assert undone.headers["location"] == f"/optimize?instanceId={undone.json()['id']}"
        assert loop.get("loop")["withheld"] == ["titles@/index.html"]
        assert loop.ask("POST", f"fixes/{FIX}/undo").json()["id"] == undone.json()["id"]
        assert loop.get("loop")["withheld"] == ["titles@/index.html"], "undoing again changes nothing"
        assert loop.ask("POST", f"fixes/{FIX}/redo").status == 202
        assert loop.get("loop")["withheld"] == []

    def test_a_fix_of_the_whole_website_is_named_by_its_kind(self, loop: LoopOf) -> None:
        loop.ask("POST", f"fixes/{OTHER_FIX}/undo")
        assert loop.get("loop")["withheld"] == ["minify-css"]

    @pytest.mark.parametrize("fix", ["f00000000000z", "nonsense", "f", "titles"])
    def test_a_fix_that_there_is_not(self, loop: LoopOf, fix: str) -> None:
        for way in ("undo", "redo"):
            answer = loop.ask("POST", f"fixes/{fix}/{way}")
            assert (answer.status, answer.json()["detail"]) == (404, f"Site {loop.id} has no fix {fix}.")
        assert loop.ports.loops.get(loop.id).withheld == ()


class TestMilestones:
    @pytest.fixture(autouse=True)
    def _written(self, loop: LoopOf) -> None:
        now = loop.ports.clock.now()
        milestone = Milestone(
            site_id=loop.id, origin="http://a.localhost:8024", began_at=now, ended_at=now + timedelta(hours=10),
            passes=10, pages=2, findings_before=9, findings_after=1, scores=(), weights=(), work=(), withdrawn=(),
            most_changed=None, notes=(), seconds=25.0, cost_usd=0.0,
        )  # fmt: skip
        write = loop.ports.optimizations.write
        write(loop.id, "milestones/10/report.json", milestone.model_dump_json().encode())
        write(loop.id, "milestones/10/report.html", b"<!doctype html><title>Ten cycles</title>", "text/html")

    def test_the_report_is_json(self, loop: LoopOf) -> None:
        report = loop.get("milestones/10")
        assert (report["siteId"], report["passes"], report["findingsAfter"]) == (loop.id, 10, 1)
        assert report["mostChanged"] is None

    def test_and_a_page_that_can_load_and_run_nothing(self, loop: LoopOf) -> None:
        answer = loop.ask("GET", "milestones/10/page")
        assert (answer.status, answer.body) == (200, b"<!doctype html><title>Ten cycles</title>")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers.items() >= SECURITY.items()
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "script-src" not in policy
        assert "http" not in policy

    @pytest.mark.parametrize("cycle", ["11", "20", "0", "-1", "x", "..", "10%2f..", "9" * 30])
    @pytest.mark.parametrize("page", ["", "/page"])
    def test_one_that_there_is_not(self, loop: LoopOf, cycle: str, page: str) -> None:
        answer = loop.ask("GET", f"milestones/{cycle}{page}")
        assert answer.status == 404
        if cycle.isdigit():
            assert answer.json()["detail"] == f"Site {loop.id} has no milestone {cycle}."


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "loop"),
        *(("POST", f"loop/{verb}") for verb in ("pause", "resume", "stop", "run")),
        *(("GET", address) for address in ("cycles", "findings", "fixes")),
        *(("GET", f"milestones/10{page}") for page in ("", "/page")),
        *(("POST", f"fixes/{FIX}/{way}") for way in ("undo", "redo")),
        ("GET", "cycles/o0000000000000001"),
    ],
)
def test_somebody_elses_site_is_no_site(loop: LoopOf, method: str, address: str) -> None:
    before = loop.ports.loops.get(loop.id)
    foreign = loop.ask(method, address, key=loop.api.other_key)
    assert (foreign.status, foreign.json()["detail"]) == (404, f"There is no site {loop.id}.")
    for unknown in ("s00000000000z", "nonsense"):
        missing = loop.api.ask(method, f"/sites/{unknown}/{address}", key=loop.api.other_key)
        assert missing.json()["detail"] == f"There is no site {unknown}."
        assert {**missing.json(), "detail": ""} == {**foreign.json(), "detail": ""}
    assert loop.ports.loops.get(loop.id) == before
