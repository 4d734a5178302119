"""The middle of a cycle: plan by expected gain, apply, and keep only what made nothing worse."""

from collections.abc import Collection

from code24.audit.models import Auditor, AuditReport
from code24.errors import NotFound
from code24.models import Model
from code24.optimize.applying import Step, apply_all
from code24.optimize.challengers.preparing import prepared
from code24.optimize.fix import FixKind
from code24.optimize.fixes import all_fixes
from code24.optimize.learning.workers import likely_to_work
from code24.optimize.loop.models import AuditOutcome, CycleResult, LoopState, PlannedFix, Turn
from code24.optimize.loop.ports import Loops, Optimizations
from code24.optimize.loop.workspace import Loaded, keep, keep_website, kept, kept_website, setting_of, valid_loop
from code24.optimize.loop.proof import StepNote, notes_of, proved, records
from code24.optimize.loop.reports import merged, wanted
from code24.optimize.loop.state import job_of
from code24.optimize.models import Optimization, PageWeight
from code24.optimize.planning import planned
from code24.optimize.ports import Knowledge
from code24.ports import Clock
from code24.website.weight import first_visit
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


def plan_fixes(
    request: PlanTurn, *, loops: Loops, optimizations: Optimizations, knowledge: Knowledge
) -> Planned:
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
    plan = Plan(before=before, failed_auditors=failed, fixes=planned(kinds, before, chances, setting_of(loop, loaded)))
    keep(request, "plan", plan, optimizations=optimizations)
    return Planned(
        findings=sum(before.by_rule.values()), fixes=len(plan.fixes), failed_auditors=len(failed)
    )


def _report(turn: Turn, auditor: Auditor, optimizations: Optimizations) -> AuditReport:
    return kept(turn, f"audit-{auditor.value}", AuditReport, optimizations=optimizations)


class Applied(Model):
    """What applying the plan did."""

    notes: tuple[StepNote, ...]
    seconds: float


class AppliedFigures(Model):
    """The same in figures."""

    fixes: int
    failed: int


def apply_fixes(request: Turn, *, loops: Loops, optimizations: Optimizations, clock: Clock) -> AppliedFigures:
    """Apply the planned fixes, in their fixed order, and keep the website that comes out."""
    begun = clock.now()
    loop = valid_loop(request, loops=loops)
    loaded = kept(request, "loaded", Loaded, optimizations=optimizations)
    website = kept_website(request, "source", loaded, optimizations=optimizations)
    plan = kept(request, "plan", Plan, optimizations=optimizations)
    steps = apply_all(website, _kinds(plan), setting_of(loop, loaded), _found(plan.before))
    keep_website(request, "applied", steps[-1].website if steps else website, optimizations=optimizations)
    notes = notes_of(steps)
    applied = Applied(notes=notes, seconds=(clock.now() - begun).total_seconds())
    keep(request, "applied", applied, optimizations=optimizations)
    return AppliedFigures(fixes=len(notes), failed=sum(bool(note.error) for note in notes))


class Verified(Model):
    """The proof in figures, and whether there is anything to publish."""

    publish: bool
    applied: int
    withdrawn: int


def verify_fixes(request: Turn, *, loops: Loops, optimizations: Optimizations, clock: Clock) -> Verified:
    """Look again at what the fixes made, withdraw what made a category worse, and put the result together."""
    begun = clock.now()
    loop = valid_loop(request, loops=loops)
    loaded = kept(request, "loaded", Loaded, optimizations=optimizations)
    plan = kept(request, "plan", Plan, optimizations=optimizations)
    applied = kept(request, "applied", Applied, optimizations=optimizations)
    website = kept_website(request, "source", loaded, optimizations=optimizations)
    fixed = kept_website(request, "applied", loaded, optimizations=optimizations)
    setting, kinds = setting_of(loop, loaded), _kinds(plan)

    def again(without: Collection[str]) -> list[Step]:
        left = [kind for kind in kinds if kind.id not in without]
        return apply_all(website, left, setting, _found(plan.before))

    made = proved(website, fixed, applied.notes, again, plan.before)
    content = keep_website(request, "verified", made.website, optimizations=optimizations)
    optimization = Optimization(
        site_id=loop.site_id,
        origin=loaded.origin,
        started_at=loop.working_since or begun,
        seconds=(clock.now() - (loop.working_since or begun)).total_seconds(),
        before=plan.before,
        after=made.after,
        fixes=records(loop.site_id, website, made, all_fixes(), setting),
        weights=_weights(website, made.website),
        challengers=prepared(made.website, loop.business),
        notes=loaded.notes,
    )
    result = CycleResult(
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
    keep(request, "result", result, optimizations=optimizations)
    return Verified(
        publish=_is_new(loop, loaded, content, changed=bool(made.notes)),
        applied=len(made.notes),
        withdrawn=len(made.withdrawn),
    )


def _is_new(loop: LoopState, loaded: Loaded, content: str, *, changed: bool) -> bool:
    """Whether what came out is something else than what is live.

    Somebody's website is published even where nothing could be done for it: then its new address shows it as it is.
    """
    if loaded.live_release == loop.published_release and loop.published_content == content:
        return False
    return changed or loaded.live_release != loaded.source_release


def _kinds(plan: Plan) -> list[FixKind]:
    wanted = {fix.kind for fix in plan.fixes}
    return [kind for kind in all_fixes() if kind.id in wanted]


def _found(report: AuditReport) -> set[str]:
    return {rule for rule, count in report.by_rule.items() if count}


def _weights(before: Website, after: Website) -> tuple[PageWeight, ...]:
    weights = []
    for page in before.pages[:_WEIGHED]:
        if page.path in after.page_at:
            old, new = first_visit(page, before), first_visit(after.page_at[page.path], after)
            weights.append(
                PageWeight(
                    path=page.path,
                    bytes_before=old.bytes,
                    bytes_after=new.bytes,
                    requests_before=old.requests,
                    requests_after=new.requests,
                )
            )
    return tuple(weights)


_WEIGHED = 100
"""Pages whose first visit is weighed."""
