"""Sharing: what other sites show of a link, and which language and address a page is said to have."""

from collections.abc import Iterator

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rasters import png_size
from code24.build.quality_gate.rule import Defect, Look, site_rule
from code24.website.page import Page
from code24.website.references import resolve
from code24.website.search.metadata import language_of, title_of

CARD = (1200, 630)
"""Pixels of the image that large cards show."""
DEFAULT = "x-default"


@site_rule(
    "open-graph", "Every page that may be indexed says in Open Graph and Twitter properties what it says itself."
)
def open_graph(site: ProducedSite) -> Iterator[Look]:
    """The properties that Open Graph requires, with the description and the large card (ogp.me, X's cards)."""
    for page in site.pages:
        if not page.indexable:
            continue
        expected = {
            "og:type": "website",
            "og:title": title_of(page),
            "og:description": page.meta("description") or "",
            "og:url": f"{site.origin}{page.address}",
            "og:site_name": site.brand.name,
            "og:image:width": str(CARD[0]),
            "og:image:height": str(CARD[1]),
            "twitter:card": "summary_large_image",
            "twitter:title": title_of(page),
            "twitter:image": page.meta("og:image") or "",
        }
        for name, value in expected.items():
            if name.endswith(("title", "description")) and not value:
                continue  # title's, description's
            found = " ".join((page.meta(name) or "").split())
            fine = bool(found) and found == " ".join(value.split())
            yield None if fine else Defect(f"{name} should be {value!r}.", found, page.path)
        for name in ("og:image:alt", "twitter:image:alt"):
            yield None if page.meta(name) else Defect(f"The page lacks {name}.", path=page.path)


@site_rule("social-image", f"The image for shared links is a PNG of {CARD[0]} x {CARD[1]} pixels on the site.")
def social_image(site: ProducedSite) -> Iterator[Look]:
    """Its address is absolute, as those who show it are elsewhere."""
    for page in site.pages:
        if not page.indexable:
            continue
        url = page.meta("og:image") or ""
        size = png_size(_file(site, url))
        fine = size == CARD and url.startswith(f"{site.origin}/")
        found = "no PNG" if size is None else f"{size[0]} x {size[1]} pixels"
        message = f"og:image is {found}; {CARD[0]} x {CARD[1]} pixels are needed."
        yield None if fine else Defect(message, url, page.path)


def _file(site: ProducedSite, url: str) -> bytes:
    try:
        path = resolve(url, f"{site.origin}/").path
    except ValueError:
        return b""
    file = site.by_path.get(path)
    return file.content() if file else b""


@site_rule(
    "alternates", "hreflang names the page itself in its language and as the default, and agrees with canonical."
)
def alternates(site: ProducedSite) -> Iterator[Look]:
    """A page that is not indexed has none (Google, "localized versions")."""
    for page in site.pages:
        found = sorted(_alternates(page))
        language = language_of(page)
        if not language:
            continue  # language's
        own = f"{site.origin}{page.address}"
        expected = sorted([(language, own), (DEFAULT, own)]) if page.indexable else []
        said = ", ".join(f"{tag} {url}" for tag, url in found)
        wanted = ", ".join(f"{tag} {url}" for tag, url in expected) or "none"
        yield None if found == expected else Defect(f"hreflang should be: {wanted}.", said, page.path)


def _alternates(page: Page) -> Iterator[tuple[str, str]]:
    for element in page.named("link"):
        if "alternate" in (element.attr("rel") or "").lower().split() and element.attr("hreflang") is not None:
            yield (element.attr("hreflang") or "").lower(), element.attr("href") or ""


RULES = (open_graph, social_image, alternates)
