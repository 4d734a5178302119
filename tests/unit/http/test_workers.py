"""Calling one worker by name."""

import pytest

from code24.audit.models import AuditReport
from code24.build.graph import WORKERS
from code24.errors import InvalidRequest, Transient, WorkerFailed
from code24.http.representations import OUTPUTS
from code24.runtime.worker import request_model
from tests.unit.http.client import BRIEF, Api

RESEARCH = {
    "industry": "bakery",
    "business_type": "bakery",
    "schema_type": "Bakery",
    "audience": [{"text": "People of the quarter", "source": "playbook"}],
    "needs": [],
    "vocabulary": ["sourdough"],
    "offers": [],
}


@pytest.fixture
def api_with_research(api: Api) -> Api:
    api.ports.worker_functions.answers["market-research"] = RESEARCH
    return api


def test_a_worker_answers_and_its_result_is_kept(api_with_research: Api) -> None:
    api = api_with_research
    answer = api.ask("POST", "/workers/market-research/research", BRIEF)
    assert answer.status == 200, answer.body
    made = answer.json()
    assert made == {
        "id": made["id"],
        "worker": "market-research",
        "action": "research",
        "result": {
            "industry": "bakery",
            "businessType": "bakery",
            "schemaType": "Bakery",
            "audience": [{"text": "People of the quarter", "source": "playbook"}],
            "needs": [],
            "vocabulary": ["sourdough"],
            "offers": [],
            "offered": [],
            "seasons": [],
            "competitors": [],
        },
    }
    assert api.ask("GET", f"/workers/results/{made['id']}").json() == made
    ((worker, payload),) = api.ports.worker_functions.calls
    assert worker == "market-research"
    assert payload["inline"]["business_type"] == "bakery"
    assert payload["inline"]["primary_goal"] == "bookings"
    assert "publish" not in payload["inline"]


def test_somebody_elses_result_is_no_result(api_with_research: Api) -> None:
    api = api_with_research
    result_id = api.ask("POST", "/workers/market-research/research", BRIEF).json()["id"]
    foreign = api.ask("GET", f"/workers/results/{result_id}", key=api.other_key)
    for unknown in ("w000000000000000z", "nonsense"):
        missing = api.ask("GET", f"/workers/results/{unknown}", key=api.other_key)
        assert {**missing.json(), "detail": ""} == {**foreign.json(), "detail": ""}
        assert missing.json()["detail"] == f"There is no result {unknown}."
    assert foreign.status == 404
    assert foreign.json()["detail"] == f"There is no result {result_id}."


@pytest.mark.parametrize("address", ["brand/destroy", "nobody/create", "publish/publish", "quality-gate/check", "a/b"])
def test_an_unknown_worker_or_action_is_answered_with_those_that_exist(api: Api, address: str) -> None:
    answer = api.ask("POST", f"/workers/{address}", BRIEF)
    assert (answer.status, answer.json()["type"]) == (404, "urn:code24:problem:not-found")
    for known in ("market-research/research", "competitive-analysis/analyze-industry", "brand/create",
                  "design/enhanced", "content/write", "development/render"):  # fmt: skip
        assert known in answer.json()["detail"]
    assert api.nothing_happened()


@pytest.mark.parametrize("change", [{"name": ""}, {"siteId": "s000000000001"}, {"publish": False}, {"x": 1}])
def test_a_wrong_brief_calls_nobody(api: Api, change: dict[str, object]) -> None:
    answer = api.ask("POST", "/workers/brand/create", BRIEF | change)
    assert (answer.status, list(answer.fields())) == (422, list(change))
    assert api.nothing_happened()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (WorkerFailed("The worker brand failed: no ink."), 502),
        (InvalidRequest("Too pale."), 422),
        (Transient("x"), 503),
    ],
)
def test_a_worker_that_fails_is_a_problem(api: Api, error: Exception, status: int) -> None:
    api.ports.worker_functions.answers["brand"] = error
    answer = api.ask("POST", "/workers/brand/create", BRIEF)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (answer.headers.get("retry-after") == "2") is (status == 503)
    assert ("no ink" in answer.json()["detail"]) is (status == 502)
    assert api.ports.worker_results.records == {}


def test_an_answer_that_is_no_result_is_an_internal_error(api: Api) -> None:
    api.ports.worker_functions.answers["brand"] = {"nonsense": "a secret"}
    answer = api.ask("POST", "/workers/brand/create", BRIEF)
    assert answer.status == 500
    assert b"secret" not in answer.body


def test_every_worker_that_can_be_called_has_its_result_described() -> None:
    callable_workers = [worker for worker in WORKERS if worker.action]
    assert ["audit", *(worker.name for worker in callable_workers)] == list(OUTPUTS)
    assert OUTPUTS["audit"] is AuditReport
    for worker in callable_workers:
        use_case = worker.load()
        assert use_case.__annotations__["return"] in {OUTPUTS[worker.name], OUTPUTS[worker.name].__name__}
        assert "brief" in request_model(use_case).model_fields
