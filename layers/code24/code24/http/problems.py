"""Errors as RFC 9457 problem documents.

`type` is `urn:code24:problem:<name>` and stable, `instance` is `urn:code24:request:<id>` with the id of the log lines,
and `errors` says for each wrong field where it is and what would be right.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from pydantic.alias_generators import to_camel
from starlette.routing import Match

from code24.audit.models import Auditor
from code24.errors import Code24Error, InvalidRequest, NotAuthenticated, NotFound, Transient
from code24.http.field_errors import SHOWN, FieldError, field_errors, pointer_to

INTERNAL = "Something went wrong here. It has been noted under the request id in `instance`; trying again may help."
_BUSY = "A service that this request needs is busy or did not answer. Send the same request again in a few seconds."
_RETRY_SECONDS = "2"
_KINDS = {"build": "build", "optimize": "optimization", "sites": "site", "workers": "result", "reports": "site"}
"""What the id in an address names, by the address's first part."""
_OF_A_SITE = {
    **dict.fromkeys(("releaseId", "other"), "release"),
    **{"submissionId": "submission", "cycleId": "optimization", "fixId": "fix", "cycle": "milestone"},
}
"""What a parameter names within a site."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class MalformedRequest(Code24Error):
    """The request cannot be read at all."""

    status = 400
    title = "Malformed request"


class MethodNotAllowed(Code24Error):
    """The address exists and does not do this."""

    status = 405
    title = "Method not allowed"


class ContentTooLarge(Code24Error):
    """The body is larger than the API reads."""

    status = 413
    title = "Content too large"


class UnsupportedMediaType(Code24Error):
    """The body is not in a format that the API reads."""

    status = 415
    title = "Unsupported media type"


class ProblemResponse(JSONResponse):
    """A problem document."""

    media_type = "application/problem+json"


def problem(
    request_id: str, error: Code24Error, *, errors: Iterable[FieldError] = (), headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    """The document of an error. Errors that are nobody's business outside are answered in general words."""
    internal = error.status == 500
    document: dict[str, Any] = {
        "type": "urn:code24:problem:" + ("internal-error" if internal else problem_name(type(error))),
        "title": Code24Error.title if internal else error.title,
        "status": error.status,
        "detail": INTERNAL if internal else _BUSY if isinstance(error, Transient) else error.detail,
        "instance": f"urn:code24:request:{request_id}",
        "errors": [each.document() for each in errors or _own_field(error)],
    }
    return ProblemResponse(document, error.status, {**_headers(error), **(headers or {})})


def problem_name(error: type[Code24Error]) -> str:
    """The last part of a problem's `type`: the error's class name in kebab-case."""
    return _CAMEL.sub("-", error.__name__).lower()


def _headers(error: Code24Error) -> dict[str, str]:
    if isinstance(error, NotAuthenticated):
        return {"WWW-Authenticate": 'Bearer realm="code24"'}
    if isinstance(error, Transient):
        return {"Retry-After": _RETRY_SECONDS}
    return {}


def _own_field(error: Code24Error) -> Sequence[FieldError]:
    """The fields that a domain error names, in the wire's spelling."""
    if isinstance(error, InvalidRequest) and error.problems:
        shown = error.problems[:SHOWN]
        return [FieldError(field, message, pointer_to(field.split("."))) for field, message in shown]
    if error.field is None:
        return ()
    names = [to_camel(part) if "_" in part else part for part in error.field.split(".")]
    return (FieldError(".".join(names), error.detail, pointer=None),)


async def domain_error(request: Request, error: Any) -> Response:
    """Answer a Code24Error; what is not the caller's doing is left to the boundary, which logs it."""
    if error.status == 500:
        raise error
    return problem(request.state.request_id, error)


async def validation_error(request: Request, error: Any) -> Response:
    """Answer a RequestValidationError. An id that cannot exist is answered like one that does not."""
    for each in error.errors():
        where, name = each["loc"][:2] if len(each["loc"]) > 1 else ("body", "")
        if where == "path" or (name == "instanceId" and each["type"] != "missing"):
            missing = _never_there(request, str(name), str(each["input"])[:40])
            return problem(request.state.request_id, NotFound(missing))
    found = field_errors(error.errors())
    return problem(request.state.request_id, InvalidRequest(_summary(found)), errors=found)


def _never_there(request: Request, name: str, value: str) -> str:
    if name in _OF_A_SITE:
        return f"Site {request.path_params['id'][:40]} has no {_OF_A_SITE[name]} {value}."
    if name == "auditor":
        return f"There is no auditor {value}. There are {', '.join(Auditor)}."
    return f"There is no {_KINDS[request.url.path.removeprefix('/trigger').split('/')[1]]} {value}."


async def routing_error(request: Request, error: Any) -> Response:
    """Answer a Starlette HTTPException: an address that does not exist, or does not know the method."""
    if error.status_code == 405:
        allowed = ", ".join(allowed_methods(request))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": allowed})
        refused = MethodNotAllowed(f"{request.method} is not possible here. Possible: {allowed}.")
        return problem(request.state.request_id, refused, headers={"Allow": allowed})
    if error.status_code == 404:
        return problem(request.state.request_id, NotFound("There is nothing at this address; see /docs."))
    return problem(request.state.request_id, MalformedRequest(str(error.detail)))


def allowed_methods(request: Request) -> list[str]:
    """The methods of every route at the request's path."""
    methods = {"OPTIONS"}
    for router in request.app.state.routers:
        for route in router.routes:
            if route.matches(request.scope)[0] is not Match.NONE:
                methods |= route.methods
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))


def _summary(found: Sequence[FieldError]) -> str:
    first = f"{found[0].field}: {found[0].message}"
    return first if len(found) == 1 else f"{first} (and more, see `errors`)"
