"""What things may cost at most, and whether they do."""

from typing import NamedTuple

from code24.costs.fleet import Assumptions
from code24.costs.price_list import PRICES
from code24.costs.prices import Item, times, usd
from code24.costs.recorded import Recorded

ACTION_USD = 0.10
"""An optimization action costs well under this: `WELL_UNDER` of it."""
WELL_UNDER = 0.5
UNCHANGED_CYCLE_USD = 0.0003
SLOWER = 2.0
"""AWS' processors may take twice as long as the machine that was measured on."""
MODEL_TOKENS_IN, MODEL_TOKENS_OUT = 4_000, 1_000
"""Of one call of a language model that writes the words of a fix."""


class Target(NamedTuple):
    """A limit, and what was found."""

    name: str
    limit: float
    """US dollars."""
    found: float

    @property
    def kept(self) -> bool:
        """Whether it is kept."""
        return self.found < self.limit


def targets(recorded: Recorded) -> tuple[Target, ...]:
    """The targets with the dearer reading of what was recorded: cold functions, twice as slow, a model called too."""
    names = {each.name for each in recorded.scenarios}
    action = "cycle-cold" if "cycle-cold" in names else "cycle"
    return (
        Target(
            "an action: a whole cycle that mends and publishes, with one call of Claude Haiku 4.5",
            ACTION_USD * WELL_UNDER,
            _usd(recorded, action) + model_call_usd(Item.HAIKU_IN, Item.HAIKU_OUT),
        ),
        Target("an unchanged cycle", UNCHANGED_CYCLE_USD, _usd(recorded, "unchanged-cycle")),
    )


def model_call_usd(
    asked: Item, answered: Item, tokens_in: int = MODEL_TOKENS_IN, tokens_out: int = MODEL_TOKENS_OUT
) -> float:
    """US dollars of one call of a model."""
    return usd({asked: float(tokens_in), answered: float(tokens_out)}, PRICES)


def _usd(recorded: Recorded, name: str) -> float:
    usage = recorded.scenario(name).usage()
    slower = {Item.LAMBDA_ARM: usage.get(Item.LAMBDA_ARM, 0.0) * (SLOWER - 1)}
    return usd(usage, PRICES) + usd(times(slower, Assumptions().slower), PRICES)
