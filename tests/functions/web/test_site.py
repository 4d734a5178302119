"""The site function, unpacked from a release as Lambda does it."""

import ast
import base64
import gzip
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.tracker.script import LASTING_PATH, script_path, tag
from code24.build.development.models import SiteFile
from code24.sites.bundle import bundle
from tests.functions.web.unpacked import FILES, HANDLER, IMMUTABLE, PAGE_POLICY, REVALIDATE, imported, unpack
from tests.observatory import grade
from tests.visitors import assert_http_response, site_event

HOME, HOME_TYPE = FILES["/index.html"]
PHOTO = FILES["/assets/photo.0123456789ab.webp"][0]
EVENTS = Path(__file__).parents[3] / "events" / "web"
CONTEXT = SimpleNamespace(aws_request_id="c6af9ac6-7b61-11e6-9a41-93e8deadbeef")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return unpack(tmp_path_factory.mktemp("site"))


def ask(site: ModuleType, path: str = "/", method: str = "GET", *, query: str = "", **headers: str) -> dict[str, Any]:
    response: dict[str, Any] = site.handler(site_event(path, method, query=query, **headers), CONTEXT)
    assert_http_response(response)
    return response


def body_of(response: dict[str, Any]) -> bytes:
    return base64.b64decode(response["body"]) if response["isBase64Encoded"] else response["body"].encode()


def etag_of(site: ModuleType, path: str, **headers: str) -> str:
    return str(ask(site, path, **headers)["headers"]["etag"])


def test_a_page_comes_with_all_its_headers(site: ModuleType) -> None:
    response = ask(site)
    assert response["statusCode"] == 200
    assert response["body"] == HOME.decode()
    assert response["isBase64Encoded"] is False
    headers = response["headers"]
    assert headers == {
        "accept-ranges": "bytes",
        "cache-control": REVALIDATE,
        "content-length": str(len(HOME)),
        "content-security-policy": PAGE_POLICY,
        "content-type": HOME_TYPE,
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "etag": headers["etag"],
        "last-modified": "Sun, 01 Mar 2026 09:30:00 GMT",
        "permissions-policy": headers["permissions-policy"],
        "referrer-policy": "strict-origin-when-cross-origin",
        "strict-transport-security": "max-age=31536000",
        "vary": "Accept-Encoding",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "/index.html"),
        ("/about/", "/about/index.html"),
        ("/%61bout/", "/about/index.html"),
        ("/%C3%BCber/gr%c3%b6%C3%9Fe/", "/über/größe/index.html"),
        ("/favicon.ico", "/favicon.ico"),
        ("/robots.txt", "/robots.txt"),
        ("/sitemap.xml", "/sitemap.xml"),
        ("/empty.txt", "/empty.txt"),
        ("/.well-known/security.txt", "/.well-known/security.txt"),
        ("/assets/photo.0123456789ab.webp", "/assets/photo.0123456789ab.webp"),
    ],
)
def test_every_file_has_its_address_type_and_bytes(site: ModuleType, path: str, file: str) -> None:
    response = ask(site, path)
    assert response["statusCode"] == 200
    assert body_of(response) == FILES[file][0]
    assert response["headers"]["content-type"] == FILES[file][1]


def test_assets_are_immutable_and_pages_are_not(site: ModuleType) -> None:
    assert ask(site, "/assets/site.0123456789ab.css")["headers"]["cache-control"] == IMMUTABLE
    assert ask(site, "/about/")["headers"]["cache-control"] == REVALIDATE


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/about", "/about/"),
        ("/about/index.html", "/about/"),
        ("/index.html", "/"),
        ("/%C3%BCber/gr%C3%B6%C3%9Fe", "/%C3%BCber/gr%C3%B6%C3%9Fe/"),
    ],
)
def test_other_names_of_a_page_lead_to_its_address(site: ModuleType, path: str, location: str) -> None:
    response = ask(site, path)
    assert (response["statusCode"], response["headers"]["location"]) == (308, location)
    assert response["headers"]["cache-control"] == "public, max-age=300", "a rollback may take the page away"
    response = ask(site, path, query="utm_source=x&q=%C3%BC")
    assert response["headers"]["location"] == location + "?utm_source=x&q=%C3%BC"


