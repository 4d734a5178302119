"""The build team at work in this process, as the state machine calls it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from inspect import signature
from typing import Any

from code24.build.brand.models import Brand
from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan
from code24.build.development.models import RenderedSite
from code24.build.graph import BY_NAME, WORKERS
from code24.build.models import Brief
from code24.build.quality_gate.findings import QualityReport
from code24.models import Model
from code24.runtime.worker import request_model

ATTEMPTS = 2
"""How often development and the gate run, as in `statemachines/build.asl.json`."""
MADE_AT = datetime(2026, 1, 1, 9, tzinfo=UTC)
"""When every build of the gallery was asked for: the same code makes the same bytes on any day."""
_BEFORE_PUBLISHING = tuple(worker for worker in WORKERS if worker.name != "publish")


@dataclass(frozen=True)
class TeamWork:
    """What the team made of a brief."""

    brief: Brief
    brand: Brand
    design: DesignPlan
    content: SiteContent
    development: RenderedSite
    reports: tuple[QualityReport, ...]
    """One for each attempt; the last one is the verdict."""
    seconds: dict[str, float]
    """By worker, all attempts together."""


def work(brief: Brief, ports: Mapping[str, Any], *, origin: str) -> TeamWork:
    """Run every worker but the publisher, and the last two again where the gate has found something."""
    given: dict[str, Any] = {"brief": brief, "origin": origin, "made_at": MADE_AT}
    results: dict[str, Any] = {}
    seconds: dict[str, float] = {}

    def run(name: str) -> Model:
        worker = BY_NAME[name]
        use_case = worker.load()
        earlier = {each.field: results[each.field] for each in _BEFORE_PUBLISHING if each.stage < worker.stage}
        model = request_model(use_case)
        fields = {field: value for field, value in (given | earlier).items() if field in model.model_fields}
        named = [each.name for each in signature(use_case).parameters.values() if each.kind is each.KEYWORD_ONLY]
        begun = time.perf_counter()
        result: Model = use_case(model.model_validate(fields), **{port: ports[port] for port in named})
        seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - begun
        results[worker.field] = result
        return result

    for worker in _BEFORE_PUBLISHING:
        run(worker.name)
    reports: list[QualityReport] = [results["quality_gate"]]
    while not reports[-1].passed and len(reports) < ATTEMPTS:
        given |= {"findings": reports[-1], "attempt": len(reports) + 1}
        run("development")
        run("quality-gate")
        reports.append(results["quality_gate"])
    return TeamWork(
        brief=brief,
        brand=results["brand"],
        design=results["design"],
        content=results["content"],
        development=results["development"],
        reports=tuple(reports),
        seconds={name: round(each, 4) for name, each in seconds.items()},
    )
