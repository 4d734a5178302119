"""Files for crawlers: robots.txt, the sitemap, llms.txt."""

import re
from collections import Counter
from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.search.crawling import (
    LLMS,
    ROBOTS,
    SITEMAP,
    may_fetch,
    robots_lines,
    robots_problems,
    robots_text,
    sitemap_urls,
)
from code24.website.website import Website

_SHORTEST_LLMS = 50


@page_rule(
    "robots-txt",
    Category.SEO,
    Severity.MODERATE,
    "Crawlers understand every line of robots.txt",
    ("Lighthouse", "robots-txt"),
    ("RFC 9309", "2.2"),
    fix="robots-txt",
)
def robots_txt(page: Page, website: Website) -> Iterator[Look]:
    """As Lighthouse checks it, where there is one; asked about every page, as Lighthouse does."""
    text = robots_text(website)
    if text:
        wrong = next(robots_problems(text), None)
        if wrong is None:
            yield None
        else:
            number, line, problem = wrong
            yield Defect(f"Line {number} of robots.txt is no rule: {problem}.", excerpt=line)


@site_rule(
    "robots-txt-present",
    Category.SEO,
    Severity.MINOR,
    "The website has a robots.txt that names its sitemap",
    ("RFC 9309", "2.3"),
    ("sitemaps.org", "informing search engine crawlers"),
    fix="robots-txt",
)
def robots_txt_present(website: Website) -> Iterator[Look]:
    """Its sitemap line makes the sitemap known to every crawler."""
    text = robots_text(website)
    if text is None or not any(name == "user-agent" for _, _, name, _ in robots_lines(text)):
        yield Defect("The website has no robots.txt.", path=ROBOTS)
        return
    named = any(name == "sitemap" for _, _, name, _ in robots_lines(text))
    yield None if named else Defect("robots.txt does not name the sitemap.", path=ROBOTS)


@site_rule(
    "robots-txt-resources",
    Category.SEO,
    Severity.MODERATE,
    "Crawlers may load the styles and scripts that pages need",
    ("Google", "robots.txt introduction"),
)
def robots_txt_resources(website: Website) -> Iterator[Look]:
    """Google renders pages, and needs what they are made of."""
    if robots_text(website):
        for file in website.files.values():
            if file.media_type in {"text/css", "text/javascript", "application/javascript"}:
                fine = may_fetch(website, file.path, "Googlebot")
                yield None if fine else Defect("robots.txt keeps crawlers from a file that pages need.", path=file.path)


@site_rule(
    "sitemap",
    Category.SEO,
    Severity.MODERATE,
    "The website has a sitemap",
    ("sitemaps.org", "protocol"),
    ("Google", "sitemaps"),
    fix="sitemap",
)
def sitemap(website: Website) -> Iterator[Look]:
    """XML whose root is `urlset` or `sitemapindex`, at /sitemap.xml."""
    if any(page.indexable for page in website.pages):
        if SITEMAP not in website.files:
            yield Defect("The website has no sitemap.xml.", path=SITEMAP)
        else:
            fine = sitemap_urls(website) is not None
            yield (
                None
                if fine
                else Defect("sitemap.xml is no sitemap: its root is neither urlset nor sitemapindex.", path=SITEMAP)
            )


@site_rule(
    "sitemap-pages",
    Category.SEO,
    Severity.MODERATE,
    "The sitemap lists exactly the pages that may be listed, by their canonical addresses",
    ("sitemaps.org", "protocol"),
    ("Google", "sitemaps"),
    fix="sitemap",
)
def sitemap_pages(website: Website) -> Iterator[Look]:
    """Absolute addresses of the website, each once."""
    urls = sitemap_urls(website)
    if urls is None:
        return  # sitemap's
    listed = Counter(_page_of(url, website) for url in urls)
    expected = {page.path for page in website.pages if is_listed(page, website)}
    for path in sorted(expected):
        yield (
            None
            if listed[path] == 1
            else Defect(
                f"The sitemap lists {path} {listed[path]} times."
                if listed[path]
                else f"The sitemap does not list {path}.",
                path=SITEMAP,
            )
        )
    for url in urls:
        if _page_of(url, website) not in expected:
            yield Defect("The sitemap lists what is no page that may be listed.", excerpt=url, path=SITEMAP)


def _page_of(url: str, website: Website) -> str:
    target = website.target(url, "/") if re.match(r"https?://", url, re.IGNORECASE) else None
    return website.file_path(target.path) or "" if target is not None and website.is_own(target) else ""


def is_listed(page: Page, website: Website) -> bool:
    """Whether a page belongs into the sitemap: it may be listed, and under its own address."""
    urls = [url.strip() for url in page.linked("canonical") if url.strip()]
    own = not urls or website.path_of(urls[0], page.path) in {page.path, None}
    return page.indexable and own


@site_rule(
    "llms-txt",
    Category.SEO,
    Severity.MINOR,
    "The website has an llms.txt for language models",
    ("Lighthouse", "llms-txt"),
    ("llmstxt.org", "format"),
    fix="llms-txt",
)
def llms_txt(website: Website) -> Iterator[Look]:
    """A first-level heading, and links to its pages."""
    file = website.files.get(LLMS)
    if file is None:
        yield Defect("The website has no llms.txt.", path=LLMS)
        return
    text = file.text
    if not re.search(r"^\s*#\s+.+", text, re.MULTILINE):
        yield Defect("llms.txt has no heading.", path=LLMS)
    elif not re.search(r"\[[^\]\n]+\]\([^)\n]+\)", text):
        yield Defect("llms.txt links to nothing.", path=LLMS)
    else:
        yield None if len(text) >= _SHORTEST_LLMS else Defect("llms.txt says next to nothing.", path=LLMS)


RULES = (robots_txt, robots_txt_present, robots_txt_resources, sitemap, sitemap_pages, llms_txt)
