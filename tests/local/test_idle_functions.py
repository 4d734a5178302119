"""Processes of functions that nobody calls are ended, as idle environments are on AWS."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from local.amendments import _let_idle_functions_go

functions: Any = import_module("ministack.services.lambda_svc")
runtime: Any = import_module("ministack.core.lambda_runtime")

NOW = 1_795_384_134.0
LONGEST = 600.0


def worker(*, idle: float, in_use: bool = False) -> Any:
    return SimpleNamespace(last_used=NOW - idle, in_use=in_use)


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The workers that were ended."""
    found: list[Any] = []
    monkeypatch.setattr("local.amendments.time", SimpleNamespace(time=lambda: NOW))
    monkeypatch.setattr(runtime, "_LOCAL_WORKER_TTL", LONGEST)
    monkeypatch.setattr(runtime, "kill_workers", found.extend)
    monkeypatch.setattr(functions, "reap_idle_workers", functions.reap_idle_workers)
    _let_idle_functions_go()
    return found


def test_the_last_idle_process_of_a_function_goes_too(monkeypatch: pytest.MonkeyPatch, killed: list[Any]) -> None:
    idle, busy, fresh = worker(idle=601), worker(idle=601, in_use=True), worker(idle=599)
    surplus = worker(idle=3_600)
    monkeypatch.setattr(runtime, "_workers", {"idle": [idle], "busy": [busy, surplus], "fresh": [fresh]})

    assert functions.reap_idle_workers() == 2
    assert killed == [idle, surplus]
    assert runtime._workers == {"busy": [busy], "fresh": [fresh]}
