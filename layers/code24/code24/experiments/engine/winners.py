"""What won on a website that is read from elsewhere again and again: every later reading gets it again."""

from contextlib import suppress

from code24.errors import Conflict, NotFound
from code24.experiments.engine.changing import varied
from code24.experiments.models import Variant
from code24.models import Model
from code24.optimize.loop.ports import Optimizations
from code24.types import SiteId, TestId
from code24.website.website import Website

_NAME = "winners.json"
"""Below the site's folder of optimizations."""


class Winner(Model):
    """What a test brought."""

    test_id: TestId
    variant: Variant


class Winners(Model):
    """All of a site, in the order in which they were shipped."""

    winners: tuple[Winner, ...] = ()


def keep_winner(site_id: SiteId, winner: Winner, *, optimizations: Optimizations) -> None:
    """Remember a winner; keeping it again changes nothing."""
    others = [each for each in _known(site_id, optimizations) if each.test_id != winner.test_id]
    _write(site_id, (*others, winner), optimizations)


def drop_winner(site_id: SiteId, test_id: TestId, *, optimizations: Optimizations) -> None:
    """Forget a winner that was taken back; one that is not known is fine."""
    known = _known(site_id, optimizations)
    left = tuple(each for each in known if each.test_id != test_id)
    if left != known:
        _write(site_id, left, optimizations)


def with_winners(site_id: SiteId, website: Website, *, optimizations: Optimizations) -> Website:
    """The website with everything that won on it, but for what its pages have no place for any more."""
    for winner in _known(site_id, optimizations):
        with suppress(Conflict):
            website = varied(website, winner.variant)
    return website


def _known(site_id: SiteId, optimizations: Optimizations) -> tuple[Winner, ...]:
    try:
        return Winners.model_validate_json(optimizations.read(site_id, _NAME)).winners
    except NotFound:
        return ()


def _write(site_id: SiteId, winners: tuple[Winner, ...], optimizations: Optimizations) -> None:
    optimizations.write(site_id, _NAME, Winners(winners=winners).model_dump_json().encode())
