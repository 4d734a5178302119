"""A release and the version that serves it: published again from the archive where there is none any more.

Versions that nothing needs are deleted (`sites.retention`); their releases stay in the archive. Whoever is about to
show a release, goes through here.
"""

from code24.errors import NotFound, Transient
from code24.ports import SiteFunctions, Sites
from code24.sites.models import NO_VERSION, Release

_ATTEMPTS = 3


def served(release: Release, *, sites: Sites, site_functions: SiteFunctions) -> Release:
    """The release with a version, which is made where none is recorded. Raises NotFound without a function."""
    if release.version != NO_VERSION:
        return release
    return published_again(release, sites=sites, site_functions=site_functions)


def published_again(release: Release, *, sites: Sites, site_functions: SiteFunctions, create: bool = False) -> Release:
    """Make an archived release a version once more, and record it.

    A function that is lost is made anew only for whoever asks for that (`create`): its versions count from 1 again, so
    all that are recorded have to be forgotten before. Raises NotFound without a function.
    """
    version = site_functions.publish(release.site_id, release.release_id, release.sha256, create=create)
    sites.record_version(release.site_id, release.release_id, version)
    return release.model_copy(update={"version": version})


def point_at(alias: str, release: Release, *, sites: Sites, site_functions: SiteFunctions) -> Release:
    """Point an alias of the release's site at it, and return it with its version.

    A version may be deleted between the moment it was read and this one. Once the alias points at it, Lambda refuses to
    delete it. Raises NotFound without a function.
    """
    release = served(release, sites=sites, site_functions=site_functions)
    for _ in range(_ATTEMPTS):
        try:
            site_functions.point(release.site_id, alias, release.version)
        except NotFound:
            release = published_again(release, sites=sites, site_functions=site_functions)
        else:
            return release
    raise Transient(
        f"Release {release.release_id} of site {release.site_id} loses its version all the time; try again."
    )
