"""Classical tests of shares."""

from typing import Any

from code24.experiments.statistics import proportions
from code24.experiments.statistics.fisher import fisher_test
from code24.experiments.statistics.means import t_test
from tests.vectors.comparing import Refused, absolute_below, refusable
from tests.vectors.kinds.kind import Given, Kind, proportion
from tests.vectors.kinds.means import fields


def gbstats(given: Given) -> dict[str, Any]:
    arms = proportion(given["control"]), proportion(given["treatment"])
    return fields(t_test(*arms, given["difference_type"], alpha=given["alpha"]))


def statsmodels(given: Given) -> dict[str, Any]:
    control, treatment = arms = proportion(given["control"]), proportion(given["treatment"])
    alpha = given["alpha"]
    found: dict[str, Any] = {
        "ci_wald": refusable(lambda: proportions.wald_interval(*arms, alpha=alpha)),
        "ci_newcomb": refusable(lambda: proportions.newcombe_interval(*arms, alpha=alpha)),
        "ci_ratio_log": refusable(lambda: proportions.ratio_interval(*arms, alpha=alpha)),
    }
    for name, arm in (("control", control), ("treatment", treatment)):
        found[f"wilson_{name}"] = refusable(lambda arm=arm: proportions.wilson_interval(arm, alpha=alpha))
        found[f"clopper_pearson_{name}"] = refusable(lambda arm=arm: proportions.exact_interval(arm, alpha=alpha))
    tests = {"pooled": proportions.pooled_test, "unpooled": proportions.unpooled_test, "score": proportions.score_test}
    for name, test in tests.items():
        tested = refusable(lambda test=test: test(*arms))
        refused = isinstance(tested, Refused)
        found |= {f"z_{name}": tested if refused else tested.z, f"p_{name}": tested if refused else tested.p}
    return found


def exact(given: Given) -> dict[str, Any]:
    return {"p_fisher": fisher_test(proportion(given["control"]), proportion(given["treatment"]))}


KINDS = {
    # The kind's note: a p-value below 1e-8 is met absolutely, as the library takes a distribution function from 1.
    "freq_proportion_gbstats": Kind(gbstats, {"p_value": absolute_below(1e-8, 1e-12)}),
    "freq_proportion_statsmodels": Kind(statsmodels),
    "freq_proportion_exact": Kind(exact),
}
