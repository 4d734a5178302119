"""The function that collects, in front of a queue in memory."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.event import Event
from code24.errors import Transient
from code24.experiments.assignment import assigned
from code24.experiments.traffic import Arm, Holdout, TestTraffic, TrafficPlan
from code24.http.collecting import handler as shell
from code24.routing import views
from code24.routing.models import Request
from code24.routing.requests import understood
from tests.collecting_fakes import FIREFOX, HOME, NOW, SECRET, CollectorAtWork, tracked
from tests.visitors import ACME, SITE_ID, assert_http_response, http_event, route

ROOT = Path(__file__).parents[3]
CONTEXT = SimpleNamespace(aws_request_id="c6af9ac6-7b61-11e6-9a41-93e8deadbeef")
PAGE = f"https://{ACME}/menu/"
VIEW = {"n": "pageview", "u": PAGE}
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
HEADLESS = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36"
)
GOOGLE_CLOUD = "35.190.1.1"


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> CollectorAtWork:
    work = CollectorAtWork()
    monkeypatch.setattr(shell, "collector", lambda: work.collector)
    return work


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, Any]]]:
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def answered(event: dict[str, Any]) -> dict[str, Any]:
    answer = shell.handler(event, CONTEXT)
    assert answer is not None
    assert_http_response(answer)
    assert answer["headers"]["access-control-allow-origin"] == "*"
    return answer


def only(work: CollectorAtWork) -> Event:
    [message] = work.queue.messages
    [event] = message.events
    return event


def test_a_page_view_of_plausible_s_script_becomes_one_message(work: CollectorAtWork) -> None:
    body = {
        "n": "pageview",
        "u": f"{PAGE}?utm_source=news&utm_medium=email#a",
        "d": ACME,
        "r": "https://mail.google.com/x?t=1",
    }
    answer = answered(tracked(body, cloudfront_viewer_country="DE"))
    assert (answer["statusCode"], answer["body"]) == (202, "ok")
    assert "x-code24-dropped" not in answer["headers"]
    event = only(work)
    assert (event.site_id, event.kind, event.name, event.path) == (SITE_ID, "view", "pageview", "/menu/")
    assert (event.source, event.channel, event.referrer) == ("news", "email", "mail.google.com/x")
    assert event.campaign == {"source": "news", "medium": "email"}
    assert (event.country, event.device, event.browser, event.system) == ("DE", "desktop", "Firefox", "Linux")
    assert event.at == int(NOW.timestamp() * 1000)
    assert not work.queue.messages[0].earlier


@pytest.mark.parametrize("said", [{}, {"i": False}, {"i": True}, {"interactive": False}])
def test_what_plausible_calls_not_interactive_stays_so(work: CollectorAtWork, said: dict[str, bool]) -> None:
    answered(tracked({"n": "Scrolled", "u": PAGE, "d": ACME} | said))
    assert only(work).interactive is not (False in said.values())


def test_our_own_script_s_batch_is_one_message_in_order(work: CollectorAtWork) -> None:
    batch = [
        {"n": "pageview", "u": PAGE, "i": "m8x2.0", "t": 4000, "r": "https://www.google.com/"},
        {
            "n": "Order",
            "u": PAGE,
            "i": "m8x2.1",
            "t": 2500,
            "p": {"loaf": "Ember"},
            "$": {"amount": "6.5", "currency": "gbp"},
        },
        {"n": "vitals", "u": PAGE, "i": "m8x2.2", "t": 10, "v": {"lcp": 1200, "cls": 0.01, "inp": -4, "x": 1}},
        {"n": "leave", "u": PAGE, "i": "m8x2.3", "t": 0, "s": 3.9},
    ]
    assert answered(tracked(batch))["statusCode"] == 202
    [message] = work.queue.messages
    now = int(NOW.timestamp() * 1000)
    assert [(each.kind, each.name, now - each.at) for each in message.events] == [
        ("view", "pageview", 4000), ("goal", "Order", 2500), ("vitals", "vitals", 10), ("leave", "leave", 0)
    ]  # fmt: skip
    view, order, vitals, leave = message.events
    assert (view.source, view.channel) == ("Google", "search")
    assert (order.revenue, order.currency, order.props) == (6.5, "GBP", {"loaf": "Ember"})
    assert (vitals.vitals, leave.seconds) == ({"lcp": 1200.0, "cls": 0.01}, 3.9)
    assert len({each.event_id for each in message.events}) == 4
    assert len({each.visitor for each in message.events}) == 1


def test_the_same_sending_twice_is_one_event_and_two_events_stay_two(work: CollectorAtWork) -> None:
    batch = [{"n": "Click", "u": PAGE, "i": f"m8x2.{number}", "t": 100} for number in (1, 2)]
    answered(tracked(batch))
    work.now += timedelta(seconds=30)
    answered(tracked(batch))
    first, again = work.queue.messages
    assert [each.event_id for each in first.events] == [each.event_id for each in again.events]
    assert len({each.event_id for each in first.events}) == 2


def test_a_random_number_is_a_mark_and_a_route_in_the_fragment_is_of_the_path(work: CollectorAtWork) -> None:
    page = f"https://{ACME}/app/?utm_source=news"
    batch = [{"n": "pageview", "u": f"{page}{route}", "i": i, "t": 0}
             for route, i in (("#/list?k=1", 0.25), ("#menu", 5e-7), ("#!/list", 0), ("#menu", 0.0000005))]  # fmt: skip
    assert answered(tracked(batch))["headers"]["x-code24-dropped"] == "duplicate"
    [message] = work.queue.messages
    assert [event.path for event in message.events] == ["/app/#/list", "/app/", "/app/#!/list"]


def test_what_is_twice_in_one_request_counts_once(work: CollectorAtWork) -> None:
    answer = answered(tracked([{"n": "pageview", "u": PAGE, "i": "m8x2.0", "t": 0}] * 3))
    assert answer["headers"]["x-code24-dropped"] == "duplicate"
    assert "x-plausible-dropped" not in answer["headers"]
    assert only(work).name == "pageview"


def test_what_a_program_counted_twice_is_two_and_sent_again_still_two(work: CollectorAtWork) -> None:
    added = {"type": "event", "payload": {"hostname": ACME, "url": "/menu/", "name": "Added",
             "timestamp": int(NOW.timestamp()) - 60}}  # fmt: skip
    for _ in range(2):
        assert "x-code24-dropped" not in answered(tracked([added] * 3, "/api/batch"))["headers"]
    first, again = ([event.event_id for event in message.events] for message in work.queue.messages)
    assert first == again
    assert len(set(first)) == 3


def test_umami_s_script_is_answered_with_an_object_that_it_keeps_nothing_of(work: CollectorAtWork) -> None:
    payload = {
        "website": "9a5fb0e0-0000-4000-8000-000000000000",
        "hostname": ACME,
        "screen": "1920x1080",
        "language": "de",
        "title": "Menu",
        "url": PAGE,
        "referrer": "https://bing.com/",
        "tag": "b",
        "id": "jane@example.org",
    }
    answer = answered(tracked({"type": "event", "payload": payload}, "/api/send"))
    assert (answer["statusCode"], json.loads(answer["body"])) == (202, {})
    event = only(work)
    assert (event.kind, event.source, event.props) == ("view", "Bing", {"tag": "b"})


def test_umami_s_batch_tells_how_many_it_took(work: CollectorAtWork) -> None:
    good = {
        "type": "event",
        "payload": {"hostname": ACME, "url": "/menu/", "name": "Signup", "data": {"plan": "pro", "n": 3}},
    }
    bad = {"type": "event", "payload": {"hostname": ACME}}
    answer = answered(tracked([good, bad, {"type": "identify", "payload": {"id": "jane"}}], "/api/batch"))
    said = json.loads(answer["body"])
    assert (said["size"], said["processed"], said["errors"]) == (3, 2, 1)
    assert said["details"] == [{"index": 1, "response": {"errors": {"url": "is required"}}}]
    assert answer["headers"]["x-code24-dropped"] == "invalid, unsupported"
    assert (only(work).name, only(work).props) == ("Signup", {"plan": "pro", "n": "3"})


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (tracked(VIEW, agent=GOOGLEBOT), "bot"),
        (tracked(VIEW, agent="curl/8.9.1"), "bot"),
        (tracked(VIEW, agent=HEADLESS), "headless"),
        (tracked(VIEW, agent=""), "no-agent"),
        (tracked(VIEW, address=GOOGLE_CLOUD), "data-centre"),
        (tracked(VIEW | {"r": "https://free-share-buttons.com/a"}), "spam-referrer"),
        (tracked(VIEW, dnt="1"), "do-not-track"),
        (tracked(VIEW, sec_gpc="1"), "global-privacy-control"),
        (tracked(VIEW, sec_purpose="prefetch;prerender"), "prefetch"),
        (tracked(VIEW, host=f"preview-r0123456789--{ACME}"), "preview"),
        (tracked(VIEW | {"u": f"https://preview-r0123456789--{ACME}/"}), "preview"),
        (tracked(VIEW | {"u": "http://localhost:3000/"}), "local"),
        (tracked(VIEW | {"u": "http://192.168.1.4/"}), "local"),
        (tracked(VIEW | {"u": "file:///index.html"}), None),
        (tracked(VIEW | {"u": "https://example.org/"}), "other-host"),
        (tracked(VIEW | {"u": "https://other.localhost/"}), "local"),
        (tracked(VIEW | {"u": "https://nobody.example/"}, host="nobody.example"), "unknown-site"),
        (tracked(VIEW, host="new.localhost"), "not-published"),
        (tracked(VIEW, host="paused.localhost"), "suspended"),
        (tracked(VIEW, host="gone.localhost"), "deleted-site"),
        (tracked([VIEW | {"i": "a.1", "t": 2 * 86_400_000}]), "too-old"),
        (tracked([VIEW | {"i": "a.1", "t": -400_000}]), "future"),
        (tracked({"type": "identify", "payload": {"id": "jane"}}, "/api/send"), "unsupported"),
        (tracked(VIEW | {"u": "https://[acme/"}), "invalid"),
        (tracked({"n": "Form: Submission", "u": PAGE, "p": {"form": "contact"}}), "reserved"),
    ],
)  # fmt: skip
def test_what_is_dropped_is_accepted_and_says_why(
    work: CollectorAtWork, lines: Any, event: dict[str, Any], reason: str | None
) -> None:
    answer = answered(event)
    if reason is None:
        assert answer["statusCode"] == 400
        return
    assert (answer["statusCode"], answer["headers"]["x-code24-dropped"]) == (202, reason)
    assert answer["headers"]["x-plausible-dropped"] == "1"
    assert work.queue.bodies == []
    [line] = lines()
    assert (line["outcome"], line["dropped"], line["reason"], line["EventsDropped"]) == (
        "dropped",
        {reason: 1},
        reason,
        1,
    )
    [metric] = line["_aws"]["CloudWatchMetrics"]
    assert metric == {"Namespace": "code24/test", "Dimensions": [["reason"]],
                      "Metrics": [{"Name": "EventsDropped", "Unit": "Count"}]}  # fmt: skip


def test_excluded_paths_are_not_counted(work: CollectorAtWork) -> None:
    work.exclusions.paths = ("/menu/", "/intern/*", "/drafts/8f14e45fceea167a5a36dedd4bea2543/")
    for path in ("/menu/", "/intern/list", "/drafts/8f14e45fceea167a5a36dedd4bea2543/"):
        assert (
            answered(tracked(VIEW | {"u": f"https://{ACME}{path}"}))["headers"]["x-code24-dropped"] == "excluded-path"
        )
    answered(tracked(VIEW | {"u": f"https://{ACME}/menu"}))
    assert only(work).path == "/menu"


def test_events_are_counted_where_exclusions_cannot_be_read(work: CollectorAtWork) -> None:
    work.exclusions.failure = Transient("throttled")
    answered(tracked(VIEW))
    assert only(work).path == "/menu/"


def test_a_flood_of_one_visitor_is_bounded_and_nobody_else_s(work: CollectorAtWork) -> None:
    batch = [VIEW | {"i": f"a.{number}", "t": 0} for number in range(50)]
    said = [answered(tracked(batch))["headers"].get("x-code24-dropped") for _ in range(3)]
    assert said == [None, None, "too-many"]
    assert sum(len(message.events) for message in work.queue.messages) == 120
    assert "x-code24-dropped" not in answered(tracked(VIEW, address="205.255.255.177"))["headers"]


def test_whoever_takes_another_user_agent_every_time_is_bounded_by_the_address(work: CollectorAtWork) -> None:
    said = []
    for number in range(60):
        batch = [VIEW | {"i": f"a.{each}", "t": 0} for each in range(50)]
        answer = answered(tracked(batch, agent=FIREFOX.replace("X11", "abcdefgh"[number % 8] * (1 + number // 8))))
        said.append(answer["headers"].get("x-code24-dropped"))
    assert said == [None] * 48 + ["too-many"] * 12
    assert "x-code24-dropped" not in answered(tracked(VIEW, address="205.255.255.177"))["headers"]


@pytest.mark.parametrize("address", ["/api/event", "/api/send", "/api/batch"])
def test_nobody_outside_can_say_what_only_the_dispatcher_does(work: CollectorAtWork, address: str) -> None:
    """What a request brings lies below the event's own keys, whatever its body, query and headers are called."""
    view = {"host": ACME, "path": "/", "address": HOME, "agent": FIREFOX, "status": 200, "failed_alias": "live",
            "server": True, "at": int(NOW.timestamp() * 1000)}  # fmt: skip
    event = tracked({"view": view}, address, view=json.dumps(view))
    event |= {"rawQueryString": "view=1", "queryStringParameters": {"view": "1"}, "cookies": ["view=1"]}
    assert answered(event)["statusCode"] == 400
    answered(tracked(VIEW | view))
    [message] = work.queue.messages
    assert (message.events[0].server, message.events[0].status, message.units) == (False, 200, ())


