from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from code24.adapters import signed_requests
from code24.adapters.collecting import EventsQueue, SaltsTable, SiteExclusions, SiteSuspicions
from code24.adapters.due_queues import suspicion_of
from code24.adapters.items import item_of
from code24.analytics.models import AnalyticsSettings
from code24.errors import NotFound, Transient
from tests.environment import REGION
from tests.tables import create_table
from tests.unit.adapters.test_routing import Moto

TODAY = date(2026, 3, 10)
YESTERDAY = TODAY - timedelta(days=1)
SITE_ID = "s0123456789ab"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 10, 12, tzinfo=UTC)

    def __call__(self) -> float:
        return self.now.timestamp()


@pytest.fixture(autouse=True)
def network(cloud: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Moto]:
    network = Moto()
    create_table("salts", "day")
    signed_requests.forget()
    with monkeypatch.context() as patch:
        patch.setattr(signed_requests, "_connections", lambda read_timeout: network)
        patch.setattr(signed_requests, "sleep", lambda seconds: None)
        yield network
    signed_requests.forget()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def stored() -> dict[str, bytes]:
    items = boto3.resource("dynamodb", region_name=REGION).Table("salts").scan()["Items"]
    return {str(item["day"]): bytes(item["salt"]) for item in items}  # type: ignore[arg-type]


def test_a_day_s_salt_is_made_once_and_is_the_same_for_everybody(clock: Clock, network: Moto) -> None:
    first, second = SaltsTable("salts", clock), SaltsTable("salts", clock)
    salt = first.of(TODAY)
    assert len(salt) == 32
    assert second.of(TODAY) == salt == first.of(TODAY)
    assert stored() == {"2026-03-10": salt}
    asked = len(network.requests)
    assert second.of(TODAY) == salt
    assert len(network.requests) == asked, "it is remembered"


def test_days_have_nothing_in_common(clock: Clock) -> None:
    salts = SaltsTable("salts", clock)
    assert salts.of(TODAY) != salts.of(YESTERDAY)


