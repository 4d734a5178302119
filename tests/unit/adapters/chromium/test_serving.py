"""What the browser's only network answers."""

import pytest

from code24.adapters.chromium.serving import Host
from code24.website.models import WebFile

HTML = "text/html; charset=utf-8"
FILES = [
    WebFile("/index.html", HTML, b"home", {"content-security-policy": "default-src 'self'"}),
    WebFile("/about/index.html", HTML, b"about"),
    WebFile("/plain.html", HTML, b"plain"),
    WebFile("/our team.css", "text/css", b"p{}"),
    WebFile("/assets/external/cdn.example/a.js", "text/javascript", b"a()", source="https://cdn.example/a.js?v=3"),
    WebFile("/assets/external/cdn.example/a.css", "text/css", b"a{}", source="https://cdn.example/a.css"),
]


def host(*more: WebFile) -> Host:
    return Host({file.path: file for file in [*FILES, *more]}, "https://acme.example")


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://acme.example/", b"home"),
        ("https://acme.example/index.html?x=1", b"home"),
        ("https://ACME.example/about/", b"about"),
        ("https://acme.example/plain", b"plain"),
        ("https://acme.example/our%20team.css?v=2", b"p{}"),
        ("https://cdn.example/a.js?v=3", b"a()"),
    ],
)
def test_files_answer_under_their_addresses(url: str, body: bytes) -> None:
    answer = host().answer(url)
    assert answer is not None
    assert (answer.status, answer.body) == (200, body)


def test_a_file_comes_with_its_type_and_its_headers() -> None:
    answer = host().answer("https://acme.example/")
    assert answer is not None
    assert answer.headers["content-type"] == HTML
    assert answer.headers["content-security-policy"] == "default-src 'self'"


def test_a_folder_without_its_slash_leads_to_it() -> None:
    answer = host().answer("https://acme.example/about")
    assert answer is not None
    assert (answer.status, answer.headers["location"]) == (301, "/about/")


def test_a_style_that_came_home_answers_where_its_addresses_are_right() -> None:
    answer = host().answer("https://cdn.example/a.css")
    assert answer is not None
    assert (answer.status, answer.headers["location"]) == (
        302,
        "https://acme.example/assets/external/cdn.example/a.css",
    )


def test_unknown_addresses_get_the_sites_own_page_for_them() -> None:
    bare = host().answer("https://acme.example/nothing")
    own = host(WebFile("/404.html", HTML, b"lost")).answer("https://acme.example/nothing")
    assert bare is not None
    assert own is not None
    assert (bare.status, own.status, own.body) == (404, 404, b"lost")


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "http://acme.example/", "https://acme.example:8443/"])
def test_no_other_host_answers(url: str) -> None:
    assert host().answer(url) is None
