"""How surprising a count is: tests that allow for days that differ by more than chance.

Counts of visitors scatter more from day to day than Poisson's distribution says (weather, weekdays, campaigns). The
tests take that from the site's own days: binomial counts are divided by the dispersion (quasi-likelihood; McCullagh and
Nelder, Generalized Linear Models, section 4.5), counts are compared as square roots, whose variance is about the same
at all levels (Anscombe, Biometrika 35, 1948), with a prediction's t-test.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean

from code24.experiments.statistics.special.beta import incomplete_beta
from code24.experiments.statistics.special.student import t_sf

type Share = tuple[float, float]
"""How many, of how many."""


def lower_rate(now: Share, before: Sequence[Share]) -> float:
    """The probability that as few as `now` come about if the rate is that of `before`, one entry a day.

    Conditional on all successes, those of `now` are binomial with the share of its trials (the exact comparison of two
    Poisson rates; Przyborowski and Wilenski, Biometrika 31, 1940); 1 where there is nothing to compare.
    """
    return _rate(now, before, below=True)


def higher_rate(now: Share, before: Sequence[Share]) -> float:
    """The same for as many as `now`."""
    return _rate(now, before, below=False)


def higher_count(now: int, before: Sequence[int]) -> float:
    """The probability of a day with at least `now`, after days with these counts; 1 for fewer than 7 of them."""
    days = len(before)
    if days < 7:
        return 1.0
    roots = [2 * sqrt(count + 0.375) for count in before]
    mean = fmean(roots)
    spread = max(1.0, sqrt(sum((root - mean) ** 2 for root in roots) / (days - 1)))
    return t_sf((2 * sqrt(now + 0.375) - mean) / (spread * sqrt(1 + 1 / days)), days - 1)


def more_than(count: int, trials: int, share: float) -> float:
    """The probability of at least `count` of `trials` where each has the probability `share`."""
    if count <= 0:
        return 1.0
    return incomplete_beta(count, trials - count + 1, share, 1 - share)[0]


def dispersion(days: Sequence[Share]) -> float:
    """How many times more rates scatter between days than chance alone makes them: Pearson's chi-square by its degrees.

    At least 1; days without trials say nothing.
    """
    known = [(count, trials) for count, trials in days if trials > 0]
    trials, rate = sum(trials for _, trials in known), _rate_of(known)
    if len(known) < 2 or not 0 < rate < 1 or not trials:
        return 1.0
    squares = sum((count - each * rate) ** 2 / (each * rate * (1 - rate)) for count, each in known)
    return max(1.0, squares / (len(known) - 1))


def rate_of(days: Sequence[Share]) -> float:
    """The rate over all days; 0 where there are no trials."""
    return _rate_of(days)


def _rate_of(days: Sequence[Share]) -> float:
    trials = sum(trials for _, trials in days)
    return sum(count for count, _ in days) / trials if trials else 0.0


def _rate(now: Share, before: Sequence[Share], *, below: bool) -> float:
    trials = sum(trials for _, trials in before)
    if now[1] <= 0 or trials <= 0:
        return 1.0
    scatter = dispersion(before)
    count, others = now[0] / scatter, sum(count for count, _ in before) / scatter
    share, rest = now[1] / (now[1] + trials), trials / (now[1] + trials)
    if below:  # P(X <= count) of count + others trials
        return incomplete_beta(others, count + 1, rest, share)[0] if others > 0 else 1.0
    return incomplete_beta(count, others + 1, share, rest)[0] if count > 0 else 1.0
