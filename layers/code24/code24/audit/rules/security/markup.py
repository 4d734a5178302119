"""What markup gives away or lets in: addresses without HTTPS, frames, forms, handlers."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.references import Use
from code24.website.search.anchors import links_of
from code24.website.website import Website, base_of

KNOWN_FRAMES = (
    "www.google.com", "maps.google.com", "www.youtube.com", "www.youtube-nocookie.com", "player.vimeo.com",
    "www.openstreetmap.org", "open.spotify.com", "w.soundcloud.com", "calendly.com", "js.stripe.com",
    "www.facebook.com", "codepen.io",
)  # fmt: skip
"""Hosts whose frames are what people know, and that need scripts, cookies and windows of their own."""


@page_rule(
    "is-on-https",
    Category.SECURITY,
    Severity.SERIOUS,
    "Everything that a page loads comes over HTTPS",
    ("Lighthouse", "is-on-https"),
    ("W3C", "Mixed Content"),
    fix="https-addresses",
)
def is_on_https(page: Page, website: Website) -> Iterator[Look]:
    """Browsers block scripts, styles and frames without it, and warn about the rest. Forms have a rule of their own."""
    if not website.origin.startswith("https://"):
        return
    for reference in page.references:
        if reference.use is Use.LOADS and not reference.where.startswith(("form ", "button ", "input form")):
            insecure = reference.url.strip().lower().startswith("http://")
            message = f"The page loads a file without HTTPS ({reference.where})."
            yield Defect(message, excerpt=reference.url) if insecure else None


@page_rule(
    "form-over-https",
    Category.SECURITY,
    Severity.CRITICAL,
    "Forms send what visitors type over HTTPS",
    ("W3C", "Mixed Content 4.3"),
    fix="https-addresses",
)
def form_over_https(page: Page, website: Website) -> Iterator[Look]:
    """`action` of forms and `formaction` of their buttons."""
    for element, name in _actions(page):
        url = (element.attr(name) or "").strip().lower()
        yield Defect("What visitors type is sent without HTTPS.", element) if url.startswith("http://") else None


def _actions(page: Page) -> Iterator[tuple[Element, str]]:
    yield from ((form, "action") for form in page.named("form"))
    yield from ((each, "formaction") for each in page.named("button", "input") if each.attr("formaction") is not None)


@page_rule(
    "password-over-https",
    Category.SECURITY,
    Severity.CRITICAL,
    "Passwords are never asked for without HTTPS, nor sent in addresses",
    ("W3C", "Secure Contexts"),
)
def password_over_https(page: Page, website: Website) -> Iterator[Look]:
    """A form with a password field that is sent by GET writes the password into histories and logs."""
    for field in page.named("input"):
        if (field.attr("type") or "").strip().lower() != "password":
            continue
        form = field.closest("form")
        method = (form.attr("method") or "get").strip().lower() if form is not None else ""
        action = form.attr("action") if form is not None else None
        if not website.origin.startswith("https://"):
            yield Defect("A password is asked for on a page without HTTPS.", field)
        else:
            by_get = method == "get" and bool(action) and action not in {"#", "?"}
            yield Defect("The form sends the password as part of an address.", field) if by_get else None


@page_rule(
    "noopener",
    Category.SECURITY,
    Severity.MINOR,
    "Pages opened in new windows cannot steer the one that they came from",
    ("Lighthouse", "external-anchors-use-rel-noopener"),
    ("HTML", "4.6.7.13"),
    fix="noopener",
)
def noopener(page: Page, website: Website) -> Iterator[Look]:
    """Browsers of today imply it (since 2021); older ones do not."""
    for link in links_of(page, website):
        if (link.element.attr("target") or "").lower() != "_blank" or link.target is None or link.is_own:
            continue
        if link.target.origin is not None:
            fine = {"noopener", "noreferrer", "opener"} & set((link.element.attr("rel") or "").lower().split())
            yield None if fine else Defect("The link opens another website that may steer this page.", link.element)


@page_rule(
    "inline-handlers",
    Category.SECURITY,
    Severity.MINOR,
    "Scripts do not stand in attributes",
    ("CSP 3", "unsafe-hashes"),
)
def inline_handlers(page: Page, website: Website) -> Iterator[Look]:
    """Event handlers and `javascript:` addresses weaken every policy; each is allowed by its hash where they stay."""
    for element in page.elements:
        written = [name for name in element.attrs if name.startswith("on")]
        address = (element.attr("href") or "").strip().lower().startswith("javascript:")
        if written or address:
            yield Defect(f"A script stands in the attribute {written[0] if written else 'href'}.", element)
    if not page.named("script"):
        return
    yield None


@page_rule(
    "frame-sandbox",
    Category.SECURITY,
    Severity.MINOR,
    "Frames of other websites may do no more than they need",
    ("HTML", "4.8.5"),
)
def frame_sandbox(page: Page, website: Website) -> Iterator[Look]:
    """Of hosts that are not widely known; what a frame needs, only its owner can say."""
    for frame in page.named("iframe"):
        target = website.target(frame.attr("src") or "", base_of(page)) if frame.attr("src") else None
        if target is None or target.origin is None or website.is_own(target):
            continue
        known = target.origin.partition("://")[2] in KNOWN_FRAMES
        fine = known or frame.attr("sandbox") is not None
        yield None if fine else Defect("A frame of another website has no sandbox.", frame)


RULES = (is_on_https, form_over_https, password_over_https, noopener, inline_handlers, frame_sandbox)
