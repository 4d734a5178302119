"""What becomes of a route, and of the answer of a site's function."""

import json
from typing import Any

from code24.errors import Code24Error, NotFound, Transient
from code24.routing import notices
from code24.routing.models import Route, Visitor
from code24.routing.notices import Notice
from code24.routing.ports import SiteFailed, SiteTimedOut


def notice_for(route: Route | None, visitor: Visitor) -> Notice | None:
    """What a visitor reads instead of the site; None where its function is to answer.

    A site that is not published yet has previews already; one that is paused or gone has none any more.
    """
    if route is None:
        return notices.UNKNOWN_HOST
    match route.status:
        case "active":
            return None
        case "reserved":
            return None if visitor.preview else notices.NOT_PUBLISHED
        case "suspended":
            return notices.SUSPENDED
        case "deleted":
            return notices.DELETED
        case _:
            return notices.BROKEN


def notice_of(error: Code24Error, visitor: Visitor) -> Notice:
    """What a visitor reads where the table or the site's function did not answer."""
    match error:
        case NotFound() if visitor.preview:
            return notices.UNKNOWN_PREVIEW
        case Transient():
            return notices.BUSY
        case SiteTimedOut():
            return notices.SITE_TIMED_OUT
        case _:
            return notices.SITE_FAILED


def site_response(payload: bytes, visitor: Visitor) -> dict[str, Any]:
    """The answer of a site's function as an HTTP API response. Raises SiteFailed where it is none."""
    try:
        answer = json.loads(payload)
    except ValueError as error:
        raise SiteFailed("The site's function answered what is not JSON.") from error
    match answer:
        case {
            "statusCode": int(status),
            "headers": dict(headers),
            "body": str(body),
            "isBase64Encoded": bool(is_base64),
        } if 200 <= status <= 599 and all(isinstance(value, str) for value in headers.values()):
            headers = {name.lower(): value for name, value in headers.items()}
            if visitor.preview:
                headers["x-robots-tag"] = "noindex"
            return {"statusCode": status, "headers": headers, "body": body, "isBase64Encoded": is_base64}
    raise SiteFailed("The site's function answered what is not an HTTP response.")


def working(answer: dict[str, Any], function: str) -> dict[str, Any]:
    """The answer of a function that another one can stand in for. Raises SiteFailed where it says that it is broken."""
    if answer["statusCode"] >= 500:
        raise SiteFailed(f"{function} answered with status {answer['statusCode']}.")
    return answer
