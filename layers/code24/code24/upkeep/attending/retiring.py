"""Keeping the versions of a site's function few: what nothing needs goes, what is needed and was lost comes back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from code24.errors import Conflict, NotFound, Transient
from code24.experiments.models import AbTest
from code24.sites.models import NO_VERSION, Site, Versioned
from code24.sites.retention import SETTLED_AFTER, is_settled, needed, unneeded
from code24.types import ReleaseId
from code24.upkeep.attending.means import Means
from code24.upkeep.attending.restoring import Unrestorable, restored

AT_ONCE = 5
"""Versions that one look deletes, with two calls each: Lambda's control plane takes 15 a second of a whole account."""
MORE_AFTER = timedelta(minutes=10)
"""When a look goes on where there were more."""
_PREVIEW = "preview-"


class Retired(NamedTuple):
    """What became of a site's old versions."""

    versions: int = 0
    """Versions that were deleted."""
    again_at: datetime | None = None
    """When there will be more to delete, where that is known."""


class Versions:
    """The versions of a site's releases, oldest first, and what is in use: read once a look, where a look needs it."""

    def __init__(self, site: Site, means: Means) -> None:
        self.site, self.means = site, means

    @cached_property
    def releases(self) -> Sequence[Versioned]:
        """All that the site has."""
        return self.means.release_versions.of_site(self.site.site_id)

    @cached_property
    def in_use(self) -> frozenset[ReleaseId]:
        """What visitors may be shown."""
        return _in_use(self.site, self.means)


def unserved_again(versions: Versions) -> int:
    """Publish again what is needed and has no version; returns how many. An earlier repair may have been cut off."""
    site, means, releases = versions.site, versions.means, versions.releases
    if all(each.is_served for each in releases):
        return 0
    wanted, count = needed(releases, versions.in_use), 0
    lost = [each for each in releases if not each.is_served and each.release_id in wanted]
    for release in lost:
        try:
            restored(site.site_id, means.sites.release(site.site_id, release.release_id), means)
            count += 1
        except (NotFound, Unrestorable):  # cannot be gone back to any more, which its version says
            continue
    if lost:
        del versions.releases  # they have others now
    return count


def retire_versions(versions: Versions) -> Retired:
    """Delete versions that nothing needs, the oldest first.

    The record comes last, so a look that is cut off is completed by the next one. Whoever makes a release live, or
    starts a test with it, at the same time either has an alias on the version, and Lambda keeps it, or finds the
    version gone and publishes it again (`sites.serving`). What fails here can wait: the site is well.
    """
    site, means, releases = versions.site, versions.means, versions.releases
    if is_settled(releases):
        return Retired()
    now = means.clock.now()
    old = unneeded(releases, site.live_release, versions.in_use)
    ripe = [each for each in old if each.created_at + SETTLED_AFTER <= now]
    count = 0
    try:
        for release in ripe[:AT_ONCE]:
            count += _retire(site, release, means)
    except Transient:
        return Retired(count, now + SETTLED_AFTER)
    except NotFound:  # deleted with its site, in the middle of this
        return Retired(count)
    return Retired(count, _again_at(old, ripe, now))


def _retire(site: Site, release: Versioned, means: Means) -> bool:
    """Delete a version with its preview's alias, and record that the release has none; whether it is gone."""
    if not means.site_functions.remove_version(site.site_id, release.release_id, release.version):
        return False
    try:
        means.sites.record_version(site.site_id, release.release_id, NO_VERSION, over=release.version)
    except Conflict:  # it was published again meanwhile, and that alias may have been the one that went
        present = means.sites.release(site.site_id, release.release_id).version
        means.site_functions.point(site.site_id, _PREVIEW + release.release_id, present)
    return True


def _again_at(old: Sequence[Versioned], ripe: Sequence[Versioned], now: datetime) -> datetime | None:
    if len(ripe) > AT_ONCE:
        return now + MORE_AFTER
    young = [each.created_at + SETTLED_AFTER for each in old if each.created_at + SETTLED_AFTER > now]
    return min(young, default=None)


def _in_use(site: Site, means: Means) -> frozenset[ReleaseId]:
    """What visitors may be shown: the live release, the holdout's, and those of tests that are not over."""
    used: set[ReleaseId | None] = {site.live_release}
    if site.live_release is not None:
        used.add(means.sites.release(site.site_id, site.live_release).content)
    holdout = means.traffic_plans.get(site.site_id).holdout
    if holdout is not None:
        used.add(holdout.alias.removeprefix(_PREVIEW))
    for test in means.tests_of(site.site_id):
        if not _is_over(test):
            used.add(test.control_release)
            for variant in test.variants:
                used |= {variant.release_id, variant.given_release}
            if test.shipping is not None:
                used |= {test.shipping.release_id, test.shipping.replaces}
    return frozenset(each for each in used if each is not None)


def _is_over(test: AbTest) -> bool:
    return test.status.ended and (test.shipping is None or test.shipping.stage.ended)
