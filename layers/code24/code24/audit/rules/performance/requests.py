"""What a first visit asks for: bytes, requests, chains, other hosts."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.loading.weight import first_visit
from code24.website.page import Page
from code24.website.references import origin_of
from code24.website.website import Website

HEAVY = 2_667 * 1_024
"""Bytes: what scores 0.9 in Lighthouse (`total-byte-weight`, p10 of its curve)."""
MANY = 50
DEEP = 3
"""Files one behind another: the page, a style, what the style imports, what that asks for."""
MOST_PRECONNECTS = 4
_LIGHTHOUSE = "Lighthouse"


@page_rule(
    "total-byte-weight",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "A first visit costs no more than a few photographs",
    (_LIGHTHOUSE, "total-byte-weight"),
)
def total_byte_weight(page: Page, website: Website) -> Iterator[Look]:
    """One first visit."""
    size = first_visit(page, website).bytes
    yield Defect(f"A first visit loads {size:,} bytes.") if size > HEAVY else None


@page_rule(
    "network-requests",
    Category.PERFORMANCE,
    Severity.MINOR,
    "A first visit needs few requests",
    (_LIGHTHOUSE, "network-requests"),
)
def network_requests(page: Page, website: Website) -> Iterator[Look]:
    """One first visit."""
    count = first_visit(page, website).requests
    yield Defect(f"A first visit asks for {count} files.") if count > MANY else None


@page_rule(
    "critical-request-chains",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Nothing that blocks hides behind something else",
    (_LIGHTHOUSE, "network-dependency-tree-insight"),
)
def critical_request_chains(page: Page, website: Website) -> Iterator[Look]:
    """What blocks the first paint."""
    for part in first_visit(page, website).blocking:
        if part.depth:
            yield (
                Defect(f"{part.url} is only found when {part.depth} files before it have come.")
                if part.depth >= DEEP
                else None
            )


@page_rule(
    "third-party-summary",
    Category.PERFORMANCE,
    Severity.MINOR,
    "The page comes from one host",
    (_LIGHTHOUSE, "third-parties-insight"),
)
def third_party_summary(page: Page, website: Website) -> Iterator[Look]:
    """The hosts of a first visit."""
    yield None
    for host in sorted({part.host for part in first_visit(page, website).parts if part.host}):
        count = sum(part.host == host for part in first_visit(page, website).parts)
        yield Defect(f"The page asks {host} for {count} of its parts: another connection.")


@page_rule(
    "third-party-blocking",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "No other host can hold up the first paint",
    (_LIGHTHOUSE, "render-blocking-insight"),
)
def third_party_blocking(page: Page, website: Website) -> Iterator[Look]:
    """What blocks the first paint."""
    for part in first_visit(page, website).blocking:
        if part.depth:
            yield Defect(f"Nothing is drawn before {part.host} has sent {part.url[:120]}.") if part.host else None


@page_rule(
    "uses-rel-preconnect",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Connections to other hosts are made early, and only where needed",
    (_LIGHTHOUSE, "uses-rel-preconnect"),
)
def uses_rel_preconnect(page: Page, website: Website) -> Iterator[Look]:
    """Hosts that block, and announced connections."""
    announced = [
        origin
        for url in page.linked("preconnect")
        if (origin := origin_of(url if "//" not in url[:2] else f"https:{url}"))
    ]
    needed = {part.host for part in first_visit(page, website).parts if part.host}
    for host in sorted({part.host for part in first_visit(page, website).blocking if part.host}):
        yield (
            None
            if host in announced
            else Defect(f"The connection to {host} is made only when the page asks for its first file.")
        )
    for origin in announced:
        yield None if origin in needed else Defect(f"A connection to {origin} is made for nothing.")
    if len(announced) > MOST_PRECONNECTS:
        yield Defect(f"{len(announced)} connections at once compete with the page itself.")


RULES = (
    total_byte_weight,
    network_requests,
    critical_request_chains,
    third_party_summary,
    third_party_blocking,
    uses_rel_preconnect,
)
