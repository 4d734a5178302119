"""A site that changed: brand, designer and developer look at what visitors see now."""

from dataclasses import replace

from code24.errors import InvalidRequest, NotFound
from code24.optimize.loop.chain import signal
from code24.optimize.loop.models import LoopStatus
from code24.sites.models import Release, Site, SiteStatus
from code24.sites.site_function import SECURITY_HEADERS
from code24.types import ReleaseId
from code24.upkeep.attending.light_checks import Wrong, looked_at
from code24.upkeep.attending.means import Means
from code24.upkeep.attending.models import Attended
from code24.upkeep.models import Attention
from code24.website.packing import unpacked
from code24.website.website import Website

_TOLD = 5
"""Findings that an incident names; it counts the others."""


def attend_change(attention: Attention, means: Means) -> Attended:
    """Look lightly at a site's live release, and ask its loop for a cycle soon where the change made anything worse."""
    site = means.site(attention.id)
    if site is None:
        return Attended.gone("The site is deleted.")
    if site.status is SiteStatus.SUSPENDED or site.live_release is None:
        return Attended.left("Nothing of the site can be seen now.")
    release = means.sites.release(site.site_id, site.live_release)
    website = _website(site, release.release_id, means)
    if website is None:
        wrong = f"The files of the live release {release.release_id} are no longer kept, or damaged."
        return Attended.parked(f"{release.release_id}-files", wrong, "Publish the site again.")
    earlier = _earlier(release, means)
    found = looked_at(website, _website(site, earlier, means) if earlier else None)
    if not found:
        return Attended.well("Brand, designer and developer found nothing worse than before.")
    return _told(site, release, found, means)


def _told(site: Site, release: Release, found: tuple[Wrong, ...], means: Means) -> Attended:
    said = [f"{each.who}: {each.sentence}" for each in found]
    more = f" And {len(said) - _TOLD} more." if len(said) > _TOLD else ""
    wrong = f"Release {release.release_id} is worse than what was live before. {' '.join(said[:_TOLD])}{more}"
    try:
        loop = signal(
            site.site_id,
            f"light check: {said[0]}",
            loops=means.loops,
            loop_executions=means.loop_executions,
            clock=means.clock,
        )
    except NotFound:
        done = "The site has no loop; start one with POST /optimize, or go back to the release before."
        return Attended.parked(release.release_id, wrong, done)
    if loop.status is not LoopStatus.RUNNING:
        done = f"The site's loop is {loop.status.value}; resume it, or go back to the release before."
        return Attended.parked(release.release_id, wrong, done)
    return Attended.repaired(release.release_id, wrong, "The site's loop was asked for a cycle soon.")


def _earlier(release: Release, means: Means) -> ReleaseId | None:
    """The release that this one was made from, or else the one that was published before it."""
    if release.source is not None:
        return release.source
    older = [
        each.release_id
        for each in means.sites.releases(release.site_id)
        if (each.created_at, each.release_id) < (release.created_at, release.release_id)
    ]
    return older[0] if older else None


def _website(site: Site, release_id: ReleaseId, means: Means) -> Website | None:
    """A release as visitors get it; None where the archive has it no longer."""
    try:
        files = unpacked(means.release_archive.get(site.site_id, release_id))
    except (NotFound, InvalidRequest):
        return None
    served = [replace(file, headers={**SECURITY_HEADERS, **file.headers}) for file in files]
    return Website(served, origin=means.addresses.origin(site.slug))