@pytest.mark.parametrize(
    ("body", "path", "fault"),
    [
        ("", "/api/event", ("request", "Unable to parse request body as json")),
        ("{", "/api/event", ("request", "Unable to parse request body as json")),
        ("[" * 20_000, "/api/event", ("request", "Unable to parse request body as json")),
        ('{"n": NaN}', "/api/event", ("request", "Unable to parse request body as json")),
        ("7", "/api/event", ("request", "must be an object or a list")),
        ("[]", "/api/event", ("request", "holds no event")),
        ("{}", "/api/event", ("event_name", "can't be blank")),
        ({"n": "pageview"}, "/api/event", ("url", "is required")),
        ({"n": "pageview", "u": 7}, "/api/event", ("url", "must be a string")),
        ({"n": "pageview", "u": "data:text/html,x"}, "/api/event", ("url", "scheme is not allowed")),
        ({"n": "x" * 121, "u": PAGE}, "/api/event", ("event_name", "should be at most 120 character(s)")),
        ([VIEW | {"i": "<script>", "t": 0}], "/api/event", ("i", "must be a number from 0 to 1")),
        ({"type": "event", "payload": {}}, "/api/send", ("url", "is required")),
        ({"type": "other"}, "/api/send", ("payload", "is required")),
        ({"type": "event"}, "/api/batch", ("request", "must be a list")),
    ],
)  # fmt: skip
def test_what_is_no_event_at_all_is_refused_with_what_is_wrong(
    work: CollectorAtWork, body: Any, path: str, fault: tuple[str, str]
) -> None:
    answer = answered(tracked(body, path))
    assert answer["statusCode"] == 400
    said = json.loads(answer["body"])
    assert fault[1] in (said["errors"] if path == "/api/event" else said["error"]["errors"])[fault[0]]
    assert work.queue.bodies == []


