"""Routes of monthly reports."""

import json
from typing import Any

import pytest

from code24.accounts.keys import hash_key
from code24.reports.monthly.making.models import Part, ReportTask
from tests.unit.http.client import Api
from tests.unit.reports.monthly.months import DUE, NOVEMBER, Platform, figures

SITE, OF_BOB = "s00000000000a", "s00000000000b"


@pytest.fixture
def owner(api: Api) -> str:
    """Alice and Bob with a site each, and the reports of two months."""
    ids = [api.ports.customers.keys[hash_key(key)].customer_id for key in (api.key, api.other_key)]
    platform = Platform()
    for customer_id, site_id, name in zip(ids, (SITE, OF_BOB), ("Crumb <b>", "Bob's"), strict=True):
        platform.add_customer(customer_id, name)
        platform.add_site(site_id, customer_id, name=name)
        platform.add_days(NOVEMBER, lambda _: figures(10, converting=1), site_id)
    platform.report_files = api.ports.report_files
    for month in (10, 11):
        task = ReportTask(part=Part.CUSTOMER, year=2026, month=month, scheduled_at=DUE, customer_id=ids[0])
        platform.do(task)
    platform.do(task.model_copy(update={"customer_id": ids[1]}))
    return ids[0]


def get(api: Api, address: str, **options: Any) -> Any:
    answer = api.ask("GET", address, **options)
    assert answer.status == 200, answer.body
    return answer.json()


@pytest.mark.usefixtures("owner")
def test_months_are_listed_newest_first(api: Api) -> None:
    assert get(api, "/reports") == {"reports": [{"year": 2026, "month": 11}, {"year": 2026, "month": 10}]}
    assert get(api, "/reports", key=api.other_key) == {"reports": [{"year": 2026, "month": 11}]}


def test_a_month_is_the_callers_own(api: Api, owner: str) -> None:
    found = get(api, "/reports/2026/11")
    assert (found["customerId"], found["name"], found["month"]) == (owner, "Crumb <b>", "2026-11")
    assert found["audience"]["figures"]["visitors"] == 300
    assert found["sites"][0]["siteId"] == SITE
    assert get(api, "/reports/2026/11", key=api.other_key)["name"] == "Bob's"


@pytest.mark.usefixtures("owner")
def test_a_page_loads_and_runs_nothing_and_shows_names_as_text(api: Api) -> None:
    answer = api.ask("GET", "/reports/2026/11/page")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert b"<title>" in answer.body
    assert b"Crumb &lt;b&gt;" in answer.body
    assert b"Crumb <b>" not in answer.body
    assert b"<script" not in answer.body


@pytest.mark.usefixtures("owner")
def test_one_site_of_the_callers_own(api: Api) -> None:
    found = get(api, f"/reports/2026/11/sites/{SITE}")
    assert (found["siteId"], found["days"], found["timezone"]) == (SITE, 30, "UTC")
    assert "sums" not in found
    assert api.ask("GET", f"/reports/2026/11/sites/{OF_BOB}").status == 404


@pytest.mark.parametrize("place", ["", f"/sites/{SITE}"])
def test_a_report_of_another_time_is_still_read(api: Api, owner: str, place: str) -> None:
    """Reports stay for years; models move on."""
    address = f"/reports/2026/11{place}"
    before = get(api, address)
    files = api.ports.report_files
    for key in files.names(f"analytics/monthly/2026/11/customers/{owner}/"):
        if b'"audience"' in files.read(key) and key.endswith(".json"):
            document = json.loads(files.read(key)) | {"weather": {"sunny": True}}
            document["audience"]["figures"]["handshakes"] = 7
            files.write(key, json.dumps(document).encode())
    assert sum(b"handshakes" in each for each in files.files.values()) == 2
    assert get(api, address) == before


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("address", ["/reports/2026/9", "/reports/2099/1", "/reports/2026/9/page"])
def test_a_month_without_a_report_says_when_there_will_be_one(api: Api, address: str) -> None:
    answer = api.ask("GET", address)
    assert answer.status == 404
    assert "is made on the 1st of the next one" in answer.json()["detail"]


def test_a_customer_without_reports_has_an_empty_list(api: Api) -> None:
    assert get(api, "/reports") == {"reports": []}


@pytest.mark.parametrize("month", ["2026/13", "2026/0", "1999/1", "2026/x", "x/1", "99999/1", "2026/-1"])
@pytest.mark.parametrize("end", ["", "/page", f"/sites/{SITE}"])
def test_what_is_no_month_is_refused(api: Api, month: str, end: str) -> None:
    assert api.ask("GET", f"/reports/{month}{end}").status == 422


class TestOfThePlatform:
    @pytest.fixture
    def operator(self, api: Api) -> str:
        """A key of those who run the platform, and its report."""
        platform = Platform()
        platform.report_files = api.ports.report_files
        platform.add_customer(name="Crumb")
        platform.make()
        api.ports.customers.make_operator(hash_key(api.key))
        return api.key

    def test_operators_see_it(self, api: Api, operator: str) -> None:
        found = get(api, "/reports/platform/2026/11", key=operator)
        assert (found["month"], found["customers"], found["sites"]) == ("2026-11", 1, 0)
        page = api.ask("GET", "/reports/platform/2026/11/page", key=operator)
        assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert api.ask("GET", "/reports/platform/2026/10", key=operator).status == 404
        assert api.ask("GET", "/reports/platform/2026/13", key=operator).status == 422

    @pytest.mark.usefixtures("operator")
    @pytest.mark.parametrize("end", ["", "/page"])
    def test_nobody_else_does(self, api: Api, end: str) -> None:
        assert api.ask("GET", f"/reports/platform/2026/11{end}", key=api.other_key).status == 403
