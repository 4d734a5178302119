"""What a cycle's steps hand on: files below `work/{cycle}/`, gone after days (the claim-check pattern)."""

import hashlib

from code24.errors import Conflict, NotFound
from code24.forms.models import SiteForms
from code24.models import Model
from code24.optimize.fix import Setting
from code24.optimize.loop.models import LoopState, LoopStatus, Turn
from code24.optimize.loop.ports import Loops, Optimizations
from code24.types import BuildId, ReleaseId
from code24.website.packing import packed, unpacked
from code24.website.website import Website


class Loaded(Model):
    """What the first step of a working cycle found."""

    source_release: ReleaseId
    origin: str
    is_placeholder_origin: bool = False
    live_release: ReleaseId | None
    """What is live, and what a new release may take the place of."""
    build_id: BuildId | None = None
    """The build that the source came of; None for an imported website."""
    forms: SiteForms | None = None
    notes: tuple[str, ...] = ()


class Superseded(Conflict):
    """Another execution took over, or the loop was halted: this one ends without a word."""

    title = "Superseded"


def valid_loop(turn: Turn, *, loops: Loops) -> LoopState:
    """The loop's state. Raises Superseded where this execution is not the valid one any more."""
    try:
        loop = loops.get(turn.site_id)
    except NotFound as gone:
        raise Superseded(f"The loop of site {turn.site_id} is gone.") from gone
    if loop.generation != turn.generation or loop.status is LoopStatus.ENDED:
        raise Superseded(f"Generation {loop.generation} of site {turn.site_id} is {loop.status.value}.")
    return loop


def place(turn: Turn, name: str) -> str:
    """Where a file of the cycle lies, below the site's folder."""
    return f"work/{turn.cycle}/{name}"


def keep(turn: Turn, name: str, value: Model, *, optimizations: Optimizations) -> None:
    """Hand a model on."""
    optimizations.write(turn.site_id, place(turn, f"{name}.json"), value.model_dump_json().encode())


def kept[M: Model](turn: Turn, name: str, model: type[M], *, optimizations: Optimizations) -> M:
    """What an earlier step handed on. Raises NotFound."""
    return model.model_validate_json(optimizations.read(turn.site_id, place(turn, f"{name}.json")))


def keep_website(turn: Turn, name: str, website: Website, *, optimizations: Optimizations) -> str:
    """Hand a version of the website on; the SHA-256 of what it consists of is returned."""
    body = packed(website.files.values())
    optimizations.write(turn.site_id, place(turn, f"{name}.zip"), body, "application/zip")
    return hashlib.sha256(body).hexdigest()


def kept_website(turn: Turn, name: str, loaded: Loaded, *, optimizations: Optimizations) -> Website:
    """A version of the website. Raises NotFound."""
    return Website(unpacked(optimizations.read(turn.site_id, place(turn, f"{name}.zip"))), origin=loaded.origin)


def setting_of(loop: LoopState, loaded: Loaded) -> Setting:
    """What fixes may know."""
    return Setting(
        business=loop.business,
        withheld=frozenset(loop.withheld),
        is_placeholder_origin=loaded.is_placeholder_origin,
    )
