"""The use case around challengers of words: written for a site, for the place where its visitors are lost."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from code24.analytics.ports import Rollups
from code24.build.design.models import SectionKind
from code24.build.editing.models import SiteParts
from code24.build.editing.workers import parts_of
from code24.errors import Conflict
from code24.experiments.content.finding import weak_spot
from code24.experiments.content.known import WRITTEN, WrittenChallengers
from code24.experiments.content.spots import LOOKED_AT, Weakness, WeakSpot
from code24.experiments.content.writing import content_challengers
from code24.forms.models import FormKind
from code24.models import Model
from code24.optimize.loop.ports import Optimizations
from code24.ports import Artifacts, Clock, ReleaseArchive, Sites, Writer
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Release, Site
from code24.types import SiteId
from code24.website.packing import unpacked
from code24.website.website import Website

_FORMS = {
    SectionKind.MESSAGE: FormKind.CONTACT,
    SectionKind.BOOKING: FormKind.BOOKING,
    SectionKind.QUOTE: FormKind.QUOTE,
    SectionKind.ORDER: FormKind.ORDER,
    SectionKind.NEWSLETTER: FormKind.NEWSLETTER,
}


class WriteChallengers(Model):
    """Asks for challengers of words."""

    site_id: SiteId
    weakness: Weakness | None = None
    """How visitors are lost; the site's figures tell where None is given."""
    path: Annotated[str, Field(max_length=512)] = "/"
    """Of the page, where a weakness is given."""


def write_challengers(
    request: WriteChallengers,
    *,
    sites: Sites,
    optimizations: Optimizations,
    artifacts: Artifacts,
    release_archive: ReleaseArchive,
    addresses: SiteAddresses,
    rollups: Rollups,
    writer: Writer,
    clock: Clock,
) -> WrittenChallengers:
    """Write what could be said otherwise where visitors are lost, and keep it for the site's next experiments.

    Raises NotFound for a site that is not there, InvalidRequest for a page that it does not have, and Conflict for one
    that was imported, as there is no plan to write from, or has nothing live.
    """
    site = sites.get(request.site_id)
    if site.live_release is None:
        raise Conflict(f"Site {site.site_id} has nothing live that could be written otherwise.")
    release = sites.release(site.site_id, site.live_release)
    parts = parts_of(release, artifacts=artifacts)
    website = _website(site, release, release_archive, addresses)
    if request.weakness is not None:
        spot: WeakSpot | None = WeakSpot(weakness=request.weakness, path=request.path)
    else:
        today = clock.now().date()
        spot = weak_spot(rollups.days(site.site_id, today - LOOKED_AT, today), _form_pages(parts))
        if spot is not None and all(page.path != spot.path for page in parts.content.pages):
            spot = None  # the figures tell of a page that is gone
    found = content_challengers(parts, website, spot, writer=writer)
    now = clock.now()
    written = WrittenChallengers(release_id=release.release_id, written_at=now, spot=spot, challengers=found)
    optimizations.write(site.site_id, WRITTEN, written.model_dump_json().encode())
    return written


def _website(site: Site, release: Release, release_archive: ReleaseArchive, addresses: SiteAddresses) -> Website:
    files = unpacked(release_archive.get(site.site_id, release.release_id))
    return Website(files, origin=addresses.origin(site.slug))


def _form_pages(parts: SiteParts) -> Mapping[str, str]:
    """The first page with each kind of form, as events name it."""
    pages: dict[str, str] = {}
    for page in parts.content.pages:
        for section in page.sections:
            if section.kind in _FORMS:
                pages.setdefault(_FORMS[section.kind].value, page.path)
    return pages
