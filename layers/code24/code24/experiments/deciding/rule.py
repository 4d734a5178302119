"""What a test commits itself to before its first visitor, and what a look at it says."""

from dataclasses import dataclass
from enum import StrEnum

from code24.errors import InvalidRequest
from code24.experiments.models import Rule as RuleName
from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.samples import Proportion, Sample

LEAST_CONVERSIONS = 25
"""In every arm, before anything is decided: below, the normal approximation of a rate is not good."""
SEQUENCE_SHARE = 0.2
"""Of a hybrid's alpha: .01 of .05 is spent on the sequence, the rest on the one test at the planned size."""


@dataclass(frozen=True)
class Rule:
    """How a test decides. Fixed when it starts."""

    name: RuleName
    planned: int
    """N*: visitors of all arms together after which the test is to end."""
    looks: tuple[float, ...] = (1.0,)
    """Parts of `planned` at which a planned look is due, increasing, the last one 1. Other rules look at any time."""
    alpha: float = 0.05
    """Two-sided: the probability that a test without any difference names a winner or a loser."""
    weights: tuple[float, ...] = (1.0, 1.0)
    """Of the arms' traffic, the control first, in any unit."""
    least_conversions: int = LEAST_CONVERSIONS

    def __post_init__(self) -> None:
        rising = all(earlier < later for earlier, later in zip((0.0, *self.looks), self.looks, strict=False))
        if not (self.looks and rising and self.looks[-1] == 1.0):
            raise InvalidRequest(f"looks increase from above 0 to 1, not as {self.looks}", field="looks")
        if self.planned < 1 or not 0.0 < self.alpha < 1.0:
            raise InvalidRequest(
                f"{self.planned} planned visitors and alpha {self.alpha!r} are no rule", field="planned"
            )
        if len(self.weights) < 2 or not all(weight > 0.0 for weight in self.weights):
            raise InvalidRequest(f"every arm has a positive weight, not {self.weights}", field="weights")

    def planned_of(self, arm: int) -> float:
        """N* of the comparison of an arm (from 1) with the control: the planned visitors of both together."""
        return self.planned * (self.weights[0] + self.weights[arm]) / sum(self.weights)


@dataclass(frozen=True)
class Arm:
    """What is known of an arm: its metric's sample, and how many visitors converted at least once."""

    sample: Sample
    conversions: int

    @classmethod
    def of(cls, visitors: int, conversions: int) -> "Arm":
        """An arm of a test that is decided by the share of visitors who convert."""
        return cls(Proportion(visitors, conversions), conversions)


@dataclass(frozen=True)
class History:
    """What a test has to remember between looks: the visitors in all at each planned look that was taken."""

    taken: tuple[int, ...] = ()


class Decision(StrEnum):
    """What follows from a look."""

    CONTINUE = "continue"
    WINNER = "winner"
    """An arm is better than the control."""
    LOSER = "loser"
    """Every arm is worse than the control, which stays."""
    NO_DIFFERENCE = "no difference"
    """The test is at its end, and none was found."""
    CANNOT_ANSWER = "cannot answer"
    """The test is at its end, and its data cannot tell."""

    @property
    def ends(self) -> bool:
        """True when nothing more is to be measured."""
        return self is not Decision.CONTINUE


@dataclass(frozen=True)
class Compared:
    """An arm against the control, as one look sees them."""

    arm: int
    """From 1; 0 is the control."""
    lift: float
    """Of the metric per visitor, as a share of the control's: .1 is ten per cent more."""
    interval: Interval
    """Of the lift. For means, of the difference over the control's observed value."""
    p: float
    """Of no difference, valid under the rule's looking; adjusted by Holm where there are several arms."""
    z: float
    significant: bool


@dataclass(frozen=True)
class Verdict:
    """What a look says."""

    decision: Decision
    sentence: str
    """Why, with the numbers."""
    history: History
    """To be given to the next look."""
    arm: int | None = None
    """The winner; otherwise the arm that the figures below are about, which is the one with the largest lift."""
    p: float | None = None
    lift: float | None = None
    interval: Interval | None = None
    comparisons: tuple[Compared, ...] = ()
    """All arms that could be compared, by their number."""
    look: int | None = None
    """Which planned look this was, from 1; None between planned looks."""
