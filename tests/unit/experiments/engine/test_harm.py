import math
from random import Random

import pytest

from code24.experiments.engine.harm import breach, harm_in, log_e_of_share
from code24.experiments.figures.models import ArmFigures, VitalFigures
from code24.experiments.models import Direction, Guardrail, Measure, Outcome
from tests.ab_testing import example

HALVES = (0.5, 0.5)


def test_ten_errors_in_one_arm_alone_are_enough_and_eight_are_not() -> None:
    assert math.exp(log_e_of_share(8, 8, 0.5)) < 100 < math.exp(log_e_of_share(10, 10, 0.5))
    # 2^m (1 - 2^-(m+1)) · 2 / (m + 1), by hand for ten of ten.
    assert math.exp(log_e_of_share(10, 10, 0.5)) == pytest.approx(2**10 * (1 - 2**-11) * 2 / 11)


def test_the_e_value_is_no_larger_than_one_on_average() -> None:
    total, chance = 12, 0.4
    mean = sum(
        math.comb(total, x) * chance**x * (1 - chance) ** (total - x) * math.exp(log_e_of_share(x, total, chance))
        for x in range(total + 1)
    )
    assert mean == pytest.approx(1.0, abs=1e-9)


def test_equal_arms_are_hardly_ever_stopped_however_often_one_looks() -> None:
    chance, stops = Random(5), 0
    for _ in range(200):
        worse = 0
        for total in range(1, 151):
            worse += chance.random() < 0.5
            if log_e_of_share(worse, total, 0.5) > math.log(100):
                stops += 1
                break
    assert stops <= 4


def arm(**figures: object) -> ArmFigures:
    return ArmFigures.model_validate({"exposed": 1_000, "converted": 50, "views": 1_200} | figures)


def test_a_form_that_nobody_can_send_any_more_is_noticed() -> None:
    harm = harm_in(example("t000000000001"), [arm(converted=20), arm(converted=0)])
    assert harm is not None
    assert harm.outcome is Outcome.HARM
    assert "0 of 1,000 visitors converted, against 20 of 1,000 in the control: fewer than there" in harm.sentence


@pytest.mark.parametrize("variant", [arm(), arm(converted=42), arm(failed=3), arm(converted=90)])
def test_what_is_no_harm_goes_on(variant: ArmFigures) -> None:
    assert harm_in(example("t000000000001"), [arm(), variant]) is None


def test_nothing_is_no_harm() -> None:
    assert harm_in(example("t000000000001"), [ArmFigures(), ArmFigures()]) is None


def vitals(mean: float, count: int = 400) -> ArmFigures:
    squares = count * (mean * mean + 500.0**2)
    return arm(vitals={"lcp": VitalFigures(count=count, total=count * mean, squares=squares)})


@pytest.mark.parametrize(("mean", "found"), [(2_000, False), (2_300, False), (3_500, True)])
def test_a_page_that_got_much_slower_is_noticed(mean: float, found: bool) -> None:
    guardrail = Guardrail(measure=Measure.LCP, direction=Direction.RISE, margin=0.2)
    assert (breach(guardrail, vitals(2_000), vitals(mean), HALVES, 0.01) is not None) is found
    assert breach(guardrail, vitals(2_000), vitals(mean, count=50), HALVES, 0.01) is None, "too few readings"
    assert breach(guardrail, vitals(2_000), arm(), HALVES, 0.01) is None


def test_revenue_that_falls_is_noticed() -> None:
    guardrail = Guardrail(measure=Measure.REVENUE, direction=Direction.FALL, margin=0.05)
    good, bad = arm(revenue=5_000.0, revenue_squares=100_000.0), arm(revenue=2_000.0, revenue_squares=40_000.0)
    found = breach(guardrail, good, bad, HALVES, 0.01)
    assert found is not None
    assert "Revenue per visitor is 2.00 against 5.00 in the control: less than the 5% that were allowed (p" in found[0]
    assert breach(guardrail, bad, good, HALVES, 0.01) is None


def test_a_margin_is_respected() -> None:
    guardrail = Guardrail(measure=Measure.CONVERSION, direction=Direction.FALL, margin=0.5)
    assert breach(guardrail, arm(converted=200), arm(converted=130), HALVES, 0.01) is None
    assert breach(guardrail, arm(converted=200), arm(converted=40), HALVES, 0.01) is not None


def test_a_visitor_who_tries_a_failing_page_again_and_again_is_one() -> None:
    assert harm_in(example("t000000000001"), [arm(), arm(errors=60, failed=2)]) is None
    harm = harm_in(example("t000000000001"), [arm(), arm(errors=60, failed=20)])
    assert harm is not None
    assert "20 of 1,000 visitors met an error, against 0 of 1,000 in the control: more than there" in harm.sentence


def test_guardrails_share_what_may_be_stopped_by_chance() -> None:
    """Ten guardrails stop no more harmless tests than one does."""
    guardrail = Guardrail(measure=Measure.CONVERSION, direction=Direction.FALL, margin=0.0)
    test, counts = example("t000000000001"), [arm(converted=30), arm(converted=9)]
    assert harm_in(test.model_copy(update={"guardrails": (guardrail,)}), counts) is not None
    assert harm_in(test.model_copy(update={"guardrails": (guardrail,) * 10}), counts) is None


@pytest.mark.parametrize("mean", [3_500, 34_567])
def test_readings_are_told_with_their_unit(mean: int) -> None:
    harm = harm_in(example("t000000000001"), [vitals(2_000), vitals(mean)])
    assert harm is not None
    assert f"LCP is {mean:,} ms against 2,000 ms in the control: more than the 20% that were allowed" in harm.sentence
