"""Lists of sites and releases, page by page."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from code24.errors import InvalidRequest
from code24.http.pages import cursor_of, identifier_in
from code24.sites.models import Release, Site, SiteStatus
from code24.types import SiteId
from tests.fakes import route_of
from tests.unit.http.client import Api

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE_ID = TypeAdapter[str](SiteId)
REFUSED = "This is no cursor of this list: send `next` as the page before answered it, or begin without a cursor."


def owner(api: Api, name: str) -> str:
    return next(each.customer_id for each in api.ports.customers.records.values() if each.name == name)


def have_sites(api: Api, name: str, numbers: range) -> list[str]:
    """Sites of a customer, oldest first; their ids."""
    for number in numbers:
        at = START + timedelta(seconds=number)
        site = Site(
            site_id=f"s{number:012d}",
            customer_id=owner(api, name),
            slug=f"site-{number}",
            name="Site",
            status=SiteStatus.ACTIVE,
            created_at=at,
            updated_at=at,
        )
        api.ports.sites.reserve(site, route_of(site))
    return [f"s{number:012d}" for number in numbers]


def have_releases(api: Api, site_id: str, numbers: range) -> list[str]:
    """Releases of a site, oldest first; their ids."""
    for number in numbers:
        api.ports.sites.add_release(
            Release(
                release_id=f"r{number:010d}",
                site_id=site_id,
                build_id="b0000000000000001",
                version=str(number),
                created_at=START + timedelta(seconds=number),
                sha256="0" * 64,
                files=(),
            )
        )
    return [f"r{number:010d}" for number in numbers]


def pages(api: Api, address: str, name: str, limit: int) -> list[list[str]]:
    """The ids on each page, following `next`."""
    found = []
    query = f"?limit={limit}"
    while True:
        answer = api.ask("GET", address + query)
        assert answer.status == 200, answer.body
        page = answer.json()
        assert page.keys() == {name, "next"}
        found.append([each["id"] for each in page[name]])
        if page["next"] is None:
            return found
        assert re.fullmatch(r"[A-Za-z0-9_-]+", page["next"])
        query = f"?limit={limit}&cursor={page['next']}"


def test_sites_come_in_pages_newest_first(api: Api) -> None:
    newest_first = have_sites(api, "Alice", range(5))[::-1]
    have_sites(api, "Bob", range(5, 8))
    assert pages(api, "/sites", "sites", 2) == [newest_first[:2], newest_first[2:4], newest_first[4:]]
    assert pages(api, "/sites", "sites", 5) == [newest_first]
    assert pages(api, "/sites", "sites", 100) == [newest_first]


def test_releases_come_in_pages_newest_first(api: Api) -> None:
    (site_id,) = have_sites(api, "Alice", range(1))
    newest_first = have_releases(api, site_id, range(5))[::-1]
    address = f"/sites/{site_id}/releases"
    assert pages(api, address, "releases", 2) == [newest_first[:2], newest_first[2:4], newest_first[4:]]
    assert pages(api, address, "releases", 5) == [newest_first]


def test_a_page_has_fifty_items_if_nothing_is_said(api: Api) -> None:
    site_ids = have_sites(api, "Alice", range(51))
    have_releases(api, site_ids[0], range(51))
    for address, name in (("/sites", "sites"), (f"/sites/{site_ids[0]}/releases", "releases")):
        page = api.ask("GET", address).json()
        assert len(page[name]) == 50
        assert len(api.ask("GET", f"{address}?cursor={page['next']}").json()[name]) == 1


def test_empty_lists_have_one_empty_page(api: Api) -> None:
    assert api.ask("GET", "/sites").json() == {"sites": [], "next": None}
    (site_id,) = have_sites(api, "Alice", range(1))
    assert api.ask("GET", f"/sites/{site_id}/releases").json() == {"releases": [], "next": None}


def test_deleting_between_pages_loses_nothing_else(api: Api) -> None:
    first, second, third = have_sites(api, "Alice", range(3))
    page = api.ask("GET", "/sites?limit=2").json()
    assert [each["id"] for each in page["sites"]] == [third, second]
    for each in (second, third):
        assert api.ask("DELETE", f"/sites/{each}").status == 204
    rest = api.ask("GET", f"/sites?limit=2&cursor={page['next']}").json()
    assert ([each["id"] for each in rest["sites"]], rest["next"]) == ([first], None)


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "", "1.5", "9" * 5_000])
@pytest.mark.parametrize("address", ["/sites", "/sites/s000000000000/releases"])
def test_a_limit_is_between_1_and_100(api: Api, address: str, limit: str) -> None:
    have_sites(api, "Alice", range(1))
    answer = api.ask("GET", f"{address}?limit={limit}")
    assert (answer.status, list(answer.fields())) == (422, ["limit"])
    assert api.ask("GET", f"{address}?limit=1").status == api.ask("GET", f"{address}?limit=100").status == 200


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "null", "s000000000000", "%00", "%F0%9F%98%80", "=" * 4, "A" * 5_000, "czAwMDAwMDAwMDAwMA==", " "],
)
@pytest.mark.parametrize("address", ["/sites", "/sites/s000000000000/releases"])
def test_what_is_no_cursor_is_refused(api: Api, address: str, cursor: str) -> None:
    have_sites(api, "Alice", range(1))
    answer = api.ask("GET", f"{address}?cursor={cursor}")
    assert (answer.status, answer.fields()) == (422, {"cursor": REFUSED})


def test_a_cursor_belongs_to_its_list(api: Api) -> None:
    mine, another = have_sites(api, "Alice", range(2))
    theirs, *_ = have_sites(api, "Bob", range(2, 4))
    release, later = have_releases(api, mine, range(2))
    foreign, *_ = have_releases(api, another, range(2, 4))
    refused = [
        ("/sites", theirs),
        ("/sites", "s00000000000z"),
        ("/sites", release),
        (f"/sites/{mine}/releases", foreign),
        (f"/sites/{mine}/releases", "r000000000z"),
        (f"/sites/{mine}/releases", mine),
    ]
    for address, behind in refused:
        answer = api.ask("GET", f"{address}?cursor={cursor_of(behind)}")
        assert (answer.status, answer.fields()) == (422, {"cursor": REFUSED}), (address, behind)
    page = api.ask("GET", f"/sites/{mine}/releases?cursor={cursor_of(later)}").json()
    assert [each["id"] for each in page["releases"]] == [release]


@given(st.from_regex(r"\As[0-9a-z]{12}\Z"))
def test_a_cursor_leads_back_to_its_item(site_id: str) -> None:
    cursor = cursor_of(site_id)
    assert quote(cursor, safe="") == cursor
    assert identifier_in(cursor, SITE_ID) == site_id


@given(st.one_of(st.text(), st.binary(max_size=20).map(lambda raw: cursor_of(raw.decode("latin-1")))))
def test_any_text_is_a_cursor_or_refused(cursor: str) -> None:
    with suppress(InvalidRequest):
        assert cursor_of(identifier_in(cursor, SITE_ID)) == cursor
