"""What search engines are told: what the brief and the page say, and nothing that they would refuse."""

import json
from typing import Any

import pytest
import turbohtml

from code24.build.content.models import Item, SectionContent
from code24.build.design.models import DesignPlan, Page, PageKind, Section, SectionKind, Style
from code24.build.development.structured_data.business import opening_hours
from code24.build.development.structured_data.graph import structured_data
from code24.build.development.structured_data.site_data import SiteData
from code24.build.models import Brief, Contact
from code24.build.pictures.models import Pictures
from tests.unit.build.sample_sites import FACTS, ORIGIN, brief_of, content_of, pictures_of

type Node = dict[str, Any]

HOME, OFFER, ABOUT = PageKind.HOME, PageKind.OFFER, PageKind.ABOUT
PATHS = {HOME: "/", OFFER: "/menu/", ABOUT: "/about/"}


def site_of(
    brief: Brief, pages: dict[PageKind, dict[SectionKind, tuple[Item, ...]]], schema_type: str = "Bakery"
) -> SiteData:
    """A site whose pages hold these items."""
    plan = DesignPlan(
        style=Style(family="soft", radius=1, density=1, ornament="waves", seed=1),
        pages=tuple(
            Page(
                kind=kind,
                path=PATHS[kind],
                sections=tuple(Section(id=each.value, kind=each, arrangement="x") for each in sections),
            )
            for kind, sections in pages.items()
        ),
    )
    content = content_of(brief, plan)
    filled = tuple(
        page.model_copy(
            update={
                "sections": tuple(
                    SectionContent(id=kind.value, kind=kind, heading=f"The {kind}", items=items)
                    for kind, items in pages[page.kind].items()
                )
            }
        )
        for page in content.pages
    )
    return SiteData(
        brief=brief,
        content=content.model_copy(update={"pages": filled}),
        pictures=pictures_of(brief),
        origin=ORIGIN,
        wished_type=schema_type,
        logo="/assets/icon-512.png",
        social="/assets/social.png",
    )


def graph(site: SiteData, kind: PageKind = HOME) -> dict[str, Node]:
    """The objects of a page by type; of several with the same, the first."""
    page = next(page for page in site.content.pages if page.kind is kind)
    data = json.loads(structured_data(page, site))
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in reversed(data["@graph"])}


def test_the_business_says_what_the_brief_says() -> None:
    brief = brief_of(
        "Krume", **FACTS, profiles=("https://www.instagram.com/krume",), legal={"owner": "Krume GmbH", "vat_id": "DE1"}
    )
    site = site_of(brief, {HOME: {}})
    business = graph(site)["Bakery"]
    picture = site.pictures.of("shop")
    assert picture
    assert business == {
        "@type": "Bakery",
        "@id": f"{ORIGIN}/#business",
        "name": "Krume",
        "legalName": "Krume GmbH",
        "url": f"{ORIGIN}/",
        "description": "A tagline. Plain words",
        "logo": f"{ORIGIN}/assets/icon-512.png",
        "image": f"{ORIGIN}{picture.variants[-1].path}",
        "telephone": "+49 (0)341 555-0123",
        "email": "hello@krume.example",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Karl-Heine-Straße 12",
            "postalCode": "04229",
            "addressLocality": "Leipzig",
            "addressCountry": "DE",
        },
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
                "opens": "07:00",
                "closes": "18:00",
            },
            {"@type": "OpeningHoursSpecification", "dayOfWeek": ["Saturday"], "opens": "07:00", "closes": "14:00"},
        ],
        "vatID": "DE1",
        "sameAs": ["https://www.instagram.com/krume"],
    }
    assert graph(site)["WebSite"]["publisher"] == {"@id": business["@id"]}


@pytest.mark.parametrize(
    ("schema_type", "with_address", "expected"),
    [
        ("Bakery", True, "Bakery"),
        ("Bakery", False, "Organization"),
        ("NGO", False, "NGO"),
        ("OnlineStore", True, "OnlineStore"),
        ("SoftwareApplication", True, "LocalBusiness"),
        ("SoftwareApplication", False, "Organization"),
    ],
)
def test_a_local_business_has_an_address(schema_type: str, with_address: bool, expected: str) -> None:
    brief = brief_of() if with_address else brief_of(contact=Contact(opening_hours=("Mo-Fr 09:00-18:00",)))
    business = graph(site_of(brief, {HOME: {}}, schema_type))[expected]
    assert ("address" in business) is with_address
    assert ("openingHoursSpecification" in business) is (expected in {"Bakery", "LocalBusiness"})


