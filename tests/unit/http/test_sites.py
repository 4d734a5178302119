"""Sites and their releases."""

from datetime import UTC, datetime
from typing import Any

import pytest

from code24.sites.models import Release, ReleaseFile, SiteStatus
from tests.unit.http.client import BRIEF, Api

RELEASES = ("r000000000a", "r000000000b", "r000000000c")


@pytest.fixture
def site_id(api: Api) -> str:
    """A site of Alice's with three releases, of which the second is live."""
    build_id = api.ask("POST", "/build", BRIEF).json()["id"]
    build = api.ports.builds.get(build_id)
    for number, release_id in enumerate(RELEASES):
        version = api.ports.site_functions.publish(build.site_id, release_id, "0" * 64)
        api.ports.sites.add_release(
            Release(
                release_id=release_id,
                site_id=build.site_id,
                build_id=build_id,
                version=version,
                created_at=datetime(2026, 3, 1, 12, number, tzinfo=UTC),
                sha256="a" * 64,
                files=(
                    ReleaseFile(path="/index.html", content_type="text/html", sha256="b" * 64, bytes=1_000),
                    ReleaseFile(path="/a.css", content_type="text/css", sha256="c" * 64, bytes=234),
                ),
            )
        )
    answer = api.ask("POST", f"/sites/{build.site_id}/rollback", {"releaseId": RELEASES[1]})
    assert answer.status == 200, answer.body
    return build.site_id


def live(api: Api, site_id: str) -> str:
    """The release that the site's function shows."""
    version = api.ports.site_functions.live[site_id]
    return next(name for name, number in api.ports.site_functions.versions[site_id].items() if number == version)


def test_a_customer_without_sites_has_an_empty_list(api: Api) -> None:
    assert api.ask("GET", "/sites").json() == {"sites": [], "next": None}


def test_a_site_says_where_it_is(api: Api, site_id: str) -> None:
    answer = api.ask("GET", f"/sites/{site_id}")
    assert answer.status == 200
    site = answer.json()
    assert site == {
        "id": site_id,
        "slug": site["slug"],
        "name": BRIEF["name"],
        "status": "active",
        "url": f"http://{site['slug']}.localhost:8024/",
        "liveRelease": RELEASES[1],
        "createdAt": "2026-03-01T12:00:00Z",
        "updatedAt": "2026-03-01T12:00:00Z",
    }
    assert api.ask("GET", "/sites").json() == {"sites": [site], "next": None}


def test_releases_are_listed_newest_first_with_their_previews(api: Api, site_id: str) -> None:
    slug = api.ports.sites.get(site_id).slug
    releases = api.ask("GET", f"/sites/{site_id}/releases").json()["releases"]
    assert [(each["id"], each["live"]) for each in releases] == [
        (RELEASES[2], False), (RELEASES[1], True), (RELEASES[0], False),
    ]  # fmt: skip
    assert releases[0]["previewUrl"] == f"http://preview-{RELEASES[2]}--{slug}.localhost:8024/"
    assert (releases[0]["fileCount"], releases[0]["totalBytes"]) == (2, 1_234)


def test_a_release_shows_its_manifest(api: Api, site_id: str) -> None:
    release = api.ask("GET", f"/sites/{site_id}/releases/{RELEASES[0]}").json()
    assert release["siteId"] == site_id
    assert release["sha256"] == "a" * 64
    assert release["files"] == [
        {"path": "/index.html", "contentType": "text/html", "sha256": "b" * 64, "bytes": 1_000},
        {"path": "/a.css", "contentType": "text/css", "sha256": "c" * 64, "bytes": 234},
    ]
    assert "version" not in release


@pytest.mark.parametrize("release_id", RELEASES)
def test_any_release_can_be_made_live(api: Api, site_id: str, release_id: str) -> None:
    answer = api.ask("POST", f"/sites/{site_id}/rollback", {"releaseId": release_id})
    assert (answer.status, answer.json()["liveRelease"]) == (200, release_id)
    assert live(api, site_id) == release_id


