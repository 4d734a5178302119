import pytest
from pydantic import ValidationError

from code24.adapters.local_ways import LocalWays
from code24.errors import Conflict, InvalidRequest, KeyReused, NotFound
from code24.optimize.loop.models import JobStatus, LoopStatus
from code24.optimize.loop.starting import StartOptimization, begin_loop, name_of_host, web_address
from code24.optimize.models import Business
from tests.unit.optimize.loop.world import LoopWorld
from tests.unit.sites.world import ANN, BOB


@pytest.fixture
def world() -> LoopWorld:
    return LoopWorld()


def test_an_address_becomes_a_site_with_a_loop(world: LoopWorld) -> None:
    job = world.start(url="https://www.sunny-cafe.co.uk/menu?x=1", business_type="café", primary_goal="bookings")

    site, loop = world.sites.get(job.site_id), world.loops.get(job.site_id)
    assert (site.slug, site.customer_id) == ("sunny-cafe", ANN)
    assert loop.source.url == "https://www.sunny-cafe.co.uk/menu?x=1"
    assert (loop.asked_job, loop.run_requested, loop.generation) == (job.id, True, 1)
    assert (loop.business.industry, loop.business.goal) == ("café", "bookings")
    assert world.loop_executions.started == {(job.site_id, 1): 0}
    assert (job.status, job.priority) == (JobStatus.QUEUED, 1)


def test_a_repeated_key_starts_one_and_another_request_under_it_is_refused(world: LoopWorld) -> None:
    first = world.start(url="https://acme.example", idempotency_key="once")
    assert world.start(url="https://acme.example", idempotency_key="once") == first
    assert len(world.jobs.records) == len(world.loops.records) == 1
    with pytest.raises(KeyReused):
        world.start(url="https://other.example", idempotency_key="once")


def test_a_request_that_was_cut_off_is_completed_by_sending_it_again(world: LoopWorld) -> None:
    start, world.loop_executions.start = world.loop_executions.start, _cut_off  # type: ignore[method-assign]
    with pytest.raises(InterruptedError):
        world.start(idempotency_key="once")
    world.loop_executions.start = start  # type: ignore[method-assign]
    job = world.start(idempotency_key="once")
    assert world.loop.asked_job == job.id
    assert world.loop_executions.started == {(world.id, 1): 0}


def _cut_off(*_: object) -> None:
    raise InterruptedError


def test_a_site_that_has_a_loop_works_now(world: LoopWorld) -> None:
    world.run(begin_loop, world.id, Business(name="Acme"))
    assert world.loop.customer_id is None
    job = world.start(business_type="bakery")
    assert world.loop.customer_id == ANN, "a loop from before its customer was noted learns it"
    assert (world.loop.generation, world.loop.asked_job) == (2, job.id)
    assert world.loop.business == Business(name="Acme", industry="bakery")
    assert world.loop_executions.stopped == [(world.id, 1)]


def test_a_stopped_loop_goes_on_when_asked(world: LoopWorld) -> None:
    world.start()
    world.change(status=LoopStatus.STOPPED)
    world.start()
    assert world.loop.status is LoopStatus.RUNNING


def test_somebody_elses_site_and_one_with_nothing_live_are_refused(world: LoopWorld) -> None:
    with pytest.raises(NotFound):
        world.start(customer_id=BOB)
    with pytest.raises(Conflict, match="nothing live"):
        world.start(site_id=world.reserve(2).site_id)


def test_a_published_sites_loop_rests_first_and_looks_again_after_the_next_publish(world: LoopWorld) -> None:
    world.run(begin_loop, world.id, Business(), ANN)
    assert world.loop.customer_id == ANN
    assert world.loop_executions.started == {(world.id, 1): 3_600}
    world.run(begin_loop, world.id, Business())
    assert world.loop_executions.started == {(world.id, 1): 3_600, (world.id, 2): 300}
    world.change(status=LoopStatus.PAUSED)
    world.run(begin_loop, world.id, Business())
    assert (world.loop.status, world.loop.generation) == (LoopStatus.PAUSED, 2)


@pytest.mark.parametrize("given", [{}, {"url": "https://a.example", "upload_id": "u0000000000000001"}])
def test_exactly_one_source_is_named(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        StartOptimization.model_validate({"customer_id": ANN} | given)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("acme.example", "https://acme.example/"),
        (" HTTP://Acme.Example:80/a b ".replace("a b", "a"), "http://acme.example:80/a"),
        ("https://acme.example/?q=1#top", "https://acme.example/?q=1"),
    ],
)
def test_an_address_is_completed(written: str, address: str) -> None:
    assert web_address(written, ways=LocalWays()) == address


@pytest.mark.parametrize(
    "written", ["", "ftp://a.example", "https://u:p@a.example", "https://", "https://a.example:99999", "https://a b/"]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(InvalidRequest):
        web_address(written, ways=LocalWays())


@pytest.mark.parametrize(
    "written",
    ["http://127.0.0.1/", "169.254.169.254", "http://0x7f.1/", "http://[::1]/", "http://localhost/", "a.b:81"],
)
def test_what_is_not_on_the_public_web_is_refused_at_once(written: str) -> None:
    with pytest.raises(InvalidRequest, match="cannot be read") as refused:
        web_address(written, ways=LocalWays())
    assert refused.value.field == "url"
    assert web_address("http://127.0.0.1:8471/", ways=LocalWays.of({}, [8471])) == "http://127.0.0.1:8471/"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.acme.com/", "acme"),
        ("https://shop.acme.co.uk/", "shop-acme"),
        ("http://localhost:8000/", "localhost"),
        ("http://127.0.0.1/", "127-0-0-1"),
    ],
)
def test_a_site_is_named_after_its_host(url: str, name: str) -> None:
    assert name_of_host(url) == name
