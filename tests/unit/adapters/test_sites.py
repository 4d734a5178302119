from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from code24.adapters import aws
from code24.adapters.items import item_of
from code24.adapters.sites import DynamoSites
from code24.errors import AlreadyExists, Conflict, NotFound, Transient
from code24.forms.models import FormKind, SiteForms
from code24.sites.models import Release, ReleaseFile, Route, RouteStatus, Site, SiteStatus

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ID, OTHER, OWNER = "s000000000001", "s000000000002", "c000000000001"


def site(number: int = 1, **changes: Any) -> Site:
    at = START + timedelta(seconds=number)
    return Site(
        site_id=f"s{number:012d}",
        customer_id=OWNER,
        slug=f"acme-{number}",
        name="Acme",
        status=SiteStatus.BUILDING,
        created_at=at,
        updated_at=at,
    ).model_copy(update=changes)


def route(status: RouteStatus = RouteStatus.RESERVED, number: int = 1, **changes: Any) -> Route:
    host = f"acme-{number}.localhost"
    return Route(host=host, site_id=f"s{number:012d}", status=status).model_copy(update=changes)


def release(number: int = 1, site_id: str = ID, **changes: Any) -> Release:
    return Release(
        release_id=f"r{number:010d}",
        site_id=site_id,
        build_id="b0000000000000001",
        version=str(number),
        created_at=START + timedelta(seconds=number),
        sha256="0" * 64,
        files=(ReleaseFile(path="/index.html", content_type="text/html", sha256="1" * 64, bytes=12),),
    ).model_copy(update=changes)


def stored_route(host: str = "acme-1.localhost") -> dict[str, Any] | None:
    return boto3.resource("dynamodb").Table("domains").get_item(Key={"host": host}).get("Item")


DUE = ("change", "attention")
"""Records of what is due for a site, which go with it."""


@pytest.fixture
def sites(cloud: None) -> DynamoSites:
    return DynamoSites(sites_table="sites", domains_table="domains")


