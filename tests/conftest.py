"""What all tests share: no network, a fixed environment, reproducible examples."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.environment import prepare

HERE = Path(__file__).parent
ON_LOOPBACK = ("local", "e2e", "benchmarks")
"""Folders whose tests talk to processes that they started themselves, on this machine."""

ENVIRONMENT = prepare({})
prepare(os.environ)
time.tzset()
settings.register_profile(
    "reproducible",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("reproducible")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Socket pairs inside the process, which event loops are made of, are not the network."""
    config.option.allow_unix_socket = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take sockets from every test but those of `ON_LOOPBACK`, which may reach loopback and nothing else."""
    for item in items:
        if item.path.relative_to(HERE).parts[0] in ON_LOOPBACK:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1"]))
        else:
            item.add_marker(pytest.mark.disable_socket)


@pytest.fixture(autouse=True)
def _environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same environment for every test, whatever an earlier one or the person's shell left behind."""
    for name, value in ENVIRONMENT.items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)
    if request.node.path.relative_to(HERE).parts[0] not in ON_LOOPBACK:
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            monkeypatch.delenv(name)
