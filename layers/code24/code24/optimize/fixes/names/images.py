"""Alternative texts, from what stands around a picture."""

import re
from collections.abc import Iterator

from turbohtml import Document, Element, Namespace

from code24.audit.rules.accessibility.pictures import FILE_ENDS
from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.names.links import hint_on
from code24.optimize.fixes.names.naming import Naming
from code24.optimize.fixes.names.wording import tidy
from code24.optimize.models import Change, Phase
from code24.website.accessibility.semantics import explicit_role, is_focusable
from code24.website.page import Page
from code24.website.website import Website

_SPACER = re.compile(r"(?:^|[/_-])(?:spacer|pixel|blank|transparent|clear|1x1|tracking)(?:[._-]|$)", re.IGNORECASE)
_MEANINGLESS = re.compile(
    r"^(?:img|image|images|dsc|dscn|pic|picture|photo|bild|foto|screenshot|untitled|download|unnamed|default|placeholder"
    r"|bg|background|banner|hero|slide|thumb|thumbnail|avatar|icon|logo|file|asset|unsplash|pexels|shutterstock|istock"
    r"|portfolio|team|about|feature|features|gallery|small|large|medium|full|copy|final|new|web|min|scaled|x|px|\d+)$"
)
_HASH = re.compile(r"[0-9a-f]{6,}$")


@page_fix("names-images", Phase.NAMES, "Pictures have alternative texts", "image-alt", "image-redundant-alt",
          "object-alt", "role-img-alt", "svg-img-alt")  # fmt: skip
def images(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """From captions, headings and links around; empty only where words beside them say the same already."""
    naming = Naming(document, page, website)
    for image in document.select("img, object, svg"):
        if not naming.semantics.exposes(image) and image.tag != "img":
            continue
        if image.tag == "img":
            yield from _image(image, naming)
        elif image.tag == "object" and image.attr("data") and not naming.names.of(image):
            if explicit_role(image) not in {"none", "presentation"} and (name := _context(image, naming)):
                image.attrs["aria-label"] = name
                yield naming.change("An embedded object has a name.", image, name)
        elif image.namespace is Namespace.SVG and explicit_role(image) and not naming.names.of(image):
            yield from _drawing(image, naming)
    for element in document.iter_elements():
        if element.tag in {"img", "svg"} or explicit_role(element) not in {"img", "image"}:
            continue
        if not naming.semantics.exposes(element) or naming.names.of(element):
            continue
        if name := hint_on(element) or _context(element, naming):
            element.attrs["aria-label"] = name
            yield naming.change("A picture has a name.", element, name)


def _image(image: Element, naming: Naming) -> Iterator[Change]:
    before = image.attr("alt")
    around = image.closest("a, button, [role=button]")
    words = naming.names.visible_text(around) if around is not None else ""
    if before is not None and before.strip():
        if words and " ".join(before.casefold().split()) == words.casefold():
            image.attrs["alt"] = ""
            yield naming.change("A picture does not repeat the words of its link.", image, "", before)
            return
        if not before.strip().lower().endswith(FILE_ENDS):
            return
    elif before == "" or {"aria-label", "aria-labelledby"}.intersection(image.attrs):
        return
    elif explicit_role(image) in {"none", "presentation"} and not is_focusable(image):
        image.attrs["alt"] = ""
        yield naming.change("A decorative picture says so.", image)
        return
    if is_decoration(image) or words or (around is not None and _is_named(around)):
        image.attrs["alt"] = ""
        yield naming.change("A picture beside words that say the same is silent.", image, "", before or "")
    elif name := tidy(image.attr("title")) or _context(image, naming):
        image.attrs["alt"] = name
        yield naming.change("A picture has an alternative text.", image, name, before or "")


def _is_named(element: Element) -> bool:
    return any((element.attr(name) or "").strip() for name in ("aria-label", "aria-labelledby", "title"))


def _drawing(drawing: Element, naming: Naming) -> Iterator[Change]:
    around = drawing.closest("a, button, [role=button]")
    if around is not None and naming.names.of(around):
        del drawing.attrs["role"]
        drawing.attrs["aria-hidden"] = "true"
        yield naming.change("A drawing beside words is silent.", drawing)
    elif name := hint_on(drawing) or _context(drawing, naming):
        drawing.attrs["aria-label"] = name
        yield naming.change("A drawing has a name.", drawing, name)


def is_decoration(image: Element) -> bool:
    """Whether a picture is a spacer or counts visitors."""
    sizes = [(image.attr(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    tiny = any(size.isascii() and size.isdigit() and len(size) < 4 and int(size) <= 2 for size in sizes)
    return tiny or _SPACER.search((image.attr("src") or "").partition("?")[0][-200:]) is not None


def _context(image: Element, naming: Naming) -> str:
    figure = image.closest("figure")
    if figure is not None:
        caption = next(figure.iter_elements("figcaption"), None)
        if caption is not None and (text := tidy(naming.names.content(caption))):
            return text
    source = (image.attr("src") or image.attr("data") or image.attr("data-src") or "").partition("?")[0]
    is_logo = "logo" in source.rpartition("/")[2].lower() or "logo" in (image.attr("class") or "").lower()
    if is_logo and naming.site_name:
        return naming.words["logo"].format(name=naming.site_name)
    return (
        naming.heading_around(image, 3)
        or file_words(source)
        or naming.heading_around(image)
        or naming.heading_before(image)
    )


def file_words(address: str) -> str:
    """The words of a file name that say something; empty where they do not."""
    if address.startswith("data:"):
        return ""
    stem = address.rpartition("/")[2].partition(".")[0]
    parts = [part for part in re.split(r"[-_\s+]|%20", stem) if part]
    if any(_HASH.fullmatch(part) and any(map(str.isdigit, part)) for part in parts):
        return ""
    telling = [part for part in parts if not _MEANINGLESS.match(part.lower()) and re.fullmatch(r"[^\W\d_]{3,}", part)]
    if len(telling) < 2:
        return ""
    return tidy(" ".join(telling).capitalize())


FIXES = (images,)
