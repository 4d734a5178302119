"""How many visitors a test needs."""

import math
from typing import Any

from code24.experiments.statistics import power
from code24.experiments.statistics.effects import effect
from code24.experiments.statistics.midway import power_midway
from tests.vectors.kinds.kind import Given, Kind, sample


def size(given: Given) -> dict[str, Any]:
    # Statsmodels' ratio is of its second arm over its first, and the cases hand theirs on as it is.
    rates = {"alpha": given["alpha"], "ratio": given["ratio"]}
    lift = given["relative_lift"]
    if given["metric"] == "proportion":
        units = power.proportions_size(given["baseline"], lift, power=given["power"], **rates)
        used = math.ceil(units)
        return {
            "n_control_pooled_null": units,
            "n_cohen_h": power.cohen_size(power.cohen_h(given["baseline"], lift), power=given["power"], **rates),
            "n_used_for_power": used,
            "power_at_n": power.proportions_power(given["baseline"], lift, used, **rates),
        }
    standardised = given["mean"] * lift / given["sd"]
    units = power.mean_size(standardised, power=given["power"], **rates)
    used = math.ceil(units)
    return {
        "n_mean_t": units,
        "n_mean_z": power.cohen_size(standardised, power=given["power"], **rates),
        "n_used_for_power": used,
        "power_at_n": power.mean_power(standardised, used, **rates),
    }


def midway(given: Given) -> dict[str, Any]:
    control, treatment = sample(given["control"]), sample(given["treatment"])
    found = power_midway(
        effect(control, treatment, "relative"),
        control.units + treatment.units,
        detectable=given["target_mde"],
        alpha=given["alpha"],
        target=given["target_power"],
        planned=given["tuning_parameter"] if given["sequential"] else None,
        comparisons=given["num_variations"] - 1 if given["p_value_corrected"] else 1,
    )
    return {
        "scaling_factor": found.scaling_factor,
        "additional_users": found.additional_units,
        "power_now": found.power_now,
    }


KINDS = {"sample_size": Kind(size), "power_mid_experiment": Kind(midway)}
