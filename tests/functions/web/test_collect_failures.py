"""What the function that collects does about sites that visitors cannot see."""

import json
from types import SimpleNamespace

import pytest

from code24.errors import Transient
from code24.http.collecting import handler as shell
from code24.routing.views import failed
from tests.collecting_fakes import CollectorAtWork, tracked
from tests.visitors import SITE_ID

CONTEXT = SimpleNamespace(aws_request_id="c6af9ac6-7b61-11e6-9a41-93e8deadbeef")
TOLD = json.loads(failed(SITE_ID, "It is gone."))


class Suspecting:
    """Remembers who was suspected of what."""

    def __init__(self) -> None:
        self.suspected: dict[str, str] = {}
        self.failure: Exception | None = None

    def suspect(self, site_id: str, reason: str) -> bool:
        if self.failure:
            raise self.failure
        return self.suspected.setdefault(site_id, reason) is reason


@pytest.fixture
def suspecting(monkeypatch: pytest.MonkeyPatch) -> Suspecting:
    suspecting, work = Suspecting(), CollectorAtWork()
    monkeypatch.setattr(shell, "port", {"suspicions": suspecting}.__getitem__)
    monkeypatch.setattr(shell, "collector", lambda: work.collector)
    return suspecting


def test_what_the_dispatcher_tells_of_a_site_is_a_suspicion(
    suspecting: Suspecting, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell.handler(TOLD, CONTEXT) is None
    assert shell.handler(TOLD | {"failed": TOLD["failed"] | {"reason": "again"}}, CONTEXT) is None
    assert suspecting.suspected == {SITE_ID: "A visitor could not see it: It is gone."}
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["api"], line["outcome"], line["site_id"]) for line in lines] == [
        ("failure", "suspected", SITE_ID),
        ("failure", "known", SITE_ID),
    ]


@pytest.mark.parametrize("path", ["/api/event", "/api/send", "/api/batch"])
def test_no_visitor_can_say_so(suspecting: Suspecting, path: str) -> None:
    for body in (TOLD, [TOLD], TOLD | {"n": "pageview", "u": "https://acme.localhost/"}, json.dumps(TOLD)):
        answer = shell.handler(tracked(body, path, failed=json.dumps(TOLD["failed"])), CONTEXT)
        assert answer is not None
        assert answer["statusCode"] in {202, 400}
    assert suspecting.suspected == {}


def test_lambda_tries_again_what_passes_by_itself_and_nothing_else(suspecting: Suspecting) -> None:
    suspecting.failure = Transient("The table is busy.")
    with pytest.raises(Transient):
        shell.handler(TOLD, CONTEXT)
    suspecting.failure = None
    assert shell.handler({"failed": {}}, CONTEXT) is None
    assert suspecting.suspected == {}
