"""What a page says to its readers: its heading, paragraphs, words, and the name of its site."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from turbohtml import Element

from code24.website.page import Page
from code24.website.search import json_ld
from code24.website.search.metadata import title_of
from code24.website.website import Website, base_of

_SEPARATOR = re.compile(r"\s+[-\u2013\u2014|·•»:]\s+|\s*[|•»]\s*")
_ASIDE = frozenset({"nav", "footer", "form", "aside", "template", "noscript", "dialog", "script", "style", "svg"})
_LESSER = frozenset({"h2", "h3", "h4", "li", "dd", "figcaption", "label"})
_HIDDEN_CLASSES = frozenset({"d-none", "hidden", "sr-only", "visually-hidden", "modal", "invalid-feedback", "hide"})
_SENTENCE = re.compile(r"(?<=[.!?…。])[\"”»)]?\s+")
SHORTEST_PARAGRAPH = 25
"""Characters."""
LONGEST_NAME = 60


def text_of(element: Element) -> str:
    """The text that can be read in an element, on one line; scripts and styles are none."""
    return " ".join(element.to_text().split())


def is_hidden(element: Element) -> bool:
    """Whether an element or what it stands in says that it is not shown (attributes and usual classes, no cascade)."""
    for each in (element, *element.ancestors):
        if isinstance(each, Element) and (
            each.attr("hidden") is not None
            or (each.attr("aria-hidden") or "").lower() == "true"
            or "display:none" in (each.attr("style") or "").replace(" ", "").lower()
            or _HIDDEN_CLASSES & set((each.attr("class") or "").split())
        ):
            return True
    return False


def main_text(page: Page) -> str:
    """Everything between `body` and its end that can be read, on one line."""
    if "main text" not in page.memory:
        body = page.document.select_one("body")
        page.memory["main text"] = text_of(body) if body is not None else ""
    text: str = page.memory["main text"]
    return text


def main_heading(page: Page) -> str:
    """The first level-one heading that says something, else the first one of level two; empty without any."""
    for tag in ("h1", "h2"):
        for element in page.named(tag):
            text = text_of(element)
            if text and not is_hidden(element):
                return text
    return ""


def paragraphs(page: Page) -> Iterator[str]:
    """The page's own paragraphs in order, without those of navigation, forms, footers, cookie notes and dialogs."""
    own = [placed.element for placed in page.placed if placed.element.tag == "p" and not placed.ancestors & _ASIDE]
    for element in own:
        text = text_of(element)
        if len(text) >= SHORTEST_PARAGRAPH and not is_hidden(element) and not _is_notice(element):
            yield text


def lesser_texts(page: Page) -> Iterator[str]:
    """Headings and entries of lists, for pages without paragraphs; not those of navigation, forms and footers."""
    for placed in page.placed:
        if placed.element.tag in _LESSER and not placed.ancestors & _ASIDE:
            text = text_of(placed.element)
            if len(text) > 3 and not is_hidden(placed.element):
                yield text


def _is_notice(element: Element) -> bool:
    said = " ".join(
        f"{each.attr('class') or ''} {each.attr('id') or ''}"
        for each in (element, *element.ancestors)
        if isinstance(each, Element)
    ).lower()
    return any(word in said for word in ("cookie", "consent", "copyright", "gdpr"))


def sentences(text: str) -> list[str]:
    """A text cut after its sentences."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def title_parts(title: str) -> list[str]:
    """A title's parts, as separators cut it (`About - Acme` is two)."""
    return [part.strip() for part in _SEPARATOR.split(title) if part.strip()]


def site_name(website: Website) -> str:
    """What the website calls itself; its host name where it does not say.

    In this order: `og:site_name`, the WebSite or organization of its JSON-LD, the part that most titles share, the
    brand beside the navigation, the home page's title.
    """
    return website.remembered(("site name", website.fingerprint), lambda: next(_names(website)))


def _names(website: Website) -> Iterator[str]:
    yield from _stated(website)
    titles = [title_parts(title_of(page)) for page in website.pages]
    shared = Counter(part for parts in titles if len(parts) > 1 for part in dict.fromkeys((parts[0], parts[-1])))
    if shared and len(titles) > 1:
        part, count = shared.most_common(1)[0]
        if count > max(1, len(titles) // 2) and len(part) <= LONGEST_NAME:
            yield part
    home = website.page_at.get("/index.html") or next(iter(website.pages), None)
    if home is not None:
        yield from _brand(home, website)
        yield from (part for part in title_parts(title_of(home))[:1] if len(part) <= LONGEST_NAME)
    yield (urlsplit(website.origin).hostname or "website").removeprefix("www.")


def _stated(website: Website) -> Iterator[str]:
    for page in website.pages:
        named = (page.meta("og:site_name") or "").strip()
        if named:
            yield named
        for node in json_ld.nodes(page):
            name = node.get("name")
            if {"WebSite", "Organization", "LocalBusiness"} & set(json_ld.types_of(node)) and isinstance(name, str):
                yield from filter(None, (name.strip(),))


def _brand(page: Page, website: Website) -> Iterator[str]:
    """The text, or the picture's description, of the link that is the site's brand."""
    for link in page.named("a"):
        said = f"{link.attr('class') or ''} {link.attr('id') or ''} {link.attr('rel') or ''}".lower()
        if not any(word in said for word in ("brand", "logo", "site-title", "home")):
            continue
        pictured = (each.attr("alt") or "" for each in link.select("img"))
        name = text_of(link) or " ".join(next(pictured, "").split())
        name = re.sub(r"\s+logo$", "", name, flags=re.IGNORECASE)
        if 1 < len(name) <= LONGEST_NAME and name.casefold() not in {"logo", "home", "...", "brand"}:
            yield name


@cache
def shortened(text: str, most: int) -> str:
    """At most so many characters: whole sentences where they reach half of that, else words and an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > most:
            break
        kept = longer
    if len(kept) >= most * 0.6:
        return kept
    cut = text[: most - 1]
    words = cut.rpartition(" ")[0] if " " in cut else cut
    return words.rstrip(" ,;:.\u2013\u2014-") + "…"


def is_home(page: Page) -> bool:
    """Whether this is the page that visitors of the bare address see."""
    return page.path == "/index.html"


def leads_to(page: Page, link: Element, website: Website) -> str | None:
    """The path of the website's file that a link leads to; None for links to elsewhere or nowhere."""
    href = link.attr("href")
    return website.path_of(href, base_of(page)) if href else None
