"""Ports for servers that tests start."""

import contextlib
import random
import socket

SERVICES = range(20_000, 32_000)
"""Below the ports that systems give to outgoing connections, one of which could take a free port before its server."""


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody holds now."""
    chance, found = random.SystemRandom(), list[int]()
    while len(found) < count:
        port = chance.choice(SERVICES)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in found:
                found.append(port)
    return found
