"""The OpenAPI document: FastAPI's, with what it cannot know."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from code24.errors import (
    Code24Error,
    Conflict,
    InvalidRequest,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Transient,
    WorkerFailed,
)
from code24.http.problems import (
    INTERNAL,
    ContentTooLarge,
    MalformedRequest,
    UnsupportedMediaType,
    problem_name,
)

DESCRIPTION = """\
Code24 builds a website from a description, serves it, and keeps every release.

Send an API key with every request but those to `/health` and the documentation: `Authorization: Bearer <key>` or
`X-Api-Key: <key>`. A key sees its own customer's things; an id of somebody else is answered like
one that does not exist. What is under Operations is for the keys of those who run the platform.

Bodies are JSON in UTF-8 of at most 256 KiB. Errors are problem documents (RFC 9457, `application/problem+json`).
"""

_FIELDS: dict[str, dict[str, str]] = {
    "StartBuildBody": {
        "siteId": "An existing site that gets a new release. Without it a new site is made.",
        "publish": "Whether the release goes live when it is done, or waits as a preview.",
        "plan": "Pages, sections and arrangements as `POST /plans` proposed them and the owner changed them.",
    },
    "BriefBody": {
        "name": "The name of the business.",
        "description": "What the business is and offers, in the owner's words: the only source of facts.",
        "businessType": "What kind of business it is, in the owner's words. Types that nobody foresaw are fine.",
        "primaryGoal": "`sales`, `leads`, `signups`, `bookings`, `traffic`, or a usual synonym of one.",
        "language": "The site's language as a BCP 47 tag.",
        "colors": "Colours of the brand as `#rrggbb`, the most important first.",
        "contact": "How visitors reach the business. What is missing is left out of the site.",
        "pages": "Pages wished for, in the owner's words.",
        "competitors": "Home pages of competitors to look at.",
        "country": "Two letters (ISO 3166-1); without it the address or the language's region tells.",
        "offers": "What is offered, exactly as visitors should read it; without it the description is read.",
        "team": "People of the business.",
        "testimonials": "What customers said, in their words.",
        "figures": "Numbers with what they count.",
        "questions": "Questions with the owner's own answers.",
        "images": "Pictures of the owner's, by address or uploaded before.",
        "profiles": "Addresses of the business elsewhere, such as social networks.",
        "legal": "Who answers for the site by law. What is missing stays in the to-do list.",
    },
    "OptimizeBody": {
        "url": "The home page of anybody's website; what lies below it is read too.",
        "siteId": "A site that is here already.",
        "uploadId": "A zip with the website's files, sent before (`POST /uploads`).",
        "name": "The name of the business.",
        "businessType": "What kind of business it is, in the owner's words.",
        "primaryGoal": "`sales`, `leads`, `signups`, `bookings`, `traffic`, or a usual synonym of one.",
        "optimizationType": "`full`, or one category whose findings alone are answered.",
    },
    "AuditBody": {
        "url": "The home page of anybody's website.",
        "siteId": "A site that is here already.",
        "html": "One page as it is; what it names is not looked at.",
        "origin": "Under which address `html` is live.",
    },
    "UploadBody": {
        "contentType": "The file's media type.",
        "bytes": "The file's exact length, up to 20,000,000; of a zip up to 100,000,000.",
    },
}

_EXPLAINED: dict[str, tuple[type[Code24Error], str]] = {
    "400": (MalformedRequest, "The body is not valid JSON: EOF while parsing an object at line 1 column 9."),
    "401": (NotAuthenticated, "This needs an API key: send it as `Authorization: Bearer <key>` or `X-Api-Key: <key>`."),
    "403": (NotAllowed, "This tells how the platform itself stands, which is for the keys of those who run it."),
    "404": (NotFound, "There is no build b0123456789abcdef."),
    "409": (Conflict, "Build b0123456789abcdef has ended already (complete)."),
    "413": (ContentTooLarge, "The body has more than 262144 bytes (256 KiB)."),
    "415": (UnsupportedMediaType, "The body must be JSON in UTF-8; send it with `Content-Type: application/json`."),
    "422": (InvalidRequest, "name: is required"),
    "502": (WorkerFailed, "The worker content failed."),
    "503": (Transient, "A service that this request needs is busy. Send the same request again in a few seconds."),
}

_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "A problem document (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Stable: tells one kind of problem from another."},
        "title": {"type": "string", "description": "The kind of problem in words."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What was wrong this time, and what to do."},
        "instance": {"type": "string", "format": "uri", "description": "Names the request; quote it to support."},
        "errors": {
            "type": "array",
            "description": "The wrong fields, where it was fields.",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string", "description": "Dotted: `contact.openingHours.0`."},
                    "pointer": {"type": "string", "description": "JSON Pointer into the body, as a URI fragment."},
                    "message": {"type": "string"},
                },
            },
        },
    },
}


def document(app: FastAPI) -> dict[str, Any]:
    """The application's OpenAPI 3.1 document, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes, tags=app.openapi_tags,
            servers=[{"url": "/"}],
        )  # fmt: skip
        schemas = made["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas["Problem"] = _PROBLEM
        _describe_fields(schemas)
        made["components"]["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer", "description": "The API key as a bearer token."},
            "apiKey": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
        }
        made["components"]["headers"] = {
            "RequestId": {"description": "The id of the request in the logs.", "schema": {"type": "string"}}
        }
        for path, operations in made["paths"].items():
            for operation in operations.values():
                _complete(operation, public=path == "/health")
        app.openapi_schema = made
    return app.openapi_schema


