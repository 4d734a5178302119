"""What visitors read where no site can answer: self-contained pages that reveal nothing about the inside."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape


@dataclass(frozen=True, slots=True)
class Notice:
    """One page. `name` is what the log calls it."""

    name: str
    status: int
    title: str
    text: str
    retry_after: int | None = None
    """Seconds."""
    allow: str | None = None


UNKNOWN_HOST = Notice("unknown-host", 404, "There is no website here", "Please check the address for a typing mistake.")
UNKNOWN_PREVIEW = Notice(
    "unknown-preview",
    404,
    "There is no such preview",
    "This version of the website does not exist, or is not kept ready any more.",
)
NOT_PUBLISHED = Notice(
    "not-published",
    503,
    "This website is not published yet",
    "It is being prepared. Please come back in a moment.",
    retry_after=30,
)
# A suspension is meant to end. 503 with a long Retry-After keeps search engines from dropping the site's pages at
# once, which 403, 404 or 410 would make them do (RFC 9110, 15.6.4).
SUSPENDED = Notice(
    "suspended",
    503,
    "This website is paused",
    "Its owner can make it available again. Please come back later.",
    retry_after=86_400,
)
DELETED = Notice("deleted", 410, "This website is gone", "Its owner has removed it.")
SITE_FAILED = Notice(
    "site-failed", 502, "This website cannot be shown", "It did not answer properly. Please try again in a moment."
)
SITE_TIMED_OUT = Notice(
    "site-timed-out", 504, "This website is too slow", "It did not answer in time. Please try again in a moment."
)
BUSY = Notice("busy", 503, "This website is busy", "Please try again in a few seconds.", retry_after=5)
BROKEN = Notice("broken", 500, "Something went wrong", "The mistake is on our side. Please try again in a moment.")
MALFORMED = Notice("malformed", 400, "This address is malformed", "Please check it for a typing mistake.")
NOT_ALLOWED = Notice(
    "not-allowed", 405, "This address can only be read", "It takes no other requests.", allow="GET, HEAD"
)
POST_ONLY = Notice("post-only", 405, "There is nothing to read here", "Forms are sent to this address.", allow="POST")
NOT_IMPLEMENTED = Notice(
    "not-implemented", 501, "This request is unknown", "This address can only be read.", allow="GET, HEAD"
)
PATH_TOO_LONG = Notice("path-too-long", 414, "This address is too long", "Please check where it ends.")
HEADERS_TOO_LARGE = Notice(
    "headers-too-large",
    431,
    "This request is too large",
    "Removing this website's cookies from the browser usually helps.",
)

_STYLE = (
    ":root{color-scheme:light dark;--paper:#fafaf9;--ink:#1c1917;--soft:#57534e;--mark:#1d4ed8}"
    "@media (prefers-color-scheme:dark){:root{--paper:#171412;--ink:#f5f5f4;--soft:#b8b2ac;--mark:#93b4fd}}"
    "*{box-sizing:border-box}"
    "body{margin:0;min-height:100vh;min-height:100svh;display:grid;grid-template-rows:1fr auto;background:var(--paper);"
    "color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}"
    "main{align-self:center;width:100%;max-width:40rem;margin:0 auto;padding:3rem 1.5rem}"
    "h1{margin:0 0 .75rem;font-size:clamp(1.75rem,1.2rem + 2.6vw,2.75rem);line-height:1.15;letter-spacing:-.02em;"
    "text-wrap:balance}"
    "p{margin:0;color:var(--soft);text-wrap:pretty}"
    ".status{margin-bottom:1rem;font-weight:600;font-variant-numeric:tabular-nums;color:var(--mark)}"
    "footer{padding:1.5rem;text-align:center;font-size:.875rem;color:var(--soft)}"
    "ul{margin:1rem 0 0;padding-left:1.25rem;color:var(--soft)}"
    "a{color:var(--mark)}"
    ".onward{margin-top:1.5rem}"
    "strong{color:var(--ink);letter-spacing:-.01em}"
)
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = (
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
    "<style>{style}</style>\n</head>\n<body>\n<main>\n"
    '<p class="status">{status}</p>\n<h1>{title}</h1>\n<p>{text}</p>\n{more}'
    "</main>\n<footer{english}>Served by <strong>Code24</strong></footer>\n</body>\n</html>\n"
)
_HEADERS = {
    "cache-control": "no-store",
    "content-language": "en",
    "content-security-policy": _POLICY,
    "content-type": "text/html; charset=utf-8",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "referrer-policy": "strict-origin-when-cross-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
}


def page(
    status: str,
    title: str,
    text: str,
    *,
    language: str = "en",
    points: Sequence[str] = (),
    link: tuple[str, str] | None = None,
) -> str:
    """A notice's page in any language: what it says as text, and what follows as a list and a link (path, label)."""
    more = ""
    if points:
        more += "<ul>\n" + "".join(f"<li>{escape(point)}</li>\n" for point in points) + "</ul>\n"
    if link:
        more += f'<p class="onward"><a href="{escape(link[0])}">{escape(link[1])}</a></p>\n'
    return _PAGE.format(
        style=_STYLE,
        language=escape(language),
        status=escape(status),
        title=escape(title),
        text=escape(text),
        more=more,
        english="" if language == "en" else ' lang="en"',
    )


def page_headers(language: str) -> dict[str, str]:
    """The headers of a notice's page."""
    return _HEADERS | {"content-language": language}


@cache
def _page(notice: Notice) -> str:
    return page(f"Error {notice.status}", notice.title, notice.text)


def response(notice: Notice, method: str) -> dict[str, object]:
    """The notice as an HTTP API response, payload format 2.0; a HEAD request gets its headers only."""
    text = _page(notice)
    headers = page_headers("en") | {"content-length": str(len(text.encode()))}
    if notice.retry_after is not None:
        headers["retry-after"] = str(notice.retry_after)
    if notice.allow is not None:
        headers["allow"] = notice.allow
    body = "" if method == "HEAD" else text
    return {"statusCode": notice.status, "headers": headers, "body": body, "isBase64Encoded": False}
