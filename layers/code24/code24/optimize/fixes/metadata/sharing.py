"""Open Graph and X cards: what other sites show of a link."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from turbohtml import Document, parse

from code24.audit.rules.seo.sharing import CARDS, SMALLEST
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.metadata.addresses import canonical_address
from code24.optimize.fixes.metadata.drawn import CARD, card
from code24.optimize.fixes.metadata.own_color import own_color
from code24.optimize.fixes.metadata.placing import is_absolute, metas, say
from code24.optimize.models import Change, Phase
from code24.website.images.pictures import facts_of
from code24.website.loading.weight import Kind, first_visit
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.search import json_ld
from code24.website.search.metadata import description_of, title_of
from code24.website.search.reading import main_text, shortened, site_name
from code24.website.website import Website, base_of

_SHOWN = frozenset({"jpeg", "png", "webp", "gif"})
_HEAVY = 1_000_000
"""Bytes above which services give up on a picture."""
_WIDE = 600
"""Pixels from which on a picture fills the large card."""
_SAFE = "/@:!$&'()*+,;=~-._"


class Shared(NamedTuple):
    """A picture for shared links."""

    path: str
    width: int
    height: int
    alt: str


def best_picture(page: Page, website: Website) -> Shared | None:
    """The page's largest picture that services show: at least `SMALLEST` pixels a side; None without one."""
    base = base_of(page)
    alts: dict[str, str] = {}
    paths = [part.path for part in first_visit(page, website).of(Kind.PICTURE) if part.path]
    for image in page.named("img"):
        path = website.path_of(image.attr("src") or "", base) if image.attr("src") else None
        if path:
            alts.setdefault(path, " ".join((image.attr("alt") or "").split()))
            paths.append(path)
    found: list[tuple[float, Shared]] = []
    for path in dict.fromkeys(paths):
        facts = facts_of(website.files[path], website)
        if facts is None or facts.format not in _SHOWN or min(facts.width, facts.height) < SMALLEST:
            continue
        size = min(facts.width, CARD[0]) * min(facts.height, CARD[1])
        worth = size / 2 if len(website.files[path].content) > _HEAVY else size
        found.append((worth, Shared(path, int(facts.width), int(facts.height), alts.get(path, ""))))
    return max(found, key=lambda each: each[0])[1] if found else None


@site_fix(
    "open-graph",
    Phase.METADATA,
    "Shows links to the website with title, text and picture",
    "og-title",
    "og-description",
    "og-type",
    "og-url",
    "og-image",
    "og-image-size",
    "twitter-card",
)
def open_graph(website: Website, setting: Setting) -> Outcome:
    """What a page says already stays where it holds; the rest is its title, its description and its largest picture.

    Where a page has none, the card with the site's name is made once for all.
    """
    files: list[WebFile] = []
    changes: list[Change] = []
    made: WebFile | None = None
    for page in website.pages:
        if not page.indexable or not setting.allows("open-graph", page.path):
            continue
        document = parse(page.text)
        if document.select_one("head") is None:
            continue
        picture = None
        if not _has_picture(page, website):
            picture = best_picture(page, website)
            if picture is None:
                made = made or _card(website)
                picture = Shared(made.path, *CARD, site_name(website))
        said = list(_said(document, page, website, picture))
        if said:
            files.append(website.files[page.path].with_content(document.serialize()))
            changes.append(Change(path=page.path, what=f"Shared links say {', '.join(said)}."))
    if made is not None and made.path not in website.files:
        files.append(made)
        changes.append(Change(path=made.path, what="A picture for shared links was made of the site's name."))
    return Outcome(tuple(files), (), tuple(changes))


def _card(website: Website) -> WebFile:
    name, color = site_name(website), own_color(website)
    body = website.remembered(("card", name, color), lambda: card(name, color))
    digest = hashlib.sha256(body).hexdigest()[:8]
    return WebFile(f"/assets/share.{digest}.png", "image/png", body)


def _has_picture(page: Page, website: Website) -> bool:
    """Whether a page names a picture that services can show."""
    url = (page.meta("og:image") or "").strip()
    target = website.target(url, base_of(page)) if url else None
    if target is None or target.origin is None:
        return False
    if not website.is_own(target):
        return is_absolute(url)
    path = website.file_path(target.path)
    facts = facts_of(website.files[path], website) if path is not None else None
    return facts is not None and facts.format in _SHOWN and min(facts.width, facts.height) >= SMALLEST


def _said(document: Document, page: Page, website: Website, picture: Shared | None) -> Iterator[str]:
    """Write what is missing, and name it."""
    title = title_of(page) or site_name(website)
    text = description_of(page) or shortened(main_text(page), 160) or title
    plain = {"og:title": title, "og:description": text, "og:site_name": site_name(website), "og:type": _type(page)}
    for name, value in plain.items():
        if not (page.meta(name) or "").strip() and say(document, name, value, "property"):
            yield name
    url = canonical_address(page, website)
    if (page.meta("og:url") or "").strip() != url and say(document, "og:url", url, "property"):
        yield "og:url"
    if picture is not None:
        yield from _pictured(document, website, picture)
    elif not is_absolute(present := (page.meta("og:image") or "").strip()):
        target = website.target(present, base_of(page))
        if target is not None and say(document, "og:image", _address(target.path, website), "property"):
            yield "og:image"
    if (page.meta("twitter:card") or "").strip().lower() not in CARDS:
        wide = _width(page, website, picture) >= _WIDE
        if say(document, "twitter:card", "summary_large_image" if wide else "summary"):
            yield "twitter:card"


def _pictured(document: Document, website: Website, picture: Shared) -> Iterator[str]:
    for name in ("og:image:secure_url", "og:image:url", "og:image:type", "og:image:alt"):
        for old in metas(document, name):
            old.decompose()
    values = {
        "og:image": _address(picture.path, website),
        "og:image:width": str(picture.width),
        "og:image:height": str(picture.height),
    }
    if picture.alt:
        values["og:image:alt"] = picture.alt
    for name, value in values.items():
        if say(document, name, value, "property"):
            yield name


def _width(page: Page, website: Website, picture: Shared | None) -> float:
    if picture is not None:
        return picture.width
    file = website.file((page.meta("og:image") or "").strip(), base_of(page))
    facts = facts_of(file, website) if file is not None else None
    return facts.width if facts is not None else _WIDE


def _address(path: str, website: Website) -> str:
    return website.origin + quote(path, safe=_SAFE)


def _type(page: Page) -> str:
    articles = {"Article", "BlogPosting", "NewsArticle"}
    marked = any(articles & set(json_ld.types_of(node)) for node in json_ld.nodes(page))
    return "article" if marked or page.meta("article:published_time") else "website"


KINDS = (open_graph,)
