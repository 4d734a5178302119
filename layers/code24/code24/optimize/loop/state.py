"""When the loop works, how long it rests, when it begins anew: pure rules over its state."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from code24.identifiers import derived
from code24.optimize.loop.models import LoopState, LoopStatus
from code24.optimize.models import FixRecord
from code24.types import OptimizationId, ReleaseId, SiteId

SHORTEST_WAIT = 3_600
"""Seconds between two cycles that had something to do."""
LONGEST_WAIT = 24 * 3_600
CYCLES_PER_MILESTONE = 10
IMPORTED_AGAIN_AFTER = timedelta(hours=24)
"""How old the copy of somebody's website may be before it is read again."""
EVERYWHERE = "*"


def wait_of(loop: LoopState) -> int:
    """Seconds until the next cycle: twice as long for each one in a row that changed nothing, or failed."""
    if loop.fixed_wait is not None:
        return loop.fixed_wait
    if loop.run_requested or loop.signal:
        return 0
    doublings = min(max(loop.idle_cycles, loop.failures), 10)
    return int(min(LONGEST_WAIT, SHORTEST_WAIT * 2**doublings))


def rested(loop: LoopState, now: datetime, *, changed: bool, failed: bool = False) -> LoopState:
    """The state after a cycle, resting until the next one."""
    done = loop.model_copy(
        update={
            "cycle": loop.cycle + 1,
            "idle_cycles": 0 if changed or failed else loop.idle_cycles + 1,
            "failures": loop.failures + 1 if failed else 0,
            "deaths": 0,
            "working_since": None,
            "job_id": None,
            "updated_at": now,
        }
    )
    return done.model_copy(update={"next_due_at": now + timedelta(seconds=wait_of(done))})


def resting_for(loop: LoopState, now: datetime, seconds: int) -> LoopState:
    """The state with another wait than the rules', unless it is fixed."""
    wait = seconds if loop.fixed_wait is None else loop.fixed_wait
    return loop.model_copy(update={"next_due_at": now + timedelta(seconds=wait)})


def milestone_due(loop: LoopState) -> bool:
    """Whether a tenth cycle is done that no milestone stands for yet."""
    return loop.cycle // CYCLES_PER_MILESTONE > loop.milestone // CYCLES_PER_MILESTONE


def import_due(loop: LoopState, now: datetime) -> bool:
    """Whether somebody's website has to be read, for the first time or again. Uploads do not change."""
    if not loop.source.is_import:
        return False
    if loop.imported_at is None:
        return True
    return loop.source.url is not None and now - loop.imported_at >= IMPORTED_AGAIN_AFTER


def fingerprint(source: ReleaseId | None, loop: LoopState, engine: str) -> str:
    """SHA-256 of all that a cycle's outcome follows from; `engine` is the version of rules and fixes.

    What is known to work is left out: it orders the plan, which every change of any site would set in motion.
    """
    parts = (
        source or "",
        *sorted(loop.withheld),
        loop.optimization_type.value,
        loop.business.model_dump_json(),
        *(challenger.challenger_id for challenger in loop.shipped),
        engine,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def is_dead(loop: LoopState, now: datetime) -> bool:
    """Whether a running loop has no execution any more that could go on with it."""
    return loop.dead_at is not None and now > loop.dead_at


def restarted(loop: LoopState, now: datetime, wait: int = 0) -> LoopState:
    """The state under the next execution of the chain, due in `wait` seconds."""
    return loop.model_copy(
        update={
            "generation": loop.generation + 1,
            "status": LoopStatus.RUNNING,
            "reason": "",
            "working_since": None,
            "next_due_at": now + timedelta(seconds=wait),
            "updated_at": now,
        }
    )


def job_of(site_id: SiteId, cycle: int) -> OptimizationId:
    """The id of the job of a cycle that came by itself."""
    return derived("o", 16, "cycle", site_id, str(cycle))


def withheld_by(fix: FixRecord) -> str:
    """How a fix is named among those that its owner does not want."""
    return fix.kind if fix.path == EVERYWHERE else f"{fix.kind}@{fix.path}"


def without(withheld: Iterable[str], name: str) -> tuple[str, ...]:
    """The withheld fixes but for one."""
    return tuple(each for each in withheld if each != name)


def timestamp(moment: datetime) -> str:
    """A moment as the name of a result (`2026-03-01T12-00-00Z`): sorted by name is sorted by time."""
    return f"{moment:%Y-%m-%dT%H-%M-%S}Z"
