"""What the functions of sites serve, and whether they answer."""

import base64
import json

from code24.adapters import aws
from code24.adapters.routing import DomainsTable, SiteFunctions
from code24.adapters.wire_errors import translated
from code24.errors import NotFound, WorkerFailed
from code24.routing.ports import SiteFailed, SiteTimedOut
from code24.sites.models import RouteStatus, Serving
from code24.types import SiteId

_HOME = json.dumps({"version": 1, "method": "GET", "path": "/", "query": "", "headers": {}, "stamp": ""}).encode()


class LambdaSiteProbe:
    """Looks at the functions `{prefix}-site-{site_id}`, and at the routes that lead to them."""

    def __init__(self, *, prefix: str, domains_table: str) -> None:
        self._prefix = prefix
        self._routes = DomainsTable(domains_table)
        self._functions = SiteFunctions()

    def serving(self, site_id: SiteId, qualifier: str | None = None) -> Serving | None:
        """What is behind an alias or a version, or the function itself; None where there is no such thing."""
        name = self._name(site_id)
        which = {"Qualifier": qualifier} if qualifier else {}
        try:
            with translated(f"Looking at {name}", {"ResourceNotFoundException": NotFound(name)}):
                found = aws.lambda_control().get_function(FunctionName=name, **which)["Configuration"]
        except NotFound:
            return None
        return Serving(version=found["Version"], sha256=base64.b64decode(found["CodeSha256"]).hex())

    def led_to(self, host: str) -> SiteId | None:
        """The site that visitors of a host see; None where the host is unknown, or shows a notice."""
        route = self._routes.get(host)
        return route.site_id if route is not None and route.status == RouteStatus.ACTIVE.value else None

    def status(self, site_id: SiteId, alias: str) -> int:
        """The HTTP status that the site's function answers its home page with.

        Raises NotFound where function or alias are missing, Transient where it is only busy, and WorkerFailed, with a
        reason, where it raises or does not answer in time.
        """
        try:
            answer = self._functions.invoke(self._name(site_id), alias, _HOME)
        except (SiteFailed, SiteTimedOut) as error:
            raise WorkerFailed(str(error)) from error
        try:
            return int(json.loads(answer)["statusCode"])
        except (ValueError, KeyError, TypeError) as error:
            raise WorkerFailed("The site's function answers what is no response.") from error

    def _name(self, site_id: SiteId) -> str:
        return f"{self._prefix}-site-{site_id}"
