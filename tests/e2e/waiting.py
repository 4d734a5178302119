"""Waiting for what comes by itself: as short as it takes, with a limit that a slow machine does not reach."""

import time
from collections.abc import Callable

PATIENCE = 300
"""Seconds: what is waited for takes a few, on a machine that has nothing else to do."""


def awaited[Found](look: Callable[[], Found], is_it: Callable[[Found], bool] = bool) -> Found:
    """What is there once it is as it should be."""
    end = time.monotonic() + PATIENCE
    while not is_it(found := look()):
        assert time.monotonic() < end, f"after {PATIENCE} s: {found}"
        time.sleep(0.1)
    return found
