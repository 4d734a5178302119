from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from local import cloud
from local.output import Output
from local.settings import Settings
from tests.ports import free_ports


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A local cloud of the test's own, not running."""
    port, aws_port = free_ports(2)
    return Settings(tmp_path / "application", tmp_path / "state", port, aws_port)


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def processes_of(settings: Settings) -> Callable[[], list[str]]:
    """Command lines of all processes that belong to the test's local cloud, whoever their parent is."""

    def find() -> list[str]:
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("CODE24_STATE") == str(settings.state):
                    found.append(" ".join(process.cmdline()))
            except psutil.Error:
                continue
        return found

    return find


@pytest.fixture(autouse=True)
def _nothing_left(settings: Settings, processes_of: Callable[[], list[str]]) -> Iterator[None]:
    """Whatever a test does, nothing of its local cloud runs afterwards; without a state folder there was none."""
    yield
    if settings.state.exists():
        cloud.down(settings, Output())
        assert processes_of() == []
