"""The light test of the optimizer."""

from collections.abc import Callable
from typing import Any

import pytest

from code24.errors import WorkerFailed
from code24.health import trial
from code24.health.trial import try_optimizing
from code24.optimize import engine
from tests.fakes import FakeClock


def with_kinds(monkeypatch: pytest.MonkeyPatch, *kinds: Any) -> None:
    def optimize(*given: Any, **named: Any) -> Any:
        return engine.optimize(*given, **named, kinds=kinds)

    monkeypatch.setattr(trial, "optimize", optimize)


def with_scores(monkeypatch: pytest.MonkeyPatch, change: Callable[[float], float]) -> None:
    def optimize(*given: Any, **named: Any) -> Any:
        website, done = engine.optimize(*given, **named)
        scores = tuple(each.model_copy(update={"value": change(each.value)}) for each in done.after.scores)
        return website, done.model_copy(update={"after": done.after.model_copy(update={"scores": scores})})

    monkeypatch.setattr(trial, "optimize", optimize)


def test_the_optimizer_makes_the_page_better() -> None:
    try_optimizing(clock=FakeClock())


def test_one_that_does_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with_kinds(monkeypatch)
    with pytest.raises(WorkerFailed, match=r"Optimizing the page improved none of its scores \(0 fixes\)\."):
        try_optimizing(clock=FakeClock())


def test_one_that_makes_it_worse_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with_scores(monkeypatch, lambda value: value - 60)
    with pytest.raises(WorkerFailed, match=r"Optimizing the page made it worse: design [\d.]+ -> [\d.]+, "):
        try_optimizing(clock=FakeClock())
