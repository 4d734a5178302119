"""Dead links within the website: led to what was plainly meant. What was meant by the others, only the owner knows."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from turbohtml import Document, Element

from code24.optimize.addresses import spelled_like
from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.page import Page, start_tag
from code24.website.search.anchors import Link, anchor_exists, dead_target, links_of
from code24.website.search.reading import text_of
from code24.website.website import Website, base_of

_SAFE = "/?:@!$&()*+,;=-._~"
"""Characters that a fragment may hold unescaped (RFC 3986, 3.5)."""
_ENDING = re.compile(r"(?:/index)?(?:\.(?:x?html?|php|aspx?|jsp))?/?$")


def plainly(path: str) -> str:
    """A path without what differs between ways to write it: case, endings, marks between words."""
    folded = unicodedata.normalize("NFKC", path).casefold()
    return re.sub(r"[-_\s]+", "-", _ENDING.sub("", folded))


def _by_plain_path(website: Website) -> Mapping[str, str]:
    """Pages by their plain paths, where only one has it."""

    def made() -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for path in website.page_at:
            found.setdefault(plainly(path), []).append(path)
        return {plain: paths[0] for plain, paths in found.items() if len(paths) == 1}

    return website.remembered(("plain paths", tuple(website.page_at)), made)


@page_fix("dead-links", Phase.METADATA, "Leads dead links to what was meant", "dead-links", "dead-anchors")
def dead_links(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """A page of the same name in another spelling, a part whose id or heading is the name; nothing is ever removed."""
    base = base_of(page)
    # The document is another parse of the same text: its links are those of the page, in the same order.
    written = [each for each in document.iter_elements() if each.tag in {"a", "area"} and each.attr("href") is not None]
    for link, known in zip(written, links_of(page, website), strict=True):
        before = start_tag(link)
        if dead_target(known):
            _redirect(link, known, page, website, base)
        else:
            _anchor(link, known, website)
        if start_tag(link) != before:
            said = "A link that led nowhere leads to what it names."
            yield Change(path=page.path, what=said, selector=link.css_path(), before=before, after=start_tag(link))
    for heading, name in _headings_to_name(document, page, website, base):
        heading.attrs["id"] = name
        said = f"Links to {name!r} lead to the heading of that name."
        yield Change(path=page.path, what=said, selector=heading.css_path(), after=start_tag(heading))


def _redirect(element: Element, link: Link, page: Page, website: Website, base: str) -> None:
    if link.target is None:
        return
    found = _by_plain_path(website).get(plainly(link.target.path))
    if found is not None:
        address = found.removesuffix("index.html") or "/"
        fragment = f"#{quote(link.target.fragment, safe=_SAFE)}" if link.target.fragment else ""
        element.attrs["href"] = spelled_like(link.href, base, address) + fragment


def _anchor(element: Element, link: Link, website: Website) -> None:
    """Lead a link to the part whose id differs from the name only in its spelling."""
    other = website.page_at.get(link.path or "")
    if other is None or link.target is None or not link.target.fragment or anchor_exists(other, link.target.fragment):
        return
    alike = [each for each in other.by_id if plainly(each) == plainly(link.target.fragment)]
    if len(alike) == 1:
        element.attrs["href"] = link.href.partition("#")[0] + "#" + quote(alike[0], safe=_SAFE)


def _headings_to_name(document: Document, page: Page, website: Website, base: str) -> Iterator[tuple[Element, str]]:
    """Headings without an id whose words are the name that links of the page look for."""
    ids = {each.attr("id") for each in document.select("[id]")}
    wanted = {}
    for link in document.select('a[href*="#"]'):
        target = website.target(link.attr("href") or "", base)
        path = website.path_of(link.attr("href") or "", base) if target is not None and target.fragment else None
        if target is None or path != page.path or anchor_exists(page, target.fragment):
            continue
        if target.fragment not in ids and re.fullmatch(r"[\w.-]+", target.fragment):
            wanted[plainly(target.fragment)] = target.fragment
    if not wanted:
        return
    for heading in document.select("h1, h2, h3, h4, h5, h6"):
        name = wanted.get(plainly(re.sub(r"[^\w\s-]", "", text_of(heading)).strip()))
        if name and heading.attr("id") is None and name not in ids:
            ids.add(name)
            yield heading, name


FIXES = (dead_links,)
