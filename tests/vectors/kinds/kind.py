"""What is needed to run a kind of case, and what several kinds read from their input."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from code24.experiments.statistics.samples import Mean, Proportion
from tests.vectors.comparing import Rule

Given = Mapping[str, Any]


class Kind(NamedTuple):
    """How the engine answers a case of a kind, and which fields are compared in a way of their own."""

    answer: Callable[[Any], Any]
    rules: Mapping[str, Rule] = {}


def proportion(arm: Given) -> Proportion:
    """An arm of visitors and conversions."""
    return Proportion(arm["visitors"], arm["conversions"])


def mean(arm: Given) -> Mean:
    """An arm of visitors with the sums of an amount and of its square."""
    return Mean(arm["visitors"], arm["sum"], arm["sum_squares"])


def sample(arm: Given) -> Proportion | Mean:
    """An arm of the `type` it names; conversions tell a share where it names none."""
    kind = arm.get("type") or ("proportion" if "conversions" in arm else "mean")
    return proportion(arm) if kind == "proportion" else mean(arm)
