"""The middle of a cycle: plan by expected gain, apply, and keep only what made nothing worse."""

from code24.audit.auditing import audit
from code24.audit.models import Auditor, AuditReport
from code24.errors import NotFound
from code24.models import Model
from code24.optimize.challengers.preparing import prepared
from code24.optimize.engine import optimize
from code24.optimize.fixes import all_fixes
from code24.optimize.learning.workers import likely_to_work
from code24.optimize.loop.costing import most_usd
from code24.optimize.loop.models import AuditOutcome, CycleResult, PlannedFix, Turn
from code24.optimize.loop.ports import Loops, Optimizations
from code24.optimize.loop.reports import merged, wanted
from code24.optimize.loop.shipped import with_shipped
from code24.optimize.loop.state import job_of
from code24.optimize.loop.workspace import (
    Loaded,
    content_id,
    keep,
    keep_website,
    kept,
    kept_website,
    original_website,
    setting_of,
    valid_loop,
)
from code24.optimize.models import FixStatus, Optimization
from code24.optimize.planning import planned
from code24.optimize.ports import Knowledge
from code24.optimize.proving.proof import SCORE_TOLERANCE
from code24.ports import Clock
from code24.website.website import Website


class Plan(Model):
    """What a cycle is going to do."""

    before: AuditReport
    failed_auditors: tuple[AuditOutcome, ...] = ()
    fixes: tuple[PlannedFix, ...]


class PlanTurn(Turn):
    """The state of an execution after its audits."""

    audits: tuple[AuditOutcome, ...]


class Planned(Model):
    """The plan in figures."""

    findings: int
    fixes: int
    failed_auditors: int


def plan_fixes(request: PlanTurn, *, loops: Loops, optimizations: Optimizations, knowledge: Knowledge) -> Planned:
    """Put the auditors' reports together and plan by expected gain. Without any report there is nothing to plan on."""
    loop = valid_loop(request, loops=loops)
    loaded = kept(request, "loaded", Loaded, optimizations=optimizations)
    website = kept_website(request, "source", loaded, optimizations=optimizations)
    failed = tuple(outcome for outcome in request.audits if outcome.error is not None)
    working = [outcome.auditor for outcome in request.audits if outcome.error is None]
    if not working:
        raise NotFound("No auditor could look at the website.")
    before = merged((_report(request, auditor, optimizations) for auditor in working), website)
    kinds = wanted(all_fixes(), loop.optimization_type.categories)
    chances = likely_to_work([kind.id for kind in kinds], loop.site_id, loop.business, knowledge=knowledge)
    plan = Plan(before=before, failed_auditors=failed, fixes=planned(kinds, before, chances, setting_of(loop)))
    keep(request, "plan", plan, optimizations=optimizations)
    return Planned(findings=sum(before.by_rule.values()), fixes=len(plan.fixes), failed_auditors=len(failed))


def _report(turn: Turn, auditor: Auditor, optimizations: Optimizations) -> AuditReport:
    return kept(turn, f"audit-{auditor.value}", AuditReport, optimizations=optimizations)


class Applied(Model):
    """What is left of the plan after each fix was proved, in figures."""

    applied: int
    withdrawn: int


def apply_fixes(request: Turn, *, loops: Loops, optimizations: Optimizations, clock: Clock) -> Applied:
    """Apply the planned fixes in their fixed order, prove each, and take back what made something worse."""
    loop = valid_loop(request, loops=loops)
    loaded = kept(request, "loaded", Loaded, optimizations=optimizations)
    website = kept_website(request, "source", loaded, optimizations=optimizations)
    plan = kept(request, "plan", Plan, optimizations=optimizations)
    wanted_kinds = {fix.kind for fix in plan.fixes} | {name.partition("@")[0] for name in loop.withheld}
    result, made = optimize(
        website,
        setting_of(loop),
        browser=None,
        clock=clock,
        original=original_website(request, loaded, optimizations=optimizations),
        kinds=[kind for kind in all_fixes() if kind.id in wanted_kinds],
        chances={fix.kind: fix.chance for fix in plan.fixes},
        site_id=loop.site_id,
    )
    result, lost = with_shipped(result, loop)
    keep_website(request, "applied", result, optimizations=optimizations)
    made = made.model_copy(update={"notes": (*made.notes, *lost)})
    keep(request, "optimization", made, optimizations=optimizations)
    statuses = [fix.status for fix in made.fixes]
    return Applied(applied=statuses.count(FixStatus.APPLIED), withdrawn=statuses.count(FixStatus.WITHDRAWN))


class Verified(Model):
    """The verdict: whether there is anything to publish."""

    publish: bool


def verify_fixes(request: Turn, *, loops: Loops, optimizations: Optimizations, clock: Clock) -> Verified:
    """Look once more at the files as they will be served, and put the result together.

    Nothing is published where a category got worse, a page was lost, or what came out is live already.
    """
    loop, now = valid_loop(request, loops=loops), clock.now()
    loaded = kept(request, "loaded", Loaded, optimizations=optimizations)
    plan = kept(request, "plan", Plan, optimizations=optimizations)
    made = kept(request, "optimization", Optimization, optimizations=optimizations)
    website = kept_website(request, "source", loaded, optimizations=optimizations)
    result = kept_website(request, "applied", loaded, optimizations=optimizations)
    after = audit(result)
    faults = problems(made.before, after, website, result)
    content = content_id(result)
    seconds = (now - (loop.working_since or made.started_at)).total_seconds()
    optimization = made.model_copy(
        update={
            "after": after,
            "seconds": seconds,
            "cost_usd": most_usd(seconds),
            "challengers": prepared(result, loop.business),
            "notes": tuple(dict.fromkeys((*loaded.notes, *made.notes, *faults))),
        }
    )
    cycle = CycleResult(
        job_id=loop.job_id or job_of(loop.site_id, request.cycle),
        cycle=request.cycle,
        generation=request.generation,
        source_release=loaded.source_release,
        release_id=None,
        content=content,
        failed_auditors=plan.failed_auditors,
        plan=plan.fixes,
        optimization=optimization,
    )
    keep(request, "result", cycle, optimizations=optimizations)
    is_new = content != content_id(website) or loaded.live_release != loaded.source_release
    is_live = loaded.live_release == loop.published_release and content == loop.published_content
    return Verified(publish=is_new and not is_live and not faults)


def problems(before: AuditReport, after: AuditReport, website: Website, result: Website) -> tuple[str, ...]:
    """Why a result may not be published, in words."""
    worse = [score for score in after.scores if score.value < before.score(score.category) - SCORE_TOLERANCE]
    lost = sorted(set(website.page_at) - set(result.page_at))
    return tuple(
        f"Not published: {score.category.value} would fall from {before.score(score.category):g} to {score.value:g}."
        for score in worse
    ) + tuple(f"Not published: the page {path} was lost." for path in lost[:10])
