"""What came of looking at one thing that needed attention."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from code24.models import Model

PARKED_IS_LOOKED_AT = timedelta(hours=1)
"""How soon what waits for a person is looked at again: what passes by itself waits for nobody."""
UNREADABLE = "unreadable"
"""The state of what is parked because a record of it cannot be read: one incident, however often it is found."""


class Result(StrEnum):
    """What a look came to."""

    WELL = "well"
    """Nothing is wrong with it, or not any more."""
    LEFT = "left"
    """Nothing may be done about it now: somebody else is at it, or its owner wants it so."""
    GONE = "gone"
    """It is deleted, and needs nothing any more."""
    REPAIRED = "repaired"
    PARKED = "parked"


class Attended(Model):
    """What was found, and what was done about it: also what the log line says."""

    outcome: Result
    wrong: str = ""
    """What was wrong, as a sentence without personal data."""
    done: str = ""
    """What was done about it, as a sentence."""
    state: str = ""
    """The state that it was found in: names the incident, so that two that find the same note one."""
    attempts: int = 1
    """Repairs of the same thing in a row, this one included."""
    again_at: datetime | None = None
    """When it is to be looked at again: a site whether or not anybody asks, all else unless it became due anew."""

    @classmethod
    def well(cls, done: str = "", again_at: datetime | None = None) -> Self:
        """Nothing is wrong."""
        return cls(outcome=Result.WELL, done=done, again_at=again_at)

    @classmethod
    def left(cls, done: str, again_at: datetime | None = None) -> Self:
        """Nothing may be done now."""
        return cls(outcome=Result.LEFT, done=done, again_at=again_at)

    @classmethod
    def gone(cls, done: str) -> Self:
        """There is nothing to look at any more."""
        return cls(outcome=Result.GONE, done=done)

    @classmethod
    def repaired(cls, state: str, wrong: str, done: str, attempts: int = 1) -> Self:
        """It goes on."""
        return cls(outcome=Result.REPAIRED, state=state, wrong=wrong, done=done, attempts=attempts)

    @classmethod
    def parked(cls, state: str, wrong: str, done: str, attempts: int = 1, *, again_at: datetime | None = None) -> Self:
        """It waits for a person."""
        return cls(outcome=Result.PARKED, state=state, wrong=wrong, done=done, attempts=attempts, again_at=again_at)
