"""A/B tests over the API."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from code24.adapters.items import item_of
from code24.analytics.models import DayRollup
from code24.build.development.models import SiteFile
from code24.experiments.engine.looking import Look, look_at_test
from code24.experiments.models import AbTestStatus
from code24.sites.models import ReleaseOrigin, Route, RouteStatus, Site, SiteStatus
from code24.sites.publishing import publish_release
from tests.ab_test_fakes import PAGE
from tests.unit.http.client import Api

SITE = "s000000000001"
EDIT = {"path": "/", "selector": "h1", "text": "Sourdough, baked every night"}
BODY: dict[str, Any] = {"name": "A headline", "variants": [{"name": "Bread", "edits": [EDIT]}]}


@pytest.fixture
def api(api: Api) -> Api:
    """The API of a customer whose site has visitors."""
    ports, now = api.ports, api.ports.clock.now()
    customer = next(iter(ports.customers.records))
    ports.sites.reserve(
        Site(site_id=SITE, customer_id=customer, slug="crumb", name="Crumb", status=SiteStatus.BUILDING,
             created_at=now, updated_at=now),
        Route(host="crumb.localhost", site_id=SITE, status=RouteStatus.RESERVED),
    )  # fmt: skip
    publish_release(
        ReleaseOrigin(site_id=SITE, customer_id=customer, made_at=now),
        [SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text=PAGE)],
        **{name: getattr(ports, name) for name in ("sites", "release_archive", "site_functions", "addresses", "clock")},
    )
    visited(api, 1_000, 50)
    return api


def visited(api: Api, visitors: int, converting: int) -> None:
    for number in range(1, 29):
        day = api.ports.clock.now().date() - timedelta(days=number)
        held = {"visitors": visitors // 2, "converting": converting // 4, "types": {"leads": converting // 4}}
        others = {"visitors": visitors // 2, "converting": converting // 2, "types": {"leads": converting // 2}}
        figures = {
            "totals": {"visitors": visitors, "converting": converting},
            "pages": {"/": [visitors]},
            "holdout": {"holdout": held, "others": others},
        }
        api.ports.rollups.put(DayRollup(site_id=SITE, day=day, timezone="UTC", figures=figures))


def created(api: Api, **changes: Any) -> dict[str, Any]:
    answer = api.ask("POST", f"/sites/{SITE}/tests", BODY | changes)
    assert answer.status == 201, answer.json()
    found: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/sites/{SITE}/tests/{found['id']}"
    return found


def looked(api: Api, test_id: str) -> None:
    look_at_test(Look(site_id=SITE, test_id=test_id), **api.ports.of(look_at_test))


def test_a_test_is_planned_started_paused_resumed_and_stopped(api: Api) -> None:
    test = created(api)
    assert (test["status"], test["plan"]["rule"]) == ("draft", "planned")
    assert [variant["name"] for variant in test["variants"]] == ["Control", "Bread"]
    assert "salt" not in test
    assert "seed" not in test
    place = f"/sites/{SITE}/tests/{test['id']}"
    answer = api.ask("POST", f"{place}/start")
    assert (answer.status, answer.json()["starting"]) == (202, True)
    assert api.ports.test_queue.sent == [(SITE, test["id"])]
    looked(api, test["id"])
    assert api.ask("GET", place).json()["status"] == "running"
    assert api.ask("POST", f"{place}/pause").json()["status"] == "paused"
    assert api.ask("POST", f"{place}/resume").json()["status"] == "running"
    looked(api, test["id"])
    stopped = api.ask("POST", f"{place}/stop").json()
    assert (stopped["status"], stopped["outcome"]) == ("stopped", "withdrawn")
    assert [entry["what"] for entry in stopped["entries"]][-3:] == ["paused", "resumed", "stopped"]
    assert not api.ports.traffic_plans.get(SITE).tests


def test_what_the_state_forbids_is_a_conflict(api: Api) -> None:
    place = f"/sites/{SITE}/tests/{created(api)['id']}"
    for action in ("pause", "resume"):
        assert api.ask("POST", f"{place}/{action}").status == 409
    assert api.ask("POST", f"{place}/ship", {"arm": 1}).status == 409
    assert api.ask("POST", f"{place}/stop").status == 200
    for action in ("start", "stop", "pause"):
        assert api.ask("POST", f"{place}/{action}").status == 409


def test_a_variant_is_shipped_when_its_owner_says_so(api: Api) -> None:
    test = created(api)
    place = f"/sites/{SITE}/tests/{test['id']}"
    api.ask("POST", f"{place}/start")
    looked(api, test["id"])
    assert api.ask("POST", f"{place}/ship").status == 422, "nobody has won"
    assert api.ask("POST", f"{place}/ship", {"arm": 2}).status == 422
    answer = api.ask("POST", f"{place}/ship", {"arm": 1})
    assert (answer.status, answer.json()["status"]) == (202, "complete")
    assert answer.json()["shipping"]["stage"] == "wanted"
    assert api.ask("POST", f"{place}/ship", {"arm": 1}).status == 409


def test_results_say_what_is_known(api: Api) -> None:
    test = created(api)
    place = f"/sites/{SITE}/tests/{test['id']}"
    before = api.ask("GET", f"{place}/results").json()
    assert (before["results"], before["overTime"]) == (None, [])
    api.ask("POST", f"{place}/start")
    looked(api, test["id"])
    api.ports.clock.advance(minutes=5)
    looked(api, test["id"])
    after = api.ask("GET", f"{place}/results").json()
    assert after["results"]["arms"][1]["exposed"] == 0
    assert after["results"]["comparisons"][0]["chanceToWin"] == pytest.approx(0.5)


def test_tests_are_listed_page_by_page(api: Api) -> None:
    ids = []
    for number in range(3):
        api.ports.clock.advance(seconds=1)
        ids.append(created(api, name=f"Number {number}")["id"])
    first = api.ask("GET", f"/sites/{SITE}/tests?limit=2").json()
    assert [test["id"] for test in first["tests"]] == ids[:0:-1]
    second = api.ask("GET", f"/sites/{SITE}/tests?limit=2&cursor={first['next']}").json()
    assert ([test["id"] for test in second["tests"]], second["next"]) == (ids[:1], None)


def test_traffic_that_can_never_decide_is_refused_with_its_numbers(api: Api) -> None:
    visited(api, 20, 1)
    answer = api.ask("POST", f"/sites/{SITE}/tests", BODY)
    assert answer.status == 422
    assert "could never decide" in answer.json()["detail"]
    assert "in 12 weeks only 840 are expected" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"variants": []},
        {"challengerId": "k0123456789ab", "variants": BODY["variants"]},
        {"variants": [{"name": "Bread"}]},
        {"variants": [{"name": "Bread", "edits": [EDIT], "releaseId": "r0123456789"}]},
        {"variants": [{"name": "A", "edits": [EDIT]}, {"name": "A", "edits": [EDIT]}]},
        BODY | {"trafficSplit": [0.5, 0.2, 0.3]},
        BODY | {"trafficSplit": [0.5, 0.4]},
        BODY | {"coverage": 0},
        BODY | {"rule": "naive"},
        BODY | {"minimumEffect": 0},
        BODY | {"metric": {"goalType": "world peace"}},
        BODY | {"guardrails": [{"measure": "lcp", "direction": "sideways", "margin": 0.1}]},
        BODY | {"status": "running"},
    ],
)
def test_what_fits_together_wrongly_is_refused(api: Api, body: dict[str, Any]) -> None:
    assert api.ask("POST", f"/sites/{SITE}/tests", body).status == 422
    assert not api.ports.tests.records


@pytest.mark.parametrize(
    "body",
    [{"challengerId": "k0123456789ab"}, {"variants": [{"name": "Old", "releaseId": "r0123456789"}]}],
)
def test_what_is_not_there_cannot_be_tested(api: Api, body: dict[str, Any]) -> None:
    assert api.ask("POST", f"/sites/{SITE}/tests", body).status == 404


def test_somebody_else_s_test_is_not_found(api: Api) -> None:
    test_id = created(api)["id"]
    for method, place in (
        ("GET", f"/sites/{SITE}/tests/{test_id}"),
        ("POST", f"/sites/{SITE}/tests/{test_id}/start"),
        ("POST", f"/sites/{SITE}/tests/{test_id}/stop"),
        ("GET", f"/sites/{SITE}/tests"),
        ("GET", f"/sites/{SITE}/lift"),
    ):
        assert api.ask(method, place, key=api.other_key).status == 404


def test_the_lift_is_that_of_everybody_else_against_the_holdout(api: Api) -> None:
    lift = api.ask("GET", f"/sites/{SITE}/lift?goal=leads").json()
    assert lift["holdout"] == {"visitors": 14_000, "converting": 336, "rate": 0.024}
    assert lift["others"]["converting"] == 700
    assert lift["lift"] == pytest.approx(700 / 336 - 1)
    assert lift["low"] < lift["lift"] < lift["high"]
    assert api.ask("GET", f"/sites/{SITE}/lift?goal=sales").json()["lift"] is None


def test_deleting_the_site_deletes_its_tests(api: Api) -> None:
    test_id = created(api)["id"]
    api.ports.event_sets.append(f"tests/{test_id}", "1", b"", 2**40)
    assert api.ask("DELETE", f"/sites/{SITE}").status in {200, 204}
    assert not api.ports.tests.records
    assert not api.ports.event_sets.parts


def test_a_repeated_request_makes_one_test(api: Api) -> None:
    place, key = f"/sites/{SITE}/tests", {"idempotency-key": "monday"}
    first, second = (api.ask("POST", place, BODY, headers=key) for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    assert first.json() == second.json()
    assert len(api.ports.tests.records) == 1
    reused = api.ask("POST", place, BODY | {"name": "Another"}, headers=key)
    assert (reused.status, reused.json()["title"]) == (422, "Idempotency key reused")
    assert api.ask("POST", place, BODY).json()["id"] != first.json()["id"]


VERBS = ("start", "pause", "resume", "stop", "ship")
ALLOWED = {
    AbTestStatus.DRAFT: {"start": 202, "stop": 200},
    AbTestStatus.RUNNING: {"pause": 200, "resume": 200, "stop": 200, "ship": 202},
    AbTestStatus.PAUSED: {"pause": 200, "resume": 200, "stop": 200},
    AbTestStatus.COMPLETE: {"ship": 202},
    AbTestStatus.STOPPED: {},
}


@pytest.mark.parametrize("status", AbTestStatus)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_in_every_status(api: Api, status: AbTestStatus, verb: str) -> None:
    test = api.ports.tests.get(SITE, created(api)["id"])
    api.ports.tests.replace(test.model_copy(update={"status": status}))
    answer = api.ask("POST", f"/sites/{SITE}/tests/{test.test_id}/{verb}", {"arm": 1} if verb == "ship" else None)
    expected = ALLOWED[status].get(verb, 409)
    assert answer.status == expected, answer.json()
    if expected == 409:
        assert f"Test {test.test_id} is {status.value} and cannot be " in answer.json()["detail"]
        assert api.ports.tests.get(SITE, test.test_id).entries == test.entries
    elif verb != "start" or status is not AbTestStatus.DRAFT:
        assert answer.json()["entries"][-1]["sentence"].endswith(".")


@pytest.mark.parametrize("verb", [*VERBS, "results", ""])
def test_somebody_else_s_test_is_not_there(api: Api, verb: str) -> None:
    test_id = created(api)["id"]
    place = f"/sites/{SITE}/tests/{test_id}/{verb}".rstrip("/")
    answer = api.ask("GET" if verb in {"results", ""} else "POST", place, key=api.other_key)
    assert answer.status == 404
    assert api.ports.tests.get(SITE, test_id).version == 0


def test_releases_and_challengers_of_other_sites_are_not_there(api: Api) -> None:
    other = {"name": "X", "variants": [{"name": "A", "releaseId": "r000000000009"}]}
    for body in (other, {"challengerId": "k000000000009"}):
        answer = api.ask("POST", f"/sites/{SITE}/tests", body)
        assert answer.status in {404, 422}, answer.json()
    assert not api.ports.tests.records


_NUMBERS = st.one_of(st.floats(), st.integers(), st.none(), st.text(max_size=3), st.booleans())
_HOSTILE = ("/../../x", "/a.b/c.html", "h1", "<b>x</b>", "a" * 10_000, "")
_WORDS = st.one_of(st.text(max_size=40), st.sampled_from(_HOSTILE))
_EDITS = st.fixed_dictionaries({"path": _WORDS, "selector": _WORDS, "text": _WORDS})
_FIELDS = {
    "name": _WORDS,
    "hypothesis": _WORDS,
    "variants": st.lists(st.fixed_dictionaries({"name": _WORDS, "edits": st.lists(_EDITS, max_size=3)}), max_size=5),
    "trafficSplit": st.lists(_NUMBERS, max_size=6),
    "coverage": _NUMBERS,
    "minimumEffect": _NUMBERS,
    "rule": st.sampled_from(["planned", "hybrid", "open-ended", "naive", 3]),
    "metric": st.fixed_dictionaries({"kind": st.sampled_from(["conversion", "revenue", "x"]), "goal": _WORDS}),
    "guardrails": st.lists(
        st.fixed_dictionaries(
            {"measure": st.sampled_from(["lcp", "revenue", "x"]), "direction": _WORDS, "margin": _NUMBERS}
        ),
        max_size=11,
    ),
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.fixed_dictionaries({}, optional=_FIELDS), base=st.booleans())
def test_no_request_is_an_error_of_the_platform(api: Api, changes: dict[str, Any], base: bool) -> None:
    body = json.dumps((BODY if base else {}) | changes).encode()
    answer = api.ask("POST", f"/sites/{SITE}/tests", body)
    assert answer.status in {201, 400, 409, 422}, answer.json()
    if answer.status != 201:
        assert answer.json()["detail"]
    api.ports.tests.records.clear()


def test_edits_that_no_record_could_hold_are_refused(api: Api) -> None:
    edits = [EDIT | {"text": "x" * 2_000}] * 20
    variants = [{"name": f"Variant {number}", "edits": edits} for number in range(2)]
    answer = api.ask("POST", f"/sites/{SITE}/tests", {"variants": variants})
    assert answer.status == 422
    assert "60,000 bytes" in str(answer.json())


def test_numbers_that_no_table_holds_are_no_error_of_the_platform(api: Api) -> None:
    guardrail = {"measure": "lcp", "direction": "rise", "margin": 1e-200}
    found = created(api, guardrails=[guardrail])
    assert found["guardrails"][0]["margin"] == 0
    assert api.ask("POST", f"/sites/{SITE}/tests", BODY | {"trafficSplit": [1 - 1e-9, 1e-200]}).status == 422
    item_of(api.ports.tests.get(SITE, found["id"]))
