"""Whether a form was sent from the site that it was posted to.

There are no sessions here that a forged post could ride on; what is kept out is other sites' pages putting words into
their visitors' mouths, and using their connections to fill an owner's inbox.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from code24.routing.hosts import normalised

_OWN = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site (Fetch Metadata). `same-site` is another customer's site under the same domain."""


def is_foreign(headers: Mapping[str, str], host: str) -> bool:
    """True where a browser says that the form stood on another site than `host`.

    Sec-Fetch-Site is the browser's own word; Origin has to agree where it names an origin; Referer is asked where there
    is neither. Programs that send none of them are not browsers, and have a stamp to show.
    """
    fetched = headers.get("sec-fetch-site")
    if fetched is not None and fetched.strip().lower() not in _OWN:
        return True
    origin = headers.get("origin")
    if origin is not None and not (origin.strip() == "null" and fetched is not None):
        return _host(origin) != host
    if fetched is None and (referrer := headers.get("referer")):
        return _host(referrer) != host
    return False


def _host(url: str) -> str | None:
    """The host of a web address. Scheme and port are the proxies' business: the request's own do not arrive here."""
    try:
        parts = urlsplit(url.strip())
        name = parts.hostname
    except ValueError:
        return None
    return normalised(name) if name and parts.scheme in {"http", "https"} else None
