"""The lists in `data`, made by `python -m local.lists`; their `SOURCES.md` says of what, from when."""

import json
import pkgutil
from functools import cache
from typing import Any

_PACKAGE = "code24.analytics.collecting"


@cache
def agents() -> dict[str, Any]:
    """Patterns of `browsers` and `systems` with what they stand for, and of `crawlers`."""
    return dict(json.loads(read("agents.json")))


@cache
def referrers() -> dict[str, tuple[str, str]]:
    """Medium (`search`, `social`, `email`, `paid`, `referral`, `unknown`) and source by host."""
    known = json.loads(read("referrers.json"))
    return {
        host: (medium, source)
        for medium, sources in known.items()
        for source, hosts in sources.items()
        for host in hosts
    }


@cache
def spammers() -> frozenset[str]:
    """Hosts that visit websites to be seen in their statistics."""
    lines = (line.strip() for line in read("spammers.txt").decode().splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def read(name: str) -> bytes:
    """A file, without `importlib.resources`, which imports more than a cold start should wait for."""
    found = pkgutil.get_data(_PACKAGE, f"data/{name}")
    if found is None:
        raise FileNotFoundError(name)
    return found
