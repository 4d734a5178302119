"""The wiring table against the ports, the adapters and the settings."""

import inspect
from pkgutil import resolve_name
from typing import Protocol

import pytest

import code24.ports
from code24.build.graph import WORKERS
from code24.runtime.settings import Settings
from code24.runtime.wiring import ADAPTERS, Adapter

PROTOCOLS = [
    each for each in vars(code24.ports).values() if getattr(each, "_is_protocol", False) and each is not Protocol
]


def snake(name: str) -> str:
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("_")


def test_every_port_has_an_adapter() -> None:
    assert {snake(protocol.__name__) for protocol in PROTOCOLS} == set(ADAPTERS) - {"addresses"}


@pytest.mark.parametrize(("name", "adapter"), ADAPTERS.items())
def test_an_adapter_takes_the_settings_that_exist(name: str, adapter: Adapter) -> None:
    parameters = inspect.signature(resolve_name(adapter.name)).parameters
    required = {each.name for each in parameters.values() if each.default is inspect.Parameter.empty}
    assert required <= set(adapter.settings) <= set(parameters)
    assert all(setting in vars(Settings) for setting in adapter.settings.values())


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.__name__)
def test_an_adapter_has_its_ports_methods_with_their_parameters(protocol: type) -> None:
    implementation = resolve_name(ADAPTERS[snake(protocol.__name__)].name)
    for method, declared in inspect.getmembers(protocol, inspect.isfunction):
        if not method.startswith("_"):
            actual = inspect.signature(getattr(implementation, method)).parameters
            assert list(actual) == list(inspect.signature(declared).parameters), method


@pytest.mark.parametrize("worker", WORKERS, ids=lambda worker: worker.name)
def test_every_port_that_a_worker_names_is_wired(worker: object) -> None:
    use_case = worker.load()  # type: ignore[attr-defined]
    named = [each.name for each in inspect.signature(use_case).parameters.values() if each.kind is each.KEYWORD_ONLY]
    assert set(named) <= set(ADAPTERS)
