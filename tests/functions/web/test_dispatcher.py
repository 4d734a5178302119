"""The dispatcher function in front of the site function, without AWS between them."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.routing import handler as shell
from code24.routing.dispatching import Dispatcher
from tests.functions.web.test_site import PATHS
from tests.functions.web.unpacked import FILES, unpack
from tests.observatory import grade
from tests.visitors import (
    ACME,
    RELEASE_ID,
    SITE_ID,
    MemoryCollector,
    MemoryRoutes,
    MemorySites,
    assert_http_response,
    http_event,
    route,
)

ROOT = Path(__file__).parents[3]
CONTEXT = SimpleNamespace(aws_request_id="c6af9ac6-7b61-11e6-9a41-93e8deadbeef")
SECRET = "a secret that only tests know"
FUNCTION = f"code24-test-site-{SITE_ID}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return unpack(tmp_path_factory.mktemp("site"))


@pytest.fixture
def sites(site: ModuleType) -> MemorySites:
    sites = MemorySites()
    for alias in ("live", f"preview-{RELEASE_ID}"):
        sites.functions[f"{FUNCTION}:{alias}"] = lambda event: site.handler(event, CONTEXT)
    return sites


@pytest.fixture(autouse=True)
def table(sites: MemorySites, monkeypatch: pytest.MonkeyPatch) -> MemoryRoutes:
    table = MemoryRoutes(
        acme=route(),
        new=route("reserved"),
        paused=route("suspended"),
        gone=route("deleted"),
        broken=route(site_id="s999999999999"),
    )
    made = Dispatcher(table, sites, MemoryCollector(), prefix="code24-test", secret=SECRET)
    monkeypatch.setattr(shell, "dispatcher", lambda: made)
    return table


def ask(path: str = "/", method: str = "GET", **changes: Any) -> dict[str, Any]:
    response = shell.handler(http_event(path, method, **changes), CONTEXT)
    assert_http_response(response)
    return response


def test_the_entry_point_is_the_handler() -> None:
    code = "import sys, app; print(app.handler.__module__, *sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "functions/web/dispatcher",
        env={"PYTHONPATH": str(ROOT / "layers/code24")},
        capture_output=True,
        text=True,
        check=True,
    )
    module, *modules = found.stdout.split()
    assert module == "code24.routing.handler"
    assert {"pydantic", "boto3", "aws_lambda_powertools", "fastapi", "requests", "httpx"}.isdisjoint(modules)


def test_the_sample_event_is_answered(table: MemoryRoutes) -> None:
    event = json.loads((ROOT / "events" / "web" / "dispatcher.json").read_text())
    table.routes[event["requestContext"]["domainName"]] = route()
    response = shell.handler(event, CONTEXT)
    assert (response["statusCode"], response["headers"]["content-encoding"]) == (200, "br")


def test_a_page_comes_through_unchanged(site: ModuleType) -> None:
    event = {"method": "GET", "path": "/about/", "query": "", "headers": {}}
    assert ask("/about/") == site.handler(event, CONTEXT)


def test_the_events_of_the_front_door_name_the_host_in_a_header() -> None:
    headers = {"x-forwarded-host": "Acme.localhost", "x-code24-origin-secret": SECRET, "accept-encoding": "br"}
    response = ask(host="abc123.execute-api.localhost", headers=headers)
    assert response["statusCode"] == 200
    assert response["headers"]["content-encoding"] == "br"
    headers["x-code24-origin-secret"] = "guess"
    assert ask(host="abc123.execute-api.localhost", headers=headers)["statusCode"] == 404


def test_a_previews_responses_are_not_indexed() -> None:
    for path in ("/", "/about", "/nothing"):
        response = ask(path, host=f"preview-{RELEASE_ID}--acme.localhost")
        assert response["statusCode"] in (200, 308, 404)
        assert response["headers"]["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in ask()["headers"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("acme.localhost", 200),
        ("nobody.localhost", 404),
        ("new.localhost", 503),
        ("paused.localhost", 503),
        ("gone.localhost", 410),
        ("broken.localhost", 502),
        ("not a host", 400),
    ],
)
def test_every_kind_of_host_has_its_status(host: str, status: int) -> None:
    get, head = ask(host=host), ask("/", "HEAD", host=host)
    assert get["statusCode"] == head["statusCode"] == status
    assert head["headers"] == get["headers"]
    assert head["body"] == ""
    assert get["headers"]["content-type"] == "text/html; charset=utf-8"
    assert ("retry-after" in get["headers"]) == (status == 503)
    assert grade(get["headers"])[0] == "A+"


@pytest.mark.parametrize(
    ("method", "status"), [("POST", 405), ("OPTIONS", 405), ("CONNECT", 405), ("BREW", 501), ("HEAD", 200)]
)
def test_methods(method: str, status: int) -> None:
    assert ask(method=method)["statusCode"] == status


def test_what_a_host_stands_for_does_not_matter_to_a_wrong_request() -> None:
    for host in (ACME, "nobody.localhost", "gone.localhost"):
        assert ask(method="POST", host=host)["statusCode"] == 405
        assert ask("/../x", host=host)["statusCode"] == 400


def test_one_log_line_tells_what_an_operator_needs_and_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    ask("/about/", query="token=abc", headers={"cookie": "a=b"})
    dispatched = json.loads(capsys.readouterr().out.splitlines()[-1])
    latency = dispatched.pop("duration_ms")
    assert latency >= 0
    assert dispatched.pop("timestamp").endswith("Z")
    assert dispatched == {
        "level": "INFO",
        "service": "code24",
        "message": "request",
        "request_id": CONTEXT.aws_request_id,
        "host": ACME,
        "route": "table",
        "site_id": SITE_ID,
        "alias": "live",
        "outcome": "served",
        "status": 200,
    } | measured(dispatched, DispatcherLatency=latency, Requests=1, status_class="2xx")


def measured(line: dict[str, Any], **values: Any) -> dict[str, Any]:
    """The metrics that a line should carry."""
    metrics = {metric["Name"] for each in line["_aws"]["CloudWatchMetrics"] for metric in each["Metrics"]}
    assert metrics == values.keys() - {"status_class"}
    return {"_aws": line["_aws"]} | values


@pytest.mark.parametrize(
    ("host", "status_class", "failed"),
    [
        (ACME, "2xx", False),
        ("nobody.localhost", "4xx", False),
        ("paused.localhost", "5xx", False),
        ("new.localhost", "5xx", False),
        ("broken.localhost", "5xx", True),
    ],
)
def test_a_server_error_counts_as_a_failed_site_unless_it_is_meant(
    host: str, status_class: str, failed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(host=host)
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert line["status_class"] == status_class
    assert ("SitesFailed" in line) == failed


def test_a_visitor_is_answered_whatever_cannot_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODE24_ENVIRONMENT")
    assert ask()["statusCode"] == 200


def test_failures_are_errors_in_the_log_and_pages_for_visitors(capsys: pytest.CaptureFixture[str]) -> None:
    ask(host="broken.localhost")
    line = json.loads(capsys.readouterr().out)
    assert (line["level"], line["outcome"], line["status"]) == ("ERROR", "site-failed", 502)
    assert line["error"] == "code24-test-site-s999999999999:live does not exist."
    ask(host="gone.localhost")
    line = json.loads(capsys.readouterr().out)
    assert (line["level"], line["outcome"], line["status"]) == ("INFO", "deleted", 410)


@pytest.mark.parametrize("event", [None, {}, {"requestContext": {}}, {"requestContext": {"http": {"method": "GET"}}}])
def test_an_event_that_is_none_is_answered_too(event: Any) -> None:
    response = shell.handler(event, None)
    assert_http_response(response)
    assert response["statusCode"] in (400, 500)


def test_a_bug_shows_in_the_log_only(table: MemoryRoutes, capsys: pytest.CaptureFixture[str]) -> None:
    table.routes = None  # type: ignore[assignment]
    response = ask()
    assert response["statusCode"] == 500
    line = json.loads(capsys.readouterr().out)
    assert (line["level"], line["outcome"]) == ("ERROR", "broken")
    assert line["error"].startswith("AttributeError at /")


def test_no_bug_tells_the_log_what_a_visitor_sent(
    table: MemoryRoutes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("code24.routing.dispatching.alias_for", lambda route, visitor: int(visitor.agent))
    response = ask(headers={"user-agent": "Firefox of jane"})
    assert response["statusCode"] == 500
    line = json.loads(capsys.readouterr().out)
    assert line["error"].startswith("ValueError at /")
    assert "jane" not in str(line)


@pytest.mark.parametrize("variable", ["CODE24_DOMAINS_TABLE", "CODE24_FUNCTION_PREFIX"])
def test_a_missing_variable_is_named_in_the_log(
    variable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    monkeypatch.delenv(variable)
    shell.dispatcher.cache_clear()
    response = ask()
    assert response["statusCode"] == 500
    assert variable not in response["body"]
    assert variable in json.loads(capsys.readouterr().out)["error"]


def test_notices_and_sites_have_the_same_security_headers(site: ModuleType) -> None:
    notice = ask(host="nobody.localhost")["headers"]
    for name, value in site.SECURITY_HEADERS.items():
        if name != "content-security-policy":
            assert notice[name] == value


@given(path=PATHS, method=st.sampled_from(["GET", "HEAD", "POST", "BREW"]), query=st.text(max_size=20))
def test_whatever_the_path_the_two_agree(site: ModuleType, path: str, method: str, query: str) -> None:
    sites = MemorySites()
    sites.functions[f"{FUNCTION}:live"] = lambda event: site.handler(event, CONTEXT)
    dispatcher = Dispatcher(MemoryRoutes(acme=route()), sites, MemoryCollector(), prefix="code24-test", secret=SECRET)
    line: dict[str, Any] = {}
    answer = dispatcher.respond(http_event(path, method, query=query), line)
    assert "error" not in line
    if isinstance(answer, dict):
        # What passes the dispatcher is never malformed to a site.
        assert answer["statusCode"] in (200, 308, 404)
        body = base64.b64decode(answer["body"]) if answer["isBase64Encoded"] else answer["body"].encode()
        assert answer["statusCode"] == 308 or method == "HEAD" or body in {content for content, _ in FILES.values()}
    else:
        assert answer.status in (400, 405, 414, 501)
        assert sites.invoked == []


@given(host=st.one_of(st.text(), st.from_regex(r"[a-z0-9.-]{1,70}(:[0-9]{1,6})?", fullmatch=True)))
def test_whatever_the_host_the_answer_is_a_page(host: str) -> None:
    dispatcher = Dispatcher(
        MemoryRoutes(acme=route()), MemorySites(), MemoryCollector(), prefix="code24-test", secret=SECRET
    )
    headers = {"x-forwarded-host": host, "x-code24-origin-secret": SECRET}
    answer = dispatcher.respond(http_event(headers=headers), {})
    assert not isinstance(answer, dict)
    assert answer.status in (400, 404, 431)
