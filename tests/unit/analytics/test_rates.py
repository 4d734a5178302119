"""Rates in sentences."""

import pytest

from code24.analytics.rates import percent, precise


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0.00%"),
        (0.03, "3.00%"),
        (1.0, "100.00%"),
        (0.0005, "0.05%"),
        (0.0001, "0.01%"),
        (0.000099, "0.0099%"),
        (0.00003125, "0.0031%"),
        (1 / 3_000_000, "0.000033%"),
        (-0.00004, "-0.0040%"),
    ],
)
def test_a_rate_is_never_said_to_be_nothing(share: float, said: str) -> None:
    assert percent(share) == said


def test_fewer_places_are_enough_for_what_is_larger() -> None:
    assert [percent(share, 1) for share in (0.25, 0.001, 0.0004)] == ["25.0%", "0.1%", "0.040%"]
    assert [precise(amount) for amount in (12_345.678, 0.03, 0.0042)] == ["12,345.68", "0.03", "0.0042"]
