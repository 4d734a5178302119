"""Links: where they lead, what they say, and whether crawlers can follow them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from turbohtml import Element

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.search.anchors import anchor_exists, dead_target, linked_paths, links_of
from code24.website.search.link_words import GENERIC
from code24.website.search.reading import text_of
from code24.website.website import Website, base_of

_NEEDS_HREF = ("target", "download", "ping", "rel", "hreflang", "type", "referrerpolicy")
_VOID = re.compile(r"javascript:void(\(|)0(\)|)")
_CAMERA = re.compile(
    r"(?:img|dsc|dscn|dscf|pict?|photo|image|screenshot|untitled|unnamed|download)?[-_ ]?\(?\d*\)?|[0-9a-f]{24,}|"
    r"(?:img|dsc|pxl|screenshot|whatsapp image)[-_ ].*\d{4,}.*",
    re.IGNORECASE,
)
_SESSION = re.compile(r"(?:phpsessid|jsessionid|sid|session_?id)=", re.IGNORECASE)
LONGEST_ADDRESS = 115
"""Characters of an address that search results and people still read."""


@page_rule(
    "link-text",
    Category.SEO,
    Severity.MODERATE,
    "Links say where they lead",
    ("Lighthouse", "link-text"),
    ("WCAG 2.2", "2.4.9"),
)
def link_text(page: Page, website: Website) -> Iterator[Look]:
    """Lighthouse's words (`here`, `read more`), by the language of the link; changing them is the owner's."""
    for link in page.named("a"):
        href = (link.attr("href") or "").strip()
        if not href or href.lower().startswith(("javascript:", "mailto:")) or "nofollow" in (link.attr("rel") or ""):
            continue
        if href.startswith("#") or _is_same_page(href, page, website):
            continue
        said = text_of(link).lower()
        if said:
            language = _language(link)
            texts = GENERIC.get(language, frozenset()) if language else frozenset().union(*GENERIC.values())
            yield Defect(f"The link says {said!r}, not where it leads.", link) if said in texts else None


def _language(link: Element) -> str:
    nearest = link.closest("[lang]")
    return (nearest.attr("lang") or "").split("-")[0].lower() if nearest is not None else ""


def _is_same_page(href: str, page: Page, website: Website) -> bool:
    return "#" in href and website.path_of(href, base_of(page)) == page.path


@page_rule(
    "crawlable-anchors",
    Category.SEO,
    Severity.MODERATE,
    "Crawlers can follow every link",
    ("Lighthouse", "crawlable-anchors"),
    ("Google", "make links crawlable"),
    fix="script-links",
)
def crawlable_anchors(page: Page, website: Website) -> Iterator[Look]:
    """As Lighthouse checks them, with handlers written as attributes: listeners of scripts do not show in files."""
    for link in page.named("a"):
        fault = _uncrawlable(link)
        if fault is not None:
            yield Defect(fault, link) if fault else None


def _uncrawlable(link: Element) -> str | None:
    """Why crawlers cannot follow a link; empty where they can, None for what Lighthouse does not judge."""
    written = re.sub(r"\s", "", link.attr("href") or "")
    if (link.attr("role") or "").strip() or written.startswith("mailto:") or (not written and link.attr("id")):
        return None
    if written.startswith("file:"):
        return "The link leads to a file of somebody's computer."
    if (link.attr("name") or "").strip():
        return None
    if link.attr("href") is None and all(link.attr(name) is None for name in _NEEDS_HREF):
        acts = any(name.startswith("on") for name in link.attrs)
        return "The link has a handler and no address; a button does what happens here." if acts else None
    if link.attr("href") is None or _VOID.search(written):
        return "The link has no address that a crawler could follow."
    return ""


@page_rule(
    "dead-links",
    Category.SEO,
    Severity.SERIOUS,
    "Links within the website lead to something",
    ("Google", "make links crawlable"),
    fix="dead-links",
)
def dead_links(page: Page, website: Website) -> Iterator[Look]:
    """Of `a` and `area`; what is outside of the website is not asked."""
    for link in links_of(page, website):
        dead = dead_target(link)
        if dead is not None:
            yield Defect(f"The website has no {dead}.", link.element) if dead else None


@page_rule(
    "dead-anchors",
    Category.SEO,
    Severity.MODERATE,
    "Links to a part of a page name one that is there",
    ("HTML", "7.4.6.4"),
    fix="dead-links",
)
def dead_anchors(page: Page, website: Website) -> Iterator[Look]:
    """An id, an old `a name`, the top of the page, or a text fragment; `#!` and its like belong to scripts."""
    for link in links_of(page, website):
        if link.target is None or not link.is_own or not link.target.fragment:
            continue
        other = website.page_at.get(link.path or "")
        if other is not None:
            name = link.target.fragment
            fine = anchor_exists(other, name)
            yield None if fine else Defect(f"{other.path} has no part with the id {name!r}.", link.element)


@page_rule(
    "orphan-page",
    Category.SEO,
    Severity.MINOR,
    "Every page that may be listed can be reached by links",
    ("Google", "make links crawlable"),
)
def orphan_page(page: Page, website: Website) -> Iterator[Look]:
    """From another page of the website; the home page needs none."""
    if len(website.pages) > 1 and page.indexable and page.path != "/index.html":
        linked = website.remembered(("linked", website.fingerprint), lambda: linked_paths(website))
        fine = page.path in linked
        yield None if fine else Defect("No other page links to this one; crawlers find it by the sitemap alone.")


@page_rule(
    "redirect-page",
    Category.SEO,
    Severity.MODERATE,
    "Links lead to pages, not to what sends visitors on",
    ("Google", "redirects and Google Search"),
)
def redirect_page(page: Page, website: Website) -> Iterator[Look]:
    """A page of the website with `meta refresh` to another address costs each visitor a second load."""
    for link in links_of(page, website):
        other = website.page_at.get(link.path or "")
        if other is not None and other.path != page.path:
            onward = website.remembered(("refresh", other.text), lambda other=other: _sends_on(other))  # type: ignore[misc]
            message = f"{other.path} only sends visitors on; link to where it leads."
            yield Defect(message, link.element) if onward else None


def _sends_on(page: Page) -> bool:
    found = [each for each in page.named("meta") if (each.attr("http-equiv") or "").strip().lower() == "refresh"]
    return any("url" in (each.attr("content") or "").lower() for each in found)


@page_rule(
    "url-hygiene",
    Category.SEO,
    Severity.MINOR,
    "Addresses of pages are short, in small letters, with hyphens between words",
    ("Google", "URL structure"),
)
def url_hygiene(page: Page, website: Website) -> Iterator[Look]:
    """Of pages that may be listed; changing an address breaks links from elsewhere and is left to the owner."""
    if not page.indexable or page.path == "/index.html":
        return
    faults = {
        "has capital letters": page.address != page.address.lower(),
        "has spaces": " " in page.address,
        "has underscores for hyphens": "_" in page.address,
        f"has {len(page.address)} characters": len(page.address) > LONGEST_ADDRESS,
        "has doubled slashes": "//" in page.address,
    }
    fault = next((said for said, holds in faults.items() if holds), None)
    yield Defect(f"The page's address {fault}.", excerpt=page.address) if fault else None


@page_rule(
    "session-ids",
    Category.SEO,
    Severity.MINOR,
    "Links carry no session ids",
    ("Google", "URL structure"),
)
def session_ids(page: Page, website: Website) -> Iterator[Look]:
    """Each visit would make every page another one."""
    for link in links_of(page, website):
        if "?" in link.href or ";" in link.href:
            yield Defect("The link carries a session id.", link.element) if _SESSION.search(link.href) else None


@page_rule(
    "image-file-names",
    Category.SEO,
    Severity.MINOR,
    "Picture files have names that say what they show",
    ("Google", "image SEO best practices"),
)
def image_file_names(page: Page, website: Website) -> Iterator[Look]:
    """Camera names and bare numbers say nothing; pictures with an empty alternative text are decoration."""
    for image in page.named("img"):
        if not (image.attr("alt") or "").strip():
            continue
        src = image.attr("src") or ""
        if src and not src.startswith("data:"):
            name = unquote(urlsplit(src).path.rpartition("/")[2]).rpartition(".")[0] if _is_address(src) else ""
            name = re.sub(r"\.[0-9a-f]{8}$", "", name)
            if name:
                yield (
                    Defect("The picture's file name says nothing about it.", image) if _CAMERA.fullmatch(name) else None
                )


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


RULES = (
    link_text,
    crawlable_anchors,
    dead_links,
    dead_anchors,
    orphan_page,
    redirect_page,
    url_hygiene,
    session_ids,
    image_file_names,
)
