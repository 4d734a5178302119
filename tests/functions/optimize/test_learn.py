from code24.runtime.wiring import port
from tests.functions.looping import SITE, Desk


def test_what_worked_is_counted_once(desk: Desk) -> None:
    assert desk.call()["kinds"] > 0
    known = port("knowledge").own(SITE)
    desk.call()

    assert sum(tally.worked for tally in known.values()) > 0
    assert port("knowledge").own(SITE) == known