@pytest.mark.parametrize("query", ["a\r\nset-cookie: b=c", "a b", "ü", "<script>", '"'])
def test_a_query_that_no_url_can_have_is_left_behind(site: ModuleType, query: str) -> None:
    assert ask(site, "/about", query=query)["headers"]["location"] == "/about/"


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/", "//about", "///", "/about//", "//", "/https://evil.example"]
)
def test_no_path_redirects_to_another_host(site: ModuleType, path: str) -> None:
    assert ask(site, path)["statusCode"] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/nothing/",
        "/About/",
        "/about%2Findex",
        "/manifest.json",
        "/app.py",
        "/secret.txt",
        "/files/",
        "/404",
    ],
)
def test_what_is_not_in_the_manifest_gets_the_sites_own_page(site: ModuleType, path: str) -> None:
    response = ask(site, path, accept_encoding="br")
    assert response["statusCode"] == 404
    assert brotli.decompress(body_of(response)) == FILES["/404.html"][0]
    assert response["headers"]["content-type"] == "text/html; charset=utf-8"
    assert response["headers"]["content-security-policy"] == PAGE_POLICY
    assert response["headers"]["cache-control"] == "no-cache"
    assert "etag" not in response["headers"]


def test_the_404_page_itself_is_a_404(site: ModuleType) -> None:
    response = ask(site, "/404.html")
    assert (response["statusCode"], body_of(response)) == (404, FILES["/404.html"][0])


def test_a_404_is_not_conditional(site: ModuleType) -> None:
    assert ask(site, "/nothing", if_none_match="*")["statusCode"] == 404
    assert ask(site, "/nothing", range="bytes=0-1")["statusCode"] == 404


def test_a_site_without_a_404_page_still_answers(tmp_path: Path) -> None:
    bare = unpack(tmp_path, {"/index.html": FILES["/index.html"]})
    response = ask(bare, "/nothing")
    assert (response["statusCode"], response["body"]) == (404, "There is no such page.\n")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "about/",
        "*",
        "http://evil.example/",
        "/../secret.txt",
        "/..",
        "/.",
        "/./about/",
        "/about/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/.%2E/secret.txt",
        "/..%2fsecret.txt",
        "/about\\index.html",
        "/..%5csecret.txt",
        "/%00",
        "/about/%00.html",
        "/about/\x00",
        "/%0d%0aset-cookie:a=b",
        "/%c0%ae%c0%ae/",
        "/%ff",
        "/%",
        "/%4",
        "/%zz",
        "/100%",
        "/ü",
        "/\ud800",
        "/%EF%BF%BD",
        "/%C2%85",
    ],
)
def test_malformed_paths_are_refused(site: ModuleType, path: str) -> None:
    assert ask(site, path)["statusCode"] == 400


def test_an_overlong_path_is_refused(site: ModuleType) -> None:
    assert ask(site, "/" + "a" * 2_047)["statusCode"] == 404
    assert ask(site, "/" + "a" * 2_048)["statusCode"] == 414


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "BREW", ""])
def test_only_reading_is_allowed(site: ModuleType, method: str) -> None:
    response = ask(site, "/", method)
    assert (response["statusCode"], response["headers"]["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/about", "/nothing", "/assets/photo.0123456789ab.webp", "/%zz", "/empty.txt"])
@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_head_is_get_without_a_body(site: ModuleType, path: str, accepted: str) -> None:
    get = ask(site, path, accept_encoding=accepted)
    head = ask(site, path, "HEAD", accept_encoding=accepted)
    assert head["body"] == ""
    assert (head["statusCode"], head["headers"]) == (get["statusCode"], get["headers"])
    assert int(get["headers"]["content-length"]) == len(body_of(get))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("x-gzip", "gzip"),
        ("BR", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br; q=1.0 , gzip ; q=0.8", "br"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0.1, gzip", "gzip"),
        ("identity, br;q=0.9", None),
        ("identity;q=0.5, br;q=0.9", "br"),
        ("identity", None),
        ("deflate", None),
        ("br;q=0, gzip;q=0", None),
        ("*;q=0", None),
        ("", None),
        ("br;q=2, gzip;q=nan", None),
        ("br;q=abc", None),
        (",,;;q=,", None),
    ],
)
def test_the_encoding_is_negotiated(site: ModuleType, accepted: str, encoding: str | None) -> None:
    response = ask(site, "/", accept_encoding=accepted)
    assert response["headers"].get("content-encoding") == encoding
    assert response["headers"]["vary"] == "Accept-Encoding"
    assert response["isBase64Encoded"] is (encoding is not None)
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert decode(body_of(response)) == HOME


def test_what_is_stored_in_one_encoding_does_not_vary(site: ModuleType) -> None:
    response = ask(site, "/assets/photo.0123456789ab.webp", accept_encoding="br")
    assert "vary" not in response["headers"]
    assert "content-encoding" not in response["headers"]
    assert response["isBase64Encoded"] is True


