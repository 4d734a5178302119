"""What a milestone report says."""

from datetime import datetime

from code24.audit.models import Category
from code24.models import Model
from code24.types import SiteId


class ScoreChange(Model):
    """A category's score before the first pass, and after each."""

    category: Category
    before: float
    after: float
    course: tuple[float, ...]
    """After each pass, the first one first."""
    formula: str
    estimate: bool


class WeightChange(Model):
    """What a first visit to a page costs, before the first pass and after the last."""

    path: str
    bytes_before: int
    bytes_after: int
    requests_before: int
    requests_after: int


class Work(Model):
    """One kind of fix over all passes."""

    kind: str
    title: str
    applied: int
    """Changes in the last pass that applied it."""
    removed: int
    """Defects that it answered in that pass."""


class Withdrawal(Model):
    """A fix that the last pass did without."""

    kind: str
    title: str
    path: str
    reason: str


class Milestone(Model):
    """Up to ten passes over a website, summed up."""

    site_id: SiteId | None
    origin: str
    began_at: datetime
    ended_at: datetime
    passes: int
    pages: int
    findings_before: int
    findings_after: int
    scores: tuple[ScoreChange, ...]
    weights: tuple[WeightChange, ...]
    work: tuple[Work, ...]
    withdrawn: tuple[Withdrawal, ...]
    most_changed: float | None
    """Largest share of a page's pixels that differs after the last pass, 0 to 1; None where nobody looked."""
    notes: tuple[str, ...]
    seconds: float
    """Of all passes."""
    cost_usd: float
