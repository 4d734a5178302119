"""template.yaml as data, for tests that build what it declares."""

from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from tests.environment import ACCOUNT, REGION

ROOT = Path(__file__).parent.parent


@cache
def template() -> dict[str, Any]:
    """The whole template."""
    document: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text())
    return document


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of every resource of a type, by logical id."""
    return {
        name: resource.get("Properties", {})
        for name, resource in template()["Resources"].items()
        if resource["Type"] == kind
    }


def filled(value: Any, environment: str = "test") -> str:
    """A name with its substitutions made, as a deployment of that environment has it."""
    text = value["Fn::Sub"] if isinstance(value, dict) else value
    for name, replacement in {"Environment": environment, "AWS::AccountId": ACCOUNT, "AWS::Region": REGION}.items():
        text = text.replace(f"${{{name}}}", replacement)
    return str(text)
