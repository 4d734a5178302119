import json

import boto3
import pytest

from code24.adapters.items import item_of
from code24.adapters.routing import SiteFunctions
from code24.adapters.site_functions import LambdaSiteFunctions
from code24.adapters.site_probe import LambdaSiteProbe
from code24.errors import NotFound, Transient, WorkerFailed
from code24.routing.ports import SiteFailed, SiteTimedOut
from code24.sites.models import Route, RouteStatus, Serving
from tests.unit.adapters.test_routing import Moto, network
from tests.unit.adapters.test_site_functions import NAME, ONE, SITE, TWO, archived, site_functions

__all__ = ["Moto", "network", "site_functions"]
"""Fixtures: the routes are read without the SDK, and functions are made as publishing makes them."""

HOST = "acme.localhost"


@pytest.fixture
def probe(cloud: None) -> LambdaSiteProbe:
    return LambdaSiteProbe(prefix="code24-test", domains_table="domains")


def test_it_sees_versions_aliases_and_the_function(probe: LambdaSiteProbe, site_functions: LambdaSiteFunctions) -> None:
    first, second = archived(ONE, "one"), archived(TWO, "two")
    site_functions.publish(SITE, ONE, first)
    site_functions.publish(SITE, TWO, second)
    site_functions.point(SITE, "live", "1")
    assert probe.serving(SITE, "live") == probe.serving(SITE, "1") == Serving(version="1", sha256=first)
    assert probe.serving(SITE, f"preview-{TWO}") == Serving(version="2", sha256=second)
    latest = probe.serving(SITE)
    assert latest is not None
    assert latest.sha256 == second


def test_what_is_not_there_is_nothing(probe: LambdaSiteProbe, site_functions: LambdaSiteFunctions) -> None:
    assert probe.serving(SITE) is None
    site_functions.publish(SITE, ONE, archived(ONE, "one"))
    assert probe.serving(SITE, "live") is None
    assert probe.serving(SITE, "7") is None
    boto3.client("lambda").delete_function(FunctionName=NAME)
    assert probe.serving(SITE, "1") is None


@pytest.mark.parametrize(
    ("status", "led_to"), [(RouteStatus.ACTIVE, SITE), (RouteStatus.SUSPENDED, None), (RouteStatus.DELETED, None)]
)
def test_it_sees_where_a_host_leads(probe: LambdaSiteProbe, status: RouteStatus, led_to: str | None) -> None:
    assert probe.led_to(HOST) is None
    item = item_of(Route(host=HOST, site_id=SITE, status=status))
    boto3.client("dynamodb").put_item(TableName="domains", Item=item)
    assert probe.led_to(HOST) == led_to


def answering(monkeypatch: pytest.MonkeyPatch, answer: bytes | Exception) -> list[dict[str, object]]:
    """Let every site's function answer this; what it was asked, in order."""
    asked: list[dict[str, object]] = []

    def invoke(self: SiteFunctions, function: str, alias: str, payload: bytes, *, briefly: bool = False) -> bytes:
        asked.append({"function": function, "alias": alias} | json.loads(payload))
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(SiteFunctions, "invoke", invoke)
    return asked


def test_it_asks_for_the_home_page(probe: LambdaSiteProbe, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, b'{"statusCode": 200, "body": "Welcome"}')
    assert probe.status(SITE, "live") == 200
    [request] = asked
    assert (request["function"], request["alias"], request["path"]) == (NAME, "live", "/")


@pytest.mark.parametrize("answer", [SiteFailed("It raised."), SiteTimedOut("Too late."), b"null", b"{}", b"words"])
def test_what_fails_has_a_reason(
    probe: LambdaSiteProbe, monkeypatch: pytest.MonkeyPatch, answer: bytes | Exception
) -> None:
    answering(monkeypatch, answer)
    with pytest.raises(WorkerFailed, match=r"It raised|Too late|no response"):
        probe.status(SITE, "live")


@pytest.mark.parametrize("error", [NotFound("gone"), Transient("busy")])
def test_what_is_missing_or_busy_says_so(
    probe: LambdaSiteProbe, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    answering(monkeypatch, error)
    with pytest.raises(type(error)):
        probe.status(SITE, "live")
