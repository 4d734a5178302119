"""What the pictures of a page weigh, and how much of that nobody sees."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.pictures.reading import Facts
from code24.website.images.pictures import Picture, facts_of, pictures_of
from code24.website.images.responsive import DENSITY, chosen_picture
from code24.website.images.sight import Sight
from code24.website.images.srcset import candidates
from code24.website.loading.weight import Kind, first_visit
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.styles.cascade import PHONE
from code24.website.website import Website, base_of

_ENOUGH = 1 / 6
"""Bytes a pixel of a photograph in a modern format (Chrome DevTools, insight "Improve image delivery")."""
_ENOUGH_OF_JPEG = 1 / 3
"""Twice that: what JPEG needs for the same quality."""
_SAVING = 4_096
"""Bytes that are worth a finding (the same insight)."""
_SAVING_BY_STEP = 12_288
"""Likewise where several sizes are offered, as they come in steps (the same insight)."""
_ANIMATION = 100 * 1024
"""Bytes of an animated GIF above which a video is worth it (the same insight)."""
_LOSSY_OLD = frozenset({"jpeg", "bmp"})
_OLD = frozenset({"jpeg", "png", "bmp", "gif"})
_MOST_ICON = 15_000
_MOST_INLINE = 4_000
"""Characters of a data address: a request costs about as much as this many bytes."""


@page_rule(
    "modern-image-formats",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "Pictures are sent in modern formats",
    ("Lighthouse", "modern-image-formats"),
    ("Lighthouse", "image-delivery-insight"),
    fix="image-formats",
)
def modern_image_formats(page: Page, website: Website) -> Iterator[Look]:
    """JPEG, PNG, BMP and still GIF that AVIF or WebP would make at least 4 KiB smaller."""
    for file, facts, element in loaded(page, website):
        waste = len(file.content) - facts.pixels * _ENOUGH
        is_old = facts.format in _OLD and not facts.animated and waste > _SAVING
        yield (
            Defect(
                f"{file.path} is {facts.format.upper()}; as AVIF or WebP it would be about {waste:,.0f} bytes smaller.",
                element,
                "" if element is not None else file.path,
            )
            if is_old
            else None
        )


@page_rule(
    "uses-optimized-images",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Photographs are compressed as far as nobody sees it",
    ("Lighthouse", "uses-optimized-images"),
    fix="image-formats",
)
def uses_optimized_images(page: Page, website: Website) -> Iterator[Look]:
    """JPEG and BMP with more than three bits a pixel, and at least 4 KiB to save."""
    for file, facts, element in loaded(page, website):
        if facts.format in _LOSSY_OLD:
            waste = len(file.content) - facts.pixels * _ENOUGH_OF_JPEG
            yield (
                Defect(
                    f"{file.path} has {len(file.content) * 8 / facts.pixels:.1f} bits a pixel; "
                    f"{waste:,.0f} bytes are for nothing.",
                    element,
                    "" if element is not None else file.path,
                )
                if waste > _SAVING
                else None
            )


@page_rule(
    "efficient-animated-content",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Animations are videos, or WebP and AVIF",
    ("Lighthouse", "efficient-animated-content"),
)
def efficient_animated_content(page: Page, website: Website) -> Iterator[Look]:
    """Animated GIF of more than 100 KiB."""
    for file, facts, element in loaded(page, website):
        if facts.format == "gif":
            is_heavy = facts.animated and len(file.content) > _ANIMATION
            yield (
                Defect(
                    f"{file.path} is an animated GIF of {len(file.content):,} bytes; "
                    "a video shows the same with a fifth.",
                    element,
                )
                if is_heavy
                else None
            )


@page_rule(
    "uses-responsive-images",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "Pictures are sent in the size that they are shown in",
    ("Lighthouse", "uses-responsive-images"),
    ("Lighthouse", "image-delivery-insight"),
    fix="image-formats",
)
def uses_responsive_images(page: Page, website: Website) -> Iterator[Look]:
    """`img` pictures with more pixels than a phone of 412 x 823 and 1.75 device pixels a CSS pixel shows."""
    sight = Sight(page, website)
    for picture in pictures_of(page, website):
        file, facts = _chosen(picture, page, website)
        if file is None or facts is None or not facts.is_raster or len(file.content) <= _SAVING:
            continue
        width = sight.width(picture.element, PHONE.width)
        share = min(1.0, (width * DENSITY / facts.width) ** 2) if width else 1.0
        waste = len(file.content) * (1 - share)
        limit = _SAVING_BY_STEP if candidates(picture.element.attr("srcset") or "") else _SAVING
        yield (
            Defect(
                f"{file.path} has {facts.width:.0f} pixels of width for {width or 0:.0f} CSS pixels; "
                f"about {waste:,.0f} bytes are never seen.",
                picture.element,
            )
            if waste > limit
            else None
        )


@page_rule(
    "inline-images-size",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Large pictures are files of their own",
    ("Code24", "inline-images-size"),
    fix="inline-pictures",
)
def inline_images_size(page: Page, website: Website) -> Iterator[Look]:
    """`data:` addresses of pictures: what is large holds up the page, and is never cached."""
    for element in page.named("img", "source", "input"):
        url = (element.attr("src") or "").strip()
        if url[:11].lower() == "data:image/":
            yield (
                Defect(
                    f"A picture of {len(url):,} characters stands in the page; as a file it would not hold it up.",
                    element,
                    url[:60],
                )
                if len(url) >= _MOST_INLINE
                else None
            )


@page_rule(
    "favicon-size",
    Category.PERFORMANCE,
    Severity.MINOR,
    "The icon of the site is small",
    ("Code24", "favicon-size"),
    fix="favicon-size",
)
def favicon_size(page: Page, website: Website) -> Iterator[Look]:
    """Icons that tabs show are 16 to 48 pixels: 15 kB are plenty."""
    for element in page.named("link"):
        if "icon" in (element.attr("rel") or "").lower().split():
            file = website.file(element.attr("href") or "", base_of(page))
            if file is not None:
                yield (
                    Defect(f"{file.path} has {len(file.content):,} bytes for a picture of 16 to 48 pixels.", element)
                    if len(file.content) > _MOST_ICON
                    else None
                )


def loaded(page: Page, website: Website) -> Iterator[tuple[WebFile, Facts, Element | None]]:
    """The raster files that a page shows, each once: of `img` elements with them, then of backgrounds."""
    seen = set()
    for picture in pictures_of(page, website):
        file, facts = _chosen(picture, page, website)
        if file is not None and facts is not None and facts.is_raster and facts.pixels and file.path not in seen:
            seen.add(file.path)
            yield file, facts, picture.element
    for part in first_visit(page, website).of(Kind.PICTURE):
        if part.path is not None and part.path not in seen:
            seen.add(part.path)
            file = website.files[part.path]
            facts = facts_of(file, website)
            if facts is not None and facts.is_raster and facts.pixels:
                yield file, facts, None


def _chosen(picture: Picture, page: Page, website: Website) -> tuple[WebFile | None, Facts | None]:
    """The file that a phone takes of those that an `img` offers."""
    url = chosen_picture(picture.element)
    if not url or url == picture.url:
        return picture.file, picture.facts
    file = website.file(url, base_of(page))
    return file, facts_of(file, website) if file else None


RULES = [
    modern_image_formats,
    uses_responsive_images,
    uses_optimized_images,
    efficient_animated_content,
    inline_images_size,
    favicon_size,
]
