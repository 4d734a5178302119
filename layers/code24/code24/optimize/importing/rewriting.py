"""The addresses on a page, found and replaced in one pass over its text; all else stays as it was written."""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from turbohtml.rewrite import Element as Handle
from turbohtml.rewrite import rewrite

from code24.optimize.importing.srcsets import edit_srcset
from code24.optimize.importing.stylesheets import edit_stylesheet
from code24.website.vocabulary import words


class Kind(StrEnum):
    """What is behind an address, as the page uses it."""

    PAGE = "page"
    STYLE = "style"
    SCRIPT = "script"
    MODULE = "module"
    """A script that may import others."""
    IMAGE = "image"
    FONT = "font"
    MEDIA = "media"
    ASSET = "asset"
    """Named by a style: a font or a picture."""
    MANIFEST = "manifest"
    FRAME = "frame"
    FORM = "form"
    EMBEDDED = "embedded"
    """`object` and `embed`."""
    PREVIEW = "preview"
    """Only machines read it: `og:image`, `og:url`, `canonical`."""
    HINT = "hint"
    """A host to connect to early."""


class Address(NamedTuple):
    """One address of a page, as written (without surrounding space)."""

    url: str
    kind: Kind
    integrity: str = ""


class Editing(NamedTuple):
    """What becomes of a page's addresses."""

    replace: Callable[[Address], str | None]
    """The new address, also where it is the old one, of what belongs to the website: then `integrity` and
    `crossorigin` leave. None for what stays as it is."""
    keeps_hint: Callable[[str], bool] = lambda url: True
    """Whether an early connection to a host is still of use."""
    keeps_base: bool = True
    """False where addresses are replaced by such that do not need the `base` element."""
    inside: bool = False
    """Whether this is a page within a page; what is within that one stays as it is."""


_ATTRIBUTES: Mapping[tuple[str, str], Kind] = {
    ("a", "href"): Kind.PAGE, ("a", "xlink:href"): Kind.PAGE, ("area", "href"): Kind.PAGE,
    ("script", "src"): Kind.SCRIPT, ("script", "href"): Kind.SCRIPT, ("script", "xlink:href"): Kind.SCRIPT,
    ("img", "src"): Kind.IMAGE, ("input", "src"): Kind.IMAGE, ("video", "poster"): Kind.IMAGE,
    ("use", "href"): Kind.IMAGE, ("use", "xlink:href"): Kind.IMAGE,
    ("image", "href"): Kind.IMAGE, ("image", "xlink:href"): Kind.IMAGE,
    ("feimage", "href"): Kind.IMAGE, ("feimage", "xlink:href"): Kind.IMAGE,
    ("source", "src"): Kind.MEDIA, ("video", "src"): Kind.MEDIA, ("audio", "src"): Kind.MEDIA,
    ("track", "src"): Kind.MEDIA,
    ("iframe", "src"): Kind.FRAME, ("frame", "src"): Kind.FRAME, ("iframe", "data-src"): Kind.FRAME,
    ("object", "data"): Kind.EMBEDDED, ("embed", "src"): Kind.EMBEDDED,
    ("form", "action"): Kind.FORM, ("button", "formaction"): Kind.FORM, ("input", "formaction"): Kind.FORM,
    ("body", "background"): Kind.IMAGE, ("table", "background"): Kind.IMAGE, ("td", "background"): Kind.IMAGE,
    ("th", "background"): Kind.IMAGE, ("video", "data-src"): Kind.MEDIA, ("source", "data-src"): Kind.MEDIA,
}  # fmt: skip
_LAZY = words(
    "data-src data-lazy data-lazy-src data-original data-bg data-bg-src data-background data-background-image"
    " data-image-src data-poster data-thumb data-large_image data-parallax-image data-full data-zoom-image"
)
"""Where scripts that load pictures late look for their addresses."""
_SRCSETS = frozenset({"srcset", "imagesrcset", "data-srcset", "data-lazy-srcset"})
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]|\Z)", re.IGNORECASE)
_PREVIEWS = words(
    "og:image og:image:url og:image:secure_url og:url og:video og:audio twitter:image twitter:image:src twitter:url"
    " msapplication-tileimage msapplication-config thumbnail"
)
_REFRESH = re.compile(r"""(\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?(["']?))([^"'\s][^"']*)""", re.IGNORECASE)
_RELATIONS = {
    "preconnect": Kind.HINT, "dns-prefetch": Kind.HINT, "stylesheet": Kind.STYLE, "modulepreload": Kind.MODULE,
    "icon": Kind.IMAGE, "apple-touch-icon": Kind.IMAGE, "apple-touch-icon-precomposed": Kind.IMAGE,
    "mask-icon": Kind.IMAGE, "image_src": Kind.IMAGE, "manifest": Kind.MANIFEST, "canonical": Kind.PREVIEW,
    "shortlink": Kind.PREVIEW, "next": Kind.PAGE, "prev": Kind.PAGE, "prerender": Kind.PAGE, "author": Kind.PAGE,
    "help": Kind.PAGE, "license": Kind.PAGE, "search": Kind.PAGE,
}  # fmt: skip
_AS = {"style": Kind.STYLE, "script": Kind.SCRIPT, "image": Kind.IMAGE, "font": Kind.FONT, "video": Kind.MEDIA,
       "audio": Kind.MEDIA, "document": Kind.PAGE}  # fmt: skip
_JAVASCRIPT = re.compile(r"(?:(?:text|application)/(?:x-)?(?:java|ecma)script)?", re.IGNORECASE)
_PROSE = words("alt title content value placeholder aria-label")
_RAW = frozenset({"style", "noscript"})


