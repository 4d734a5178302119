"""All kinds of challengers, and what they propose for a website."""

from collections.abc import Mapping

from code24.errors import NotFound
from code24.optimize.challengers import order, words
from code24.optimize.challengers.kind import ChallengerKind, WrittenKind, changed_by
from code24.optimize.challengers.written import WRITTEN
from code24.optimize.models import Business, Challenger
from code24.website.website import Website

KINDS: tuple[ChallengerKind, ...] = (*words.CHALLENGERS, *order.CHALLENGERS)
_MADE: dict[str, ChallengerKind | WrittenKind] = {kind.id: kind for kind in KINDS} | {kind.id: kind for kind in WRITTEN}


def prepared(
    website: Website, business: Business, chances: Mapping[str, float] | None = None
) -> tuple[Challenger, ...]:
    """What is worth an experiment, the likeliest first. `chances` are of kinds, as `test:<kind>`, from 0 to 1."""
    known = chances or {}
    found = [challenger for kind in KINDS for challenger in kind.challengers(website, business)]
    return tuple(sorted(found, key=lambda each: -known.get(f"test:{each.kind}", 0.5)))


def challenge(website: Website, challenger: Challenger) -> Website:
    """The website with a challenger's change. Raises NotFound for an unknown kind, Conflict where the page changed."""
    kind = _MADE.get(challenger.kind)
    if kind is None:
        raise NotFound(f"There is no kind of challenger {challenger.kind}.")
    return changed_by(website, challenger, kind)
