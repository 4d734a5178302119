"""template.yaml after the SAM transform: what CloudFormation gets, with the resources that SAM generates."""

import copy
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from samcli.lib.translate.sam_template_validator import SamTemplateValidator
from samtranslator.yaml_helper import yaml_parse

from tests.environment import REGION
from tests.template import template

_PARAMETERS = {
    "Environment": "test",
    "Architecture": "arm64",
    "DomainName": "code24.example",
    "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/regional",
    "CdnCertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/global",
    "HostedZoneId": "Z0123456789",
    "SitesUrl": "",
    "AlarmEmail": "operator@code24.example",
}


class Statement(NamedTuple):
    """One statement of a role's own or of a shared policy."""

    holder: str
    """The logical id of the role or of the managed policy."""
    effect: str
    actions: tuple[str, ...]
    resources: tuple[Any, ...]
    condition: dict[str, Any]
    sid: str
    keys: frozenset[str]


@cache
def deployed() -> dict[str, dict[str, Any]]:
    """All resources by logical id."""
    validator = SamTemplateValidator(
        copy.deepcopy(template()), SimpleNamespace(load=dict), region=REGION, parameter_overrides=dict(_PARAMETERS)
    )
    resources: dict[str, dict[str, Any]] = yaml_parse(validator.get_translated_template_if_valid())["Resources"]
    return resources


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of the resources of a type."""
    return {name: each.get("Properties", {}) for name, each in deployed().items() if each["Type"] == kind}


def statements(*holders: str) -> Iterator[Statement]:
    """The statements of these roles and managed policies, or of all."""
    for name, role in of_type("AWS::IAM::Role").items():
        if not holders or name in holders:
            for policy in role.get("Policies", []):
                yield from _statements(name, policy["PolicyDocument"])
    for name, policy in of_type("AWS::IAM::ManagedPolicy").items():
        if not holders or name in holders:
            yield from _statements(name, policy["PolicyDocument"])


def granted(function: str) -> set[tuple[str, str]]:
    """What a function may do beside writing its log: pairs of an action and where, the place as text."""
    role = of_type("AWS::IAM::Role")[f"{function}Role"]
    shared = [each["Ref"] for each in role["ManagedPolicyArns"] if isinstance(each, dict) and "Ref" in each]
    return {
        (action, place(resource))
        for statement in statements(f"{function}Role", *shared)
        for action in statement.actions
        for resource in statement.resources
    }


def place(resource: Any) -> str:
    """A resource of a statement as text: `SitesTable`, `DataBucket/builds/*`, or the tail of an ARN."""
    match resource:
        case {"Fn::GetAtt": [name, "Arn"]} | {"Ref": name}:
            return str(name)
        case {"Fn::Sub": text}:
            return str(text) if "arn:" in text else text.replace(".Arn}", "").removeprefix("${")
        case _:
            return str(resource)


def _statements(holder: str, document: dict[str, Any]) -> Iterator[Statement]:
    for each in document["Statement"]:
        yield Statement(
            holder=holder,
            effect=each["Effect"],
            actions=tuple(_listed(each.get("Action", []))),
            resources=tuple(_listed(each.get("Resource", []))),
            condition=each.get("Condition", {}),
            sid=each.get("Sid", ""),
            keys=frozenset(each),
        )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
