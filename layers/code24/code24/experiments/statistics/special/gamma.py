"""The gamma function's small parts, and the chi-square distribution."""

import math

from code24.experiments.statistics.special.quadrature import halves

_HALF_LN_2PI = 0.9189385332046727
_LARGE = 20.0
"""From here on, both kinds of incomplete function are integrated along the logarithm; below, continued fractions."""
_NEGLIGIBLE = 41.0
"""A tail is cut where the integrand has fallen by e to this power, which is below a double's precision."""
_POINTS = 32
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400)


def stirling_rest(z: float) -> float:
    """`ln Γ(z) - [(z - ½) ln z - z + ½ ln 2π]` for `z` > 0, with an absolute error of about 1e-16 (DLMF 5.11.1)."""
    if z < 8.0:
        # Γ(z + 1) = z Γ(z) takes it to where the series is good; the steps' parts are small and of one sign.
        return sum(_stirling_step(z + step) for step in range(8)) + stirling_rest(z + 8.0)
    inverse = 1.0 / (z * z)
    total = 0.0
    for coefficient in reversed(_STIRLING):
        total = total * inverse + coefficient
    return total / z


def _stirling_step(z: float) -> float:
    """What `stirling_rest` loses from `z` to `z + 1`: `(z + ½) ln(1 + 1/z) - 1`."""
    if z < 2.0:
        return (z + 0.5) * math.log1p(1.0 / z) - 1.0
    # With v = 1/(2z + 1) it is v²/3 + v⁴/5 + …, free of cancellation.
    square = 1.0 / ((2.0 * z + 1.0) * (2.0 * z + 1.0))
    total, power, odd = 0.0, square, 3.0
    while power > 1e-18:
        total += power / odd
        power *= square
        odd += 2.0
    return total


def deviance(observed: float, factor: float, other: float) -> float:
    """`x ln(x / m) + m - x` for x = `observed` > 0 and m = `factor` · `other` > 0, without cancellation.

    Loader (2000), "Fast and accurate computation of binomial probabilities", bd0; the product is kept exact.
    """
    mean = factor * other
    rest = math.fma(factor, other, -mean) if math.isfinite(mean) else 0.0
    gap = (mean - observed) + rest
    if mean <= 0.0:
        return math.inf
    share = gap / observed
    if abs(share) > 0.3:
        return gap - observed * math.log(mean / observed)
    ratio = share / (2.0 + share)
    square = ratio * ratio
    total, power, odd = 0.0, ratio * square, 3.0
    while abs(power) > 1e-18 * abs(share * ratio):
        total += power / odd
        power *= square
        odd += 2.0
    return observed * (share * ratio - 2.0 * total)


def log_deviance_free_tail(slope: float, bend: float) -> float:
    """How far a tail reaches whose logarithm starts with `-slope t - ½ bend t²`: there it has fallen enough."""
    return 2.0 * _NEGLIGIBLE / (slope + math.sqrt(slope * slope + 2.0 * _NEGLIGIBLE * bend))


def incomplete_gamma(shape: float, x: float) -> tuple[float, float]:
    """The regularised incomplete gamma functions P(`shape`, `x`) and Q = 1 - P (DLMF 8.2.4).

    `shape` > 0, `x` >= 0. The smaller of the two has a relative error of about 1e-13.
    """
    if x <= 0.0:
        return 0.0, 1.0
    if math.isinf(x):
        return 1.0, 0.0
    front = math.sqrt(shape / (2.0 * math.pi)) * math.exp(-deviance(shape, x, 1.0) - stirling_rest(shape))
    if x < shape:
        lower = front * (_gamma_tail(shape, x, -1.0) if shape >= _LARGE else _gamma_series(shape, x))
        return lower, 1.0 - lower
    upper = front * (_gamma_tail(shape, x, 1.0) if shape >= _LARGE else _gamma_fraction(shape, x))
    if x < shape + 1.0 and shape < _LARGE:
        lower = front * _gamma_series(shape, x)
        return lower, 1.0 - lower
    return 1.0 - upper, upper


def chi2_sf(x: float, degrees: float) -> float:
    """P(X > x) of the chi-square distribution with `degrees` > 0 degrees of freedom; relative error about 1e-13."""
    if degrees <= 0.0:
        raise ValueError(f"degrees of freedom are positive, not {degrees!r}")
    return incomplete_gamma(0.5 * degrees, 0.5 * x)[1]


def _gamma_series(shape: float, x: float) -> float:
    """P over `x^a e^-x / Γ(a)` (DLMF 8.7.1); for `x` up to about the shape."""
    term = total = 1.0 / shape
    divisor = shape
    while term > total * 1e-17:
        divisor += 1.0
        term *= x / divisor
        total += term
    return total


def _gamma_fraction(shape: float, x: float) -> float:
    """Q over `x^a e^-x / Γ(a)` by its continued fraction (DLMF 8.9.2), evaluated as Lentz does."""
    b = x + 1.0 - shape
    c, d = 1e300, 1.0 / b
    result = d
    for step in range(1, 2000):
        factor = -step * (step - shape)
        b += 2.0
        d = 1.0 / (factor * d + b)
        c = b + factor / c
        change = d * c
        result *= change
        if abs(change - 1.0) < 1e-16:
            break
    return result


def _gamma_tail(shape: float, x: float, side: float) -> float:
    """Q (`side` 1) or P (`side` -1) over `x^a e^-x / Γ(a)`, integrated over the logarithm of x from x outwards."""
    slope = abs(x - shape)
    reach = log_deviance_free_tail(slope, x)
    if side < 0.0:
        for _ in range(4):
            fallen = shape * reach + x * math.expm1(-reach) - _NEGLIGIBLE
            reach -= fallen / (shape - x * math.exp(-reach))
    total = 0.0
    for node, weight in halves(_POINTS):
        step = side * reach * node
        total += weight * math.exp(shape * step - x * math.expm1(step))
    return reach * total
