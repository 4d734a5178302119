import ipaddress
import socket
import threading
import time
from collections.abc import Sequence

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.adapters.public_addresses import (
    ForbiddenAddress,
    PublicNetwork,
    checked_addresses,
    is_public,
    literal,
    resolve,
)

FORBIDDEN = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:53aa:64c::1", "2001:db8::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "100::1",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_addresses_that_are_never_reached(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_internet(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_ipv6_is_judged_by_what_it_holds(address: ipaddress.IPv4Address) -> None:
    wrapped = [
        ipaddress.IPv6Address(f"::ffff:{address}"),
        ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(address)),
        ipaddress.IPv6Address((0x2002 << 112) + (int(address) << 80)),
    ]
    assert {is_public(each) for each in wrapped} == {is_public(address)}


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "[::1]", "::ffff:7f00:1"]
)
def test_any_notation_is_the_same_address(host: str) -> None:
    found = literal(host)
    assert found is not None
    assert not is_public(found)


@pytest.mark.parametrize("host", ["1.2.3.4.5", "256.256.256.256", "example.123", "0x"])
def test_what_ends_in_a_number_and_is_no_address_is_refused(host: str) -> None:
    with pytest.raises(ForbiddenAddress):
        literal(host)


def test_names_are_not_addresses() -> None:
    assert literal("example.com") is None
    assert literal("1and1.com") is None


def answering(*addresses: str) -> object:
    def resolver(host: str, port: int, seconds: float) -> Sequence[str]:
        return addresses

    return resolver


def test_one_private_address_among_public_ones_forbids_the_host() -> None:
    with pytest.raises(ForbiddenAddress):
        checked_addresses("rebind.example", 443, answering("93.184.216.34", "10.0.0.1"), 1)  # type: ignore[arg-type]


def test_a_host_without_addresses_is_refused_like_one_with_private_ones() -> None:
    def failing(host: str, port: int, seconds: float) -> Sequence[str]:
        raise OSError(f"{host} does not resolve")

    for resolver in (failing, answering(), answering("10.0.0.1"), answering("8.8.8.8", "10.0.0.1")):
        with pytest.raises(ForbiddenAddress, match=r"^void\.example is not a host of the public Internet$"):
            checked_addresses("void.example", 443, resolver, 1)  # type: ignore[arg-type]


class Network(httpcore.NetworkBackend):
    """Notes where it is told to connect; some addresses do not answer."""

    def __init__(self, *dead: str) -> None:
        self.dead = dead
        self.connected: list[tuple[str, int]] = []

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        if host in self.dead:
            raise httpcore.ConnectError("no answer")
        return httpcore.MockStream([b"x"])


def public(network: Network, seconds: float = 5, *addresses: str) -> PublicNetwork:
    return PublicNetwork(network, answering(*addresses), time.monotonic() + seconds)  # type: ignore[arg-type]


def test_connects_to_the_address_that_was_checked() -> None:
    network = Network()
    public(network, 5, "93.184.216.34").connect_tcp("example.com", 443)
    assert network.connected == [("93.184.216.34", 443)]


def test_tries_the_next_address() -> None:
    network = Network("93.184.216.34")
    public(network, 5, "93.184.216.34", "8.8.8.8").connect_tcp("example.com", 443)
    assert network.connected[-1] == ("8.8.8.8", 443)


def test_never_connects_to_a_private_address() -> None:
    network = Network()
    with pytest.raises(ForbiddenAddress):
        public(network, 5, "169.254.169.254").connect_tcp("metadata.example", 80)
    assert network.connected == []


def test_local_sockets_are_forbidden() -> None:
    with pytest.raises(ForbiddenAddress):
        public(Network()).connect_unix_socket("/var/run/docker.sock")


def test_reading_ends_with_the_deadline() -> None:
    stream = public(Network(), 0.05, "8.8.8.8").connect_tcp("example.com", 80)
    assert stream.read(1) == b"x"
    time.sleep(0.06)
    with pytest.raises(httpcore.ReadTimeout):
        stream.read(1)


def test_resolving_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(60) and [])
    began = time.monotonic()
    with pytest.raises(OSError, match="in time"):
        resolve("slow.example", 80, 0.05)
    assert time.monotonic() - began < 30
    answered.set()


def test_resolving_gives_addresses_or_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    assert resolve("example.com", 80, 1) == ["8.8.8.8"]

    def failing(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", failing)
    with pytest.raises(OSError, match="does not resolve"):
        resolve("void.example", 80, 1)
