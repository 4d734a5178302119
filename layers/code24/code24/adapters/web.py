"""The public web for imports (the port `Web`): pages, styles, scripts, fonts and images of any host."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

import httpcore

from code24.adapters.local_ways import LocalWays, ways_of_environment
from code24.adapters.public_addresses import Resolver, resolve
from code24.adapters.public_web import PublicWeb
from code24.errors import NotRead
from code24.optimize.ports import USER_AGENT, Fetched

MOST_SECONDS = 20.0
"""One request takes no longer, however far away the deadline is."""
_NOWHERE: Mapping[str, str] = {}


class PublicFetcher:
    """Reads from public addresses, and from where the local command says that hosts are."""

    def __init__(
        self,
        resolve: Mapping[str, str] = _NOWHERE,
        loopback_ports: Collection[int] = (),
        *,
        network: httpcore.NetworkBackend | None = None,
        resolver: Resolver = resolve,
    ) -> None:
        """`resolve` is `{HOST: "127.0.0.1:PORT"}`, `*` for every other host. Raises InvalidRequest where it is not.

        `loopback_ports` are the ports of this machine that may be read. Neither may ever come from a request.
        """
        self._web = PublicWeb(network=network, resolver=resolver, ways=LocalWays.of(resolve, loopback_ports))

    def fetch(
        self, url: str, *, accept: str, most_bytes: int, deadline: datetime, user_agent: str = USER_AGENT
    ) -> Fetched:
        """One GET, without following redirects. Raises NotRead."""
        seconds = min((deadline - datetime.now(UTC)).total_seconds(), MOST_SECONDS)
        if seconds <= 0:
            raise NotRead("Not read: the time for it is used up.", because="slow")
        headers = {"user-agent": user_agent, "accept": accept}
        answer = self._web.send(url, headers, most_bytes=most_bytes, seconds=seconds)
        return Fetched(answer.url, answer.status, answer.headers, answer.body)


def fetcher_of_environment(environment: str) -> PublicFetcher:
    """The adapter of a Lambda function, which reads what `ways_of_environment` says."""
    ways = ways_of_environment(environment)
    resolve = {host: f"{address}:{port}" for host, (address, port) in ways.resolved.items()}
    return PublicFetcher(resolve, ways.loopback_ports)
