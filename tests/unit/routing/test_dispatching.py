import time
from typing import Any

import pytest

from code24.errors import NotFound, Transient
from code24.forms.stamps import read_stamp, stamp_key
from code24.routing import notices
from code24.routing.dispatching import REST, Dispatcher
from code24.routing.notices import Notice
from code24.routing.ports import BrokenPlan, CollectorFailed, SiteFailed, SiteTimedOut
from tests.visitors import (
    ACME,
    RELEASE_ID,
    SITE_ID,
    MemoryCollector,
    MemoryRoutes,
    MemorySites,
    a_plan,
    held_out,
    http_event,
    in_arm,
    route,
)

PAGE = {"statusCode": 200, "headers": {"content-type": "text/html"}, "body": "<p>hi", "isBase64Encoded": False}
FUNCTION = f"code24-test-site-{SITE_ID}"
PREVIEW = f"preview-{RELEASE_ID}--{ACME}"


@pytest.fixture
def table() -> MemoryRoutes:
    return MemoryRoutes(acme=route())


@pytest.fixture
def sites() -> MemorySites:
    sites = MemorySites()
    sites.functions[f"{FUNCTION}:live"] = lambda event: PAGE
    return sites


@pytest.fixture
def dispatcher(table: MemoryRoutes, sites: MemorySites) -> Dispatcher:
    return Dispatcher(table, sites, MemoryCollector(), prefix="code24-test", secret="secret")


def test_a_visitor_gets_the_live_release(dispatcher: Dispatcher, sites: MemorySites) -> None:
    line: dict[str, object] = {}
    assert dispatcher.respond(http_event("/about/", query="a=b"), line) == PAGE
    event = {"version": 1, "method": "GET", "path": "/about/", "query": "a=b", "headers": {}}
    [(function, alias, sent)] = sites.invoked
    del sent["stamp"]
    assert (function, alias, sent) == (FUNCTION, "live", event)
    assert line == {"host": ACME, "route": "table", "site_id": SITE_ID, "alias": "live"}


def test_every_request_has_a_stamp_of_its_own_for_the_forms_of_the_page(
    dispatcher: Dispatcher, sites: MemorySites
) -> None:
    for _ in range(2):
        dispatcher.respond(http_event("/contact/"), {})
    stamps = [event["stamp"] for _, _, event in sites.invoked]
    read = [read_stamp(stamp_key("secret"), SITE_ID, stamp, int(time.time())) for stamp in stamps]
    assert all(stamp and stamp.age <= 1 for stamp in read)
    assert len({stamp.nonce for stamp in read if stamp}) == 2
    assert read_stamp(stamp_key("secret"), "s999999999999", stamps[0], int(time.time())) is None


def test_without_a_secret_there_are_no_stamps(table: MemoryRoutes, sites: MemorySites) -> None:
    Dispatcher(table, sites, MemoryCollector(), prefix="code24-test", secret="").respond(http_event(), {})
    [(_, _, event)] = sites.invoked
    assert "stamp" not in event


def test_a_preview_gets_its_release_and_noindex(dispatcher: Dispatcher, sites: MemorySites) -> None:
    sites.functions[f"{FUNCTION}:preview-{RELEASE_ID}"] = lambda event: PAGE
    answer = dispatcher.respond(http_event(host=PREVIEW), {})
    assert answer == PAGE | {"headers": {"content-type": "text/html", "x-robots-tag": "noindex"}}


def test_refused_requests_reach_neither_table_nor_site(
    dispatcher: Dispatcher, table: MemoryRoutes, sites: MemorySites
) -> None:
    assert dispatcher.respond(http_event(method="POST"), {}) == notices.NOT_ALLOWED
    assert dispatcher.respond(http_event("/%00"), {}) == notices.MALFORMED
    assert (table.asked, sites.invoked) == ([], [])


@pytest.mark.parametrize(
    ("status", "notice"),
    [("reserved", notices.NOT_PUBLISHED), ("suspended", notices.SUSPENDED), ("deleted", notices.DELETED)],
)
def test_a_site_that_is_not_active_is_not_invoked(
    dispatcher: Dispatcher, table: MemoryRoutes, sites: MemorySites, status: str, notice: Notice
) -> None:
    table.routes[ACME] = route(status)
    line: dict[str, object] = {}
    assert dispatcher.respond(http_event(), line) == notice
    assert sites.invoked == []
    assert "error" not in line


