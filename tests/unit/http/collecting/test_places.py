import pytest

from code24.analytics.collecting.pages import Page
from code24.analytics.collecting.reasons import Reason
from code24.analytics.collecting.sent import Sent
from code24.errors import Transient
from code24.http.collecting.places import ExclusionMemory, Hosts, Site, site_of
from code24.routing.memory import RouteMemory
from tests.collecting_fakes import FakeExclusions
from tests.visitors import ACME, SITE_ID, MemoryRoutes, route

PAGE = f"https://{ACME}/"


@pytest.fixture
def routes() -> MemoryRoutes:
    routes = MemoryRoutes(acme=route(), paused=route("suspended"))
    routes.routes["www.acme-bakery.example"] = route()
    routes.routes["other.example"] = route(site_id="s0000000other")
    return routes


@pytest.fixture
def hosts(routes: MemoryRoutes) -> Hosts:
    return Hosts(RouteMemory(routes), Site(ACME, route()))


def sent(url: str = PAGE, *names: str) -> Sent:
    return Sent("view", "pageview", url, hosts=names)


def test_a_site_s_host_speaks_for_that_site_alone(routes: MemoryRoutes) -> None:
    found = site_of(RouteMemory(routes), ACME, sent("https://other.example/", "other.example"))
    assert isinstance(found, Site)
    assert found.route.site_id == SITE_ID
    assert routes.asked == [ACME]


def test_elsewhere_the_first_known_name_counts_and_then_the_page(routes: MemoryRoutes) -> None:
    memory = RouteMemory(routes)
    named = site_of(memory, "api.code24.dev", sent(PAGE, "nobody.example", "other.example"))
    assert isinstance(named, Site)
    assert (named.host, named.route.site_id) == ("other.example", "s0000000other")
    by_page = site_of(memory, "api.code24.dev", sent(PAGE))
    assert isinstance(by_page, Site)
    assert by_page.host == ACME


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        (sent(PAGE, "paused.localhost"), Reason.SUSPENDED),
        (sent("https://nobody.example/", "nobody.example"), Reason.UNKNOWN_SITE),
        (sent("http://localhost:3000/"), Reason.LOCAL),
        (sent(PAGE, f"preview-r0123456789--{ACME}"), Reason.PREVIEW),
        (sent("/menu/"), Reason.UNKNOWN_SITE),
        (sent("/menu/", "nobody.example"), Reason.UNKNOWN_SITE),
        (None, Reason.UNKNOWN_SITE),
    ],
)
def test_why_there_is_no_site(routes: MemoryRoutes, first: Sent | None, reason: Reason) -> None:
    assert site_of(RouteMemory(routes), "api.code24.dev", first) is reason


def test_a_table_that_cannot_be_read_is_no_reason(routes: MemoryRoutes) -> None:
    routes.failure = Transient("throttled")
    with pytest.raises(Transient):
        site_of(RouteMemory(routes), ACME, sent())


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        (ACME, None),
        (f"www.{ACME}", None),
        ("", None),
        ("www.acme-bakery.example", None),
        ("other.example", Reason.OTHER_HOST),
        ("evil.example", Reason.OTHER_HOST),
        ("localhost", Reason.LOCAL),
        ("10.0.0.1", Reason.LOCAL),
        (f"preview-r0123456789--{ACME}", Reason.PREVIEW),
        ("UPPER.example", Reason.OTHER_HOST),
    ],
)
def test_a_page_is_the_site_s_where_its_host_leads_there(hosts: Hosts, host: str, reason: Reason | None) -> None:
    assert hosts.strange(Page(host, "/", "")) is reason


def test_who_sends_guesses_does_not_make_the_table_work(hosts: Hosts, routes: MemoryRoutes) -> None:
    for number in range(50):
        assert hosts.strange(Page(f"guess-{number}.example", "/", "")) is Reason.OTHER_HOST
    assert len(routes.asked) == 5


def test_exclusions_are_asked_for_once_a_minute_and_outlive_a_failure() -> None:
    now, asked = [0.0], FakeExclusions("/intern/*", "/danke/")
    memory = ExclusionMemory(asked, lambda: now[0])
    assert memory.excludes(SITE_ID, "/intern/list")
    assert memory.excludes(SITE_ID, "/danke/")
    assert not memory.excludes(SITE_ID, "/danke/2")
    asked.paths = ()
    assert memory.excludes(SITE_ID, "/danke/")
    now[0], asked.failure = 61.0, Transient("throttled")
    assert memory.excludes(SITE_ID, "/danke/")
    now[0], asked.failure = 130.0, None
    assert not memory.excludes(SITE_ID, "/danke/")
