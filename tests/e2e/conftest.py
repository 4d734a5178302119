import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from local.gallery.browser import INSTALL, Browser, programs
from local.gallery.browser import browser as chromium
from local.settings import ROOT, Settings
from tests.e2e.visitor import Built, Cloud, request_of
from tests.ports import free_ports

DAY = 24 * 3_600
AT_MOST = 180
"""Seconds that a test takes; most take a few."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)


def run(settings: Settings, *command: str) -> str:
    """Run a command of the local cloud as a person does, through its own process."""
    ran = subprocess.run(
        [sys.executable, "-m", "local", *command],
        cwd=ROOT,
        env=settings.process_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """A local cloud beside any other one: other ports, a state folder of its own, the real template."""
    port, aws_port = free_ports(2)
    settings = Settings(ROOT, tmp_path_factory.mktemp("cloud"), port, aws_port)
    try:
        run(settings, "up")
        cloud = Cloud(settings, run(settings, "key").strip())
        yield cloud
        cloud.close()
    finally:
        run(settings, "down")


@pytest.fixture(scope="session")
def bakery(cloud: Cloud) -> Built:
    """A site that tests look at and leave as it is."""
    return cloud.build(request_of("bakery-en"))


@pytest.fixture
def _same_day() -> None:
    """Shortly before midnight UTC, waits for the new day: figures are of a day, and nobody is known for longer."""
    left = DAY - time.time() % DAY
    if left < AT_MOST:
        time.sleep(left + 1)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Headless Chromium with a profile of its own."""
    if programs() is None:
        reason = f"Chromium and its driver are not installed ({INSTALL})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture(scope="session")
def stranger(cloud: Cloud) -> str:
    """The API key of another customer."""
    return run(cloud.settings, "key", "--name", "Stranger").strip()
