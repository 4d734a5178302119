"""Whether search engines may and can read a page, and under which address they list it."""

import re
from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.search.crawling import BOTS, blocking_directives, may_fetch
from code24.website.search.metadata import canonical_of
from code24.website.search.reading import main_text
from code24.website.website import Website

_SPACELESS = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
THIN = 50
"""Words of a page below which search engines see little to list."""
MOUNTS = ("#root", "#app", "#__next", "#__nuxt", "#svelte", "app-root", "#gatsby-focus-wrapper")
"""Where frameworks put what their scripts render."""


@page_rule(
    "is-crawlable",
    Category.SEO,
    Severity.SERIOUS,
    "Search engines may list the page",
    ("Lighthouse", "is-crawlable"),
    ("Google", "robots meta tag"),
    fix="robots-meta",
)
def is_crawlable(page: Page, website: Website) -> Iterator[Look]:
    """Neither a meta element, nor a header, nor robots.txt shuts out every crawler; the page for errors is left out."""
    if page.is_error_page:
        return
    header = website.files[page.path].headers.get("x-robots-tag", "")
    reasons = [blocking_directives(page, header, bot) or _forbidden(page, website, bot) for bot in ("", *BOTS)]
    yield Defect(f"No search engine may list the page: {reasons[0]}.") if all(reasons) else None


def _forbidden(page: Page, website: Website, bot: str) -> str:
    return "" if may_fetch(website, page.address, bot or "*") else "robots.txt disallows it"


@page_rule(
    "robots-meta-conflict",
    Category.SEO,
    Severity.MODERATE,
    "What a page tells crawlers does not contradict itself",
    ("Google", "robots meta tag"),
    fix="robots-meta",
)
def robots_meta_conflict(page: Page, website: Website) -> Iterator[Look]:
    """One robots element, and not both a directive and its opposite."""
    found = [each for each in page.named("meta") if (each.attr("name") or "").strip().lower() == "robots"]
    if not found:
        return
    said = {word.strip().lower() for each in found for word in (each.attr("content") or "").split(",")}
    for one, other in (("index", "noindex"), ("follow", "nofollow"), ("all", "none"), ("all", "noindex")):
        if {one, other} <= said:
            yield Defect(f"The page says both {one} and {other}; crawlers keep to {other}.", found[-1])
            return
    yield None if len(found) == 1 else Defect(f"The page has {len(found)} robots elements; one is enough.", found[-1])


@page_rule(
    "canonical",
    Category.SEO,
    Severity.MODERATE,
    "The canonical address is one, absolute, and not that of the home page",
    ("Lighthouse", "canonical"),
    ("Google", "canonicalization"),
    fix="canonical",
)
def canonical(page: Page, website: Website) -> Iterator[Look]:
    """As Lighthouse checks it, where the page names one."""
    urls = list(dict.fromkeys(url.strip() for url in page.linked("canonical") if url.strip()))
    if not urls:
        return
    if len(urls) > 1:
        yield Defect(f"The page names {len(urls)} canonical addresses; it can have one.", excerpt=", ".join(urls))
    elif not urls[0].lower().startswith(("https://", "http://")):
        yield Defect("The canonical address is relative; write it out with its scheme and host.", excerpt=urls[0])
    else:
        target = website.target(urls[0], page.path)
        to_home = target is not None and website.is_own(target) and target.path == "/" and page.address != "/"
        yield Defect("The canonical address is the home page's.", excerpt=urls[0]) if to_home else None


@page_rule(
    "canonical-present",
    Category.SEO,
    Severity.MODERATE,
    "Every page that may be listed names its canonical address",
    ("Google", "canonicalization"),
    fix="canonical",
)
def canonical_present(page: Page, website: Website) -> Iterator[Look]:
    """Else each way to write its address counts for itself."""
    if page.indexable:
        yield None if canonical_of(page) else Defect("The page has no canonical link.")


@page_rule(
    "canonical-target",
    Category.SEO,
    Severity.MODERATE,
    "The canonical address is that of a page that may be listed, over HTTPS",
    ("Google", "canonicalization"),
    fix="canonical",
)
def canonical_target(page: Page, website: Website) -> Iterator[Look]:
    """One of the site's own pages, which does not name another one in turn; addresses elsewhere are not judged."""
    url = canonical_of(page)
    target = website.target(url, page.path) if url else None
    if not url or target is None:
        return
    other = website.page_at.get(website.file_path(target.path) or "") if website.is_own(target) else None
    if url.lower().startswith("http://") and website.origin.startswith("https://"):
        yield Defect("The canonical address is without HTTPS.", excerpt=url)
    elif not website.is_own(target):
        yield None
    elif other is None:
        yield Defect("The canonical address leads to no page of the website.", excerpt=url)
    elif target.fragment:
        yield Defect("The canonical address has a fragment, which search engines drop.", excerpt=url)
    elif other.path != page.path and not other.indexable:
        yield Defect("The canonical address is that of a page that may not be listed.", excerpt=url)
    else:
        yield None


@page_rule(
    "script-rendered",
    Category.SEO,
    Severity.SERIOUS,
    "What a page says stands in its markup",
    ("Google", "JavaScript SEO basics"),
)
def script_rendered(page: Page, website: Website) -> Iterator[Look]:
    """A page whose body says next to nothing and has the usual mount of a framework is rendered by scripts alone."""
    if not page.indexable or not page.named("script"):
        return
    words = len(main_text(page).split())
    mount = next((found for each in MOUNTS if (found := page.document.select_one(each)) is not None), None)
    empty = mount is not None and words < THIN and len(mount.to_text().split()) < THIN // 5
    yield Defect(f"Without scripts the page has {words} words: crawlers see nothing else.", mount) if empty else None


@page_rule(
    "thin-content",
    Category.SEO,
    Severity.MINOR,
    f"Pages that may be listed have at least {THIN} words.",
    ("Google", "creating helpful content"),
)
def thin_content(page: Page, website: Website) -> Iterator[Look]:
    """Words of the whole body; languages that write without spaces are counted by two characters a word."""
    if page.indexable:
        text = main_text(page)
        spaceless = 0 if text.isascii() else len(_SPACELESS.findall(text))
        words = len(text.split()) + spaceless // 2
        yield None if words >= THIN else Defect(f"The page has {words} words; that is little to be found by.")


RULES = (
    is_crawlable,
    robots_meta_conflict,
    canonical,
    canonical_present,
    canonical_target,
    script_rendered,
    thin_content,
)
