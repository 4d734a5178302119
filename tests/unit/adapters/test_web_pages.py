import gzip
import socket
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

import httpcore
import pytest

from code24.adapters.public_web import USER_AGENT, PublicWeb
from code24.adapters.web_pages import PAGE, PublicImages, PublicWebPages
from code24.errors import InvalidRequest

HTML = b"<!doctype html><title>Rival</title>"
ADDRESSES = {"rival.example": "93.184.216.34", "other.example": "8.8.8.8", "inside.example": "10.0.0.7"}
ADDRESSES["mixed.example"] = "8.8.8.8 10.0.0.7"


class Recorded(httpcore.MockStream):
    """Answers once, and keeps what was sent."""

    def __init__(self, answer: Iterable[bytes]) -> None:
        super().__init__(list(answer))
        self.sent = b""
        self.server_name: str | None = None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.sent += buffer

    def start_tls(
        self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None
    ) -> "Recorded":
        self.server_name = server_hostname
        return self


class Network(httpcore.NetworkBackend):
    """Gives one answer per connection, in order, and notes the addresses."""

    def __init__(self, *answers: bytes | list[bytes]) -> None:
        self.streams = [Recorded([answer] if isinstance(answer, bytes) else answer) for answer in answers]
        self.connected: list[tuple[str, int]] = []

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        return self.streams[len(self.connected) - 1]


def resolver(host: str, port: int, seconds: float) -> Sequence[str]:
    if host not in ADDRESSES:
        raise OSError(f"{host} does not resolve")
    return ADDRESSES[host].split()


def answer(body: bytes = HTML, status: str = "200 OK", **headers: str) -> bytes:
    standard = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body)), "connection": "close"}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (standard | given).items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(location: str) -> bytes:
    return answer(b"", "302 Found", location=location)


def fetch(network: Network, url: str = "https://rival.example/", seconds: float = 5) -> tuple[str, bytes]:
    return PublicWebPages(PublicWeb(network=network, resolver=resolver), wanted=replace(PAGE, seconds=seconds)).fetch(
        url
    )


def reason(network: Network, url: str = "https://rival.example/", seconds: float = 5) -> str:
    with pytest.raises(InvalidRequest) as error:
        fetch(network, url, seconds)
    assert error.value.field == "competitors"
    return error.value.detail


def test_reads_a_page_from_the_checked_address_under_the_hosts_name() -> None:
    network = Network(answer())
    assert fetch(network, "https://rival.example/menu?a=b#part") == ("https://rival.example/menu?a=b", HTML)
    assert network.connected == [("93.184.216.34", 443)]
    sent = network.streams[0].sent.decode()
    assert sent.startswith("GET /menu?a=b HTTP/1.1\r\n")
    assert "host: rival.example\r\n" in sent.lower()
    assert USER_AGENT in sent
    assert "cookie" not in sent.lower()
    assert network.streams[0].server_name == "rival.example"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://rival.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://rival.example/", "only http and https"),
        ("https://user:secret@rival.example/", "user name"),
        ("https://rival.example:8443/", "port 8443"),
        ("http://rival.example:22/", "port 22"),
        ("http://rival.example:443/", "port 443"),
        ("http://127.0.0.1/", "not a host of the public Internet"),
        ("http://2130706433/", "not a host of the public Internet"),
        ("http://0x7f.1/", "not a host of the public Internet"),
        ("http://0177.0.0.1/", "not valid"),
        ("http://[::1]/", "not a host of the public Internet"),
        ("http://[::ffff:169.254.169.254]/", "not a host of the public Internet"),
        ("http://169.254.169.254/latest/meta-data/", "not a host of the public Internet"),
        ("http://inside.example/", "not a host of the public Internet"),
        ("http://void.example/", "not a host of the public Internet"),
        ("http://" + "a" * 3_000, "too long"),
        ("http://", "only http and https"),
        ("not a url", "only http and https"),
    ],
)
def test_what_is_never_asked_for(url: str, words: str) -> None:
    network = Network()
    assert words in reason(network, url)
    assert network.connected == []


