"""Importing from a web server that means harm, over real sockets: every visit ends, soon, and in words."""

import gzip
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from code24.adapters.system import SystemClock
from code24.adapters.web import PublicFetcher
from code24.audit.auditing import audit
from code24.errors import NotRead
from code24.optimize.importing.crawl import import_website
from code24.optimize.importing.homecoming import bring_home
from code24.optimize.importing.imported import Imported
from code24.optimize.importing.models import Limits
from code24.website.website import Website

type Answering = Callable[[socket.socket], None]

ENOUGH = 60.0
"""Seconds that a visit is given which ends by itself, on any machine."""
SHORT = 0.3
"""Seconds that a visit is given which would go on for `DRIPS` drops."""
DRIPS, DROP = 4_000, 0.05
QUICK = Limits(pages=30, requests_per_second=0, bytes_per_page=300_000, bytes_per_file=300_000, bytes=3_000_000)


class Server(socketserver.ThreadingTCPServer):
    """Answers by path with raw bytes, or with whatever a function does to the connection."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.routes: dict[str, bytes | Answering] = {}
        self.otherwise: bytes | Answering = answer(b"nothing", status="404 Not Found")
        self.asked: list[str] = []
        self.port: int = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"


class _Handler(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        with suppress(OSError):
            request = self.request.recv(65_536).decode("latin-1")
            path = request.split(" ")[1] if " " in request else ""
            self.server.asked.append(path)
            answering = self.server.routes.get(path, self.server.otherwise)
            if isinstance(answering, bytes):
                self.request.sendall(answering)
            else:
                answering(self.request)


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"content-type: {kind}", f"content-length: {len(body)}", "connection: close"]
    return "\r\n".join([*lines, *headers, "", ""]).encode("latin-1") + body


def moved(location: str) -> bytes:
    return answer(b"", f"location: {location}", status="302 Found")


def head(*headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "content-type: text/html", *headers, "", ""]).encode()


def page(body: str) -> bytes:
    return answer(f"<!doctype html><html lang=en><title>A</title><body>{body}</body></html>".encode())


def dripping(start: bytes, byte: bytes = b"a") -> Answering:
    def drip(connection: socket.socket) -> None:
        connection.sendall(start)
        for _ in range(DRIPS):
            time.sleep(DROP)
            connection.sendall(byte)

    return drip


def endless(start: bytes, chunk: bytes) -> Answering:
    def pour(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(chunk)

    return pour


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


def silent(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_WR)


@pytest.fixture
def server() -> Iterator[Server]:
    yield from _served()


@pytest.fixture
def forbidden() -> Iterator[Server]:
    """A server on this machine that nobody was allowed to ask."""
    yield from _served()


def _served() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@cache
def fetcher(server: Server) -> PublicFetcher:
    """One a server: reading the certificates takes longer than most visits."""
    return PublicFetcher(loopback_ports=[server.port])


def visit(server: Server, seconds: float = ENOUGH) -> Imported:
    """Import the website; it has to end, whatever the server does."""
    began = time.monotonic()
    deadline = datetime.now(UTC) + timedelta(seconds=seconds)
    imported = import_website(
        f"{server.url}/",
        web=fetcher(server),
        clock=SystemClock(),
        deadline=deadline,
        limits=QUICK,
        sleep=lambda seconds: None,
    )
    assert time.monotonic() - began < seconds + DRIPS * DROP / 2
    return imported


def noted(imported: Imported) -> set[str]:
    return {note.id for note in imported.notes}


BROKEN: dict[str, tuple[bytes | Answering, str]] = {
    "a body in drips": (dripping(head("content-length: 100000")), "slow"),
    "headers in drips": (dripping(b"HTTP/1.1 200 OK\r\nx-a: "), "slow"),
    "one header after the other": (dripping(b"HTTP/1.1 200 OK\r\n", b"x-a: b\r\n"), "slow"),
    "interim answers without an end": (dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "slow"),
    "chunks in drips": (dripping(head("transfer-encoding: chunked"), b"1\r\na\r\n"), "slow"),
    "a body without an end": (endless(head(), b"a" * 65_536), "large"),
    "a header without an end": (endless(b"HTTP/1.1 200 OK\r\nx-a: ", b"a" * 65_536), "unreachable"),
    "headers without an end": (endless(b"HTTP/1.1 200 OK\r\n", b"x-a: b\r\n" * 1_000), "unreachable"),
    "500 headers": (answer(b"<p>", *[f"x-{number}: a" for number in range(500)]), "malformed"),
    "a bomb": (answer(gzip.compress(b"\0" * 50_000_000), "content-encoding: gzip"), "large"),
    "a bomb in a bomb": (
        answer(gzip.compress(gzip.compress(b"\0" * 9_000_000)), "content-encoding: gzip, gzip"),
        "malformed",
    ),
    "half of a packed body": (answer(gzip.compress(b"a" * 9_000)[:20], "content-encoding: gzip"), "malformed"),
    "what is not packed": (answer(b"<p>plain", "content-encoding: gzip"), "malformed"),
    "an encoding that nobody asked for": (answer(b"<p>", "content-encoding: br"), "malformed"),
    "less than it promised": (head("content-length: 99") + b"<p>", "unreachable"),
    "a chunk without a size": (head("transfer-encoding: chunked") + b"zz\r\n<p>", "unreachable"),
    "two lengths": (head("content-length: 3", "content-length: 9") + b"<p>abcdef", "unreachable"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.9\r\n", "unreachable"),
    "nothing, and half of the connection closed": (silent, "unreachable"),
    "a reset": (reset, "unreachable"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_server_that_answers_with(server: Server, what: str) -> None:
    server.otherwise, because = BROKEN[what]
    began = time.monotonic()
    with pytest.raises(NotRead) as refused:
        fetcher(server).fetch(
            f"{server.url}/",
            accept="text/html",
            most_bytes=300_000,
            deadline=datetime.now(UTC) + timedelta(seconds=SHORT if because == "slow" else ENOUGH),
        )
    assert refused.value.because == because
    assert time.monotonic() - began < DRIPS * DROP / 2


PLACES = [
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/", "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/", "http://localhost:{port}/", "http://localhost.:{port}/", "http://a.localhost:{port}/",
    "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/",
    "http://127。0。0。1:{port}/", "http://①②⑦.⓪.⓪.①:{port}/", "http://user@127.0.0.1:{own}/",
    "http://0.0.0.0:{port}/", "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/",
    "http://10.0.0.1/", "http://100.64.0.1/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:7f00:1::]/",
    "http:\\\\127.0.0.1:{port}\\", "//127.0.0.1:{port}/", "ht\ttp://127.0.0.1:{port}/", "http://127.0.0.1%3A{port}/",
    "file:///etc/passwd", "gopher://127.0.0.1:{port}/", "http://127.0.0.1:{own}@127.0.0.1:{port}/",
]  # fmt: skip


def places(server: Server, forbidden: Server) -> list[str]:
    return [each.format(port=forbidden.port, own=server.port) for each in PLACES]


def test_no_redirect_leads_to_this_machine_or_its_network(server: Server, forbidden: Server) -> None:
    for place in places(server, forbidden):
        server.routes["/"] = answer(b"", status="302 Found").replace(
            b"connection: close", b"connection: close\r\nlocation: " + place.encode()
        )
        imported = visit(server)
        assert not imported.website.files, place
        assert imported.failure, place
    assert forbidden.asked == []


def test_nothing_that_a_page_or_a_style_names_does_either(server: Server, forbidden: Server) -> None:
    named = [place for place in places(server, forbidden) if "\t" not in place]
    loads = "".join(
        f'<img src="{at}a.png"><script src="{at}a.js" integrity="sha256-abc="></script><iframe src="{at}"></iframe>'
        f'<link rel="stylesheet" href="{at}a.css"><link rel="manifest" href="{at}m.json">'
        f'<video src="{at}a.mp4"></video>'
        f'<a href="{at}">Out</a><img srcset="{at}b.png 2x"><meta http-equiv="refresh" content="9;url={at}">'
        for at in named
    )
    styles = "".join(f'@import "{at}i.css";' for at in named) + "".join(f'a{{src:url("{at}f.woff2")}}' for at in named)
    listed = "".join(f"<url><loc>{at}</loc></url>" for at in named)
    sitemaps = "".join(f"Sitemap: {at}sitemap.xml\n" for at in named[:3])
    server.routes |= {
        "/": page(f'<link rel="stylesheet" href="/site.css"><img src="/moved.png">{loads}'),
        "/site.css": answer(styles.encode(), kind="text/css"),
        "/moved.png": moved(f"http://127.0.0.1:{forbidden.port}/secret.png"),
        "/sitemap.xml": answer(f"<urlset>{listed}</urlset>".encode(), kind="application/xml"),
        "/robots.txt": answer(f"User-agent: *\nAllow: /\n{sitemaps}".encode(), kind="text/plain"),
    }
    imported = visit(server)
    bring_home(
        imported.website,
        fetcher(server),
        deadline=datetime.now(UTC) + timedelta(seconds=ENOUGH),
        note=lambda note: None,
    )
    assert "/index.html" in imported.website.files
    assert "/sitemap.xml" in server.asked
    assert forbidden.asked == []


def test_robots_that_lead_inside_are_not_followed(server: Server, forbidden: Server) -> None:
    server.routes |= {"/": page("<p>Hello"), "/robots.txt": moved(f"{forbidden.url}/robots.txt")}
    assert visit(server).website.files
    assert forbidden.asked == []


@pytest.mark.parametrize("target", ["/", "/?again", "/loop"])
def test_redirects_in_circles_end_in_words(server: Server, target: str) -> None:
    server.routes |= {"/": moved(target), "/?again": moved("/"), "/loop": moved("/loop")}
    imported = visit(server)
    assert "import-redirect-loop" in noted(imported)
    assert len(server.asked) <= 7


def test_redirects_that_always_lead_on_end_in_words(server: Server) -> None:
    def on(connection: socket.socket) -> None:
        connection.sendall(moved(f"/{len(server.asked)}"))

    server.otherwise = on
    assert "import-redirect-loop" in noted(visit(server))
    assert len(server.asked) <= 7


def test_pages_without_number_end_at_a_limit(server: Server) -> None:
    def another(connection: socket.socket) -> None:
        number = len(server.asked)
        word = "".join("abcdefghij"[int(digit)] for digit in str(number)) * 5
        connection.sendall(
            page(f'{word}<a href="/p{number}">{word}</a><a href="/a/{word}/">And</a><img src="/{word}.png">')
        )

    server.otherwise = another
    server.routes["/robots.txt"] = answer(b"", kind="text/plain")
    server.routes["/"] = page('<a href="/p1">Begin</a>')
    imported = visit(server)
    assert 1 < len(imported.website.pages) <= QUICK.pages
    assert noted(imported) & {"import-limit-pages", "import-limit-depth", "import-limit-time"}


def test_a_server_that_is_slow_all_the_time_takes_no_longer_than_it_is_given(server: Server) -> None:
    server.routes |= {"/": page("".join(f'<img src="/{number}.png">' for number in range(50)))}
    server.routes["/robots.txt"] = answer(b"", kind="text/plain")
    server.otherwise = dripping(head("content-length: 100000"))
    assert "import-limit-time" in noted(visit(server, seconds=1.0))


def test_what_is_wrong_about_the_characters_is_said_and_read_all_the_same(server: Server) -> None:
    server.routes["/"] = answer(
        "<!doctype html><title>Grüße</title><p>Größe".encode("cp1252"), kind="text/html; charset=utf-16"
    )
    assert "Grüße" in visit(server).website.files["/index.html"].text


@pytest.mark.parametrize("tag", ["div", "table", "template"])
def test_pages_as_deep_as_a_well_are_read_and_audited(server: Server, tag: str) -> None:
    server.routes["/"] = page(f"<h1>Deep</h1>{f'<{tag}>' * 1_500}bottom")
    imported = visit(server)
    _judged(imported.website)


def test_styles_as_deep_as_a_well_are_read_and_audited(server: Server) -> None:
    deep = "a{color:" + "var(--x," * 1_000 + "red" + ")" * 1_000 + "}" + "@media all{" * 1_000 + ":is(" * 1_000
    server.routes |= {
        "/": page('<link rel="stylesheet" href="/s.css"><a href="/">Home</a>'),
        "/s.css": answer(deep.encode(), kind="text/css"),
    }
    _judged(visit(server).website)


def _judged(website: Website) -> None:
    assert audit(website).pages == 1