def test_a_rollback_can_be_repeated(api: Api, site_id: str) -> None:
    for _ in range(2):
        answer = api.ask("POST", f"/sites/{site_id}/rollback", {"releaseId": RELEASES[0]})
        assert (answer.status, answer.json()["liveRelease"]) == (200, RELEASES[0])


@pytest.mark.parametrize(
    "body", [{}, {"releaseId": None}, {"releaseId": 5}, {"releaseId": "b"}, {"release_id": RELEASES[0]}, {"x": 1}, []]
)
def test_a_wrong_rollback_changes_nothing(api: Api, site_id: str, body: Any) -> None:
    assert api.ask("POST", f"/sites/{site_id}/rollback", body).status == 422
    assert live(api, site_id) == RELEASES[1]


def test_a_release_that_the_site_does_not_have_cannot_go_live(api: Api, site_id: str) -> None:
    assert api.ask("POST", f"/sites/{site_id}/rollback", {"releaseId": "r0000000000"}).status == 404
    assert live(api, site_id) == RELEASES[1]


def test_a_site_can_be_taken_offline_and_put_back(api: Api, site_id: str) -> None:
    offline = api.ask("POST", f"/sites/{site_id}/suspend")
    assert (offline.status, offline.json()["status"]) == (200, "suspended")
    assert api.ask("POST", f"/sites/{site_id}/rollback", {"releaseId": RELEASES[0]}).status == 409
    online = api.ask("POST", f"/sites/{site_id}/resume")
    assert (online.status, online.json()["status"]) == (200, "active")


def test_a_deleted_site_is_gone(api: Api, site_id: str) -> None:
    deleted = api.ask("DELETE", f"/sites/{site_id}")
    assert (deleted.status, deleted.body) == (204, b"")
    assert api.ports.sites.get(site_id).status is SiteStatus.DELETED
    assert site_id not in api.ports.site_functions.versions
    for address in ("", "/releases", f"/releases/{RELEASES[0]}"):
        assert api.ask("GET", f"/sites/{site_id}{address}").status == 404
    assert api.ask("POST", f"/sites/{site_id}/rollback", {"releaseId": RELEASES[0]}).status == 404
    assert api.ask("GET", "/sites").json() == {"sites": [], "next": None}
    assert api.ask("DELETE", f"/sites/{site_id}").status == 204, "deleting is repeatable"


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/sites/{}"),
        ("DELETE", "/sites/{}"),
        ("GET", "/sites/{}/releases"),
        ("GET", f"/sites/{{}}/releases/{RELEASES[0]}"),
        ("POST", "/sites/{}/rollback"),
        ("POST", "/sites/{}/suspend"),
        ("POST", "/sites/{}/resume"),
    ],
)
def test_somebody_elses_site_is_no_site(api: Api, site_id: str, method: str, address: str) -> None:
    before = (dict(api.ports.sites.records), dict(api.ports.site_functions.live))
    body = {"releaseId": RELEASES[0]} if address.endswith("/rollback") else None
    foreign = api.ask(method, address.format(site_id), body, key=api.other_key)
    for unknown in ("s00000000000z", "nonsense", "s%2e%2e", "s" * 200):
        missing = api.ask(method, address.format(unknown), body, key=api.other_key)
        assert missing.status == foreign.status == 404
        assert missing.json().keys() == foreign.json().keys()
        told = missing.json()["detail"].split("There is no site ")[1].removesuffix(".")
        assert foreign.json()["detail"] == f"There is no site {site_id}."
        assert unknown.replace("%2e", ".").startswith(told)
        assert {**missing.json(), "detail": ""} == {**foreign.json(), "detail": ""}
    assert (api.ports.sites.records, api.ports.site_functions.live) == before
    assert api.ask("GET", "/sites", key=api.other_key).json() == {"sites": [], "next": None}


def test_a_release_that_cannot_exist_is_answered_like_one_that_does_not(api: Api, site_id: str) -> None:
    for release_id in ("r0000000000", "nonsense"):
        answer = api.ask("GET", f"/sites/{site_id}/releases/{release_id}")
        assert (answer.status, answer.json()["detail"]) == (404, f"Site {site_id} has no release {release_id}.")
