"""Asking for optimizations, following them, and calling one auditor by name."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.adapters.local_ways import LocalWays
from code24.audit.auditing import audit
from code24.audit.models import Auditor
from code24.errors import NotRead, WorkerFailed
from code24.optimize.loop.models import JobError, JobResult, JobStatus
from code24.sites.models import Release, SiteStatus
from code24.types import Goal
from code24.website.models import WebFile
from code24.website.website import Website
from tests.unit.http.client import BRIEF, Api

WEBSITE = {"url": "https://www.sunny-cafe.co.uk/menu?x=1"}
PAGE = "<!doctype html><html><title>Hello</title><h1>Hello</h1><img src=a.png>"
SCORES = {"seo": 90.0}
RESULT = JobResult(
    cycle=1,
    key="2026-03-01T12-00-00Z.json",
    release_id="r0123456789",
    url="http://sunny-cafe.localhost:8024/",
    findings_before=9,
    findings_after=1,
    fixes_applied=4,
    fixes_withdrawn=1,
    scores_before=SCORES,
    scores_after={"seo": 100.0},
    seconds=2.5,
)


def start(api: Api, body: dict[str, Any] | None = None, **options: Any) -> Any:
    answer = api.ask("POST", "/optimize", body or WEBSITE, **options)
    assert answer.status == 202, answer.body
    return answer.json()


def live_site(api: Api) -> str:
    """A site of Alice's that shows a release."""
    build_id = api.ask("POST", "/build", BRIEF).json()["id"]
    site_id: str = api.ports.builds.get(build_id).site_id
    site = api.ports.sites.get(site_id)
    release = Release(
        release_id="r0123456789",
        site_id=site_id,
        build_id=build_id,
        version="1",
        created_at=site.created_at,
        sha256="a" * 64,
        files=(),
    )
    api.ports.sites.add_release(release)
    live = {"status": SiteStatus.ACTIVE, "live_release": release.release_id}
    api.ports.sites.records[site_id] = site.model_copy(update=live)
    return site_id


@pytest.mark.parametrize("address", ["/optimize", "/trigger/optimize"])
def test_an_optimization_is_accepted(api: Api, address: str) -> None:
    answer = api.ask("POST", address, WEBSITE)
    assert answer.status == 202, answer.body
    accepted = answer.json()
    job_id, site_id = accepted["id"], accepted["siteId"]
    assert accepted == {
        "id": job_id,
        "siteId": site_id,
        "details": {"status": "queued", "error": None, "output": None},
        "type": "OPTIMIZE",
        "message": f"The optimization is queued. Follow it at GET /optimize?instanceId={job_id}.",
    }
    assert answer.headers["location"] == f"/optimize?instanceId={job_id}"
    assert api.ports.sites.get(site_id).slug == "sunny-cafe"
    assert api.ports.loop_executions.started == {(site_id, 1): 0}


def test_what_was_said_reaches_the_loop(api: Api) -> None:
    said = {"businessType": "café", "primaryGoal": "Lead generation", "optimizationType": "seo", "name": "Sunny"}
    loop = api.ports.loops.get(start(api, WEBSITE | said)["siteId"])
    assert loop.source.url == WEBSITE["url"]
    assert (loop.business.name, loop.business.industry, loop.business.goal) == ("Sunny", "café", Goal.LEADS)
    assert (loop.optimization_type, loop.fixed_wait) == ("seo", None)


def test_a_site_that_is_here_works_at_once(api: Api) -> None:
    site_id = live_site(api)
    assert start(api, {"siteId": site_id})["siteId"] == site_id
    assert api.ports.loops.get(site_id).run_requested
    assert not api.ports.loops.get(site_id).source.is_import


def test_a_site_with_nothing_live_cannot_be_optimized_yet(api: Api) -> None:
    build = api.ports.builds.get(api.ask("POST", "/build", BRIEF).json()["id"])
    answer = api.ask("POST", "/optimize", {"siteId": build.site_id})
    assert (answer.status, answer.json()["type"]) == (409, "urn:code24:problem:conflict")
    assert api.ports.loops.records == {}