def test_each_encoding_has_its_etag(site: ModuleType) -> None:
    tags = {etag_of(site, "/", accept_encoding=accepted) for accepted in ("br", "gzip", "")}
    assert len(tags) == 3


@pytest.mark.parametrize("shape", ["{}", "W/{}", '"other", {}', ' {} ,"more"', "*"])
def test_a_known_etag_is_answered_by_304(site: ModuleType, shape: str) -> None:
    full = ask(site, "/", accept_encoding="br")
    for method in ("GET", "HEAD"):
        response = ask(site, "/", method, accept_encoding="br", if_none_match=shape.format(full["headers"]["etag"]))
        assert (response["statusCode"], response["body"]) == (304, "")
        assert response["headers"] == {
            name: value
            for name, value in full["headers"].items()
            if name not in ("content-type", "content-length", "content-encoding")
        }


def test_another_encodings_etag_is_not_this_ones(site: ModuleType) -> None:
    tag = etag_of(site, "/", accept_encoding="br")
    assert ask(site, "/", accept_encoding="gzip", if_none_match=tag)["statusCode"] == 200


@pytest.mark.parametrize("tag", ['"other"', "", "garbage", '"'])
def test_an_unknown_etag_gets_the_page_whatever_the_date(site: ModuleType, tag: str) -> None:
    response = ask(site, "/", if_none_match=tag, if_modified_since="Sun, 01 Mar 2026 09:30:00 GMT")
    assert response["statusCode"] == 200


@pytest.mark.parametrize(
    ("date", "status"),
    [
        ("Sun, 01 Mar 2026 09:30:00 GMT", 304),
        ("Sun, 01 Mar 2026 09:29:59 GMT", 200),
        # After a rollback a client holds something newer, which is not what is live.
        ("Mon, 02 Mar 2026 09:30:00 GMT", 200),
        ("yesterday", 200),
    ],
)
def test_only_the_very_date_counts(site: ModuleType, date: str, status: int) -> None:
    assert ask(site, "/", if_modified_since=date)["statusCode"] == status


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-499", 0, 499),
        ("bytes=500-", 500, 10_239),
        ("bytes=-240", 10_000, 10_239),
        ("bytes=-99999", 0, 10_239),
        ("bytes=10000-99999", 10_000, 10_239),
        ("BYTES=1-2", 1, 2),
        ("bytes=10239-10239", 10_239, 10_239),
    ],
)
def test_a_range_is_answered_in_part(site: ModuleType, wanted: str, first: int, last: int) -> None:
    response = ask(site, "/assets/photo.0123456789ab.webp", range=wanted)
    assert response["statusCode"] == 206
    assert response["headers"]["content-range"] == f"bytes {first}-{last}/10240"
    assert response["headers"]["content-length"] == str(last - first + 1)
    assert body_of(response) == PHOTO[first : last + 1]


@pytest.mark.parametrize("wanted", ["bytes=10240-", "bytes=10240-10250", "bytes=-0", "bytes=999999999999999-"])
def test_a_range_behind_the_end_is_not_satisfiable(site: ModuleType, wanted: str) -> None:
    response = ask(site, "/assets/photo.0123456789ab.webp", range=wanted)
    assert (response["statusCode"], response["headers"]["content-range"]) == (416, "bytes */10240")
    assert "etag" not in response["headers"]


@pytest.mark.parametrize(
    "wanted",
    [
        "bytes=0-1,5-6",
        "bytes=5-4",
        "bytes=-",
        "bytes=",
        "items=0-1",
        "0-1",
        "bytes=a-b",
        "bytes=0x0-1",
        "",
        "bytes=٣-٤",
    ],
)
def test_what_is_no_single_range_gets_the_whole(site: ModuleType, wanted: str) -> None:
    response = ask(site, "/assets/photo.0123456789ab.webp", range=wanted)
    assert (response["statusCode"], body_of(response)) == (200, PHOTO)


def test_no_range_of_an_empty_file_is_satisfiable(site: ModuleType) -> None:
    assert ask(site, "/empty.txt", range="bytes=0-0")["statusCode"] == 416


def test_a_range_is_of_the_plain_bytes_even_between_the_halves_of_a_character(site: ModuleType) -> None:
    start = HOME.index("ä".encode()) + 1
    response = ask(site, "/", range=f"bytes={start}-{start}", accept_encoding="br")
    assert body_of(response) == "ä".encode()[1:]
    assert "content-encoding" not in response["headers"]


