from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turbohtml import parse

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


@pytest.mark.parametrize("word", ["amp", "AMP", "⚡", "⚡\ufe0f", "amp4email", "⚡4ads", 'amp=""'])
def test_a_page_that_may_have_no_script_of_its_own_has_none(word: str) -> None:
    assert tagged(PAGE.replace(b"<html", f"<html {word} lang=en".encode()), OPEN) is None
    assert tagged(PAGE.replace(b"<html", f"<html data-{word}".encode()), OPEN) is not None


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>A</title></head><frameset cols=*><frame src=a></frameset></html>",
        "<html><head><title>A</title></head><body>a<plaintext></body></html>",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>"
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>A</title></head><body>a</body></html>",
        "<html><head><script>'</head>'</script><!-- </head> --><title></head></title></head><body>a</body></html>",
    ],
)
def test_odd_pages_get_it_where_it_runs(page: str) -> None:
    found = tagged(page.encode(), OPEN)
    assert found is not None
    [script_element] = [each for each in parse(found.content.decode()).select("script") if each.attr("src")]
    assert script_element.parent is not None
    assert getattr(script_element.parent, "tag", "") == "head"


@pytest.mark.parametrize(
    "page", [PAGE.replace(b"</head>", tag().encode() + b"</head>"), b"<plaintext>a", b"<!--" + PAGE]
)
def test_a_page_that_has_it_or_no_place_for_it_stays_as_it_is(page: bytes) -> None:
    assert tagged(page, OPEN) is None


def test_the_script_lies_at_two_addresses_one_of_them_for_other_hosts() -> None:
    own, lasting = added_files({"/index.html": PAGE})
    assert (own.path, lasting.path, own.text, lasting.text) == (script_path(), LASTING_PATH, script(), script())
    assert (own.headers, lasting.headers) == ({}, {"cross-origin-resource-policy": "cross-origin"})


def test_a_sites_own_files_keep_their_place() -> None:
    assert [file.path for file in added_files({LASTING_PATH: b"theirs"})] == [script_path()]
    assert added_files({script_path(): b"theirs"}) == ()
