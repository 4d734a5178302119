"""A page's address, taken apart into what is kept and what is only looked at."""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit

from code24.analytics.collecting.bounds import path_without_persons

_MOST_PARAMETERS = 60


@dataclass(frozen=True, slots=True)
class Page:
    """Where something happened."""

    host: str
    """Lower case, without port; empty where the address is only a path."""
    path: str
    """What is kept: decoded, without query, without persons, bounded."""
    query: str


@dataclass(frozen=True, slots=True)
class Referrer:
    """Where a visitor was before."""

    host: str
    path: str
    query: str = ""


def page_of(url: str, *, with_fragment: bool = False) -> Page | None:
    """The page at an address; None where that is no address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    path = unquote(parts.path, errors="replace") or "/"
    if not path.startswith("/"):
        path = f"/{path}"
    # Only what reads like a route: other fragments name a place on the page.
    if with_fragment and parts.fragment.startswith(("/", "!/")):
        path += "#" + unquote(parts.fragment.partition("?")[0], errors="replace")
    return Page(bare(host), path_without_persons(path) or "/", parts.query)


@lru_cache(maxsize=1_024)
def parameters_of(query: str) -> tuple[tuple[str, str], ...]:
    """The first parameters of a query, in order; nothing where it cannot be read."""
    try:
        return tuple(parse_qsl(query[:4_096], errors="replace", max_num_fields=_MOST_PARAMETERS))
    except ValueError:
        return ()


def referrer_of(url: str) -> Referrer | None:
    """Host and path of the page before, or the name of the app; None where it is no web address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https", "android-app"} or not host or not host.isprintable():
        return None
    path = path_without_persons(unquote(parts.path, errors="replace")) if parts.scheme != "android-app" else ""
    return Referrer(bare(host)[:253], "" if path == "/" else path, parts.query)


def bare(host: str) -> str:
    """A host in lower case, without the dot at its end."""
    return host.strip().lower().removesuffix(".")


def is_local(host: str) -> bool:
    """True for pages on somebody's own machine or network, and those that are files."""
    if not host or host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa")):
        return True
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        return "." not in host
