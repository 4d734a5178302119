"""JSON-LD: what search engines may know, all of it from the brief."""

import json
from typing import Any

from markupsafe import Markup

from code24.build.content.models import PageContent, SiteContent
from code24.build.design.models import PageKind
from code24.build.models import Address, Brief

WITHOUT_PREMISES = frozenset(
    {
        *("Organization", "Corporation", "NGO", "OnlineBusiness", "OnlineStore", "Project", "NewsMediaOrganization"),
        *("EducationalOrganization", "PerformingGroup", "MusicGroup", "SportsOrganization", "SportsTeam", "Person"),
        *(
            "WebSite",
            "Blog",
            "Consortium",
            "FundingScheme",
            "ResearchOrganization",
            "GovernmentOrganization",
            "Airline",
        ),
    }
)
"""schema.org types that have no `openingHours`."""


def _address(address: Address) -> dict[str, str]:
    parts = {
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "postalCode": address.postal_code,
        "addressLocality": address.city,
        "addressCountry": address.country,
    }
    return {name: value for name, value in parts.items() if value}


def _business(brief: Brief, schema_type: str, origin: str, tagline: str) -> dict[str, Any]:
    contact = brief.contact
    facts: dict[str, Any] = {
        "@type": schema_type,
        "@id": f"{origin}/#business",
        "name": brief.name,
        "url": f"{origin}/",
        "description": tagline,
        "logo": f"{origin}/apple-touch-icon.png",
        "image": f"{origin}/apple-touch-icon.png",
        "telephone": contact.phone,
        "email": contact.email,
        "address": _address(contact.address) if contact.address else None,
    }
    if schema_type not in WITHOUT_PREMISES:
        facts["openingHours"] = list(contact.opening_hours)
    return {name: value for name, value in facts.items() if value}


def structured_data(brief: Brief, schema_type: str, content: SiteContent, page: PageContent, origin: str) -> Markup:
    """The JSON-LD of a page: business and site on the home page, the way there on the others.

    `<`, `>` and `&` are escaped as in JSON, so that no text can end the script element that holds it.
    """
    graph: list[dict[str, Any]]
    if page.kind is PageKind.HOME:
        site = {
            "@type": "WebSite",
            "@id": f"{origin}/#website",
            "url": f"{origin}/",
            "name": brief.name,
            "inLanguage": content.language,
            "publisher": {"@id": f"{origin}/#business"},
        }
        graph = [_business(brief, schema_type, origin, content.tagline), site]
    else:
        steps = ((content.pages[0].nav_label, "/"), (page.nav_label, page.path))
        graph = [
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": at, "name": label, "item": origin + path}
                    for at, (label, path) in enumerate(steps, 1)
                ],
            }
        ]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
