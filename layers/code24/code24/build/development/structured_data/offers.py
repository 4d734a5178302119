"""What a page offers: menus, products, services and plans, with a price where the owner's text is one."""

from collections.abc import Iterator
from itertools import groupby

from code24.build.content.models import Item, PageContent, SectionContent
from code24.build.design.models import PageKind, SectionKind
from code24.build.development.prices import Price, parse_price
from code24.build.development.structured_data.site_data import Node, SiteData, filled

SERVICES = frozenset({SectionKind.OFFERS, SectionKind.PRICE_LIST, SectionKind.PLANS})


def offers(page: PageContent, site: SiteData) -> Iterator[Node]:
    """A node for each menu, catalogue and product of a page.

    Where a site has a page of offers, the others show a selection of it, and describe none.
    """
    if page.kind is not PageKind.OFFER and any(each.kind is PageKind.OFFER for each in site.content.pages):
        return
    for section in page.sections:
        items = [item for item in section.items if item.title]
        identifier = {"@id": f"{site.url(page)}#{section.id}"}
        if not items:
            continue
        if section.kind is SectionKind.MENU:
            yield {"@type": "Menu", **identifier, **_menu(section, items, site)}
        elif section.kind is SectionKind.PRODUCTS:
            yield from (product for item in items if (product := _product(item, page, site)))
        elif section.kind in SERVICES:
            yield {"@type": "OfferCatalog", **identifier, **_catalogue(section, items, site)}


def _menu(section: SectionContent, items: list[Item], site: SiteData) -> Node:
    sections, loose = [], []
    for group, members in groupby(items, key=lambda item: item.group):
        dishes = [_dish(item, site) for item in members]
        if group:
            sections.append({"@type": "MenuSection", "name": group, "hasMenuItem": dishes})
        else:
            loose += dishes
    return filled({"name": section.heading, "hasMenuSection": sections, "hasMenuItem": loose})


def _dish(item: Item, site: SiteData) -> Node:
    price = parse_price(item.price, site.country)
    offer = {"@type": "Offer", **offer_price(price)} if price else None
    return filled(
        {
            "@type": "MenuItem",
            "name": item.title,
            "description": item.text,
            "image": site.image(item.picture),
            "offers": offer,
        }
    )


def _catalogue(section: SectionContent, items: list[Item], site: SiteData) -> Node:
    listed: list[Node] = []
    for group, members in groupby(items, key=lambda item: item.group):
        services = [_service(item, site) for item in members]
        if group:
            listed.append({"@type": "OfferCatalog", "name": group, "itemListElement": services})
        else:
            listed += services
    return {"name": section.heading, "itemListElement": listed}


def _service(item: Item, site: SiteData) -> Node:
    price = parse_price(item.price, site.country)
    service = filled(
        {
            "@type": "Service",
            "name": item.title,
            "description": item.text,
            "image": site.image(item.picture),
            "provider": site.business,
        }
    )
    return {"@type": "Offer", "itemOffered": service, **(offer_price(price) if price else {})}


def _product(item: Item, page: PageContent, site: SiteData) -> Node | None:
    """A product; None without a price, as search engines take no other."""
    price = parse_price(item.price, site.country)
    if price is None:
        return None
    if price.least and not price.unit:
        offer = {"@type": "AggregateOffer", "lowPrice": price.plain, "priceCurrency": price.currency}
    else:
        offer = {"@type": "Offer", **offer_price(price)}
    return filled(
        {
            "@type": "Product",
            "name": item.title,
            "description": item.text,
            "image": site.image(item.picture),
            "offers": offer | {"url": site.url(page), "seller": site.business},
        }
    )


def offer_price(price: Price) -> Node:
    """The price of an Offer: plain, or as a specification where it is the least or for a unit."""
    if not price.least and not price.unit:
        return {"price": price.plain, "priceCurrency": price.currency}
    unit: Node = {}
    if price.unit:
        unit = {"unitCode" if price.unit.isupper() else "unitText": price.unit}
    kind = "UnitPriceSpecification" if price.unit else "PriceSpecification"
    amount = {"minPrice" if price.least else "price": price.plain, "priceCurrency": price.currency}
    return {"priceSpecification": {"@type": kind, **amount, **unit}}
