"""Routes that need no key: health, and the documentation with all that it consists of."""

import gzip
import importlib.util
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from code24.errors import NotFound
from code24.http.openapi import document
from code24.http.representations import Health
from code24.http.version import VERSION

router = APIRouter()

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Code24 API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="documentation"></main>
<noscript><p>The document behind this page is <a href="/openapi.json">/openapi.json</a>.</p></noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""

START = """\
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  docExpansion: "list",
  tryItOutEnabled: true,
  validatorUrl: null,
});
"""

_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
_ASSETS = {"swagger-ui-bundle.js": "text/javascript; charset=utf-8", "swagger-ui.css": "text/css; charset=utf-8"}
_ASSET_CACHING = "public, max-age=86400"


@router.get("/health", operation_id="getHealth", summary="Whether the API is up", tags=["Service"])
async def health(request: Request) -> Health:
    """Answer without touching anything else."""
    return Health(version=VERSION, environment=request.app.state.environment())


@router.get("/openapi.json", include_in_schema=False)
async def openapi(request: Request) -> JSONResponse:
    """The OpenAPI document."""
    return JSONResponse(document(request.app))


@router.get("/docs", include_in_schema=False)
async def docs() -> Response:
    """The page that shows the OpenAPI document."""
    return Response(PAGE, media_type="text/html; charset=utf-8", headers=_PAGE_HEADERS)


@router.get("/docs/start.js", include_in_schema=False)
async def start() -> Response:
    """The page's own script: with no inline script the policy needs no exception."""
    return Response(START, media_type="text/javascript; charset=utf-8")


@router.get("/docs/{asset}", include_in_schema=False)
async def asset(asset: str, request: Request) -> Response:
    """Swagger UI's own files: nothing is loaded from anywhere else."""
    if asset not in _ASSETS:
        raise NotFound("There is nothing at this address; see /docs.")
    headers = {"Cache-Control": _ASSET_CACHING, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_compressed(asset), media_type=_ASSETS[asset], headers={**headers, "Content-Encoding": "gzip"})
    return Response(_asset(asset), media_type=_ASSETS[asset], headers=headers)


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress(_asset(name), mtime=0)


def _asset(name: str) -> bytes:
    """A file of the package that ships Swagger UI, found without importing the package."""
    spec = importlib.util.find_spec("fastapi_offline")
    if spec is None or spec.origin is None:
        raise NotFound("The documentation page is not installed here; its document is at /openapi.json.")
    return Path(spec.origin).with_name("static").joinpath(name).read_bytes()
