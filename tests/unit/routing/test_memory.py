import pytest

from code24.errors import Transient
from code24.routing.memory import ENTRIES, FRESH, FRESH_WITHOUT_SITE, PAUSE, RouteMemory
from code24.routing.models import Route
from tests.visitors import ACME, MemoryRoutes, route


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
