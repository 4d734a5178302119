"""What a stack was deployed with."""

import pytest

from code24.operations.switches import Switches


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("health=DISABLED,sweep=ENABLED", {"health": "DISABLED", "sweep": "ENABLED"}),
        ("", {}),
        ("health", {}),
    ],
)
def test_switches_are_read_from_the_variable(text: str, states: dict[str, str]) -> None:
    assert Switches(text).states() == states
