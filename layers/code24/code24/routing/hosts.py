"""Which host a request is for."""

import re
from hmac import compare_digest

from code24.routing.models import Visitor

MAX_HOST = 253
"""Characters of a host name (RFC 1035, 2.3.4, without the root's dot)."""

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_PORT = re.compile(r":\d{1,5}$")
_PREVIEW = re.compile(r"preview-(r[0-9a-z]{10})--(.+)")


def requested_host(headers: dict[str, str], domain_name: str, secret: str) -> str:
    """The host as the visitor's client named it.

    `x-forwarded-host` counts only together with the origin secret, which CloudFront and the front door add: everybody
    else could name any host with it. Without a configured secret it never counts.
    """
    return headers.get("x-forwarded-host", domain_name) if is_trusted(headers, secret) else domain_name


def requesting_address(headers: dict[str, str], source_ip: str, secret: str) -> str:
    """The visitor's address: what the distribution or the front door says, else whoever opened the connection."""
    return headers.get("x-code24-visitor", source_ip) if is_trusted(headers, secret) else source_ip


def is_trusted(headers: dict[str, str], secret: str) -> bool:
    """True for a request that came through the distribution or the front door, whose headers are then believed."""
    sent = headers.get("x-code24-origin-secret", "")
    return bool(secret) and compare_digest(sent.encode(errors="replace"), secret.encode())


def normalised(host: str) -> str | None:
    """Lower case, without port and final dot, punycode as it is; None where it is no host name."""
    name = _PORT.sub("", host.strip().lower(), count=1).removesuffix(".")
    return name if len(name) <= MAX_HOST and _HOST.fullmatch(name) else None


def visited(host: str) -> tuple[str, Visitor]:
    """The route's host and the visitor: `preview-<release>--acme.code24.dev` previews a release of acme.code24.dev."""
    if preview := _PREVIEW.fullmatch(host):
        return preview[2], Visitor(preview=preview[1])
    return host, Visitor()
