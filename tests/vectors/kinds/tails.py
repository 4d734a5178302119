"""Distribution functions and adjusted p-values."""

from collections.abc import Callable, Mapping
from typing import Any

from code24.experiments.statistics import multiplicity, special
from tests.vectors.kinds.kind import Given, Kind

FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "norm_cdf": special.norm_cdf,
    "norm_sf": special.norm_sf,
    "norm_logsf": special.norm_logsf,
    "norm_pdf": special.norm_pdf,
    "norm_ppf": special.norm_ppf,
    "norm_isf": special.norm_isf,
    "t_cdf": special.t_cdf,
    "t_sf": special.t_sf,
    "t_ppf": special.t_ppf,
    "t_isf": special.t_isf,
    "chi2_sf": special.chi2_sf,
    "chi2_cdf": lambda x, degrees: special.incomplete_gamma(0.5 * degrees, 0.5 * x)[0],
    "gammainc": lambda shape, x: special.incomplete_gamma(shape, x)[0],
    "gammaincc": lambda shape, x: special.incomplete_gamma(shape, x)[1],
    "betainc": special.beta_cdf,
    "betaincc": special.beta_sf,
    "betaincinv": special.beta_ppf,
    "beta_cdf": lambda x, a, b: special.beta_cdf(a, b, x),
    "beta_sf": lambda x, a, b: special.beta_sf(a, b, x),
    "beta_ppf": lambda p, a, b: special.beta_ppf(a, b, p),
    "beta_isf": lambda q, a, b: special.beta_isf(a, b, q),
    "betaln": special.log_beta,
}
"""By the names in scipy, and with scipy's order of arguments."""


def tail(given: Given) -> dict[str, Any]:
    return {"value": FUNCTIONS[given["function"]](*given["args"])}


def adjusted(given: Given) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("bonferroni", "holm", "benjamini_hochberg", "benjamini_yekutieli"):
        found[name] = getattr(multiplicity, name)(given["p_values"])
        found[f"reject_{name}_05"] = multiplicity.rejected(found[name], 0.05)
    return found


KINDS = {"welch_reference_tail": Kind(tail), "multiple_testing": Kind(adjusted)}
