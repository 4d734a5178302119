"""The standard normal distribution, accurate far into both tails."""

import math

_SQRT2 = math.sqrt(2.0)
_SQRT2_REST = -9.667293313452913e-17
"""The square root of 2 minus its nearest double."""
_HALF_LN_2PI = 0.9189385332046727

# Wichura's AS 241 (Applied Statistics 37, 1988), routine PPND16: coefficients from the highest power down.
_CENTRE_ABOVE = (
    *(2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457),
    *(13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
)
_CENTRE_BELOW = (
    *(5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867),
    *(5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)
_MIDDLE_ABOVE = (
    *(7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258),
    *(3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
)
_MIDDLE_BELOW = (
    *(1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459),
    *(0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)
_TAIL_ABOVE = (
    *(2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093),
    *(0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
)
_TAIL_BELOW = (
    *(2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4),
    *(0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)


def norm_pdf(x: float) -> float:
    """The density at `x`."""
    return math.exp(-0.5 * x * x - _HALF_LN_2PI)


def norm_sf(x: float) -> float:
    """P(Z > x), in [0, 1]; relative error about 1e-15 as long as the value is a normal double (x up to 37.5)."""
    z = x / _SQRT2
    tail = math.erfc(z)
    if z > 1.0 and math.isfinite(z):
        # The quotient's rounding moves the tail by 2 z times as much, relatively.
        rest = (math.fma(-z, _SQRT2, x) - z * _SQRT2_REST) / _SQRT2
        tail -= tail * 2.0 * z * rest
    return 0.5 * tail


def norm_cdf(x: float) -> float:
    """P(Z < x), in [0, 1]; as accurate in the lower tail as `norm_sf` in the upper one."""
    return norm_sf(-x)


def norm_logsf(x: float) -> float:
    """The natural logarithm of P(Z > x), for every finite `x`.

    Beyond 20 by the continued fraction of Mills' ratio (DLMF 7.9.1), where the tail itself would underflow.
    """
    if x < -1.0:
        return math.log1p(-norm_sf(-x))
    if x < 20.0:
        return math.log(norm_sf(x))
    mills = x
    for term in range(30, 0, -1):
        mills = x + term / mills
    return -0.5 * x * x - _HALF_LN_2PI - math.log(mills)


def norm_ppf(p: float) -> float:
    """The quantile at probability `p` in [0, 1]; relative error about 1e-15 (Wichura, AS 241, PPND16)."""
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"a probability lies between 0 and 1, not {p!r}")
    centred = p - 0.5
    if abs(centred) <= 0.425:
        return centred * _ratio(_CENTRE_ABOVE, _CENTRE_BELOW, 0.180625 - centred * centred)
    smaller = min(p, 1.0 - p)
    if smaller == 0.0:
        return math.copysign(math.inf, centred)
    r = math.sqrt(-math.log(smaller))
    value = _ratio(_MIDDLE_ABOVE, _MIDDLE_BELOW, r - 1.6) if r <= 5.0 else _ratio(_TAIL_ABOVE, _TAIL_BELOW, r - 5.0)
    return math.copysign(value, centred)


def norm_isf(q: float) -> float:
    """The value above which a share `q` in [0, 1] lies; exact for tiny `q`, unlike `norm_ppf(1 - q)`."""
    return -norm_ppf(q)


def _ratio(over: tuple[float, ...], under: tuple[float, ...], x: float) -> float:
    above = below = 0.0
    for upper, lower in zip(over, under, strict=True):
        above = above * x + upper
        below = below * x + lower
    return above / below
