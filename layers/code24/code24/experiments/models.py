"""One A/B test as it is stored: what is compared, by which plan and rule, how it stands, and all that was decided."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from code24.experiments.figures.models import Results
from code24.models import Model
from code24.optimize.models import Business, Challenger
from code24.types import CustomerId, Goal, Line, ReleaseId, SiteId, TestId

MANUAL = "manual"
"""The type of a test whose variants somebody gave."""
CONTENT = "content"
"""The type of a test whose variants the content generator wrote."""

Share = Annotated[float, Field(ge=0, le=1)]


class AbTestStatus(StrEnum):
    """The life of a test."""

    DRAFT = "draft"
    """Nobody sees a variant yet; its variants may be in the making."""
    RUNNING = "running"
    PAUSED = "paused"
    """Everybody sees the live release; who was in which arm stays known."""
    COMPLETE = "complete"
    """Decided, with a winner or without. A winner may be on its way to everybody."""
    STOPPED = "stopped"
    """Ended before a decision: by its owner, or because a variant did harm."""

    @property
    def ended(self) -> bool:
        """True when nothing more will be measured."""
        return self in {AbTestStatus.COMPLETE, AbTestStatus.STOPPED}


class Outcome(StrEnum):
    """Why a test ended."""

    WON = "won"
    LOST = "lost"
    """The control is better."""
    UNDECIDED = "undecided"
    """Nothing was found in the time and with the visitors that were planned."""
    HARM = "harm"
    MISMATCH = "mismatch"
    """The arms did not get the visitors that they should, so no figure of the test can be trusted."""
    IMPOSSIBLE = "impossible"
    """It could not start."""
    REPLACED = "replaced"
    """Its owner made another website live, which the arms do not show."""
    EXPIRED = "expired"
    """Its time was over while it was paused, or could not be looked at."""
    WITHDRAWN = "withdrawn"
    """Its owner ended it."""


class Rule(StrEnum):
    """How a test decides. It is named when the test starts, and cannot change after."""

    PLANNED = "planned"
    """Group sequential: a look after every whole week, as many as were planned."""
    HYBRID = "hybrid"
    """A part of the error on the confidence sequence, the rest on one test at the planned size."""
    OPEN_ENDED = "open-ended"
    """The confidence sequence alone."""


class MetricKind(StrEnum):
    """What is compared between the arms."""

    CONVERSION = "conversion"
    """The share of visitors who reached the goal at least once after they saw a page that differs."""
    REVENUE = "revenue"
    """Revenue per visitor."""


class Metric(Model):
    """What a test decides by: one goal by its name, all of a type, or any where neither is set."""

    kind: MetricKind = MetricKind.CONVERSION
    goal: Annotated[Line, Field(max_length=80)] | None = None
    goal_type: Goal | None = None


class Measure(StrEnum):
    """What a guardrail watches."""

    ERROR_RATE = "error-rate"
    """Answers that the variant's release could not give, per page view."""
    CONVERSION = "conversion"
    REVENUE = "revenue"
    LCP = "lcp"
    INP = "inp"
    CLS = "cls"
    FCP = "fcp"
    TTFB = "ttfb"


class Direction(StrEnum):
    """Where harm lies."""

    RISE = "rise"
    FALL = "fall"


class Guardrail(Model):
    """What a variant may not make worse by more than a margin."""

    measure: Measure
    direction: Direction
    margin: Annotated[float, Field(ge=0, le=1), AfterValidator(lambda value: round(value, 6))]
    """Relative to the control: .2 lets a mean of 2,000 ms become 2,400 ms. No table holds all floats: six digits do."""


class TextEdit(Model):
    """One text on one page, changed by hand."""

    path: Annotated[str, Field(min_length=1, max_length=512)]
    """Of the page's file (`/index.html`), or its address (`/`)."""
    selector: Annotated[str, Field(min_length=1, max_length=300)]
    text: Annotated[Line, Field(max_length=2_000)]


class Variant(Model):
    """One arm. The first one is the control."""

    name: Annotated[Line, Field(max_length=80)]
    challenger: Challenger | None = None
    """What it changes of the live website, where the optimizer or the content generator prepared that."""
    edits: tuple[TextEdit, ...] = ()
    """What it changes, where somebody said so by hand."""
    given_release: ReleaseId | None = None
    """The release that somebody wants to try, where neither of the above is set."""
    release_id: ReleaseId | None = None
    """What visitors of the arm see; None until it is made."""
    version: str | None = None
    alias: str | None = None
    """`exp-<test_id>-<arm>`; None until it points at the version."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of the pages that it changes; empty where any may differ."""
        found = [edit.path for edit in self.edits] + ([self.challenger.path] if self.challenger else [])
        return tuple(dict.fromkeys(found))