def test_a_site_is_reserved_with_its_route(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    assert sites.get(ID) == site()
    assert stored_route() == {
        "host": "acme-1.localhost",
        "site_id": ID,
        "status": "reserved",
        "alias": "live",
        "plan": "free",
    }


def test_a_release_keeps_what_its_forms_need(sites: DynamoSites) -> None:
    forms = SiteForms(language="de", kinds=(FormKind.CONTACT, FormKind.ORDER), thanks_path="/danke/", name="Acme",
                      notify="owner@example.org")  # fmt: skip
    sites.reserve(site(), route())
    sites.add_release(release(forms=forms))
    sites.add_release(release(2))
    assert sites.forms(ID, release().release_id) == forms
    assert sites.release(ID, release().release_id).forms == forms
    assert sites.forms(ID, release(2).release_id) is None
    with pytest.raises(NotFound, match="has no release"):
        sites.forms(ID, "r0000000009")


def test_a_taken_host_reserves_nothing(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    with pytest.raises(AlreadyExists, match=r"acme-1\.localhost is taken"):
        sites.reserve(site(2), route(site_id=OTHER))
    with pytest.raises(NotFound, match=OTHER):
        sites.get(OTHER)
    assert stored_route()["site_id"] == ID


def test_a_site_is_reserved_once(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    with pytest.raises(AlreadyExists, match=ID):
        sites.reserve(site(slug="other"), route(host="other.localhost"))
    assert stored_route("other.localhost") is None


def test_a_deleted_sites_host_is_free_when_its_time_is_over(sites: DynamoSites) -> None:
    until = int(START.timestamp()) + 100
    sites.reserve(site(), route(RouteStatus.DELETED, expires_at=until))
    with pytest.raises(AlreadyExists):
        sites.reserve(site(2), route(site_id=OTHER))
    sites.reserve(site(2, created_at=START + timedelta(seconds=100)), route(site_id=OTHER))
    assert stored_route()["site_id"] == OTHER
    assert "expires_at" not in stored_route()


def test_a_customers_sites_come_newest_first_without_deleted_ones(sites: DynamoSites) -> None:
    for number in (1, 2, 3):
        sites.reserve(site(number), route(number=number))
    sites.reserve(site(4, customer_id="c000000000002"), route(number=4))
    sites.add_release(release())
    sites.erase(site(2, status=SiteStatus.DELETED))
    assert [each.site_id for each in sites.of_customer(OWNER, 100)] == ["s000000000003", ID]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6, 100])
def test_pages_of_sites_have_every_site_once(sites: DynamoSites, limit: int) -> None:
    living = [site(number) for number in (1, 2, 5, 7, 8)]
    # Two of the same moment, and deleted ones before, between and behind.
    for each in [*living, site(6, created_at=site(5).created_at)]:
        sites.reserve(each, route(number=int(each.site_id[1:])))
    for number in (3, 4, 9, 10):
        sites.reserve(site(number, status=SiteStatus.DELETED), route(number=number))
    found: list[Site] = []
    after = None
    while page := sites.of_customer(OWNER, limit, after):
        assert len(page) <= limit
        assert len(page) == limit or not sites.of_customer(OWNER, limit, page[-1])
        found += page
        after = page[-1]
    assert [each.created_at for each in found] == sorted((each.created_at for each in found), reverse=True)
    assert {each.site_id for each in found} == {f"s{number:012d}" for number in (1, 2, 5, 6, 7, 8)}
    assert len(found) == 6


def test_a_page_goes_on_behind_a_site_that_was_deleted_meanwhile(sites: DynamoSites) -> None:
    for number in (1, 2, 3):
        sites.reserve(site(number), route(number=number))
    [last] = sites.of_customer(OWNER, 1, site(3))
    sites.erase(site(2, status=SiteStatus.DELETED, name="", slug=OTHER, deleted_at=START))
    assert last == site(2)
    assert sites.of_customer(OWNER, 1, sites.get(OTHER)) == [site(1)]


def test_a_page_is_the_callers_whatever_it_begins_behind(sites: DynamoSites) -> None:
    for number in (1, 2, 3, 4):
        owner = OWNER if number % 2 else "c000000000002"
        sites.reserve(site(number, customer_id=owner), route(number=number))
    with Stubber(aws.dynamodb()) as stubber:
        stubber.add_response("query", {"Items": [item_of(site(1), record="site")]}, {
            "TableName": "sites",
            "IndexName": "by-customer",
            "KeyConditionExpression": "customer_id = :customer_id",
            "FilterExpression": "#status <> :deleted",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": {":customer_id": {"S": OWNER}, ":deleted": {"S": "deleted"}},
            "ScanIndexForward": False,
            "Limit": 5,
            "ExclusiveStartKey": {
                "customer_id": {"S": OWNER},
                "created_at": {"S": "2026-03-01T12:00:02Z"},
                "site_id": {"S": OTHER},
                "record": {"S": "site"},
            },
        })  # fmt: skip
        assert sites.of_customer(OWNER, 5, site(2, customer_id="c000000000002")) == [site(1)]
        stubber.assert_no_pending_responses()


def test_reading_ends_with_the_page(sites: DynamoSites) -> None:
    """There is more behind the page, and it is not asked for."""
    key = {"site_id": {"S": ID}, "record": {"S": "site"}}
    with Stubber(aws.dynamodb()) as stubber:
        for number in (3, 2):
            page = {"Items": [item_of(site(number), record="site")], "LastEvaluatedKey": key}
            stubber.add_response("query", page)
        assert sites.of_customer(OWNER, 2) == [site(3), site(2)]
        stubber.assert_no_pending_responses()


def test_a_list_of_releases_leaves_the_manifests_where_they_are(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    sites.add_release(release())
    answers: list[dict[str, Any]] = []
    aws.dynamodb().meta.events.register("after-call.dynamodb.Query", lambda parsed, **_: answers.append(parsed))
    [summary] = sites.releases(ID)
    assert (summary.file_count, summary.total_bytes) == (1, 12)
    [item] = answers[0]["Items"]
    assert item.keys() == {
        "release_id", "site_id", "build_id", "created_at", "sha256", "file_count", "total_bytes",
    }  # fmt: skip


def test_lists_go_on_over_pages(sites: DynamoSites) -> None:
    key = {"site_id": {"S": ID}, "record": {"S": "release#r0000000001"}}
    with Stubber(aws.dynamodb()) as stubber:
        for number in (1, 2):
            page: dict[str, Any] = {"Items": [item_of(release(number).summary)]}
            stubber.add_response("query", page | ({"LastEvaluatedKey": key} if number == 1 else {}))
        assert sites.releases(ID) == [release(2).summary, release(1).summary]
        stubber.assert_no_pending_responses()


def test_a_release_stays_as_it_was_stored_first(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    sites.add_release(release())
    sites.add_release(release(created_at=START + timedelta(days=1)))
    assert sites.release(ID, "r0000000001") == release()
    assert sites.releases(ID) == [release().summary]


def test_a_release_belongs_to_one_site(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    sites.reserve(site(2), route(number=2))
    sites.add_release(release())
    with pytest.raises(NotFound, match=f"{OTHER} has no release r0000000001"):
        sites.release(OTHER, "r0000000001")
    assert sites.releases(OTHER) == []


def test_going_live_changes_record_and_route(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    sites.add_release(release())
    at = START + timedelta(minutes=1)
    sites.set_live(ID, "r0000000001", route(RouteStatus.ACTIVE), at)
    assert sites.get(ID) == site(status=SiteStatus.ACTIVE, live_release="r0000000001", updated_at=at)
    assert stored_route()["status"] == "active"


def test_a_release_takes_the_place_of_none_but_those_it_may(sites: DynamoSites) -> None:
    first, second, third = "r0000000001", "r0000000002", "r0000000003"
    sites.reserve(site(), route())
    sites.set_live(ID, first, route(RouteStatus.ACTIVE), START, ())
    sites.set_live(ID, second, route(RouteStatus.ACTIVE), START, (first,))
    sites.set_live(ID, second, route(RouteStatus.ACTIVE), START, (first,))  # repeating it is fine
    for over in ((first,), ()):
        with pytest.raises(Conflict, match=f"{second} of site {ID} went live meanwhile"):
            sites.set_live(ID, third, route(RouteStatus.ACTIVE), START, over)
    assert sites.get(ID).live_release == second
    sites.set_live(ID, third, route(RouteStatus.ACTIVE), START)
    assert sites.get(ID).live_release == third


def test_a_suspended_site_is_said_to_be_suspended_whatever_is_live(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    sites.set_live(ID, "r0000000001", route(RouteStatus.ACTIVE), START)
    sites.set_status(ID, SiteStatus.SUSPENDED, route(RouteStatus.SUSPENDED), START)
    with pytest.raises(Conflict, match="is suspended"):
        sites.set_live(ID, "r0000000003", route(RouteStatus.ACTIVE), START, ("r0000000002",))


@pytest.mark.parametrize("status", [SiteStatus.SUSPENDED, SiteStatus.DELETING])
def test_nothing_goes_live_on_a_suspended_or_deleted_site(sites: DynamoSites, status: SiteStatus) -> None:
    sites.reserve(site(), route())
    sites.set_status(ID, status, route(RouteStatus.SUSPENDED), START)
    with pytest.raises(Conflict, match=f"is {status.value}"):
        sites.set_live(ID, "r0000000001", route(RouteStatus.ACTIVE), START)
    assert sites.get(ID).live_release is None
    assert stored_route()["status"] == "suspended"


def test_another_sites_host_is_never_taken_over(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    sites.reserve(site(2), route(number=2))
    for change in (
        lambda: sites.set_live(OTHER, "r0000000001", route(RouteStatus.ACTIVE, site_id=OTHER), START),
        lambda: sites.set_status(OTHER, SiteStatus.SUSPENDED, route(RouteStatus.SUSPENDED, site_id=OTHER), START),
    ):
        with pytest.raises(Conflict, match=r"acme-1\.localhost belongs to another site"):
            change()
    assert sites.get(OTHER) == site(2)
    assert stored_route()["site_id"] == ID


def test_a_site_that_never_was(sites: DynamoSites) -> None:
    for change in (
        lambda: sites.get(ID),
        lambda: sites.set_live(ID, "r0000000001", route(RouteStatus.ACTIVE), START),
        lambda: sites.set_status(ID, SiteStatus.SUSPENDED, route(RouteStatus.SUSPENDED), START),
        lambda: sites.add_release(release()),
    ):
        with pytest.raises(NotFound, match=ID):
            change()
    assert stored_route() is None


@pytest.mark.parametrize(
    ("present", "wanted", "allowed"),
    [
        (SiteStatus.BUILDING, SiteStatus.SUSPENDED, True),
        (SiteStatus.ACTIVE, SiteStatus.SUSPENDED, True),
        (SiteStatus.SUSPENDED, SiteStatus.ACTIVE, True),
        (SiteStatus.SUSPENDED, SiteStatus.BUILDING, True),
        (SiteStatus.ACTIVE, SiteStatus.BUILDING, False),
        (SiteStatus.ACTIVE, SiteStatus.DELETING, True),
        (SiteStatus.DELETING, SiteStatus.DELETING, True),
        (SiteStatus.DELETING, SiteStatus.ACTIVE, False),
        (SiteStatus.DELETING, SiteStatus.SUSPENDED, False),
        (SiteStatus.DELETED, SiteStatus.DELETING, False),
        (SiteStatus.DELETED, SiteStatus.ACTIVE, False),
    ],
)
def test_a_status_follows_from_some_others_only(
    sites: DynamoSites, present: SiteStatus, wanted: SiteStatus, allowed: bool
) -> None:
    sites.reserve(site(status=present), route())
    if allowed:
        sites.set_status(ID, wanted, route(), START)
    else:
        with pytest.raises(Conflict, match=f"is {present.value}"):
            sites.set_status(ID, wanted, route(), START)
    assert sites.get(ID).status is (wanted if allowed else present)


def test_erasing_leaves_the_audit_record_alone(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    for number in range(1, 31):  # more than one batch
        sites.add_release(release(number))
    audit = site(name="", slug=ID, status=SiteStatus.DELETED, deleted_at=START)
    sites.erase(audit)
    sites.erase(audit)
    assert sites.releases(ID) == []
    assert sites.get(ID) == audit
    assert boto3.resource("dynamodb").Table("sites").scan()["Count"] == 1


@pytest.mark.parametrize("status", [SiteStatus.DELETING, SiteStatus.DELETED])
def test_a_release_that_races_with_the_deletion_is_not_recorded(sites: DynamoSites, status: SiteStatus) -> None:
    sites.reserve(site(status=status), route())
    with pytest.raises(Conflict, match=f"is {status.value}"):
        sites.add_release(release())
    assert sites.releases(ID) == []


def test_other_transactions_are_waited_for(sites: DynamoSites, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("code24.adapters.items.sleep", pauses.append)
    with Stubber(aws.dynamodb()) as stubber:
        for _ in range(2):
            stubber.add_client_error(
                "transact_write_items",
                "TransactionCanceledException",
                modeled_fields={
                    "CancellationReasons": [{"Code": "TransactionConflict"}, {"Code": "None"}, {"Code": "None"}]
                },
            )
        stubber.add_response("transact_write_items", {})
        sites.set_live(ID, "r0000000001", route(RouteStatus.ACTIVE), START)
        stubber.assert_no_pending_responses()
    assert len(pauses) == 2


def test_other_transactions_are_not_waited_for_for_ever(sites: DynamoSites, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("code24.adapters.items.sleep", lambda _: None)
    with Stubber(aws.dynamodb()) as stubber:
        for _ in range(6):
            stubber.add_client_error(
                "transact_write_items",
                "TransactionCanceledException",
                modeled_fields={
                    "CancellationReasons": [{"Code": "None"}, {"Code": "TransactionConflict"}, {"Code": "None"}]
                },
            )
        with pytest.raises(Transient, match="other writes"):
            sites.set_live(ID, "r0000000001", route(RouteStatus.ACTIVE), START)


def test_deletes_that_dynamodb_left_over_are_sent_again(sites: DynamoSites) -> None:
    sites.reserve(site(), route())
    key = {"site_id": {"S": ID}, "record": {"S": "release#r0000000001"}}
    left = {"sites": [{"DeleteRequest": {"Key": key}}]}
    change, suspicion = ({"DeleteRequest": {"Key": key | {"record": {"S": name}}}} for name in DUE)
    with_the_change = [*left["sites"], change]
    with Stubber(aws.dynamodb()) as stubber:
        stubber.add_response("query", {"Items": [{"record": key["record"]}]})
        stubber.add_response(
            "batch_write_item", {"UnprocessedItems": left}, {"RequestItems": {"sites": with_the_change}}
        )
        stubber.add_response("batch_write_item", {"UnprocessedItems": {}}, {"RequestItems": left})
        stubber.add_response("put_item", {})
        stubber.add_response("batch_write_item", {"UnprocessedItems": {}}, {"RequestItems": {"sites": [suspicion]}})
        sites.erase(site(status=SiteStatus.DELETED))
        stubber.assert_no_pending_responses()