def test_the_reason_does_not_tell_what_names_exist_inside() -> None:
    inside, void, mixed, numeric = (
        reason(Network(), f"http://{host}/").replace(host, "HOST")
        for host in ("inside.example", "void.example", "mixed.example", "example.123")
    )
    assert inside == void == mixed == numeric == "Not read: HOST is not a host of the public Internet."
    redirected = [reason(Network(redirect(f"http://{host}/"))) for host in ("inside.example", "void.example")]
    assert redirected[0].replace("inside", "void") == redirected[1]


def test_follows_redirects_and_names_the_last_address() -> None:
    network = Network(redirect("/start"), redirect("https://other.example/home"), answer())
    assert fetch(network, "http://rival.example/") == ("https://other.example/home", HTML)
    assert network.connected == [("93.184.216.34", 80), ("93.184.216.34", 80), ("8.8.8.8", 443)]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/admin",
        "http://inside.example/",
        "http://[::ffff:10.0.0.1]/",
        "https://rival.example:6379/",
        "file:///etc/passwd",
        "https://a:b@other.example/",
    ],
)
def test_every_redirect_is_checked_anew(location: str) -> None:
    network = Network(redirect(location), answer(b"secret"))
    assert reason(network).startswith("Not read: ")
    assert len(network.connected) == 1


def test_redirects_come_to_an_end() -> None:
    network = Network(*[redirect("/again")] * 6)
    assert "more than 5 redirects" in reason(network)
    assert len(network.connected) == 6


def test_cookies_are_not_kept() -> None:
    network = Network(answer(b"", "302 Found", location="/next", set_cookie="id=1"), answer())
    fetch(network)
    assert b"id=1" not in network.streams[1].sent


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer(status="404 Not Found"), "answered 404"),
        (answer(status="503 Service Unavailable"), "answered 503"),
        (answer(content_type="application/pdf"), "it is application/pdf, not HTML"),
        (answer(content_type=""), "of no stated type"),
        (answer(b"x" * (PAGE.most_bytes + 1)), "larger than 2 MB"),
        (answer(content_encoding="br"), "packed with br"),
        (answer(b"no gzip", content_encoding="gzip"), "not understood"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "cannot be reached"),
        (b"", "cannot be reached"),
    ],
)
def test_what_is_not_read(given: bytes, words: str) -> None:
    assert words in reason(Network(given))


def test_an_invalid_certificate_is_named() -> None:
    class Untrusted(Recorded):
        def start_tls(self, *_: object, **__: object) -> "Recorded":
            raise httpcore.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")

    network = Network(answer())
    network.streams[0] = Untrusted([])
    assert "certificate is not valid" in reason(network)


def test_packed_pages_are_unpacked() -> None:
    assert fetch(Network(answer(gzip.compress(HTML), content_encoding="gzip")))[1] == HTML


def test_a_small_answer_that_unpacks_to_much_is_stopped() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    assert "larger than 2 MB" in reason(Network(answer(bomb, content_encoding="gzip")))


def test_a_server_that_drips_is_left() -> None:
    class Dripping(Recorded):
        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            time.sleep(0.02)
            return b"x"

    network = Network(answer())
    network.streams[0] = Dripping([])
    began = time.monotonic()
    assert "took too long" in reason(network, seconds=0.2)
    assert time.monotonic() - began < 30


def test_a_resolver_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(60) and [])
    began = time.monotonic()
    with pytest.raises(InvalidRequest, match="not a host of the public Internet"):
        PublicWebPages(PublicWeb(network=Network()), wanted=replace(PAGE, seconds=0.1)).fetch("http://slow.example/")
    assert time.monotonic() - began < 30
    answered.set()


def test_images_are_read_whatever_type_a_file_server_states() -> None:
    for media_type in ("image/jpeg", "application/octet-stream"):
        network = Network(answer(b"\xff\xd8", content_type=media_type))
        assert (
            PublicImages(PublicWeb(network=network, resolver=resolver)).fetch("https://rival.example/a") == b"\xff\xd8"
        )
        assert b"accept: image/avif" in network.streams[0].sent.lower()


def test_a_page_is_no_image() -> None:
    with pytest.raises(InvalidRequest, match="it is text/html, not an image") as error:
        PublicImages(PublicWeb(network=Network(answer()), resolver=resolver)).fetch("https://rival.example/a.jpg")
    assert error.value.field == "images"
