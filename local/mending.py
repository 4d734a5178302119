"""What MiniStack leaves undone when a stack is deployed, done afterwards. Everything here can be repeated."""

from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from local.aws import client
from local.errors import LocalCloudError
from local.settings import Settings


class Route(NamedTuple):
    """A route of an HTTP API, by the template's logical names."""

    api: str
    key: str
    function: str


def routes(template: dict[str, Any]) -> list[Route]:
    """The routes that a built template's functions ask for by events of type `HttpApi`."""
    found = []
    for name, resource in template["Resources"].items():
        events = resource.get("Properties", {}).get("Events", {})
        if resource["Type"] != "AWS::Serverless::Function" or not isinstance(events, dict):
            continue
        for event in events.values():
            wanted = event.get("Properties", {})
            if event.get("Type") == "HttpApi" and "Ref" in wanted.get("ApiId", {}):
                method, path = wanted.get("Method", "ANY").upper(), wanted.get("Path")
                key = "$default" if path in {None, "$default"} else f"{method} {path}"
                found.append(Route(wanted["ApiId"]["Ref"], key, name))
    return found


def verify_sender(settings: Settings, address: str) -> None:
    """Let the emulated SES take mail from an address, which on AWS its owner has to confirm."""
    client(settings, "sesv2").create_email_identity(EmailIdentity=address)


def mend(settings: Settings, template: Path, stack: str) -> None:
    """Create the routes that MiniStack drops: it ignores the OpenAPI `Body` of an HTTP API.

    Raises LocalCloudError where the template names something that the stack does not hold.
    """
    cloudformation = client(settings, "cloudformation")
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    physical = {
        summary["LogicalResourceId"]: summary["PhysicalResourceId"]
        for page in pages
        for summary in page["StackResourceSummaries"]
    }
    gateway, functions = client(settings, "apigatewayv2"), client(settings, "lambda")
    for route in routes(YAML(typ="safe").load(template.read_text())):
        try:
            api, function = physical[route.api], physical[route.function]
        except KeyError as missing:
            raise LocalCloudError(
                f"The deployed stack {stack} holds no {missing}.", "Try `make clean up`."
            ) from missing
        arn = functions.get_function(FunctionName=function)["Configuration"]["FunctionArn"]
        _route(gateway, api, route.key, arn)


def _route(gateway: Any, api: str, key: str, function_arn: str) -> None:
    integrations = gateway.get_integrations(ApiId=api)["Items"]
    target = next((each["IntegrationId"] for each in integrations if each.get("IntegrationUri") == function_arn), None)
    if target is None:
        target = gateway.create_integration(
            ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=function_arn, PayloadFormatVersion="2.0"
        )["IntegrationId"]
    known = next((each for each in gateway.get_routes(ApiId=api)["Items"] if each["RouteKey"] == key), None)
    if known is None:
        gateway.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{target}")
    elif known["Target"] != f"integrations/{target}":
        gateway.update_route(ApiId=api, RouteId=known["RouteId"], Target=f"integrations/{target}")
