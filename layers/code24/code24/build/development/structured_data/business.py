"""The business itself, and the site that is about it."""

from collections.abc import Sequence

from code24.build.content.models import PageContent
from code24.build.design.models import PageKind, SectionKind
from code24.build.development.opening_hours import spans_by_day
from code24.build.development.structured_data.site_data import Node, SiteData, filled
from code24.build.models import Brief, ImageRole
from code24.website.search.schema_org import FOOD_ESTABLISHMENTS, LOCAL_BUSINESSES

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def business(site: SiteData) -> Node:
    """Who the site is of, with what the owner said and nothing else."""
    brief, contact = site.brief, site.brief.contact
    local = site.type in LOCAL_BUSINESSES
    return filled(
        {
            "@type": site.type,
            **site.business,
            "name": brief.name,
            "legalName": brief.legal.owner,
            "url": f"{site.origin}/",
            "description": site.content.tagline,
            "logo": f"{site.origin}{site.logo}" if site.logo else None,
            "image": _portrait(site),
            "telephone": contact.phone,
            "email": contact.email,
            "address": _address(brief),
            "openingHoursSpecification": opening_hours(contact.opening_hours) if local else None,
            "hasMenu": menu_url(site) if site.type in FOOD_ESTABLISHMENTS else None,
            "vatID": brief.legal.vat_id,
            "sameAs": [str(url) for url in brief.profiles],
        }
    )


def website(site: SiteData) -> Node:
    """The site, for its name in search results."""
    return {
        "@type": "WebSite",
        **site.website,
        "url": f"{site.origin}/",
        "name": site.brief.name,
        "inLanguage": site.content.language,
        "publisher": site.business,
    }


def opening_hours(lines: Sequence[str]) -> list[Node]:
    """schema.org `openingHours` lines as specifications; a day that ends at 24:00 ends as Google writes it."""
    days: dict[str, list[int]] = {}
    for day, spans in spans_by_day(lines).items():
        for span in spans:
            days.setdefault(span, []).append(day)
    found: list[Node] = []
    for span, open_on in days.items():
        opens, _, closes = span.partition("-")
        if closes == "24:00":
            closes = "23:59" if opens == "00:00" else "00:00"
        found.append(
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [DAYS[day] for day in open_on],
                "opens": opens,
                "closes": closes,
            }
        )
    return found


def menu_url(site: SiteData) -> str | None:
    """Where the menu stands: on the page of offers, else on the first page that has one."""
    with_menu = [page for page in site.content.pages if _has_menu(page)]
    best = sorted(with_menu, key=lambda page: page.kind is not PageKind.OFFER)
    return site.url(best[0]) if best else None


def _has_menu(page: PageContent) -> bool:
    return any(section.kind is SectionKind.MENU and section.items for section in page.sections)


def _portrait(site: SiteData) -> str | None:
    """A picture of the business: the owner's, else the image for shared links."""
    order = (ImageRole.HERO, ImageRole.STORY, ImageRole.GALLERY)
    shown = [picture for role in order for picture in site.pictures.pictures if picture.role is role]
    return (site.image(shown[0].id) if shown else None) or (f"{site.origin}{site.social}" if site.social else None)


def _address(brief: Brief) -> Node | None:
    address = brief.contact.address
    if address is None:
        return None
    return filled(
        {
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "postalCode": address.postal_code,
            "addressLocality": address.city,
            "addressCountry": address.country or brief.country,
        }
    )
