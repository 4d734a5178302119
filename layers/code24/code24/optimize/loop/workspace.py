"""What a cycle's steps hand on: files below `steps/{cycle}/`, gone after days (the claim-check pattern)."""

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

ORIGINAL = "original.zip"
"""Somebody's website as it was read, below the site's folder."""


class Loaded(Model):
    """What the first step of a working cycle found."""

    source_release: ReleaseId
    origin: str
    has_original: bool = False
    """Whether files of other hosts were brought home: then the website as it was before lies apart."""
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
    return f"steps/{turn.cycle}/{name}"


def keep(turn: Turn, name: str, value: Model, *, optimizations: Optimizations) -> None:
    """Hand a model on."""
    optimizations.write(turn.site_id, place(turn, f"{name}.json"), value.model_dump_json().encode())


def kept[M: Model](turn: Turn, name: str, model: type[M], *, optimizations: Optimizations) -> M:
    """What an earlier step handed on. Raises NotFound."""
    return model.model_validate_json(optimizations.read(turn.site_id, place(turn, f"{name}.json")))


def keep_website(turn: Turn, name: str, website: Website, *, optimizations: Optimizations) -> None:
    """Hand a version of the website on."""
    body = packed(website.files.values())
    optimizations.write(turn.site_id, place(turn, f"{name}.zip"), body, "application/zip")


def content_id(website: Website) -> str:
    """SHA-256 of all files with their types and headers."""
    digest = hashlib.sha256()
    for file in website.files.values():
        digest.update(repr((file.path, file.content_type, sorted(file.headers.items()), file.sha256)).encode())
    return digest.hexdigest()


def kept_website(turn: Turn, name: str, loaded: Loaded, *, optimizations: Optimizations) -> Website:
    """A version of the website. Raises NotFound."""
    return Website(unpacked(optimizations.read(turn.site_id, place(turn, f"{name}.zip"))), origin=loaded.origin)


def original_website(turn: Turn, loaded: Loaded, *, optimizations: Optimizations) -> Website | None:
    """The website before third-party files were brought home, where they were."""
    if not loaded.has_original:
        return None
    return Website(unpacked(optimizations.read(turn.site_id, ORIGINAL)), origin=loaded.origin)


def setting_of(loop: LoopState) -> Setting:
    """What fixes may know."""
    return Setting(business=loop.business, withheld=frozenset(loop.withheld))
