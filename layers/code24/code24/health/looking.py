"""Looking at many things at once, none of which may keep the others waiting for ever."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import NamedTuple

from code24.errors import Code24Error
from code24.health.models import Check, Group

LONGEST_ERROR = 300


class Look(NamedTuple):
    """One thing to look at."""

    group: Group
    name: str
    at: Callable[[], None]
    """Raises what is wrong."""
    at_most: float
    """Seconds; what takes longer has failed, whatever it answers."""


def looked_at(looks: Sequence[Look], *, at_once: int, seconds: float) -> tuple[Check, ...]:
    """Look at everything, `at_once` at a time, and stop after `seconds`; a check for each, in the same order.

    What still works then has failed, and so has what was not reached. A thread that never comes back is left behind.
    """
    pool = ThreadPoolExecutor(at_once, thread_name_prefix="health")
    try:
        futures = [pool.submit(_check, look) for look in looks]
        wait(futures, timeout=seconds)
        return tuple(_answer(look, future, seconds) for look, future in zip(looks, futures, strict=True))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _answer(look: Look, future: Future[Check], seconds: float) -> Check:
    if future.done():
        return future.result()
    reached = not future.cancel()
    error = f"It had not answered after {seconds:g} s." if reached else f"It was not reached within {seconds:g} s."
    return Check(name=look.name, group=look.group, passed=False, latency_ms=round(seconds * 1000, 1), error=error)


def _check(look: Look) -> Check:
    started = time.perf_counter()
    error = None
    try:
        look.at()
    except Code24Error as wrong:
        error = f"{type(wrong).__name__}: {wrong.detail}"
    except Exception as wrong:  # whatever it is, it is what the report has to say of this one
        error = f"{type(wrong).__name__}: {wrong}"
    took = time.perf_counter() - started
    if error is None and took > look.at_most:
        error = f"It took {took:.1f} s, and may take {look.at_most:g} s."
    return Check(
        name=look.name,
        group=look.group,
        passed=error is None,
        latency_ms=round(took * 1000, 1),
        error=None if error is None else error[:LONGEST_ERROR],
    )
