"""When pictures, frames and videos are loaded: the largest paint first, what is far below when it is needed."""

from collections.abc import Iterator

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.images.pictures import is_rendered
from code24.website.images.sight import Sight
from code24.website.page import Page
from code24.website.styles.cascade import DESKTOP, PHONE
from code24.website.website import Website


@page_fix(
    "picture-loading",
    Phase.IMAGES,
    "The picture that visitors see first is loaded first; what is far below waits until it is needed",
    "offscreen-images",
    "lcp-lazy-loaded",
    "prioritize-lcp-image",
    "image-decoding",
    "offscreen-frames",
    "video-preload",
    needs_finding=False,
)
def picture_loading(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Set `loading`, `fetchpriority`, `decoding` and `preload` by position."""
    copies = dict(zip(page.elements, document.iter_elements(), strict=False))
    sight = Sight(page, website, setting.measured)
    largest = largest_images(sight) if page.named("img") else frozenset()
    for element in page.named("img", "iframe", "video"):
        if not is_rendered(element):
            continue
        wanted = _wanted(element, sight, largest)
        done = [name for name, value in wanted.items() if (element.attr(name) or "").strip().lower() != (value or "")]
        for name in done:
            if wanted[name] is None:
                del copies[element].attrs[name]
            else:
                copies[element].attrs[name] = wanted[name]
        if done:
            after = " ".join(f'{name}="{wanted[name]}"' if wanted[name] else f"without {name}" for name in done)
            yield Change(
                path=page.path, what=f"A {_word(element)} {_why(wanted)}.", selector=element.css_path(), after=after
            )


def largest_images(sight: Sight) -> frozenset[Element]:
    """The `img` elements that are the largest paint of phones or of desktops."""
    found = (sight.largest(view) for view in (PHONE, DESKTOP))
    return frozenset(each.element for each in found if each is not None and each.element.tag == "img")


def _wanted(element: Element, sight: Sight, largest: frozenset[Element]) -> dict[str, str | None]:
    """Attributes by name; None for those that have to go."""
    loading = (element.attr("loading") or "").strip().lower()
    match element.tag:
        case "img" if element in largest:
            gone = {"loading": None} if loading == "lazy" else {}
            return {**gone, "fetchpriority": "high"}
        case "img" if sight.is_far(element):
            lazy = {"loading": "lazy"} if loading != "eager" else {}
            return {**lazy, **({} if element.attr("decoding") else {"decoding": "async"})}
        case "img":
            high = (element.attr("fetchpriority") or "").strip().lower() == "high"
            return {"fetchpriority": None} if high and largest else {}
        case "iframe" if not loading and element.attr("src") and sight.is_far(element):
            return {"loading": "lazy"}
        case "video" if "autoplay" not in element.attrs and sight.is_far(element) and not element.attr("preload"):
            return {"preload": "none"} if element.attr("poster") else {"preload": "metadata"}
    return {}


def _word(element: Element) -> str:
    return {"img": "picture", "iframe": "frame"}.get(element.tag, "video")


def _why(wanted: dict[str, str | None]) -> str:
    if wanted.get("fetchpriority") == "high":
        return "that is the largest paint is loaded first"
    if wanted.get("loading") == "lazy" or "preload" in wanted:
        return "far below is loaded when it is needed"
    return "is loaded in its turn"
