"""Publishing archived releases again, after their function, or a version of it, was lost."""

import hashlib

from code24.errors import Code24Error, NotFound, Transient
from code24.experiments.models import AbTestStatus
from code24.sites.going_live import point_at_recorded
from code24.sites.models import Release
from code24.sites.serving import published_again
from code24.types import SiteId
from code24.upkeep.attending.means import Means


class Unrestorable(Code24Error):
    """The archive does not hold a release as it was published, or Lambda refuses it for good."""

    title = "Cannot be restored"


def pointed(site_id: SiteId, means: Means) -> None:
    """Point the alias `live` at the release that the record names."""
    point_at_recorded(site_id, sites=means.sites, site_functions=means.site_functions)


def restored(site_id: SiteId, release: Release, means: Means) -> None:
    """Publish an archived release again, record its version, and point the aliases of running tests at it.

    Where the function is gone, all versions are forgotten first: the next function counts from 1 again, and what an
    earlier one was recorded with must never come to show another release. Every step can be repeated. Raises
    Unrestorable, and Transient.
    """
    _require_archived(release, means)
    if means.site_probe.serving(site_id) is None:
        means.release_versions.lose(site_id)
    try:
        again = published_again(release, sites=means.sites, site_functions=means.site_functions, create=True)
    except (Transient, NotFound):  # the release's record, or the function, went away in the middle of it
        raise
    except Code24Error as error:
        raise Unrestorable(f"Release {release.release_id} cannot be published again: {error}") from error
    _point_arms(site_id, again, means)


def _require_archived(release: Release, means: Means) -> None:
    try:
        body = means.release_archive.get(release.site_id, release.release_id)
    except NotFound as error:
        raise Unrestorable(str(error)) from error
    if hashlib.sha256(body).hexdigest() != release.sha256:
        raise Unrestorable(f"The archive holds other bytes for release {release.release_id} than were published.")


def _point_arms(site_id: SiteId, release: Release, means: Means) -> None:
    """Point the aliases of running tests at a release that was published again."""
    for test in means.tests_of(site_id):
        if test.status is not AbTestStatus.RUNNING:
            continue
        for variant in test.variants:
            if variant.alias is not None and variant.release_id == release.release_id:
                means.site_functions.point(site_id, variant.alias, release.version)
