"""Events as posts."""

from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.http.receiving.posts import Post, page_of, posted, section_of, wants_json
from code24.routing import notices
from tests.visitors import ACME, RELEASE_ID, http_event

AT = datetime(2026, 3, 1, tzinfo=UTC)


def event(**changes: Any) -> dict[str, Any]:
    headers = changes.pop("headers", {})
    return http_event("/api/form/contact", "POST", headers=headers, host=changes.pop("host", ACME)) | changes


def post(**changes: Any) -> Post:
    found = posted(event(**changes), "secret")
    assert isinstance(found, Post)
    return found


def test_a_post_says_whose_form_it_is() -> None:
    found = post(body="a=b")
    assert (found.name, found.host, found.visitor.preview, found.form, found.body) == (
        ACME,
        ACME,
        None,
        "contact",
        b"a=b",
    )
    assert post(body=b64encode(b"\xff\x00").decode(), isBase64Encoded=True).body == b"\xff\x00"
    assert post(body="not base64!", isBase64Encoded=True).body is None
    assert post(rawPath="/api/form/nothing").form is None


def test_a_preview_is_a_host_of_its_own() -> None:
    found = post(host=f"preview-{RELEASE_ID}--{ACME}")
    assert (found.name, found.host, found.visitor.preview) == (f"preview-{RELEASE_ID}--{ACME}", ACME, RELEASE_ID)


def test_only_the_distribution_names_host_and_visitor() -> None:
    claimed = {"x-forwarded-host": "other.localhost", "x-code24-visitor": "198.51.100.1"}
    assert (post(headers=claimed).host, post(headers=claimed).address) == (ACME, "205.255.255.176")
    trusted = claimed | {"x-code24-origin-secret": "secret"}
    assert (post(headers=trusted).host, post(headers=trusted).address) == ("other.localhost", "198.51.100.1")


def test_a_visitor_is_an_address_and_a_browser() -> None:
    names = {
        post().visitor_key(b"k", AT),
        post(headers={"user-agent": "other"}).visitor_key(b"k", AT),
        post(headers={"x-code24-origin-secret": "secret", "x-code24-visitor": "::1"}).visitor_key(b"k", AT),
    }
    assert len(names) == 3
    assert post().network_key(b"k", AT) == post(headers={"user-agent": "other"}).network_key(b"k", AT)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods(method: str) -> None:
    assert posted(http_event("/api/form/contact", method), "secret") is notices.POST_ONLY


def test_hosts_that_are_none() -> None:
    assert posted(event(host="a_b"), "secret") is notices.MALFORMED
    assert posted(event(host=""), "secret") is notices.MALFORMED


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [("application/json", True), ("text/html,application/json;q=0.9", False), ("*/*", False), ("", False)],
)
def test_who_asks_for_json(accept: str, wanted: bool) -> None:
    assert post(headers={"accept": accept}).wants_json is wanted
    assert wants_json({"headers": {"accept": accept}}) is wanted
    assert not wants_json(None)


@pytest.mark.parametrize("page", ["/", "/contact/", "/über/uns/", "/404.html"])
def test_pages(page: str) -> None:
    assert page_of({"page": [page]}) == page


@pytest.mark.parametrize(
    "page",
    ["", "contact", "//evil.example/", "/../x", "/a/./b", "/a?b", "/a#b", "/a\nb", "/a b", "/a\\b", "/%2e%2e/",
     "/" + "x" * 200, "https://evil.example/", "/\ufffd", "/a\u2028Subject:b", "/\u202egnp.exe", "/a\u00a0b",
     "/a\u3000b"],
)  # fmt: skip
def test_no_pages(page: str) -> None:
    assert page_of({"page": [page]}) is None


def test_what_comes_twice_is_nothing() -> None:
    assert page_of({"page": ["/", "/"]}) is None
    assert section_of({"section": ["a", "a"]}) is None
    assert section_of({}) is None


@given(st.text())
def test_sections(section: str) -> None:
    found = section_of({"section": [section]})
    assert found is None or found == section
    assert found is None or found.replace("-", "").replace("_", "").isalnum() or set(found) <= {"-", "_"}
