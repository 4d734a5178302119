"""The beta distribution for parameters from fractions to hundreds of millions, without cancellation in either tail."""

import math

from code24.experiments.statistics.special.gamma import deviance, log_deviance_free_tail, stirling_rest
from code24.experiments.statistics.special.normal import norm_isf
from code24.experiments.statistics.special.quadrature import halves

_LARGE = 20.0
"""With both parameters this large the tail is integrated; otherwise its continued fraction converges quickly."""
_NEGLIGIBLE = 41.0
_POINTS = 32


def log_beta(a: float, b: float) -> float:
    """`ln B(a, b)` for `a`, `b` > 0, with a relative error of about 1e-15 where `math.lgamma` would cancel."""
    total = a + b
    rest = stirling_rest(a) + stirling_rest(b) - stirling_rest(total)
    front = 0.5 * math.log(2.0 * math.pi * total / (a * b))
    return front + rest - a * math.log1p(b / a) - b * math.log1p(a / b)


def beta_front(a: float, b: float, x: float, y: float) -> float:
    """`x^a y^b / B(a, b)`: the density of the log-odds at x = `x`, y = 1 - x (both given, so neither loses digits).

    Loader's saddle-point form: relative error about 1e-13 near the mode even for parameters of 1e8.
    """
    if x <= 0.0 or y <= 0.0:
        return 0.0
    total = a + b
    rest = stirling_rest(total) - stirling_rest(a) - stirling_rest(b)
    exponent = rest - deviance(a, total, x) - deviance(b, total, y)
    return math.sqrt(a / total * b / (2.0 * math.pi)) * math.exp(exponent)


def incomplete_beta(a: float, b: float, x: float, y: float) -> tuple[float, float]:
    """P(X < x) and P(X > x) of Beta(`a`, `b`), for `a`, `b` > 0 and `y` = 1 - `x` in [0, 1] (DLMF 8.17.2).

    The tail on whose side of the mean x lies is computed, the other one is what it leaves; the computed one has a
    relative error of about 1e-12.
    """
    if x <= 0.0:
        return 0.0, 1.0
    if y <= 0.0:
        return 1.0, 0.0
    front = beta_front(a, b, x, y)
    large = a >= _LARGE and b >= _LARGE
    below = x * b < y * a if large else x * (b + 1.0) < y * (a + 1.0)
    if below:
        lower = front * (_tail(a, b, x, y) if large else _fraction(a, b, x, y))
        return lower, 1.0 - lower
    upper = front * (_tail(b, a, y, x) if large else _fraction(b, a, y, x))
    return 1.0 - upper, upper


def beta_cdf(a: float, b: float, x: float) -> float:
    """P(X < x) of Beta(`a`, `b`): the regularised incomplete beta function."""
    return incomplete_beta(a, b, x, 1.0 - x)[0]


def beta_sf(a: float, b: float, x: float) -> float:
    """P(X > x) of Beta(`a`, `b`)."""
    return incomplete_beta(a, b, x, 1.0 - x)[1]


def beta_ppf(a: float, b: float, p: float) -> float:
    """The quantile of Beta(`a`, `b`) below which a share `p` in [0, 1] lies; relative error about 1e-12."""
    return share_of(beta_log_odds(a, b, p, 1.0 - p))[0]


def beta_isf(a: float, b: float, q: float) -> float:
    """The quantile of Beta(`a`, `b`) above which a share `q` in [0, 1] lies."""
    return share_of(beta_log_odds(a, b, 1.0 - q, q))[0]


def share_of(log_odds: float) -> tuple[float, float]:
    """X and 1 - x for `ln(x / (1 - x))`, each to full precision."""
    small = math.exp(-abs(log_odds))
    less, more = small / (1.0 + small), 1.0 / (1.0 + small)
    return (more, less) if log_odds >= 0.0 else (less, more)


def beta_log_odds(a: float, b: float, p: float, q: float) -> float:
    """The log-odds of the quantile at lower share `p` and upper share `q` = 1 - `p`; infinite at 0 and 1.

    The distribution of the log-odds is log-concave, so Newton's method on the logarithm of the smaller tail converges
    from every start.
    """
    if p <= 0.0 or q <= 0.0:
        return -math.inf if p <= 0.0 else math.inf
    if p > q:
        return -beta_log_odds(b, a, q, p)
    target = math.log(p)
    log_odds = _first_guess(a, b, p, target)
    for _ in range(60):
        x, y = share_of(log_odds)
        lower = incomplete_beta(a, b, x, y)[0]
        density = beta_front(a, b, x, y)
        if lower <= 0.0 or density <= 0.0:
            # The guess lies where everything underflows; there the lower tail is x^a / (a B(a, b)).
            log_odds = 0.5 * (log_odds + math.log(a / b))
            continue
        step = (math.log(lower) - target) * lower / density
        log_odds -= step
        if abs(step) < 1e-14 * max(1.0, abs(log_odds)) or abs(step) < 1e-13 * lower / density:
            break
    return log_odds


def _first_guess(a: float, b: float, p: float, target: float) -> float:
    power = (target + math.log(a) + log_beta(a, b)) / a
    if a < 1.0 or power < -5.0 - math.log(max(b, 1.0)):
        return power if power < -0.7 else 0.0
    spread = math.sqrt(1.0 / a + 1.0 / b)
    centre = math.log(a / b) + 0.5 / b - 0.5 / a
    return centre - norm_isf(p) * spread


def _tail(a: float, b: float, x: float, y: float) -> float:
    """The lower tail over `x^a y^b / B(a, b)`, integrated over the log-odds downwards from x, below the mean.

    At a distance t the integrand is `e^(-a t) / (1 + x (e^-t - 1))^(a+b)`, which is also
    `e^(b t) / (1 + y (e^t - 1))^(a+b)`; of the two forms the one with the smaller share keeps its digits.
    """
    total = a + b
    rate, share, sign = (-a, x, -1.0) if x <= y else (b, y, 1.0)
    reach = log_deviance_free_tail(max(a * y - b * x, 0.0), total * x * y)
    for _ in range(3):
        inside = share * math.expm1(sign * reach)
        left = rate * reach - total * math.log1p(inside) + _NEGLIGIBLE
        slope = rate - total * sign * (inside + share) / (1.0 + inside)
        reach -= left / slope
    result = 0.0
    for node, weight in halves(_POINTS):
        step = reach * node
        result += weight * math.exp(rate * step - total * math.log1p(share * math.expm1(sign * step)))
    return reach * result


def _fraction(a: float, b: float, x: float, y: float) -> float:
    """The lower tail over `x^a y^b / B(a, b)` by a continued fraction, evaluated as Lentz does.

    The even part of DLMF 8.17.22 (Didonato and Morris, ACM TOMS 18, 1992, eq. 9), with `a y - b x` kept in one piece so
    that a share near 1 loses no digits.
    """
    gap = a * y - b * x + 1.0
    result = a * gap / (a + 1.0)
    c, d = result, 0.0
    for step in range(1, 5000):
        twice = a + 2.0 * step - 1.0
        bend = step * (b - step) * x
        above = (a + step - 1.0) * (a + b + step - 1.0) * x * bend / (twice * twice)
        below = step + bend / twice + (a + step) * (gap + step * (1.0 + y)) / (twice + 2.0)
        d = 1.0 / (below + above * d)
        c = below + above / c
        change = c * d
        result *= change
        if abs(change - 1.0) < 2e-16:
            break
    return 1.0 / result
