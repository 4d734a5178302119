"""Which schedules an environment has switched on."""

from collections.abc import Mapping


class Switches:
    """What the stack was deployed with: `continuous-optimization=ENABLED,health=DISABLED`."""

    def __init__(self, text: str) -> None:
        self._states = dict(each.split("=", 1) for each in text.split(",") if "=" in each)

    def states(self) -> Mapping[str, str]:
        """`ENABLED` or `DISABLED` by the schedule's name."""
        return self._states
