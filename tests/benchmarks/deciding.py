"""How often the rules of A/B tests are wrong, and how often they find what is there, by simulation.

The arms' rates are 3 %, and 3.45 % for power. Visitors come in hundreds to each arm, up to 20,000, and the test is
looked at after each hundred (by the planned rule at 28 of these looks). The bounds are those of the rules in
`experiments/deciding`; that stopping where z passes them is what `look` does is proved in
`tests/unit/experiments/deciding/test_simulation.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from code24.experiments.deciding import hybrid, open_ended, planned
from code24.experiments.deciding.measuring import Measured, measured
from code24.experiments.deciding.rule import LEAST_CONVERSIONS, Arm, Rule
from code24.experiments.models import Rule as RuleName
from code24.experiments.statistics.sequential import critical_z

RATE, LIFT = 0.03, 0.15
VISITORS, STEP, LOOKS = 20_000, 100, 28
REPETITIONS = 2_000
LARGE, BATCH = 240_000, 20_000
"""Repetitions that make the figures exact to about .001, reported beside those of the promised size."""
SEED = 24

Numbers = NDArray[np.float64]


class Runs(NamedTuple):
    """Simulated tests: a row each, a column for each hundred visitors of an arm."""

    visitors: Numbers
    """Of one arm, at each look."""
    control: Numbers
    """Conversions so far."""
    treatment: Numbers


class Ends(NamedTuple):
    """How simulated tests end."""

    stopped: NDArray[np.bool_]
    """By a bound, at the last look at the latest."""
    better: NDArray[np.bool_]
    """With a winner, if so."""
    visitors: Numbers
    """Of one arm, at the end."""


def measure() -> dict[str, Any]:
    """Each rule's false positives, power and median stop, in as many repetitions as promised, and in many more."""
    return {"as_promised": simulated(REPETITIONS, SEED), "exactly": simulated(LARGE, SEED + 1)}


def simulated(repetitions: int, seed: int) -> dict[str, Any]:
    """The table: a row for each rule."""
    generator = np.random.default_rng(seed)
    rows: dict[str, list[tuple[Ends, Ends]]] = {name: [] for name in BOUNDS}
    for begun in range(0, repetitions, BATCH):
        count = min(BATCH, repetitions - begun)
        nothing, something = (drawn(generator, count, lift) for lift in (0.0, LIFT))
        for name, bounds in BOUNDS.items():
            rows[name].append((stops(nothing, *bounds(nothing)), stops(something, *bounds(something))))
    return {"repetitions": repetitions, "seed": seed, **{name: row(batches) for name, batches in rows.items()}}


def drawn(generator: np.random.Generator, repetitions: int, lift: float) -> Runs:
    """Tests whose treatment converts better by `lift`."""
    shape = repetitions, VISITORS // STEP
    arms = [generator.binomial(STEP, rate, shape).cumsum(axis=1) for rate in (RATE, RATE * (1.0 + lift))]
    return Runs(STEP * np.arange(1.0, shape[1] + 1.0), *(arm.astype(float) for arm in arms))


def row(batches: Sequence[tuple[Ends, Ends]]) -> dict[str, Any]:
    """One rule in figures. A false positive is a winner or a loser where there is none."""
    wrong = np.concatenate([nothing.stopped for nothing, _ in batches])
    right = np.concatenate([something.stopped & something.better for _, something in batches])
    return {
        "false_positives": round(float(wrong.mean()), 4),
        "power": round(float(right.mean()), 4),
        "missed": round(1.0 - float(right.mean()), 4),
        "median_stop": float(np.median(np.concatenate([something.visitors for _, something in batches]))),
    }


def stops(runs: Runs, z: Numbers, bounds: Numbers) -> Ends:
    """Where each test stops first, if it does."""
    crossed = np.abs(z) >= bounds
    stopped, first = crossed.any(axis=1), crossed.argmax(axis=1)
    rows = np.arange(len(z))
    return Ends(stopped, z[rows, first] > 0.0, np.where(stopped, runs.visitors[first], runs.visitors[-1]))


