"""An estimate of Lighthouse's mobile performance without a browser, after Lantern (simulated slow 4G).

The network is Lighthouse's `mobileSlow4G`: 150 ms round trip, 1.6 Mbps, and the processor four times slower
(`core/config/constants.js`). What is simulated is simpler than Lantern's graph (`core/computed/metrics/lantern-*.js`):

- A host costs three round trips before its first byte (name, TCP, TLS), the page's own one more of server time.
- First paint: the page, then each level of what blocks it, by the later of its round trips and its bytes' transfer,
  and the work of the processor on blocking styles and scripts.
- Largest paint: the largest eager picture's bytes after the first paint, sharing the line with the other bytes that are
  asked for no later; text alone paints with the first paint, or when its fonts have come.
- Blocking time: what scripts take to be compiled and run beyond 50 ms a task, each file being one task.
- Shifts: for pictures without width and height, by their number.

The constants of the processor were fitted to three measured pages; they say which page is slower, not by how much.
"""

from typing import NamedTuple

from code24.audit.scoring.curves import performance
from code24.website.loading.weight import Kind, Part, Visit, first_visit
from code24.website.page import Page
from code24.website.website import Website

FORMULA = "Estimate after Lighthouse 13.5 mobile curves"

ROUND_TRIP = 150.0
"""Milliseconds."""
BYTES_PER_MS = 1_638.4 * 1_024 / 8 / 1_000 * 0.9
"""Throughput of `mobileSlow4G`, with Lantern's allowance for the protocol (`requestLatency`, 0.9)."""
SERVER = 30.0
"""Milliseconds of a static host's answer."""
FRAME = 50.0
"""Milliseconds that the processor needs until something is drawn at all."""
SCRIPT_MS_PER_KB = 0.15
"""Milliseconds to compile and run a kilobyte of script, unpacked, on the slowed processor."""
STYLE_MS_PER_KB = 0.2
"""The same for styles: parsing and matching."""
NODE_MS = 0.05
"""The same for an element: style, layout, paint."""
LONG_TASK = 50.0
"""Milliseconds from which on a task blocks (Total Blocking Time)."""
SHIFT, SHIFTING = 0.02, 2
"""Of a picture that comes without its size, and how many of a page come into the first screen."""


class Metrics(NamedTuple):
    """Estimated values: milliseconds, and the sum of shifts."""

    FCP: float
    LCP: float
    SI: float
    TBT: float
    CLS: float


def estimated(page: Page, website: Website) -> float:
    """The estimated performance score of a page, 0 to 100."""
    return performance(metrics(page, website)._asdict())


def metrics(page: Page, website: Website) -> Metrics:
    """The estimated metrics of a page."""
    visit = first_visit(page, website)
    first = _first_paint(page, visit)
    largest = _largest_paint(visit, first)
    scripts = visit.of(Kind.SCRIPT)
    blocked = sum(max(0.0, _work(part) - LONG_TASK) for part in scripts)
    unsized = sum(_moves(image.attr("width"), image.attr("height")) for image in page.named("img")[:SHIFTING])
    # Speed Index lies between the paints: most of a page is drawn at the first one.
    return Metrics(first, largest, first + 0.3 * (largest - first), blocked, unsized * SHIFT)


def _moves(width: str | None, height: str | None) -> bool:
    return not (width and height)


def _work(part: Part) -> float:
    return part.raw_bytes / 1_024 * (SCRIPT_MS_PER_KB if part.kind is Kind.SCRIPT else STYLE_MS_PER_KB)


def _first_paint(page: Page, visit: Visit) -> float:
    elapsed = 4 * ROUND_TRIP + SERVER
    blocking = [part for part in visit.parts if part.blocking]
    elapsed += next(part.bytes for part in blocking) / BYTES_PER_MS
    depth = max(part.depth for part in blocking)
    for level in range(1, depth + 1):
        parts = [part for part in blocking if part.depth == level]
        trips = max(4 if part.host else 1 for part in parts) if parts else 0
        elapsed += trips * ROUND_TRIP + sum(part.bytes for part in parts) / BYTES_PER_MS
    work = sum(_work(part) for part in blocking if part.kind in {Kind.SCRIPT, Kind.STYLE})
    return elapsed + work + len(page.elements) * NODE_MS + FRAME


def _largest_paint(visit: Visit, first: float) -> float:
    pictures = visit.of(Kind.PICTURE)
    if not pictures:
        fonts = visit.of(Kind.FONT)
        return first + (ROUND_TRIP if any(part.depth > 1 for part in fonts) else 0.0)
    largest = max(pictures, key=lambda part: part.bytes)
    shared = sum(part.bytes for part in visit.parts if not part.blocking and part is not largest) / 2
    waits = (1 if largest.depth > 1 else 0) * ROUND_TRIP
    return first + waits + (largest.bytes + min(shared, largest.bytes)) / BYTES_PER_MS