def test_a_body_that_is_too_large_is_refused(work: CollectorAtWork) -> None:
    assert answered(tracked("x" * (64 * 1024 + 1)))["statusCode"] == 413


def test_reading_is_not_allowed_and_browsers_may_ask_what_is(work: CollectorAtWork) -> None:
    event = tracked(VIEW)
    event["requestContext"]["http"]["method"] = "GET"
    answer = answered(event)
    assert (answer["statusCode"], answer["headers"]["allow"]) == (405, "POST, OPTIONS")
    event["requestContext"]["http"]["method"] = "OPTIONS"
    answer = answered(event)
    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert answer["headers"]["access-control-allow-methods"] == "POST, OPTIONS"
    assert answer["headers"]["access-control-allow-headers"] == "*"


@pytest.mark.parametrize("what", ["queue", "salts", "routes"])
def test_what_could_not_be_kept_was_not_taken(work: CollectorAtWork, lines: Any, what: str) -> None:
    getattr(work, what).failure = Transient("throttled")
    answer = answered(tracked(VIEW))
    assert (answer["statusCode"], answer["headers"]["retry-after"]) == (503, "5")
    [line] = lines()
    assert (line["outcome"], line["error"]) == ("busy", "throttled")


def test_a_base64_body_is_read(work: CollectorAtWork) -> None:
    event = tracked(VIEW) | {"body": base64.b64encode(json.dumps(VIEW).encode()).decode(), "isBase64Encoded": True}
    assert answered(event)["statusCode"] == 202
    assert answered(event | {"body": "*"})["statusCode"] == 400
    assert only(work).path == "/menu/"


