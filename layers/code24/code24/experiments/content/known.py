"""The challengers that are known for a site, wherever they come from."""

from datetime import datetime

from code24.errors import NotFound
from code24.experiments.content.spots import WeakSpot
from code24.models import Model
from code24.optimize.loop.models import CycleResult
from code24.optimize.loop.ports import Loops, Optimizations
from code24.optimize.models import Challenger
from code24.types import ReleaseId, SiteId

WRITTEN = "challengers.json"
"""What the writer wrote last, below the site's folder of optimizations."""


class WrittenChallengers(Model):
    """What a writer would say otherwise."""

    release_id: ReleaseId
    """The release that was live then."""
    written_at: datetime
    spot: WeakSpot | None = None
    """Where visitors are lost; None where it was written for the home page as such."""
    challengers: tuple[Challenger, ...]


def known_challengers(site_id: SiteId, *, loops: Loops, optimizations: Optimizations) -> tuple[Challenger, ...]:
    """What the writer wrote, then what the optimizer prepared in its last cycle; none where there is nothing yet."""
    found: dict[str, Challenger] = {}
    for each in (*_written(site_id, optimizations), *_prepared(site_id, loops, optimizations)):
        found.setdefault(each.challenger_id, each)
    return tuple(found.values())


def written_challengers(site_id: SiteId, *, optimizations: Optimizations) -> WrittenChallengers:
    """What the writer wrote last. Raises NotFound where it wrote nothing yet."""
    return WrittenChallengers.kept(optimizations.read(site_id, WRITTEN))


def _written(site_id: SiteId, optimizations: Optimizations) -> tuple[Challenger, ...]:
    try:
        return written_challengers(site_id, optimizations=optimizations).challengers
    except NotFound:
        return ()


def _prepared(site_id: SiteId, loops: Loops, optimizations: Optimizations) -> tuple[Challenger, ...]:
    try:
        key = loops.get(site_id).last_key
        if key is None:
            return ()
        return CycleResult.kept(optimizations.read(site_id, key)).optimization.challengers
    except NotFound:
        return ()
