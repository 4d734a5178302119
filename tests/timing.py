"""Bounds on time that hold on a machine that does other things too."""

import gc
import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the quickest of three tries, without garbage collection: what the work itself takes."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return min(_once(work) for _ in range(3))
    finally:
        if collecting:
            gc.enable()


def _once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
