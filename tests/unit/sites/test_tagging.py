from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.tracker.script import LASTING_PATH, script, script_path, tag
from code24.sites.tagging import added_files, tagged

POLICY = "content-security-policy"
OPEN: Mapping[str, str] = {POLICY: "", "x-robots-tag": "noindex"}
PAGE = b"<!doctype html><html><head><title>A</title></head><body>a</body></html>"
PIECES = st.sampled_from(
    [
        b"<head>",
        b"</head>",
        b"<title>a</title>",
        b"<p>",
        b"\r\n",
        b"\xc3\xbc",
        b"\xff",
        b"<!--",
        b"<script>",
        b"</body>",
    ]
)


def test_a_page_gets_the_tag_and_the_permission() -> None:
    page = tagged(PAGE, OPEN | {POLICY: "default-src 'none'"})
    assert page is not None
    assert page.content == PAGE.replace(b"</head>", tag().encode() + b"</head>")
    assert page.headers == OPEN | {POLICY: "default-src 'none'; connect-src 'self'; script-src 'self'"}


@settings(max_examples=50)
@given(st.lists(PIECES, max_size=10).map(b"".join))
def test_without_what_was_added_it_is_the_same(content: bytes) -> None:
    page = tagged(content, OPEN)
    if page is not None:
        start, end = page.cut
        assert page.content[start:end] == tag().encode()
        assert page.content[:start] + page.content[end:] == content


@pytest.mark.parametrize(
    ("markup", "policy"),
    [
        ("<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">", ""),
        ("<meta http-equiv=' content-security-policy ' content=\"default-src 'self'; connect-src a.example\">", ""),
        ("", "script-src 'strict-dynamic' 'nonce-a'"),
        ("", f"default-src 'none' {'a.example ' * 900}"),
        ("<base href=https://elsewhere.example/>", ""),
    ],
)
def test_a_page_that_could_not_run_it_stays_as_it_is(markup: str, policy: str) -> None:
    content = PAGE.replace(b"<title>", markup.encode() + b"<title>")
    assert tagged(content, {POLICY: policy}) is None


@pytest.mark.parametrize(
    ("markup", "policy"),
    [
        ("<meta http-equiv=content-security-policy content=\"default-src 'self'\">", ""),
        ("<meta http-equiv=refresh content=9>", "default-src 'self'"),
        ("<base href=https://elsewhere.example/>", "base-uri 'self'"),
        ("<base href=/shop/>", ""),
    ],
)
def test_a_page_that_can_run_it_gets_it(markup: str, policy: str) -> None:
    content = PAGE.replace(b"<title>", markup.encode() + b"<title>")
    assert tagged(content, {POLICY: policy}) is not None


def test_the_script_lies_at_two_addresses_one_of_them_for_other_hosts() -> None:
    own, lasting = added_files({"/index.html": PAGE})
    assert (own.path, lasting.path, own.text, lasting.text) == (script_path(), LASTING_PATH, script(), script())
    assert (own.headers, lasting.headers) == ({}, {"cross-origin-resource-policy": "cross-origin"})


def test_a_sites_own_files_keep_their_place() -> None:
    assert [file.path for file in added_files({LASTING_PATH: b"theirs"})] == [script_path()]
    assert added_files({script_path(): b"theirs"}) == ()
