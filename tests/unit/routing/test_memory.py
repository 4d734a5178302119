import pytest

from code24.errors import Transient
from code24.routing.memory import ENTRIES, FRESH, FRESH_WITHOUT_SITE, PAUSE, RouteMemory
from code24.routing.models import Route
from code24.routing.ports import BrokenPlan
from tests.visitors import ACME, SITE_ID, MemoryRoutes, a_plan, route


class Time:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def table() -> MemoryRoutes:
    return MemoryRoutes(acme=route())


@pytest.fixture
def memory(table: MemoryRoutes, time: Time) -> RouteMemory:
    return RouteMemory(table, clock=time, wall_clock=lambda: 1_800_000_000.0)


def test_a_route_is_read_once_in_a_while(memory: RouteMemory, table: MemoryRoutes, time: Time) -> None:
    assert memory.find(ACME) == (route(), "table")
    time.now += FRESH - 0.01
    assert memory.find(ACME) == (route(), "memory")
    time.now += 0.01
    assert memory.find(ACME) == (route(), "table")
    assert len(table.asked) == 2


@pytest.mark.parametrize("found", [None, route("reserved"), route("suspended"), route("deleted")])
def test_what_is_not_active_is_forgotten_sooner(
    memory: RouteMemory, table: MemoryRoutes, time: Time, found: Route | None
) -> None:
    table.routes = {ACME: found} if found else {}
    assert memory.find(ACME) == (found, "table")
    assert memory.find(ACME) == (found, "memory")
    table.routes = {ACME: route()}
    time.now += FRESH_WITHOUT_SITE
    assert memory.find(ACME) == (route(), "table")


def test_a_route_is_kept_as_long_as_the_table_cannot_be_read(
    memory: RouteMemory, table: MemoryRoutes, time: Time
) -> None:
    memory.find(ACME)
    table.failure = Transient("gone")
    for _ in range(100):
        time.now += 3600
        assert memory.find(ACME) == (route(), "stale")
    table.failure = None
    time.now += PAUSE
    assert memory.find(ACME) == (route(), "table")


def test_an_unreachable_table_is_left_alone_for_a_moment(memory: RouteMemory, table: MemoryRoutes, time: Time) -> None:
    table.failure = Transient("gone")
    for _ in range(10):
        time.now += PAUSE / 20
        with pytest.raises(Transient):
            memory.find(ACME)
    assert len(table.asked) == 1
    table.failure = None
    time.now += PAUSE
    assert memory.find(ACME) == (route(), "table")


def test_a_deleted_host_is_free_after_its_time(memory: RouteMemory, table: MemoryRoutes, time: Time) -> None:
    table.routes[ACME] = route("deleted", expires_at=1_800_000_001)
    assert memory.find(ACME).route == table.routes[ACME]
    table.routes[ACME] = route("deleted", expires_at=1_800_000_000)
    time.now += FRESH_WITHOUT_SITE
    assert memory.find(ACME).route is None


def test_guessed_hosts_neither_fill_the_memory_nor_push_real_ones_out(memory: RouteMemory, table: MemoryRoutes) -> None:
    memory.find(ACME)
    for number in range(ENTRIES + 10):
        memory.find(f"guess-{number}.localhost")
    table.asked.clear()
    assert memory.find(ACME).source == "memory"
    assert memory.find("guess-9.localhost").source == "table"
    assert memory.find(f"guess-{ENTRIES + 9}.localhost").source == "memory"


def test_the_oldest_of_too_many_real_hosts_goes(memory: RouteMemory, table: MemoryRoutes) -> None:
    table.routes = {f"site-{number}.localhost": route() for number in range(ENTRIES + 1)}
    for host in table.routes:
        memory.find(host)
    assert memory.find("site-1.localhost").source == "memory"
    assert memory.find("site-0.localhost").source == "table"


def test_a_host_is_known_or_unknown_never_both(memory: RouteMemory, table: MemoryRoutes, time: Time) -> None:
    memory.find(ACME)
    table.routes.clear()
    assert memory.read(ACME) == (None, "table")
    assert memory.find(ACME) == (None, "memory")
    table.failure = Transient("gone")
    time.now += FRESH
    assert memory.find(ACME) == (None, "stale")


def test_a_sites_plan_comes_with_its_route_and_is_as_fresh(
    memory: RouteMemory, table: MemoryRoutes, time: Time
) -> None:
    table.plans[SITE_ID] = a_plan()
    assert memory.find(ACME) == (route(traffic=a_plan()), "table")
    table.plans[SITE_ID] = a_plan(tests=2)
    assert memory.find(ACME) == (route(traffic=a_plan()), "memory")
    time.now += FRESH
    assert memory.find(ACME) == (route(traffic=a_plan(tests=2)), "table")
    table.plans.clear()
    time.now += FRESH
    assert memory.find(ACME) == (route(), "table")


def test_the_last_plan_counts_while_the_table_cannot_be_read(
    memory: RouteMemory, table: MemoryRoutes, time: Time
) -> None:
    table.plans[SITE_ID] = a_plan()
    memory.find(ACME)
    time.now += FRESH
    table.plans[SITE_ID] = Transient("away")
    for _ in range(3):
        assert memory.find(ACME).route == route(traffic=a_plan(), problem="away")
    time.now += FRESH
    table.failure = Transient("away altogether")
    assert memory.find(ACME) == (route(traffic=a_plan(), problem="away"), "stale")


def test_a_plan_of_another_site_is_not_taken_over_with_the_host(
    memory: RouteMemory, table: MemoryRoutes, time: Time
) -> None:
    table.plans[SITE_ID] = a_plan()
    memory.find(ACME)
    time.now += FRESH
    table.routes[ACME] = route(site_id="s999999999999")
    table.plans["s999999999999"] = Transient("away")
    assert memory.find(ACME).route == route(site_id="s999999999999", problem="away")


def test_a_broken_plan_is_no_plan(memory: RouteMemory, table: MemoryRoutes, time: Time) -> None:
    table.plans[SITE_ID] = a_plan()
    memory.find(ACME)
    time.now += FRESH
    table.plans[SITE_ID] = BrokenPlan("no JSON")
    assert memory.find(ACME) == (route(problem="no JSON"), "table")


def test_no_plan_is_read_for_a_site_that_nobody_sees(memory: RouteMemory, table: MemoryRoutes) -> None:
    table.routes[ACME] = route("suspended")
    table.plans[SITE_ID] = BrokenPlan("never looked at")
    assert memory.find(ACME) == (route("suspended"), "table")