def test_if_range_guards_against_putting_two_files_together(site: ModuleType) -> None:
    path = "/assets/photo.0123456789ab.webp"
    tag = etag_of(site, path)
    answers = {tag: 206, "Sun, 01 Mar 2026 09:30:00 GMT": 206, f"W/{tag}": 200, '"other"': 200, "": 200}
    for value, status in answers.items():
        assert ask(site, path, range="bytes=0-1", if_range=value)["statusCode"] == status


def test_head_and_304_go_before_ranges(site: ModuleType) -> None:
    path = "/assets/photo.0123456789ab.webp"
    assert ask(site, path, "HEAD", range="bytes=0-1")["statusCode"] == 200
    assert ask(site, path, range="bytes=0-1", if_none_match=etag_of(site, path))["statusCode"] == 304


def test_what_lambda_cannot_carry_is_sent_in_parts(tmp_path: Path) -> None:
    film = bytes(7_000_000)
    big = unpack(tmp_path, {"/film.mp4": (film, "video/mp4"), "/big.txt": (b'"' * 4_000_000, "text/plain")})
    response = ask(big, "/film.mp4", range="bytes=0-")
    assert response["statusCode"] == 206
    assert response["headers"]["content-range"] == "bytes 0-4499999/7000000"
    assert len(body_of(response)) == 4_500_000
    assert ask(big, "/film.mp4")["statusCode"] == 500
    assert body_of(ask(big, "/big.txt")) == b'"' * 4_000_000


def test_large_files_are_read_again_and_small_ones_remembered(tmp_path: Path) -> None:
    unpacked = unpack(tmp_path, {"/small.bin": (b"s" * 1000, "x/y"), "/large.bin": (b"l" * 300_000, "x/y")})
    for path in ("/small.bin", "/large.bin"):
        assert ask(unpacked, path)["statusCode"] == 200
    for file in (tmp_path / "files").iterdir():
        file.unlink()
    assert ask(unpacked, "/small.bin")["statusCode"] == 200
    assert ask(unpacked, "/large.bin")["statusCode"] == 500


def test_a_failure_shows_in_the_log_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unpacked = unpack(tmp_path)
    (tmp_path / "manifest.json").unlink()
    response = ask(unpacked)
    assert (response["statusCode"], response["body"]) == (500, "Something went wrong on our side.\n")
    line = json.loads(capsys.readouterr().out)
    assert line["level"] == "ERROR"
    assert line["error"].startswith("FileNotFoundError")


@pytest.mark.parametrize("event", [None, [], "x", {}, {"method": "GET"}, {"method": "GET", "path": None}])
def test_an_event_that_is_none_of_the_dispatchers_is_answered_too(site: ModuleType, event: Any) -> None:
    response = site.handler(event, None)
    assert_http_response(response)
    assert response["statusCode"] == 500


def test_one_log_line_tells_neither_path_nor_query(site: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    ask(site, "/about/", query="token=abc")
    (text,) = capsys.readouterr().out.splitlines()
    line = json.loads(text)
    assert line["request_id"] == CONTEXT.aws_request_id
    assert (line["level"], line["status"], line["bytes"]) == ("INFO", 200, len(FILES["/about/index.html"][0]))
    assert line.keys() == {"level", "message", "timestamp", "request_id", "status", "bytes", "duration_ms"}


@pytest.mark.parametrize("path", ["/", "/about/", "/nothing", "/robots.txt", "/about", "/%zz", "/sitemap.xml"])
def test_every_response_is_worth_an_a_plus(site: ModuleType, path: str) -> None:
    headers = ask(site, path)["headers"]
    assert grade(headers) == ("A+", 130)


def test_the_grade_notices_what_is_missing(site: ModuleType) -> None:
    headers = ask(site)["headers"]
    without = {name: {k: v for k, v in headers.items() if k != name} for name in headers}
    assert grade(without["content-security-policy"]) == ("B", 75)
    assert grade(without["strict-transport-security"]) == ("B+", 80)
    assert grade(without["cross-origin-resource-policy"]) == ("A+", 120)
    assert grade(headers | {"content-security-policy": "default-src 'self' 'unsafe-inline'"}) == ("B+", 80)


def test_a_bundled_release_is_served_as_it_was_made(tmp_path: Path) -> None:
    home = "<!doctype html><html lang=en><title>A</title><link rel=stylesheet href=/assets/a.12345678.css><h1>A</h1>"
    made = bundle(
        "b0123456789abcdef",
        datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        [
            SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text=home * 50),
            SiteFile(path="/assets/a.12345678.css", content_type="text/css; charset=utf-8", text="a{color:red}" * 50),
            SiteFile(path="/logo.png", content_type="image/png", base64="iVBORw0KGgo="),
        ],
        https=True,
    )
    zipfile.ZipFile(io.BytesIO(made.body)).extractall(tmp_path)
    unpacked = imported(tmp_path)
    response = ask(unpacked, accept_encoding="br")
    served = home.replace("<h1>", f"{tag()}<h1>") + home * 49
    assert (response["statusCode"], brotli.decompress(body_of(response)).decode()) == (200, served)
    assert response["headers"]["last-modified"] == "Sun, 01 Mar 2026 09:30:00 GMT"
    assert response["headers"]["cache-control"] == REVALIDATE
    assert grade(response["headers"]) == ("A+", 130)
    response = ask(unpacked, "/assets/a.12345678.css", accept_encoding="gzip")
    assert gzip.decompress(body_of(response)) == b"a{color:red}" * 50
    assert response["headers"]["cache-control"] == IMMUTABLE
    assert body_of(ask(unpacked, "/logo.png")) == base64.b64decode("iVBORw0KGgo=")
    assert ask(unpacked, "/manifest.json")["statusCode"] == 404
    response = ask(unpacked, script_path(), accept_encoding="gzip")
    assert response["headers"]["cache-control"] == IMMUTABLE
    assert len(body_of(response)) <= 1_024
    assert response["headers"]["cross-origin-resource-policy"] == "same-origin"
    assert ask(unpacked, LASTING_PATH)["headers"]["cross-origin-resource-policy"] == "cross-origin"


