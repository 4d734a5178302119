"""How long a month's revenue takes, and how much memory, with 100,000 subscriptions and 1,000,000 events.

The events are read as the adapter reads them, page by page from their JSON; the requests to DynamoDB are not in it, and
are counted: a query answers with 1 MB at most. A fresh process does it, so that the memory is its own. Run alone with
`python -m tests.benchmarks --only revenue`.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

SUBSCRIPTIONS, EVENTS, KINDS_OF_LIVES = 100_000, 1_000_000, 5_000
PAGE = 1024 * 1024


def measure() -> dict[str, Any]:
    """Seconds (by the clock and of the processor), events a second, mebibytes at most, and pages of DynamoDB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        subscriptions, events, size = write(path)
        program = "from tests.benchmarks.revenue import fold; import sys; fold(sys.argv[1])"
        done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    return {"subscriptions": subscriptions, "events": events, "pages": -(-size // PAGE), **json.loads(done.stdout)}


def write(path: Path) -> tuple[int, int, int]:
    """A ledger of so many events in the order that the real one is read in: lives of 10 events, lived by many."""
    from tests.ledgers import made_up

    lives: dict[str, list[str]] = {}
    for entry in made_up(1, 4 * KINDS_OF_LIVES, most=28):
        lives.setdefault(entry.customer_id, []).append(entry.model_dump_json(by_alias=False))
    several = list(lives.values())
    subscriptions = events = size = customers = 0
    with path.open("w") as file:
        while events < EVENTS:
            life = several[customers % len(several)]
            old = f"c{customers % len(several):012}", f"sub-{customers % len(several)}-"
            new = f"c{customers:012}", f"sub-{customers}-"
            for body in life:
                line = body.replace(old[0], new[0]).replace(old[1], new[1])
                size += len(line) + 40  # the names of attributes, and what an item weighs beside
                file.write(line + "\n")
            subscriptions += len({body.split('"subscription_id":"')[1].split('"')[0] for body in life})
            events += len(life)
            customers += 1
    return subscriptions, events, size


def fold(path: str) -> None:
    """Print what a report took, as JSON."""
    from code24.reports.calendar import Month
    from code24.revenue.ledger.models import Entry
    from code24.revenue.reporting import revenue_of

    class Lines:
        def events(self, until: datetime) -> Iterator[Entry]:
            with Path(path).open("rb") as file:
                for line in file:
                    entry = Entry.model_validate_json(line)
                    if entry.occurred_at < until:
                        yield entry

    before = most_memory()
    begun, worked = time.monotonic(), time.process_time()
    report = revenue_of(Month(2026, 11), ledger=Lines())  # type: ignore[arg-type]
    took, worked = time.monotonic() - begun, time.process_time() - worked
    print(  # noqa: T201
        json.dumps(
            {
                "seconds": round(took, 1),
                "cpu_seconds": round(worked, 1),
                "events_per_second": round(report.events / took),
                "mebibytes_at_most": most_memory(),
                "mebibytes_before": before,
            }
        )
    )


def most_memory() -> int:
    """Mebibytes that this process held at most (`VmHWM`; what `getrusage` says is inherited)."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return round(int(line.split()[1]) / 1024)