def test_unknown_hosts_and_previews(dispatcher: Dispatcher) -> None:
    assert dispatcher.respond(http_event(host="nobody.localhost"), {}) == notices.UNKNOWN_HOST
    assert dispatcher.respond(http_event(host=f"preview-{RELEASE_ID}--nobody.localhost"), {}) == notices.UNKNOWN_HOST
    line: dict[str, object] = {}
    assert dispatcher.respond(http_event(host=PREVIEW), line) == notices.UNKNOWN_PREVIEW
    assert "error" not in line


def test_a_missing_function_is_the_sites_failure(dispatcher: Dispatcher, sites: MemorySites) -> None:
    sites.functions.clear()
    line: dict[str, object] = {}
    assert dispatcher.respond(http_event(), line) == notices.SITE_FAILED
    assert line["error"] == f"{FUNCTION}:live does not exist."
    assert len(sites.invoked) == 1


def test_a_function_that_went_missing_may_have_been_deleted_meanwhile(
    dispatcher: Dispatcher, table: MemoryRoutes, sites: MemorySites
) -> None:
    dispatcher.respond(http_event(), {})
    sites.functions.clear()
    table.routes[ACME] = route("deleted")
    line: dict[str, object] = {}
    assert dispatcher.respond(http_event(), line) == notices.DELETED
    assert line["route"] == "table"
    assert table.asked == [ACME, ACME]


def test_a_host_may_belong_to_another_site_meanwhile(
    dispatcher: Dispatcher, table: MemoryRoutes, sites: MemorySites
) -> None:
    dispatcher.respond(http_event(), {})
    table.routes[ACME] = route(site_id="s999999999999")
    sites.functions = {"code24-test-site-s999999999999:live": lambda event: PAGE}
    assert dispatcher.respond(http_event(), {}) == PAGE


