"""The API as a Lambda handler behind an HTTP API (payload format 2.0)."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from mangum import Mangum

from code24.http.boundary import SECURITY_HEADERS
from code24.http.problems import MalformedRequest, problem

_TEXT = ["text/", "application/json", "application/problem+json"]


def lambda_handler(app: FastAPI) -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    """The handler that serves an application."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    logging.getLogger("mangum.http").setLevel(logging.WARNING)  # the boundary logs the request already
    serve = Mangum(app, lifespan="off", text_mime_types=_TEXT)

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        asyncio.set_event_loop(loop)  # a runtime may import the function in another thread than it calls it in
        try:
            return serve(event, context)
        except ValueError:  # a body that is not base64, a header that is not text, a host with two colons
            return _unreadable(context)

    return handler


def _unreadable(context: Any) -> dict[str, Any]:
    """The answer to an event that is not an HTTP request in Mangum's eyes."""
    request_id = getattr(context, "aws_request_id", None) or str(uuid4())
    response = problem(request_id, MalformedRequest("The request's headers or body cannot be decoded."))
    headers = {**SECURITY_HEADERS, **response.headers, "X-Request-Id": request_id}
    return {
        "statusCode": response.status_code,
        "headers": {name.lower(): value for name, value in headers.items()},
        "body": bytes(response.body).decode(),
        "isBase64Encoded": False,
    }
