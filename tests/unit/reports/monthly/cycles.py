"""Cycles of the optimizer, as they are stored."""

from datetime import datetime

from code24.audit.models import AuditReport, Category, Score
from code24.optimize.loop.models import CycleResult, JobResult, JobStatus, OptimizationJob
from code24.optimize.models import FixRecord, FixStatus, Optimization
from tests.fakes import FakeJobs, FakeOptimizations


def fix(name: str, kind: str = "alt-texts", status: FixStatus = FixStatus.APPLIED, *, changes: int = 3) -> FixRecord:
    return FixRecord(
        fix_id=f"f{name:0>12}", kind=kind, title=kind.capitalize(), path="/", status=status, change_count=changes,
        found_before={"image-alt": changes}, found_after={"image-alt": 0},
    )  # fmt: skip


def report(seo: float, design: float = 90) -> AuditReport:
    values = {Category.SEO: seo, Category.DESIGN: design}
    scores = tuple(Score(category=category, value=value, formula="f") for category, value in values.items())
    return AuditReport(findings=(), results=(), scores=scores, pages=1)


def cycle(number: int, at: datetime, *fixes: FixRecord, before: float = 50, after: float = 80) -> CycleResult:
    optimization = Optimization(
        origin="http://a.localhost", started_at=at, seconds=2.0, before=report(before), after=report(after), fixes=fixes
    )
    return CycleResult(
        job_id=f"o{number:016d}", cycle=number, generation=1, source_release="r0123456789", release_id=None,
        content="0" * 64, optimization=optimization,
    )  # fmt: skip


def keep(result: CycleResult, site_id: str, jobs: FakeJobs, optimizations: FakeOptimizations) -> None:
    """What the end of a cycle leaves."""
    at, key = result.optimization.started_at, f"{result.cycle}.json"
    done = JobResult(
        cycle=result.cycle, key=key, url="http://a.localhost", findings_before=3, findings_after=0, fixes_applied=1,
        fixes_withdrawn=0, scores_before={}, scores_after={}, seconds=2.0,
    )  # fmt: skip
    jobs.put(
        OptimizationJob(id=result.job_id, site_id=site_id, status=JobStatus.COMPLETE, scheduled_at=at, started_at=at,
                        completed_at=at, result=done)
    )  # fmt: skip
    optimizations.write(site_id, key, result.model_dump_json().encode())