def test_a_stale_route_is_better_than_none(
    dispatcher: Dispatcher, table: MemoryRoutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("code24.routing.memory.FRESH", 0.0)
    dispatcher.respond(http_event(), {})
    table.failure = Transient("The table could not be read: ReadTimeoutError.")
    line: dict[str, object] = {}
    assert dispatcher.respond(http_event(), line) == PAGE
    assert line["route"] == "stale"
    line = {}
    assert dispatcher.respond(http_event(host="other.localhost"), line) == notices.BUSY
    assert line == {"host": "other.localhost", "error": "The domains table could not be read a moment ago."}


@pytest.mark.parametrize(
    ("error", "notice"),
    [
        (Transient("throttled"), notices.BUSY),
        (SiteTimedOut("late"), notices.SITE_TIMED_OUT),
        (SiteFailed("raised"), notices.SITE_FAILED),
    ],
)
def test_every_way_to_fail_has_its_page(
    dispatcher: Dispatcher, sites: MemorySites, error: Exception, notice: Notice
) -> None:
    def fail(event: object) -> object:
        raise error

    sites.functions[f"{FUNCTION}:live"] = fail
    line: dict[str, object] = {}
    assert dispatcher.respond(http_event(), line) == notice
    assert line["error"] == str(error)


def test_an_answer_that_is_none_is_the_sites_failure(dispatcher: Dispatcher, sites: MemorySites) -> None:
    sites.functions[f"{FUNCTION}:live"] = lambda event: {"errorMessage": "secret"}
    assert dispatcher.respond(http_event(), {}) == notices.SITE_FAILED


AGENT = "Firefox"
CONTROL, VARIANT = "exp-t0000000001-0", "exp-t0000000001-1"


def html(text: str, status: int = 200, cache: str = "public, max-age=0, must-revalidate") -> dict[str, object]:
    headers = {"content-type": "text/html; charset=utf-8", "cache-control": cache}
    return {"statusCode": status, "headers": headers, "body": text, "isBase64Encoded": False}


class Experiment:
    """A site with a test, a holdout, and functions behind all of their aliases."""

    def __init__(self) -> None:
        self.now = 100.0
        self.plan = a_plan(holdout=0.1)
        self.table, self.sites, self.collector = MemoryRoutes(acme=route()), MemorySites(), MemoryCollector()
        self.table.plans[SITE_ID] = self.plan
        for alias in ("live", CONTROL, VARIANT, "preview-r0000000001"):
            self.answer(alias, html(alias))
        self.dispatcher = Dispatcher(
            self.table, self.sites, self.collector, prefix="code24-test", secret="secret", clock=lambda: self.now
        )
        self.line: dict[str, object] = {}

    def answer(self, alias: str, answer: dict[str, object] | Exception) -> None:
        def respond(event: object) -> object:
            if isinstance(answer, Exception):
                raise answer
            return answer

        self.sites.functions[f"{FUNCTION}:{alias}"] = respond

    def ask(self, address: str, path: str = "/", **headers: str) -> dict[str, Any]:
        self.line = {}
        trusted = {"x-code24-origin-secret": "secret", "x-forwarded-host": ACME, "x-code24-visitor": address}
        event = http_event(path, headers=trusted | {"user-agent": AGENT} | headers)
        answer = self.dispatcher.respond(event, self.line)
        assert isinstance(answer, dict), answer
        return answer

    @property
    def of_variant(self) -> str:
        return in_arm(self.plan, 1, AGENT)


@pytest.fixture
def experiment() -> Experiment:
    return Experiment()


def test_every_visitor_sees_the_same_arm_every_time(experiment: Experiment) -> None:
    addresses = {
        CONTROL: in_arm(experiment.plan, 0, AGENT),
        VARIANT: experiment.of_variant,
        "preview-r0000000001": held_out(experiment.plan, AGENT),
    }
    for _ in range(3):
        for alias, address in addresses.items():
            assert experiment.ask(address)["body"] == alias
            assert experiment.line["alias"] == alias


def test_no_shared_cache_keeps_what_the_next_visitor_would_not_get(experiment: Experiment) -> None:
    for alias in ("live", CONTROL, VARIANT):
        experiment.answer(alias, html(alias))
    assert experiment.ask(experiment.of_variant)["headers"]["cache-control"] == "private, max-age=0, must-revalidate"
    experiment.answer(VARIANT, html("x", cache="public, max-age=31536000, immutable"))
    assert experiment.ask(experiment.of_variant)["headers"]["cache-control"].startswith("public")


def test_where_all_see_the_same_caches_may_keep_it(experiment: Experiment) -> None:
    experiment.table.plans[SITE_ID] = a_plan(tests=0)
    assert experiment.ask(experiment.of_variant)["headers"]["cache-control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize(
    "failure", [NotFound("no alias"), Transient("throttled"), SiteFailed("raised"), SiteTimedOut("late")]
)
def test_a_variant_that_does_not_answer_costs_no_visitor_the_page(experiment: Experiment, failure: Exception) -> None:
    experiment.answer(VARIANT, failure)
    assert experiment.ask(experiment.of_variant)["body"] == "live"
    assert (experiment.line["alias"], experiment.line["fallback"]) == ("live", str(failure))
    assert "error" not in experiment.line
    [view] = experiment.collector.views
    assert view["failed_alias"] == VARIANT


def test_an_answer_of_a_variant_that_is_none_is_a_failure_too(experiment: Experiment) -> None:
    experiment.answer(VARIANT, {"errorMessage": "boom"})
    assert experiment.ask(experiment.of_variant)["body"] == "live"


def test_a_variant_that_answers_with_an_error_of_its_own_is_a_failure_too(experiment: Experiment) -> None:
    experiment.answer(VARIANT, html("Something went wrong on our side.", 500))
    assert experiment.ask(experiment.of_variant)["body"] == "live"
    assert experiment.line["fallback"] == f"{FUNCTION}:{VARIANT} answered with status 500."
    assert [view["failed_alias"] for view in experiment.collector.views] == [VARIANT]
    experiment.answer("live", html("so here", 500))
    assert experiment.ask(experiment.of_variant)["statusCode"] == 500
    assert len(experiment.collector.views) == 1, "what fails everywhere is nothing that the variant did"


def test_a_variant_that_let_a_visitor_wait_is_left_alone_for_a_moment(experiment: Experiment) -> None:
    experiment.answer(VARIANT, SiteTimedOut("late"))
    experiment.ask(experiment.of_variant)
    assert experiment.sites.briefly == [VARIANT, "live"], "what is left of the visitor's time is for one attempt"
    experiment.answer(VARIANT, html(VARIANT))
    experiment.now += REST - 0.1
    assert experiment.ask(experiment.of_variant)["body"] == "live"
    assert "left alone" in str(experiment.line["fallback"])
    assert experiment.sites.briefly == [VARIANT, "live"]
    assert [view["failed_alias"] for view in experiment.collector.views] == [VARIANT, VARIANT]
    experiment.now += 0.1
    assert experiment.ask(experiment.of_variant)["body"] == VARIANT


def test_where_the_live_release_fails_too_the_visitor_reads_so(experiment: Experiment) -> None:
    experiment.answer(VARIANT, SiteFailed("raised"))
    experiment.answer("live", SiteFailed("raised too"))
    line: dict[str, object] = {}
    trusted = {"x-code24-origin-secret": "secret", "x-forwarded-host": ACME, "x-code24-visitor": experiment.of_variant}
    answer = experiment.dispatcher.respond(http_event(headers=trusted | {"user-agent": AGENT}), line)
    assert answer == notices.SITE_FAILED
    assert experiment.collector.views == []


@pytest.mark.parametrize("path", ["/new-page/", "/assets/site.3f9a1c22.css"])
def test_nobody_finds_less_than_what_is_live(experiment: Experiment, path: str) -> None:
    experiment.answer("preview-r0000000001", html("none", 404))
    assert experiment.ask(held_out(experiment.plan, AGENT), path)["body"] == "live"
    experiment.answer("live", html("none there either", 404))
    assert experiment.ask(held_out(experiment.plan, AGENT), path)["body"] == "none"
    experiment.answer("live", SiteFailed("raised"))
    assert experiment.ask(held_out(experiment.plan, AGENT), path)["body"] == "none"
    assert [view["failed_alias"] for view in experiment.collector.views] == [""] * 3


def test_a_plan_that_is_broken_shows_everybody_what_is_live_and_the_operator_why(experiment: Experiment) -> None:
    experiment.table.plans[SITE_ID] = BrokenPlan("no JSON")
    assert experiment.ask(experiment.of_variant)["body"] == "live"
    assert experiment.line["plan"] == "no JSON"


def test_a_view_is_told_once(experiment: Experiment) -> None:
    experiment.ask(experiment.of_variant, "/about/", referer="https://example.org/")
    [view] = experiment.collector.views
    assert abs(view.pop("at") - time.time() * 1000) < 5_000
    assert view == {
        "host": ACME,
        "path": "/about/",
        "query": "",
        "referrer": "https://example.org/",
        "address": experiment.of_variant,
        "agent": AGENT,
        "country": "",
        "status": 200,
        "failed_alias": "",
    }
    assert experiment.line.keys() == {"host", "route", "site_id", "alias"}


def test_a_collector_that_is_away_costs_visitors_one_time_out_in_a_while(experiment: Experiment) -> None:
    experiment.collector.failure = CollectorFailed("ReadTimeoutError")
    assert experiment.ask(experiment.of_variant)["body"] == VARIANT
    assert experiment.line["collector"] == "ReadTimeoutError"
    assert experiment.ask(experiment.of_variant)["body"] == VARIANT
    assert "collector" in experiment.line
    assert experiment.collector.attempts == 1
    experiment.collector.failure = None
    experiment.now += REST
    experiment.ask(experiment.of_variant)
    assert (len(experiment.collector.views), "collector" in experiment.line) == (1, False)


def test_what_is_no_view_is_not_told(experiment: Experiment) -> None:
    experiment.ask(experiment.of_variant, dnt="1")
    experiment.dispatcher.respond(http_event(host="nobody.localhost"), {})
    assert experiment.collector.attempts == 0
