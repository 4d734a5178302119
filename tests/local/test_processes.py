"""Processes are told apart by more than their numbers."""

import os
import subprocess
import sys

import psutil
import pytest

from local.processes import Recorded, alive, born, record
from local.settings import Settings


def test_a_record_of_a_process_that_ended_is_nobody() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        known = Recorded("x", ended.pid, born(ended.pid))
        ended.wait()

    assert known.process() is None


def test_a_process_is_the_same_one_after_the_clock_was_set(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs learn when a process was born from the moment the system started, which a clock that is set moves."""
    record(settings.running, "x", os.getpid())
    moved = psutil.boot_time() + 3_600
    monkeypatch.setattr("psutil._psplatform.boot_time", lambda: moved)

    assert alive(settings.running, "x") is not None
