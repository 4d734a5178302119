"""Stylesheets that apply when they have come, without holding up the first paint."""

from collections.abc import Sequence
from hashlib import sha256

from turbohtml import Document, Element

from code24.optimize.addresses import spelled_like
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.website import base_of

_SWITCH = (
    "document.querySelectorAll('link[data-media]').forEach(function(l){function on(){l.media=l.dataset.media}"
    "if(l.sheet){on()}else{l.addEventListener('load',on)}});\n"
)
SWITCH = WebFile(
    f"/assets/late-styles.{sha256(_SWITCH.encode()).hexdigest()[:8]}.js", "text/javascript", _SWITCH.encode()
)
"""The script that lets a stylesheet apply which has arrived. Pages with late stylesheets need it among the files."""


def load_late(document: Document, links: Sequence[Element], page: Page, example: str) -> None:
    """Let links apply once they have come, at once without scripts; `example` is an address as the page spells them."""
    for link in links:
        fallback = Element("noscript")
        fallback.append(Element("link", {name: link.attr(name) or "" for name in link.attrs if name != "id"}))
        link.attrs["data-media"] = (link.attr("media") or "").strip() or "all"
        link.attrs["media"] = "print"
        link.insert_after(fallback)
    address = spelled_like(example, base_of(page), SWITCH.path)
    head = document.select_one("head")
    if head is not None and not any(each.attr("src") == address for each in document.select("script[src]")):
        head.append(Element("script", {"src": address, "defer": ""}))
