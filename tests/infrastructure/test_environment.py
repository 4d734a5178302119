"""What the template tells the functions is what their code reads."""

import ast
import json
import re

import pytest

from code24.runtime.settings import Settings
from code24.runtime.wiring import ADAPTERS
from tests import environment
from tests.infrastructure.deployed import of_type
from tests.template import ROOT, resources, template

FUNCTIONS = {name: set(each["Environment"]["Variables"]) for name, each in of_type("AWS::Lambda::Function").items()}
GLOBAL = set(template()["Globals"]["Function"]["Environment"]["Variables"])
FOR_SAM_LOCAL = "AWS_ENDPOINT_URL"
OF_THE_COMMAND = {"CODE24_CHROMIUM"}
"""What the local command reads; no function has a browser."""

SOURCES = [*ROOT.glob("layers/code24/**/*.py"), *ROOT.glob("functions/**/*.py")]


def variable(setting: str) -> str:
    return f"CODE24_{setting.upper()}"


def settings() -> set[str]:
    return {name for name, value in vars(Settings).items() if hasattr(value, "variable")}


def read_in_source() -> set[str]:
    constants = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {each for each in constants if re.fullmatch(r"CODE24_[A-Z0-9_]*[A-Z0-9]", each)} - OF_THE_COMMAND


def test_every_variable_is_read_and_every_variable_that_is_read_is_set() -> None:
    given = set().union(*FUNCTIONS.values()) - {FOR_SAM_LOCAL}
    assert given == {variable(each) for each in settings()} | read_in_source()


def test_tests_run_in_the_same_environment() -> None:
    assert set(environment.FUNCTION) == set().union(*FUNCTIONS.values()) - {FOR_SAM_LOCAL}


def test_the_api_can_wire_every_port() -> None:
    needed = {variable(setting) for adapter in ADAPTERS.values() for setting in adapter.settings.values()}
    assert needed <= FUNCTIONS["WebApiFunction"]


def test_the_publisher_can_wire_the_functions_of_sites() -> None:
    needed = {variable(setting) for setting in ADAPTERS["site_functions"].settings.values()}
    assert needed <= FUNCTIONS["BuildPublishFunction"] & FUNCTIONS["OptimizePublishFunction"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_gets_what_all_get(name: str) -> None:
    assert FUNCTIONS[name] >= GLOBAL


def test_only_the_functions_behind_the_distribution_know_the_origin_secret() -> None:
    knowing = {name for name, given in FUNCTIONS.items() if "CODE24_ORIGIN_SECRET" in given}
    assert knowing == {"WebCollectFunction", "WebDispatcherFunction", "WebFormsFunction"}
    given = [resources("AWS::Serverless::Function")[name]["Environment"]["Variables"] for name in sorted(knowing)]
    assert given == 3 * [{"CODE24_ORIGIN_SECRET": {"Fn::Sub": "{{resolve:secretsmanager:${OriginSecret}}}"}}]
    assert "SecretString" not in resources("AWS::SecretsManager::Secret")["OriginSecret"]


def test_the_endpoint_of_sam_local_is_absent_when_deployed() -> None:
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]
    assert variables[FOR_SAM_LOCAL] == {"Ref": "AWS::NoValue"}


def test_sam_local_gets_every_variable() -> None:
    given = json.loads((ROOT / "events" / "env.json").read_text())["Parameters"]
    assert set(given) == set().union(*FUNCTIONS.values())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_run_as_the_code_expects(name: str) -> None:
    function = of_type("AWS::Lambda::Function")[name]
    assert function["Runtime"] == "python" + (ROOT / ".python-version").read_text().strip()
    assert function["Architectures"] == [{"Ref": "Architecture"}]
    assert function["LoggingConfig"]["LogFormat"] == "JSON"
    assert function["LoggingConfig"]["LogGroup"] == {"Ref": "FunctionsLog"}
    assert "TracingConfig" not in function
    typesetting = ["TypesettingLayer"] if name == "CronEndOfMonthFunction" else []
    assert [re.sub(r"[0-9a-f]{10}$", "", layer["Ref"]) for layer in function["Layers"]] == [
        "DependenciesLayer",
        "Code24Layer",
        *typesetting,
    ]
