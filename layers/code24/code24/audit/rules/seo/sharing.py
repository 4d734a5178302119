"""Sharing: what other sites show of a link, and the icons of the website."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.images.pictures import facts_of
from code24.website.page import Page
from code24.website.search.metadata import canonical_of
from code24.website.website import Website, base_of

SMALLEST = 200
"""Pixels a side below which Facebook shows no picture (Sharing best practices)."""
CARDS = frozenset({"summary", "summary_large_image", "app", "player"})
_OG = ("Open Graph", "ogp.me basic metadata")


def _says(page: Page, name: str, message: str) -> Look:
    return None if (page.meta(name) or "").strip() else Defect(message)


@page_rule("og-title", Category.SEO, Severity.MINOR, "Shared links have a title", _OG, fix="open-graph")
def og_title(page: Page, website: Website) -> Iterator[Look]:
    """Of pages that may be listed."""
    if page.indexable:
        yield _says(page, "og:title", "The page lacks og:title.")


@page_rule("og-description", Category.SEO, Severity.MINOR, "Shared links have a description", _OG, fix="open-graph")
def og_description(page: Page, website: Website) -> Iterator[Look]:
    """Of pages that may be listed."""
    if page.indexable:
        yield _says(page, "og:description", "The page lacks og:description.")


@page_rule("og-type", Category.SEO, Severity.MINOR, "Shared links say what they are", _OG, fix="open-graph")
def og_type(page: Page, website: Website) -> Iterator[Look]:
    """Of pages that may be listed."""
    if page.indexable:
        yield _says(page, "og:type", "The page lacks og:type.")


@page_rule("og-url", Category.SEO, Severity.MINOR, "Shared links count for one address", _OG, fix="open-graph")
def og_url(page: Page, website: Website) -> Iterator[Look]:
    """Absolute, and the canonical one where the page names one."""
    if not page.indexable:
        return
    url, canonical = (page.meta("og:url") or "").strip(), canonical_of(page)
    if not url:
        yield Defect("The page lacks og:url.")
    elif not url.lower().startswith(("https://", "http://")):
        yield Defect("og:url is relative; write it out.", excerpt=url)
    else:
        fine = canonical is None or website.target(url, page.path) == website.target(canonical, page.path)
        yield None if fine else Defect(f"og:url is another address than the canonical {canonical}.", excerpt=url)


@page_rule("og-image", Category.SEO, Severity.MODERATE, "Shared links have a picture", _OG, fix="open-graph")
def og_image(page: Page, website: Website) -> Iterator[Look]:
    """Absolute; where it is the website's own, its file is there."""
    if not page.indexable:
        return
    url = (page.meta("og:image") or "").strip()
    target = website.target(url, page.path) if url else None
    if not url or target is None:
        yield Defect("The page lacks og:image.")
    elif not url.lower().startswith(("https://", "http://")):
        yield Defect("og:image is relative; those who show it are elsewhere.", excerpt=url)
    else:
        missing = website.is_own(target) and website.file_path(target.path) is None
        yield Defect("og:image is a file that the website does not have.", excerpt=url) if missing else None


@page_rule(
    "og-image-size",
    Category.SEO,
    Severity.MINOR,
    f"Pictures of shared links have at least {SMALLEST} pixels a side, and a format that everybody shows.",
    ("Open Graph", "Facebook sharing best practices"),
    fix="open-graph",
)
def og_image_size(page: Page, website: Website) -> Iterator[Look]:
    """Of the website's own files; drawings (SVG) and AVIF are shown by few."""
    url = (page.meta("og:image") or "").strip()
    file = website.file(url, page.path) if url and page.indexable else None
    if file is None:
        return
    facts = facts_of(file, website)
    if facts is None or file.media_type in {"image/svg+xml", "image/avif"}:
        yield Defect("og:image is in a format that few show; use JPEG, PNG or WebP.", excerpt=url)
    else:
        small = min(facts.width, facts.height) < SMALLEST
        message = f"og:image has {facts.width} x {facts.height} pixels; 1200 x 630 are best."
        yield Defect(message, excerpt=url) if small else None


@page_rule(
    "twitter-card",
    Category.SEO,
    Severity.MINOR,
    "Links shared on X have a card",
    ("X", "cards markup"),
    fix="open-graph",
)
def twitter_card(page: Page, website: Website) -> Iterator[Look]:
    """One of the four kinds."""
    if page.indexable:
        said = (page.meta("twitter:card") or "").strip().lower()
        yield None if said in CARDS else Defect("The page lacks twitter:card.", excerpt=said)


@page_rule(
    "favicon", Category.SEO, Severity.MINOR, "Every page has an icon", ("Google", "favicon in search"), fix="favicon"
)
def favicon(page: Page, website: Website) -> Iterator[Look]:
    """A `link rel=icon` whose file is there."""
    icons = [url for url in page.linked("icon") if url.strip()]
    if not icons:
        yield Defect("The page names no icon.")
        return
    missing = all(_is_missing(url, page, website) for url in icons)
    yield Defect("The page's icon is a file that the website does not have.", excerpt=icons[0]) if missing else None


@page_rule(
    "apple-touch-icon",
    Category.SEO,
    Severity.MINOR,
    "Pages put on the home screen of a phone have an icon",
    ("Apple", "configuring web applications"),
    fix="favicon",
)
def apple_touch_icon(page: Page, website: Website) -> Iterator[Look]:
    """On pages that may be listed."""
    if page.indexable:
        icons = [url for name in ("apple-touch-icon", "apple-touch-icon-precomposed") for url in page.linked(name)]
        fine = any(url.strip() and not _is_missing(url, page, website) for url in icons)
        yield None if fine else Defect("The page names no apple-touch-icon.")


def _is_missing(url: str, page: Page, website: Website) -> bool:
    """Whether an address is the website's own and leads nowhere."""
    target = website.target(url, base_of(page))
    return target is None or (website.is_own(target) and website.file_path(target.path) is None)


RULES = (
    og_title,
    og_description,
    og_type,
    og_url,
    og_image,
    og_image_size,
    twitter_card,
    favicon,
    apple_touch_icon,
)