def edit_page(html: str, editing: Editing) -> str:
    """The page with its addresses replaced: attributes, `srcset`, refreshes, previews, inline and embedded styles."""
    opened = [""]

    def element(handle: Handle) -> None:
        opened[0] = handle.tag
        _edit_element(handle, editing)

    def text(handle: Handle) -> None:
        tag, opened[0] = opened[0], ""
        if tag not in _RAW or not handle.text:
            return
        old = handle.text
        new = _edit_styles(old, editing) if tag == "style" else _edit_inner(old, editing)
        if new != old and "</style" not in new.lower():
            handle.set_text(new)

    return rewrite(html, elements=(("*", element),), text=text)


def _edit_inner(html: str, editing: Editing) -> str:
    if editing.inside:
        return html
    new = edit_page(html, editing._replace(inside=True))
    # A tag that is not closed is lost on the way; where nothing was replaced, it stays.
    return html if html.startswith(new) else new


def page_addresses(html: str) -> Iterator[Address]:
    """All addresses of a page, in order, hints included."""
    found: list[Address] = []

    def hint(url: str) -> bool:
        found.append(Address(url, Kind.HINT))
        return True

    edit_page(html, Editing(found.append, hint))
    yield from found


def base_href(html: str) -> str | None:
    """What the page's first `base` element with an address says."""
    found: list[str] = []

    def element(handle: Handle) -> None:
        value = handle.get("href")
        if value is not None:
            found.append(value.strip())

    rewrite(html, elements=(("base", element),))
    return found[0] if found else None


def _edit_element(handle: Handle, editing: Editing) -> None:
    attributes = dict(handle.attrs)
    if not attributes:
        return
    tag = handle.tag
    if tag == "base":
        if not editing.keeps_base and "href" in attributes:
            handle.remove_attribute("href")
        return
    ours = False
    for name, value in attributes.items():
        if not value:
            continue
        new = _edited(tag, name, value, attributes, editing)
        if new is _GONE:
            handle.remove()
            return
        if new is not None:
            ours = ours or name in {"src", "href"}
            if new != value:
                handle.set_attribute(name, new)
    if ours and tag in {"script", "link"}:
        for name in ("integrity", "crossorigin"):
            # Fonts are always asked for anonymously: a preload without the attribute would be wasted.
            if name in attributes and not (name == "crossorigin" and _is_font_preload(attributes)):
                handle.remove_attribute(name)


_GONE = "\0"


def _edited(tag: str, name: str, value: str, attributes: Mapping[str, str | None], editing: Editing) -> str | None:
    """The attribute's new value; None where it has nothing to replace, `_GONE` where the element is to leave."""
    new: str | None = None
    if name in _SRCSETS:
        new = edit_srcset(value, lambda url: editing.replace(Address(url, Kind.IMAGE)))
    elif tag == "iframe" and name == "srcdoc":
        new = _edit_inner(value, editing)
    elif tag == "meta":
        return _edit_meta(name, value, attributes, editing)
    elif name == "style" or ("url(" in value and name not in _PROSE):
        new = _edit_styles(value, editing)
    else:
        return _edit_address(tag, name, value, attributes, editing)
    return new if new != value else None


def _edit_address(
    tag: str, name: str, value: str, attributes: Mapping[str, str | None], editing: Editing
) -> str | None:
    kind = _kind(tag, name, value, attributes)
    url = value.strip()
    if kind is None or not url:
        return None
    if kind is Kind.HINT:
        return None if editing.keeps_hint(url) else _GONE
    return editing.replace(Address(url, kind, attributes.get("integrity") or ""))


def _kind(tag: str, name: str, value: str, attributes: Mapping[str, str | None]) -> Kind | None:
    if tag == "link":
        return _link_kind(attributes) if name == "href" else None
    if tag == "script" and name in {"src", "href", "xlink:href"}:
        declared = (attributes.get("type") or "").strip()
        if declared.lower() == "module":
            return Kind.MODULE
        return Kind.SCRIPT if _JAVASCRIPT.fullmatch(declared) else None
    if (found := _ATTRIBUTES.get((tag, name))) is not None:
        return found
    if name in _LAZY and (tag == "img" or _PICTURE.search(value)):
        return Kind.IMAGE
    return None


def _link_kind(attributes: Mapping[str, str | None]) -> Kind | None:
    relations = (attributes.get("rel") or "").lower().split()
    if "alternate" in relations and "stylesheet" not in relations:
        return Kind.PREVIEW
    if set(relations) & {"preload", "prefetch"}:
        return _AS.get((attributes.get("as") or "").lower())
    return next((kind for relation in relations if (kind := _RELATIONS.get(relation))), None)


def _is_font_preload(attributes: Mapping[str, str | None]) -> bool:
    return (attributes.get("as") or "").lower() == "font"


def _edit_meta(name: str, value: str, attributes: Mapping[str, str | None], editing: Editing) -> str | None:
    if name != "content":
        return None
    if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
        found = _REFRESH.match(value)
        new = editing.replace(Address(found[3].strip(), Kind.PAGE)) if found else None
        return f"{found[1]}{new}{value[found.end() :]}" if found and new is not None else None
    said = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").strip().lower()
    return editing.replace(Address(value.strip(), Kind.PREVIEW)) if said in _PREVIEWS else None


def _edit_styles(text: str, editing: Editing) -> str:
    return edit_stylesheet(
        text, lambda found: editing.replace(Address(found.url.strip(), Kind.STYLE if found.imported else Kind.ASSET))
    )
