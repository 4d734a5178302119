"""What the visitors' browsers send: to the sites' API, as the distribution passes it on."""

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from random import Random
from threading import Lock, local
from typing import Any

import httpx

from local.errors import LocalCloudError
from local.settings import LOOPBACK

THREADS = 4
DROPPED = "x-code24-dropped"


@dataclass(frozen=True)
class Sending:
    """One request of a browser. The address and the country are what the distribution says of it."""

    events: tuple[tuple[dict[str, Any], datetime], ...]
    """What the tracker tells, and when it happened: ages are of the moment of sending."""
    address: str
    agent: str
    country: str
    path: str = "/api/event"
    dropped: str = ""
    """The reason that it ought to be dropped for."""
    said: bytes = b""
    """In place of events, what another tracker says."""

    @cached_property
    def body(self) -> bytes:
        """The same bytes each time, as a browser that sends again sends what it has."""
        now = datetime.now(UTC)
        batch = [event | {"t": max(0, round((now - at).total_seconds() * 1_000))} for event, at in self.events]
        return self.said or json.dumps(batch, separators=(",", ":")).encode()


@dataclass
class Sent:
    """What became of it all."""

    requests: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """What was answered otherwise than it ought to be, in words."""


class Distribution:
    """Passes requests of visitors on to the sites' API with what CloudFront adds to them."""

    def __init__(self, aws_port: int, api: str, secret: str, host: str) -> None:
        self._base = f"http://{LOOPBACK}:{aws_port}/_aws/execute-api/{api}/$default"
        self._secret = secret
        self._host = host
        self._threads = local()

    def get(self, path: str, address: str, agent: str, country: str) -> httpx.Response:
        """A page of the site."""
        return self._client.get(self._base + path, headers=self._headers(address, agent, country))

    def post(self, sending: Sending) -> httpx.Response:
        """An event."""
        headers = self._headers(sending.address, sending.agent, sending.country)
        kind = "application/json" if sending.path != "/api/event" else "text/plain;charset=UTF-8"
        return self._client.post(
            self._base + sending.path, content=sending.body, headers={**headers, "content-type": kind}
        )

    @property
    def _client(self) -> httpx.Client:
        """One for each thread."""
        if not hasattr(self._threads, "client"):
            self._threads.client = httpx.Client(timeout=40, trust_env=False)
        client: httpx.Client = self._threads.client
        return client

    def _headers(self, address: str, agent: str, country: str) -> dict[str, str]:
        return {
            "x-forwarded-host": self._host,
            "x-code24-origin-secret": self._secret,
            "x-code24-visitor": address,
            "cloudfront-viewer-country": country,
            "user-agent": agent,
            "accept": "*/*",
        }


def send_all(distribution: Distribution, sendings: Sequence[Sending], seed: int) -> Sent:
    """Send everything, in an order that has nothing to do with when it happened, some of it twice."""
    random = Random(seed)  # noqa: S311 (a simulation)
    twice = [sending for sending in sendings if random.random() < 0.03]
    everything = [*sendings, *twice]
    random.shuffle(everything)
    sent, lock = Sent(), Lock()

    def send(sending: Sending) -> None:
        answer = distribution.post(sending)
        dropped = answer.headers.get(DROPPED, "")
        with lock:
            sent.requests += 1
            if dropped:
                sent.dropped[dropped] += 1
            if answer.status_code not in {200, 202} or dropped != sending.dropped:
                wanted = f"dropped as {sending.dropped}" if sending.dropped else "taken"
                said = f"{answer.status_code} {dropped or answer.text[:200]}"
                sent.wrong.append(f"{sending.path} {sending.body[:160]!r} should be {wanted}, but: {said}")

    with ThreadPoolExecutor(THREADS) as pool:
        try:
            list(pool.map(send, everything))
        except httpx.HTTPError as error:
            raise LocalCloudError(f"The collector cannot be reached: {error}", "`make status` says more.") from error
    return sent
