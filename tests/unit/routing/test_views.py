import json
from typing import Any

import pytest

from code24.routing.models import Request
from code24.routing.requests import understood
from code24.routing.views import is_view, told
from tests.visitors import ACME, OTHER_HEADERS, RELEASE_ID, http_event

SECRET = "a secret that only tests know"
HTML = {"content-type": "text/html; charset=utf-8"}


def requested(path: str = "/", method: str = "GET", **changes: Any) -> Request:
    request = understood(http_event(path, method, **changes), SECRET)
    assert isinstance(request, Request)
    return request


def answered(status: int = 200, headers: dict[str, str] | None = None) -> dict[str, Any]:
    return {"statusCode": status, "headers": HTML if headers is None else headers}


@pytest.mark.parametrize("status", [200, 404])
def test_a_page_was_seen_and_so_was_that_there_is_none(status: int) -> None:
    assert is_view(requested(), answered(status))


@pytest.mark.parametrize("status", [204, 206, 301, 308, 400, 410, 416, 500, 503])
def test_nothing_else_was(status: int) -> None:
    assert not is_view(requested(), answered(status))


@pytest.mark.parametrize("content_type", ["text/css", "image/png", "application/json", ""])
def test_a_file_is_no_page(content_type: str) -> None:
    assert not is_view(requested("/a.css"), answered(headers={"content-type": content_type}))
    assert not is_view(requested("/a.css"), answered(headers={}))


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/", True),
        ("/about/", True),
        ("/about", True),
        ("/about.html", True),
        ("/v1.2/", True),
        ("/site.css", False),
        ("/a/b.png", False),
    ],
)
def test_an_answer_without_a_body_is_a_page_by_its_address(path: str, seen: bool) -> None:
    assert is_view(requested(path), answered(304, {})) is seen


@pytest.mark.parametrize(
    "headers",
    [
        {"dnt": "1"},
        {"sec-gpc": "1"},
        {"Sec-GPC": "1"},
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
        {"sec-fetch-dest": "empty"},
        {"sec-fetch-dest": "iframe"},
    ],
)
def test_who_did_not_look_or_wants_not_to_be_counted_is_not(headers: dict[str, str]) -> None:
    assert not is_view(requested(headers=headers), answered())


@pytest.mark.parametrize("headers", [{"dnt": "0"}, {"sec-gpc": "0"}, {"sec-fetch-dest": "document"}])
def test_everybody_else_is(headers: dict[str, str]) -> None:
    assert is_view(requested(headers=headers), answered())


def test_previews_and_other_methods_are_not_counted() -> None:
    assert not is_view(requested(host=f"preview-{RELEASE_ID}--{ACME}"), answered())
    assert not is_view(requested(method="HEAD"), answered())


def test_what_the_collector_is_told() -> None:
    headers = {
        "x-code24-origin-secret": SECRET,
        "x-forwarded-host": ACME,
        "x-code24-visitor": "2001:db8::7",
        "cloudfront-viewer-country": "DE",
        "referer": "https://example.org/x?y",
    }
    request = requested("/about/", query="utm_source=a", host="abc.execute-api.example", headers=headers)
    assert json.loads(told(request, 404, 1_800_000_000_123, failed_alias="exp-t-1")) == {
        "view": {
            "host": ACME,
            "path": "/about/",
            "query": "utm_source=a",
            "referrer": "https://example.org/x?y",
            "address": "2001:db8::7",
            "agent": OTHER_HEADERS["user-agent"],
            "country": "DE",
            "status": 404,
            "failed_alias": "exp-t-1",
            "at": 1_800_000_000_123,
        }
    }


def test_what_a_visitor_says_of_address_and_country_is_not_believed() -> None:
    request = requested(headers={"x-code24-visitor": "192.0.2.1", "cloudfront-viewer-country": "DE"})
    view = json.loads(told(request, 200, 0, failed_alias=""))["view"]
    assert (view["address"], view["country"], view["referrer"]) == ("205.255.255.176", "", "")
