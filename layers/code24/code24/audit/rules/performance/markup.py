"""The page itself: its size, its elements, where it says its encoding, what it carries that should be files."""

import re
from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.optimize.fixes.minify.pages import WORTH_IT, minified
from code24.website.page import Page
from code24.website.website import Website

MANY_ELEMENTS, TOO_MANY_ELEMENTS = 800, 1_400
"""Where Lighthouse's `dom-size` warns, and where it fails."""
DEEP = 32
DATA_LIMIT = 8_000
"""Characters of one `data:` address."""
LARGE_PAGE = 200_000
ENCODING_WITHIN = 1_024
"""Bytes in which browsers look for the encoding (HTML 4.2.5.4)."""
_ENCODING = re.compile(rb"<meta\s[^>]*charset\s*=", re.IGNORECASE)


@page_rule(
    "dom-size",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "The page has no more elements than it needs",
    ("Lighthouse", "dom-size-insight"),
)
def dom_size(page: Page, website: Website) -> Iterator[Look]:
    """The page's elements."""
    count = len(page.elements)
    deepest = max((len(each.ancestors) for each in page.placed), default=0)
    if count > TOO_MANY_ELEMENTS:
        yield Defect(f"The page has {count:,} elements; each costs style, layout and memory.")
    else:
        yield Defect(f"Elements stand {deepest} deep in each other.") if deepest > DEEP else None


@page_rule(
    "charset",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "The encoding is said in the first 1,024 bytes",
    ("Lighthouse", "charset"),
    ("HTML", "4.2.5.4"),
)
def charset(page: Page, website: Website) -> Iterator[Look]:
    """One page: by a header, a byte order mark, or a `meta` that comes early enough."""
    file = website.files[page.path]
    start = file.content[:ENCODING_WITHIN]
    said = (
        "charset=" in file.headers.get("content-type", "")
        or start.startswith(b"\xef\xbb\xbf")
        or _ENCODING.search(start)
    )
    yield (
        None
        if said
        else Defect("Browsers guess the encoding, or read the page twice: `<meta charset>` comes late or not at all.")
    )


@page_rule(
    "unminified-html",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Pages travel without what only their makers read",
    ("Code24", "unminified-html"),
    fix="minified-pages",
)
def unminified_html(page: Page, website: Website) -> Iterator[Look]:
    """One page."""
    smaller = website.remembered(
        ("minified", page.path, page.text, website.styles_digest), lambda: minified(page, website)
    )
    saved = len(page.text) - len(smaller)
    yield (
        Defect(f"{saved:,} of {len(page.text):,} characters are white space and comments.")
        if len(smaller) <= WORTH_IT * len(page.text)
        else None
    )


@page_rule(
    "inline-data",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Pictures and fonts are files, not part of the page",
    ("Code24", "inline-data"),
)
def inline_data(page: Page, website: Website) -> Iterator[Look]:
    """Everything that a page names an address of and that is written out in it."""
    for reference in page.references:
        if reference.url[:5].lower() == "data:":
            size = len(reference.url)
            yield (
                Defect(f"{reference.where} carries {size:,} characters, a third more than a file, on each visit anew.")
                if size > DATA_LIMIT
                else None
            )


@page_rule("large-page", Category.PERFORMANCE, Severity.MODERATE, "The page itself is small", ("Code24", "large-page"))
def large_page(page: Page, website: Website) -> Iterator[Look]:
    """One page."""
    size = len(website.files[page.path].content)
    yield Defect(f"The page itself has {size:,} bytes.") if size > LARGE_PAGE else None


@page_rule(
    "redirects",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Links lead where they lead, without a detour",
    ("Lighthouse", "redirects"),
)
def redirects(page: Page, website: Website) -> Iterator[Look]:
    """Pages that send their visitors on by themselves."""
    refresh = [meta for meta in page.named("meta") if (meta.attr("http-equiv") or "").lower() == "refresh"]
    yield (
        Defect("The page sends visitors on: a second visit before the first thing is seen.", refresh[0])
        if refresh
        else None
    )


RULES = (dom_size, charset, unminified_html, inline_data, large_page, redirects)
