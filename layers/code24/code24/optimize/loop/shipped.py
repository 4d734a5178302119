"""Winners of experiments on somebody's website: each cycle begins with the original again, so they are applied anew."""

from collections.abc import Callable

from code24.errors import Conflict, NotFound
from code24.optimize.challengers.preparing import challenge
from code24.optimize.loop.chain import changed
from code24.optimize.loop.models import LoopState
from code24.optimize.loop.ports import Loops
from code24.optimize.models import Challenger
from code24.ports import Clock
from code24.types import SiteId
from code24.website.website import Website


def remember_shipped(site_id: SiteId, challenger: Challenger, *, loops: Loops, clock: Clock) -> None:
    """Note a winner. A site that was built here has it in its live release, which the next cycle works on."""

    def with_it(state: LoopState) -> LoopState:
        known = {each.challenger_id for each in state.shipped}
        if not state.source.is_import or challenger.challenger_id in known:
            return state
        return state.model_copy(update={"shipped": (*state.shipped, challenger), "updated_at": clock.now()})

    _change(site_id, with_it, loops)


def forget_shipped(site_id: SiteId, challenger: Challenger, *, loops: Loops, clock: Clock) -> None:
    """Take a winner back that did harm after all."""

    def without_it(state: LoopState) -> LoopState:
        left = tuple(each for each in state.shipped if each.challenger_id != challenger.challenger_id)
        return state if left == state.shipped else state.model_copy(update={"shipped": left, "updated_at": clock.now()})

    _change(site_id, without_it, loops)


def with_shipped(website: Website, loop: LoopState) -> tuple[Website, tuple[str, ...]]:
    """The website with all winners, and a sentence for each that no longer fits its page."""
    lost = []
    for challenger in loop.shipped:
        try:
            website = challenge(website, challenger)
        except (Conflict, NotFound):
            lost.append(f"{challenger.path} has changed: what won there (“{challenger.after[:80]}”) is left out.")
    return website, tuple(lost)


def _change(site_id: SiteId, change: Callable[[LoopState], LoopState], loops: Loops) -> None:
    try:
        changed(site_id, change, loops=loops)
    except NotFound:  # the site has no loop, or is gone: nobody will begin with its original
        return
