"""Tests of means, of ratios and with a covariate."""

from typing import Any

from code24.experiments.statistics.cuped import Observed, adjusted_test
from code24.experiments.statistics.gaussian import effect_posterior
from code24.experiments.statistics.means import Tested, t_test, welch_test
from code24.experiments.statistics.samples import Mean, Ratio
from tests.vectors.comparing import Refused, refusable
from tests.vectors.kinds.kind import Given, Kind, mean


def fields(tested: Tested) -> dict[str, Any]:
    """A test's figures by the names that gbstats' cases have for them."""
    return {
        "point_estimate": tested.estimate,
        "standard_error": tested.standard_error,
        "p_value": tested.p,
        "ci": tested.interval,
    }


def welch(given: Given) -> dict[str, Any]:
    arms, alpha = (mean(given["control"]), mean(given["treatment"])), given["alpha"]
    plain = refusable(lambda: welch_test(*arms, alpha=alpha))
    if isinstance(plain, Refused):
        found: dict[str, Any] = dict.fromkeys(("t", "dof", "p_value", "ci"), plain)
    else:
        found = {"t": plain.statistic, "dof": plain.degrees, "p_value": plain.p, "ci": plain.interval}
    for scale in ("absolute", "relative"):
        found[f"gbstats_{scale}"] = refusable(lambda scale=scale: fields(t_test(*arms, scale, alpha=alpha)))
    return found


def ratio(given: Given) -> dict[str, Any]:
    control, treatment = (
        Ratio(
            units=arm["units"],
            numerator_sum=arm["num_sum"],
            numerator_sum_squares=arm["num_sum_squares"],
            denominator_sum=arm["den_sum"],
            denominator_sum_squares=arm["den_sum_squares"],
            product_sum=arm["num_den_sum_products"],
        )
        for arm in (given["control"], given["treatment"])
    )
    scale, alpha = given["difference_type"], given["alpha"]
    return fields(t_test(control, treatment, scale, alpha=alpha)) | {
        "mean_control": control.mean,
        "mean_treatment": treatment.mean,
        "variance_control": control.variance,
        "variance_treatment": treatment.variance,
        "chance_to_win": effect_posterior(control, treatment, scale, alpha=alpha).chance_to_win,
    }


def cuped(given: Given) -> dict[str, Any]:
    control, treatment = (
        Observed(
            after=Mean(arm["units"], arm["post_sum"], arm["post_sum_squares"]),
            before=Mean(arm["units"], arm["pre_sum"], arm["pre_sum_squares"]),
            product_sum=arm["post_pre_sum_products"],
        )
        for arm in (given["control"], given["treatment"])
    )
    found = adjusted_test(control, treatment, given["difference_type"], alpha=given["alpha"])
    return fields(found.adjusted) | {
        "theta": found.theta,
        "unadjusted": fields(found.unadjusted),
        "variance_reduction": found.variance_reduction,
    }


KINDS = {"freq_mean_welch": Kind(welch), "ratio_metric": Kind(ratio), "cuped": Kind(cuped)}
