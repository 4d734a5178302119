import gzip
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import httpcore
import pytest

from code24.adapters.web import PublicFetcher, fetcher_of_environment
from code24.errors import InvalidRequest, NotRead
from code24.optimize.ports import Fetched


class Network(httpcore.NetworkBackend):
    """Gives one answer per connection and notes where it was told to connect."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.connected: list[tuple[str, int]] = []

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        return httpcore.MockStream([self.answers.pop(0)])


def resolver(host: str, port: int, seconds: float) -> Sequence[str]:
    return ["127.0.0.1"] if host.startswith("localhost") else ["93.184.216.34"]


def answer(body: bytes = b"hello", status: str = "200 OK", *lines: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *lines]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def fetch(fetcher: PublicFetcher, url: str, most: int = 1_000, seconds: float = 5) -> Fetched:
    return fetcher.fetch(url, accept="*/*", most_bytes=most, deadline=datetime.now(UTC) + timedelta(seconds=seconds))


def refused(fetcher: PublicFetcher, url: str, most: int = 1_000) -> str:
    with pytest.raises(NotRead) as error:
        fetch(fetcher, url, most)
    return error.value.because


def test_redirects_and_errors_are_answers() -> None:
    network = Network(answer(b"", "302 Found", "location: http://127.0.0.1/"), answer(b"gone", "404 Not Found"))
    fetcher = PublicFetcher(network=network, resolver=resolver)
    assert fetch(fetcher, "http://a.example/")[1:] == (302, fetch_headers(b"", location="http://127.0.0.1/"), b"")
    assert fetch(fetcher, "http://a.example/#x")[:2] == ("http://a.example/", 404)
    assert network.connected == [("93.184.216.34", 80)] * 2


def fetch_headers(body: bytes, **more: str) -> dict[str, str]:
    return {"content-length": str(len(body)), "connection": "close"} | more


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://localhost./", "http://[::1]/", "http://0x7f.1/",
        "http://2130706433/", "http://169.254.169.254/latest/", "http://a.example:8080/", "http://u:p@a.example/",
        "ftp://a.example/",
    ],
)  # fmt: skip
def test_what_is_never_reached_even_where_all_hosts_are_answered_elsewhere(url: str) -> None:
    for resolve in ({}, {"*": "127.0.0.1:9"}):
        network = Network()
        assert refused(PublicFetcher(resolve, network=network, resolver=resolver), url) == "blocked"
        assert network.connected == []


def test_hosts_are_answered_from_elsewhere_without_tls() -> None:
    network = Network(answer(), answer())
    fetcher = PublicFetcher({"*": "127.0.0.1:8461", "b.example": "127.0.0.1:9"}, network=network, resolver=resolver)
    assert fetch(fetcher, "https://a.example/").body == b"hello"
    assert fetch(fetcher, "https://b.example/").body == b"hello"
    assert network.connected == [("127.0.0.1", 8461), ("127.0.0.1", 9)]


def test_named_loopback_ports_are_reached_and_no_others() -> None:
    network = Network(answer(), answer(), answer())
    fetcher = PublicFetcher(loopback_ports=[8471], network=network, resolver=resolver)
    for url in ("http://127.0.0.1:8471/", "http://localhost:8471/", "http://shop.localhost:8471/"):
        assert fetch(fetcher, url).status == 200
    assert network.connected == [("127.0.0.1", 8471)] * 3
    for url in ("http://127.0.0.1:8472/", "http://10.0.0.1:8471/", "http://a.example:8471/", "http://127.0.0.1/"):
        assert refused(fetcher, url) == "blocked"


def test_bombs_and_long_answers() -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    network = Network(answer(bomb, "200 OK", "content-encoding: gzip"), answer(b"x" * 2_000))
    fetcher = PublicFetcher(network=network, resolver=resolver)
    assert refused(fetcher, "http://a.example/", 10_000) == "large"
    assert refused(fetcher, "http://a.example/") == "large"


@pytest.mark.parametrize(
    ("said", "because"),
    [
        (b"", "unreachable"), (b"SSH-2.0\r\n", "unreachable"), (answer()[:-3], "unreachable"),
        (answer(b"", "200 OK", *(f"x{number}: 1" for number in range(300))), "malformed"),
        (answer(b"x", "200 OK", "content-encoding: gzip"), "malformed"),
        (answer(b"x", "200 OK", "content-encoding: br"), "malformed"),
    ],
)  # fmt: skip
def test_broken_answers(said: bytes, because: str) -> None:
    assert refused(PublicFetcher(network=Network(said), resolver=resolver), "http://a.example/") == because


def test_a_server_that_drips_is_left_by_the_deadline() -> None:
    class Dripping(httpcore.MockStream):
        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            time.sleep(0.02)
            return b"x"

    class Slow(Network):
        def connect_tcp(self, *_: object, **__: object) -> httpcore.NetworkStream:
            return Dripping([])

    began = time.monotonic()
    with pytest.raises(NotRead) as error:
        fetch(PublicFetcher(network=Slow(), resolver=resolver), "http://a.example/", seconds=0.2)
    assert error.value.because == "slow"
    assert time.monotonic() - began < 30
    with pytest.raises(NotRead, match="used up"):
        fetch(PublicFetcher(network=Slow(), resolver=resolver), "http://a.example/", seconds=-1)


@pytest.mark.parametrize("resolve", [{"a": "x"}, {"a": "localhost:80"}, {"a": "127.0.0.1:0"}, {"a": "127.0.0.1"}])
def test_ways_that_are_none(resolve: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest):
        PublicFetcher(resolve)


def test_only_the_local_environment_opens_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODE24_LOOPBACK_PORTS", "8471, 8472")
    monkeypatch.setenv("CODE24_RESOLVE", "*=127.0.0.1:9")
    assert refused(fetcher_of_environment("production"), "http://127.0.0.1:8471/") == "blocked"
    ways = fetcher_of_environment("local")._web._ways
    assert ways.loopback_ports == {8471, 8472}
    assert ways.resolved == {"*": ("127.0.0.1", 9)}
