"""What senders get back, in the words of the tracker that they use."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from code24.analytics.collecting.reasons import Reason
from code24.analytics.collecting.sent import Api

RETRY_SECONDS = 5
_ANY_ORIGIN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "x-code24-dropped, x-plausible-dropped",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
_PREFLIGHT = {
    "access-control-allow-headers": "*",
    "access-control-allow-methods": "POST, OPTIONS",
    "access-control-max-age": "86400",
}
_TEXTS = {
    400: "The body is no base64.",
    405: "Events are sent to this address by POST.",
    413: "An event, or a list of them, has 64 KiB at most.",
    500: "The mistake is on our side. Please try again in a moment.",
    503: "Events cannot be taken at the moment. Please send them again in a few seconds.",
}


def taken(
    api: Api, dropped: Iterable[Reason], accepted: int, details: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """202, whatever was dropped; headers say why. `details` are what was wrong with elements of a list."""
    headers = {}
    if reasons := sorted(set(dropped)):
        headers["x-code24-dropped"] = ", ".join(reasons)
        if not accepted:
            headers["x-plausible-dropped"] = "1"
    if api is Api.EVENT:
        return _answer(202, "ok", "text/plain; charset=utf-8", headers)
    body: dict[str, Any] = {}  # Umami's script would send what it found under `cache` with every event from then on
    if api is Api.BATCH:
        size = accepted + sum(1 for _ in dropped)
        body = {"size": size, "processed": size - len(details), "errors": len(details), "details": list(details)}
    return _answer(202, json.dumps(body), "application/json", headers)


def preflight() -> dict[str, Any]:
    """What browsers ask before they send JSON to another host."""
    return _answer(204, "", "", _PREFLIGHT)


def malformed(api: Api, problems: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """400, for what is no event: the faults by field, as Plausible's and Umami's collectors have them."""
    faults: dict[str, list[str]] = {}
    for name, text in problems:
        faults.setdefault(name, []).append(text)
    if api is Api.EVENT:
        return _json(400, {"errors": faults})
    return _json(400, {"error": {"message": "Bad request", "code": "bad-request", "status": 400, "errors": faults}})


def refused(status: int) -> dict[str, Any]:
    """An answer that needs no more than its status."""
    if status == 204:
        return preflight()
    more = {405: {"allow": "POST, OPTIONS"}, 503: {"retry-after": str(RETRY_SECONDS)}}
    return _json(status, {"error": _TEXTS[status]}, more.get(status))


def _json(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    return _answer(status, json.dumps(body), "application/json", headers or {})


def _answer(status: int, body: str, content_type: str, headers: Mapping[str, str]) -> dict[str, Any]:
    every = _ANY_ORIGIN | ({"content-type": content_type} if body else {}) | dict(headers)
    return {"statusCode": status, "headers": every, "body": body, "isBase64Encoded": False}
