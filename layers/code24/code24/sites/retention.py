"""Which versions of a site's function stay. Lambda keeps all versions of all functions in one quota of code storage.

The releases themselves stay, with their zips, whatever becomes of their versions. Here they come oldest first.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta

from code24.sites.models import Versioned
from code24.types import ReleaseId

NEWEST_KEPT = 5
"""Releases of a site that keep their versions for being the newest: their previews answer, going back is instant."""
SETTLED_AFTER = timedelta(hours=6)
"""No younger version is deleted: its publish may still be going on, or a test about to begin with it."""


def is_settled(releases: Sequence[Versioned]) -> bool:
    """Whether every release has a version, and none too many: then nothing is to be done, whatever is in use."""
    return len(releases) <= NEWEST_KEPT and all(each.is_served for each in releases)


def needed(releases: Sequence[Versioned], used: Collection[ReleaseId]) -> frozenset[ReleaseId]:
    """The releases that are to have a version: the newest, and those in use (live, in a test, the holdout's)."""
    newest = {each.release_id for each in releases[-NEWEST_KEPT:]}
    return frozenset(newest | ({each.release_id for each in releases} & set(used)))


def unneeded(releases: Sequence[Versioned], live: ReleaseId | None, used: Collection[ReleaseId]) -> Sequence[Versioned]:
    """The releases whose versions may be deleted once they are `SETTLED_AFTER` old.

    Besides those that are needed two stay. The one published before the live one is the way back. The highest version
    is what Lambda compares `$LATEST` with when it publishes: equal code would get the version that is gone.
    """
    served = [each for each in releases if each.is_served]
    before = [each.release_id for each in served]
    kept = set(needed(releases, used))
    if live in before[1:]:
        kept.add(before[before.index(str(live)) - 1])
    if served:
        kept.add(max(served, key=lambda each: int(each.version)).release_id)
    return [each for each in served if each.release_id not in kept]
