"""samconfig.toml: the environments that `sam deploy --config-env` knows."""

import re
import shlex
import tomllib
from typing import Any

import pytest

from tests.template import ROOT, resources, template

CONFIG: dict[str, Any] = tomllib.loads((ROOT / "samconfig.toml").read_text())
ENVIRONMENTS = ("local", "development", "staging", "production")
SWITCHES = ("ContinuousOptimization", "MonthlyAnalytics", "EndOfMonth", "Health", "Sweep")


def overrides(environment: str) -> dict[str, str]:
    given = CONFIG[environment]["deploy"]["parameters"]["parameter_overrides"]
    pairs = shlex.split(given) if isinstance(given, str) else given  # `sam deploy --guided` saves one string
    return dict(pair.split("=", 1) for pair in pairs)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_an_environment_has_a_stack_of_its_own(environment: str) -> None:
    parameters = CONFIG[environment]["deploy"]["parameters"]
    assert parameters["stack_name"] == f"code24-{environment}"
    assert overrides(environment)["Environment"] == environment
    assert parameters["resolve_s3"]
    assert parameters["fail_on_empty_changeset"] is False
    assert CONFIG[environment]["build"]["parameters"] == {"cached": True, "parallel": True}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_parameters_exist_and_fit(environment: str) -> None:
    declared = template()["Parameters"]
    for name, value in overrides(environment).items():
        if "AllowedValues" in declared[name]:
            assert value in declared[name]["AllowedValues"], f"{name}={value}"
        else:
            assert re.fullmatch(declared[name]["AllowedPattern"], value), f"{name}={value}"


@pytest.mark.parametrize(
    ("environment", "disabled"),
    [
        ("local", set()),
        ("development", {"ContinuousOptimization"}),
        ("staging", {"Health"}),
        ("production", {"Health"}),
    ],
)
def test_what_runs_by_itself_is_switched_for_each_environment(environment: str, disabled: set[str]) -> None:
    declared = template()["Parameters"]
    states = {name: overrides(environment).get(name, declared[name]["Default"]) for name in SWITCHES}
    assert {name for name, state in states.items() if state == "DISABLED"} == disabled
    assert set(states.values()) <= {"ENABLED", "DISABLED"}


def test_only_the_environment_has_to_be_named() -> None:
    assert [name for name, each in template()["Parameters"].items() if "Default" not in each] == ["Environment"]


def test_no_resource_needs_the_right_to_name_roles() -> None:
    assert {CONFIG[each]["deploy"]["parameters"]["capabilities"] for each in ENVIRONMENTS} == {"CAPABILITY_IAM"}
    assert not any(
        "RoleName" in each or "ManagedPolicyName" in each
        for kind in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy")
        for each in resources(kind).values()
    )


def test_production_asks_before_it_changes_anything() -> None:
    assert CONFIG["production"]["deploy"]["parameters"]["confirm_changeset"] is True
