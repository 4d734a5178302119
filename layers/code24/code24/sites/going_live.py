"""What visitors of a site see: its route, the alias `live`, and the record that decides between them."""

from collections.abc import Collection

from code24.errors import Conflict
from code24.ports import Clock, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Release, Route, RouteStatus, Site, SiteStatus
from code24.sites.reservation import owned_site
from code24.sites.serving import point_at, served
from code24.types import CustomerId, ReleaseId, SiteId

LIVE = "live"
"""The alias that visitors see who are in no experiment."""


def open_site(site_id: SiteId, customer_id: CustomerId, *, sites: Sites) -> Site:
    """A site whose live release may change."""
    site = owned_site(site_id, customer_id, sites=sites)
    if site.status is SiteStatus.SUSPENDED:
        raise Conflict(f"Site {site_id} is suspended; resume it before changing its live release.")
    return site


def go_live(
    site: Site,
    release: Release,
    over: Collection[ReleaseId] | None = None,
    *,
    sites: Sites,
    site_functions: SiteFunctions,
    addresses: SiteAddresses,
    clock: Clock,
) -> Release:
    """Record the release as live, point the alias at what is recorded, and return the release with its version.

    A site's first release is pointed at before its route opens, as there is no alias yet that could answer. `over` are
    the releases that it may take the place of, None for any; Conflict is raised where another one is live.
    """
    if site.live_release is None:
        release = point_at(LIVE, release, sites=sites, site_functions=site_functions)
    else:  # before it is recorded: visitors see what was live until the version is there
        release = served(release, sites=sites, site_functions=site_functions)
    route = route_of(site, RouteStatus.ACTIVE, addresses=addresses)
    sites.set_live(site.site_id, release.release_id, route, clock.now(), over, customer_id=site.customer_id)
    point_at_recorded(site.site_id, sites=sites, site_functions=site_functions)
    return release


def point_at_recorded(site_id: SiteId, *, sites: Sites, site_functions: SiteFunctions) -> None:
    """Point the alias `live` at the release that the record names, until the two agree.

    The record decides: whoever moves the alias looks at the record again, so of two publishes at once the later record
    wins in both places.
    """
    pointed: ReleaseId | None = None
    while (recorded := sites.get(site_id).live_release) not in {None, pointed}:
        point_at(LIVE, sites.release(site_id, str(recorded)), sites=sites, site_functions=site_functions)
        pointed = recorded


def route_of(site: Site, status: RouteStatus, *, addresses: SiteAddresses, expires_at: int | None = None) -> Route:
    """The route of a site's own host."""
    return Route(host=addresses.host(site.slug), site_id=site.site_id, status=status, expires_at=expires_at)
