"""Following an address to its end, each hop a request of its own that the port checks anew."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

from code24.errors import NotRead
from code24.optimize.ports import USER_AGENT, Fetched, Web

MOST_HOPS = 5
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36"
"""Font services answer what they take for an old browser with far larger fonts."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Asked(NamedTuple):
    """How an address is asked for."""

    accept: str
    most_bytes: int
    deadline: datetime
    user_agent: str = USER_AGENT


def redirect_of(answer: Fetched) -> str | None:
    """The absolute URL that an answer leads to, where it is a redirect."""
    location = answer.headers.get("location", "").strip()
    if answer.status not in _REDIRECTS or not location:
        return None
    try:
        return urldefrag(urljoin(answer.url, location)).url
    except ValueError:
        raise NotRead("Not read: it redirects to what is no address.", because="malformed") from None


def followed(web: Web, url: str, asked: Asked, permitted: Callable[[str], bool] = lambda url: True) -> Fetched:
    """The answer at the end of an address's redirects. Raises NotRead.

    `permitted` is asked about every address that is redirected to, before it is read.
    """
    seen = {url}
    for _ in range(MOST_HOPS + 1):
        answer = web.fetch(
            url, accept=asked.accept, most_bytes=asked.most_bytes, deadline=asked.deadline, user_agent=asked.user_agent
        )
        target = redirect_of(answer)
        if target is None:
            return answer
        if target in seen:
            raise NotRead("Not read: its redirects lead in a circle.", because="redirects")
        if not permitted(target):
            raise NotRead(f"Not read: it redirects to {target[:200]}, which is not read.", because="blocked")
        seen.add(target)
        url = target
    raise NotRead(f"Not read: more than {MOST_HOPS} redirects.", because="redirects")
