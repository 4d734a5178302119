from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from code24.adapters import aws
from code24.adapters import submissions as adapter
from code24.adapters.items import query
from code24.adapters.sites import DynamoSites
from code24.adapters.submissions import DynamoSubmissions
from code24.errors import AlreadyExists, Conflict, NotFound
from code24.forms.models import FormKind, Submission, SubmissionPlace, SubmissionQuery
from code24.sites.models import Route, RouteStatus, Site, SiteStatus

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ID, OTHER = "s000000000001", "s000000000002"
EVERYTHING = SubmissionQuery()


def site(site_id: str = ID) -> Site:
    return Site(site_id=site_id, customer_id="c000000000001", slug=f"acme-{site_id[-1]}", name="Acme",
                status=SiteStatus.BUILDING, created_at=START, updated_at=START)  # fmt: skip


def route(status: RouteStatus, site_id: str = ID) -> Route:
    return Route(host=f"acme-{site_id[-1]}.localhost", site_id=site_id, status=status)


def submission(number: int = 1, **changes: Any) -> Submission:
    return Submission(
        site_id=ID,
        submission_id=f"f{number:016d}",
        form=FormKind.CONTACT,
        created_at=START + timedelta(seconds=number),
        fields={"name": "Jörg", "email": "joerg@example.org", "message": "Zwei\nZeilen"},
        page="/über/",
    ).model_copy(update=changes)


@pytest.fixture
def sites(cloud: None) -> DynamoSites:
    sites = DynamoSites(sites_table="sites", domains_table="domains")
    for site_id in (ID, OTHER):
        sites.reserve(site(site_id), route(RouteStatus.RESERVED, site_id))
    return sites


@pytest.fixture
def submissions(sites: DynamoSites) -> DynamoSubmissions:
    return DynamoSubmissions(submissions_table="submissions", sites_table="sites")


def numbers(found: Any) -> list[int]:
    return [int(each.submission_id[1:]) for each in found]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, datetime(1, 1, 1, tzinfo=UTC), []),
        (datetime(1, 1, 1, tzinfo=UTC), None, [1]),
        (datetime(9999, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC), None, []),
        (None, datetime(9999, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC), [1]),
    ],
)
def test_the_ends_of_the_calendar(
    submissions: DynamoSubmissions, since: datetime | None, until: datetime | None, found: list[int]
) -> None:
    submissions.put(submission(1))
    assert numbers(submissions.of_site(ID, SubmissionQuery(since=since, until=until), 9)) == found


@pytest.mark.parametrize(
    ("place", "found"), [(-3_600, []), (9, [1]), (10, [2, 1]), (11, [3, 2, 1]), (3_600, [3, 2, 1])]
)
def test_a_place_outside_of_what_is_asked_for(
    submissions: DynamoSubmissions, monkeypatch: pytest.MonkeyPatch, place: int, found: list[int]
) -> None:
    """DynamoDB refuses a start outside of the key condition; moto does not."""
    asked: list[dict[str, Any]] = []

    def noting(doing: str, **request: Any) -> Any:
        asked.append(request)
        return query(doing, **request)

    monkeypatch.setattr(adapter, "query", noting)
    for number in range(1, 4):
        submissions.put(submission(number, created_at=START + timedelta(seconds=7 + number)))
    wanted = SubmissionQuery(since=START, until=START + timedelta(seconds=11))
    after = SubmissionPlace(created_at=START + timedelta(seconds=place), submission_id="f0000000000000002")
    assert len(numbers(submissions.of_site(ID, wanted, 9, after))) <= len(found)
    for request in asked:
        between = request["ExpressionAttributeValues"]
        if start := request.get("ExclusiveStartKey"):
            assert between[":since"]["S"] <= start["created_at"]["S"] <= between[":until"]["S"]


