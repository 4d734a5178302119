"""Starting builds and following them."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from code24.build.models import Brief, BuildError, BuildOutput, BuildStatus
from code24.types import Goal
from tests.unit.http.client import BRIEF, Api

CONTENT = b'{"language": "en", "pages": [], "to_do": [{"field": "contact.phone", "message": "Add one."}]}'


def start(api: Api, body: dict[str, Any] | None = None, **options: Any) -> str:
    answer = api.ask("POST", "/build", body or BRIEF, **options)
    assert answer.status == 202, answer.body
    return str(answer.json()["id"])


def brief_of(api: Api, build_id: str) -> Brief:
    return Brief.model_validate_json(api.ports.artifacts.read(build_id, "request"))


@pytest.mark.parametrize("address", ["/build", "/trigger/build"])
def test_a_build_is_accepted(api: Api, address: str) -> None:
    answer = api.ask("POST", address, BRIEF)
    assert answer.status == 202
    accepted = answer.json()
    build_id = accepted["id"]
    assert accepted == {
        "id": build_id,
        "details": {"status": "queued", "error": None, "output": None},
        "type": "BUILD",
        "message": f"The build is queued. Follow it at GET /build?instanceId={build_id}.",
    }
    assert answer.headers["location"] == f"/build?instanceId={build_id}"
    assert api.ports.executions.started == [(build_id, 1)]
    (site,) = api.ports.sites.records.values()
    assert site.name == BRIEF["name"]
    assert site.site_id == api.ports.builds.get(build_id).site_id
    assert api.ports.builds.get(build_id).publish


def test_the_brief_reaches_the_workers_as_it_was_said(api: Api) -> None:
    full = BRIEF | {
        "primaryGoal": "Lead generation",
        "language": "pt-BR",
        "colors": ["#0A7D5C"],
        "contact": {
            "email": "hello@example.com",
            "phone": "+49 341 1234567",
            "address": {"street": "Hauptstraße 1", "postalCode": "04109", "city": "Leipzig", "country": "DE"},
            "openingHours": ["Mo-Fr 06:30-18:00"],
        },
        "pages": ["About us"],
        "competitors": ["https://example.com/bread?a=b"],
    }
    brief = brief_of(api, start(api, full))
    assert brief.primary_goal is Goal.LEADS
    assert brief.colors == ("#0a7d5c",)
    assert brief.contact.address is not None
    assert brief.contact.address.postal_code == "04109"
    assert brief.contact.opening_hours == ("Mo-Fr 06:30-18:00",)
    assert str(brief.competitors[0]) == "https://example.com/bread?a=b"
    assert (brief.language, brief.pages, brief.name) == ("pt-BR", ("About us",), BRIEF["name"])


@pytest.mark.parametrize("business_type", ["bakery", "llama yoga retreat", "🦙", "تعليم", "Zahnärztin für Drachen"])
def test_a_business_type_that_nobody_foresaw_is_accepted(api: Api, business_type: str) -> None:
    assert brief_of(api, start(api, BRIEF | {"businessType": business_type})).business_type == business_type


def test_a_build_can_be_followed(api: Api) -> None:
    build_id = start(api)
    began = api.ports.clock.now()
    assert api.ask("GET", f"/build?instanceId={build_id}").json() == {
        "id": build_id,
        "status": {"status": "queued", "error": None, "output": None},
        "type": "BUILD",
        "progress": [],
        "toDo": [],
    }
    api.ports.builds.worker_started(build_id, "brand", began)
    api.ports.builds.worker_ended(build_id, "brand", began + timedelta(seconds=2), BuildStatus.COMPLETE)
    api.ports.builds.worker_started(build_id, "design", began + timedelta(seconds=2))
    for address in ("/build", "/trigger/build"):
        state = api.ask("GET", f"{address}?instanceId={build_id}").json()
        assert state["status"]["status"] == "running"
        assert state["progress"] == [
            {
                "worker": "brand",
                "status": "complete",
                "startedAt": "2026-03-01T12:00:00Z",
                "completedAt": "2026-03-01T12:00:02Z",
                "attempts": 1,
            },
            {
                "worker": "design",
                "status": "running",
                "startedAt": "2026-03-01T12:00:02Z",
                "completedAt": None,
                "attempts": 1,
            },
        ]


def test_a_finished_build_says_where_the_site_is_and_what_the_owner_should_add(api: Api) -> None:
    build_id = start(api)
    build = api.ports.builds.get(build_id)
    output = BuildOutput(
        site_id=build.site_id,
        release_id="r0123456789",
        slug=build.slug,
        url="http://a.localhost:8024/",
        preview_url="http://preview-r0123456789--a.localhost:8024/",
        live=True,
    )
    api.ports.artifacts.write(build_id, "content", CONTENT)
    api.ports.builds.end(build_id, BuildStatus.COMPLETE, api.ports.clock.now(), output=output)
    state = api.ask("GET", f"/build?instanceId={build_id}").json()
    assert state["status"] == {
        "status": "complete",
        "error": None,
        "output": {
            "siteId": build.site_id,
            "releaseId": "r0123456789",
            "slug": build.slug,
            "url": "http://a.localhost:8024/",
            "previewUrl": "http://preview-r0123456789--a.localhost:8024/",
            "live": True,
        },
    }
    assert state["toDo"] == [{"field": "contact.phone", "message": "Add one."}]


@pytest.mark.parametrize("content", [None, b"{}", b"not json"])
def test_a_finished_build_without_readable_content_has_nothing_to_do(api: Api, content: bytes | None) -> None:
    build_id = start(api)
    if content is not None:
        api.ports.artifacts.write(build_id, "content", content)
    api.ports.builds.end(build_id, BuildStatus.COMPLETE, api.ports.clock.now())
    answer = api.ask("GET", f"/build?instanceId={build_id}")
    assert (answer.status, answer.json()["toDo"]) == (200, [])


def test_a_failed_build_says_which_worker_failed_and_why(api: Api) -> None:
    build_id = start(api)
    error = BuildError(worker="quality-gate", error="GateRejected", message="No.", findings=("one",))
    api.ports.builds.end(build_id, BuildStatus.ERRORED, api.ports.clock.now(), error=error)
    assert api.ask("GET", f"/build?instanceId={build_id}").json()["status"] == {
        "status": "errored",
        "error": {"worker": "quality-gate", "error": "GateRejected", "message": "No.", "findings": ["one"]},
        "output": None,
    }


class TestWhoseBuild:
    @pytest.mark.parametrize(
        ("method", "address"),
        [("GET", "/build?instanceId={}"), ("POST", "/build/{}/redrive"), ("POST", "/build/{}/stop")],
    )
    def test_somebody_elses_build_is_no_build(self, api: Api, method: str, address: str) -> None:
        build_id = start(api)
        foreign = api.ask(method, address.format(build_id), key=api.other_key)
        answers = {build_id: foreign}
        for unknown in ("b000000000000000z", "nonsense", "b..%2f", "%00", "b" * 300):
            answers[unknown] = api.ask(method, address.format(unknown))
        assert {answer.status for answer in answers.values()} == {404}
        assert {tuple(answer.json()) for answer in answers.values()} == {tuple(foreign.json())}
        assert foreign.json()["detail"] == f"There is no build {build_id}."
        assert answers["nonsense"].json()["detail"] == "There is no build nonsense."
        assert {answer.json()["type"] for answer in answers.values()} == {"urn:code24:problem:not-found"}
        assert api.ports.executions.started == [(build_id, 1)]
        assert api.ports.executions.stopped == []

    def test_the_id_is_required(self, api: Api) -> None:
        answer = api.ask("GET", "/build")
        assert answer.status == 422
        assert answer.json()["errors"] == [{"field": "instanceId", "message": "is required"}]


def test_a_running_build_can_be_stopped_and_run_again(api: Api) -> None:
    build_id = start(api)
    stopped = api.ask("POST", f"/build/{build_id}/stop")
    assert (stopped.status, stopped.json()["status"]["status"]) == (200, "terminated")
    assert api.ports.executions.stopped == [(build_id, 1)]
    again = api.ask("POST", f"/build/{build_id}/redrive")
    assert again.status == 202
    assert again.json()["id"] == build_id
    assert again.headers["location"] == f"/build?instanceId={build_id}"
    assert api.ports.executions.started == [(build_id, 1), (build_id, 2)]


def test_a_build_that_has_ended_cannot_be_stopped_and_one_that_runs_not_be_redriven(api: Api) -> None:
    build_id = start(api)
    running = api.ask("POST", f"/build/{build_id}/redrive")
    assert (running.status, running.json()["type"]) == (409, "urn:code24:problem:conflict")
    api.ports.builds.end(build_id, BuildStatus.COMPLETE, api.ports.clock.now())
    assert api.ask("POST", f"/build/{build_id}/stop").status == 409
    assert api.ports.executions.started == [(build_id, 1)]


SAMPLES = sorted((Path(__file__).parents[3] / "events" / "requests").glob("*.json"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_request_is_accepted(api: Api, sample: Path) -> None:
    body = json.loads(sample.read_text())
    assert brief_of(api, start(api, body)).name == body["name"].strip()


def test_there_are_samples_in_two_languages() -> None:
    assert len(SAMPLES) >= 8
    assert len({path.stem.rpartition("-")[2] for path in SAMPLES}) >= 2
