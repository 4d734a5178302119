"""Reading from the public web, with limits: the one path of GET requests to hosts that somebody else names.

Every request is checked to go to the public Internet (`public_addresses`); redirects are never followed by the
client, so each hop is a request of its own.
"""

import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import httpcore
import httpx

from code24.adapters.local_ways import DEFAULT_PORTS, LocalWays
from code24.adapters.public_addresses import ForbiddenAddress, PublicNetwork, Resolver, resolve
from code24.adapters.transports import Transport
from code24.adapters.unpacking import Misunderstood, TooLarge, unpacked
from code24.errors import NotRead

USER_AGENT = "Code24/1.0 (reads a page once, on behalf of a site's owner)"
MOST_REDIRECTS = 5
_SECONDS_CONNECT = 2.0
_SECONDS_READ = 3.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_URL = 2_000
_MOST_HEADERS = 200


class _Refused(Exception):
    """The reason in words, and its kind."""

    def __init__(self, words: str, because: str) -> None:
        super().__init__(words)
        self.because = because


class Answer(NamedTuple):
    """What a server said to one GET."""

    url: str
    """Without fragment."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Unpacked; empty for redirects."""

    @property
    def redirect(self) -> str | None:
        """The absolute URL that it leads to, where it is a redirect."""
        if self.status in _REDIRECTS and "location" in self.headers:
            return str(httpx.URL(self.url).join(self.headers["location"]))
        return None


@dataclass(frozen=True)
class Wanted:
    """What is asked for, and how much of it is taken."""

    what: str
    """In words, for the reason of a refusal (`HTML`, `an image`)."""
    media_types: frozenset[str]
    """What the answer may be; a type ending in `/` stands for all of its kind."""
    accept: str
    """The request's header."""
    most_bytes: int
    seconds: float
    """For all of it, redirects and name resolution included."""
    field: str
    """The request field that named the address."""

    def takes(self, media_type: str) -> bool:
        """Whether an answer of this type is read."""
        return media_type in self.media_types or f"{media_type.split('/', maxsplit=1)[0]}/" in self.media_types


class PublicWeb:
    """GETs from the public Internet, and from where `ways` lead."""

    def __init__(
        self,
        *,
        network: httpcore.NetworkBackend | None = None,
        resolver: Resolver = resolve,
        ways: LocalWays | None = None,
    ) -> None:
        self._network = network or httpcore.SyncBackend()
        self._resolver = resolver
        self._ways = ways or LocalWays()

    def get(self, url: str, wanted: Wanted) -> tuple[str, bytes]:
        """The final URL and the body, within the limits. Raises NotRead with the reason in words."""
        ends_at = self._after(wanted.seconds)
        with _in_words(wanted.field):
            for _ in range(MOST_REDIRECTS + 1):
                headers = {"user-agent": USER_AGENT, "accept": wanted.accept}
                answer = self._send(url, headers, wanted.most_bytes, ends_at, lambda found: _of_type(found, wanted))
                if not answer.redirect:
                    return answer.url, answer.body
                url = answer.redirect
            raise _Refused(f"more than {MOST_REDIRECTS} redirects", "redirects")

    def send(self, url: str, headers: Mapping[str, str], *, most_bytes: int, seconds: float) -> Answer:
        """One GET, whatever the answer's status. Raises NotRead with the reason in words."""
        with _in_words(None):
            return self._send(url, headers, most_bytes, self._after(seconds), lambda found: None)

    def _after(self, seconds: float) -> float:
        """The end of the time given; reading the certificates, which is done once, is not counted."""
        self._tls  # noqa: B018 - made now
        return time.monotonic() + seconds

    def _send(
        self,
        url: str,
        headers: Mapping[str, str],
        most_bytes: int,
        ends_at: float,
        accept: Callable[[httpx.Response], None],
    ) -> Answer:
        """One GET. `accept` may refuse an answer, by raising, before its body is read."""
        target = self._checked(url)
        network = PublicNetwork(self._network, self._resolver, ends_at, self._instead)
        with (
            Transport(network, self._tls, self._is_plain) as transport,
            httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client,
        ):
            request = client.build_request(
                "GET",
                target,
                headers={**headers, "accept-encoding": "gzip"},
                timeout=httpx.Timeout(_SECONDS_READ, connect=_SECONDS_CONNECT),
            )
            response = client.send(request, stream=True)
            try:
                if len(response.headers) > _MOST_HEADERS:
                    raise Misunderstood
                # Headers of the same name would be joined; of what matters here the first one counts.
                found = {name.lower(): value for name, value in reversed(response.headers.multi_items())}
                answer = Answer(str(target), response.status_code, found, b"")
                if answer.redirect:
                    return answer
                accept(response)
                return answer._replace(body=unpacked(response, most_bytes))
            finally:
                response.close()

    def _checked(self, url: str) -> httpx.URL:
        """The URL, if it may be asked for: http or https, default port, no credentials."""
        if len(url) > _LONGEST_URL:
            raise _Refused("the address is too long", "malformed")
        target = httpx.URL(url).copy_with(fragment=None)
        if target.scheme not in DEFAULT_PORTS or not target.host:
            raise _Refused("only http and https addresses are read", "blocked")
        if target.userinfo:
            raise _Refused("addresses with a user name are not read", "blocked")
        refused = self._ways.refused(target.scheme, target.host, target.port)
        if refused:
            raise _Refused(refused, "blocked")
        return target

    def _instead(self, host: str, port: int) -> tuple[str, int] | None:
        endpoint = self._ways.to(host, port)
        return endpoint[:2] if endpoint else None

    def _is_plain(self, host: str, port: int) -> bool:
        endpoint = self._ways.to(host, port)
        return endpoint is not None and endpoint.plain

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)


def _of_type(response: httpx.Response, wanted: Wanted) -> None:
    """Let a 200 answer of a wanted type pass."""
    if response.status_code != httpx.codes.OK:
        raise _Refused(f"the server answered {response.status_code}", "unreachable")
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if not wanted.takes(kind):
        raise _Refused(f"it is {kind or 'of no stated type'}, not {wanted.what}", "kind")


@contextmanager
def _in_words(field: str | None) -> Iterator[None]:
    """Every way in which a request can fail, as NotRead."""
    try:
        yield
    except _Refused as problem:
        raise NotRead(f"Not read: {problem}.", field=field, because=problem.because) from problem
    except ForbiddenAddress as problem:
        raise NotRead(f"Not read: {problem}.", field=field, because="blocked") from problem
    except TooLarge as problem:
        raise NotRead(f"Not read: it is larger than {problem}.", field=field, because="large") from problem
    except (httpx.TimeoutException, httpcore.TimeoutException) as problem:
        raise NotRead("Not read: the server took too long to answer.", field=field, because="slow") from problem
    except httpx.InvalidURL as problem:
        raise NotRead("Not read: the address is not valid.", field=field, because="malformed") from problem
    except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, OSError) as problem:
        words, because = _reason(problem)
        raise NotRead(f"Not read: {words}.", field=field, because=because) from problem
    except Misunderstood as problem:
        raise NotRead(f"Not read: {problem}.", field=field, because="malformed") from problem
    except (zlib.error, ValueError) as problem:
        raise NotRead("Not read: the answer is not understood.", field=field, because="malformed") from problem


def _reason(problem: Exception) -> tuple[str, str]:
    if "CERTIFICATE" in str(problem):
        return "the server's certificate is not valid", "certificate"
    return "the server cannot be reached", "unreachable"
