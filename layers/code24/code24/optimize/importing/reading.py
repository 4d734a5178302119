"""Reading one address of the website: politely, within limits, and never after the deadline."""

from collections.abc import Callable
from datetime import datetime, timedelta

from code24.errors import NotRead
from code24.optimize.importing.answers import ACCEPT, ANYTHING
from code24.optimize.importing.models import Limits
from code24.optimize.importing.politeness import Pace, asked_wait
from code24.optimize.importing.rewriting import Kind
from code24.optimize.ports import Fetched, Web

_SECONDS_EACH = 20.0


class OutOfTime(Exception):
    """The deadline is there."""


class OutOfRoom(Exception):
    """What may be taken is taken."""


class Reader:
    """Reads addresses one after another."""

    def __init__(
        self,
        web: Web,
        limits: Limits,
        deadline: datetime,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._web = web
        self._limits = limits
        self._deadline = deadline
        self._now = now
        self.pace = Pace(now, sleep, limits.requests_per_second)
        self.requests = 0
        self.bytes = 0

    def read(self, url: str, kind: Kind) -> Fetched:
        """One answer, redirects not followed. Raises NotRead, OutOfTime and OutOfRoom.

        A server that is busy and says for how long is asked once more.
        """
        answer = self._once(url, kind)
        wait = asked_wait(answer.status, answer.headers.get("retry-after", ""), self._now())
        if wait is None:
            return answer
        if not self.pace.pause(wait, self._deadline):
            raise OutOfTime
        return self._once(url, kind)

    def _once(self, url: str, kind: Kind) -> Fetched:
        most = self._limits.bytes_per_page if kind is Kind.PAGE else self._limits.bytes_per_file
        if self.requests >= self._limits.files or self.bytes >= self._limits.bytes:
            raise OutOfRoom
        if not self.pace.wait(self._deadline, page=kind is Kind.PAGE):
            raise OutOfTime
        self.requests += 1
        try:
            answer = self._web.fetch(
                url,
                accept=ACCEPT.get(kind, ANYTHING),
                most_bytes=min(most, self._limits.bytes - self.bytes),
                deadline=min(self._deadline, self._now() + timedelta(seconds=_SECONDS_EACH)),
            )
        except NotRead as problem:
            if self._now() >= self._deadline:
                raise OutOfTime from problem
            raise
        self.bytes += len(answer.body)
        return answer
