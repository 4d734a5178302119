"""The platform API as an ASGI application."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from code24.accounts.recent_keys import RecentKeys
from code24.errors import Code24Error
from code24.http import (
    builds,
    challengers,
    edits,
    end_of_month,
    experiments,
    loops,
    operators,
    optimizations,
    plans,
    reports,
    service,
    sites,
    stats,
    submissions,
    uploads,
    workers,
)
from code24.http.boundary import Boundary
from code24.http.openapi import document
from code24.http.problems import domain_error, routing_error, validation_error
from code24.http.use_cases import UseCases
from code24.http.version import VERSION

TAGS = [
    {"name": "Plans", "description": "What a website would be like, before it is built."},
    {"name": "Builds", "description": "From a description to a website."},
    {"name": "Edits", "description": "Changes to a website that has been built, and what differs between releases."},
    {"name": "Sites", "description": "Sites, their releases, and which of them is live."},
    {"name": "Optimizations", "description": "Any website, audited, fixed, proved and published, again and again."},
    {"name": "Loop", "description": "The loop of a site: its cycles, findings, fixes and milestones."},
    {"name": "Tests", "description": "Experiments on a site: what is worth one, how they stand, what they brought."},
    {"name": "Analytics", "description": "What visitors of a site do, without cookies."},
    {"name": "Reports", "description": "What a month brought, over all sites of a customer."},
    {"name": "Submissions", "description": "What visitors sent through the forms of a site."},
    {"name": "Workers", "description": "One worker of the build team, called by name."},
    {"name": "Operations", "description": "How the platform itself stands: for the keys of those who run it."},
    {"name": "Service", "description": "About the API itself."},
]


def create_app(ports_of: Callable[[Callable[..., Any]], dict[str, Any]], environment: Callable[[], str]) -> FastAPI:
    """The API over ports; `environment` names where it runs (`local`, `production`)."""
    app = FastAPI(
        title="Code24 API",
        version=VERSION,
        openapi_tags=TAGS,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.use_cases = UseCases(ports_of)
    app.state.recent_keys = RecentKeys()
    app.state.environment = environment
    app.add_middleware(Boundary)
    app.add_exception_handler(Code24Error, domain_error)
    app.add_exception_handler(RequestValidationError, validation_error)
    app.add_exception_handler(HTTPException, routing_error)
    app.state.routers = (
        *(plans.router, builds.router, uploads.router, edits.router, sites.router),
        *(optimizations.router, loops.router, challengers.router, experiments.router, stats.router),
        *(reports.router, end_of_month.router),
        *(submissions.router, workers.router, operators.router, service.router),
    )
    for router in app.state.routers:
        app.include_router(router)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    return app
