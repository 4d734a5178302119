"""The development worker."""

import hashlib
import re

from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan
from code24.build.development.documents import llms, manifest, robots, sitemap
from code24.build.development.frame import Frame
from code24.build.development.models import DevelopmentRequest, RenderedSite, SiteFile
from code24.build.development.rendering import render_page
from code24.build.development.repairs import repairs_for
from code24.build.development.structured_data import structured_data
from code24.build.development.stylesheet import styled_classes, stylesheet
from code24.build.development.views import page_view
from code24.errors import InvalidRequest

HTML, CSS, SVG = "text/html; charset=utf-8", "text/css; charset=utf-8", "image/svg+xml"
TEXT, XML, MANIFEST = "text/plain; charset=utf-8", "application/xml", "application/manifest+json"
STYLESHEET = '<link rel="stylesheet" href="/assets/site.css">'
"""Stands in the pages until the stylesheet, which depends on them, is made and has its hash. No text can contain it."""


def develop_site(request: DevelopmentRequest) -> RenderedSite:
    """Make the files of a site; the same request always makes the same bytes.

    Raises InvalidRequest where an upstream result is missing, or the content does not fit the plan.
    """
    brief = request.brief
    market = _given(request.market_research, "marketResearch")
    brand, plan = _given(request.brand, "brand"), _given(request.design, "design")
    content = _given(request.content, "content")
    _check_fit(plan, content)
    origin = request.origin.rstrip("/")
    mark_path = f"/assets/mark.{_hash(brand.logo.mark)}.svg"
    repairs = repairs_for(request.findings)
    frame = Frame.of(brief, brand, plan, content, origin=origin, mark=mark_path)
    pages: dict[str, str] = {}
    used: set[str] = set()
    for page, words in zip(plan.pages, content.pages, strict=True):
        data = structured_data(brief, market.schema_type, content, words, origin)
        view = page_view(plan, page, words, origin=origin, data=data, repairs=repairs)
        html = render_page(view, frame, ornaments=page.path not in repairs.plain)
        pages[page.path] = _with_classes(html, styled_classes(plan.style.family), used)
    css = stylesheet(brand, plan.style, frozenset(used))
    css_path = f"/assets/site.{_hash(css)}.css"
    link = STYLESHEET.replace("/assets/site.css", css_path)
    return RenderedSite(
        files=(
            *(
                SiteFile(path=_file(path), content_type=HTML, text=html.replace(STYLESHEET, link))
                for path, html in pages.items()
            ),
            SiteFile(path=css_path, content_type=CSS, text=css),
            SiteFile(path=mark_path, content_type=SVG, text=brand.logo.mark),
            SiteFile(path="/favicon.svg", content_type=SVG, text=brand.logo.mark),
            SiteFile(path="/favicon.ico", content_type="image/x-icon", base64=brand.logo.icon_ico),
            SiteFile(path="/apple-touch-icon.png", content_type="image/png", base64=brand.logo.icon_png),
            SiteFile(path="/site.webmanifest", content_type=MANIFEST, text=manifest(brand, content)),
            SiteFile(path="/sitemap.xml", content_type=XML, text=sitemap(content, origin)),
            SiteFile(path="/robots.txt", content_type=TEXT, text=robots(origin)),
            SiteFile(path="/llms.txt", content_type=TEXT, text=llms(brief.name, content, origin)),
        )
    )


def _given[T](value: T | None, name: str) -> T:
    if value is None:
        raise InvalidRequest(f"pages are made from {name}; send it", field=name)
    return value


def _check_fit(plan: DesignPlan, content: SiteContent) -> None:
    planned = [(page.path, [(section.id, section.kind) for section in page.sections]) for page in plan.pages]
    written = [(page.path, [(section.id, section.kind) for section in page.sections]) for page in content.pages]
    if planned != written:
        off = next((path for path, sections in planned if (path, sections) not in written), "the order of its pages")
        message = f"the content does not have the pages and sections of the plan: {off} differs"
        raise InvalidRequest(message, field="content")


def _with_classes(html: str, styled: frozenset[str], used: set[str]) -> str:
    """The page with its styled classes only, which are added to `used`.

    Quotes in text are escaped, so that every match is an attribute.
    """

    def kept(match: re.Match[str]) -> str:
        names = [name for name in match[1].split() if name in styled]
        used.update(names)
        return f' class="{" ".join(names)}"' if names else ""

    return re.sub(r' class="([^"]*)"', kept, html)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") else path
