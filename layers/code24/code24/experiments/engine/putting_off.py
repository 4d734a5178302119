"""What becomes of a test that cannot be looked at."""

from datetime import datetime, timedelta

from code24.errors import NotFound, Transient
from code24.experiments.engine.ending import stopped
from code24.experiments.engine.trail import changed
from code24.experiments.models import AbTest, AbTestStatus, Outcome
from code24.experiments.ports import Tests
from code24.ports import Clock

PUT_OFF = timedelta(minutes=15)
"""What failed for a reason that stays is tried again after as long, so that it is in nobody's way."""
_GRACE, _LAST = timedelta(days=1), timedelta(days=7)
"""After a test's longest time: when a look that fails ends it, and when it ends without another look, since a look
that is cut off every time (too many visitors for one) tells nobody."""


def put_off(test: AbTest, error: Exception, *, watched: bool, tests: Tests, clock: Clock) -> AbTest | None:
    """Note that a look failed; what is transient stays due, or is `watched` on. None where the test is gone.

    A test never runs for ever: one that could not be looked at until a day after its longest time ends.
    """
    now = clock.now()

    def later(state: AbTest) -> AbTest:
        if _is_over(state, now - _GRACE):
            return _expired(state, now)
        if isinstance(error, Transient) or state.next_look_at is None:
            return state
        if state.next_look_at > now and not (watched and state.is_watched):
            return state
        return state.model_copy(update={"next_look_at": now + PUT_OFF, "put_off": True})

    try:
        return changed(test.site_id, test.test_id, later, tests=tests)
    except NotFound:
        return None


def given_up(test: AbTest, *, tests: Tests, clock: Clock) -> AbTest:
    """The test; ended where it is long past its longest time."""
    now = clock.now()
    if not _is_over(test, now - _LAST):
        return test
    return changed(
        test.site_id,
        test.test_id,
        lambda state: _expired(state, now) if _is_over(state, now - _LAST) else state,
        tests=tests,
    )


def _expired(test: AbTest, now: datetime) -> AbTest:
    sentence = f"The {test.plan.longest_days} days of the test are over, and its figures could not be read."
    return stopped(test, now, sentence, Outcome.EXPIRED)


def _is_over(test: AbTest, now: datetime) -> bool:
    runs = test.status is AbTestStatus.RUNNING
    return runs and test.start is not None and now >= test.start + timedelta(days=test.plan.longest_days)
