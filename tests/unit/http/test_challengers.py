"""What is worth an experiment."""

from datetime import UTC, datetime
from typing import Any

import pytest

from code24.errors import Conflict, InvalidRequest
from code24.experiments.content.known import WRITTEN, WrittenChallengers
from code24.experiments.content.spots import Weakness, WeakSpot
from code24.optimize.models import Challenger
from tests.unit.http.client import Api
from tests.unit.http.test_loops import LoopOf, live_site

HEADLINE = Challenger(
    challenger_id="k00000000head",
    kind="content-headline",
    path="/index.html",
    hypothesis="More stay.",
    selector="#hero-heading",
    before="Bread",
    after="Bakery in Leith",
    rule="arrival",
)
WROTE = WrittenChallengers(
    release_id="r0123456789",
    written_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    spot=WeakSpot(weakness=Weakness.ARRIVAL, path="/", sentence="Of 90 visits that began at /, 80 ended there."),
    challengers=(HEADLINE,),
)


@pytest.fixture
def loop(api: Api) -> LoopOf:
    return LoopOf(api)


def test_those_of_the_last_cycle_are_listed(loop: LoopOf) -> None:
    assert loop.get("challengers") == {
        "challengers": [
            {
                "challengerId": "k0123456789abc",
                "kind": "submit-words",
                "path": "/index.html",
                "hypothesis": "More send it.",
                "selector": "#send",
                "before": "Submit",
                "after": "Send",
                "rule": "form-submit-words",
            }
        ]
    }


def test_what_was_written_stands_before_what_was_prepared(loop: LoopOf) -> None:
    loop.ports.optimizations.write(loop.id, WRITTEN, WROTE.model_dump_json().encode())
    listed = loop.get("challengers")["challengers"]
    assert [each["kind"] for each in listed] == ["content-headline", "submit-words"]


def test_before_anything_is_known_the_list_is_empty(api: Api) -> None:
    assert api.ask("GET", f"/sites/{live_site(api)}/challengers").json() == {"challengers": []}


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ({}, {}),
        ({"weakness": "form", "path": "/order/"}, {"weakness": "form", "path": "/order/"}),
        ({"weakness": "arrival"}, {"weakness": "arrival", "path": "/"}),
    ],
)
def test_the_writer_is_asked_and_waited_for(api: Api, body: dict[str, Any], asked: dict[str, str]) -> None:
    site = live_site(api)
    api.ports.worker_functions.answers["write-challengers"] = WROTE.model_dump(mode="json")

    answer = api.ask("POST", f"/sites/{site}/challengers", body)

    assert answer.status == 200
    assert api.ports.worker_functions.calls == [("write-challengers", {"site_id": site} | asked)]
    assert answer.json()["spot"] == {
        "weakness": "arrival",
        "path": "/",
        "sentence": "Of 90 visits that began at /, 80 ended there.",
    }
    assert [each["after"] for each in answer.json()["challengers"]] == ["Bakery in Leith"]


@pytest.mark.parametrize(
    ("error", "status"),
    [(Conflict("It was imported."), 409), (InvalidRequest("the site has no page '/x/'", field="path"), 422)],
)
def test_what_the_writer_cannot_do_is_said(api: Api, error: Exception, status: int) -> None:
    api.ports.worker_functions.answers["write-challengers"] = error
    answer = api.ask("POST", f"/sites/{live_site(api)}/challengers", {"weakness": "offer", "path": "/x/"})
    assert (answer.status, answer.json()["detail"]) == (status, str(error))


@pytest.mark.parametrize("body", [{"weakness": "boredom"}, {"path": "no-slash"}, {"weaknes": "form"}, []])
def test_a_wrong_question_is_refused(api: Api, body: Any) -> None:
    assert api.ask("POST", f"/sites/{live_site(api)}/challengers", body).status == 422
    assert api.ports.worker_functions.calls == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_somebody_elses_site_is_no_site(api: Api, method: str) -> None:
    site = live_site(api)
    body = {} if method == "POST" else None
    answer = api.ask(method, f"/sites/{site}/challengers", body, key=api.other_key)
    assert (answer.status, answer.json()["detail"]) == (404, f"There is no site {site}.")
