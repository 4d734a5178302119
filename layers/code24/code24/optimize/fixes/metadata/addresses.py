"""Addresses that pages name for crawlers: canonical, language versions, and what robots may do."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.metadata.placing import is_absolute, place
from code24.optimize.models import Change, Phase
from code24.website.page import Page, start_tag
from code24.website.search.metadata import is_language_tag, language_of
from code24.website.website import Website, base_of

_SAFE = "/@:!$&'()*+,;=~-._"
_OPPOSITES = {"noindex": ("index", "all"), "none": ("index", "follow", "all"), "nofollow": ("follow", "all")}


def address_of(page: Page, website: Website) -> str:
    """The whole address of a page under the website's origin."""
    return website.origin + quote(page.address, safe=_SAFE)


def canonical_address(page: Page, website: Website) -> str:
    """The address that a page should be listed under: what it says, where that can be true, else its own."""
    for url in page.linked("canonical"):
        target = website.target(url.strip(), base_of(page)) if url.strip() else None
        if target is None or target.origin is None:
            continue
        host = urlsplit(website.origin).netloc.lower()
        if not website.is_own(target) and target.origin.partition("://")[2] != host:
            return url.strip() if is_absolute(url.strip()) else address_of(page, website)
        other = website.page_at.get(website.file_path(target.path) or "")
        to_home = target.path == "/" and page.address != "/"
        if other is not None and other.indexable and not to_home:
            return address_of(other, website)
    return address_of(page, website)


@page_fix(
    "canonical",
    Phase.METADATA,
    "Names the one address of every page",
    "canonical",
    "canonical-present",
    "canonical-target",
)
def canonical(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Absolute, one, in the head; a page that names another one of the website or elsewhere keeps to that."""
    found = [each for each in document.select("link") if "canonical" in (each.attr("rel") or "").lower().split()]
    if not page.indexable and not found:
        return
    wanted = canonical_address(page, website)
    present = [each.attr("href") or "" for each in found]
    if present == [wanted]:
        return
    for each in found:
        each.decompose()
    if place(document, Element("link", {"rel": "canonical", "href": wanted})):
        said = "The page names its one address."
        yield Change(path=page.path, what=said, before=", ".join(present), after=wanted)


@page_fix("robots-meta", Phase.METADATA, "Tells crawlers one thing", "robots-meta-conflict", "is-crawlable")
def robots_meta(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Several robots elements become one, without the directives that its others overrule: nothing is newly allowed."""
    found = [each for each in document.select("meta") if (each.attr("name") or "").strip().lower() == "robots"]
    said = list(
        dict.fromkeys(
            word.strip().lower() for each in found for word in (each.attr("content") or "").split(",") if word.strip()
        )
    )
    overruled = {opposite for word in said for opposite in _OPPOSITES.get(word, ())}
    kept = [word for word in said if word not in overruled]
    if not found or (len(found) == 1 and len(kept) == len(said)):
        return
    before = " ".join(start_tag(each) for each in found)
    found[0].attrs["content"] = ", ".join(kept) or "all"
    for other in found[1:]:
        other.decompose()
    yield Change(path=page.path, what="Crawlers are told one thing.", before=before, after=start_tag(found[0]))


@page_fix("hreflang", Phase.METADATA, "Connects the language versions of pages", "hreflang", "hreflang-return")
def hreflang(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Absolute addresses, well-formed tags, the page itself among its versions, and the way back from each."""
    links = [
        each
        for each in document.select("link[hreflang]")
        if "alternate" in (each.attr("rel") or "").lower().split() and (each.attr("hreflang") or "").strip()
    ]
    for link in links:
        before = start_tag(link)
        tag, url = (link.attr("hreflang") or "").strip(), (link.attr("href") or "").strip()
        hyphened = tag.replace("_", "-")
        if hyphened != link.attr("hreflang") and (is_language_tag(hyphened) or hyphened.lower() == "x-default"):
            link.attrs["hreflang"] = hyphened
        target = website.target(url, base_of(page)) if url and not is_absolute(url) else None
        if target is not None and target.origin is not None:
            link.attrs["href"] = target.origin + quote(target.path, safe=_SAFE)
        if start_tag(link) != before:
            yield Change(path=page.path, what="The language version is named as search engines read it.",
                         selector=link.css_path(), before=before, after=start_tag(link))  # fmt: skip
    named = {website.path_of(each.attr("href") or "", base_of(page)) for each in links}
    tags = {(each.attr("hreflang") or "").lower() for each in links}
    wanted = {other: tag for other, tag in _naming(page, website).items() if other not in named and tag not in tags}
    own = language_of(page)
    if (links or wanted) and page.path not in named and own and own not in tags:
        wanted[page.path] = own
    for path, tag in sorted(wanted.items()):
        href = address_of(website.page_at[path], website)
        if place(document, Element("link", {"rel": "alternate", "hreflang": tag, "href": href})):
            yield Change(path=page.path, what=f"The page names {path} as its version in {tag!r}.", after=href)


def _naming(page: Page, website: Website) -> dict[str, str]:
    """Pages that name this one as a version of theirs, with the language that they are in."""
    found = {}
    for other in website.pages:
        if other.path != page.path and language_of(other):
            base = base_of(other)
            for link in other.named("link"):
                href = link.attr("href") or ""
                if link.attr("hreflang") and href and website.path_of(href, base) == page.path:
                    found[other.path] = language_of(other)
    return found


KINDS = (canonical, robots_meta, hreflang)
