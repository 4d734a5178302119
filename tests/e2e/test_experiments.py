"""A test on a live site: who sees what, what is counted, and every way in which it ends."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from turbohtml import parse

from code24.adapters import aws
from code24.adapters.ab_tests import DynamoAbTests
from code24.adapters.rollups import DynamoRollups
from code24.adapters.traffic_plans import DynamoTrafficPlans
from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings
from code24.analytics.rollups.day import day_rollup
from code24.errors import Conflict
from code24.experiments.assignment import assigned
from code24.experiments.engine.shipping import GUARDED, STEP
from code24.experiments.models import AbTest
from code24.routing.memory import FRESH
from code24.types import SiteId
from tests.e2e.audience import AGENT, Audience, Person
from tests.e2e.breaking import forget_routes
from tests.e2e.visitor import Built, Cloud, request_of
from tests.e2e.waiting import awaited

pytestmark = pytest.mark.usefixtures("_same_day")
PEOPLE = tuple(Person(f"86.73.{number}.1", AGENT.format("140", "140")) for number in range(16))
VISITORS, CONVERTING = 80, 32
"""A day, before the tests begin."""


@pytest.fixture
def _adapters(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets adapters reach the emulated AWS."""
    for name, value in cloud.settings.aws_environment().items():
        monkeypatch.setenv(name, value)
    aws.forget()
    yield
    aws.forget()


@pytest.fixture
def shop(cloud: Cloud) -> Built:
    """A site for each test: what one ships, the next one's holdout would not see."""
    return cloud.build(request_of("bakery-en") | {"name": "Crust and Sons"})


@pytest.fixture
def audience(cloud: Cloud, shop: Built) -> Audience:
    return Audience(cloud, shop)


@pytest.fixture
def store(_adapters: None) -> DynamoAbTests:
    """Where time can be made to pass: the records of tests."""
    return DynamoAbTests(table="code24-local-tests")


@pytest.fixture
def _four_weeks(_adapters: None, shop: Built) -> None:
    """Figures of the four weeks before, so that a test can be planned."""
    rollups = DynamoRollups(table="code24-local-rollups", bucket="")
    today = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    day = day_rollup(_day(shop.site_id, today), today.date(), AnalyticsSettings(site_id=shop.site_id))
    for before in range(1, 29):
        rollups.put(day.model_copy(update={"day": (today - timedelta(days=before)).date()}))


def _day(site_id: str, noon: datetime) -> Iterator[Event]:
    at = int(noon.timestamp() * 1_000)
    for number in range(VISITORS):
        visitor = f"{number:016x}"
        view = Event(site_id=site_id, event_id=f"{number:08x}aaaaaaaa", at=at, visitor=visitor, kind="view",
                     name="pageview", path="/")  # fmt: skip
        yield view
        if number < CONVERTING:
            yield Event(site_id=site_id, event_id=f"{number:08x}bbbbbbbb", at=at + 1, visitor=visitor, kind="goal",
                        name="Order", path="/", revenue=20.0, currency="EUR")  # fmt: skip


def headline(audience: Audience, person: Person) -> str:
    answer = audience.see(person)
    assert answer.status_code == 200, answer.text
    found = parse(answer.text).select_one("h1")
    assert found is not None
    return found.text.strip()


def headlines(audience: Audience) -> list[str]:
    return [headline(audience, person) for person in PEOPLE]


def settled(shop: Built, audience: Audience, control: str, text: str) -> list[str]:
    """What people see once a test that runs is known of: some of them the text, by the site's plan.

    Known to the dispatcher, and to the collector, which remembers routes as well and recomputes who saw what.
    """
    plans = DynamoTrafficPlans(table="code24-local-domains")
    plan = awaited(lambda: plans.get(SiteId(shop.site_id)), lambda found: bool(found.tests))
    assignments = (assigned(plan, person.address, person.agent) for person in PEOPLE)
    wanted = [text if any(unit.arm for unit in each.units) else control for each in assignments]
    time.sleep(FRESH + 0.5)
    seen = awaited(lambda: headlines(audience), lambda found: found == wanted)
    assert set(seen) == {control, text}
    return seen


