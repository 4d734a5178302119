"""The OpenAPI document."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from code24.types import Goal
from tests.unit.http.client import BRIEF, Api, opened


@pytest.fixture(scope="module")
def document() -> Any:
    """What every test reads and none changes: it takes a second to make."""
    with opened() as api:
        answer = api.ask("GET", "/openapi.json", key=None)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    return answer.json()


def operations(document: Any) -> dict[str, Any]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def schema(document: Any, name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


def test_it_is_valid(document: Any) -> None:
    validate(document)


def test_it_loads_nothing_from_elsewhere(document: Any) -> None:
    assert "http://" not in json.dumps(document["servers"])
    assert document["servers"] == [{"url": "/"}]


def test_every_operation_needs_a_key_but_health(document: Any) -> None:
    keyed = [{"bearer": []}, {"apiKey": []}]
    for name, operation in operations(document).items():
        assert operation["security"] == ([] if name == "GET /health" else keyed), name
    schemes = document["components"]["securitySchemes"]
    assert schemes["bearer"]["scheme"] == "bearer"
    assert schemes["apiKey"]["name"] == "X-Api-Key"


def test_every_operation_says_how_it_can_fail(document: Any) -> None:
    for name, operation in operations(document).items():
        responses = operation["responses"]
        assert "default" in responses, name
        if name != "GET /health":
            assert {"401", "503"} <= responses.keys(), name
        if "requestBody" in operation:
            assert {"400", "413", "415", "422"} <= responses.keys(), name
        for status, response in responses.items():
            if status < "4":
                continue
            content = response["content"]["application/problem+json"]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            schema(document, "Problem").validate(content["example"])
            assert list(response["content"]) == ["application/problem+json"], f"{name} {status}"


def test_every_operation_has_a_name_a_summary_and_a_description(document: Any) -> None:
    names = [operation["operationId"] for operation in operations(document).values()]
    assert len(set(names)) == len(names)
    for operation in operations(document).values():
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]


def test_every_field_of_a_request_is_described(document: Any) -> None:
    for name in ("StartBuildBody", "BriefBody"):
        properties = document["components"]["schemas"][name]["properties"]
        assert [field for field, each in properties.items() if "description" not in each] == []


def test_the_example_is_accepted_by_the_schema_and_by_the_api(api: Api, document: Any) -> None:
    (example,) = document["components"]["schemas"]["StartBuildBody"]["examples"]
    schema(document, "StartBuildBody").validate(example)
    assert api.ask("POST", "/build", example).status == 202


def test_answers_are_what_the_document_says(api: Api, document: Any) -> None:
    accepted = api.ask("POST", "/build", BRIEF).json()
    schema(document, "BuildAccepted").validate(accepted)
    schema(document, "BuildState").validate(api.ask("GET", f"/build?instanceId={accepted['id']}").json())
    schema(document, "SiteList").validate(api.ask("GET", "/sites").json())
    schema(document, "Health").validate(api.ask("GET", "/health").json())
    schema(document, "Problem").validate(api.ask("POST", "/build", {}).json())


def test_the_required_fields_are_those_of_the_api(document: Any) -> None:
    body = document["components"]["schemas"]["StartBuildBody"]
    assert set(body["required"]) == {"description", "businessType", "primaryGoal", "name"}
    assert body["additionalProperties"] is False
    assert body["properties"]["primaryGoal"]["examples"] == [goal.value for goal in Goal]


def test_lists_say_how_they_are_paged(document: Any) -> None:
    for name, known in (("GET /sites", set()), ("GET /sites/{id}/releases", {"404"})):
        operation = operations(document)[name]
        parameters = {each["name"]: each for each in operation["parameters"] if each["in"] == "query"}
        assert parameters.keys() == {"limit", "cursor"}
        assert not any(each["required"] for each in parameters.values())
        limit = parameters["limit"]["schema"]
        assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, 100, 50)
        assert operation["responses"].keys() & {"404", "422"} == {"422"} | known
    for name in ("SiteList", "ReleaseList"):
        assert "next" in document["components"]["schemas"][name]["required"]


def test_the_manual_has_every_operation(document: Any) -> None:
    manual = (Path(__file__).parents[3] / "docs" / "api.md").read_text()
    described = set(re.findall(r"^### `([A-Z]+ /[^`]*)`$", manual, re.MULTILINE))
    aliases = {f"{method} /trigger/{name}" for method in ("POST", "GET") for name in ("build", "optimize")}
    assert described == operations(document).keys() - aliases
    assert manual.count("Also at `/trigger/") == len(aliases)
    assert manual.count("curl ") >= len(described)
