"""The JSON-LD of one page."""

import json

from markupsafe import Markup

from code24.build.content.models import PageContent
from code24.build.design.models import PageKind
from code24.build.development.structured_data.business import business, website
from code24.build.development.structured_data.offers import offers
from code24.build.development.structured_data.people import people
from code24.build.development.structured_data.questions import questions
from code24.build.development.structured_data.site_data import Node, SiteData

PAGE_TYPES = {PageKind.ABOUT: "AboutPage", PageKind.CONTACT: "ContactPage"}


def structured_data(page: PageContent, site: SiteData) -> Markup:
    """The JSON-LD of a page: business and site on the home page, the way there on the others, and what each shows.

    `<`, `>` and `&` are escaped as in JSON, so that no text can end the script element that holds it.
    """
    home = page.kind is PageKind.HOME
    graph = [business(site), website(site)] if home else [_trail(page, site)]
    graph.append(_page(page, site))
    graph += [*offers(page, site), *people(page, site)]
    if asked := questions(page, site):
        graph.append(asked)
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def _page(page: PageContent, site: SiteData) -> Node:
    trail = {} if page.kind is PageKind.HOME else {"breadcrumb": {"@id": f"{site.url(page)}#breadcrumbs"}}
    return {
        "@type": PAGE_TYPES.get(page.kind, "WebPage"),
        "@id": f"{site.url(page)}#page",
        "url": site.url(page),
        "name": page.title,
        "description": page.description,
        "inLanguage": site.content.language,
        "isPartOf": site.website,
        "about": site.business,
        **trail,
    }


def _trail(page: PageContent, site: SiteData) -> Node:
    steps = ((site.content.interface.home, "/"), (page.nav_label, page.path))
    return {
        "@type": "BreadcrumbList",
        "@id": f"{site.url(page)}#breadcrumbs",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": label, "item": site.origin + path}
            for at, (label, path) in enumerate(steps, 1)
        ],
    }
