"""The lift over several sites."""

import pytest

from code24.experiments.engine.lift import Group, Lift
from code24.reports.monthly.combining import added_strata, combined, lift_figures, stratum_of
from code24.reports.monthly.models import LiftFigures


def site(visitors: int, converting: int, held: int, held_converting: int) -> LiftFigures:
    groups = Group(held, held_converting), Group(visitors, converting)
    return lift_figures(Lift(*groups, None, None, None, None, 1.0, ""))


def test_the_ratio_of_the_university_group_diabetes_program() -> None:
    """Ten times the two strata (8 of 106 against 5 of 120, 22 of 98 against 16 of 85) of Modern Epidemiology's chapter
    on stratified analysis, whose ratio is 1.33: R = 144.66, S = 109.13, standard error of the logarithm 0.0819."""
    strata = added_strata([stratum_of(site(1060, 80, 1200, 50)), stratum_of(site(980, 220, 850, 160))])
    assert strata.numerator == pytest.approx(144.664, abs=1e-3)
    assert strata.denominator == pytest.approx(109.134, abs=1e-3)
    found = combined(strata)
    assert found.lift == pytest.approx(0.32556, abs=1e-4)
    assert (found.low, found.high) == (pytest.approx(0.1290, abs=1e-3), pytest.approx(0.5564, abs=1e-3))
    assert found.extra == pytest.approx(300 * (1 - 1 / 1.32556), abs=0.1)
    assert found.sites == 2
    assert found.sentence == (
        "Over 2 sites with a holdout, visitors of the optimized websites convert +32.6\xa0% against the holdouts "
        "(+12.9\xa0% to +55.6\xa0%, 95\xa0% interval): +74 conversions."
    )


def test_sites_that_convert_differently_do_not_make_a_lift_by_their_sizes() -> None:
    """In each site nothing differs; thrown together, the holdouts would convert three times as often."""
    strata = added_strata([stratum_of(site(9_000, 90, 1_000, 10)), stratum_of(site(1_000, 100, 9_000, 900))])
    assert combined(strata).lift == pytest.approx(0, abs=1e-9)


def test_where_too_few_convert_nothing_is_told() -> None:
    found = combined(stratum_of(site(1_000, 100, 50, 24)))
    assert (found.lift, found.low, found.extra) == (None, None, None)
    assert found.sentence.startswith(
        "Too few visitors converted to measure a lift: 24 in the holdouts and 100 of the others"
    )


def test_a_site_without_a_holdout_adds_nothing() -> None:
    assert stratum_of(site(1_000, 100, 0, 0)).sites == 0
    assert stratum_of(site(0, 0, 10, 1)).numerator == 0
    assert combined(added_strata([])).sites == 0