def z_of_ratio(runs: Runs) -> Numbers:
    """z of the logarithm of the ratio; 0 while an arm has too few conversions for a decision."""
    enough = np.minimum(runs.control, runs.treatment) >= LEAST_CONVERSIONS
    control, treatment = (np.where(enough, each, 1.0) for each in (runs.control, runs.treatment))
    parts = [(runs.visitors - each) / each / runs.visitors for each in (control, treatment)]
    return np.where(enough, np.log(treatment / control) / np.sqrt(parts[0] + parts[1]), 0.0)


def rule_of(name: RuleName) -> Rule:
    """The rule as a test would have named it."""
    every = VISITORS // STEP
    looks = tuple(round(look * every / LOOKS) / every for look in range(1, LOOKS + 1))
    return replace(Rule(name, 2 * VISITORS), looks=looks if name is RuleName.PLANNED else (1.0,))


def bounds_of_planned(runs: Runs) -> tuple[Numbers, Numbers]:
    """The planned rule's bounds at its looks, and none in between."""
    rule = rule_of(RuleName.PLANNED)
    taken = tuple(round(look * rule.planned) for look in rule.looks)
    bounds = np.full(len(runs.visitors), np.inf)
    for number, visitors in enumerate(taken, 1):
        final = number == len(taken)
        bounds[visitors // (2 * STEP) - 1] = planned.critical(rule, taken[:number], final=final)
    return z_of_ratio(runs), bounds


def bounds_of_hybrid(runs: Runs) -> tuple[Numbers, Numbers]:
    """The hybrid's bounds at all looks, the last of which is its one test."""
    rule, ends = rule_of(RuleName.HYBRID), runs.visitors == VISITORS
    pairs = zip(runs.visitors, ends, strict=True)
    return z_of_ratio(runs), np.array([hybrid.critical(rule, 1, at(units), final=bool(end)) for units, end in pairs])


def bounds_of_open_ended(runs: Runs) -> tuple[Numbers, Numbers]:
    """The sequence's bounds at all looks."""
    rule = rule_of(RuleName.OPEN_ENDED)
    return z_of_ratio(runs), np.array([open_ended.critical(rule, 1, at(units)) for units in runs.visitors])


def at(visitors: float) -> Measured:
    """Something measured on so many visitors of each arm; bounds depend on nothing else."""
    arm = Arm.of(int(visitors), int(visitors) // 2)
    return measured(arm, arm, 1)


def naively(runs: Runs) -> tuple[Numbers, Numbers]:
    """What everybody does: a z test at every look."""
    return z_of_difference(runs), np.full(len(runs.visitors), 1.959963984540054)


def growthbook(runs: Runs) -> tuple[Numbers, Numbers]:
    """GrowthBook's sequence on the relative lift, with its default N* of 5,000 and without a least of conversions."""
    control = np.maximum(runs.control, 1.0) / runs.visitors
    treatment = runs.treatment / runs.visitors
    parts = [rate * (1.0 - rate) / runs.visitors for rate in (control, treatment)]
    spread = np.sqrt(parts[1] / control**2 + parts[0] * treatment**2 / control**4)
    z = np.where(spread > 0.0, (treatment / control - 1.0) / np.where(spread > 0.0, spread, 1.0), 0.0)
    return z, np.array([critical_z(2.0 * units, alpha=0.05, planned=5_000.0) for units in runs.visitors])


def z_of_difference(runs: Runs) -> Numbers:
    """z of the difference of rates; 0 while neither arm has a conversion."""
    rates = [each / runs.visitors for each in (runs.control, runs.treatment)]
    variance = sum(rate * (1.0 - rate) / runs.visitors for rate in rates)
    known = variance > 0.0
    return np.where(known, (rates[1] - rates[0]) / np.sqrt(np.where(known, variance, 1.0)), 0.0)


BOUNDS: Mapping[str, Callable[[Runs], tuple[Numbers, Numbers]]] = {
    "planned": bounds_of_planned,
    "hybrid": bounds_of_hybrid,
    "open_ended": bounds_of_open_ended,
    "naive": naively,
    "growthbook": growthbook,
}
