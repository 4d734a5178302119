"""Pauses between requests, and patience with servers that ask for it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 10.0
"""Seconds that a server may ask us to wait before the same request is sent once more."""
_USUAL_WAIT = 2.0
_BUSY = frozenset({429, 503})


class Pace:
    """Keeps requests to one host apart."""

    def __init__(self, now: Callable[[], datetime], sleep: Callable[[float], None], per_second: float) -> None:
        self._now = now
        self._sleep = sleep
        self._between = 1.0 / per_second if per_second > 0 else 0.0
        self._last: datetime | None = None
        self._last_page: datetime | None = None
        self.between_pages = 0.0
        """Seconds that robots.txt asks for. What a page loads comes at the usual pace, as it does for a visitor."""

    def wait(self, deadline: datetime, *, page: bool) -> bool:
        """Wait until the next request may be sent; False where the deadline is before that."""
        due = [self._now()]
        if self._last is not None:
            due.append(self._last + timedelta(seconds=self._between))
        if page and self._last_page is not None:
            due.append(self._last_page + timedelta(seconds=self.between_pages))
        if not self.pause((max(due) - due[0]).total_seconds(), deadline):
            return False
        self._last = self._now()
        if page:
            self._last_page = self._last
        return True

    def pause(self, seconds: float, deadline: datetime) -> bool:
        """Wait so many seconds; False, at once, where the deadline is before that."""
        if self._now() + timedelta(seconds=seconds) >= deadline:
            return False
        if seconds > 0:
            self._sleep(seconds)
        return True


def asked_wait(status: int, retry_after: str, now: datetime) -> float | None:
    """Seconds to wait before asking again (RFC 9110, 10.2.3); None where the server is not busy, or for too long."""
    if status not in _BUSY:
        return None
    seconds = _USUAL_WAIT
    if retry_after.strip().isdecimal():
        seconds = float(retry_after.strip()[:6])
    elif retry_after:
        try:
            seconds = (parsedate_to_datetime(retry_after) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return max(seconds, 0.0) if seconds <= LONGEST_WAIT else None
