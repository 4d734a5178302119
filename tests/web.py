"""A web in memory: websites that answer as they are told to, and note who asked."""

from collections.abc import Callable, Mapping
from datetime import datetime

from code24.errors import NotRead
from code24.optimize.ports import USER_AGENT, Fetched
from tests.fakes import FakeClock

type Reply = Fetched | NotRead | Callable[[str], "Fetched | NotRead"]


def page(html: str | bytes, **headers: str) -> Fetched:
    """A page; header names with `_` for `-`."""
    body = html if isinstance(html, bytes) else html.encode()
    return served(body, "text/html; charset=utf-8", **headers)


def served(body: bytes | str, content_type: str, status: int = 200, **headers: str) -> Fetched:
    content = body if isinstance(body, bytes) else body.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched("", status, {"content-type": content_type} | named, content)


def moved(location: str, status: int = 301) -> Fetched:
    return Fetched("", status, {"location": location}, b"")


class FakeWeb:
    """Answers by URL. A function answers for all URLs that begin with its key; unknown ones are 404.

    It keeps the limits that the real one keeps: nothing longer than asked for, nothing after the deadline, and hosts
    that it does not know cannot be reached.
    """

    def __init__(
        self, answers: Mapping[str, Reply], *, clock: FakeClock | None = None, seconds_each: float = 0.0
    ) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self.agents: dict[str, str] = {}
        self._clock = clock or FakeClock()
        self._seconds_each = seconds_each

    def fetch(
        self, url: str, *, accept: str, most_bytes: int, deadline: datetime, user_agent: str = USER_AGENT
    ) -> Fetched:
        if self._clock.now() >= deadline:
            raise NotRead("Not read: the time for it is used up.", because="slow")
        self._clock.advance(seconds=self._seconds_each)
        self.asked.append(url)
        self.agents[url] = user_agent
        reply = self._reply(url)
        if callable(reply):
            reply = reply(url)
        if isinstance(reply, NotRead):
            raise reply
        if len(reply.body) > most_bytes:
            raise NotRead(f"Not read: it is larger than {most_bytes} bytes.", because="large")
        return reply._replace(url=url)

    def _reply(self, url: str) -> Reply:
        if url in self.answers:
            return self.answers[url]
        below = next((each for key, each in self.answers.items() if callable(each) and url.startswith(key)), None)
        if below is not None:
            return below
        host = url.split("/")[2]
        if any(key.split("/")[2] == host for key in self.answers):
            return served("nothing here", "text/plain", 404)
        return NotRead("Not read: the server cannot be reached.")
