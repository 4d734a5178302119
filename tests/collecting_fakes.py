"""The collector's ports in memory, and requests of trackers."""

import json
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from code24.analytics.collecting.enqueueing import Enqueuer
from code24.analytics.event import Message, message_of
from code24.errors import NotFound
from code24.http.collecting.collector import Collector
from code24.routing.memory import RouteMemory
from tests.visitors import ACME, MemoryRoutes, http_event, route

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOME = "205.255.255.176"
"""An address of nobody's data centre."""
SECRET = "a secret that only tests know"


class FakeSalts:
    """Salts of two days, as `Salts` promises; `salts` is what is stored at the moment."""

    def __init__(self, now: Callable[[], datetime] = lambda: NOW) -> None:
        self.now = now
        self.salts: dict[date, bytes] = {}
        self.failure: Exception | None = None
        self.made = 0

    def of(self, day: date) -> bytes:
        if self.failure:
            raise self.failure
        today = self.now().date()
        self.salts = {each: salt for each, salt in self.salts.items() if each >= today - timedelta(days=1)}
        if not today - timedelta(days=1) <= day <= today:
            raise NotFound(f"There is no salt of {day}.")
        if day not in self.salts:
            self.made += 1
            self.salts[day] = sha256(f"{day} {self.made}".encode()).digest()
        return self.salts[day]


class FakeEventQueue:
    """Messages as they were sent."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.failure: Exception | None = None

    def send(self, body: bytes) -> None:
        if self.failure:
            raise self.failure
        assert len(body) <= 256 * 1024, "SQS takes no more"
        self.bodies.append(body)

    @property
    def messages(self) -> list[Message]:
        return [message_of(json.loads(body)) for body in self.bodies]


class FakeExclusions:
    """The same paths for every site."""

    def __init__(self, *paths: str) -> None:
        self.paths: tuple[str, ...] = paths
        self.failure: Exception | None = None

    def of(self, site_id: str) -> Collection[str]:
        if self.failure:
            raise self.failure
        return self.paths


class CollectorAtWork:
    """A collector for one site and its ports, at a moment that can be moved."""

    def __init__(self) -> None:
        self.now = NOW
        self.salts = FakeSalts(lambda: self.now)
        self.queue = FakeEventQueue()
        self.exclusions = FakeExclusions()
        self.routes = MemoryRoutes(
            acme=route(), new=route("reserved"), paused=route("suspended"), gone=route("deleted"),
            other=route(site_id="s0000000other"),
        )  # fmt: skip
        self.enqueuer = Enqueuer(self.salts, self.queue, lambda: self.now)
        memory = RouteMemory(self.routes, wall_clock=self._seconds)
        self.collector = Collector(memory, self.enqueuer, self.exclusions)

    def _seconds(self) -> float:
        return self.now.timestamp()


def tracked(
    body: Any, path: str = "/api/event", *, host: str = ACME, address: str = HOME, agent: str = FIREFOX, **headers: str
) -> dict[str, Any]:
    """A request as the front door hands it on; `cloudfront_viewer_country` stands for `cloudfront-viewer-country`."""
    every = {
        "user-agent": agent,
        "content-type": "text/plain;charset=UTF-8",
        "x-code24-origin-secret": SECRET,
        "x-forwarded-host": host,
        "x-code24-visitor": address,
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    event = http_event(path, "POST", host="r3pmxmplak.execute-api.us-east-2.amazonaws.com", headers=every)
    return event | {"body": body if isinstance(body, str) else json.dumps(body)}
