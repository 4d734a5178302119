from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.routing import notices
from code24.routing.models import Request, Visitor
from code24.routing.notices import Notice
from code24.routing.requests import encoded, understood
from tests.visitors import OTHER_HEADERS, http_event

SECRET = "only we know"


def test_a_request_carries_what_a_site_may_see_and_nothing_else() -> None:
    headers = {
        "accept-encoding": "br",
        "accept-language": "de",
        "if-none-match": '"a"',
        "if-modified-since": "Sun, 01 Mar 2026 09:30:00 GMT",
        "if-range": '"a"',
        "range": "bytes=0-1",
        "authorization": "Bearer x",
        "connection": "keep-alive",
        "x-code24-origin-secret": SECRET,
        "x-forwarded-host": "Preview-R0123456789--Acme.Code24.dev:443",
    }
    event = http_event("/über uns/", query="a=%C3%BC&b", headers=headers, cookies=["a=b"])
    assert understood(event, SECRET) == Request(
        host="acme.code24.dev",
        visitor=Visitor("r0123456789", "205.255.255.176", OTHER_HEADERS["user-agent"]),
        headers=OTHER_HEADERS | headers,
        is_trusted=True,
        event={
            "version": 1,
            "method": "GET",
            "path": "/%C3%BCber%20uns/",
            "query": "a=%C3%BC&b",
            "headers": {
                "accept-encoding": "br",
                "accept-language": "de",
                "if-modified-since": "Sun, 01 Mar 2026 09:30:00 GMT",
                "if-none-match": '"a"',
                "if-range": '"a"',
                "range": "bytes=0-1",
            },
        },
    )


def test_header_names_in_any_case_count() -> None:
    request = understood(http_event(headers={"Accept-Encoding": "br"}), SECRET)
    assert isinstance(request, Request)
    assert request.event["headers"] == {"accept-encoding": "br"}


@pytest.mark.parametrize(
    ("changes", "notice"),
    [
        ({"method": "POST"}, notices.NOT_ALLOWED),
        ({"method": "OPTIONS"}, notices.NOT_ALLOWED),
        ({"method": "DELETE"}, notices.NOT_ALLOWED),
        ({"method": "BREW"}, notices.NOT_IMPLEMENTED),
        ({"method": "get"}, notices.NOT_IMPLEMENTED),
        ({"method": ""}, notices.NOT_IMPLEMENTED),
        ({"path": "/" + "a" * 2_048}, notices.PATH_TOO_LONG),
        ({"path": "/" + "ü" * 342}, notices.PATH_TOO_LONG),
        ({"query": "a" * 4_097}, notices.PATH_TOO_LONG),
        ({"path": "/../x"}, notices.MALFORMED),
        ({"path": "x"}, notices.MALFORMED),
        ({"host": "a_b.dev"}, notices.MALFORMED),
        ({"host": ""}, notices.MALFORMED),
        ({"headers": {"x": "a" * 10_240}}, notices.HEADERS_TOO_LARGE),
        ({"headers": {"x" * 10_240: "a"}}, notices.HEADERS_TOO_LARGE),
        ({"headers": {"x": "ü" * 5_120}}, notices.HEADERS_TOO_LARGE),
        ({"headers": {f"x-{i}": "a" * 100 for i in range(100)}}, notices.HEADERS_TOO_LARGE),
        ({"cookies": ["a=" + "b" * 5_120] * 2}, notices.HEADERS_TOO_LARGE),
    ],
)
def test_what_no_site_should_be_asked_is_refused(changes: dict[str, Any], notice: Notice) -> None:
    assert understood(http_event(**changes), SECRET) == notice


def test_the_limits_themselves_are_allowed() -> None:
    event = http_event("/" + "a" * 2_047, query="a" * 4_096, headers={"x": "a" * 9_000})
    assert isinstance(understood(event, SECRET), Request)


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("/", "/"),
        ("/about/", "/about/"),
        # An HTTP API leaves %25 escaped and decodes the rest.
        ("/100%25", "/100%25"),
        ("/a%252Eb", "/a%252Eb"),
        ("/für alle", "/f%C3%BCr%20alle"),
        ("/what?", "/what%3F"),
        ("/a#b", "/a%23b"),
        ("/%C3%BC", "/%C3%BC"),
        ("/a;b=c,d:e@f!$&'()*+~", "/a;b=c,d:e@f!$&'()*+~"),
        ('/<script>"', "/%3Cscript%3E%22"),
        ("/.well-known/", "/.well-known/"),
        ("//evil.example", "//evil.example"),
        ("/100%", None),
        ("/%zz", None),
        ("/..", None),
        ("/a/../b", None),
        ("/%2e%2e/b", None),
        ("/a\\b", None),
        ("/a%5Cb", None),
        ("/a\x00", None),
        ("/a%00", None),
        ("/%ff", None),
        ("/\ufffd", None),
        ("about", None),
        ("", None),
    ],
)
def test_paths_are_brought_to_one_form(raw: str, path: str | None) -> None:
    assert encoded(raw) == path


@given(st.text(min_size=1, max_size=40))
def test_a_path_survives_in_both_forms_that_gateways_deliver(text: str) -> None:
    name = "/" + text
    try:
        escaped = quote(name)
    except UnicodeEncodeError:
        assert encoded(name) is None
        return
    decoded_but_percent = name.replace("%", "%25")
    for raw in (escaped, decoded_but_percent):
        path = encoded(raw)
        if path is not None:
            assert unquote(path, errors="strict") == name
            assert path.isascii()
            assert path.isprintable()
            assert not {"?", "#", " ", "\\"} & set(path)
    assert (encoded(escaped) is None) == (encoded(decoded_but_percent) is None)


def test_half_a_surrogate_pair_is_no_path() -> None:
    assert encoded("/\ud800") is None