def ask(cloud: Cloud, method: str, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
    answer = cloud.api(method, path, body)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def begun(cloud: Cloud, shop: Built, text: str) -> str:
    """The address of a test of another headline, as soon as it runs."""
    body = {"name": text, "variants": [{"name": text, "edits": [{"path": "/", "selector": "h1", "text": text}]}]}
    draft = ask(cloud, "POST", f"/sites/{shop.site_id}/tests", body, 201)
    address = f"/sites/{shop.site_id}/tests/{draft['id']}"
    ask(cloud, "POST", f"{address}/start", status=202)
    running = awaited(lambda: ask(cloud, "GET", address), lambda found: found["status"] != "draft")
    assert running["status"] == "running", running["entries"]
    return address


def passed(cloud: Cloud, store: DynamoAbTests, address: str, change: Callable[[AbTest], AbTest]) -> None:
    """Let time pass for a test, as `change` says, and do what the schedule does every three minutes."""
    _, _, site_id, _, test_id = address.split("/")

    def changed() -> bool:
        test = change(store.get(site_id, test_id))
        try:
            store.replace(test.model_copy(update={"next_look_at": datetime.now(UTC) - timedelta(seconds=1)}))
        except Conflict:  # what an earlier tick asked for is at work on it
            return False
        return True

    awaited(changed)
    call = json.dumps({"scheduled_at": datetime.now(UTC).isoformat()}).encode()  # a moment is ticked once
    answer = cloud.aws("lambda").invoke(FunctionName="code24-local-cron-continuous-optimization", Payload=call)
    assert "FunctionError" not in answer, answer["Payload"].read()


def test_a_site_that_nobody_visits_cannot_be_tested(cloud: Cloud, bakery: Built) -> None:
    edit = {"path": "/", "selector": "h1", "text": "Better bread"}
    refused = cloud.api("POST", f"/sites/{bakery.site_id}/tests", {"variants": [{"name": "B", "edits": [edit]}]})

    assert refused.status_code == 422, refused.text
    assert "cannot be tested yet" in refused.text


@pytest.mark.usefixtures("_four_weeks")
def test_visitors_see_their_arm_and_are_counted_in_it(
    cloud: Cloud, shop: Built, audience: Audience, store: DynamoAbTests
) -> None:
    control = headline(audience, PEOPLE[0])
    address = begun(cloud, shop, "Sourdough, baked every night")
    seen = settled(shop, audience, control, "Sourdough, baked every night")
    assert headlines(audience) == seen
    assert "private" in audience.see(PEOPLE[0]).headers["cache-control"]

    for number, person in enumerate(PEOPLE):
        view = {"n": "pageview", "u": "/", "i": f"x{number}.0", "t": 0}
        order = {"n": "Order", "u": "/", "i": f"x{number}.1", "t": 0, "$": {"amount": 5, "currency": "EUR"}}
        assert audience.tell(person, view, *([order] if number % 2 else [])).status_code == 202
    arms = [int(each != control) for each in seen]
    exposed, ordered = Counter(arms), Counter(arms[1::2])

    def results() -> Sequence[Sequence[int]]:
        passed(cloud, store, address, lambda test: test)
        found = ask(cloud, "GET", f"{address}/results")["results"]
        return [[arm["exposed"], arm["converted"]] for arm in found["arms"]] if found else []

    awaited(results, lambda found: found == [[exposed[arm], ordered[arm]] for arm in (0, 1)])

    assert ask(cloud, "POST", f"{address}/pause")["status"] == "paused"
    forget_routes(cloud)
    awaited(lambda: headlines(audience), lambda found: set(found) == {control})
    assert ask(cloud, "POST", f"{address}/resume")["status"] == "running"
    forget_routes(cloud)
    awaited(lambda: headlines(audience), lambda found: found == seen)

    assert ask(cloud, "POST", f"{address}/stop")["status"] == "stopped"
    awaited(lambda: headlines(audience), lambda found: set(found) == {control})
    trail = [entry["what"] for entry in ask(cloud, "GET", address)["entries"]]
    assert trail[:6] == ["created", "starting", "started", "paused", "resumed", "stopped"]


@pytest.mark.usefixtures("_four_weeks")
def test_a_variant_that_is_shipped_becomes_live_step_by_step(
    cloud: Cloud, shop: Built, audience: Audience, store: DynamoAbTests
) -> None:
    """Hours and days pass by setting the record's moments back; everything else is as it is on AWS.

    Once the winner is live there is something to be held out from: who is, as chance has it for each site, sees again
    what was there before.
    """
    text, control = "Rye, rolls and rhubarb tarts", headline(audience, PEOPLE[0])
    before = ask(cloud, "GET", f"/sites/{shop.site_id}")["liveRelease"]
    address = begun(cloud, shop, text)
    forget_routes(cloud)
    first = awaited(lambda: headlines(audience).count(text), bool)
    assert ask(cloud, "POST", f"{address}/ship", {"arm": 1}, 202)["status"] == "complete"

    def stage() -> tuple[str, float]:
        found = ask(cloud, "GET", address)["shipping"]
        return found["stage"], round(found["share"], 3)

    awaited(stage, lambda found: found == ("ramp", 0.625))
    shown = awaited(lambda: headlines(audience).count(text), lambda count: count >= first)
    for share in (0.75, 1.0):
        passed(cloud, store, address, lambda test: back(test, since=STEP))
        awaited(stage, lambda found, share=share: found == ("ramp", share))
        shown = awaited(lambda: headlines(audience).count(text), lambda count, least=shown: count >= least)
    forget_routes(cloud)
    awaited(lambda: headlines(audience), lambda found: set(found) == {text})
    assert ask(cloud, "GET", f"/sites/{shop.site_id}")["liveRelease"] == before
    passed(cloud, store, address, lambda test: back(test, since=STEP))
    awaited(stage, lambda found: found == ("guarded", 1.0))
    assert ask(cloud, "GET", f"/sites/{shop.site_id}")["liveRelease"] != before
    plan = DynamoTrafficPlans(table="code24-local-domains").get(SiteId(shop.site_id))
    assert plan.holdout is not None
    held_out = [assigned(plan, person.address, person.agent).holdout for person in PEOPLE]
    wanted = [control if each else text for each in held_out]
    forget_routes(cloud)
    awaited(lambda: headlines(audience), lambda found: found == wanted)
    passed(cloud, store, address, lambda test: back(test, live_at=GUARDED))
    awaited(stage, lambda found: found == ("done", 1.0))


def back(test: AbTest, **moments: timedelta) -> AbTest:
    """The test as if moments of its shipping were longer ago."""
    assert test.shipping is not None
    earlier = {name: getattr(test.shipping, name) - span for name, span in moments.items()}
    return test.model_copy(update={"shipping": test.shipping.model_copy(update=earlier)})
