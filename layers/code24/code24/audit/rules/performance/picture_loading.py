"""When pictures, frames and videos are loaded: the largest paint first, what is far below later."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.images.pictures import is_rendered, pictures_of
from code24.website.images.sight import Sight, preloaded
from code24.website.page import Page
from code24.website.styles.cascade import PHONE
from code24.website.website import Website

_FEW = 2_000
"""Bytes: what is smaller is not worth waiting for."""


@page_rule(
    "offscreen-images",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Pictures far below wait until they are needed",
    ("Lighthouse", "offscreen-images"),
    fix="picture-loading",
)
def offscreen_images(page: Page, website: Website) -> Iterator[Look]:
    """`img` elements that begin well below the first screen and are loaded with the page."""
    sight = Sight(page, website)
    for picture in pictures_of(page, website):
        is_small = picture.file is not None and len(picture.file.content) < _FEW
        if picture.url[:5].lower() == "data:" or is_small:
            continue
        is_early = not picture.is_lazy and (picture.element.attr("loading") or "").lower() != "eager"
        yield (
            Defect("The picture is far below the first screen, and is loaded with the page.", picture.element)
            if is_early and sight.is_far(picture.element)
            else None
        )


@page_rule(
    "offscreen-frames",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "Frames far below wait until they are needed",
    ("Lighthouse", "offscreen-images"),
    fix="picture-loading",
)
def offscreen_frames(page: Page, website: Website) -> Iterator[Look]:
    """`iframe` elements, such as maps and videos, that begin well below the first screen."""
    sight = Sight(page, website)
    for frame in page.named("iframe"):
        if frame.attr("src") and is_rendered(frame):
            is_early = not frame.attr("loading") and sight.is_far(frame)
            yield (
                Defect("The frame is far below the first screen, and is loaded with the page.", frame)
                if is_early
                else None
            )


@page_rule(
    "lcp-lazy-loaded",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "The picture that visitors see first does not wait",
    ("Lighthouse", "lcp-lazy-loaded"),
    fix="picture-loading",
)
def lcp_lazy_loaded(page: Page, website: Website) -> Iterator[Look]:
    """An `img` that is the largest paint of phones, and lazy."""
    largest = Sight(page, website).largest(PHONE) if page.named("img") else None
    if largest is not None and largest.element.tag == "img":
        lazy = (largest.element.attr("loading") or "").strip().lower() == "lazy"
        yield Defect("The largest paint waits for the layout before it is loaded.", largest.element) if lazy else None


@page_rule(
    "prioritize-lcp-image",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "The picture that visitors see first is loaded first",
    ("Lighthouse", "prioritize-lcp-image"),
    ("Lighthouse", "lcp-discovery-insight"),
    fix="picture-loading",
)
def prioritize_lcp_image(page: Page, website: Website) -> Iterator[Look]:
    """An `img` that is the largest paint of phones, without `fetchpriority="high"`."""
    largest = Sight(page, website).largest(PHONE) if page.named("img") else None
    if largest is not None and largest.element.tag == "img":
        high = (largest.element.attr("fetchpriority") or "").strip().lower() == "high"
        yield None if high else Defect("The largest paint is loaded like any other picture.", largest.element)


@page_rule(
    "lcp-discovery-insight",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "The background picture that visitors see first is named in the page",
    ("Lighthouse", "lcp-discovery-insight"),
    fix="largest-paint-preload",
)
def lcp_discovery(page: Page, website: Website) -> Iterator[Look]:
    """A background picture of this website that is the largest paint of phones, and is not preloaded."""
    largest = Sight(page, website).largest(PHONE)
    if largest is None or largest.kind != "background" or not largest.url or not largest.base:
        return
    path = website.path_of(largest.url, largest.base)
    if path is not None:
        yield (
            None
            if path in preloaded(page, website)
            else Defect(f"The largest paint, {path}, is found only after the styles have arrived.", largest.element)
        )


@page_rule(
    "image-decoding",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Pictures far below are decoded beside the page",
    ("HTML", "4.8.4.1"),
    fix="picture-loading",
)
def image_decoding(page: Page, website: Website) -> Iterator[Look]:
    """`img` elements far below that hold up the drawing of what is above them (`decoding="async"` does not)."""
    sight = Sight(page, website)
    for picture in pictures_of(page, website):
        if picture.url and sight.is_far(picture.element):
            told = bool(picture.element.attr("decoding"))
            yield None if told else Defect("The picture is decoded together with the page.", picture.element)


@page_rule(
    "video-preload",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Videos are loaded when somebody plays them",
    ("HTML", "4.8.11.2"),
    fix="picture-loading",
)
def video_preload(page: Page, website: Website) -> Iterator[Look]:
    """`video` elements far below that browsers may load at once."""
    sight = Sight(page, website)
    for video in page.named("video"):
        if "autoplay" not in video.attrs and is_rendered(video):
            early = (video.attr("preload") or "auto").strip().lower() == "auto" and sight.is_far(video)
            yield Defect("The video may be loaded although nobody has asked for it.", video) if early else None


@page_rule(
    "video-poster",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Videos have a picture to show before they play",
    ("HTML", "4.8.8"),
)
def video_poster(page: Page, website: Website) -> Iterator[Look]:
    """`video` elements that show nothing until their first frame has arrived."""
    for video in page.named("video"):
        if "autoplay" not in video.attrs and is_rendered(video):
            yield None if video.attr("poster") else Defect("The video shows nothing until it is loaded.", video)


RULES = [
    offscreen_images,
    offscreen_frames,
    lcp_lazy_loaded,
    prioritize_lcp_image,
    lcp_discovery,
    image_decoding,
    video_preload,
    video_poster,
]
