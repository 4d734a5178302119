"""The front door between a raw client and a raw upstream: what goes in and out is compared byte by byte."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypothesis import given
from hypothesis import strategies as st

from local.deployed import Deployed
from local.front_door import MAX_BODY, FrontDoor
from local.settings import Settings
from tests.local.wire import Answer, Upstream, exchange

DEPLOYED = Deployed("", "", "sites01", "platform01", "code24-local-media-0", "s3cret", "", {})
KEY = "a" * 64


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with Upstream() as upstream:
        yield upstream


@pytest.fixture(autouse=True)
def _plain_answer(upstream: Upstream) -> None:
    upstream.answer(200, [], b"")


class Door:
    """A front door in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.emulator_runs = True

    def ask(self, request: bytes, **how: bool) -> Answer:
        return exchange(self.settings.port, request, **how)


@pytest.fixture(scope="module")
def door(upstream: Upstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    state = tmp_path_factory.mktemp("state")
    DEPLOYED.write(state / "deployment.json")
    listener = socket.create_server(("127.0.0.1", 0))  # listens before anybody asks, and nobody can take its port
    door = Door(Settings(Path(), state, listener.getsockname()[1], upstream.port))
    loop_stop: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    ready = threading.Event()

    async def run() -> None:
        stop = asyncio.Event()
        loop_stop.append((asyncio.get_running_loop(), stop))
        config = Config()
        config.bind = [f"fd://{listener.detach()}"]
        config.include_server_header = config.include_date_header = False
        config.h11_max_incomplete_size = 64 * 1024
        ready.set()
        await serve(FrontDoor(door.settings, lambda: door.emulator_runs), config, shutdown_trigger=stop.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    assert ready.wait(60)
    yield door
    loop, stop = loop_stop[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)


def get(target: str, host: str = "acme.localhost:8024", *lines: str, method: str = "GET") -> bytes:
    return "".join(f"{line}\r\n" for line in (f"{method} {target} HTTP/1.1", f"host: {host}", *lines, "")).encode(
        "latin-1"
    )


def test_a_site_goes_to_the_sites_api_with_host_scheme_and_secret(door: Door, upstream: Upstream) -> None:
    door.ask(get("/about/?a=b"))

    assert upstream.seen.target == b"/_aws/execute-api/sites01/$default/about/?a=b"
    assert upstream.seen.values(b"host") == [b"acme.localhost:8024"]
    assert upstream.seen.values(b"x-forwarded-host") == [b"acme.localhost"]
    assert upstream.seen.values(b"x-forwarded-proto") == [b"http"]
    assert upstream.seen.values(b"x-code24-origin-secret") == [b"s3cret"]
    assert upstream.seen.values(b"x-code24-visitor") == [b"127.0.0.1"]


def test_the_platform_api_gets_no_secret(door: Door, upstream: Upstream) -> None:
    door.ask(get("/health", "api.localhost:8024"))

    assert upstream.seen.target == b"/_aws/execute-api/platform01/$default/health"
    assert upstream.seen.values(b"x-code24-origin-secret") == []
    assert upstream.seen.values(b"x-code24-visitor") == []


@pytest.mark.parametrize(
    "name",
    ["x-forwarded-host", "X-Forwarded-Proto", "x-CODE24-origin-secret", "X-Code24-Visitor", "x-forwarded-for"],
)
def test_a_client_cannot_set_what_the_front_door_says(door: Door, upstream: Upstream, name: str) -> None:
    door.ask(get("/", "acme.localhost", f"{name}: forged", f"{name}: forged again"))

    assert b"forged" not in b" ".join(upstream.seen.values(name.lower().encode()))


@pytest.mark.parametrize(
    "target", ["//x//y/", "/a/../b/./c", "/%2e%2e%2Fetc", "/a%20b%00%ff?x=%26&x=1&&=", "/?", "/a;b=c"]
)
def test_the_target_stays_as_it_was_sent(door: Door, upstream: Upstream, target: str) -> None:
    door.ask(get(target))

    sent = target.removesuffix("?") if target == "/?" else target
    assert upstream.seen.target.decode() == f"/_aws/execute-api/sites01/$default{sent}"


@given(path=st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="?"), max_size=60))
def test_any_path_stays_as_it_was_sent(door: Door, upstream: Upstream, path: str) -> None:
    door.ask(get(f"/p{path}"))

    assert upstream.seen.target.decode() == f"/_aws/execute-api/sites01/$default/p{path}"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO"])