def test_the_platform_s_host_takes_events_of_the_site_that_they_name(work: CollectorAtWork) -> None:
    for body in (VIEW | {"d": f"nobody.example,{ACME}"}, VIEW):
        answered(tracked(body, host="api.code24.dev"))
    first, second = work.queue.messages
    assert {each.events[0].site_id for each in (first, second)} == {SITE_ID}


def test_nobody_is_believed_about_address_and_country_without_the_secret(work: CollectorAtWork) -> None:
    events = []
    for address in ("198.51.100.1", "198.51.100.2"):
        event = tracked(VIEW | {"d": ACME}, address=address, cloudfront_viewer_country="DE")
        event["headers"]["x-code24-origin-secret"] = "guessed"
        answered(event)
        events.append(work.queue.messages[-1].events[0])
    assert events[0].visitor == events[1].visitor
    assert events[0].country == ""


def test_a_page_that_the_dispatcher_served_is_a_view(work: CollectorAtWork) -> None:
    view = {
        "host": ACME,
        "path": "/menu/",
        "query": "gclid=abc",
        "referrer": "https://www.google.de/",
        "address": HOME,
        "agent": FIREFOX,
        "country": "DE",
        "status": 404,
        "failed_alias": "live",
        "at": int(NOW.timestamp() * 1000) - 5,
    }
    assert shell.handler({"view": view}, CONTEXT) is None
    assert shell.handler({"view": view}, CONTEXT) is None
    first, again = (message.events[0] for message in work.queue.messages)
    assert first.event_id == again.event_id
    assert (first.kind, first.path, first.status, first.server, first.click) == ("view", "/menu/", 404, True, "gclid")
    answered(tracked(VIEW))
    told = work.queue.messages[-1].events[0]
    assert (told.server, told.visitor) == (False, first.visitor)