@pytest.mark.parametrize(
    ("line", "days", "opens", "closes"),
    [
        ("Mo-Su 00:00-24:00", 7, "00:00", "23:59"),
        ("Fr-Sa 18:00-24:00", 2, "18:00", "00:00"),
        ("Sa-Mo 18:00-02:00", 3, "18:00", "02:00"),
    ],
)
def test_late_hours_are_written_as_google_asks(line: str, days: int, opens: str, closes: str) -> None:
    (hours,) = opening_hours([line])
    assert (len(hours["dayOfWeek"]), hours["opens"], hours["closes"]) == (days, opens, closes)


def test_hours_are_those_that_the_pages_show() -> None:
    found = opening_hours(["Tu-Fr 12:00-14:00", "Tu-Fr 19:00-22:00", "Fr 19:00-24:00"])
    told = [(hours["dayOfWeek"], hours["opens"], hours["closes"]) for hours in found]
    assert told == [
        (["Tuesday", "Wednesday", "Thursday", "Friday"], "12:00", "14:00"),
        (["Tuesday", "Wednesday", "Thursday"], "19:00", "22:00"),
        (["Friday"], "19:00", "00:00"),
    ]


MENU = {
    SectionKind.MENU: (
        Item(title="Soup", text="Of the day", price="€ 4.50", group="Starters"),
        Item(title="Bread", price="by weight", group="Starters"),
        Item(title="Pie", price="from € 12"),
    )
}


def test_a_menu_has_its_groups_dishes_and_exact_prices() -> None:
    site = site_of(brief_of(), {HOME: MENU, OFFER: MENU}, "Restaurant")
    menu = graph(site, OFFER)["Menu"]
    assert menu["@id"] == f"{ORIGIN}/menu/#menu"
    assert menu["hasMenuSection"] == [
        {
            "@type": "MenuSection",
            "name": "Starters",
            "hasMenuItem": [
                {
                    "@type": "MenuItem",
                    "name": "Soup",
                    "description": "Of the day",
                    "offers": {"@type": "Offer", "price": "4.50", "priceCurrency": "EUR"},
                },
                {"@type": "MenuItem", "name": "Bread"},
            ],
        }
    ]
    assert menu["hasMenuItem"][0]["offers"] == {
        "@type": "Offer",
        "priceSpecification": {"@type": "PriceSpecification", "minPrice": "12", "priceCurrency": "EUR"},
    }
    assert "Menu" not in graph(site)
    assert graph(site)["Restaurant"]["hasMenu"] == f"{ORIGIN}/menu/"


def test_without_a_page_of_offers_the_home_page_describes_them() -> None:
    site = site_of(brief_of(), {HOME: MENU}, "Restaurant")
    assert graph(site)["Restaurant"]["hasMenu"] == f"{ORIGIN}/"
    assert "Menu" in graph(site)


def test_only_food_has_a_menu() -> None:
    assert "hasMenu" not in graph(site_of(brief_of(), {HOME: MENU}, "Dentist"))["Dentist"]


def test_products_without_an_exact_price_are_left_out() -> None:
    items = (
        Item(title="Cup", price="€ 28", picture="rye"),
        Item(title="Bowl", price="from € 30"),
        Item(title="Vase", price="on request"),
        Item(title="Plate"),
    )
    brief = brief_of("Krume", **FACTS)
    site = site_of(brief, {HOME: {}, OFFER: {SectionKind.PRODUCTS: items}}, "Store")
    page = site.content.pages[1]
    products = [node for node in json.loads(structured_data(page, site))["@graph"] if node["@type"] == "Product"]
    seller = {"@id": f"{ORIGIN}/#business"}
    picture = site.pictures.of("rye")
    assert picture
    assert products == [
        {
            "@type": "Product",
            "name": "Cup",
            "image": f"{ORIGIN}{picture.variants[-1].path}",
            "offers": {
                "@type": "Offer",
                "price": "28",
                "priceCurrency": "EUR",
                "url": f"{ORIGIN}/menu/",
                "seller": seller,
            },
        },
        {
            "@type": "Product",
            "name": "Bowl",
            "offers": {
                "@type": "AggregateOffer",
                "lowPrice": "30",
                "priceCurrency": "EUR",
                "url": f"{ORIGIN}/menu/",
                "seller": seller,
            },
        },
    ]


