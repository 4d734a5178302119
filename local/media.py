"""`/media/*` of a site: the media bucket, as the distribution's behaviour of that path serves it on AWS."""

import re

from local.forwarding import Forward, Headers, Refused
from local.settings import LOOPBACK

MEDIA_KEY = re.compile(rb"/media/([0-9a-f]{64}\.[a-z0-9]{1,5})")
_MEDIA_REQUEST = {b"range", b"if-range", b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since"}
_MEDIA_ANSWER = {
    b"accept-ranges",
    b"content-length",
    b"content-range",
    b"content-type",
    b"date",
    b"etag",
    b"last-modified",
}
MEDIA_POLICY: Headers = [
    (b"cache-control", b"public, max-age=31536000, immutable"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    (b"x-content-type-options", b"nosniff"),
]
"""What the template's response headers policy `MediaHeaders` sets on AWS, but for TLS."""


def media_request(method: str, path: bytes, headers: Headers, bucket: str) -> Forward:
    """The request to the bucket for a path below `/media/`. Raises Refused for what can be no medium."""
    if method not in {"GET", "HEAD"}:
        raise Refused(405, "Media can be read only.")
    if (found := MEDIA_KEY.fullmatch(path)) is None:
        raise Refused(404, "There is nothing at this address.")
    kept = [(name, value) for name, value in headers if name in _MEDIA_REQUEST]
    target = b"/" + bucket.encode() + b"/" + found[1]
    return Forward(method.encode(), target, [(b"host", LOOPBACK.encode()), *kept], b"", _media_answer)


def _media_answer(status: int, headers: Headers) -> Headers:
    if status in {403, 404}:
        raise Refused(404, "There is nothing at this address.")
    kept = [(name, value) for name, value in headers if name.lower() in _MEDIA_ANSWER]
    if status == 304:
        kept = [(name, value) for name, value in kept if name.lower() not in {b"content-length", b"content-type"}]
    return kept + MEDIA_POLICY
