"""A test in figures: its arms, counted, and each variant against the control."""

from collections.abc import Mapping
from datetime import date, datetime

from code24.models import Model


class VitalFigures(Model):
    """Readings of one vital."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0


class ArmFigures(Model):
    """One arm, counted."""

    exposed: int = 0
    """Visitors who saw a page that differs."""
    converted: int = 0
    """Of those, who reached the goal at least once afterwards."""
    revenue: float = 0.0
    revenue_squares: float = 0.0
    """The sum of each visitor's revenue, squared."""
    views: int = 0
    errors: int = 0
    """Answers that the variant's release could not give."""
    failed: int = 0
    """Visitors who met such an answer, however often they tried again."""
    vitals: Mapping[str, VitalFigures] = {}


class DayFigures(Model):
    """All arms from the start up to the end of a UTC day."""

    day: date
    arms: tuple[ArmFigures, ...]


class Comparison(Model):
    """A variant against the control. Lifts are relative: .1 is ten per cent more."""

    arm: int
    lift: float
    low: float | None = None
    """The always-valid interval's ends; None where there is no finite one yet."""
    high: float | None = None
    p_value: float
    chance_to_win: float
    """Bayesian, shown and never decided by."""
    expected_loss: float
    """Bayesian: what is lost on average, as a share of all visitors, if the variant is chosen and is the worse one."""
    corrected_lift: float | None = None
    """Of a winner: without the part by which winners overstate themselves."""


class Results(Model):
    """What is known at a look."""

    at: datetime
    arms: tuple[ArmFigures, ...]
    comparisons: tuple[Comparison, ...] = ()
    mismatch: float = 1.0
    """The anytime-valid p-value of the arms' sizes against the split."""
    dropped: int = 0
    """Visitors who were seen in two arms, and count in none."""
    days: tuple[DayFigures, ...] = ()
    sentence: str = ""