def test_services_and_plans_are_a_catalogue_with_units() -> None:
    items = (Item(title="Check-up", text="With cleaning", price="€ 60"), Item(title="Rent", price="€ 12/h"))
    plans = (Item(title="Team", price="from $9/mo", group="Yearly"),)
    brief = brief_of(country="US")
    site = site_of(brief, {HOME: {}, OFFER: {SectionKind.OFFERS: items}}, "Dentist")
    catalogue = graph(site, OFFER)["OfferCatalog"]
    assert catalogue["name"] == "The offers"
    assert [offer["itemOffered"]["name"] for offer in catalogue["itemListElement"]] == ["Check-up", "Rent"]
    assert catalogue["itemListElement"][1]["priceSpecification"] == {
        "@type": "UnitPriceSpecification",
        "price": "12",
        "priceCurrency": "EUR",
        "unitCode": "HUR",
    }
    grouped = graph(site_of(brief, {HOME: {SectionKind.PLANS: plans}}, "Store"))["OfferCatalog"]["itemListElement"]
    assert grouped[0]["name"] == "Yearly"
    assert grouped[0]["itemListElement"][0]["priceSpecification"]["minPrice"] == "9"


def test_the_team_is_people_and_testimonials_are_no_reviews() -> None:
    people = (Item(title="Ada Krume", detail="Baker", picture="ada"), Item(title="Jo Lind"))
    said = (Item(title="Mia Roth", text="Best rye in town."),)
    brief = brief_of("Krume", **FACTS)
    site = site_of(brief, {HOME: {}, ABOUT: {SectionKind.TEAM: people, SectionKind.TESTIMONIALS: said}})
    nodes = json.loads(structured_data(site.content.pages[1], site))["@graph"]
    found = [(node["name"], node.get("jobTitle"), "image" in node) for node in nodes if node["@type"] == "Person"]
    assert found == [("Ada Krume", "Baker", True), ("Jo Lind", None, False)]
    assert "Review" not in json.dumps(nodes)
    assert "Mia" not in json.dumps(nodes)


def test_questions_are_told_once() -> None:
    first = (Item(title="Do you slice?", text="Yes."), Item(title="Open on Sunday?"))
    both = (*first, Item(title="By post?", text="No."))
    site = site_of(brief_of(), {HOME: {SectionKind.QUESTIONS: first}, ABOUT: {SectionKind.QUESTIONS: both}})
    assert [each["name"] for each in graph(site)["FAQPage"]["mainEntity"]] == ["Do you slice?"]
    assert [each["acceptedAnswer"]["text"] for each in graph(site, ABOUT)["FAQPage"]["mainEntity"]] == ["No."]
    assert "FAQPage" not in graph(site_of(brief_of(), {HOME: {}}))


def test_pages_below_the_home_page_say_where_they_stand() -> None:
    site = site_of(brief_of(), {HOME: {}, ABOUT: {}})
    assert "BreadcrumbList" not in graph(site)
    assert [
        (each["position"], each["name"], each["item"])
        for each in graph(site, ABOUT)["BreadcrumbList"]["itemListElement"]
    ] == [
        (1, "Home", f"{ORIGIN}/"),
        (2, "About", f"{ORIGIN}/about/"),
    ]
    assert graph(site, ABOUT)["AboutPage"]["breadcrumb"] == {"@id": f"{ORIGIN}/about/#breadcrumbs"}


def test_no_text_ends_the_script_that_holds_it() -> None:
    brief = brief_of("</script><b>&amp;", "bakery")
    text = structured_data(site_of(brief, {HOME: {}}).content.pages[0], site_of(brief, {HOME: {}}))
    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == "</script><b>&amp;"
    page = turbohtml.parse(f'<script type="application/ld+json">{text}</script>')
    assert len(page.select("script")) == 1
    assert not page.select("b")


def test_a_site_without_pictures_shows_its_card() -> None:
    site = site_of(brief_of(), {HOME: {}})
    assert site.pictures == Pictures()
    assert graph(site)["Bakery"]["image"] == f"{ORIGIN}/assets/social.png"
