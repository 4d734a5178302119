import base64
import hashlib
import re

import html5lib
import pytest
from coloraide import Color

from code24.routing import notices
from code24.routing.notices import Notice, response
from tests.observatory import grade
from tests.visitors import assert_http_response

ALL = [value for value in vars(notices).values() if isinstance(value, Notice)]
everywhere = pytest.mark.parametrize("notice", ALL, ids=lambda notice: notice.name)


def body_of(notice: Notice) -> str:
    return str(response(notice, "GET")["body"])


def headers_of(notice: Notice) -> dict[str, str]:
    headers = response(notice, "GET")["headers"]
    assert isinstance(headers, dict)
    return headers


def test_there_is_one_for_every_status_that_the_dispatcher_gives() -> None:
    assert {notice.status for notice in ALL} == {400, 404, 405, 410, 414, 431, 500, 501, 502, 503, 504}
    assert len({notice.name for notice in ALL}) == len(ALL)


@everywhere
def test_a_notice_is_valid_html(notice: Notice) -> None:
    assert_http_response(response(notice, "GET"))
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document = parser.parse(body_of(notice))
    assert document.get("lang") == "en"
    assert document.findtext("head/title") == notice.title
    assert [heading.text for heading in document.iter("h1")] == [notice.title]
    assert document.find("body/main") is not None
    assert [text.text for text in document.iter("p")] == [f"Error {notice.status}", notice.text]
    assert document.findtext("body/footer/strong") == "Code24"


@everywhere
def test_a_notice_is_graded_a_plus_and_not_indexed_or_stored(notice: Notice) -> None:
    headers = headers_of(notice)
    assert grade(headers) == ("A+", 130)
    assert headers["x-robots-tag"] == "noindex"
    assert headers["cache-control"] == "no-store"


@everywhere
def test_a_notice_needs_nothing_from_anywhere(notice: Notice) -> None:
    body = body_of(notice)
    assert not re.search(r"https?:|//|src=|href=|url\(|<script|<link| style=", body.removeprefix("<!doctype html>"))
    (style,) = re.findall(r"<style>(.*?)</style>", body, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in headers_of(notice)["content-security-policy"]


@everywhere
def test_head_gets_the_headers_of_get(notice: Notice) -> None:
    assert response(notice, "HEAD") == response(notice, "GET") | {"body": ""}
    assert headers_of(notice)["content-length"] == str(len(body_of(notice).encode()))


def test_who_should_come_back_is_told_when() -> None:
    told = {notice.name: headers_of(notice).get("retry-after") for notice in ALL if notice.status == 503}
    assert told == {"not-published": "30", "suspended": "86400", "busy": "5"}


def test_who_asked_wrongly_is_told_what_is_allowed() -> None:
    told = {notice.name: headers_of(notice)["allow"] for notice in ALL if "allow" in headers_of(notice)}
    assert told == {"not-allowed": "GET, HEAD", "not-implemented": "GET, HEAD", "post-only": "POST"}


def test_a_word_as_long_as_an_owner_writes_stays_on_a_narrow_page() -> None:
    [body] = re.findall(r"body\{([^}]*)\}", notices.page("Error 400", "Please check", "", points=("W" * 200,)))
    assert "overflow-wrap:anywhere" in body.split(";")


def test_a_page_in_another_language_escapes_what_it_says_and_leads_onward() -> None:
    text = notices.page(
        "422", "Nicht <gesendet>", "A & B", language="de", points=["<b>Name</b>"], link=('/"><script>', "Zurück")
    )
    assert '<html lang="de">' in text
    assert "Nicht &lt;gesendet&gt;" in text
    assert "A &amp; B" in text
    assert "<li>&lt;b&gt;Name&lt;/b&gt;</li>" in text
    assert '<a href="/&quot;&gt;&lt;script&gt;">Zurück</a>' in text
    assert '<footer lang="en">' in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart_in_both_schemes(scheme: str) -> None:
    light, dark = re.findall(r":root\{(?:color-scheme:light dark;)?([^}]*)\}", body_of(notices.DELETED))
    declarations = {"light": light, "dark": dark}[scheme]
    colors = dict(declaration.removeprefix("--").split(":") for declaration in declarations.split(";"))
    for text in ("ink", "soft", "mark"):
        assert Color(colors[text]).contrast(colors["paper"], method="wcag21") >= 4.5