def _describe_fields(schemas: dict[str, Any]) -> None:
    described = {**_FIELDS, "StartBuildBody": {**_FIELDS["BriefBody"], **_FIELDS["StartBuildBody"]}}
    for name, fields in described.items():
        for field, description in fields.items():
            schemas[name]["properties"][field]["description"] = description


def _complete(operation: dict[str, Any], *, public: bool) -> None:
    """Security and every answer that an operation can give."""
    operation["security"] = [] if public else [{"bearer": []}, {"apiKey": []}]
    responses = operation["responses"]
    responses.pop("422", None)
    possible = {"default"} | {status for status in responses if status >= "4"}
    if not public:
        possible |= {"401", "503"}
    if "Operations" in operation.get("tags", ()):
        possible.add("403")
    parameters = operation.get("parameters", [])
    located = {each["in"] for each in parameters}
    names_one = "path" in located or any(each["name"] == "instanceId" for each in parameters)
    if names_one or "requestBody" in operation:
        possible.add("404")
    if "query" in located:
        possible.add("422")
    if "requestBody" in operation:
        possible |= {"400", "413", "415", "422"}
    for status in sorted(possible):
        responses[status] = _problem_response(status, responses.get(status, {}).get("description"))
    for response in responses.values():
        response.setdefault("headers", {})["X-Request-Id"] = {"$ref": "#/components/headers/RequestId"}


def _problem_response(status: str, description: str | None) -> dict[str, Any]:
    schema: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    if status == "default":
        schema["example"] = _example("internal-error", "Internal error", 500, INTERNAL)
        return {"description": "Anything else that went wrong.", "content": {"application/problem+json": schema}}
    error, detail = _EXPLAINED[status]
    fields = [{"field": "name", "pointer": "#/name", "message": "is required"}] if status == "422" else []
    schema["example"] = _example(problem_name(error), error.title, int(status), detail, fields)
    return {"description": description or f"{error.title}.", "content": {"application/problem+json": schema}}


def _example(
    name: str, title: str, status: int, detail: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    return {
        "type": f"urn:code24:problem:{name}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": "urn:code24:request:4f9c1f2e-8a55-4c36-9c7e-2f6f6f7b1a10",
        "errors": errors or [],
    }
