"""A test before it starts: what is compared, for whom, and by which plan."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from code24.analytics.ports import Rollups
from code24.experiments.drafts.models import Draft
from code24.experiments.engine.harm import default_guardrails
from code24.experiments.engine.trail import noted
from code24.experiments.models import AbTest, AbTestPlan, Metric, Variant
from code24.experiments.planning import DAYS, Refusal, planned, traffic_of_days
from code24.experiments.traffic_addresses import addresses_of
from code24.optimize.models import Business
from code24.ports import Ids
from code24.types import CustomerId, SiteId, TestId

CONTROL = "Control"


def plan_for(
    site_id: SiteId, draft: Draft, variants: Sequence[Variant], today: date, *, rollups: Rollups
) -> AbTestPlan | Refusal:
    """The plan on the traffic of the last four weeks, or why there is none. The present day is not whole yet."""
    days = rollups.days(site_id, today - timedelta(days=DAYS), today - timedelta(days=1))
    changed = [variant.paths for variant in variants[1:]]
    paths = addresses_of(path for each in changed for path in each) if all(changed) else ()
    return planned(
        traffic_of_days(days, draft.metric, paths),
        draft.metric,
        arms=len(variants),
        coverage=draft.coverage,
        weights=draft.traffic_split,
        minimum_effect=draft.minimum_effect,
        rule=draft.rule,
    )


def new_test(
    site_id: SiteId,
    test_id: TestId,
    draft: Draft,
    variants: tuple[Variant, ...],
    plan: AbTestPlan,
    *,
    by: str,
    now: datetime,
    ids: Ids,
    test_type: str,
    business: Business,
    customer_id: CustomerId | None,
    starting: bool = False,
) -> AbTest:
    """The record of a new test, with its secrets."""
    hypotheses = [variant.challenger.hypothesis for variant in variants if variant.challenger]
    hypothesis = draft.hypothesis or " ".join(dict.fromkeys(hypotheses))
    name = draft.name or hypothesis[:120] or ", ".join(variant.name for variant in variants[1:])[:120]
    test = AbTest(
        test_id=test_id,
        site_id=site_id,
        customer_id=customer_id,
        test_type=test_type,
        name=name,
        hypothesis=hypothesis,
        starting=starting,
        automatic=starting,
        variants=variants,
        traffic_split=draft.traffic_split or (1 / len(variants),) * len(variants),
        coverage=draft.coverage,
        metric=draft.metric,
        guardrails=default_guardrails() if draft.guardrails is None else draft.guardrails,
        plan=plan,
        business=business,
        seed=ids.new("", 16),
        salt=hashlib.sha256(ids.new("", 48).encode()).hexdigest(),
        created_at=now,
        updated_at=now,
        next_look_at=now if starting else None,
    )
    sentence = f"The test “{name}” was created. {plan.sentence}"
    figures = {"visitors_per_arm": plan.visitors_per_arm, "expected_days": plan.expected_days}
    return noted(test, now, (by, "created"), sentence, figures)


def metric_for(business: Business) -> tuple[Metric, ...]:
    """What a test of a business is decided by, the best first: its own goal, and any goal where that has too few."""
    own = (Metric(goal_type=business.goal),) if business.goal else ()
    return (*own, Metric())
