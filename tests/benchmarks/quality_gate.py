"""How long the quality gate takes over whole sites."""

import statistics
import time
from typing import Any, cast

from code24.build.brand.models import Brand
from code24.build.design.models import DesignPlan
from code24.build.development.models import RenderedSite
from code24.build.pictures.models import Pictures
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.worker import check_quality
from tests.team import ORIGIN, REQUESTS, brief_of, results_of

DEMO = "bakery-en"
RUNS = 25


def measure() -> dict[str, Any]:
    """Milliseconds over the demo's site (median), and over the largest of all samples."""
    sizes = {path.stem: size_of(path.stem) for path in REQUESTS.glob("*.json")}
    largest = max(sizes, key=lambda name: sizes[name])
    return {
        "demo_ms": milliseconds(DEMO),
        "demo_characters": sizes[DEMO],
        "largest": largest,
        "largest_ms": milliseconds(largest),
        "largest_characters": sizes[largest],
        "runs": RUNS,
    }


def milliseconds(name: str) -> float:
    """Median of checking one sample's site."""
    results = results_of(name)
    request = QualityGateRequest(
        brand=cast(Brand, results["brand"]),
        development=cast(RenderedSite, results["development"]),
        brief=brief_of(name),
        design=cast(DesignPlan, results["design"]),
        pictures=cast(Pictures, results["pictures"]),
        origin=ORIGIN,
    )
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        report = check_quality(request)
        times.append((time.perf_counter() - started) * 1_000)
        if not report.passed:
            raise RuntimeError(f"the gate rejects the site of {name}: {report.findings[0]}")
    return round(statistics.median(times), 1)


def size_of(name: str) -> int:
    """Characters of all text files of a sample's site."""
    return sum(len(file.text or "") for file in cast(RenderedSite, results_of(name)["development"]).files)
