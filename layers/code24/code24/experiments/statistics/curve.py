"""A posterior's distribution function at any place, from its values and derivatives at a grid's points."""

from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from code24.experiments.statistics.grids import Beta, grid_of
from code24.experiments.statistics.special import share_of


class Curve(NamedTuple):
    """A distribution function of log-odds at points, with its first two derivatives."""

    places: list[float]
    values: list[float]
    slopes: list[float]
    bends: list[float]

    def at(self, place: float) -> tuple[float, float]:
        """The function and its first derivative."""
        index = bisect_right(self.places, place)
        if index == 0:
            return 0.0, 0.0
        if index == len(self.places):
            return 1.0, 0.0
        left = self.places[index - 1]
        width = self.places[index] - left
        t = (place - left) / width
        value, slope = self.values[index - 1], self.slopes[index - 1] * width
        bend = 0.5 * self.bends[index - 1] * width * width
        rise = self.values[index] - value - slope - bend
        turn = self.slopes[index] * width - slope - 2.0 * bend
        curl = 0.5 * self.bends[index] * width * width - bend
        third = 10.0 * rise - 4.0 * turn + curl
        fourth = -15.0 * rise + 7.0 * turn - 2.0 * curl
        fifth = 6.0 * rise - 3.0 * turn + curl
        rising = slope + t * (2.0 * bend + t * (3.0 * third + t * (4.0 * fourth + t * 5.0 * fifth)))
        return value + t * (slope + t * (bend + t * (third + t * (fourth + t * fifth)))), rising / width


@lru_cache(maxsize=8)
def curve_of(rate: Beta) -> Curve:
    """The distribution function of a rate, over all of its range."""
    grid = grid_of([rate])
    (arm,) = grid.arms
    bends = []
    for place, density in zip(grid.places, arm.density, strict=True):
        share, other = share_of(place)
        bends.append(density * (rate.a * other - rate.b * share))
    return Curve(grid.places, arm.below, arm.density, bends)
