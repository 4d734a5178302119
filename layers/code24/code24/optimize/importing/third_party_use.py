"""What pages and styles of a website load from other hosts."""

from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from code24.optimize.importing.rewriting import Address, Editing, Kind, base_href, edit_page
from code24.optimize.importing.stylesheets import style_addresses
from code24.website.website import Website

LOADED = frozenset({Kind.STYLE, Kind.SCRIPT, Kind.MODULE, Kind.IMAGE, Kind.FONT, Kind.MEDIA, Kind.ASSET})
"""Kinds that a page needs to be what it is; frames, forms and links lead to somebody else on purpose."""


class Used(NamedTuple):
    """A file of another host."""

    url: str
    """Absolute, without fragment."""
    kind: Kind
    integrity: str = ""


class Base(NamedTuple):
    """What relative addresses of a file are relative to."""

    url: str
    path: str | None
    """On this website; None where it is another host's."""


def absolute(url: str, base: str) -> str | None:
    """The web address that is meant, without fragment; None for what is none, or leads nowhere else."""
    written = url.strip()
    if not written or written.startswith("#"):
        return None
    try:
        target = urldefrag(urljoin(base, written.replace("\\", "/"))).url
        parts = urlsplit(target)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
    except ValueError:
        return None
    # Old styles ask for `font.eot?#iefix`; the empty query means nothing.
    return target.removesuffix("?")


def page_base(website: Website, path: str, html: str | None) -> Base:
    """The base of a file; pages may say another one."""
    own = website.origin + quote(path)
    href = base_href(html) if html is not None and "<base" in html.lower() else None
    if not href:
        return Base(own, path)
    try:
        url = urljoin(own, href)
        parts = urlsplit(url)
    except ValueError:
        return Base(own, path)
    return Base(url, parts.path or "/") if f"{parts.scheme}://{parts.netloc}" == website.origin else Base(url, None)


def uses(website: Website) -> dict[str, Used]:
    """All files of other hosts that the website loads, by address, in the order of pages and styles."""
    found: dict[str, Used] = {}
    for page in website.pages:
        base = page_base(website, page.path, page.text).url

        def seen(address: Address, base: str = base) -> None:
            if address.kind in LOADED:
                _add(found, website, base, address)

        edit_page(page.text, Editing(seen))
    for file in website.files.values():
        if file.media_type == "text/css":
            base = page_base(website, file.path, None).url
            for style in style_addresses(file.text):
                _add(found, website, base, Address(style.url, Kind.STYLE if style.imported else Kind.ASSET))
    return found


def _add(found: dict[str, Used], website: Website, base: str, address: Address) -> None:
    target = absolute(address.url, base)
    if target is None or target.startswith(f"{website.origin}/") or target == website.origin:
        return
    known = found.get(target)
    if known is None:
        found[target] = Used(target, address.kind, address.integrity)
    elif address.integrity and not known.integrity:
        found[target] = known._replace(integrity=address.integrity)
