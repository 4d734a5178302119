"""Bounds for a test that is looked at a planned number of times: Lan-DeMets spending, by numerical integration.

The score process of a test behaves like a Brownian motion B(t) in its information t, for instance the share of the
planned visitors, with B(t) = Z √t under no effect (Lan and DeMets, Biometrika 70, 1983; Jennison and Turnbull, "Group
Sequential Methods", 2000, chapter 19). A look spends a part of alpha; its bound is where the probability to cross there
first equals that part. Two-sided means each side with half of alpha, which is what R's and Spotify's implementations of
the power family do; the probability of either is then alpha at most.

The density of the paths that go on is carried from look to look on Gauss-Legendre nodes (Armitage, McPherson and Rowe,
JRSS A 132, 1969). Halving the nodes' distance changes no bound by more than 1e-9.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from code24.errors import InvalidRequest
from code24.experiments.statistics.special import legendre, norm_isf, norm_sf

_FLOOR = -7.5
"""Paths this far below in standard deviations are dropped: less than 1e-13 of all."""
_CEILING = 8.5
"""Stands for a bound that is infinite, as nothing may be spent."""
_REACH = 8.0
"""Steps of more standard deviations have a density below 1e-14."""
_PANEL = 9.0
"""Width of a panel of nodes, in standard deviations of the smaller of the steps that lead to and from a look."""
_POINTS = 16
"""Nodes of a panel."""
_MOST_PANELS = 400
"""So steps of less than a millionth of the information are not told apart exactly."""
_INVERSE_ROOT_2PI = 1.0 / math.sqrt(2.0 * math.pi)


class Going(NamedTuple):
    """The paths that crossed at none of the looks so far: masses on nodes, under no effect.

    `nodes` are values of B at `information`, ascending; the masses' sum is the probability to have come this far.
    """

    information: float
    nodes: tuple[float, ...]
    masses: tuple[float, ...]

    def crossing(self, information: float, level: float, drift: float = 0.0) -> float:
        """The probability that B at the next `information` is above `level`, if B drifts by `drift` a unit.

        Another drift is a likelihood ratio of the present path (Girsanov).
        """
        step = information - self.information
        scale = 1.0 / math.sqrt(step)
        if drift == 0.0:
            return math.fsum(
                mass * norm_sf((level - node) * scale) for node, mass in zip(self.nodes, self.masses, strict=True)
            )
        shift, rest = level - drift * step, 0.5 * drift * drift * self.information
        return math.fsum(
            mass * math.exp(drift * node - rest) * norm_sf((shift - node) * scale)
            for node, mass in zip(self.nodes, self.masses, strict=True)
        )

    def level(self, information: float, probability: float) -> float:
        """The level above which B at the next `information` is with this probability; infinite for none."""
        if probability <= 0.0:
            return math.inf
        step = information - self.information
        scale = 1.0 / math.sqrt(step)
        # More than one path's share cannot cross, so this starts above the level; from there Newton goes down.
        level = norm_isf(min(probability, 0.5)) * math.sqrt(information)
        wanted = math.log(probability)
        for _ in range(50):
            above = density = 0.0
            for node, mass in zip(self.nodes, self.masses, strict=True):
                distance = (level - node) * scale
                if distance < 38.0:
                    above += mass * math.erfc(distance * math.sqrt(0.5))
                    density += mass * math.exp(-0.5 * distance * distance)
            above, density = 0.5 * above, density * scale * _INVERSE_ROOT_2PI
            if above <= 0.0 or density <= 0.0:
                level -= math.sqrt(step)
                continue
            change = (math.log(above) - wanted) * above / density
            level += max(-math.sqrt(step) * 4.0, min(math.sqrt(step) * 4.0, change))
            if abs(change) < 1e-12:
                break
        return level

    def after(self, information: float, level: float, next_step: float) -> "Going":
        """Those that are below `level` at the next `information`; `next_step` is the information of the step after."""
        step = information - self.information
        deviation = math.sqrt(step)
        top = min(level, _CEILING * math.sqrt(information))
        bottom = min(_FLOOR * math.sqrt(information), top - deviation)
        finest = math.sqrt(min(step, next_step)) if next_step > 0.0 else deviation
        panels = min(math.ceil((top - bottom) / (_PANEL * finest)), _MOST_PANELS)
        half = 0.5 * (top - bottom) / panels
        places, parts = legendre(_POINTS)
        nodes = tuple([bottom + half * (2 * panel + 1 + place) for panel in range(panels) for place in places])
        weights = parts * panels
        factor, scale = half * _INVERSE_ROOT_2PI / deviation, math.sqrt(0.5) / deviation
        reach, exp = _REACH * deviation, math.exp
        scaled, masses = [node * scale for node in self.nodes], []
        for node, weight in zip(nodes, weights, strict=True):
            first, last = bisect_left(self.nodes, node - reach), bisect_left(self.nodes, node + reach)
            here = node * scale
            kernel = [exp(-distance * distance) for distance in [here - there for there in scaled[first:last]]]
            masses.append(weight * factor * math.sumprod(kernel, self.masses[first:last]))
        return Going(information, nodes, tuple(masses))


START = Going(0.0, (0.0,), (1.0,))
"""Before the first look."""


def spent(fraction: float, *, alpha: float, phi: float = 2.0) -> float:
    """The share of `alpha` that may be used up at an information `fraction`: alpha · t^phi, at most alpha.

    The power family of Kim and DeMets (Biometrika 74, 1987).
    """
    return alpha * math.pow(min(max(fraction, 0.0), 1.0), phi)


@lru_cache(maxsize=256)
def bounds(information: tuple[float, ...], spending: tuple[float, ...], sides: int = 2) -> tuple[float, ...]:
    """The z bound of each look.

    Args:
        information: At each look, increasing, in any unit. Only ratios count.
        spending: Of alpha, in all up to each look, not decreasing. With actual information and
            `spent(planned fraction)` this covers looks that came at other times than planned; a last look that spends
            what is left of alpha covers a test that ran over or ends early (Lan and DeMets, section 3).
        sides: 1, or 2 for a two-sided test, where each side has half.

    Returns:
        The bounds of |Z| (of Z for one side); infinite where nothing may be spent.

    Raises:
        InvalidRequest: Information does not increase, spending decreases, or leaves [0, 1).

    """
    _check(information, spending, sides)
    return tuple(last_bound(information[:look], spending[:look], sides) for look in range(1, len(information) + 1))


@lru_cache(maxsize=2_048)
def last_bound(information: tuple[float, ...], spending: tuple[float, ...], sides: int = 2) -> float:
    """The z bound of the last of these looks, like `bounds`; what was found for the looks before is remembered."""
    _check(information, spending, sides)
    before = spending[-2] if len(spending) > 1 else 0.0
    level = _before(information, spending[:-1], sides).level(information[-1], (spending[-1] - before) / sides)
    return level / math.sqrt(information[-1])


@lru_cache(maxsize=256)
def planned_bounds(
    fractions: tuple[float, ...], *, alpha: float, phi: float = 2.0, sides: int = 2
) -> tuple[float, ...]:
    """The z bounds of looks at information `fractions` in (0, 1], increasing, under `alpha` · t^`phi`."""
    return bounds(fractions, tuple(spent(fraction, alpha=alpha, phi=phi) for fraction in fractions), sides)


def crossing(information: Sequence[float], z_bounds: Sequence[float], *, drift: float = 0.0) -> tuple[float, ...]:
    """The probability to cross upwards first at each look, if E[Z] at information t is `drift` · √t.

    With `information` as fractions of a whole, `drift` is the expected Z of the whole. The sum is the power of the
    upper side (and under no drift its false positives).
    """
    return tuple(
        going.crossing(time, z * math.sqrt(time), drift)
        for going, time, z in zip(paths(tuple(information), tuple(z_bounds)), information, z_bounds, strict=True)
    )


@lru_cache(maxsize=64)
def paths(information: tuple[float, ...], z_bounds: tuple[float, ...]) -> tuple[Going, ...]:
    """The paths that still go on before each look, under no effect and stopped by upper bounds."""
    before = []
    going = START
    for index, (time, z) in enumerate(zip(information, z_bounds, strict=True)):
        before.append(going)
        if index + 1 < len(information):
            going = going.after(time, z * math.sqrt(time), information[index + 1] - time)
    return tuple(before)


@lru_cache(maxsize=1_024)
def _before(information: tuple[float, ...], spending: tuple[float, ...], sides: int) -> Going:
    """The paths before the last look of `information`, whose earlier looks have spent `spending`.

    Remembered, as the next look of a test goes on from here.
    """
    if not spending:
        return START
    going = _before(information[:-1], spending[:-1], sides)
    time, following = information[-2:]
    level = last_bound(information[:-1], spending, sides) * math.sqrt(time)
    return going.after(time, level, following - time)


def _check(information: Sequence[float], spending: Sequence[float], sides: int) -> None:
    if not information or len(information) != len(spending) or sides not in {1, 2}:
        raise InvalidRequest(
            f"{len(information)} looks, {len(spending)} parts of alpha, {sides} sides do not fit together"
        )
    if any(not later > earlier for earlier, later in zip((0.0, *information), information, strict=False)):
        raise InvalidRequest(f"the information of looks is positive and increases, not {tuple(information)}")
    if any(not earlier <= later < 1.0 for earlier, later in zip((0.0, *spending), spending, strict=False)):
        raise InvalidRequest(f"what is spent of alpha never decreases and stays below 1, not {tuple(spending)}")
