"""Folder, resource, function name, substitution and test are named mechanically."""

import ast
import re

import pytest

from tests.template import ROOT, resources, template

TEMPLATE_OF_SITES = "web/site"
"""Not deployed by itself: publishing zips this handler with every customer's pages."""

FOLDERS = sorted(str(path.parent.relative_to(ROOT / "functions")) for path in ROOT.glob("functions/*/*/app.py"))
DEPLOYED = [folder for folder in FOLDERS if folder != TEMPLATE_OF_SITES]


def logical_id(folder: str) -> str:
    return "".join(word.capitalize() for word in re.split("[/_]", folder)) + "Function"


def test_every_folder_is_a_function_and_every_function_a_folder() -> None:
    assert {logical_id(folder) for folder in DEPLOYED} == set(resources("AWS::Serverless::Function"))


@pytest.mark.parametrize("folder", DEPLOYED)
def test_a_function_is_named_after_its_folder(folder: str) -> None:
    function = resources("AWS::Serverless::Function")[logical_id(folder)]
    assert function["CodeUri"] == f"functions/{folder}"
    assert function["FunctionName"] == {"Fn::Sub": "code24-${Environment}-" + re.sub("[/_]", "-", folder)}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_function_has_the_handler_that_globals_name(folder: str) -> None:
    assert template()["Globals"]["Function"]["Handler"] == "app.handler"
    module = ast.parse((ROOT / "functions" / folder / "app.py").read_text())
    names = {ast.unparse(target) for node in module.body if isinstance(node, ast.Assign) for target in node.targets}
    names |= {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
    names |= {
        alias.asname or alias.name for node in module.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert "handler" in names


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_function_has_a_test_of_its_own(folder: str) -> None:
    context, name = folder.split("/")
    assert (ROOT / "tests" / "functions" / context / f"test_{name}.py").is_file()


def test_names_stay_within_lambda_s_limit_for_the_longest_environment() -> None:
    longest = re.fullmatch(
        r"\^\[a-z\]\[a-z0-9\]\{1,(\d+)\}\$", template()["Parameters"]["Environment"]["AllowedPattern"]
    )
    assert longest
    environment = "e" * (int(longest[1]) + 1)
    names = [each["FunctionName"]["Fn::Sub"] for each in resources("AWS::Serverless::Function").values()]
    names.append("code24-${Environment}-site-s123456789012")
    assert max(len(name.replace("${Environment}", environment)) for name in names) <= 64


def test_bucket_names_stay_within_s3_s_limit_for_the_longest_environment() -> None:
    names = [each["BucketName"]["Fn::Sub"] for each in resources("AWS::S3::Bucket").values()]
    assert sorted(names) == [
        "code24-${Environment}-" + kind + "-${AWS::AccountId}" for kind in ("data", "media", "releases")
    ]
    assert all(
        len(name.replace("${Environment}", "e" * 12).replace("${AWS::AccountId}", "1" * 12)) <= 63 for name in names
    )


def test_a_function_states_code_policies_events_and_real_overrides_only() -> None:
    overrides = {"MemorySize", "Timeout", "Environment", "DeadLetterQueue", "Layers", "EventInvokeConfig"}
    allowed = {"FunctionName", "CodeUri", "Policies", "Events"} | overrides
    shared = template()["Globals"]["Function"]
    for name, function in resources("AWS::Serverless::Function").items():
        assert set(function) <= allowed, name
        assert not [key for key in function if key != "Environment" and shared.get(key) == function[key]], name
