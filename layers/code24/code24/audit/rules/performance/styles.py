"""Stylesheets: how many bytes they are, how many of them a page needs, and how long they hold it up."""

from collections.abc import Iterator
from zlib import compress

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.styles.cascade import PHONE
from code24.website.styles.matching import Tokens, active_index, applies, candidates, chosen, tokens_of
from code24.website.styles.media import media_matches
from code24.website.styles.minifying import minified
from code24.website.styles.page_styles import Applied, sheets_of, style_elements
from code24.website.styles.pruning import is_whole
from code24.website.styles.sheets import Sheet, Span, parsed
from code24.website.website import Website, base_of

_UNUSED = 10 * 1024
"""Bytes, compressed, below which unused rules are no matter (Lighthouse, unused-css-rules)."""
_UNMINIFIED = 2048
"""Bytes, compressed, likewise (Lighthouse, unminified-css)."""
_DATA = 4_000
"""Characters of a picture or font inside a stylesheet that everything else has to wait for."""
_STYLES_IN_PAGE = 120 * 1024
"""Characters of styles in a page that every visit has to carry again."""


@page_rule(
    "unused-css-rules",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Pages load few rules that they do not use",
    ("Lighthouse", "unused-css-rules"),
    fix="unused-css",
)
def unused_css_rules(page: Page, website: Website) -> Iterator[Look]:
    """Rules of each sheet that choose nothing on a phone, as their share of its compressed bytes."""
    for applied in sheets_of(page, website):
        if not applied.sheet.text.strip():
            continue
        size, unused = _packed(applied.sheet, website), _unused_share(applied, page, website)
        if size * unused < _UNUSED:
            yield None
            continue
        what = f"{unused:.0%} of {applied.path} choose nothing here: {size * unused / 1024:.0f} KB compressed."
        yield Defect(what, applied.element)


def _unused_share(applied: Applied, page: Page, website: Website) -> float:
    """The share of a sheet's text that a phone parses for nothing."""
    if not applies(applied, PHONE):
        return 0.0
    found: Tokens = tokens_of(page, website)
    used: set[Span] = set()
    for index in active_index(applied.sheet, PHONE):
        for selector, rule in candidates(index, found):
            if not rule.is_nested and rule.span not in used and chosen(selector, page.document, found):
                used.add(rule.span)
    unused = applied.sheet.rules_size - sum(end - start for start, end in used)
    return max(0, unused) / max(1, len(applied.sheet.text))


def _packed(sheet: Sheet, website: Website) -> int:
    """Bytes of a sheet that travel."""
    return website.remembered(("packed sheet", sheet.text), lambda: len(compress(sheet.text.encode(), 6)))


@page_rule(
    "unminified-css",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Stylesheets travel without comments and spaces",
    ("Lighthouse", "unminified-css"),
    fix="minified-css",
)
def unminified_css(page: Page, website: Website) -> Iterator[Look]:
    """The sheets of each page that would be clearly smaller."""
    for applied in sheets_of(page, website):
        saved = _saved(applied.sheet, website)
        yield (
            Defect(f"{applied.path} would be {saved / 1024:.1f} KB smaller, compressed.", applied.element)
            if saved >= _UNMINIFIED
            else None
        )


def _saved(sheet: Sheet, website: Website) -> int:
    return website.remembered(
        ("minified sheet", sheet.text),
        lambda: len(compress(sheet.text.encode(), 6)) - len(compress(minified(sheet.text).encode(), 6)),
    )


@page_rule(
    "render-blocking-styles",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "Nothing is waited for before the first paint",
    ("Lighthouse", "render-blocking-resources"),
    ("Lighthouse", "render-blocking-insight"),
    fix="critical-css",
)
def render_blocking_styles(page: Page, website: Website) -> Iterator[Look]:
    """Stylesheet links that apply to a phone's screen, of this website and of others."""
    for element in style_elements(page):
        if element.tag != "link":
            continue
        waits = media_matches(element.attr("media") or "", PHONE)
        yield Defect("The page stays white until this stylesheet has come.", element) if waits else None


@page_rule(
    "css-import-chains",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Stylesheets do not load others",
    ("Google", "web.dev/articles/critical-request-chains"),
    fix="flat-imports",
)
def css_import_chains(page: Page, website: Website) -> Iterator[Look]:
    """`@import`s of the sheets of a page: each is found out about only when the one before it has come."""
    for applied in sheets_of(page, website):
        for each in applied.sheet.imports:
            yield Defect(f"{applied.path} imports {each.url[:100]}, which is asked for too late.", applied.element)
        if not applied.sheet.imports:
            yield None


@page_rule(
    "duplicate-stylesheets",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "No stylesheet is loaded twice",
    ("Code24", "duplicate-stylesheets"),
    fix="one-of-each-sheet",
)
def duplicate_stylesheets(page: Page, website: Website) -> Iterator[Look]:
    """Links to the same file, or to files with the same content."""
    seen: set[tuple[str, str]] = set()
    for applied in sheets_of(page, website):
        if applied.imported_by or applied.element.tag != "link":
            continue
        key = (applied.sheet.text, applied.media)
        yield Defect(f"{applied.path} is loaded a second time.", applied.element) if key in seen else None
        seen.add(key)


@page_rule(
    "data-in-styles",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Pictures and fonts are no part of stylesheets",
    ("Code24", "data-in-styles"),
    fix="embedded-files",
)
def data_in_styles(page: Page, website: Website) -> Iterator[Look]:
    """Large data addresses: the first paint waits for them."""
    for applied in sheets_of(page, website):
        largest = max((len(url) for url in applied.sheet.urls if url[:5].lower() == "data:"), default=0)
        yield (
            Defect(
                f"{applied.path} holds a file of {largest:,} characters, which everything waits for.", applied.element
            )
            if largest > _DATA
            else None
        )


@page_rule(
    "large-inline-styles",
    Category.PERFORMANCE,
    Severity.MINOR,
    f"Pages carry at most {_STYLES_IN_PAGE // 1024} KB of styles themselves.",
    ("Code24", "large-inline-styles"),
)
def large_inline_styles(page: Page, website: Website) -> Iterator[Look]:
    """`style` elements and attributes together."""
    size = sum(len(element.text) for element in page.named("style"))
    size += sum(len(element.attr("style") or "") for element in page.elements)
    too_large = size > _STYLES_IN_PAGE
    yield Defect(f"{size:,} characters of styles stand in the page.") if too_large else None


@site_rule(
    "broken-css",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Stylesheets are closed and written in CSS",
    ("CSS Syntax 3", "5.4"),
)
def broken_css(website: Website) -> Iterator[Look]:
    """Sheets whose last block is never closed, and files that are no CSS at all, such as an error page."""
    for page in website.pages:
        base = base_of(page)
        for element in style_elements(page):
            file = website.file(element.attr("href") or "", base) if element.tag == "link" else None
            if element.tag == "link" and file is None:
                continue
            text = file.text if file is not None else element.text
            path = file.path if file is not None else page.path
            if text.lstrip()[:1] == "<" and not text.lstrip().startswith("<!--"):
                yield Defect("This is no stylesheet: it begins with a tag.", element, path=path)
            elif not is_whole(parsed(text)):
                yield Defect("The last rule is never closed, so that it may swallow others.", element, path=path)
            else:
                yield None


RULES = (
    unused_css_rules,
    unminified_css,
    render_blocking_styles,
    css_import_chains,
    duplicate_stylesheets,
    data_in_styles,
    large_inline_styles,
    broken_css,
)
