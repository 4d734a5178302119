"""What somebody who sent a form gets back: pages in the site's language, or JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from code24.routing import notices
from code24.routing.notices import Notice

_TITLES = {400: "Malformed request", 403: "Forbidden", 404: "Not found", 413: "Content too large"} | {
    415: "Unsupported media type", 422: "Invalid form", 429: "Too many requests", 503: "Temporarily unavailable"
}  # fmt: skip


def thanked(path: str, *, as_json: bool) -> dict[str, Any]:
    """The way to the thank-you page."""
    location = quote(path, safe="/-._~!$&'()*+,;=:@%") if path.startswith("/") and not path.startswith("//") else "/"
    if as_json:
        return _response(200, "application/json", json.dumps({"status": "received", "location": location}))
    answer = _response(303, "text/plain; charset=utf-8", "")
    answer["headers"]["location"] = location
    return answer


def refused(
    status: int,
    title: str,
    text: str,
    *,
    as_json: bool,
    language: str = "en",
    link: tuple[str, str] | None = None,
    points: Sequence[str] = (),
    faults: Mapping[str, str] | None = None,
    retry_after: int | None = None,
) -> dict[str, Any]:
    """A page that says why nothing was sent and leads back, or a problem document (RFC 9457) with the faulty fields."""
    if as_json:
        answer = _problem(status, text, faults or {})
    else:
        page = notices.page(str(status), title, text, language=language, points=points, link=link)
        answer = _response(status, "text/html; charset=utf-8", page)
        answer["headers"] |= notices.page_headers(language)
    if retry_after is not None:
        answer["headers"]["retry-after"] = str(retry_after)
    return answer


def notice(shown: Notice, *, as_json: bool) -> dict[str, Any]:
    """A notice of the dispatcher's."""
    if not as_json:
        return notices.response(shown, "POST")
    answer = _problem(shown.status, f"{shown.title}. {shown.text}", {}, title=shown.title)
    if shown.retry_after is not None:
        answer["headers"]["retry-after"] = str(shown.retry_after)
    if shown.allow is not None:
        answer["headers"]["allow"] = shown.allow
    return answer


def shown_again(headers: Mapping[str, str], page: str) -> dict[str, Any]:
    """The site's own page with the form filled in again, under the page's own policies."""
    kept = {
        name: value
        for name, value in headers.items()
        if name not in {"accept-ranges", "etag", "last-modified", "vary", "content-encoding", "content-length"}
    }
    answer = _response(422, "text/html; charset=utf-8", page)
    answer["headers"] = kept | answer["headers"]
    return answer


def _problem(status: int, detail: str, faults: Mapping[str, str], *, title: str = "") -> dict[str, Any]:
    document = {
        "type": "about:blank",
        "title": title or _TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "errors": [{"field": name, "message": message} for name, message in faults.items()],
    }
    return _response(status, "application/problem+json", json.dumps(document, ensure_ascii=False))


def _response(status: int, content_type: str, body: str) -> dict[str, Any]:
    headers = {
        "cache-control": "no-store",
        "content-length": str(len(body.encode())),
        "content-type": content_type,
        "referrer-policy": "strict-origin-when-cross-origin",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
    }
    return {"statusCode": status, "headers": headers, "body": body, "isBase64Encoded": False}
