"""An HTTP API event as a form that somebody sent."""

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from code24.forms.checking import Sent
from code24.forms.fields import ANCHOR_LENGTH, PAGE, PAGE_LENGTH, SECTION
from code24.forms.limits import network_of, visitor_of
from code24.forms.models import FormKind
from code24.routing import notices
from code24.routing.hosts import normalised, requested_host, requesting_address, visited
from code24.routing.models import Visitor
from code24.routing.notices import Notice
from code24.types import is_printable

_PAGE_PATH = re.compile(r"/(?:[^/\s\\?#%\ufffd]+/)*(?:[^/\s\\?#%\ufffd]+)?")
_ANCHOR = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


@dataclass(frozen=True)
class Post:
    """A request to a form's address."""

    name: str
    """The host as it was asked for, with the label of a preview."""
    host: str
    """The route's host."""
    visitor: Visitor
    form: FormKind | None
    headers: Mapping[str, str]
    body: bytes | None
    """None for what is no base64."""
    address: str
    """The visitor's, of the network."""

    @property
    def wants_json(self) -> bool:
        """True for programs and scripts that ask for JSON and not for a page."""
        return _prefers_json(self.headers.get("accept", ""))

    def visitor_key(self, key: bytes, at: datetime) -> str:
        """What the visitor is called for a day."""
        return visitor_of(key, self.address, self.headers.get("user-agent", ""), at)

    def network_key(self, key: bytes, at: datetime) -> str:
        """What everybody behind the visitor's address is called for a day."""
        return network_of(key, self.address, at)


def wants_json(event: Any) -> bool:
    """`Post.wants_json` of an event that may be no request at all."""
    headers = event.get("headers") if isinstance(event, dict) else None
    return _prefers_json(str((headers or {}).get("accept", "")))


def _prefers_json(accepted: str) -> bool:
    return "application/json" in accepted.lower() and "text/html" not in accepted.lower()


def posted(event: dict[str, Any], secret: str) -> Post | Notice:
    """The post of an event (payload format 2.0), or the notice that refuses it."""
    context = event["requestContext"]
    if context["http"]["method"] != "POST":
        return notices.POST_ONLY
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    name = normalised(requested_host(headers, context.get("domainName") or "", secret))
    if name is None:
        return notices.MALFORMED
    host, visitor = visited(name)
    address = requesting_address(headers, context["http"].get("sourceIp") or "", secret)
    return Post(
        name=name,
        host=host,
        visitor=replace(visitor, address=address, agent=headers.get("user-agent", "")),
        form=_form(event.get("rawPath") or ""),
        headers=headers,
        body=_body(event),
        address=address,
    )


def _form(path: str) -> FormKind | None:
    name = path.rpartition("/")[2]
    return next((form for form in FormKind if form.value == name), None)


def _body(event: dict[str, Any]) -> bytes | None:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode(errors="replace")
    try:
        return b64decode(body, validate=True)
    except ValueError:
        return None


def page_of(sent: Sent) -> str | None:
    """The path of the page that the form says it was on, fit to stand in a mail; None where that is no path."""
    page = _only(sent, PAGE)
    segments = page.split("/")
    is_path = len(page) <= PAGE_LENGTH and is_printable(page) and _PAGE_PATH.fullmatch(page)
    return page if is_path and not {".", ".."} & set(segments) else None


def section_of(sent: Sent) -> str | None:
    """The id of the section that the form says it was in; None where that is no id."""
    section = _only(sent, SECTION)
    return section if len(section) <= ANCHOR_LENGTH and _ANCHOR.fullmatch(section) else None


def _only(sent: Sent, name: str) -> str:
    values = sent.get(name, ())
    return values[0] if len(values) == 1 else ""
