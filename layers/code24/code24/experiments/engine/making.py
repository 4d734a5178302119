"""Releases of variants: what visitors see, with one change."""

from datetime import datetime
from typing import NamedTuple

from code24.errors import Conflict
from code24.experiments.engine.changing import varied
from code24.experiments.models import Variant
from code24.optimize.loop.steps.publishing import site_files
from code24.ports import Clock, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Release, ReleaseOrigin, Site
from code24.sites.publishing import publish_release
from code24.types import ReleaseId
from code24.website.packing import unpacked
from code24.website.website import Website


class Wanted(NamedTuple):
    """What release is wanted."""

    site: Site
    base: ReleaseId
    """The release that the variant changes."""
    variant: Variant
    made_at: datetime
    """Fixed, so that making it again makes the same release."""


def made(
    wanted: Wanted,
    *,
    sites: Sites,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    addresses: SiteAddresses,
    clock: Clock,
) -> Release:
    """Make a variant's release; nobody sees it yet. What the loop makes of it later builds upon it as it is.

    Raises Conflict where the change does not fit the website any more, and what `publish_release` raises.
    """
    base = sites.release(wanted.site.site_id, wanted.base)
    files = unpacked(release_archive.get(wanted.site.site_id, wanted.base))
    website = Website(files, origin=addresses.origin(wanted.site.slug))
    changed = varied(website, wanted.variant)
    lost = set(website.page_at) - set(changed.page_at)
    if lost:
        raise Conflict(f"{wanted.variant.name} would lose the page {min(lost)}.")
    return publish_release(
        ReleaseOrigin(
            site_id=wanted.site.site_id,
            customer_id=wanted.site.customer_id,
            made_at=wanted.made_at,
            build_id=base.build_id,
            variant_of=base.release_id,
            publish=False,
        ),
        tuple(site_files(changed.files, website.files)),
        base.forms,
        sites=sites,
        release_archive=release_archive,
        site_functions=site_functions,
        addresses=addresses,
        clock=clock,
    )
