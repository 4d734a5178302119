"""Non-asymptotic boundaries of Howard, Ramdas, McAuliffe and Sekhon, as the library confseq has them.

"Time-uniform, nonparametric, nonasymptotic confidence sequences" (Annals of Statistics 49, 2021, arXiv 1810.08240). A
boundary holds a sub-Gaussian sum S at all intrinsic times v together with probability 1 - alpha.
"""

import math
from collections.abc import Callable

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.effects import Interval
from code24.experiments.statistics.special import log_beta, norm_logsf, norm_pdf

_LOG_2 = math.log(2.0)


def normal_mixture_bound(v: float, *, alpha: float, v_opt: float, alpha_opt: float = 0.05, one_sided: bool) -> float:
    """The bound of S (of |S| if two-sided) at intrinsic time `v` > 0, tightest at `v_opt`.

    Two-sided: `√((v + ρ)(ln((v + ρ)/ρ) + 2 ln(1/α)))` (equation 14). One-sided: where `normal_log_mixture` reaches
    `ln(1/α)` (proposition 6).
    """
    rho = _rho(v_opt, alpha_opt, one_sided=one_sided)
    _require(alpha, "alpha")
    whole = v + rho
    if not one_sided:
        return math.sqrt(whole * (math.log1p(v / rho) - 2.0 * math.log(alpha)))
    # With x = s/√(v + ρ): ½ x² + ln Φ(x) reaches this; concave up and increasing, so Newton converges from above.
    wanted = -math.log(alpha) - _LOG_2 + 0.5 * math.log1p(v / rho)
    x = math.sqrt(2.0 * (wanted + _LOG_2))
    for _ in range(100):
        log_cdf = norm_logsf(-x)
        step = (0.5 * x * x + log_cdf - wanted) / (x + norm_pdf(x) / math.exp(log_cdf))
        x -= step
        if abs(step) < 1e-15 * max(x, 1.0):
            break
    return x * math.sqrt(whole)


def normal_log_mixture(s: float, v: float, *, v_opt: float, alpha_opt: float = 0.05, one_sided: bool) -> float:
    """Ln of the normal mixture supermartingale at S = `s` and intrinsic time `v`: the log e-value against drift 0.

    Two-sided: `½ ln(ρ/(v + ρ)) + s²/(2 (v + ρ))`; one-sided: `½ ln(4ρ/(v + ρ)) + s²/(2 (v + ρ)) + ln Φ(s/√(v + ρ))`.
    """
    rho = _rho(v_opt, alpha_opt, one_sided=one_sided)
    whole = v + rho
    mixed = -0.5 * math.log1p(v / rho) + 0.5 * s * s / whole
    return mixed + _LOG_2 + norm_logsf(-s / math.sqrt(whole)) if one_sided else mixed


def bernoulli_interval(successes: float, trials: int, *, alpha: float, t_opt: float) -> Interval:
    """A confidence sequence's interval of one share, from the beta-binomial mixture: the p whose log e-value is small.

    The mixture of each p is a beta distribution around p, which weighs as many trials as make it tightest at `t_opt`
    (appendix A.6 of the paper). Raises `CannotAnswer` without trials.
    """
    _require(alpha, "alpha")
    if trials <= 0:
        raise CannotAnswer("There are no trials yet.", because="no-units")
    if not (0.0 <= successes <= trials and t_opt > 0.0):
        raise InvalidRequest(f"{successes!r} of {trials} trials, tightest at {t_opt!r}: that does not fit together")
    threshold = -math.log(alpha)
    weight = max(t_opt * _rho_of_one(alpha) - 1.0, 1e-3)
    failures, observed = trials - successes, successes / trials

    def over(p: float) -> float:
        prior = log_beta(weight * (1.0 - p), weight * p)
        mixed = log_beta(weight * (1.0 - p) + failures, weight * p + successes)
        return mixed - prior - successes * math.log(p) - failures * math.log1p(-p) - threshold

    lower = _root(over, 0.0, observed) if successes > 0 else 0.0
    upper = _root(over, 1.0, observed) if failures > 0 else 1.0
    return Interval(lower, upper)


def _root(over: Callable[[float], float], outside: float, inside: float) -> float:
    """Where `over` changes from positive near `outside` to negative at `inside`, by bisection."""
    for _ in range(80):
        middle = 0.5 * (outside + inside)
        if middle in {outside, inside}:
            break
        if over(middle) > 0.0:
            outside = middle
        else:
            inside = middle
    return 0.5 * (outside + inside)


def _rho(v_opt: float, alpha_opt: float, *, one_sided: bool) -> float:
    """ρ that makes the boundary tightest at `v_opt` (proposition 3); a one-sided one has twice the alpha there."""
    alpha = 2.0 * alpha_opt if one_sided else alpha_opt
    _require(alpha, "alpha_opt")
    if not v_opt > 0.0:
        raise InvalidRequest(f"v_opt is positive, not {v_opt!r}", field="v_opt")
    return v_opt * _rho_of_one(alpha)


def _rho_of_one(alpha: float) -> float:
    log_alpha = -2.0 * math.log(alpha)
    return 1.0 / (log_alpha + math.log1p(log_alpha))


def _require(alpha: float, field: str) -> None:
    if not 0.0 < alpha < 1.0:
        raise InvalidRequest(f"{field} lies between 0 and 1, not at {alpha!r}", field=field)