def test_any_method_passes(door: Door, upstream: Upstream, method: str) -> None:
    door.ask(get("/", method=method))

    assert upstream.seen.method == method.encode()


def test_repeated_headers_stay_repeated_in_both_directions(door: Door, upstream: Upstream) -> None:
    upstream.answer(200, [(b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2, c"), (b"X-Odd", b"\xe9")], b"")
    answer = door.ask(get("/", "acme.localhost", "cookie: a=1", "cookie: b=2", "x-odd: \xe9"))

    assert upstream.seen.values(b"cookie") == [b"a=1", b"b=2"]
    assert upstream.seen.values(b"x-odd") == [b"\xe9"]
    assert answer.values(b"set-cookie") == [b"a=1", b"b=2, c"]
    assert answer.values(b"x-odd") == [b"\xe9"]


def test_hop_by_hop_headers_end_here(door: Door, upstream: Upstream) -> None:
    upstream.answer(200, [(b"connection", b"x-private"), (b"x-private", b"1"), (b"keep-alive", b"timeout=5")], b"ok")
    answer = door.ask(
        get("/", "acme.localhost", "connection: close, x-mine", "x-mine: 1", "te: trailers", "proxy-authorization: x")
    )

    for name in (b"x-mine", b"te", b"proxy-authorization", b"keep-alive"):
        assert upstream.seen.values(name) == []
    assert answer.values(b"x-private") == answer.values(b"keep-alive") == []
    assert answer.body == b"ok"


@given(body=st.binary(max_size=2000))
def test_bodies_are_not_touched(door: Door, upstream: Upstream, body: bytes) -> None:
    upstream.answer(200, [(b"content-type", b"application/octet-stream"), (b"content-encoding", b"gzip")], body)
    answer = door.ask(get("/", "acme.localhost", f"content-length: {len(body)}", method="POST") + body)

    assert upstream.seen.body == body
    assert answer.body == body
    assert answer.values(b"content-encoding") == [b"gzip"]


def test_a_chunked_body_arrives_whole(door: Door, upstream: Upstream) -> None:
    chunks = b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
    door.ask(get("/", "acme.localhost", "transfer-encoding: chunked", method="POST") + chunks)

    assert upstream.seen.body == b"abcdefg"
    assert upstream.seen.values(b"content-length") == [b"7"]


def test_head_keeps_the_length_without_a_body(door: Door, upstream: Upstream) -> None:
    upstream.answer(200, [(b"content-length", b"1234")], b"")
    answer = door.ask(get("/", method="HEAD"), head=True)

    assert (answer.status, answer.values(b"content-length"), answer.body) == (200, [b"1234"], b"")


@pytest.mark.parametrize("status", [200, 206, 301, 404, 405, 418, 500, 503])
def test_statuses_pass(door: Door, upstream: Upstream, status: int) -> None:
    upstream.answer(status, [(b"location", b"/x")], b"body")

    answer = door.ask(get("/"))

    assert (answer.status, answer.values(b"location"), answer.body) == (status, [b"/x"], b"body")


def test_not_modified_has_no_length(door: Door, upstream: Upstream) -> None:
    upstream.answer(304, [(b"etag", b'"x"'), (b"content-length", b"0")], b"")
    answer = door.ask(get("/"))

    assert (answer.status, answer.values(b"etag"), answer.values(b"content-length")) == (304, [b'"x"'], [])


def test_headers_beyond_what_an_http_api_takes(door: Door, upstream: Upstream) -> None:
    assert door.ask(get("/", "acme.localhost", f"x-large: {'x' * 10_000}")).status == 200
    assert door.ask(get("/", "acme.localhost", f"x-large: {'x' * 10_300}")).status == 431
    assert door.ask(get(f"/{'x' * 10_300}")).status == 431
    assert door.ask(get("/", "acme.localhost", f"x-large: {'x' * 200_000}")).status == 431


def test_bodies_beyond_what_an_http_api_takes(door: Door, upstream: Upstream) -> None:
    whole = get("/", "acme.localhost", f"content-length: {MAX_BODY}", method="POST") + b"x" * MAX_BODY
    assert door.ask(whole).status == 200
    assert len(upstream.seen.body) == MAX_BODY
    assert door.ask(get("/", "acme.localhost", f"content-length: {MAX_BODY + 1}", method="POST")).status == 413


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (get("/", "evil.example.com"), 421),
        (get("/", "acme.localhost", "host: other.localhost"), 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (get("http://acme.localhost/", "acme.localhost"), 400),
        (get("*", "acme.localhost", method="OPTIONS"), 400),
        (get("/", "localhost:8024", method="POST"), 405),
        (get("/x", "localhost:8024"), 404),
    ],
)
def test_what_the_front_door_answers_itself(door: Door, request_: bytes, status: int) -> None:
    assert door.ask(request_).status == status


def test_status_page_names_the_places(door: Door) -> None:
    answer = door.ask(get("/", "localhost:8024"))

    assert answer.status == 200
    assert f"http://api.localhost:{door.settings.port}".encode() in answer.body


def test_error_pages_escape_what_was_sent(door: Door) -> None:
    answer = door.ask(get("/", "<script>.example.com"))

    assert answer.status == 421
    assert b"<script>" not in answer.body


def test_media_come_from_the_bucket_and_are_immutable(door: Door, upstream: Upstream) -> None:
    headers = [
        (b"content-type", b"image/webp"),
        (b"etag", b'"e"'),
        (b"x-amz-request-id", b"1"),
        (b"accept-ranges", b"bytes"),
    ]
    upstream.answer(206, headers, b"part")
    answer = door.ask(get(f"/media/{KEY}.webp", "acme.localhost", "range: bytes=0-3", "cookie: a=1"))

    assert upstream.seen.target == f"/code24-local-media-0/{KEY}.webp".encode()
    assert upstream.seen.values(b"range") == [b"bytes=0-3"]
    assert upstream.seen.values(b"cookie") == []
    assert (answer.status, answer.body) == (206, b"part")
    assert answer.values(b"cache-control") == [b"public, max-age=31536000, immutable"]
    assert answer.values(b"x-content-type-options") == [b"nosniff"]
    assert answer.values(b"x-amz-request-id") == []


@pytest.mark.parametrize(
    "path", ["/media/", "/media/x.webp", f"/media/{KEY}", f"/media/../{KEY}.webp", f"/media/{KEY}.a%2F"]
)
def test_media_keys_are_hashes(door: Door, path: str) -> None:
    assert door.ask(get(path)).status == 404


def test_absent_media_show_no_xml(door: Door, upstream: Upstream) -> None:
    upstream.answer(404, [(b"content-type", b"application/xml")], b"<Error><Code>NoSuchKey</Code></Error>")
    answer = door.ask(get(f"/media/{KEY}.webp"))

    assert answer.status == 404
    assert b"NoSuchKey" not in answer.body


def test_media_are_read_only(door: Door) -> None:
    assert door.ask(get(f"/media/{KEY}.webp", method="DELETE")).status == 405


def test_an_emulator_that_has_ended_is_said(door: Door) -> None:
    door.emulator_runs = False
    try:
        answer = door.ask(get("/"))
        assert (answer.status, b"make up" in answer.body) == (503, True)
        assert b"has ended" in door.ask(get("/", "localhost:8024")).body
    finally:
        door.emulator_runs = True


def test_an_upstream_that_breaks_off_is_a_bad_gateway(door: Door, upstream: Upstream) -> None:
    upstream.break_off = True
    try:
        assert door.ask(get("/")).status == 502
    finally:
        upstream.break_off = False


def test_an_answer_that_breaks_off_breaks_off_here_too(door: Door, upstream: Upstream) -> None:
    upstream.answer(200, [(b"content-length", b"100")], b"half")
    upstream.break_off_after_answer = True
    try:
        answer = door.ask(get("/"))
        assert (answer.values(b"content-length"), answer.body) == ([b"100"], b"half")
    finally:
        upstream.break_off_after_answer = False


def test_a_new_deployment_is_noticed(door: Door, upstream: Upstream) -> None:
    record = door.settings.deployment
    try:
        record.unlink()
        assert door.ask(get("/")).status == 503
        replace(DEPLOYED, sites_api="sites02").write(record)
        door.ask(get("/"))
        assert upstream.seen.target == b"/_aws/execute-api/sites02/$default/"
    finally:
        DEPLOYED.write(record)


def test_one_connection_serves_many_requests(door: Door, upstream: Upstream) -> None:
    upstream.answer(200, [], b"ok")
    both = get("/1") + get("/2", "acme.localhost", "connection: close")

    assert exchange(door.settings.port, both, close=False).rest.count(b"HTTP/1.1 200") == 1
    assert upstream.seen.target.endswith(b"/2")
