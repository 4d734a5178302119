"""What the platform is made of: what is checked every hour. A test holds these against the template."""

from typing import Any, NamedTuple

TEAMS = {
    "analytics": ("process", "rebuild", "roll-up", "sweep"),
    "audit": ("conversion", "design", "performance", "seo"),
    "build": (
        *("brand", "competitive-analysis", "content", "design", "development", "market-research", "pictures"),
        *("publish", "quality-gate", "record-failure"),
    ),
    "cron": ("continuous-optimization", "end-of-month", "monthly-analytics"),
    "experiments": ("look", "write-challengers"),
    "forms": ("notify",),
    "optimize": (
        *("apply", "begin", "continue-as-new", "import-site", "learn", "milestone", "plan", "publish", "react"),
        *("record-failure", "store", "verify"),
    ),
    "reports": ("customer-month",),
    "revenue": ("record",),
    "upkeep": ("attend",),
}
"""Functions that answer a probe (`runtime/probing.py`), by the first part of their name. The health check is none."""

TABLES = (
    *("api-keys", "builds", "customers", "domains", "jobs", "knowledge", "limits", "operations", "rollups", "salts"),
    *("sites", "submissions", "subscriptions", "tests", "worker-results"),
)
BUCKETS = ("data", "media", "releases")
STATE_MACHINES = ("build", "optimize")

NOWHERE = "health-check.invalid"
"""A host that no site has (RFC 2606, 2)."""


class Visit(NamedTuple):
    """A harmless request to a function behind an HTTP API, and the status that shows that it works."""

    function: str
    method: str
    path: str
    status: int

    @property
    def event(self) -> dict[str, Any]:
        """The request as API Gateway hands it over (payload format 2.0)."""
        http = {"method": self.method, "path": self.path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1"}
        return {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": self.path,
            "rawQueryString": "",
            "headers": {"host": NOWHERE, "user-agent": "code24-health"},
            "requestContext": {
                "domainName": NOWHERE,
                "http": http | {"userAgent": "code24-health"},
                "requestId": "health",
                "routeKey": "$default",
                "stage": "$default",
            },
            "isBase64Encoded": False,
        }


VISITS = (
    Visit("api", "GET", "/health", 200),
    Visit("collect", "GET", "/api/event", 405),
    Visit("dispatcher", "GET", "/", 404),
    Visit("forms", "GET", "/api/form/contact", 405),
)
"""Functions of the team `web`, whose event is a visitor's request: they have no room for a probe."""
