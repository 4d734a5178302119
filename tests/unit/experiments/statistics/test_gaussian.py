import math

import pytest
from mpmath import mp

from code24.errors import CannotAnswer, InvalidRequest
from code24.experiments.statistics.gaussian import EffectPrior, effect_posterior, positive_part
from code24.experiments.statistics.samples import Mean, Proportion

CONTROL, TREATMENT = Proportion(9_000, 270), Proportion(1_000, 41)


@pytest.mark.parametrize("z", [5.0, 0.0, -2.9, -3.1, -8.0, -30.0])
def test_the_positive_part_against_fifty_digits(z: float) -> None:
    with mp.workdps(60):
        truth = mp.npdf(z) + mp.mpf(z) * (1 - mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2)

    assert positive_part(z * 0.1, 0.1) == pytest.approx(float(truth) * 0.1, rel=1e-11)


def test_a_flat_prior_leaves_the_estimate() -> None:
    found = effect_posterior(CONTROL, TREATMENT, "absolute")

    assert found.expected == pytest.approx(0.011)
    assert found.deviation == pytest.approx(math.sqrt(0.03 * 0.97 / 9_000 + 0.041 * 0.959 / 1_000))
    assert sum(found.interval) / 2 == pytest.approx(0.011)
    assert found.loss_of_control - found.loss_of_treatment == pytest.approx(0.011)


def test_where_lower_is_better_the_sides_swap() -> None:
    up = effect_posterior(CONTROL, TREATMENT, "relative")
    down = effect_posterior(CONTROL, TREATMENT, "relative", lower_is_better=True)

    assert down.chance_to_win == pytest.approx(1 - up.chance_to_win)
    assert (down.loss_of_control, down.loss_of_treatment) == (up.loss_of_treatment, up.loss_of_control)
    assert down.interval == up.interval


def test_a_prior_draws_towards_itself() -> None:
    tight = effect_posterior(CONTROL, TREATMENT, "relative", prior=EffectPrior(0.0, 1e-10))
    wide = effect_posterior(CONTROL, TREATMENT, "relative", prior=EffectPrior(0.0, 1e10))

    assert tight.expected == pytest.approx(0.0, abs=1e-6)
    assert wide.expected == pytest.approx(effect_posterior(CONTROL, TREATMENT, "relative").expected, rel=1e-9)


@pytest.mark.parametrize(
    ("control", "treatment", "because"),
    [
        (Proportion(0, 0), TREATMENT, "no-baseline"),
        (Proportion(50, 0), TREATMENT, "no-baseline"),
        (CONTROL, Proportion(0, 0), "no-units"),
        (CONTROL, Proportion(30, 0), "no-variance"),
        (CONTROL, Proportion(30, 30), "no-variance"),
        (CONTROL, Mean(1, 3.0, 9.0), "no-variance"),
    ],
)
def test_refusals(control: Proportion, treatment: Proportion | Mean, because: str) -> None:
    with pytest.raises(CannotAnswer) as refusal:
        effect_posterior(control, treatment, "relative")
    assert refusal.value.because == because


def test_a_prior_needs_something_to_be_a_share_of() -> None:
    nothing = Mean(10, 0.0, 20.0)
    with pytest.raises(CannotAnswer, match="0"):
        effect_posterior(nothing, Mean(10, 5.0, 20.0), "absolute", prior=EffectPrior(0.0, 1.0))
    assert effect_posterior(nothing, Mean(10, 5.0, 20.0), "absolute").expected == 0.5
    with pytest.raises(InvalidRequest, match="variance"):
        effect_posterior(CONTROL, TREATMENT, "relative", prior=EffectPrior(0.0, 0.0))