def test_somebody_elses_site_is_no_site(api: Api) -> None:
    site_id = live_site(api)
    foreign = api.ask("POST", "/optimize", {"siteId": site_id}, key=api.other_key)
    missing = api.ask("POST", "/optimize", {"siteId": "s000000000000"}, key=api.other_key)
    assert foreign.status == missing.status == 404
    assert foreign.json()["detail"].replace(site_id, "s000000000000") == missing.json()["detail"]
    assert api.ports.loops.records == {}


def test_a_zip_that_was_sent_before_is_a_website_too(api: Api) -> None:
    upload = api.ask("POST", "/uploads", {"contentType": "application/zip", "bytes": 90_000_000}).json()["uploadId"]
    site_id = start(api, {"uploadId": upload, "name": "Crumb & Ember"})["siteId"]
    assert api.ports.loops.get(site_id).source.upload_id == upload
    assert api.ports.sites.get(site_id).slug == "crumb-ember"


class TestWrongRequests:
    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"businessType": "bakery"},
            WEBSITE | {"siteId": "s000000000001"},
            WEBSITE | {"uploadId": "u0000000000000001"},
            {"siteId": "s000000000001", "uploadId": "u0000000000000001"},
            {"url": None, "siteId": None},
        ],
    )
    def test_exactly_one_source_is_named(self, api: Api, body: Any) -> None:
        answer = api.ask("POST", "/optimize", body)
        assert answer.status == 422
        assert answer.fields() == {"body": "name exactly one of url, siteId and uploadId"}
        assert api.ports.loops.records == {}

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("url", "", "empty"),
            ("url", 5, "text"),
            ("url", "https://a.example/" + "a" * 2_048, "2048"),
            ("url", "ftp://a.example/", "http and https"),
            ("url", "javascript://a.example/", "http and https"),
            ("url", "https://jane:secret@a.example/", "user name"),
            ("url", "https://a.example:99999/", "no web address"),
            ("url", "https://a b.example/", "no web address"),
            ("url", "https://", "no web address"),
            ("businessType", "b" * 81, "80"),
            ("businessType", 1, "text"),
            ("name", "n" * 121, "120"),
            ("primaryGoal", "world peace", "use one of these"),
            ("primaryGoal", 1, "text"),
            ("optimizationType", "speed", "'performance'"),
            ("optimizationType", None, "'full'"),
            ("idempotency_key", "k", "not a field"),
            ("fixedWait", 0, "not a field"),
            ("customerId", "c000000000001", "not a field"),
        ],
    )
    def test_the_wrong_field_is_named(self, api: Api, field: str, value: Any, said: str) -> None:
        answer = api.ask("POST", "/optimize", WEBSITE | {field: value})
        assert answer.status == 422, answer.body
        assert list(answer.fields()) == [field]
        assert said in answer.fields()[field]
        assert "secret" not in answer.fields()[field]
        assert (api.ports.loops.records, api.ports.sites.records) == ({}, {})

    @pytest.mark.parametrize(("field", "value"), [("siteId", "../s"), ("uploadId", "u1"), ("uploadId", "../../u")])
    def test_an_id_that_cannot_be_one_is_refused(self, api: Api, field: str, value: str) -> None:
        answer = api.ask("POST", "/optimize", {field: value})
        assert (answer.status, list(answer.fields())) == (422, [field])

    @pytest.mark.parametrize(
        "url",
        [
            *("http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[fd00::1]/"),
            *("http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://[::ffff:10.0.0.1]/"),
            *("http://localhost/", "http://a.localhost/", "localhost", "http://LOCALHOST./", "10.0.0.1"),
            *("http://1.2.3.4.5/", "http://a.example:8080/", "http://a.example:22/", "https://a.example:80/"),
        ],
    )
    def test_what_is_not_on_the_public_web_is_refused_at_once(self, api: Api, url: str) -> None:
        for address in ("/optimize", "/workers/audit/seo"):
            answer = api.ask("POST", address, {"url": url})
            assert answer.status == 422, answer.body
            assert answer.fields()["url"].startswith("The address cannot be read: ")
        assert (api.ports.sites.records, api.ports.worker_functions.calls) == ({}, [])

    def test_the_local_environment_may_name_a_port_of_this_machine(self, api: Api) -> None:
        api.ports.ways = LocalWays.of({}, [8471])
        loop = api.ports.loops.get(start(api, {"url": "http://127.0.0.1:8471/"})["siteId"])
        assert loop.source.url == "http://127.0.0.1:8471/"
        assert api.ask("POST", "/optimize", {"url": "http://127.0.0.1:8472/"}).status == 422

    def test_a_picture_is_no_larger_because_a_zip_may_be(self, api: Api) -> None:
        for kind, size, status in (
            ("application/zip", 100_000_000, 201),
            ("application/zip", 100_000_001, 422),
            ("image/png", 20_000_001, 422),
        ):
            answer = api.ask("POST", "/uploads", {"contentType": kind, "bytes": size})
            assert answer.status == status, (kind, size)
            assert status == 201 or list(answer.fields()) == ["bytes"]


