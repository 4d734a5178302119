"""A site's beginning: its record and its host, and whose it is."""

from code24.errors import AlreadyExists, Conflict, NotFound
from code24.ports import Clock, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Route, RouteStatus, Site, SiteStatus
from code24.sites.slugs import slug_candidates
from code24.types import CustomerId, SiteId


def reserve_site(
    site_id: SiteId, customer_id: CustomerId, name: str, *, sites: Sites, addresses: SiteAddresses, clock: Clock
) -> Site:
    """Make a site's record and reserve a host for it. Reserving the same site again returns it as it is.

    Raises Conflict where the site id is another customer's, or no host can be found.
    """
    now = clock.now()
    for slug in slug_candidates(name, site_id):
        site = Site(
            site_id=site_id,
            customer_id=customer_id,
            slug=slug,
            name=name,
            status=SiteStatus.BUILDING,
            created_at=now,
            updated_at=now,
        )
        try:
            sites.reserve(site, Route(host=addresses.host(slug), site_id=site_id, status=RouteStatus.RESERVED))
        except AlreadyExists:
            if (present := _present(site_id, sites)) is not None:
                return _of(present, customer_id)
        else:
            return site
    raise Conflict(f"No host is free for a site named {name!r}; choose another name.", field="name")


def owned_site(site_id: SiteId, customer_id: CustomerId, *, sites: Sites) -> Site:
    """The customer's site.

    Raises NotFound for somebody else's, in the same words as for none, and Conflict for one that is being deleted.
    """
    site = owned_record(site_id, customer_id, sites=sites)
    if site.status is SiteStatus.DELETED:
        raise _missing(site_id)
    if site.status is SiteStatus.DELETING:
        raise Conflict(f"Site {site_id} is being deleted.")
    return site


def owned_record(site_id: SiteId, customer_id: CustomerId, *, sites: Sites) -> Site:
    """The customer's site in whatever state, the audit record of a deleted one included. Raises NotFound."""
    site = _present(site_id, sites)
    if site is None or site.customer_id != customer_id:
        raise _missing(site_id)
    return site


def _present(site_id: SiteId, sites: Sites) -> Site | None:
    try:
        return sites.get(site_id)
    except NotFound:
        return None


def _of(site: Site, customer_id: CustomerId) -> Site:
    if site.customer_id != customer_id:
        raise Conflict(f"Site {site.site_id} exists already.")
    return site


def _missing(site_id: SiteId) -> NotFound:
    return NotFound(f"There is no site {site_id}.")
