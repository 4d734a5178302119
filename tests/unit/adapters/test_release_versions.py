from datetime import UTC, datetime

import pytest

from code24.adapters.release_versions import DynamoReleaseVersions
from code24.adapters.sites import DynamoSites
from code24.errors import Conflict, NotFound
from code24.sites.models import NO_VERSION, Release, Route, RouteStatus, Site, SiteStatus, Versioned

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE, OTHER = "s000000000001", "s000000000002"


def release(site_id: str, number: int) -> Release:
    return Release(
        release_id=f"r{number:010d}", site_id=site_id, version=str(number), created_at=NOW, sha256="0" * 64, files=()
    )


@pytest.fixture
def sites(cloud: None) -> DynamoSites:
    sites = DynamoSites(sites_table="sites", domains_table="domains")
    for site_id in (SITE, OTHER):
        site = Site(
            site_id=site_id, customer_id="c000000000001", slug=site_id, name="Acme", status=SiteStatus.BUILDING,
            created_at=NOW, updated_at=NOW,
        )  # fmt: skip
        sites.reserve(site, Route(host=f"{site_id}.localhost", site_id=site_id, status=RouteStatus.RESERVED))
        for number in (1, 2):
            sites.add_release(release(site_id, number))
    return sites


def test_a_version_is_recorded_and_nothing_else(sites: DynamoSites) -> None:
    sites.record_version(SITE, "r0000000002", "7")
    assert sites.release(SITE, "r0000000002") == release(SITE, 2).model_copy(update={"version": "7"})
    assert sites.release(SITE, "r0000000001") == release(SITE, 1)


def test_a_release_that_is_gone_does_not_come_back(sites: DynamoSites) -> None:
    with pytest.raises(NotFound, match="has no release r0000000009"):
        sites.record_version(SITE, "r0000000009", "1")
    with pytest.raises(Conflict):
        sites.record_version(SITE, "r0000000009", NO_VERSION, over="1")
    with pytest.raises(NotFound):
        sites.release(SITE, "r0000000009")


def test_a_version_that_was_published_again_meanwhile_is_not_forgotten(sites: DynamoSites) -> None:
    sites.record_version(SITE, "r0000000001", "5")
    with pytest.raises(Conflict, match="has another version than 1"):
        sites.record_version(SITE, "r0000000001", NO_VERSION, over="1")
    assert sites.release(SITE, "r0000000001").version == "5"
    sites.record_version(SITE, "r0000000001", NO_VERSION, over="5")
    assert sites.release(SITE, "r0000000001").version == NO_VERSION


def test_lost_versions_are_those_of_one_site(sites: DynamoSites) -> None:
    versions = DynamoReleaseVersions(table="sites")
    first, second = Versioned("r0000000001", "1", NOW), Versioned("r0000000002", "2", NOW)
    assert sorted(versions.of_site(SITE)) == [first, second]
    versions.lose(SITE)
    assert sorted(versions.of_site(SITE)) == [first._replace(version="0"), second._replace(version="0")]
    assert sorted(versions.of_site(OTHER)) == [first, second]
    sites.record_version(SITE, "r0000000001", "1")
    assert [each.release_id for each in versions.of_site(SITE) if not each.is_served] == ["r0000000002"]
    assert sites.get(SITE).status is SiteStatus.BUILDING
