"""Records that cannot be read: parked once, with a reason, looked at rarely, and let go of once they are put right."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from code24.adapters import aws
from code24.adapters.incidents import DynamoIncidents
from code24.adapters.telling import listener
from code24.build.models import SILENT_AFTER, BuildStatus
from code24.errors import Damaged
from code24.models import Model
from code24.optimize.loop.models import OVERDUE_AFTER
from code24.sites.models import SiteStatus
from code24.sites.workers import delete_site
from code24.upkeep.attending.attend import attend
from code24.upkeep.attending.models import Attended, Result
from code24.upkeep.models import Attention, Incident, Kind, Outcome
from tests.runbook import commands, parameters_in
from tests.unit.adapters.indexed_world import BUILDS, SITES, IndexedWorld, at_rest
from tests.unit.sites.world import ANN

HOUR = timedelta(hours=1)
BY_HAND = 'It is looked at every hour; docs/runbook.md says how to put it right ("Mend a record that cannot be read").'


class TornWorld(IndexedWorld):
    """Its incidents are in the emulated DynamoDB, too."""

    incidents: Any

    def due(self, kind: Kind) -> list[Attention]:
        return list(self.due_index.due(kind, self.clock.now(), 9))

    def look(self, kind: Kind) -> Attended:
        """Look at the one thing of a kind that is due, as the queue delivers it."""
        [mark] = self.due(kind)
        attended: Attended = self.run(attend, Attention.model_validate_json(mark.model_dump_json()))
        return attended

    def item(self, record: str) -> dict[str, Any]:
        return dict(self.table.get_item(Key={"site_id": self.id, "record": record})["Item"])

    @property
    def table(self) -> Any:
        return boto3.resource("dynamodb").Table(SITES)


@pytest.fixture
def world() -> Iterator[TornWorld]:
    with at_rest(TornWorld) as world:
        world.incidents = DynamoIncidents(table="code24-test-operations")
        world.site_probe.led_to = lambda host: world.id  # type: ignore[method-assign]
        world.release_versions.of_site = lambda site_id: ()  # type: ignore[method-assign]
        yield world


@pytest.mark.parametrize(
    ("torn", "wrong"),
    [
        ({"next_due_at": None}, "next_due_at"),
        ({"status": 7, "generation": "many"}, "generation, status"),
        ({"customer_id": "Ann, 12 Main Street"}, "customer_id"),
    ],
)
def test_a_loop_is_parked_once_and_goes_on_when_it_is_put_right(
    world: TornWorld, torn: dict[str, Any], wrong: str
) -> None:
    whole = world.item("loop")
    world.table.put_item(Item={name: value for name, value in (whole | torn).items() if value is not None})
    world.clock.moment = datetime.fromisoformat(str(whole["due_at"]))
    first = world.look(Kind.LOOP)
    assert (first.outcome, first.wrong, first.done) == (
        Result.PARKED,
        f"A stored LoopState cannot be read: {wrong}.",
        BY_HAND,
    )
    [parked] = world.incidents.parked(9)
    assert (parked.kind, parked.id, parked.site_id) == (Kind.LOOP, world.id, world.id)
    world.clock.moment += HOUR - timedelta(seconds=1)
    assert world.due(Kind.LOOP) == [], "not by every tick"
    world.clock.moment += timedelta(seconds=1)
    heard: list[Model] = []
    listening = listener.set(lambda record, written: heard.append(record) if written else None)
    assert world.look(Kind.LOOP).outcome is Result.PARKED
    listener.reset(listening)
    assert [each for each in heard if isinstance(each, Incident)] == [], "it counts once"
    assert world.incidents.parked(9) == [parked]
    world.table.put_item(Item=whole)
    assert world.look(Kind.LOOP).outcome is Result.REPAIRED
    assert world.loop.generation == 2
    assert world.incidents.parked(9) == []
    assert {each.outcome for each in world.incidents.recent(9)} == {Outcome.REPAIRED, Outcome.RESOLVED}


@pytest.mark.parametrize("lost", ["progress", "created_at", "runs", "site_id"])
def test_a_build_is_parked_once_and_goes_on_when_it_is_put_right(world: TornWorld, lost: str) -> None:
    build = world.build(world.site)
    table = boto3.resource("dynamodb").Table(BUILDS)
    whole = table.get_item(Key={"build_id": build.build_id})["Item"]
    torn = whole | {"runs": "several"} if lost == "runs" else {name: whole[name] for name in whole if name != lost}
    table.put_item(Item=torn)
    world.clock.moment += SILENT_AFTER
    looked = world.look(Kind.BUILD)
    assert (looked.outcome, looked.wrong) == (Result.PARKED, f"A stored Build cannot be read: {lost}.")
    [parked] = world.incidents.parked(9)
    assert (parked.id, parked.site_id) == (build.build_id, None if lost == "site_id" else world.id)
    assert world.due(Kind.BUILD) == []
    world.clock.moment += HOUR
    world.look(Kind.BUILD)
    assert world.incidents.parked(9) == [parked]
    world.clock.moment += HOUR
    table.put_item(Item=whole)
    assert world.look(Kind.BUILD).outcome is Result.REPAIRED
    assert world.incidents.parked(9) == []
    assert world.executions.started.count((build.build_id, 1)) == 1


def test_a_site_is_parked_and_its_change_is_looked_at_when_it_is_put_right(world: TornWorld) -> None:
    build = world.build(world.site)
    world.publish(build, "Welcome back")
    world.builds.end(build.build_id, BuildStatus.COMPLETE, world.clock.now())
    whole = world.item("site")
    world.table.put_item(Item=whole | {"status": "so so"})
    world.clock.moment += HOUR
    assert world.look(Kind.CHANGE).outcome is Result.PARKED
    assert {(each.kind, each.reason) for each in world.incidents.parked(9)} == {
        (kind, "A stored Site cannot be read: status.") for kind in (Kind.SITE, Kind.CHANGE)
    }
    assert world.due(Kind.SITE) == world.due(Kind.CHANGE) == []
    world.table.put_item(Item=whole)
    world.clock.moment += HOUR
    assert world.look(Kind.SITE).outcome is Result.WELL
    assert world.look(Kind.CHANGE).outcome is not Result.PARKED
    assert world.incidents.parked(9) == []
    world.clock.moment += HOUR
    assert world.due(Kind.SITE) == world.due(Kind.CHANGE) == []


def test_what_visitors_see_is_repaired_also_where_the_loop_cannot_be_read(world: TornWorld) -> None:
    world.table.put_item(Item={"site_id": world.id, "record": "loop"})
    live = world.sites.get(world.id).live_release
    del world.site_functions.aliases[world.id]["live"]
    world.due_index.suspect(world.id, ANN, "Visitors miss a page.", world.clock.now())
    assert world.look(Kind.SITE).outcome is Result.REPAIRED
    assert world.site_functions.aliases[world.id]["live"] == world.sites.release(world.id, str(live)).version
    world.due_index.suspect(world.id, ANN, "Visitors miss a page.", world.clock.now())
    assert world.look(Kind.SITE).outcome is Result.PARKED, "nothing else finds a loop that is in no index"
    [parked] = world.incidents.parked(9)
    assert parked.reason.startswith("A stored LoopState cannot be read: ")


def test_a_site_whose_loop_cannot_be_read_is_deleted(world: TornWorld) -> None:
    world.table.put_item(Item=world.item("loop") | {"status": 7})
    world.clock.moment += timedelta(days=30)
    world.look(Kind.LOOP)
    world.run(delete_site, world.id, ANN)
    assert world.sites.get(world.id).status is SiteStatus.DELETED
    world.due_index.suspect(world.id, ANN, "?", world.clock.now())
    assert world.look(Kind.SITE).outcome is Result.GONE
    assert world.incidents.parked(9) == []


def test_a_record_of_no_site_leaves_the_index(world: TornWorld) -> None:
    place = {"queue": "sites#0", "due_at": "2026-01-01T00:00:00Z"}
    world.table.put_item(Item={"site_id": "my site", "record": "attention"} | place)
    assert world.look(Kind.SITE).outcome is Result.GONE
    assert world.table.get_item(Key={"site_id": "my site", "record": "attention"}).get("Item") is None
    world.table.put_item(Item={"site_id": "my site", "record": "loop"} | place | {"queue": "loops#0"})
    assert world.look(Kind.LOOP).outcome is Result.PARKED
    assert world.due(Kind.LOOP) == []
    [parked] = world.incidents.parked(9)
    assert (parked.id, parked.site_id) == ("my site", None)
    world.table.delete_item(Key={"site_id": "my site", "record": "loop"})
    by_hand = Attention(kind=Kind.LOOP, id="my site", due_at=world.clock.now())
    assert world.run(attend, by_hand).outcome is Result.GONE
    assert world.incidents.parked(9) == []


@pytest.mark.parametrize("spelled", ["2026-01-01T00:00:00Z", "2026-01-01", "2020"])
def test_what_is_well_leaves_the_ticks_alone_however_its_moment_is_spelled(world: TornWorld, spelled: str) -> None:
    build = world.build(world.site)
    for table, key in (
        (SITES, {"site_id": world.id, "record": "loop"}),
        (BUILDS, {"build_id": build.build_id}),
    ):
        boto3.resource("dynamodb").Table(table).update_item(
            Key=key, UpdateExpression="SET due_at = :at", ExpressionAttributeValues={":at": spelled}
        )
    world.clock.moment += timedelta(seconds=1)
    assert world.look(Kind.LOOP).outcome is world.look(Kind.BUILD).outcome is Result.WELL
    waiting = world.waiting()
    assert waiting[Kind.LOOP] == world.loop.next_due_at + OVERDUE_AFTER
    assert waiting[Kind.BUILD] == world.builds.get(build.build_id).silent_at


def test_what_is_wrong_is_named_and_what_stands_there_is_not(world: TornWorld) -> None:
    world.table.put_item(Item=world.item("site") | {"status": "secret", "slug": "Ann's own words"})
    with pytest.raises(Damaged) as caught:
        world.sites.get(world.id)
    assert str(caught.value) == "A stored Site cannot be read: slug, status."


def test_the_runbook_s_commands_put_them_right(world: TornWorld) -> None:
    build = world.build(world.site)
    builds = boto3.resource("dynamodb").Table(BUILDS)
    builds.put_item(Item=builds.get_item(Key={"build_id": build.build_id})["Item"] | {"runs": "several"})
    world.table.put_item(Item=world.item("loop") | {"next_due_at": "soon"})
    world.clock.moment += timedelta(days=30)
    assert world.look(Kind.LOOP).outcome is world.look(Kind.BUILD).outcome is Result.PARKED

    found = [each for each in commands() if each.section == "Mend a record that cannot be read"]
    known = {"$ENV": "test", "$SITE": world.id, "$BUILD": build.build_id, "SUBSTITUTED": "the queue"}
    named = [(each.operation, parameters_in(each, known)) for each in found]
    reads, updates = ([given for name, given in named if name == each] for each in ("get_item", "update_item"))
    assert [
        aws.dynamodb().get_item(**each)["Item"][name] for each, name in zip(reads, ("next_due_at", "runs"), strict=True)
    ] == [
        {"S": "soon"},
        {"S": "several"},
    ]
    for each in updates:
        aws.dynamodb().update_item(**each)
    assert world.builds.get(build.build_id).runs == 1
    looks = [Attention.model_validate_json(given["MessageBody"]) for name, given in named if name == "send_message"]
    assert [(each.kind, each.id) for each in looks] == [(Kind.LOOP, world.id), (Kind.BUILD, build.build_id)]
    assert world.run(attend, looks[0]).outcome is Result.REPAIRED
    assert [each.kind for each in world.incidents.parked(9)] == [Kind.BUILD]
    for name, each in named:
        if name == "delete_item":
            aws.dynamodb().delete_item(**each)
    assert world.run(attend, looks[1]).outcome is Result.GONE
    assert world.incidents.parked(9) == []
