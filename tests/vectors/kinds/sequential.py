"""Tests that may be looked at again and again."""

from typing import Any

from code24.experiments.statistics import boundaries
from code24.experiments.statistics.effects import effect, require_baseline
from code24.experiments.statistics.group_sequential import planned_bounds
from code24.experiments.statistics.sequential import of_effect, one_sided, running_minimum
from tests.vectors.comparing import Refused, Rule, Tolerance, refusable
from tests.vectors.kinds.kind import Given, Kind, sample

_CLAMPED_LOW, _CLAMPED_HIGH = 1e-05, 0.4999


def look(given: Given) -> dict[str, Any]:
    control, treatment = sample(given["control"]), sample(given["treatment"])
    # gbstats wants a baseline for absolute effects too.
    require_baseline(control)
    found = of_effect(
        control, treatment, given["difference_type"], alpha=given["alpha"], planned=given["tuning_parameter"]
    )
    return {
        "point_estimate": found.estimate,
        "standard_error": found.standard_error,
        "p_value": found.p,
        "ci": found.interval,
    }


def path(given: Given) -> dict[str, Any]:
    looks = [refusable(lambda arms=arms: look({**given, **arms})) for arms in given["looks"]]
    # A look that has no answer says nothing against the null.
    p_values = [1.0 if isinstance(it, Refused) else it["p_value"] for it in looks]
    significant = (index for index, p in enumerate(p_values) if p < given["alpha"])
    return {
        "looks": looks,
        "running_min_p": running_minimum(p_values),
        "first_significant_look": next(significant, None),
    }


def one_direction(given: Given) -> dict[str, Any]:
    control, treatment = sample(given["control"]), sample(given["treatment"])
    require_baseline(control)
    found = one_sided(
        effect(control, treatment, given["difference_type"]),
        control.units + treatment.units,
        alpha=given["alpha"],
        planned=given["tuning_parameter"],
        direction=given["direction"],
    )
    return {"p_value": found.p, "ci": found.interval}


def clamped_p(got: Any, want: Any, _: Tolerance) -> bool:
    """The library bisects coarsely between two ends, and sometimes finds nothing."""
    if not isinstance(got, float) or not 0.0 <= got <= 1.0:
        return False
    if want is None:
        return True
    if want == _CLAMPED_LOW:
        return got <= _CLAMPED_LOW
    if want == _CLAMPED_HIGH:
        return got >= 0.4
    return Tolerance(1e-2, 0.0).allows(got, want)


def library_only(*_: object) -> bool:
    """What a library says of its own search."""
    return True


def mixture(given: Given) -> dict[str, Any]:
    settings = {"v_opt": given["v_opt"], "alpha_opt": given["alpha_opt"], "one_sided": given["one_sided"]}
    return {
        "bound": boundaries.normal_mixture_bound(given["v"], alpha=given["alpha"], **settings),
        "log_e_value": boundaries.normal_log_mixture(given["s"], given["v"], **settings),
    }


def bernoulli(given: Given) -> dict[str, Any]:
    counts = given["num_successes"], given["num_trials"]
    lower, upper = boundaries.bernoulli_interval(*counts, alpha=given["alpha"], t_opt=given["t_opt"])
    return {"lower": lower, "upper": upper}


def group(given: Given) -> dict[str, Any]:
    times = tuple(given["t"])
    return {"z_bounds": planned_bounds(times, alpha=given["alpha"], phi=given["phi"], sides=given["sides"])}


_ONE_SIDED: dict[str, Rule] = {"p_value": clamped_p, "p_value_error": library_only}
KINDS = {
    "sequential_gbstats": Kind(look),
    "sequential_gbstats_one_sided": Kind(one_direction, _ONE_SIDED),
    "sequential_path": Kind(path),
    "confseq_normal_mixture": Kind(mixture),
    "confseq_bernoulli": Kind(bernoulli),
    "group_sequential_bounds": Kind(group),
}
