"""The counters. They live in the emulated AWS' process, and give what `code24.costs.counts.Counts` reads."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any

QUEUE_CHUNK = 64 * 1024
"""Bytes that SQS and EventBridge bill as one request or event."""
HTTP_CHUNK = 512 * 1024
"""Bytes that an HTTP API bills as one request."""
LOG_LINE = 26
"""Bytes that CloudWatch Logs adds to each line."""
FED_AT_ONCE = 10
"""Messages that Lambda takes out of a queue, and deletes, with one request at most."""


class Recorder:
    """Counts while it is told to. Everything may be called from any thread."""

    def __init__(self) -> None:
        self.active = False
        self._lock = Lock()
        self._clear()

    def _clear(self) -> None:
        self._requests: Counter[str] = Counter()
        self._reads: defaultdict[str, float] = defaultdict(float)
        self._writes: defaultdict[str, float] = defaultdict(float)
        self._functions: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._seconds: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._http: Counter[str] = Counter()
        self._out: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self._metrics: set[str] = set()

    def start(self) -> None:
        """Begin at nothing."""
        with self._lock:
            self._clear()
            self.active = True

    def stop(self) -> dict[str, Any]:
        """Count no longer; returns what was counted."""
        with self._lock:
            self.active = False
            return self._counts()

    def request(self, service: str, operation: str) -> None:
        """A request to a service."""
        with self._lock:
            self._requests[f"{service}:{operation}"] += 1

    def units(self, *, reads: Mapping[str, float], writes: Mapping[str, float]) -> None:
        """Request units of DynamoDB, by table."""
        with self._lock:
            for table, units in reads.items():
                self._reads[table] += units
            for table, units in writes.items():
                self._writes[table] += units

    def queue(self, size: int) -> None:
        """A request to SQS with a body of so many bytes."""
        with self._lock:
            self._sums["queue_requests"] += max(1, math.ceil(size / QUEUE_CHUNK))

    def fed(self, sizes: Iterable[int]) -> None:
        """Messages that Lambda took out of a queue for a function: received, and deleted, ten at once at most."""
        several = list(sizes)
        with self._lock:
            for first in range(0, len(several), FED_AT_ONCE):
                taken = sum(several[first : first + FED_AT_ONCE])
                self._sums["queue_requests"] += max(1, math.ceil(taken / QUEUE_CHUNK)) + 1

    def bus(self, sizes: Iterable[int]) -> None:
        """Events that were put on a bus."""
        with self._lock:
            self._sums["bus_events"] += sum(max(1, math.ceil(size / QUEUE_CHUNK)) for size in sizes)

    def transitions(self, count: int = 1) -> None:
        """State transitions."""
        with self._lock:
            self._sums["transitions"] += count

    def http(self, api: str, taken: int, given: int) -> None:
        """A request to an HTTP API: bytes of its body, and of the answer."""
        with self._lock:
            self._http[api] += max(1, math.ceil(max(taken, given) / HTTP_CHUNK))
            self._out[api] += given

    def invocation(self, function: str, memory: int, seconds: float, log: str, *, cold: bool) -> None:
        """An invocation: megabytes of the function's memory, how long it ran, and what it logged."""
        lines = [line for line in log.splitlines() if line.strip()]
        milliseconds = math.ceil(seconds * 1_000)
        with self._lock:
            counted = self._functions[function]
            counted["count"] += 1
            counted["cold"] += cold
            counted["log_bytes"] += sum(len(line.encode()) + LOG_LINE for line in lines)
            self._seconds[function][0] += seconds * 1_000
            self._seconds[function][1] += milliseconds / 1_000 * memory / 1_024
            self._metrics.update(name for line in lines if '"_aws"' in line for name in series(line))

    def _counts(self) -> dict[str, Any]:
        return {
            "requests": dict(sorted(self._requests.items())),
            "invocations": {
                name: dict(counted)
                | {
                    "milliseconds": round(self._seconds[name][0], 1),
                    "gb_seconds": round(self._seconds[name][1], 6),
                }
                for name, counted in sorted(self._functions.items())
            },
            "read_units": dict(sorted(self._reads.items())),
            "write_units": dict(sorted(self._writes.items())),
            "http_requests": dict(sorted(self._http.items())),
            "out_bytes": dict(sorted(self._out.items())),
            "metrics": sorted(self._metrics),
            **self._sums,
        }


def series(line: str) -> list[str]:
    """The custom metrics that a log line in the embedded metric format makes: a name for each set of dimensions.

    Each of them is billed as one metric.
    """
    try:
        said = json.loads(line)
        directives = said["_aws"]["CloudWatchMetrics"]
        found = []
        for directive in directives:
            for dimensions in directive.get("Dimensions") or [[]]:
                where = ",".join(f"{name}={said.get(name, '')}" for name in sorted(dimensions))
                found += [f"{directive['Namespace']}/{metric['Name']}[{where}]" for metric in directive["Metrics"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
    return found