def test_the_sample_event_is_answered(site: ModuleType) -> None:
    response = site.handler(json.loads((EVENTS / "site.json").read_text()), CONTEXT)
    assert (response["statusCode"], response["headers"]["content-encoding"]) == (200, "br")


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse(HANDLER.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_it_imports_nothing_slow() -> None:
    code = "import sys, app; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=HANDLER.parent, capture_output=True, text=True, check=True
    )
    slow = {
        "email",
        "http",
        "urllib",
        "pathlib",
        "logging",
        "asyncio",
        "inspect",
        "dataclasses",
        "socket",
        "ssl",
        "typing",
    }
    assert slow.isdisjoint(found.stdout.split())


PIECES = st.sampled_from(
    [
        "/",
        "//",
        ".",
        "..",
        "%2e",
        "%2E%2e",
        "%2f",
        "%5c",
        "\\",
        "%00",
        "%c0%af",
        "%ff",
        "%",
        "%25",
        "%252e",
        "?",
        "#",
        ";",
        "about",
        "index.html",
        "404.html",
        "assets",
        "files",
        "secret.txt",
        "manifest.json",
        "app.py",
        "robots.txt",
        "über",
        "%C3%BCber",
        "größe",
        "a",
        "~",
        ":",
        "@",
        "evil.example",
    ]
)
PATHS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=8).map(lambda pieces: "/" + "".join(pieces)),
    st.lists(PIECES, max_size=8).map(lambda pieces: "/" + "/".join(pieces)),
)
HEADERS = st.dictionaries(
    st.sampled_from(["accept-encoding", "if-none-match", "if-modified-since", "range", "if-range", "accept-language"]),
    st.one_of(
        st.text(max_size=30),
        st.from_regex(r"bytes=\d{0,6}-\d{0,6}", fullmatch=True),
        st.lists(
            st.sampled_from(["br", "gzip", "identity", "*", ";q=0", ";q=1", ";q=0.5", ",", "bytes=", "0-1", "W/"])
        ).map("".join),
    ),
)


@given(path=PATHS, method=st.sampled_from(["GET", "HEAD"]), query=st.text(max_size=20), headers=HEADERS)
def test_whatever_is_asked_only_the_manifest_is_served(
    site: ModuleType, path: str, method: str, query: str, headers: dict[str, str]
) -> None:
    event = {"version": 1, "method": method, "path": path, "query": query, "headers": headers}
    response = site.handler(event, None)
    assert_http_response(response)
    status = response["statusCode"]
    assert status in {200, 206, 304, 308, 400, 404, 414, 416}
    if method == "HEAD" or status == 304:
        assert response["body"] == ""
        return
    decode = {"br": brotli.decompress, "gzip": gzip.decompress}.get(response["headers"].get("content-encoding"), bytes)
    body = decode(body_of(response))
    if status == 200:
        assert body in {content for content, _ in FILES.values()}
    elif status == 206:
        assert any(body in content for content, _ in FILES.values())
    elif status == 404:
        assert body == FILES["/404.html"][0]
    else:
        assert len(body) < 100
