"""Attention: what draws visitors away from what they came for."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.website import Website, base_of

_NNG = "Nielsen Norman Group"
_MOST_ENTRIES = 8


@page_rule(
    "media-plays-by-itself",
    Category.CONVERSION,
    Severity.SERIOUS,
    "Nothing makes a sound by itself",
    ("WCAG 2.2", "1.4.2"),
)
def sound(page: Page, website: Website) -> Iterator[Look]:
    for element in page.named("video", "audio"):
        loud = element.attr("autoplay") is not None and element.attr("muted") is None
        yield Defect("It plays with sound as soon as the page opens.", element) if loud else None


@page_rule(
    "carousel-moves",
    Category.CONVERSION,
    Severity.MODERATE,
    "Carousels wait for the visitor",
    (_NNG, "Auto-Forwarding Carousels Annoy Users"),
    ("WCAG 2.2", "2.2.2"),
)
def carousels(page: Page, website: Website) -> Iterator[Look]:
    for element in page.elements:
        if "carousel" in (element.attr("class") or "").split():
            ride = element.attr("data-bs-ride") or element.attr("data-ride")
            yield Defect("The slides move by themselves.", element) if ride == "carousel" else None


@page_rule(
    "navigation-size",
    Category.CONVERSION,
    Severity.MINOR,
    "The main navigation has few entries",
    (_NNG, "Menu-Design Checklist"),
)
def navigation(page: Page, website: Website) -> Iterator[Look]:
    for element in page.named("nav")[:1]:
        entries = [link for link in element.select("a[href]") if link.closest("ul ul, .dropdown-menu") is None]
        if entries:
            many = len(entries) > _MOST_ENTRIES + 1  # the logo leads home
            yield Defect(f"The navigation has {len(entries)} entries; group them.", element) if many else None


@page_rule(
    "early-exits",
    Category.CONVERSION,
    Severity.MINOR,
    "The top of the page does not send visitors away",
    ("Code24", "attention"),
)
def exits(page: Page, website: Website) -> Iterator[Look]:
    for header in page.named("header")[:1]:
        links = header.select("a[href]")
        if not links:
            continue
        targets = [website.target(link.attr("href") or "", base_of(page)) for link in links]
        away = [link for link, to in zip(links, targets, strict=True) if to and to.origin and not website.is_own(to)]
        yield Defect(f"{len(away)} links in the header leave the site.", away[0]) if len(away) > 1 else None


RULES = (sound, carousels, navigation, exits)
