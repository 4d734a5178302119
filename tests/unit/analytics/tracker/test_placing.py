import pytest
from hypothesis import given
from hypothesis import strategies as st
from turbohtml import parse

from code24.analytics.tracker.placing import base_leads_elsewhere, place_for

TAG = '<script defer src="/assets/visit.01234567.js"></script>'
PIECES = st.sampled_from([
    "<!doctype html>", "<html>", "<HTML lang=en>", "<head>", "</head>", "</HEAD >", "<head/>", "<body>", "</body>",
    "</html>", "<title>A</title>", "<title>", "</title>", "<meta charset=utf-8>", "<!-- </head> -->", "<!--", "-->",
    "<script>let a = '</head>'</script>", "<script>", "</script>", "<script><!--<script>", "<style>p{}</style>",
    "<style>", "<noscript>", "</noscript>", "<noscript><style>", "<template>", "</template>", "<svg>", "</svg>",
    "<svg><title>", "<math><mi>", "<textarea>", "</textarea>", "<plaintext>", "<select><option>", "</select>",
    "<table><tr><td>", "<table>", "</table>", "<frameset>", "<frame>", "</frameset>", "<iframe>", "<p>", "</p>", "<b>",
    "<a href='</head>'>", "text </head", "<", "&lt;", "ü", "😀", "\r\n", "\n", "\r", "\t", "\0", "\ufeff",
    "<![CDATA[", "<?xml ?>", "<base href=/>", "<form>", "<div", "'>", '">', TAG.replace("0123", "9999"),
])  # fmt: skip
PAGES = st.lists(PIECES, max_size=14).map("".join)


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><head><title>A</title>|</head><body>a</body></html>",
        "<!DOCTYPE html>\r\n<HTML>\r\n<HEAD>\r\n<TITLE>ü</TITLE>\r\n|</HEAD>\r\n<BODY>\r\n</BODY></HTML>\r\n",
        "<head><script>let a = '</head>'</script><!-- </head> --><style>/*</head>*/</style>|</head><body>",
        "<head><noscript><link rel=stylesheet href=a.css></noscript>|</head><p>a",
        "<title>A</title>|<p>a",
        "<meta charset=utf-8><link rel=icon href=a>|<h1>A</h1>",
        "\ufeff<!doctype html><title>A</title>|",
        "<h1>A</h1>|",
        "<body><p>A</p>|</body></html>",
        "<p>A</p></body></html>|",
        "<head>|</head><frameset><frame src=a></frameset>",
        "<head><template></head></template>|</head>",
    ],
)
def test_the_end_of_the_head_or_the_next_best(page: str) -> None:
    before, _, after = page.partition("|")
    assert place_for((before + after).encode(), TAG) == len(before.encode())


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"google-site-verification: google0123.html",
        b"<!-- nothing -->",
        b"<!doctype html>",
        b"<textarea>",
        b"<plaintext>a",
        b"<script>",
        b"<head><style></head>",
        b"<template>",
        b"<select>",
        b"<title>\xe4</title>",
        "<title>A</title>".encode("utf-16"),
        f"<head>{TAG}</head>".encode(),
    ],
)
def test_what_is_better_left_alone(page: bytes) -> None:
    assert place_for(page, TAG) is None


@given(PAGES)
def test_no_page_is_another_one_with_it(page: str) -> None:
    content = page.encode()
    at = place_for(content, TAG)
    if at is None:
        return
    served = (content[:at] + TAG.encode() + content[at:]).decode()
    for scripting in (False, True):
        document = parse(served, scripting=scripting)
        (script,) = document.select('script[src="/assets/visit.01234567.js"]')
        script.decompose()
        assert document.html == parse(page, scripting=scripting).html


@given(st.binary(max_size=60))
def test_any_bytes_are_a_page_or_none(content: bytes) -> None:
    at = place_for(content, TAG)
    assert at is None or 0 <= at <= len(content)


@pytest.mark.parametrize(
    ("href", "elsewhere"),
    [("/a/", False), ("a", False), ("", False), ("//b.example", True), (" HTTPS://b.example", True), ("\\\\b", True)],
)
def test_bases_that_lead_elsewhere(href: str, elsewhere: bool) -> None:
    assert base_leads_elsewhere(parse(f'<base href="{href}">')) is elsewhere