def test_who_comes_second_takes_the_first_one_s(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, theirs = SaltsTable("salts", clock), SaltsTable("salts", clock)
    read, found = mine._read, []

    def read_too_early(day: date) -> bytes | None:
        if not found:
            found.append(theirs.of(day))
            return None
        return read(day)

    monkeypatch.setattr(mine, "_read", read_too_early)
    assert mine.of(TODAY) == found[0]
    assert stored() == {"2026-03-10": found[0]}


@pytest.mark.parametrize("days", [-2, -30, 1, 2])
def test_other_days_have_no_salt(clock: Clock, days: int) -> None:
    with pytest.raises(NotFound):
        SaltsTable("salts", clock).of(TODAY + timedelta(days=days))
    assert stored() == {}


def test_a_salt_is_gone_from_memory_and_table_when_yesterday_is_over(clock: Clock) -> None:
    salts = SaltsTable("salts", clock)
    salts.of(TODAY)
    clock.now += timedelta(days=1)
    tomorrow = salts.of(TODAY + timedelta(days=1))
    assert set(stored()) == {"2026-03-10", "2026-03-11"}
    clock.now += timedelta(days=1)
    last = salts.of(TODAY + timedelta(days=2))
    assert stored() == {"2026-03-11": tomorrow, "2026-03-12": last}
    assert set(salts._known) == {TODAY + timedelta(days=2), TODAY + timedelta(days=1)}
    with pytest.raises(NotFound):
        salts.of(TODAY)


def test_memory_forgets_by_itself(clock: Clock) -> None:
    salts = SaltsTable("salts", clock)
    salts.of(TODAY)
    clock.now += timedelta(days=5)
    with pytest.raises(NotFound):
        salts.of(TODAY)
    assert salts._known == {}


def test_the_table_is_told_when_a_salt_ends_and_what_has_expired_is_not_used(clock: Clock) -> None:
    SaltsTable("salts", clock).of(TODAY)
    table = boto3.resource("dynamodb", region_name=REGION).Table("salts")
    item = table.get_item(Key={"day": "2026-03-10"})["Item"]
    assert item["expires_at"] == int(datetime(2026, 3, 12, tzinfo=UTC).timestamp())
    table.put_item(Item=item | {"expires_at": int(clock()) - 1})
    with pytest.raises(Transient):
        SaltsTable("salts", clock).of(TODAY)


def test_a_table_that_does_not_answer_is_transient(clock: Clock, network: Moto) -> None:
    network.failure = EndpointConnectionError(endpoint_url="https://dynamodb")
    with pytest.raises(Transient, match="salts"):
        SaltsTable("salts", clock).of(TODAY)
    network.failure, network.refusal = None, (400, "AccessDeniedException")
    with pytest.raises(Transient, match="AccessDenied"):
        SaltsTable("salts", clock).of(TODAY)


def test_a_message_arrives_as_it_was_sent() -> None:
    url = boto3.client("sqs").create_queue(QueueName="events")["QueueUrl"]
    EventsQueue(url).send('{"events":[{"path":"/über/"}]}'.encode())
    [message] = boto3.client("sqs").receive_message(QueueUrl=url)["Messages"]
    assert message["Body"] == '{"events":[{"path":"/über/"}]}'


def test_a_queue_that_does_not_take_it_is_transient(network: Moto) -> None:
    with pytest.raises(Transient, match="queue"):
        EventsQueue(f"https://sqs.{REGION}.amazonaws.com/123456789012/nothing").send(b"{}")
    network.failure = EndpointConnectionError(endpoint_url="https://sqs")
    with pytest.raises(Transient, match="queue"):
        EventsQueue("https://sqs/queue").send(b"{}")


def test_what_owners_exclude_is_read_from_their_settings() -> None:
    settings = AnalyticsSettings(site_id=SITE_ID, excluded_paths=("/intern/*", "/danke/"))
    boto3.client("dynamodb").put_item(TableName="sites", Item=item_of(settings, record="analytics"))
    assert tuple(SiteExclusions("sites").of(SITE_ID)) == ("/intern/*", "/danke/")
    assert tuple(SiteExclusions("sites").of("s000000000002")) == ()


def test_exclusions_that_cannot_be_read_are_transient(network: Moto) -> None:
    network.failure = EndpointConnectionError(endpoint_url="https://dynamodb")
    with pytest.raises(Transient):
        SiteExclusions("sites").of(SITE_ID)


def put_site(status: str) -> None:
    site = {"site_id": SITE_ID, "record": "site", "status": status, "customer_id": "c0123456789ab"}
    boto3.resource("dynamodb", region_name=REGION).Table("sites").put_item(Item=site)


def suspicions() -> list[dict[str, object]]:
    items = boto3.client("dynamodb", region_name=REGION).scan(TableName="sites")["Items"]
    return [dict(item) for item in items if item["record"] == {"S": "attention"}]


def test_a_site_that_visitors_cannot_see_is_due_as_if_upkeep_itself_had_suspected_it(clock: Clock) -> None:
    put_site("active")
    assert SiteSuspicions("sites", clock).suspect(SITE_ID, "It is gone.")
    assert suspicions() == [suspicion_of(SITE_ID, "c0123456789ab", "It is gone.", clock.now)]


def test_a_second_suspicion_does_not_put_the_first_one_off(clock: Clock) -> None:
    put_site("active")
    suspecting = SiteSuspicions("sites", clock)
    suspecting.suspect(SITE_ID, "It is gone.")
    [first] = suspicions()
    clock.now += timedelta(seconds=30)
    assert not suspecting.suspect(SITE_ID, "It is still gone.")
    assert suspicions() == [first]


@pytest.mark.parametrize("status", ["building", "suspended", "deleting", "deleted"])
def test_a_site_that_is_not_active_is_not_suspected(clock: Clock, status: str) -> None:
    put_site(status)
    suspecting = SiteSuspicions("sites", clock)
    assert not suspecting.suspect(SITE_ID, "It is gone.")
    assert not suspecting.suspect("s000000000000", "There never was one.")
    assert suspicions() == []


def test_a_table_that_cannot_be_reached_is_tried_again_by_lambda(clock: Clock) -> None:
    with pytest.raises(Transient, match="could not be used"):
        SiteSuspicions("no-such-table", clock).suspect(SITE_ID, "It is gone.")
