"""An event of the function as something that was sent by a visitor's browser, or seen by the dispatcher."""

import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from code24.analytics.collecting.bodies import MAX_BODY
from code24.analytics.collecting.bounds import MAX_URL
from code24.analytics.collecting.sent import Api, Entry, Sent
from code24.routing.hosts import is_trusted, normalised, requested_host

_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_UNKNOWN_COUNTRIES = frozenset({"XX", "T1", "ZZ"})
APIS: Mapping[str, Api] = {"/api/event": Api.EVENT, "/api/send": Api.SEND, "/api/batch": Api.BATCH}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who sends, to which host."""

    host: str
    """Lower case, without port; empty where it is none."""
    address: str
    agent: str
    country: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Post:
    """A request to one of the addresses."""

    api: Api
    asked: Asked
    body: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that cannot be read: the status that says why."""

    status: int
    api: Api


def posted(event: Mapping[str, Any], secret: str) -> Post | Refusal:
    """An HTTP API's event (payload format 2.0), or the status that refuses it; 204 is the answer to OPTIONS.

    The visitor's address and country, and the host that was asked for, are believed of the distribution and of the
    front door alone; of everybody else the API's own word for the address counts, and there is no country.
    """
    context = event["requestContext"]
    api = APIS.get((event.get("rawPath") or "").rstrip("/"), Api.EVENT)
    method = context["http"]["method"]
    if method != "POST":
        return Refusal(204 if method == "OPTIONS" else 405, api)
    body = _body(event)
    if body is None:
        return Refusal(400, api)
    if len(body) > MAX_BODY:
        return Refusal(413, api)
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    address, country = context["http"].get("sourceIp") or "", ""
    if is_trusted(dict(headers), secret):
        address = headers.get("x-code24-visitor", address)
        country = country_of(headers.get("cloudfront-viewer-country", ""))
    host = normalised(requested_host(dict(headers), context.get("domainName") or "", secret)) or ""
    agent = headers.get("user-agent", "")
    return Post(api, Asked(host, address.strip()[:64], agent, country, headers), body)


def viewed(view: Mapping[str, Any]) -> tuple[Asked, Sequence[Entry]]:
    """What the dispatcher tells of a page that it served (`routing.views.told`)."""
    host = normalised(str(view["host"])) or ""
    query = str(view.get("query") or "")
    asked = Asked(
        host=host,
        address=str(view.get("address") or "").strip()[:64],
        agent=str(view.get("agent") or ""),
        country=country_of(str(view.get("country") or "")),
        headers={},
    )
    sent = Sent(
        kind="view",
        name="pageview",
        url=f"http://{host}{view['path']}{'?' if query else ''}{query}"[: 2 * MAX_URL],
        referrer=str(view.get("referrer") or "")[:MAX_URL],
        at=int(view["at"]),
        status=int(view["status"]),
        server=True,
        failed_alias=str(view.get("failed_alias") or ""),
    )
    return asked, (sent,)


def country_of(value: str) -> str:
    """ISO 3166-1 alpha-2; empty for what is none, and for what stands for not knowing."""
    code = value.strip().upper()
    return code if _COUNTRY.fullmatch(code) and code not in _UNKNOWN_COUNTRIES else ""


def _body(event: Mapping[str, Any]) -> bytes | None:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode(errors="replace")
    try:
        return b64decode(body, validate=True)
    except ValueError:
        return None
