"""The wiring table against the ports, the adapters and the settings."""

import inspect
from pkgutil import resolve_name
from typing import Protocol, get_type_hints

import pytest

import code24.accounts.ports
import code24.analytics.collecting.ports
import code24.analytics.ports
import code24.experiments.ports
import code24.forms.ports
import code24.health.ports
import code24.operations.ports
import code24.optimize.loop.ports
import code24.optimize.ports
import code24.ports
import code24.reports.end_of_month.ports
import code24.reports.ports
import code24.revenue.ports
import code24.routing.ports
import code24.schedules.ports
import code24.upkeep.ports
from code24.build.graph import WORKERS
from code24.runtime.settings import Settings
from code24.runtime.wiring import ADAPTERS, Adapter


def snake(name: str) -> str:
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("_")


PROTOCOLS = {
    snake(each.__name__): each
    for module in (
        *(code24.ports, code24.forms.ports, code24.optimize.ports, code24.optimize.loop.ports),
        *(code24.analytics.ports, code24.analytics.collecting.ports, code24.experiments.ports),
        code24.accounts.ports,
        code24.health.ports,
        code24.operations.ports,
        code24.reports.end_of_month.ports,
        code24.reports.ports,
        code24.revenue.ports,
        code24.schedules.ports,
        code24.upkeep.ports,
    )
    for each in vars(module).values()
    if getattr(each, "_is_protocol", False) and each not in {Protocol, code24.optimize.ports.Browser}
} | {"routes": code24.routing.ports.Routes, "site_answers": code24.routing.ports.Sites}
"""By the name that use cases ask for them by; the receiver of forms shares two with the dispatcher."""


def test_every_port_has_an_adapter() -> None:
    assert PROTOCOLS.keys() == ADAPTERS.keys() - {"addresses", "switches", "revenue_definition"}


@pytest.mark.parametrize(("name", "adapter"), ADAPTERS.items())
def test_an_adapter_takes_the_settings_that_exist(name: str, adapter: Adapter) -> None:
    parameters = inspect.signature(resolve_name(adapter.name)).parameters
    required = {each.name for each in parameters.values() if each.default is inspect.Parameter.empty}
    assert required <= set(adapter.settings) <= set(parameters)
    assert all(setting in vars(Settings) for setting in adapter.settings.values())


@pytest.mark.parametrize(("name", "protocol"), PROTOCOLS.items())
def test_an_adapter_has_its_ports_methods_with_their_parameters(name: str, protocol: type) -> None:
    implementation = resolve_name(ADAPTERS[name].name)
    if inspect.isfunction(implementation):
        implementation = get_type_hints(implementation)["return"]
    for method, declared in inspect.getmembers(protocol, inspect.isfunction):
        if not method.startswith("_"):
            actual = inspect.signature(getattr(implementation, method)).parameters
            assert list(actual) == list(inspect.signature(declared).parameters), method


@pytest.mark.parametrize("worker", WORKERS, ids=lambda worker: worker.name)
def test_every_port_that_a_worker_names_is_wired(worker: object) -> None:
    use_case = worker.load()  # type: ignore[attr-defined]
    named = [each.name for each in inspect.signature(use_case).parameters.values() if each.kind is each.KEYWORD_ONLY]
    assert set(named) <= set(ADAPTERS)