def test_one_form_among_many_is_found_in_few_requests(
    submissions: DynamoSubmissions, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests: list[str] = []
    for number in range(1, 40):
        submissions.put(submission(number, form=FormKind.ORDER if number == 1 else FormKind.NEWSLETTER))
    aws.dynamodb().meta.events.register("before-call.dynamodb.Query", lambda **_: requests.append("Query"))
    assert numbers(submissions.of_site(ID, SubmissionQuery(form=FormKind.ORDER), 1)) == [1]
    assert len(requests) == 1


def test_a_submission_comes_back_as_it_was_stored(submissions: DynamoSubmissions) -> None:
    submissions.put(submission())
    assert submissions.get(ID, "f0000000000000001") == submission()
    with pytest.raises(NotFound, match=f"{OTHER} has no submission"):
        submissions.get(OTHER, "f0000000000000001")


def test_a_submission_is_stored_once(submissions: DynamoSubmissions) -> None:
    submissions.put(submission())
    with pytest.raises(AlreadyExists):
        submissions.put(submission(fields={"name": "Somebody else"}))
    assert submissions.get(ID, "f0000000000000001") == submission()


@pytest.mark.parametrize("status", [SiteStatus.SUSPENDED, SiteStatus.DELETING])
def test_a_site_that_has_no_visitors_receives_nothing(
    sites: DynamoSites, submissions: DynamoSubmissions, status: SiteStatus
) -> None:
    sites.set_status(ID, status, route(RouteStatus.DELETED), START)
    with pytest.raises(Conflict, match="receives nothing"):
        submissions.put(submission())
    with pytest.raises(Conflict):
        submissions.put(submission(site_id="s999999999999"))


def test_the_newest_come_first(submissions: DynamoSubmissions) -> None:
    for number in (2, 5, 1, 4, 3):
        submissions.put(submission(number))
    submissions.put(submission(9, site_id=OTHER))
    assert numbers(submissions.of_site(ID, EVERYTHING, 10)) == [5, 4, 3, 2, 1]
    assert numbers(submissions.of_site(ID, EVERYTHING, 2)) == [5, 4]


def test_a_list_goes_on_behind_a_place_though_what_stood_there_is_gone(submissions: DynamoSubmissions) -> None:
    for number in range(1, 6):
        submissions.put(submission(number))
    place = SubmissionPlace(created_at=submission(4).created_at, submission_id=submission(4).submission_id)
    submissions.delete(ID, place.submission_id)
    assert numbers(submissions.of_site(ID, EVERYTHING, 2, place)) == [3, 2]


def test_one_form_is_found_among_many(submissions: DynamoSubmissions) -> None:
    for number in range(1, 13):
        submissions.put(submission(number, form=FormKind.ORDER if number % 5 == 0 else FormKind.CONTACT))
    assert numbers(submissions.of_site(ID, SubmissionQuery(form=FormKind.ORDER), 2)) == [10, 5]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (2, None, [5, 4, 3, 2]),
        (None, 3, [2, 1]),
        (2, 4, [3, 2]),
        (3, 3, []),
        (4, 2, []),
        (1.5, 3.5, [3, 2]),
        (2.5, 2.9, []),
    ],
)
def test_times_bound_a_list(
    submissions: DynamoSubmissions, since: float | None, until: float | None, found: list[int]
) -> None:
    for number in range(1, 6):
        submissions.put(submission(number))
    moments = [None if each is None else START + timedelta(seconds=each) for each in (since, until)]
    assert numbers(submissions.of_site(ID, SubmissionQuery(since=moments[0], until=moments[1]), 10)) == found


def test_of_many_who_claim_a_mail_one_has_it(submissions: DynamoSubmissions) -> None:
    submissions.put(submission())
    until = START + timedelta(seconds=120)
    claims = [submissions.claim(ID, "f0000000000000001", START, until) for _ in range(4)]
    assert claims == [True, False, False, False]
    assert not submissions.claim(ID, "f0000000000000001", until - timedelta(seconds=1), until)
    assert submissions.claim(ID, "f0000000000000001", until, until + timedelta(seconds=120))


def test_a_mail_that_was_sent_is_not_claimed_again(submissions: DynamoSubmissions) -> None:
    submissions.put(submission())
    submissions.notified(ID, "f0000000000000001", START)
    submissions.notified(ID, "f0000000000000001", START + timedelta(days=1))
    assert submissions.get(ID, "f0000000000000001").notified_at == START, "the first note stays"
    later = START + timedelta(days=2)
    assert not submissions.claim(ID, "f0000000000000001", later, later)


def test_what_is_deleted_does_not_come_back(submissions: DynamoSubmissions) -> None:
    submissions.put(submission())
    for _ in range(2):
        submissions.delete(ID, "f0000000000000001")
    submissions.notified(ID, "f0000000000000001", START)
    with pytest.raises(NotFound):
        submissions.claim(ID, "f0000000000000001", START, START)
    with pytest.raises(NotFound):
        submissions.get(ID, "f0000000000000001")


def test_all_of_a_site_are_deleted(submissions: DynamoSubmissions) -> None:
    for number in range(1, 31):
        submissions.put(submission(number))
    submissions.put(submission(1, site_id=OTHER))
    submissions.delete_all(ID)
    assert submissions.of_site(ID, EVERYTHING, 10) == []
    assert boto3.client("dynamodb").scan(TableName="submissions")["Count"] == 1
    submissions.delete_all(ID)
