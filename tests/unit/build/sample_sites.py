"""Briefs, and content for whatever plan they get: what the tests of brand, design and development share."""

from functools import cache

from code24.build.brand.models import Brand, BrandRequest
from code24.build.brand.worker import create_brand
from code24.build.content.models import Action, InterfaceWords, Item, PageContent, SectionContent, SiteContent
from code24.build.design.models import DesignPlan, DesignRequest, PageKind, SectionKind
from code24.build.design.worker import plan_design
from code24.build.development.models import DevelopmentRequest, RenderedSite
from code24.build.development.worker import develop_site
from code24.build.market_research.models import MarketResearch
from code24.build.models import Address, Brief, Contact

ORIGIN = "https://krume.code24.dev"
WORDS = InterfaceWords(
    language="en",
    skip_to_content="Skip to content",
    navigation="Main navigation",
    menu="Menu",
    footer="Footer",
    home="Home",
    opening_hours="Opening hours",
    address="Address",
    phone="Phone",
    email="Email",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
CONTACT = Contact(
    email="hello@krume.example",
    phone="+49 (0)341 555-0123",
    address=Address(street="Karl-Heine-Straße 12", postal_code="04229", city="Leipzig", country="DE"),
    opening_hours=("Mo-Fr 07:00-18:00", "Sa 07:00-14:00"),
)
BUSINESSES = (
    ("Crumb & Ember", "bakery", "sales"),
    ("Lumen Dental", "dentist", "bookings"),
    ("Nordlicht", "yoga studio", "signups"),
    ("Harris & Cole", "law firm", "leads"),
    ("مطعم الزيتون", "restaurant", "bookings"),
    ("Fluxgate", "software", "signups"),
    ("Flor de Sal", "restaurant", "sales"),
    ("Topline", "roofer", "leads"),
    ("花屋さくら", "florist", "sales"),
    ("Casa Miramar", "hotel", "bookings"),
    ("Zinc Records", "music studio", "traffic"),
    ("Oak & Elm", "furniture store", "sales"),
    ("Quick Fix", "bicycle repair", "leads"),
    ("Studio Vier", "architect", "leads"),
    ("Hope Kitchen", "charity", "traffic"),
    ("Maple Realty", "real estate", "leads"),
    ("Tiny Steps", "kindergarten", "leads"),
    ("🦊 Fox & Co", "toy shop", "sales"),
    ("Daily Byte", "blog", "traffic"),
    ("Xylo", "something unforeseen", "leads"),
    ("Velvet Room", "barber", "bookings"),
    ("Urban Grind", "coffee shop", "traffic"),
    ("Peak Motion", "gym", "signups"),
    ("Juniper", "spa", "bookings"),
    ("Ledgerly", "accountant", "leads"),
    ("Paws Inn", "pet hotel", "bookings"),
    ("Nadia Rahman", "photographer", "leads"),
    ("Greenline", "landscaping", "leads"),
    ("Wok Star", "restaurant", "sales"),
    ("Eiger Tours", "travel agency", "sales"),
)


def brief_of(
    name: str = "Crumb & Ember", business_type: str = "bakery", goal: str = "sales", **fields: object
) -> Brief:
    """A brief; `fields` are those of the model."""
    given: dict[str, object] = {"description": "We do good work for the people of the town. " * 6, "contact": CONTACT}
    return Brief.model_validate(
        given | {"name": name, "business_type": business_type, "primary_goal": goal, "language": "en"} | fields
    )


def market_of(brief: Brief, schema_type: str = "LocalBusiness") -> MarketResearch:
    """Market research that takes the owner's word for the industry."""
    return MarketResearch(
        industry=brief.business_type,
        business_type=brief.business_type,
        schema_type=schema_type,
        audience=(),
        needs=(),
        vocabulary=(),
        offers=(),
    )


@cache
def brand_of(brief: Brief) -> Brand:
    """The brand of a brief."""
    return create_brand(BrandRequest(brief=brief, market_research=market_of(brief)))


def plan_of(brief: Brief, brand: Brand | None = None, schema_type: str = "LocalBusiness") -> DesignPlan:
    """The plan of a brief."""
    market = market_of(brief, schema_type)
    return plan_design(DesignRequest(brief=brief, market_research=market, brand=brand or brand_of(brief)))


def content_of(
    brief: Brief, plan: DesignPlan, text: str = "Plain words", words: InterfaceWords = WORDS, at_most: int = 99
) -> SiteContent:
    """Content for every section of a plan, with `text` wherever there is room for text, and `at_most` so many items."""
    onward = Action(label=f"Onward {text}", target="/")
    labels = {kind: kind.value.title() for kind in PageKind}

    def section(id_: str, kind: SectionKind, items: int) -> SectionContent:
        return SectionContent(
            id=id_,
            kind=kind,
            heading=f"{kind.value}: {text}",
            eyebrow=text,
            paragraphs=(f"First. {text}", f"Second. {text}"),
            items=tuple(
                Item(title=f"{number} {text}", text=text if number % 2 else "") for number in range(min(items, at_most))
            ),
            actions=(onward, Action(label="Call", target="tel:+493415550123")),
        )

    return SiteContent(
        language=brief.language,
        tagline=f"A tagline. {text}",
        interface=words,
        pages=tuple(
            PageContent(
                kind=page.kind,
                path=page.path,
                nav_label=labels[page.kind],
                title=f"{labels[page.kind]} {text}",
                description=f"What is to be found on the pages of {labels[page.kind]}. {text}",
                sections=tuple(section(each.id, each.kind, each.items) for each in page.sections),
            )
            for page in plan.pages
        ),
    )


def request_of(
    brief: Brief, *, text: str = "Plain words", plan: DesignPlan | None = None, **fields: object
) -> DevelopmentRequest:
    """A request for the finished site of a brief."""
    brand = brand_of(brief)
    plan = plan or plan_of(brief, brand)
    given: dict[str, object] = {
        "brief": brief,
        "market_research": market_of(brief),
        "brand": brand,
        "design": plan,
        "content": content_of(brief, plan, text),
        "origin": ORIGIN,
    }
    return DevelopmentRequest.model_validate(given | fields)


def site_of(brief: Brief, **fields: object) -> RenderedSite:
    """The finished site of a brief."""
    return develop_site(request_of(brief, **fields))  # type: ignore[arg-type]


def pages_of(site: RenderedSite) -> dict[str, str]:
    """The HTML of every page by file path."""
    return {file.path: file.text or "" for file in site.files if file.content_type.startswith("text/html")}
