"""Every function of the platform, asked whether it can work; and visitors, who cannot ask."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.adapters.routing import DomainsTable
from code24.health.parts import TEAMS, VISITS, Visit
from code24.runtime import wiring
from tests.functions.web.unpacked import imported
from tests.statemachines.machine import Context
from tests.template import ROOT, resources

PROBED = [(team, name) for team, names in TEAMS.items() for name in names]


@pytest.fixture(autouse=True)
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is there, and no host leads anywhere: a probe must not need more."""
    aws.forget()
    wiring.port.cache_clear()
    monkeypatch.setattr(DomainsTable, "get", lambda self, host: None)
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        yield
    aws.forget()
    wiring.port.cache_clear()


def call(team: str, name: str, event: Any) -> Any:
    handler = imported(ROOT / "functions" / team / name.replace("-", "_")).handler
    try:
        return handler(event, Context(f"code24-test-{team}-{name}", "request"))
    finally:
        if name == "api":  # its adapter keeps an event loop for as long as the process lives
            asyncio.get_event_loop().close()
            asyncio.set_event_loop(None)


@pytest.mark.parametrize(("team", "name"), PROBED, ids=["-".join(each) for each in PROBED])
def test_a_function_answers_a_probe(team: str, name: str) -> None:
    answer = call(team, name, {"probe": True})

    assert answer.keys() == {"function", "ok"}
    assert answer["ok"] is True


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.function)
def test_a_function_behind_an_api_answers_the_visit_of_the_health_check(visit: Visit) -> None:
    assert call("web", visit.function, visit.event)["statusCode"] == visit.status


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.function)
@pytest.mark.parametrize("body", ['{"probe": true}', "probe=true"])
def test_no_visitor_can_ask(visit: Visit, body: str) -> None:
    """API Gateway puts what a visitor sends into `body`, `headers` and `rawQueryString` of an event of its own."""
    event = visit.event
    event["requestContext"]["http"]["method"] = "POST"
    event["headers"] |= {"content-type": "application/json", "content-length": str(len(body)), "probe": "true"}
    answer = call("web", visit.function, event | {"body": body, "rawQueryString": "probe=true"})

    assert 400 <= answer["statusCode"] < 500
    assert '"ok"' not in str(answer.get("body"))


def test_whoever_answers_probes_is_behind_no_api() -> None:
    behind_an_api = {
        str(function["CodeUri"])
        for function in resources("AWS::Serverless::Function").values()
        if {event["Type"] for event in function.get("Events", {}).values()} & {"HttpApi", "Api"}
    }
    assert behind_an_api == {f"functions/web/{visit.function}" for visit in VISITS}
