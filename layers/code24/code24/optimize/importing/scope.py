"""Which addresses are the website's own, and the one form in which each of them is known."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, quote_from_bytes, unquote_to_bytes, urldefrag, urlencode, urljoin, urlsplit

from code24.website.vocabulary import words

_SAFE = "/@:!$&'()*+,;=~-._"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid|cfid|cftoken)=[^/;]*", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_NOISE = words(
    "phpsessid jsessionid sessionid session_id sid cfid cftoken aspsessionid utm_source utm_medium utm_campaign"
    " utm_term utm_content utm_id gclid gbraid wbraid fbclid msclkid dclid yclid mc_cid mc_eid _ga _gl igshid ref_src"
    " _hsenc _hsmi replytocom"
)
"""Parameters that say who comes from where, and change nothing of what is shown."""


@dataclass(frozen=True)
class Scope:
    """One website: a host with and without `www.`, by http and https."""

    origin: str
    """The one that answers, `https://www.acme.example`."""

    @classmethod
    def of(cls, url: str) -> "Scope":
        """The website that an absolute URL lies on. Raises ValueError for what is no web address."""
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise ValueError(f"{url} is no web address")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.rstrip(".")
        port = "" if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{parts.port}"
        return cls(f"{parts.scheme}://{host}{port}")

    def known(self, url: str, base: str) -> str | None:
        """The canonical absolute form of one of the website's own addresses; None for all others.

        Scheme and `www.` are the origin's, dot segments and repeated slashes are resolved, escapes are uniform, and
        sessions, campaign marks and the fragment are gone.
        """
        return _known(self, url, base)

    def is_own(self, host: str | None, scheme: str, port: int | None) -> bool:
        """Whether a host and port are the website's, with and without `www.`, by http and https."""
        own = urlsplit(self.origin)
        if (host or "").rstrip(".").removeprefix("www.") != (own.hostname or "").removeprefix("www."):
            return False
        usual = _DEFAULT_PORTS[own.scheme]
        return (port or _DEFAULT_PORTS[scheme]) == (own.port or usual) or {port, own.port} <= {None, 80, 443}


@lru_cache(maxsize=20_000)
def _known(scope: Scope, url: str, base: str) -> str | None:
    try:
        target = urldefrag(urljoin(base, url.strip().replace("\\", "/"))).url
        parts = urlsplit(target)
        if parts.scheme not in _DEFAULT_PORTS or not scope.is_own(parts.hostname, parts.scheme, parts.port):
            return None
    except ValueError:
        return None
    path = _SLASHES.sub("/", _SESSION_IN_PATH.sub("", parts.path)) or "/"
    path = quote_from_bytes(unquote_to_bytes(path), safe=_SAFE)
    query = _query(parts.query)
    return f"{scope.origin}{path}{'?' if query else ''}{query}"


def path_of(url: str) -> str:
    """The decoded path of an absolute URL; bytes that are no UTF-8 are read as windows-1252."""
    raw = unquote_to_bytes(urlsplit(url).path)
    try:
        return raw.decode() or "/"
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def fragment_of(url: str) -> str:
    """`#` and the fragment, as written; empty where there is none."""
    _, sign, fragment = url.strip().partition("#")
    return f"{sign}{fragment}" if fragment else ""


def quoted(path: str) -> str:
    """A decoded path as it stands in a URL."""
    return quote(path, safe=_SAFE)


def _query(query: str) -> str:
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=50, errors="surrogateescape")
    except ValueError:
        return query
    kept = [(name, value) for name, value in pairs if name.lower() not in _NOISE]
    if len(kept) == len(pairs):
        # As written: some servers take the parameters apart in ways of their own.
        return quote_from_bytes(unquote_to_bytes(query), safe=_SAFE + "?%") if "%" not in query else query
    return urlencode(kept, errors="surrogateescape")