@given(
    st.dictionaries(
        st.sampled_from(
            ["url", "siteId", "uploadId", "name", "businessType", "primaryGoal", "optimizationType", "html", "origin"]
        ),
        st.text(max_size=40) | st.sampled_from(["https://a.example", "http://[", "//", "http://[::1"]) | st.integers(),
    )
)
@settings(max_examples=40)
def test_whatever_is_sent_is_accepted_or_refused_with_a_reason(api: Api, body: dict[str, Any]) -> None:
    for address in ("/optimize", "/workers/audit/design"):
        answer = api.ask("POST", address, body)
        assert answer.status in {202, 404, 422, 502}, answer.body
        assert answer.status == 202 or answer.json()["detail"]


class TestIdempotencyKey:
    KEY: ClassVar = {"idempotency-key": "order 66/a~"}

    def test_the_same_request_again_is_the_same_optimization(self, api: Api) -> None:
        first = api.ask("POST", "/optimize", WEBSITE, headers=self.KEY)
        api.ports.clock.advance(minutes=1)
        again = api.ask("POST", "/trigger/optimize", WEBSITE, headers=self.KEY)
        assert (first.status, again.status) == (202, 202)
        assert first.json() == again.json()
        assert len(api.ports.sites.records) == len(api.ports.jobs.records) == 1

    def test_another_body_is_refused(self, api: Api) -> None:
        start(api, headers=self.KEY)
        for other in ({"url": "https://other.example/"}, WEBSITE | {"optimizationType": "seo"}):
            answer = api.ask("POST", "/optimize", other, headers=self.KEY)
            assert (answer.status, answer.json()["type"]) == (422, "urn:code24:problem:key-reused")
            assert list(answer.fields()) == ["Idempotency-Key"]
        assert len(api.ports.jobs.records) == 1

    def test_keys_are_each_customers_own(self, api: Api) -> None:
        first = start(api, headers=self.KEY)
        second = start(api, headers=self.KEY, key=api.other_key)
        assert first["siteId"] != second["siteId"]

    @pytest.mark.parametrize("key", ["", "é", "a" * 256, "tab\there"])
    def test_a_key_that_is_none_is_refused(self, api: Api, key: str) -> None:
        answer = api.ask("POST", "/optimize", WEBSITE, headers={"idempotency-key": key})
        assert (answer.status, list(answer.fields())) == (422, ["Idempotency-Key"])


