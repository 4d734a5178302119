"""What a tick takes: time, memory, requests and read units with 0, 50 and 20,000 things due, and a million sites.

The adapters are the real ones with boto3's own clients; the network ends in a cloud that counts
(`tests/counted_cloud.py`), so a request's way there and back is not in the seconds. Run alone with
`python -m tests.benchmarks --only ticking`.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from time import perf_counter, process_time
from typing import Any

SITES, DUE = 1_000_000, (0, 50, 20_000)
NOW = datetime(2026, 3, 2, 12, 3, tzinfo=UTC)
CUSTOMERS = 100
"""That the 20,000 belong to."""


def measure() -> dict[str, Any]:
    """By how much is due; a process for each."""
    program = "from tests.benchmarks.ticking import one; import sys; one(int(sys.argv[1]))"
    done = {}
    for due in DUE:
        ran = subprocess.run([sys.executable, "-c", program, str(due)], capture_output=True, text=True, check=True)
        done[f"due_{due}"] = json.loads(ran.stdout)
    return done


def one(due: int) -> None:
    """Print what a tick took, as JSON."""
    import os
    from resource import RUSAGE_SELF, getrusage

    from tests.environment import prepare

    prepare(os.environ)
    from code24.runtime.wiring import ports_of
    from code24.schedules.models import Scheduled
    from code24.upkeep.ticking import continuous_optimization
    from tests.counted_cloud import counted_cloud
    from tests.fakes import FakeClock
    from tests.upkeeping import all_due

    with counted_cloud() as cloud:
        cloud.register(SITES, NOW + timedelta(hours=1))
        if due <= max(DUE[:2]):
            all_due(due, NOW)
        else:
            each = due // CUSTOMERS
            for number in range(CUSTOMERS):
                cloud.suspect(each, f"c{number:012d}", NOW - timedelta(hours=number + 1), first=number * each)
        ports = ports_of(continuous_optimization) | {"clock": FakeClock(NOW)}
        cloud.requests.clear()
        before, wall, cpu = getrusage(RUSAGE_SELF).ru_maxrss, perf_counter(), process_time()
        ticked = continuous_optimization(Scheduled(scheduled_at=NOW), **ports)
        took = {"seconds": round(perf_counter() - wall, 3), "cpu_seconds": round(process_time() - cpu, 3)}
        report = took | {
            "requests": sum(cloud.requests.values()),
            "by_operation": dict(sorted(cloud.requests.items())),
            "items_read": cloud.items_read,
            "read_units": cloud.read_units,
            "grew_by_kib": getrusage(RUSAGE_SELF).ru_maxrss - before,
            "asked": sum(ticked.asked.values()),
            "left": ticked.left,
        }
    print(json.dumps(report))  # noqa: T201
