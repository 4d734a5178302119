"""Stores whose process may die before or after any of their effects."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.analytics_fakes import (
    FakeEventSets,
    FakeOpportunities,
    FakeRawEvents,
    FakeRollupQueue,
    FakeRollups,
    FakeSiteAnalytics,
)
from tests.fakes import FakeClock

EFFECTS = ("write", "append", "merge", "note_activity", "note_swept", "put", "send")


class Died(BaseException):
    """The process was killed: nothing after this point happened."""


class Mortal:
    """A port whose effects end the process when it is time."""

    def __init__(self, port: Any, world: "World") -> None:
        self._port, self._world = port, world

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        if name == "append_all":
            return self._append_all
        return self._world.effect(method) if name in EFFECTS else method

    def _append_all(self, parts: Any) -> Any:
        if self._world.lives is None:
            return self._port.append_all(parts)
        for part in parts:
            self.append(part.key, part.name, part.body, part.expires_at)
        return [None for _ in parts]


class World:
    """All ports of analytics. `lives` is after how many effects the process dies; None for never."""

    def __init__(self, random: Random | None = None, now: datetime = datetime(2026, 3, 2, 12, tzinfo=UTC)) -> None:
        self.lives: int | None = None
        self._random = random or Random(0)
        self.raw_events = FakeRawEvents()
        self.event_sets = FakeEventSets()
        self.rollups = FakeRollups()
        self.rollup_queue = FakeRollupQueue()
        self.site_analytics = FakeSiteAnalytics()
        self.opportunities = FakeOpportunities()
        self.clock = FakeClock(now)

    def effect(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def happens(*arguments: Any, **named: Any) -> Any:
            if self.lives is None:
                return method(*arguments, **named)
            self.lives -= 1
            if self.lives >= 0:
                return method(*arguments, **named)
            if self._random.random() < 0.5:  # it happened, and nobody was told
                method(*arguments, **named)
            raise Died

        return happens

    def ports(self, *names: str) -> dict[str, Any]:
        mortal = {"raw_events", "event_sets", "rollups", "rollup_queue"}
        return {name: Mortal(getattr(self, name), self) if name in mortal else getattr(self, name) for name in names}