class TestFollowing:
    @pytest.mark.parametrize("address", ["/optimize", "/trigger/optimize"])
    def test_a_queued_optimization_shows_its_loop(self, api: Api, address: str) -> None:
        accepted = start(api)
        answer = api.ask("GET", f"{address}?instanceId={accepted['id']}")
        assert answer.status == 200, answer.body
        state = answer.json()
        loop = state.pop("loop")
        assert state == {
            "id": accepted["id"],
            "siteId": accepted["siteId"],
            "status": {"status": "queued", "error": None, "output": None},
            "type": "OPTIMIZE",
            "scheduledAt": "2026-03-01T12:00:00Z",
            "startedAt": None,
            "completedAt": None,
        }
        assert (loop["status"], loop["cycle"], loop["working"]) == ("running", 0, False)
        assert loop["sourceUrl"] == WEBSITE["url"]
        assert loop["dashboard"] is None

    def test_a_finished_one_shows_what_it_brought(self, api: Api) -> None:
        job = api.ports.jobs.get(start(api)["id"])
        now = api.ports.clock.now()
        done = {"status": JobStatus.COMPLETE, "result": RESULT, "started_at": now}
        api.ports.jobs.put(job.model_copy(update=done | {"completed_at": now + timedelta(seconds=3)}))
        state = api.ask("GET", f"/optimize?instanceId={job.id}").json()
        assert state["status"] == {
            "status": "complete",
            "error": None,
            "output": {
                "cycle": 1,
                "key": "2026-03-01T12-00-00Z.json",
                "releaseId": "r0123456789",
                "url": "http://sunny-cafe.localhost:8024/",
                "findingsBefore": 9,
                "findingsAfter": 1,
                "fixesApplied": 4,
                "fixesWithdrawn": 1,
                "scoresBefore": {"seo": 90.0},
                "scoresAfter": {"seo": 100.0},
                "seconds": 2.5,
                "costUsd": 0.0,
            },
        }
        assert state["completedAt"] == "2026-03-01T12:00:03Z"

    def test_a_failed_one_says_where_and_why(self, api: Api) -> None:
        job = api.ports.jobs.get(start(api)["id"])
        error = JobError(step="ImportSite", error="NotRead", message="The server cannot be reached.")
        api.ports.jobs.put(job.model_copy(update={"status": JobStatus.ERRORED, "error": error}))
        assert api.ask("GET", f"/optimize?instanceId={job.id}").json()["status"] == {
            "status": "errored",
            "error": {"step": "ImportSite", "error": "NotRead", "message": "The server cannot be reached."},
            "output": None,
        }

    def test_without_its_loop_it_is_shown_all_the_same(self, api: Api) -> None:
        accepted = start(api)
        api.ports.loops.delete(accepted["siteId"])
        assert api.ask("GET", f"/optimize?instanceId={accepted['id']}").json()["loop"] is None

    @pytest.mark.parametrize("address", ["/optimize", "/trigger/optimize"])
    def test_somebody_elses_is_none(self, api: Api, address: str) -> None:
        job_id = start(api)["id"]
        foreign = api.ask("GET", f"{address}?instanceId={job_id}", key=api.other_key)
        assert (foreign.status, foreign.json()["detail"]) == (404, f"There is no optimization {job_id}.")
        for unknown in ("o000000000000000z", "nonsense", "b0000000000000001", "%00", "o..%2f"):
            missing = api.ask("GET", f"{address}?instanceId={unknown}", key=api.other_key)
            assert missing.status == 404
            assert missing.json()["detail"].startswith("There is no optimization ")
            assert {**missing.json(), "detail": ""} == {**foreign.json(), "detail": ""}

    def test_the_id_is_required(self, api: Api) -> None:
        answer = api.ask("GET", "/optimize")
        assert (answer.status, answer.fields()) == (422, {"instanceId": "is required"})


@pytest.fixture
def report() -> dict[str, Any]:
    """What an auditor's function answers, as JSON."""
    website = Website([WebFile("/index.html", "text/html", PAGE.encode())], origin="https://a.example")
    return audit(website, Auditor.SEO.categories).model_dump(mode="json")