@pytest.mark.parametrize("failed", ["", "own", "exp-of-a-test-that-ended-1"])
def test_a_variant_that_did_not_answer_is_told_with_the_visitor_s_place_in_the_test(
    work: CollectorAtWork, failed: str
) -> None:
    arms = (Arm("exp-t-0", 0, 0.5), Arm("exp-t-1", 0.5, 1))
    plan = TrafficPlan(SITE_ID, 1, "ab" * 16, None, (TestTraffic("t1", "seed", "cd" * 16, 0, 1, arms),))
    work.routes.plans[SITE_ID] = plan
    view = {
        "host": ACME,
        "path": "/",
        "address": HOME,
        "agent": FIREFOX,
        "status": 200,
        "at": int(NOW.timestamp() * 1000),
    }
    assignment = assigned(plan, HOME, FIREFOX)
    alias = assignment.alias if failed == "own" else failed
    shell.handler({"view": view | {"failed_alias": alias}}, CONTEXT)
    answered(tracked(VIEW))
    seen, said = work.queue.messages
    [unit] = assignment.units
    assert seen.units == (replace(unit, failed=failed == "own"),)
    assert said.units == (unit,)


def test_lambda_tries_again_what_the_dispatcher_saw_while_the_queue_is_away(work: CollectorAtWork) -> None:
    work.queue.failure = Transient("throttled")
    view = {
        "host": ACME,
        "path": "/",
        "address": HOME,
        "agent": FIREFOX,
        "status": 200,
        "at": int(NOW.timestamp() * 1000),
    }
    with pytest.raises(Transient):
        shell.handler({"view": view}, CONTEXT)
    assert shell.handler({"view": {"host": ACME}}, CONTEXT) is None


def test_who_is_in_a_test_or_holds_out_is_recomputed_as_the_dispatcher_does(work: CollectorAtWork) -> None:
    arms = (Arm("exp-t-0", 0, 0.5), Arm("exp-t-1", 0.5, 1))
    plan = TrafficPlan(
        SITE_ID, 1, "ab" * 16, Holdout("baseline", 0.3), (TestTraffic("t1", "seed", "cd" * 16, 0, 1, arms),)
    )
    work.routes.plans[SITE_ID] = plan
    addresses = [f"205.255.{number}.7" for number in range(60)]
    for address in addresses:
        answered(tracked(VIEW, address=address))
    expected = [assigned(plan, address, FIREFOX) for address in addresses]
    assert [message.units for message in work.queue.messages] == [each.units for each in expected]
    assert [message.events[0].holdout for message in work.queue.messages] == [each.holdout for each in expected]
    assert {each.holdout for each in expected} == {True, False}


