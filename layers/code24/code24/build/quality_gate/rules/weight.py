"""Weight: how much a first visit costs."""

import re
from collections.abc import Iterator

from code24.build.quality_gate.findings import Weight
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.build.quality_gate.rules.fonts import font_files
from code24.build.quality_gate.rules.pictures import candidates
from code24.website.page import Page

LIMIT = 100 * 1024
"""Bytes of a first visit, compressed."""
SCRIPT_LIMIT = 5 * 1024
"""Bytes of script, compressed."""
FETCHED = frozenset({"stylesheet", "preload", "modulepreload", "manifest"})
"""Relations of links that browsers follow at once; of several icons they take the drawing."""
PHONE = 412
"""Width of a phone's window in CSS pixels, as Lighthouse has it, and its pixels for each of them."""
DENSITY = 1.75
LINE = 16
"""Pixels of a rem."""
DATA_BLOCKS = frozenset({"application/ld+json", "application/json"})


@site_rule(
    "page-weight", f"Every page with its stylesheet, fonts and drawings is at most {LIMIT // 1024} KB compressed."
)
def page_weight(site: ProducedSite) -> Iterator[Look]:
    """Everything that a browser fetches before it is scrolled, save photos, which `picture-weight` counts."""
    for page in site.pages:
        size = fixed_weight(site, page)
        yield None if size <= LIMIT else Defect(f"The page weighs {size:,} bytes compressed.", path=page.path)


@site_rule("picture-weight", f"With the pictures that a phone fetches at once, a page is at most {LIMIT // 1024} KB.")
def picture_weight(site: ProducedSite) -> Iterator[Look]:
    """Counted are pictures that do not wait, in the best format and in the size that a phone takes."""
    for page in site.pages:
        pictures = eager_weight(site, page)
        size = fixed_weight(site, page) + pictures
        message = f"The page weighs {size:,} bytes on a phone, {pictures:,} of them pictures."
        yield None if size <= LIMIT or not pictures else Defect(message, path=page.path)


def weights_of(site: ProducedSite) -> tuple[Weight, ...]:
    """What each page of a site weighs."""
    return tuple(
        Weight(path=page.address, bytes=fixed_weight(site, page), picture_bytes=eager_weight(site, page))
        for page in site.pages
    )


def fixed_weight(site: ProducedSite, page: Page) -> int:
    """Bytes of the page and what it loads from the site's own files, compressed."""
    links = {
        link.attr("href") or ""
        for link in page.named("link")
        if set((link.attr("rel") or "").lower().split()) & FETCHED or link.attr("type") == "image/svg+xml"
    }
    loaded = {element.attr("src") or "" for element in page.named("img", "script")}
    styled = {reference.url for file, reference in site.file_references if file.path in links}
    return sum(site.compressed(path) for path in {page.path, *links, *loaded, *styled, *font_files(site)})


def eager_weight(site: ProducedSite, page: Page) -> int:
    """Bytes of the photos that a phone fetches at once."""
    sizes = {
        each.path: each.bytes
        for picture in (site.pictures.pictures if site.pictures else ())
        for each in picture.variants
    }
    total = 0
    for image in page.named("img"):
        if image.attr("loading") == "lazy" or not (image.attr("src") or "").startswith("/media/"):
            continue
        picture = image.closest("picture")
        sources = picture.iter_elements("source") if picture else ()
        source = next((each for each in sources if _fits_phone(each.attr("media") or "")), image)
        total += sizes.get(_taken(source.attr("srcset") or "", source.attr("sizes") or ""), 0)
    return total


def _fits_phone(media: str) -> bool:
    """Whether a phone's window meets the media condition of a source; only a least or a most width is known."""
    found = re.fullmatch(r"\((min|max)-width:\s*([\d.]+)(rem|px)\)", media.strip())
    if found is None:
        return not media
    width = float(found[2]) * (LINE if found[3] == "rem" else 1)
    return width <= PHONE if found[1] == "min" else width >= PHONE


def _taken(srcset: str, sizes: str) -> str:
    """The file that a phone takes: the smallest one that is sharp."""
    found = candidates(srcset) or []
    wanted = _shown_width(sizes) * DENSITY
    sharp = [each for each in found if each.width >= wanted]
    return (sharp[0] if sharp else found[-1]).url if found else ""


def _shown_width(sizes: str) -> float:
    """CSS pixels that a picture takes on a phone: the first entry of `sizes` whose condition holds there."""
    for part in sizes.split(","):
        found = re.fullmatch(r"\s*(?:\(min-width:\s*([\d.]+)(rem|px)\)\s+)?([\d.]+)(vw|rem|px)\s*", part)
        if found and (found[1] is None or float(found[1]) * (LINE if found[2] == "rem" else 1) <= PHONE):
            return float(found[3]) * {"vw": PHONE / 100, "rem": LINE, "px": 1}[found[4]]
    return PHONE


@site_rule("script-weight", f"The script of a page is at most {SCRIPT_LIMIT // 1024} KB.")
def script_weight(site: ProducedSite) -> Iterator[Look]:
    """Inline and from files; data blocks are none."""
    for page in site.pages:
        size = 0
        for script in page.named("script"):
            if (script.attr("type") or "").lower() not in DATA_BLOCKS:
                size += site.compressed(script.attr("src") or "") or len(script.text.encode())
        yield None if size <= SCRIPT_LIMIT else Defect(f"The page has {size:,} bytes of script.", path=page.path)


@page_rule("cookies", "Nothing on the page stores anything on the visitor's machine.")
def cookies(page: Page) -> Iterator[Look]:
    """As the pages on privacy and cookies say."""
    for script in page.named("script"):
        stores = re.search(r"document\s*\.\s*cookie|localStorage|sessionStorage|indexedDB|cookieStore", script.text)
        data = (script.attr("type") or "").lower() in DATA_BLOCKS
        yield Defect(f"The script uses {stores[0]}.", script.text[:80]) if stores and not data else None
    for meta in page.named("meta"):
        if (meta.attr("http-equiv") or "").lower() == "set-cookie":
            yield Defect("The page sets a cookie.")
    yield None


RULES = (page_weight, picture_weight, script_weight, cookies)
