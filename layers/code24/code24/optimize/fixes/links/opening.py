"""How links open: those that scripts handle, those to other websites, those without HTTPS."""

import re
from collections.abc import Iterator

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.page import Page, start_tag
from code24.website.references import Use
from code24.website.website import Website, base_of

_OPENS = re.compile(
    r"^javascript:\s*(?:window\.|document\.|self\.|top\.)?location(?:\.href)?\s*=\s*(['\"])([^'\"]+)\1\s*;?\s*$",
    re.IGNORECASE,
)
_VOID = re.compile(r"javascript:void(\(|)0(\)|)")
_HANDLED = ("data-bs-toggle", "data-toggle", "data-bs-target", "data-target", "data-bs-dismiss", "data-dismiss")
_LOADED = ("src", "href", "data", "poster", "action", "formaction", "srcset", "imagesrcset")
_HTTP = re.compile(r"(?:^|(?<=[\s,]))http://", re.IGNORECASE)


@page_fix("script-links", Phase.METADATA, "Says which links are buttons", "crawlable-anchors")
def script_links(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """An address inside `javascript:` becomes the link's; a link that only runs a script says that it is a button."""
    for link in document.select("a"):
        if (link.attr("role") or "").strip():
            continue
        before, href = start_tag(link), (link.attr("href") or "").strip()
        address = _OPENS.match(href)
        if address and not address[2].lower().startswith(("javascript:", "data:", "vbscript:")):
            link.attrs["href"] = address[2]
        elif (_VOID.search(re.sub(r"\s", "", href)) or link.attr("href") is None) and _is_handled(link):
            link.attrs["role"] = "button"
            if link.attr("href") is None and link.attr("tabindex") is None:
                link.attrs["tabindex"] = "0"
        if start_tag(link) != before:
            said = "A link that runs a script says so."
            yield Change(path=page.path, what=said, selector=link.css_path(), before=before, after=start_tag(link))


def _is_handled(link: Element) -> bool:
    return link.attr("onclick") is not None or any(link.attr(name) is not None for name in _HANDLED)


@page_fix("noopener", Phase.MARKUP, "Keeps other websites from steering pages", "noopener")
def noopener(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """`rel=noopener` for links that open other websites in new windows; it is what browsers of today do anyway."""
    base = base_of(page)
    for link in document.select("a[target], area[target]"):
        if (link.attr("target") or "").lower() != "_blank":
            continue
        target = website.target(link.attr("href") or "", base)
        relations = (link.attr("rel") or "").split()
        if target is None or target.origin is None or website.is_own(target):
            continue
        if not {"noopener", "noreferrer", "opener"} & {each.lower() for each in relations}:
            before = start_tag(link)
            link.attrs["rel"] = " ".join([*relations, "noopener"])
            said = "The opened website cannot steer the page."
            yield Change(path=page.path, what=said, selector=link.css_path(), before=before, after=start_tag(link))


@page_fix("https-addresses", Phase.MARKUP, "Loads everything over HTTPS", "is-on-https", "form-over-https")
def https_addresses(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """What browsers would upgrade or block on a page with HTTPS; links that visitors follow stay."""
    if not website.origin.startswith("https://"):
        return
    if not any(each.use is Use.LOADS and "http://" in each.url.lower() for each in page.references):
        return
    for element in document.select("*"):
        if element.tag in {"a", "area", "base", "blockquote", "q", "ins", "del"} or _only_names(element):
            continue
        before = start_tag(element)
        for name in _LOADED:
            written = element.attr(name)
            if written and _HTTP.search(written):
                element.attrs[name] = _HTTP.sub("https://", written)
        if start_tag(element) != before:
            said = "A file is asked for over HTTPS."
            yield Change(
                path=page.path, what=said, selector=element.css_path(), before=before, after=start_tag(element)
            )


def _only_names(element: Element) -> bool:
    """Whether an element names an address that nothing is loaded from."""
    relations = set((element.attr("rel") or "").lower().split())
    return element.tag == "link" and bool(relations & {"canonical", "alternate", "profile", "pingback", "license"})


FIXES = (noopener, https_addresses, script_links)
