"""The development worker."""

import re

from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan
from code24.build.development.assets import assets_of, hashed
from code24.build.development.dates import page_dates
from code24.build.development.documents import llms, manifest, robots, sitemap
from code24.build.development.fonts import font_files, fonts_of, preloads
from code24.build.development.frame import Frame
from code24.build.development.models import DevelopmentRequest, RenderedSite, SiteFile
from code24.build.development.picture_views import average_class
from code24.build.development.rendering import render_page
from code24.build.development.repairs import repairs_for
from code24.build.development.site_forms import site_forms
from code24.build.development.structured_data.graph import structured_data
from code24.build.development.structured_data.site_data import SiteData
from code24.build.development.stylesheet import styled_classes, stylesheet
from code24.build.development.views import page_view, site_facts
from code24.errors import InvalidRequest

HTML, CSS = "text/html; charset=utf-8", "text/css; charset=utf-8"
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
    assets = assets_of(brand.logo)
    findings = request.findings or (request.previous.answers if request.previous else None)
    repairs = repairs_for(findings)
    frame = Frame.of(brief, brand, plan, content, assets, origin=origin)
    site = site_facts(plan, content, request.pictures, market.schema_type, brief.offers or market.offered)
    known = SiteData(
        brief=brief,
        content=content,
        pictures=request.pictures,
        origin=origin,
        wished_type=market.schema_type,
        logo=assets.icon_512,
        social=assets.social,
    )
    styled = styled_classes(plan.style.family) | {average_class(each.id) for each in request.pictures.pictures}
    pages: dict[str, str] = {}
    used: set[str] = set()
    for page, words in zip(plan.pages, content.pages, strict=True):
        view = page_view(page, words, site, origin=origin, data=structured_data(words, known), repairs=repairs)
        html = render_page(view, frame, ornaments=page.path not in repairs.plain)
        pages[page.path] = _with_classes(html, styled, used)
    rules = stylesheet(brand, plan.style, request.pictures, frozenset(used))
    faces = fonts_of(brand.typography, pages.values(), rules)
    css = faces.css + rules
    css_path = f"/assets/site.{hashed(css)}.css"
    link = preloads(faces) + STYLESHEET.replace("/assets/site.css", css_path)
    dates = page_dates(pages, request.made_at, request.previous.dates if request.previous else ())
    return RenderedSite(
        answers=findings,
        files=(
            *(
                SiteFile(
                    path=_file(page.path),
                    content_type=HTML,
                    text=pages[page.path].replace(STYLESHEET, link),
                    unlisted=not page.kind.indexed,
                )
                for page in plan.pages
            ),
            SiteFile(path=css_path, content_type=CSS, text=css),
            *font_files(faces),
            *assets.files,
            SiteFile(path="/site.webmanifest", content_type=MANIFEST, text=manifest(brand, content, assets)),
            SiteFile(path="/sitemap.xml", content_type=XML, text=sitemap(content, dates, origin)),
            SiteFile(path="/robots.txt", content_type=TEXT, text=robots(origin)),
            SiteFile(path="/llms.txt", content_type=TEXT, text=llms(brief, content, origin)),
        ),
        dates=dates,
        forms=site_forms(brief, plan, content),
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


def _file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") else path
