"""What ends a bounce."""

import pytest

from code24.analytics.rollups.day import day_rollup
from tests.happenings import DAY, SETTINGS, goal, view


@pytest.mark.parametrize(("interactive", "bounces"), [((False,), 1), ((False, False), 1), ((False, True), 0)])
def test_what_the_page_did_by_itself_ends_no_bounce(interactive: tuple[bool, ...], bounces: int) -> None:
    events = [goal(f"09:01:{number:02d}", "Seen", interactive=each) for number, each in enumerate(interactive)]
    found = day_rollup([view("09:00"), *events], DAY, SETTINGS).figures["totals"]
    assert (found["visits"], found["bounces"], found["events"]) == (1, bounces, len(events))
