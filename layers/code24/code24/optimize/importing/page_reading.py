"""What a page that was just read tells a crawl: its text, its base, its links and what it loads."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from turbohtml.rewrite import Element as Handle
from turbohtml.rewrite import rewrite

from code24.optimize.importing.rewriting import Address, Kind, base_href, page_addresses
from code24.optimize.importing.scope import Scope

_LINKS = frozenset({Kind.PAGE, Kind.FRAME})
_LOADS = frozenset(
    {Kind.STYLE, Kind.SCRIPT, Kind.MODULE, Kind.IMAGE, Kind.FONT, Kind.MEDIA, Kind.ASSET, Kind.MANIFEST, Kind.EMBEDDED}
)
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?[\w:.-]+", re.IGNORECASE)
_PAGING = re.compile(r"^(?:p|page|paged|start|offset|from|seite|pagina)$", re.IGNORECASE)
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*+(?:\(\s*+)?["'`](\.{0,2}/[^"'`\s${}]{1,300}\.m?js)["'`]""")
_NAMED = re.compile(
    r"""["'`](/[\w%./~@-]{1,300}\.(?:avif|css|gif|ico|jpe?g|json|m?js|mp4|png|svg|ttf|webm|webp|woff2?))["'`]""", re.I
)
_MOST_NAMED = 60
_WORDS = 60
_MOST_ADDRESSES = 10_000
"""Of one page; nobody could use more, and resolving them takes longer than the page is worth."""


class TooManyAddresses(Exception):
    """A page names more addresses than are followed."""


@dataclass(frozen=True)
class Found:
    """The addresses of a page or style that lie on the website, canonical."""

    links: tuple[str, ...] = ()
    loads: tuple[tuple[str, Kind], ...] = ()


def base_of(html: str, url: str) -> str:
    """What the page's relative addresses are relative to."""
    href = base_href(html) if "<base" in html.lower() else None
    if href is None:
        return url
    try:
        base = urljoin(url, href)
        return base if urlsplit(base).scheme in {"http", "https"} else url
    except ValueError:
        return url


def found_on_page(html: str, base: str, scope: Scope) -> Found:
    """Links and loads of a page. Preview pictures are loads: whoever shares the page loads them.

    Raises TooManyAddresses.
    """
    addresses = list(page_addresses(html))
    if len(addresses) > _MOST_ADDRESSES:
        raise TooManyAddresses
    links: dict[str, None] = {}
    loads: dict[str, Kind] = {}
    for address in addresses:
        target = scope.known(address.url, base) if _leads(address) else None
        if target is None:
            continue
        if address.kind in _LINKS:
            links.setdefault(target)
        elif address.kind in _LOADS:
            loads.setdefault(target, address.kind)
        elif address.kind is Kind.PREVIEW and _PICTURE.search(urlsplit(target).path):
            loads.setdefault(target, Kind.IMAGE)
    return Found(tuple(links), tuple(loads.items()))


def found_in_script(text: str, url: str, scope: Scope) -> Found:
    """Modules that a script imports, and files that it names by their whole path."""
    names = [*_IMPORT.findall(text), *_NAMED.findall(text)][:_MOST_NAMED]
    targets = dict.fromkeys(target for name in names if (target := scope.known(name, url)))
    kinds = {".js": Kind.SCRIPT, ".mjs": Kind.SCRIPT, ".css": Kind.STYLE}
    return Found((), tuple((target, kinds.get(_suffix(target), Kind.EMBEDDED)) for target in targets))


def canonical_alias(html: str, url: str, base: str, scope: Scope) -> str | None:
    """The other address that a page says it is, where the two differ in a query that does no paging."""
    said: list[str] = []

    def element(handle: Handle) -> None:
        if "canonical" in (handle.get("rel") or "").lower().split():
            said.append(handle.get("href") or "")

    rewrite(html, elements=(("link", element),))
    target = scope.known(said[0], base) if said and said[0].strip() else None
    query = urlsplit(url).query
    if target is None or target == url or not query or urlsplit(target).path != urlsplit(url).path:
        return None
    pages = any(_PAGING.match(name) for name, _ in parse_qsl(query, keep_blank_values=True))
    return None if pages else target


def in_utf8(html: str) -> str:
    """The page saying that it is UTF-8, and nothing else."""
    done: list[bool] = []
    heads: list[str] = []

    def meta(handle: Handle) -> None:
        if handle.has_attribute("charset"):
            if (handle.get("charset") or "").strip().lower() not in {"utf-8", "utf8"}:
                handle.set_attribute("charset", "utf-8")
            done.append(True)
        elif (handle.get("http-equiv") or "").strip().lower() == "content-type":
            content = handle.get("content") or ""
            if "utf-8" not in content.lower():
                handle.set_attribute("content", _CHARSET.sub("charset=utf-8", content))
            done.append("charset" in content.lower())

    def head(handle: Handle) -> None:
        if not heads:
            handle.prepend('<meta charset="utf-8">')
        heads.append(handle.tag)

    text = rewrite(html, elements=(("meta", meta),))
    return text if any(done) else rewrite(text, elements=(("head", head),))


def likeness(html: str) -> str:
    """What two answers for addresses that do not exist have in common: the page's title and its first words."""
    words: list[str] = []
    opened = [""]

    def element(handle: Handle) -> None:
        opened[0] = handle.tag

    def text(handle: Handle) -> None:
        tag, opened[0] = opened[0], ""
        if tag not in {"script", "style"} and len(words) < _WORDS:
            words.extend((handle.text or "")[:2_000].split())

    rewrite(html, elements=(("*", element),), text=text)
    return " ".join(words[:_WORDS])


def _leads(address: Address) -> bool:
    return not address.url.startswith(("#", "data:", "mailto:", "tel:", "javascript:", "blob:"))


def _suffix(url: str) -> str:
    path = urlsplit(url).path
    return path[path.rfind(".") :].lower() if "." in path else ""
