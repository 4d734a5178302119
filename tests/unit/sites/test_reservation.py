import pytest

from code24.errors import Conflict, NotFound
from code24.sites.addresses import SiteAddresses
from code24.sites.models import RouteStatus, Site, SiteStatus
from code24.sites.reservation import owned_record, owned_site, reserve_site
from tests.fakes import FakeClock, FakeSites

ANN, BOB = "c000000000001", "c000000000002"
ADDRESSES = SiteAddresses("https://*.code24.dev")


def reserve(sites: FakeSites, number: int = 1, customer_id: str = ANN, name: str = "Acme") -> Site:
    site_id = f"s{number:012d}"
    return reserve_site(site_id, customer_id, name, sites=sites, addresses=ADDRESSES, clock=FakeClock())


def test_a_site_begins_with_a_reserved_host() -> None:
    sites = FakeSites()
    site = reserve(sites)
    assert (site.slug, site.status, site.live_release) == ("acme", SiteStatus.BUILDING, None)
    assert sites.get(site.site_id) == site
    route = sites.routes["acme.code24.dev"]
    assert (route.site_id, route.status) == (site.site_id, RouteStatus.RESERVED)


def test_sites_of_one_name_have_hosts_of_their_own() -> None:
    sites = FakeSites()
    slugs = [reserve(sites, number).slug for number in range(1, 13)]
    assert slugs[:3] == ["acme", "acme-2", "acme-3"]
    assert slugs[8] == "acme-9"
    assert len(set(slugs)) == 12


def test_reserving_a_site_again_is_the_same_site() -> None:
    sites = FakeSites()
    assert reserve(sites) == reserve(sites, name="Another name")
    assert list(sites.routes) == ["acme.code24.dev"]


def test_a_site_id_is_never_shared() -> None:
    sites = FakeSites()
    reserve(sites)
    with pytest.raises(Conflict):
        reserve(sites, customer_id=BOB)
    assert sites.get("s000000000001").customer_id == ANN


def test_somebody_elses_site_looks_like_none() -> None:
    sites = FakeSites()
    site = reserve(sites)
    assert owned_site(site.site_id, ANN, sites=sites) == site
    with pytest.raises(NotFound) as others:
        owned_site(site.site_id, BOB, sites=sites)
    with pytest.raises(NotFound) as nobodys:
        owned_site("s000000000009", BOB, sites=sites)
    assert str(others.value).replace(site.site_id, "") == str(nobodys.value).replace("s000000000009", "")


def test_a_site_that_goes_is_in_conflict_and_one_that_went_is_not_there() -> None:
    sites = FakeSites()
    site = reserve(sites)
    sites.records[site.site_id] = site.model_copy(update={"status": SiteStatus.DELETING})
    with pytest.raises(Conflict, match="being deleted"):
        owned_site(site.site_id, ANN, sites=sites)
    sites.records[site.site_id] = site.model_copy(update={"status": SiteStatus.DELETED})
    with pytest.raises(NotFound):
        owned_site(site.site_id, ANN, sites=sites)
    assert owned_record(site.site_id, ANN, sites=sites).status is SiteStatus.DELETED
