"""The development worker."""

import hashlib
import re
from typing import Any

from code24.build.brand.models import Brand
from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan, PageKind
from code24.build.development.art.ornaments import ornament
from code24.build.development.documents import llms, manifest, robots, sitemap
from code24.build.development.languages import direction
from code24.build.development.models import DevelopmentRequest, RenderedSite, SiteFile
from code24.build.development.opening_hours import rows_of
from code24.build.development.rendering import render_page, trusted
from code24.build.development.repairs import repairs_for
from code24.build.development.rhythm import RHYTHMS
from code24.build.development.structured_data import structured_data
from code24.build.development.stylesheet import stylesheet
from code24.build.development.views import contact_view, header_action, page_view
from code24.build.models import Brief
from code24.errors import InvalidRequest

HTML, CSS, SVG = "text/html; charset=utf-8", "text/css; charset=utf-8", "image/svg+xml"
TEXT, XML, MANIFEST = "text/plain; charset=utf-8", "application/xml", "application/manifest+json"
LONG_NAME = 30
"""Characters from which a name is set small in the header."""
STYLESHEET = "/assets/site.css"
"""Stands in the pages until the stylesheet, which depends on them, is made and has its hash."""


def develop_site(request: DevelopmentRequest) -> RenderedSite:
    """Make the files of a site; the same request always makes the same bytes.

    Raises InvalidRequest where an upstream result is missing, or the content does not fit the plan.
    """
    needed = {
        "marketResearch": request.market_research,
        "brand": request.brand,
        "design": request.design,
        "content": request.content,
    }
    for name, value in needed.items():
        if value is None:
            raise InvalidRequest(f"pages are made from {name}; send it", field=name)
    assert request.market_research and request.brand and request.design and request.content  # noqa: S101, PT018
    brief, brand, plan, content = request.brief, request.brand, request.design, request.content
    _check_fit(plan, content)
    origin = request.origin.rstrip("/")
    pages = _pages(request, brief, brand, plan, content, request.market_research.schema_type, origin)
    classes = frozenset(name for html in pages.values() for value in re.findall(r' class="([^"]*)"', html) for name in value.split())
    css = stylesheet(brand, plan.style, classes)
    css_path = f"/assets/site.{_hash(css)}.css"
    mark = brand.logo.mark
    return RenderedSite(
        files=(
            *(
                SiteFile(path=_file(path), content_type=HTML, text=html.replace(STYLESHEET, css_path, 1))
                for path, html in pages.items()
            ),
            SiteFile(path=css_path, content_type=CSS, text=css),
            SiteFile(path=_mark_path(brand), content_type=SVG, text=mark),
            SiteFile(path="/favicon.svg", content_type=SVG, text=mark),
            SiteFile(path="/favicon.ico", content_type="image/x-icon", base64=brand.logo.icon_ico),
            SiteFile(path="/apple-touch-icon.png", content_type="image/png", base64=brand.logo.icon_png),
            SiteFile(path="/site.webmanifest", content_type=MANIFEST, text=manifest(brand, content)),
            SiteFile(path="/sitemap.xml", content_type=XML, text=sitemap(content, origin)),
            SiteFile(path="/robots.txt", content_type=TEXT, text=robots(origin)),
            SiteFile(path="/llms.txt", content_type=TEXT, text=llms(brief.name, content, origin)),
        )
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _mark_path(brand: Brand) -> str:
    return f"/assets/mark.{_hash(brand.logo.mark)}.svg"


def _file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") else path


def _check_fit(plan: DesignPlan, content: SiteContent) -> None:
    planned = [(page.path, [(section.id, section.kind) for section in page.sections]) for page in plan.pages]
    written = [(page.path, [(section.id, section.kind) for section in page.sections]) for page in content.pages]
    if planned != written:
        off = next((path for path, sections in planned if (path, sections) not in written), "its order of pages")
        raise InvalidRequest(f"the content does not have the pages and sections of the plan: {off} differs", field="content")


def _pages(
    request: DevelopmentRequest,
    brief: Brief,
    brand: Brand,
    plan: DesignPlan,
    content: SiteContent,
    schema_type: str,
    origin: str,
) -> dict[str, str]:
    """The HTML of every page by its path, with `STYLESHEET` for the stylesheet's."""
    repairs = repairs_for(request.findings)
    rhythm = RHYTHMS[plan.style.family]
    footer_art = ornament(plan.style.ornament, "strip", plan.style.seed, "footer") if rhythm.footer_art else ""
    frame: dict[str, Any] = {
        "language": content.language,
        "direction": direction(content.language),
        "words_direction": direction(content.interface.language),
        "words": content.interface,
        "site": {
            "name": brief.name,
            "long_name": len(brief.name) > LONG_NAME,
            "tagline": content.tagline,
            "action": header_action(content, plan),
            "icon_url": f"{origin}/apple-touch-icon.png",
            "mark": _mark_path(brand),
        },
        "navigation": [
            {"path": page.path, "label": page.nav_label} for page in content.pages if page.kind is not PageKind.NOT_FOUND
        ],
        "contact": contact_view(brief),
        "opening_hours": rows_of(brief.contact.opening_hours),
        "theme": {"light": brand.light.background, "dark": brand.dark.background},
        "stylesheet": STYLESHEET,
        "footer_tone": f"tone-{rhythm.footer}",
    }
    pages = {}
    for page, words in zip(plan.pages, content.pages, strict=True):
        data = structured_data(brief, schema_type, content, words, origin)
        view = page_view(plan, page, words, origin, data, repairs)
        art = "" if page.path in repairs.plain else footer_art
        pages[page.path] = render_page({**frame, "page": view, "footer_art": trusted(art)})
    return pages
