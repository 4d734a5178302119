import time

import pytest

from code24.errors import Transient
from code24.forms.stamps import read_stamp, stamp_key
from code24.routing import notices
from code24.routing.dispatching import Dispatcher
from code24.routing.notices import Notice
from code24.routing.ports import SiteFailed, SiteTimedOut
from tests.visitors import ACME, RELEASE_ID, SITE_ID, MemoryCollector, MemoryRoutes, MemorySites, http_event, route

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
