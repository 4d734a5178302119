"""What it costs to take in an event: the collector's handler, warm and in fresh processes, without AWS.

Every warm request is of another visitor with another address, as are most requests of a fleet; user agents repeat.
"""

import os
import statistics
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import Any

from code24.analytics.collecting.networks import is_data_centre
from code24.http.collecting import handler as shell
from local.simulation.world import AGENTS
from tests.benchmarks.serving import figure, silence, summary
from tests.collecting_fakes import CollectorAtWork, tracked
from tests.environment import prepare
from tests.visitors import ACME

ROOT = Path(__file__).parents[2]
REQUESTS, FRESH = 3_000, 11
PAGE = f"https://{ACME}/menu/?utm_source=google&utm_medium=cpc"
VIEW = [{"n": "pageview", "u": PAGE, "i": "m8x2k1.0", "t": 0, "r": "https://www.google.com/"}]
MORE = [
    {"n": "vitals", "u": PAGE, "i": "m8x2k1.1", "t": 1200, "v": {"lcp": 1200, "cls": 0.01, "fcp": 800, "ttfb": 60}},
    {
        "n": "Order",
        "u": PAGE,
        "i": "m8x2k1.2",
        "t": 900,
        "p": {"loaf": "Ember"},
        "$": {"amount": 6.5, "currency": "GBP"},
    },
    {"n": "leave", "u": PAGE, "i": "m8x2k1.3", "t": 0, "s": 31.4},
]
IMPORT = """
import time
started = time.perf_counter()
import app
print((time.perf_counter() - started) * 1000)
"""
FIRST = """
import sys
sys.path.insert(0, {root!r})
from code24.http.collecting import handler as shell
from tests.collecting_fakes import CollectorAtWork, tracked
work = CollectorAtWork()
shell.collector = lambda: work.collector
event = tracked({view!r})
import io, time
out, sys.stdout = sys.stdout, io.StringIO()
started = time.perf_counter()
shell.handler(event, None)
took = (time.perf_counter() - started) * 1000
sys.stdout = out
print(took)
"""


def measure() -> dict[str, Any]:
    """Milliseconds by what was done."""
    return {
        "view_warm": figure(warm(VIEW)),
        "three_events_warm": figure(warm(MORE)),
        "bot_warm": figure(warm(VIEW, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")),
        "import": summary(fresh(IMPORT)),
        "first_request": summary(fresh(FIRST.format(root=str(ROOT), view=VIEW))),
        "network_look_up_us": look_up(),
    }


def warm(body: Any, agent: str = "") -> list[float]:
    """Milliseconds of each of many requests in this process, after some that are not counted."""
    work, times, agents = CollectorAtWork(), list[float](), cycle([agent] if agent else list(AGENTS))
    before, shell.collector = shell.collector, lambda: work.collector  # type: ignore[assignment]
    prepare(os.environ)
    try:
        with silence():
            for number in range(-200, REQUESTS):
                address = f"86.{number >> 14 & 31}.{number >> 7 & 127}.{number & 127}"
                event = tracked(body, address=address, agent=next(agents))
                started = time.perf_counter()
                shell.handler(event, None)
                if number >= 0:
                    times.append((time.perf_counter() - started) * 1000)
    finally:
        shell.collector = before
    assert agent or len(work.queue.bodies) == REQUESTS + 200, "a request was not taken"
    return times


def fresh(program: str) -> list[float]:
    """What a program prints in fresh processes; the first one does not count."""
    environment = prepare(dict(os.environ)) | {"PYTHONPATH": str(ROOT / "layers" / "code24")}
    folder = ROOT / "functions" / "web" / "collect"
    times = []
    for _ in range(FRESH + 1):
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
        times.append(float(done.stdout))
    return times[1:]


def look_up() -> float:
    """Microseconds of asking whose an address is."""
    times = []
    for number in range(2_000):
        started = time.perf_counter()
        is_data_centre(f"86.{number & 31}.7.{number & 127}")
        times.append((time.perf_counter() - started) * 1e6)
    return round(statistics.median(times), 2)