class TestAuditors:
    @pytest.mark.parametrize("auditor", [auditor.value for auditor in Auditor])
    def test_a_page_is_looked_at_and_the_report_is_kept(self, api: Api, auditor: str, report: dict[str, Any]) -> None:
        api.ports.worker_functions.answers[auditor] = report
        answer = api.ask("POST", f"/workers/audit/{auditor}", {"html": PAGE, "origin": "https://a.example"})
        assert answer.status == 200, answer.body
        made = answer.json()
        assert (made["worker"], made["action"]) == ("audit", auditor)
        assert {each["rule"] for each in made["result"]["findings"]} >= {"meta-description"}
        assert made["result"]["results"][0].keys() == {"rule", "lookedAt", "found", "pages"}
        assert made["result"]["pages"] == 1
        assert api.ask("GET", f"/workers/results/{made['id']}").json() == made
        assert api.ask("GET", f"/workers/results/{made['id']}", key=api.other_key).status == 404
        ((worker, payload),) = api.ports.worker_functions.calls
        assert worker == auditor
        assert payload["inline"] == {
            **{"url": None, "html": PAGE, "origin": "https://a.example"},
            **{"site_id": None, "release_id": None},
        }

    def test_a_site_is_looked_at_as_it_is_live(self, api: Api, report: dict[str, Any]) -> None:
        site_id = live_site(api)
        api.ports.worker_functions.answers["seo"] = report
        assert api.ask("POST", "/workers/audit/seo", {"siteId": site_id}).status == 200
        ((_, payload),) = api.ports.worker_functions.calls
        slug = api.ports.sites.get(site_id).slug
        assert payload["inline"]["release_id"] == "r0123456789"
        assert payload["inline"]["origin"] == f"http://{slug}.localhost:8024"

    def test_a_site_with_nothing_live_has_nothing_to_look_at(self, api: Api) -> None:
        build = api.ports.builds.get(api.ask("POST", "/build", BRIEF).json()["id"])
        assert api.ask("POST", "/workers/audit/seo", {"siteId": build.site_id}).status == 409

    def test_somebody_elses_site_is_not_looked_at(self, api: Api) -> None:
        site_id = live_site(api)
        assert api.ask("POST", "/workers/audit/seo", {"siteId": site_id}, key=api.other_key).status == 404
        assert api.ports.worker_functions.calls == []

    def test_an_address_is_handed_on_in_full(self, api: Api, report: dict[str, Any]) -> None:
        api.ports.worker_functions.answers["seo"] = report
        assert api.ask("POST", "/workers/audit/seo", {"url": "www.a.example"}).status == 200
        ((_, payload),) = api.ports.worker_functions.calls
        assert payload["inline"]["url"] == "https://www.a.example/"

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "body"),
            ({"url": "https://a.example", "html": PAGE}, "body"),
            ({"url": "ftp://a.example"}, "url"),
            ({"html": "a" * 200_001}, "html"),
            ({"html": PAGE, "origin": "x" * 301}, "origin"),
            ({"html": PAGE, "origin": "javascript:alert(1)"}, "origin"),
            ({"html": PAGE, "origin": "https://a b"}, "origin"),
            ({"siteId": "s1"}, "siteId"),
            ({"site_id": "s000000000001"}, "site_id"),
        ],
    )
    def test_a_wrong_request_calls_nobody(self, api: Api, body: Any, field: str) -> None:
        answer = api.ask("POST", "/workers/audit/seo", body)
        assert answer.status == 422, answer.body
        assert field in answer.fields()
        assert api.ports.worker_functions.calls == []

    def test_an_unknown_auditor_is_answered_with_those_that_exist(self, api: Api) -> None:
        answer = api.ask("POST", "/workers/audit/astrology", {"html": PAGE})
        assert answer.status == 404
        assert answer.json()["detail"] == (
            "There is no auditor astrology. There are design, performance, seo, conversion."
        )

    @pytest.mark.parametrize(
        ("error", "status", "kind", "fields"),
        [
            (WorkerFailed("The worker seo failed."), 502, "worker-failed", []),
            (NotRead("Not read: it is down."), 422, "not-read", ["url"]),
        ],
    )
    def test_an_auditor_that_fails_is_a_problem(
        self, api: Api, error: Exception, status: int, kind: str, fields: list[str]
    ) -> None:
        api.ports.worker_functions.answers["seo"] = error
        answer = api.ask("POST", "/workers/audit/seo", {"url": "https://a.example"})
        assert (answer.status, answer.json()["detail"]) == (status, str(error))
        assert answer.json()["type"] == f"urn:code24:problem:{kind}"
        assert list(answer.fields()) == fields
        assert api.ports.worker_results.records == {}
