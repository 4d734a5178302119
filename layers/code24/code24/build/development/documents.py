"""The files beside the pages, for machines."""

import json
import re
from html import escape

from code24.build.brand.models import Brand
from code24.build.content.models import PageContent, SiteContent
from code24.build.design.models import PageKind
from code24.build.development.languages import direction


def _listed(content: SiteContent) -> list[PageContent]:
    return [page for page in content.pages if page.kind is not PageKind.NOT_FOUND]


def sitemap(content: SiteContent, origin: str) -> str:
    """A sitemap (sitemaps.org 0.9). Without dates: the request names none, and a false one is worse than none."""
    urls = "".join(f"<url><loc>{escape(origin + page.path)}</loc></url>" for page in _listed(content))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'


def robots(origin: str) -> str:
    """Everything may be read (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {origin}/sitemap.xml\n"


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(text.split()))


def llms(name: str, content: SiteContent, origin: str) -> str:
    """A summary for language models (llmstxt.org)."""
    pages = "\n".join(
        f"- [{_markdown(page.nav_label)}]({origin}{page.path}): {_markdown(page.description)}"
        for page in _listed(content)
    )
    return f"# {_markdown(name)}\n\n> {_markdown(content.tagline)}\n\n## Pages\n\n{pages}\n"


def manifest(brand: Brand, content: SiteContent) -> str:
    """The web app manifest (W3C Web Application Manifest)."""
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
            "icons": [
                {"src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
                {"src": "/apple-touch-icon.png", "sizes": "180x180", "type": "image/png"},
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
