"""What the dispatcher tells of sites that visitors cannot see."""

import pytest

from code24.errors import Code24Error, NotFound, Transient
from code24.routing import notices
from code24.routing.dispatching import REST, Dispatcher
from code24.routing.ports import CollectorFailed, SiteFailed, SiteTimedOut
from tests.visitors import ACME, RELEASE_ID, SITE_ID, MemoryCollector, MemoryRoutes, MemorySites, http_event, route

PAGE = {"statusCode": 200, "headers": {"content-type": "text/html"}, "body": "<p>hi", "isBase64Encoded": False}
ALIAS = f"code24-test-site-{SITE_ID}:live"


class Street:
    """A site behind a dispatcher whose clock can be moved."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.table, self.sites, self.collector = MemoryRoutes(acme=route()), MemorySites(), MemoryCollector()
        self.dispatcher = Dispatcher(
            self.table, self.sites, self.collector, prefix="code24-test", secret="secret", clock=lambda: self.now
        )

    def answer(self, answer: object) -> None:
        def respond(event: object) -> object:
            if isinstance(answer, Exception):
                raise answer
            return answer

        self.sites.functions[ALIAS] = respond

    def ask(self, host: str = ACME) -> object:
        return self.dispatcher.respond(http_event(host=host), {})


@pytest.fixture
def street() -> Street:
    return Street()


@pytest.mark.parametrize("failure", [SiteFailed("It raised."), SiteTimedOut("It is late."), NotFound("It is gone.")])
def test_a_site_that_does_not_answer_is_told_of_once_a_while(street: Street, failure: Code24Error) -> None:
    street.answer(failure)
    for _ in range(3):
        assert street.ask() in {notices.SITE_FAILED, notices.SITE_TIMED_OUT}
    told = {"site_id": SITE_ID, "reason": f"A visitor could not see it: {failure}"}
    assert street.collector.failed == [told]
    street.now += REST
    street.ask()
    assert street.collector.failed == [told, told]


def test_a_server_error_of_the_site_itself_is_told_of_too(street: Street) -> None:
    street.answer(PAGE | {"statusCode": 500})
    street.ask()
    assert [each["reason"] for each in street.collector.failed] == [
        "A visitor could not see it: It answered with status 500."
    ]
    assert street.collector.views == []


def test_what_is_no_failure_of_what_is_live_is_not_told_of(street: Street) -> None:
    street.answer(PAGE)
    street.ask()
    street.answer(PAGE | {"statusCode": 404})
    street.ask()
    street.answer(Transient("It is busy."))
    street.ask()
    street.ask(f"preview-{RELEASE_ID}--{ACME}")
    street.ask("nobody.localhost")
    street.table.routes[ACME] = route("suspended")
    street.now += 60
    street.sites.functions.clear()
    assert street.ask() == notices.SUSPENDED
    assert street.collector.failed == []


def test_no_visitor_notices_that_nobody_could_be_told(street: Street) -> None:
    street.answer(SiteFailed("It raised."))
    street.collector.failure = CollectorFailed("no such function")
    assert street.ask() == notices.SITE_FAILED
