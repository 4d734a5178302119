"""Plans from one page to every kind of page and section, and a brand to go with them: what the writer's tests share."""

from functools import cache
from typing import Any

from code24.ai.embedded import EmbeddedWriter
from code24.build.brand.models import Brand, BrandRequest
from code24.build.brand.worker import create_brand
from code24.build.content.models import SectionContent, SiteContent
from code24.build.design.models import DesignPlan, Page, PageKind, Section, SectionKind, Style
from code24.build.models import Brief


def section(kind: SectionKind, items: int = 0) -> Section:
    return Section(id=kind.value, kind=kind, arrangement="list", items=items)


HERO, CALL = section(SectionKind.HERO), section(SectionKind.CALL_TO_ACTION)
QUESTIONS, FEATURES = section(SectionKind.QUESTIONS, 6), section(SectionKind.FEATURES, 3)
STYLE = Style(family="plain", radius=0.5, density=1, ornament="none", seed=1)
PLAN = DesignPlan(
    style=STYLE,
    pages=(
        Page(
            kind=PageKind.HOME,
            path="/",
            sections=(
                HERO,
                section(SectionKind.OFFERS, 6),
                FEATURES,
                section(SectionKind.STEPS, 3),
                section(SectionKind.STORY),
                section(SectionKind.QUESTIONS, 4),
                CALL,
            ),
        ),
        Page(
            kind=PageKind.OFFER,
            path="/services/",
            sections=(HERO, section(SectionKind.OFFERS, 12), QUESTIONS, CALL),
        ),
        Page(kind=PageKind.ABOUT, path="/about/", sections=(HERO, section(SectionKind.STORY), FEATURES, CALL)),
        Page(
            kind=PageKind.CONTACT,
            path="/contact/",
            sections=(HERO, section(SectionKind.CONTACT), section(SectionKind.HOURS)),
        ),
        Page(kind=PageKind.NOT_FOUND, path="/404.html", sections=(section(SectionKind.MESSAGE),)),
    ),
)
HOME_ONLY = DesignPlan(
    style=STYLE,
    pages=(
        Page(
            kind=PageKind.HOME,
            path="/",
            sections=(HERO, section(SectionKind.OFFERS, 6), section(SectionKind.CONTACT), CALL),
        ),
        Page(kind=PageKind.NOT_FOUND, path="/404.html", sections=(section(SectionKind.MESSAGE),)),
    ),
)

LEGAL_PATHS = {
    PageKind.PRIVACY: "/privacy/",
    PageKind.TERMS: "/terms/",
    PageKind.IMPRINT: "/imprint/",
    PageKind.COOKIES: "/cookies/",
}


def legal(kind: PageKind, path: str) -> Page:
    return Page(kind=kind, path=path, sections=(section(SectionKind.PROSE, 40),))


WHOLE = DesignPlan(
    style=STYLE,
    pages=(
        Page(
            kind=PageKind.HOME,
            path="/",
            sections=(
                HERO,
                section(SectionKind.OFFERS, 6),
                FEATURES,
                section(SectionKind.STEPS, 3),
                section(SectionKind.STORY),
                section(SectionKind.QUESTIONS, 4),
                CALL,
            ),
        ),
        Page(
            kind=PageKind.OFFER,
            path="/services/",
            sections=(
                HERO,
                section(SectionKind.OFFERS, 12),
                section(SectionKind.MENU, 12),
                section(SectionKind.PRICE_LIST, 12),
                section(SectionKind.PRODUCTS, 12),
                section(SectionKind.PLANS, 6),
                section(SectionKind.COMPARISON, 6),
                section(SectionKind.ORDER),
                QUESTIONS,
                CALL,
            ),
        ),
        Page(
            kind=PageKind.ABOUT,
            path="/about/",
            sections=(
                HERO,
                section(SectionKind.STORY),
                FEATURES,
                section(SectionKind.TEAM, 24),
                section(SectionKind.TESTIMONIALS, 12),
                section(SectionKind.FIGURES, 8),
                section(SectionKind.GALLERY),
                CALL,
            ),
        ),
        Page(
            kind=PageKind.CONTACT,
            path="/contact/",
            sections=(
                HERO,
                section(SectionKind.CONTACT),
                section(SectionKind.BOOKING),
                section(SectionKind.QUOTE),
                section(SectionKind.NEWSLETTER),
                section(SectionKind.HOURS),
            ),
        ),
        *(legal(kind, path) for kind, path in LEGAL_PATHS.items()),
        Page(kind=PageKind.THANKS, path="/thanks/", sections=(section(SectionKind.MESSAGE),)),
        Page(kind=PageKind.NOT_FOUND, path="/404.html", sections=(section(SectionKind.MESSAGE),)),
    ),
)
"""Every kind of page and section. Sections that lack facts in a brief are no plan's, and still no reason to fail."""


def brief(**fields: Any) -> Brief:
    """A brief of a small bakery, with other fields where they are given."""
    standard = {
        "name": "Crumb",
        "description": "Crumb is a small bakery in Ulm. We bake rye bread and rolls.",
        "business_type": "bakery",
        "primary_goal": "sales",
    }
    return Brief.model_validate(standard | fields)


@cache
def brand() -> Brand:
    return create_brand(BrandRequest(brief=brief(), market_research=EmbeddedWriter().market(brief())))


def part(content: SiteContent, path: str, kind: SectionKind) -> SectionContent:
    """The words of one section."""
    page = next(page for page in content.pages if page.path == path)
    return next(section for section in page.sections if section.kind is kind)


def texts_of(content: SiteContent) -> list[str]:
    """Every text that visitors or search engines see, frame words left out."""
    texts = [content.tagline]
    for page in content.pages:
        texts += [page.nav_label, page.title, page.description]
        for words in page.sections:
            texts += [words.heading, words.eyebrow, *words.paragraphs]
            texts += [text for item in words.items for text in (item.title, item.text)]
            texts += [action.label for action in words.actions]
    return [text for text in texts if text]
