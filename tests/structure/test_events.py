"""The samples in events/ are what the functions and the API take."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from code24.ai.playbook import SPOKEN
from code24.build.failure import FailedBuild
from code24.build.graph import WORKERS
from code24.build.models import Brief
from code24.forms.checking import checked
from code24.forms.fields import ENVELOPE, FORMS
from code24.forms.models import FormKind, NotifyOwner
from code24.forms.stamps import LENGTH
from code24.http.receiving.bodies import fields_of
from code24.http.requests import StartBuildBody
from code24.runtime.build_step import Step

EVENTS = Path(__file__).parent.parent.parent / "events"
REQUESTS = sorted((EVENTS / "requests").glob("*.json"))


def read(name: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((EVENTS / name).read_text())
    return event


def briefs() -> list[Brief]:
    return [StartBuildBody.model_validate_json(path.read_bytes()).brief() for path in REQUESTS]


@pytest.mark.parametrize("path", REQUESTS, ids=lambda path: path.stem)
def test_a_request_is_one_that_the_api_accepts(path: Path) -> None:
    body = json.loads(path.read_text())
    accepted = StartBuildBody.model_validate(body)

    assert accepted.brief().name == body["name"]
    assert path.stem.rpartition("-")[2] == accepted.language.partition("-")[0], "a file is named for its language"


def test_the_requests_are_varied() -> None:
    assert len(briefs()) >= 30
    languages = {brief.language.partition("-")[0] for brief in briefs()}
    assert languages >= {"en", "de", "fr", "es", "pt", "it"}
    assert languages - set(SPOKEN), "languages that the writer does not speak"
    assert any(brief.offers for brief in briefs())
    assert any(brief.team for brief in briefs())
    assert any(brief.testimonials for brief in briefs())
    assert max(len(brief.description) for brief in briefs()) > 3_000
    assert len({brief.primary_goal for brief in briefs()}) == 5
    assert len({brief.business_type for brief in briefs()}) == len(briefs())
    assert any("{{" in brief.name and "<" in brief.name for brief in briefs())
    assert any(len(brief.description) < 50 for brief in briefs())
    assert any(brief.competitors for brief in briefs())


@pytest.mark.parametrize("worker", WORKERS, ids=lambda worker: worker.name)
def test_a_build_workers_event_is_a_step(worker: Any) -> None:
    assert Step.model_validate(read(f"build/{worker.field}.json")).attempt == 1


def test_the_failure_event_is_the_state_of_a_failed_execution() -> None:
    assert FailedBuild.model_validate(read("build/record_failure.json")).failure.error


def test_the_api_event_starts_the_demos_build() -> None:
    event = read("web/api.json")
    assert (event["requestContext"]["http"]["method"], event["rawPath"]) == ("POST", "/build")
    assert json.loads(event["body"]) == read("requests/bakery-en.json")
    assert int(event["headers"]["content-length"]) == len(event["body"].encode())


def test_the_dispatchers_event_becomes_the_sites() -> None:
    asked, forwarded = read("web/dispatcher.json"), read("web/site.json")
    assert asked["rawPath"] == forwarded["path"]
    assert forwarded.keys() == {"version", "method", "path", "query", "headers", "stamp"}
    assert len(forwarded["stamp"]) == LENGTH


def test_the_forms_event_is_a_form_with_every_field() -> None:
    event = read("web/forms.json")
    sent = fields_of(event["headers"]["content-type"], event["body"].encode())
    assert int(event["headers"]["content-length"]) == len(event["body"].encode())
    assert set(sent) - set(ENVELOPE) == {field.name for field in FORMS[FormKind("contact")]}
    assert not checked(FormKind("contact"), sent, date(2026, 3, 1)).faults


def test_the_notifications_are_requests() -> None:
    [record] = read("forms/notify.json")["Records"]
    assert NotifyOwner.model_validate_json(record["body"]).site_id