def test_a_visit_across_midnight_says_who_it_was(work: CollectorAtWork) -> None:
    work.now = datetime(2026, 3, 10, 23, 50, tzinfo=UTC)
    answered(tracked(VIEW))
    work.now += timedelta(minutes=20)
    answered(tracked(VIEW))
    answered(tracked([VIEW | {"i": "a.1", "t": 15 * 60_000}]))
    work.now += timedelta(hours=4)
    answered(tracked(VIEW))
    before, after, late, morning = work.queue.messages
    assert before.events[0].visitor == after.earlier != after.events[0].visitor
    assert (late.events[0].visitor, late.earlier) == (before.events[0].visitor, "")
    assert (morning.events[0].visitor, morning.earlier) == (after.events[0].visitor, "")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        *(
            "n",
            "name",
            "u",
            "url",
            "d",
            "domain",
            "r",
            "referrer",
            "p",
            "props",
            "m",
            "$",
            "h",
            "i",
            "t",
            "v",
            "s",
            "e",
        ),
        *("type", "payload", "hostname", "data", "timestamp", "tag"),
    ]
)
TEXTS = st.sampled_from(
    [PAGE, "pageview", "vitals", "leave", ACME, "a.1", "event", "é" * 5000, "\x00\ud800", "%ff%00", "//["]
)
BODIES = st.dictionaries(KEYS, TEXTS | ANYTHING, max_size=8)


@settings(max_examples=60)
@given(
    st.one_of(BODIES, st.lists(BODIES | ANYTHING, max_size=4), ANYTHING), st.sampled_from(["event", "send", "batch"])
)
def test_hostile_bodies_are_answered_and_nothing_unbounded_is_kept(body: Any, api: str) -> None:
    work = CollectorAtWork()
    before, shell.collector = shell.collector, lambda: work.collector  # type: ignore[assignment]
    try:
        answer = answered(tracked(json.dumps(body), f"/api/{api}"))
    finally:
        shell.collector = before
    assert answer["statusCode"] in {202, 400}
    for message in work.queue.messages:
        for event in message.events:
            assert len(event.name) <= 120
            assert event.path.isprintable()
            assert len(event.path) <= 300
            assert len(event.referrer) <= 300
            assert len(event.props) <= 30
            assert all(len(name) <= 310 and len(value) <= 2_010 for name, value in event.props.items())
            assert all(each.isprintable() for pair in event.props.items() for each in pair)


def test_a_fresh_process_imports_little() -> None:
    program = """
import sys
import app
print(app.handler.__module__, *{name.partition(".")[0] for name in sys.modules})
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "functions/web/collect",
        env={"PYTHONPATH": str(ROOT / "layers/code24")},
        capture_output=True,
        text=True,
        check=True,
    )
    module, *loaded = done.stdout.split()
    assert module == "code24.http.collecting.handler"
    heavy = {"pydantic", "fastapi", "boto3", "botocore", "httpx", "aws_lambda_powertools", "turbohtml", "PIL"}
    assert not heavy & set(loaded)


def test_the_sample_event_is_taken(work: CollectorAtWork) -> None:
    event = json.loads((ROOT / "events" / "web" / "collect.json").read_text())
    work.routes.routes[event["requestContext"]["domainName"]] = route()
    assert answered(event)["statusCode"] == 202
    assert [each.name for each in work.queue.messages[0].events] == ["pageview", "Order"]


def test_what_the_dispatcher_tells_is_what_is_understood_here(work: CollectorAtWork) -> None:
    headers = {"user-agent": FIREFOX, "referer": "https://www.google.com/", "x-code24-visitor": HOME}
    headers |= {"x-code24-origin-secret": SECRET, "x-forwarded-host": ACME, "cloudfront-viewer-country": "GB"}
    request = understood(http_event("/menu/", host=ACME, query="gclid=1", headers=headers), SECRET)
    assert isinstance(request, Request)
    told = json.loads(views.told(request, 200, int(NOW.timestamp() * 1000), failed_alias=""))
    assert shell.handler(told, CONTEXT) is None
    answered(tracked(VIEW, cloudfront_viewer_country="GB"))
    seen, said = (message.events[0] for message in work.queue.messages)
    assert (seen.path, seen.source, seen.channel, seen.click, seen.props) == ("/menu/", "Google", "paid", "gclid", {})
    assert (seen.visitor, seen.country, seen.browser) == (said.visitor, said.country, said.browser)
    assert (seen.server, said.server) == (True, False)
