"""Student's t distribution with any positive number of degrees of freedom, also fractional and very large ones."""

import math

from code24.experiments.statistics.special.beta import beta_log_odds, incomplete_beta
from code24.experiments.statistics.special.normal import norm_isf, norm_sf


def t_sf(t: float, degrees: float) -> float:
    """P(T > t), in [0, 1], by the incomplete beta function (DLMF 8.17; relative error about 1e-12).

    Infinitely many degrees are the normal distribution. Raises `ValueError` for degrees that are not positive.
    """
    if not degrees > 0.0:
        raise ValueError(f"degrees of freedom are positive, not {degrees!r}")
    if math.isinf(degrees):
        return norm_sf(t)
    if math.isinf(t):
        return 0.0 if t > 0.0 else 1.0
    # Divided by the larger term, so that neither t² nor the shares overflow.
    ratio = t / math.sqrt(degrees)
    if abs(ratio) > 1.0:
        inverse = 1.0 / ratio
        far, near = 1.0 / (1.0 + inverse * inverse), inverse * inverse / (1.0 + inverse * inverse)
    else:
        square = t * t / degrees
        far, near = square / (1.0 + square), 1.0 / (1.0 + square)
    tail = 0.5 * incomplete_beta(0.5 * degrees, 0.5, near, far)[0]
    return tail if t >= 0.0 else 1.0 - tail


def t_cdf(t: float, degrees: float) -> float:
    """P(T < t), in [0, 1]; as accurate in the lower tail as `t_sf` in the upper one."""
    return t_sf(-t, degrees)


def t_isf(q: float, degrees: float) -> float:
    """The value above which a share `q` in [0, 1] lies."""
    if not 0.0 <= q <= 1.0:
        raise ValueError(f"a probability lies between 0 and 1, not {q!r}")
    if not degrees > 0.0:
        raise ValueError(f"degrees of freedom are positive, not {degrees!r}")
    if math.isinf(degrees):
        return norm_isf(q)
    if q == 0.5:
        return 0.0
    if q > 0.5:
        return -t_isf(1.0 - q, degrees)
    # T² / degrees is the odds against X ~ Beta(degrees/2, 1/2), whose lower tail of 2q is both tails of T.
    log_odds = beta_log_odds(0.5 * degrees, 0.5, 2.0 * q, 1.0 - 2.0 * q)
    return math.sqrt(degrees) * math.exp(-0.5 * log_odds)


def t_ppf(p: float, degrees: float) -> float:
    """The quantile at probability `p` in [0, 1]."""
    return -t_isf(p, degrees)
