"""What visitors sent, through the platform API."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from code24.forms import export
from code24.forms.models import FormKind, Submission
from tests.unit.http.client import BRIEF, Answer, Api

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def site_id(api: Api) -> str:
    """A site of Alice's with nine submissions, one a minute; every third is an order."""
    build = api.ports.builds.get(api.ask("POST", "/build", BRIEF).json()["id"])
    for number in range(9):
        api.ports.submissions.put(submission(build.site_id, number))
    return str(build.site_id)


def submission(site_id: str, number: int) -> Submission:
    form = FormKind.ORDER if number % 3 == 0 else FormKind.CONTACT
    return Submission(
        site_id=site_id,
        submission_id=f"f{number:016d}",
        form=form,
        created_at=START + timedelta(minutes=number),
        fields={"name": f"Jane {number}", "email": "jane@example.org"},
        page="/contact/",
        notified_at=START + timedelta(hours=1) if number == 8 else None,
    )


def numbers(answer: Answer) -> list[int]:
    assert answer.status == 200, answer.body
    return [int(each["id"][1:]) for each in answer.json()["submissions"]]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_times_outside_the_calendar_are_refused(api: Api, site_id: str, moment: str) -> None:
    for name in ("from", "to"):
        for path in ("submissions", "submissions.csv"):
            answer = api.ask("GET", f"/sites/{site_id}/{path}?{urlencode({name: moment})}")
            assert (answer.status, list(answer.fields())) == (422, [name])


def test_a_submission_is_shown(api: Api, site_id: str) -> None:
    answer = api.ask("GET", f"/sites/{site_id}/submissions/f0000000000000008")
    assert (answer.status, answer.json()) == (
        200,
        {
            "id": "f0000000000000008",
            "siteId": site_id,
            "form": "contact",
            "fields": {"name": "Jane 8", "email": "jane@example.org"},
            "page": "/contact/",
            "createdAt": "2026-03-01T12:08:00Z",
            "notifiedAt": "2026-03-01T13:00:00Z",
        },
    )


def test_lists_are_the_newest_first(api: Api, site_id: str) -> None:
    answer = api.ask("GET", f"/sites/{site_id}/submissions")
    assert numbers(answer) == [8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert answer.json()["next"] is None


def test_a_list_goes_on_though_its_last_submission_was_deleted(api: Api, site_id: str) -> None:
    address, cursor, seen = f"/sites/{site_id}/submissions?limit=4", "", []
    while cursor is not None:
        answer = api.ask("GET", address + (f"&cursor={cursor}" if cursor else ""))
        seen += numbers(answer)
        for each in answer.json()["submissions"]:
            assert api.ask("DELETE", f"/sites/{site_id}/submissions/{each['id']}").status == 204
        cursor = answer.json()["next"]
    assert seen == [8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert numbers(api.ask("GET", f"/sites/{site_id}/submissions")) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("form=order", [6, 3, 0]),
        ("form=newsletter", []),
        ("from=2026-03-01T12:06:00Z", [8, 7, 6]),
        ("to=2026-03-01T12:02:00Z", [1, 0]),
        ("from=2026-03-01T13:02:00%2B01:00&to=2026-03-01T12:04:00", [3, 2]),
        ("from=2026-03-01&to=2026-03-02&form=order", [6, 3, 0]),
        ("from=2026-03-02", []),
    ],
)
def test_lists_can_be_narrowed(api: Api, site_id: str, query: str, found: list[int]) -> None:
    assert numbers(api.ask("GET", f"/sites/{site_id}/submissions?{query}")) == found


@pytest.mark.parametrize("query", ["form=nothing", "from=yesterday", "to=x", "limit=0", "limit=101", "cursor=x",
                                   "cursor=Zm9v", "cursor=OTk5OTk5OTk5OTktZjAwMDA"])  # fmt: skip
def test_what_is_asked_wrongly_is_refused(api: Api, site_id: str, query: str) -> None:
    assert api.ask("GET", f"/sites/{site_id}/submissions?{query}").status == 422


def rows(answer: Answer) -> list[dict[str, str]]:
    assert answer.status == 200
    assert answer.body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))


def test_a_table_can_be_had(api: Api, site_id: str) -> None:
    answer = api.ask("GET", f"/sites/{site_id}/submissions.csv?form=order")
    assert [row["name"] for row in rows(answer)] == ["Jane 6", "Jane 3", "Jane 0"]
    assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == f'attachment; filename="order-{site_id}.csv"'
    assert "link" not in answer.headers
    assert len(rows(api.ask("GET", f"/sites/{site_id}/submissions.csv"))) == 9


def test_a_long_table_leads_to_the_next(api: Api, site_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MAX_ROWS", 2)
    address, names = f"/sites/{site_id}/submissions.csv?form=order&from=2026-03-01T12:00:00Z", []
    for _ in range(2):
        answer = api.ask("GET", address)
        names += [row["name"] for row in rows(answer)]
        if link := answer.headers.get("link"):
            assert link.endswith('>; rel="next"')
            address = link.removeprefix("<").partition(">")[0]
            asked = parse_qs(urlsplit(address).query)
            assert (asked["form"], asked["from"]) == (["order"], ["2026-03-01T12:00:00Z"])
    assert names == ["Jane 6", "Jane 3", "Jane 0"]
    assert "link" not in answer.headers


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/submissions"),
        ("GET", "/submissions.csv"),
        ("GET", "/submissions/f0000000000000001"),
        ("DELETE", "/submissions/f0000000000000001"),
    ],
)
def test_somebody_elses_submissions_are_nowhere(api: Api, site_id: str, method: str, address: str) -> None:
    before = dict(api.ports.submissions.records)
    foreign = api.ask(method, f"/sites/{site_id}{address}", key=api.other_key)
    missing = api.ask(method, f"/sites/s00000000none{address}", key=api.other_key)
    assert foreign.status == missing.status == 404
    assert foreign.json()["detail"] == f"There is no site {site_id}."
    assert api.ports.submissions.records == before


def test_a_submission_is_deleted_for_good(api: Api, site_id: str) -> None:
    address = f"/sites/{site_id}/submissions/f0000000000000001"
    for _ in range(2):
        assert api.ask("DELETE", address).status == 204
    answer = api.ask("GET", address)
    assert (answer.status, answer.json()["detail"]) == (404, f"Site {site_id} has no submission f0000000000000001.")


@pytest.mark.parametrize("identifier", ["x", "f1", "F0000000000000001", "f%2e%2e"])
def test_an_id_that_cannot_be_is_answered_like_one_that_is_not(api: Api, site_id: str, identifier: str) -> None:
    answer = api.ask("GET", f"/sites/{site_id}/submissions/{identifier}")
    assert answer.status == 404
    assert "has no submission" in answer.json()["detail"]


def test_a_deleted_site_has_none(api: Api, site_id: str) -> None:
    assert api.ask("DELETE", f"/sites/{site_id}").status == 204
    assert api.ports.submissions.records == {}
    assert api.ask("GET", f"/sites/{site_id}/submissions").status == 404


def test_the_document_describes_them(api: Api) -> None:
    paths: dict[str, Any] = api.ask("GET", "/openapi.json", key=None).json()["paths"]
    listed = {each["name"] for each in paths["/sites/{id}/submissions"]["get"]["parameters"]}
    assert listed == {"id", "form", "from", "to", "limit", "cursor"}
    assert "text/csv" in paths["/sites/{id}/submissions.csv"]["get"]["responses"]["200"]["content"]
