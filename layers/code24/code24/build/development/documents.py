"""The files beside the pages, for machines."""

import json
import re
from collections.abc import Iterable, Sequence
from html import escape

from code24.build.brand.models import Brand
from code24.build.content.models import PageContent, SiteContent
from code24.build.development.assets import Assets
from code24.build.development.dates import written
from code24.build.development.languages import direction
from code24.build.development.models import PageDate
from code24.build.models import Brief


def sitemap(content: SiteContent, dates: Sequence[PageDate], origin: str) -> str:
    """A sitemap (sitemaps.org 0.9) of the pages that search engines may list, with the dates of their last change."""
    changed = {date.path: date.modified_at for date in dates}
    urls = "".join(
        f"<url><loc>{escape(origin + page.path)}</loc><lastmod>{written(changed[page.path])}</lastmod></url>"
        for page in content.pages
        if page.kind.indexed
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'


def robots(origin: str) -> str:
    """Everything may be read (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {origin}/sitemap.xml\n"


def markdown(text: str) -> str:
    """Text on one line in which Markdown finds nothing to read."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(text.split()))


def llms(brief: Brief, content: SiteContent, origin: str) -> str:
    """A summary for language models (llmstxt.org): who this is, how to reach them, and every page with its purpose.

    Legal pages stand under `Optional`, which readers in a hurry may skip.
    """
    main = [page for page in content.pages if page.kind.indexed and not page.kind.legal]
    legal = [page for page in content.pages if page.kind.legal]
    parts = [
        f"# {markdown(brief.name)}",
        f"> {markdown(content.tagline)}",
        "\n".join(f"- {markdown(line)}" for line in _reach(brief)),
        f"## Pages\n\n{_links(main, origin)}",
        f"## Optional\n\n{_links(legal, origin)}" if legal else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _reach(brief: Brief) -> list[str]:
    contact, address = brief.contact, brief.contact.address
    place = [address.street, f"{address.postal_code or ''} {address.city}".strip()] if address else []
    return [line for line in (contact.phone, contact.email, ", ".join(place)) if line]


def _links(pages: Iterable[PageContent], origin: str) -> str:
    return "\n".join(
        f"- [{markdown(page.nav_label)}]({origin}{page.path}): {markdown(page.description)}" for page in pages
    )


def manifest(brand: Brand, content: SiteContent, assets: Assets) -> str:
    """The web app manifest (W3C Web Application Manifest); the mark keeps within the safe zone of maskable icons."""
    icons = [{"src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml"}]
    for path, size in ((assets.icon_192, "192x192"), (assets.icon_512, "512x512")):
        if path:
            icon = {"src": path, "sizes": size, "type": "image/png"}
            icons += [icon | {"purpose": "any"}, icon | {"purpose": "maskable"}]
    return json.dumps(
        {
            "name": brand.name,
            "short_name": brand.name if len(brand.name) <= 12 else brand.name.split()[0][:12],
            "description": content.tagline,
            "lang": content.language,
            "dir": direction(content.language),
            "start_url": "/",
            "display": "browser",
            "background_color": brand.light.background,
            "theme_color": brand.light.primary,
            "icons": icons,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
