"""Distribution functions in the standard library alone: normal, Student's t, chi-square and beta, into the far tails.

`scipy.special` would take 200 ms to import. Every function here agrees with it to a relative 1e-10, which the vectors
of kind `welch_reference_tail` check.
"""

from code24.experiments.statistics.special.beta import (
    beta_cdf,
    beta_front,
    beta_isf,
    beta_log_odds,
    beta_ppf,
    beta_sf,
    incomplete_beta,
    log_beta,
    share_of,
)
from code24.experiments.statistics.special.gamma import chi2_sf, incomplete_gamma
from code24.experiments.statistics.special.normal import norm_cdf, norm_isf, norm_logsf, norm_pdf, norm_ppf, norm_sf
from code24.experiments.statistics.special.quadrature import legendre
from code24.experiments.statistics.special.student import t_cdf, t_isf, t_ppf, t_sf

__all__ = [
    "beta_cdf",
    "beta_front",
    "beta_isf",
    "beta_log_odds",
    "beta_ppf",
    "beta_sf",
    "chi2_sf",
    "incomplete_beta",
    "incomplete_gamma",
    "legendre",
    "log_beta",
    "norm_cdf",
    "norm_isf",
    "norm_logsf",
    "norm_pdf",
    "norm_ppf",
    "norm_sf",
    "share_of",
    "t_cdf",
    "t_isf",
    "t_ppf",
    "t_sf",
]
