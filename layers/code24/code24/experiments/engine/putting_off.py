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
_GRACE = timedelta(days=1)


def put_off(test: AbTest, error: Exception, *, tests: Tests, clock: Clock) -> AbTest | None:
    """Note that a look failed; what is transient stays due. None where the test is gone.

    A test never runs for ever: one that could not be looked at until a day after its longest time ends.
    """
    now = clock.now()

    def later(state: AbTest) -> AbTest:
        if _is_over(state, now):
            sentence = f"The time of the test is over, and its figures cannot be read: {type(error).__name__}."
            return stopped(state, now, sentence, Outcome.EXPIRED)
        if isinstance(error, Transient) or state.next_look_at is None or state.next_look_at > now:
            return state
        return state.model_copy(update={"next_look_at": now + PUT_OFF})

    try:
        return changed(test.site_id, test.test_id, later, tests=tests)
    except NotFound:
        return None


def _is_over(test: AbTest, now: datetime) -> bool:
    runs = test.status in {AbTestStatus.RUNNING, AbTestStatus.PAUSED}
    return runs and test.start is not None and now >= test.start + timedelta(days=test.plan.longest_days) + _GRACE