class AbTestPlan(Model):
    """What was expected when the test started, and what it may not leave."""

    baseline: float
    """The metric before the test: the share of visitors who convert, or revenue per visitor."""
    visitors_per_day: float
    """Who come into the test, all arms together."""
    minimum_effect: float
    """The smallest relative change worth finding (.15 is 15 %)."""
    alpha: float
    power: float
    rule: Rule
    visitors_per_arm: int
    expected_days: int
    """Whole weeks."""
    longest_days: int
    """The test ends after as many days, decided or not."""
    looks: int
    """At which a decision is possible, one after every whole week."""
    sentence: str


class ShippingStage(StrEnum):
    """How far a winner is on its way to everybody."""

    WANTED = "wanted"
    """Its release for today's live website is to be made."""
    RAMP = "ramp"
    """More and more visitors of the other arms get it."""
    GOING_LIVE = "going-live"
    GUARDED = "guarded"
    """Live, and watched for harm."""
    GOING_BACK = "going-back"
    """It does harm: what was live before is made live again."""
    DONE = "done"
    ROLLED_BACK = "rolled-back"
    REFUSED = "refused"
    """It could not be shipped: the page that it changes is another one now, or harm showed on the way."""

    @property
    def ended(self) -> bool:
        """True when nothing more will happen by itself."""
        return self in {ShippingStage.DONE, ShippingStage.ROLLED_BACK, ShippingStage.REFUSED}


class Shipping(Model):
    """A winner's way to everybody."""

    stage: ShippingStage = ShippingStage.WANTED
    arm: int
    share: Share = 0.0
    """Of those who saw something else: how many see the winner now."""
    release_id: ReleaseId | None = None
    version: str | None = None
    replaces: ReleaseId | None = None
    """What was live before, and is the way back."""
    since: datetime | None = None
    """When the present stage, or step of the ramp, began."""
    live_at: datetime | None = None


class Entry(Model):
    """One thing that was decided, and why."""

    at: datetime
    actor: str
    """`engine`, or the customer's id."""
    what: str
    """`created`, `started`, `paused`, `resumed`, `stopped`, `decided`, `ramp`, `shipped`, `rolled-back` …"""
    sentence: str
    figures: Mapping[str, float] = {}


class AbTest(Model):
    """A test with everything that is known of it."""

    test_id: TestId
    site_id: SiteId
    customer_id: CustomerId | None = None
    """Whose site it is; None where the record is from before it was noted."""
    test_type: str
    name: str
    hypothesis: str
    status: AbTestStatus = AbTestStatus.DRAFT
    starting: bool = False
    """Of a draft: its variants are being made, and it runs as soon as they are there."""
    automatic: bool = False
    """Whether the engine chose it."""
    variants: tuple[Variant, ...]
    traffic_split: tuple[float, ...]
    coverage: float
    first: float = 0.0
    """The test's part of the site's visitors, from `first` …"""
    last: float = 0.0
    """… to `last`; decided when it starts."""
    metric: Metric
    guardrails: tuple[Guardrail, ...]
    plan: AbTestPlan
    business: Business = Business()
    """Whom what is learnt here may help."""
    seed: str
    salt: str
    """Hexadecimal; emptied when the test is archived."""
    control_release: ReleaseId | None = None
    """What was live when it started."""
    created_at: datetime
    updated_at: datetime
    start: datetime | None = None
    end: datetime | None = None
    paused_at: datetime | None = None
    outcome: Outcome | None = None
    winner: int | None = None
    """The arm; 0 where the control stays, None where nothing was decided."""
    confidence: float | None = None
    """One minus the p-value at the decision."""
    results: Results | None = None
    decision: str = ""
    """What was decided and why, with its numbers."""
    weeks: int = 0
    """Whole weeks up to the last look at which a decision was possible."""
    log_e: float | None = None
    """The logarithm of the e-value at the decision, for the false discovery rate over automatic tests."""
    taken: tuple[int, ...] = ()
    """The visitors in all at each planned look that was taken (`deciding.rule.History`)."""
    shipping: Shipping | None = None
    archived_at: datetime | None = None
    entries: tuple[Entry, ...] = ()
    """The audit trail, oldest first."""
    request_hash: str = ""
    """Of the draft as somebody asked for it, which tells a repeated request from a key that is used again."""
    version: int = 0
    """Counts writes: of two that began with the same state only one is stored."""
    next_look_at: datetime | None = None
    """None when nothing more is to be done. A test that runs is looked at sooner where its site has visitors."""
    put_off: bool = False
    """Whether the last look failed for a reason that stays: then visitors bring no look before its time."""

    @property
    def is_watched(self) -> bool:
        """Whether visitors bring a look before its time."""
        return self.status is AbTestStatus.RUNNING and self.next_look_at is not None and not self.put_off

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of the pages that differ between the arms; empty where any may."""
        changed = [variant.paths for variant in self.variants[1:]]
        return tuple(dict.fromkeys(path for each in changed for path in each)) if all(changed) else ()
