"""The use case at the end of a build and of an optimization: files become a release."""

from collections.abc import Sequence

from code24.build.development.models import SiteFile
from code24.build.models import Build
from code24.errors import Code24Error, NotFound
from code24.forms.models import SiteForms
from code24.ports import Clock, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.bundle import Bundle, bundle
from code24.sites.going_live import go_live, open_site
from code24.sites.models import Release, ReleaseOrigin, Site, SiteStatus
from code24.sites.reservation import owned_site
from code24.sites.retention import SETTLED_AFTER
from code24.sites.serving import served
from code24.types import ReleaseId, SiteId


def release_of(build: Build) -> ReleaseOrigin:
    """A build as what asks for a release. An edit may take the place of what was live when it was asked for alone."""
    over = None if build.base is None else (build.replaces,) if build.replaces else ()
    return ReleaseOrigin(
        site_id=build.site_id,
        customer_id=build.customer_id,
        made_at=build.created_at,
        build_id=build.build_id,
        publish=build.publish,
        over=over,
    )


def publish_release(
    origin: ReleaseOrigin,
    files: Sequence[SiteFile],
    forms: SiteForms | None = None,
    *,
    sites: Sites,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    addresses: SiteAddresses,
    clock: Clock,
) -> Release:
    """Make files a release of their site, and the live one where what they come from asks for that.

    Every step can be repeated, so a publish that was cut off is completed by publishing again. Raises Conflict where
    the site is being deleted or, where the release would go live, suspended, or another release went live while a site
    was edited or optimized, and NotFound where it is gone; of a publish that raced with a deletion nothing stays
    behind.
    """
    site = (open_site if origin.publish else owned_site)(origin.site_id, origin.customer_id, sites=sites)
    made = bundle(origin.name, origin.made_at, files, https=addresses.origin(site.slug).startswith("https:"))
    try:
        release = _recorded(made, site, sites) or _new(
            made,
            origin,
            forms,
            sites=sites,
            release_archive=release_archive,
            site_functions=site_functions,
            clock=clock,
        )
        if origin.publish:
            release = go_live(
                site,
                release,
                origin.over,
                sites=sites,
                site_functions=site_functions,
                addresses=addresses,
                clock=clock,
            )
        else:
            release = served(release, sites=sites, site_functions=site_functions)
    except Code24Error:
        if _is_gone(site.site_id, sites):
            site_functions.delete(site.site_id)
            release_archive.delete_all(site.site_id)
        raise
    return release


def _recorded(made: Bundle, site: Site, sites: Sites) -> Release | None:
    try:
        return sites.release(site.site_id, made.release_id)
    except NotFound:
        return None


def _new(
    made: Bundle,
    origin: ReleaseOrigin,
    forms: SiteForms | None,
    *,
    sites: Sites,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    clock: Clock,
) -> Release:
    release_archive.put(origin.site_id, made.release_id, made.body)
    release = Release(
        release_id=made.release_id,
        site_id=origin.site_id,
        build_id=origin.build_id,
        optimization_id=origin.optimization_id,
        source=origin.source,
        before=_before(origin, sites),
        version=site_functions.publish(origin.site_id, made.release_id, made.sha256),
        created_at=clock.now(),
        sha256=made.sha256,
        files=made.files,
        forms=forms,
    )
    owned_site(origin.site_id, origin.customer_id, sites=sites)
    # One that goes live is looked at for that; the others would gather versions that nobody looks at.
    look_at = None if origin.publish else release.created_at + SETTLED_AFTER
    sites.add_release(release, look_at=look_at, customer_id=origin.customer_id)
    return release


def _before(origin: ReleaseOrigin, sites: Sites) -> ReleaseId | None:
    """The release from before anything was optimized or tested."""
    changed = origin.source or origin.variant_of
    if changed is None:
        return None
    try:
        return sites.release(origin.site_id, changed).content
    except NotFound:  # the archive's copy of an imported website
        return changed


def _is_gone(site_id: SiteId, sites: Sites) -> bool:
    return sites.get(site_id).status in {SiteStatus.DELETING, SiteStatus.DELETED}
