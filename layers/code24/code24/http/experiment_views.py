"""What the routes of A/B tests read and answer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from code24.experiments.drafts.models import Draft, DraftVariant
from code24.experiments.engine.lift import Group, Lift
from code24.experiments.figures.models import ArmFigures, Comparison, DayFigures, Results
from code24.experiments.models import (
    AbTest,
    AbTestPlan,
    AbTestStatus,
    Entry,
    Guardrail,
    Metric,
    Outcome,
    Shipping,
    TextEdit,
    Variant,
)
from code24.http.requests import WIRE, GoalWords
from code24.models import Model
from code24.types import ReleaseId, SiteId, TestId

_EXAMPLES: list[Any] = [
    {
        "name": "A headline that says what there is",
        "variants": [
            {"name": "Sourdough", "edits": [{"path": "/", "selector": "h1", "text": "Sourdough, baked every night"}]}
        ],
        "metric": {"goalType": "bookings"},
    },
    {"challengerId": "k0123456789ab"},
]
_DRAFT: JsonDict = {"examples": _EXAMPLES}


class EditBody(TextEdit):
    """One text on one page."""

    model_config = WIRE


class VariantBody(DraftVariant):
    """Something to try: a release that is there, or edits of what is live."""

    model_config = WIRE

    edits: Annotated[tuple[EditBody, ...], Field(max_length=20)] = ()


class MetricBody(Metric):
    """What the test decides by."""

    model_config = WIRE

    goal_type: GoalWords | None = None


class GuardrailBody(Guardrail):
    """What no variant may make worse by more than a margin."""

    model_config = WIRE


class TestBody(Draft):
    """What to test against the live website: a challenger of the optimizer, releases, or edits."""

    __test__ = False  # no test case
    model_config = ConfigDict(**WIRE, json_schema_extra=_DRAFT)

    variants: Annotated[tuple[VariantBody, ...], Field(max_length=4)] = ()
    metric: MetricBody = MetricBody()
    guardrails: Annotated[tuple[GuardrailBody, ...], Field(max_length=10)] | None = None

    def draft(self) -> Draft:
        """The draft alone."""
        return Draft.model_validate(self.model_dump())


class ShipBody(Model):
    """Which variant everybody should get; the winner if absent."""

    model_config = ConfigDict(**WIRE, json_schema_extra={"examples": [{"arm": 1}, {}]})

    arm: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None


class TestSummary(Model):
    """An A/B test at a glance."""

    __test__ = False  # no test case

    id: TestId
    site_id: SiteId
    test_type: str
    name: str
    status: AbTestStatus
    starting: bool
    """Of a draft: its variants are being made."""
    automatic: bool
    outcome: Outcome | None
    winner: int | None
    """The arm; 0 where the control stays."""
    confidence: float | None
    start: datetime | None
    end: datetime | None
    decision: str
    """What was decided and why; empty before."""
    created_at: datetime

    @classmethod
    def of(cls, test: AbTest) -> Self:
        """The summary of a test."""
        own = set(TestSummary.model_fields) - {"id"}
        return cls(id=test.test_id, **{name: getattr(test, name) for name in own})


class TestList(Model):
    """A page of a site's tests, newest first. `next` is the `cursor` of the next page, null on the last one."""

    __test__ = False  # no test case

    tests: tuple[TestSummary, ...]
    next: str | None


class TestView(TestSummary):
    """An A/B test with its plan, its variants and everything that was decided."""

    hypothesis: str
    variants: tuple[Variant, ...]
    """The control first."""
    traffic_split: tuple[float, ...]
    coverage: float
    metric: Metric
    guardrails: tuple[Guardrail, ...]
    plan: AbTestPlan
    control_release: ReleaseId | None
    shipping: Shipping | None
    entries: tuple[Entry, ...]
    """The audit trail, oldest first."""

    @classmethod
    def of(cls, test: AbTest) -> Self:
        """The view of a test; its secrets stay."""
        own = set(cls.model_fields) - {"id"}
        return cls(id=test.test_id, **{name: getattr(test, name) for name in own})


class DayView(Model):
    """A test up to the end of a UTC day: what somebody would have seen who looked then."""

    day: date
    arms: tuple[ArmFigures, ...]
    comparisons: tuple[Comparison, ...]


class ResultsView(Model):
    """What is known of a test; `results` is null before its first look."""

    id: TestId
    status: AbTestStatus
    outcome: Outcome | None
    decision: str
    results: Results | None
    over_time: tuple[DayView, ...]
    """With always-valid intervals: looking at any of them is allowed."""

    @classmethod
    def of(cls, test: AbTest, days: Sequence[tuple[DayFigures, tuple[Comparison, ...]]]) -> Self:
        """The results of a test."""
        return cls(
            id=test.test_id,
            status=test.status,
            outcome=test.outcome,
            decision=test.decision,
            results=test.results,
            over_time=tuple(DayView(day=day.day, arms=day.arms, comparisons=found) for day, found in days),
        )


class GroupView(Model):
    """Some of a site's visitors."""

    visitors: int
    """Sums of days: who comes on two days counts twice."""
    converting: int
    rate: float

    @classmethod
    def of(cls, group: Group) -> Self:
        """The view of a group."""
        return cls(visitors=group.visitors, converting=group.converting, rate=group.rate)


class LiftView(Model):
    """What optimization brought in all, beside those who see the website from before."""

    holdout: GroupView
    others: GroupView
    lift: float | None
    """Relative; null where nothing can be said yet."""
    low: float | None
    high: float | None
    """The ends of the always-valid interval."""
    extra: float | None
    """Conversions beyond what the holdout's rate expects."""
    p_value: float
    sentence: str
    first: date
    last: date

    @classmethod
    def of(cls, lift: Lift, first: date, last: date) -> Self:
        """The view of a lift over days."""
        return cls(
            holdout=GroupView.of(lift.holdout),
            others=GroupView.of(lift.others),
            lift=lift.lift,
            low=lift.low,
            high=lift.high,
            extra=lift.extra,
            p_value=lift.p_value,
            sentence=lift.sentence,
            first=first,
            last=last,
        )
