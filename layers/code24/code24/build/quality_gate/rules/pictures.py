"""Pictures: the right file for every screen, and only the first one at once."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Element

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page

MEDIA = re.compile(r"/media/[0-9a-f]{64}\.(?:avif|webp|jpe?g|png)")
FORMATS = ("image/avif", "image/webp")
"""Formats of `source` elements, best first."""
_CANDIDATE = re.compile(r"(\S*[^\s,])\s+(\d+)w")
_LENGTH = re.compile(r"(?:\([^()]*\)\s+)?(?:\d+(?:\.\d+)?(?:px|rem|em|vw)|calc\(.+\)|min\(.+\)|clamp\(.+\))")


class Candidate(NamedTuple):
    """One entry of a `srcset`."""

    url: str
    width: int
    """In pixels."""


def candidates(srcset: str) -> list[Candidate] | None:
    """The entries of a `srcset` with width descriptors; None where it has others, or is none."""
    found = [_CANDIDATE.fullmatch(part.strip()) for part in re.split(r",\s+", srcset.strip())]
    return [Candidate(each[1], int(each[2])) for each in found if each] if all(found) else None


@page_rule("picture-sources", "Every srcset names its widths in order, and every one of them says which size is shown.")
def picture_sources(page: Page) -> Iterator[Look]:
    """Photos lie in the media bucket, with AVIF and WebP before what every browser reads (WHATWG HTML, 4.8.4)."""
    for element in page.named("img", "source"):
        if element.attr("srcset") is not None:
            problem = next(_srcset_problems(element), None)
            yield Defect(problem, element.attr("srcset") or "") if problem else None
    for picture in page.named("picture"):
        types = [source.attr("type") for source in picture.iter_elements("source") if not source.attr("media")]
        ordered = sorted(types, key=lambda kind: FORMATS.index(kind) if kind in FORMATS else -1)
        fine = types == ordered and len(set(types)) == len(types)
        yield None if fine else Defect("The sources of the picture are not in the order of their worth.", str(types))


def _srcset_problems(element: Element) -> Iterator[str]:
    found = candidates(element.attr("srcset") or "")
    if not found:
        yield "The srcset does not name its files with their widths."
        return
    widths = [each.width for each in found]
    if widths != sorted(set(widths)) or widths[0] < 1:
        yield "The widths in the srcset should ascend, each once."
    sizes = element.attr("sizes") or ""
    if not sizes or not all(_LENGTH.fullmatch(part.strip()) for part in sizes.split(",")):
        yield f"The sizes {sizes!r} are no list of conditions and lengths."
    if element.tag == "source" and not element.attr("type"):
        yield "The source names no type."


@page_rule("picture-loading", "Photos wait until they are near, all but the first of a page.")
def picture_loading(page: Page) -> Iterator[Look]:
    """One picture in the first section may be fetched at once, with high priority; `lazy` there would delay it."""
    photos = [image for image in page.named("img") if (image.attr("src") or "").startswith("/media/")]
    first = next(iter(page.named("section")), None)
    for number, image in enumerate(photos):
        lazy, urgent = image.attr("loading") == "lazy", image.attr("fetchpriority") == "high"
        leading = number == 0 and first is not None and image.closest("section") == first
        if leading and (lazy or not urgent):
            yield Defect("The first picture of the page should not wait (fetchpriority=high, no loading=lazy).")
        elif not leading and (not lazy or urgent):
            yield Defect("The picture should wait until it is near (loading=lazy).", image.attr("src") or "")
        else:
            yield None


@site_rule("media-paths", "Every picture in the media bucket is one that was made for this site.")
def media_paths(site: ProducedSite) -> Iterator[Look]:
    """Named by the hash of its content; among the files of the owner's pictures, where these are known."""
    known = {each.path for picture in site.pictures.pictures for each in picture.variants} if site.pictures else None
    for page in site.pages:
        for reference in page.references:
            path = reference.url.removeprefix(site.origin or "")
            if "/media/" in path and not path.startswith(("http:", "https:")):
                fine = MEDIA.fullmatch(path) is not None and (known is None or path in known)
                yield None if fine else Defect("There is no such picture for this site.", reference.url, page.path)


RULES = (picture_sources, picture_loading, media_paths)
