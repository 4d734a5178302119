"""Briefs, and content for whatever plan they get: what the tests of brand, design and development share."""

from functools import cache
from hashlib import sha256

from code24.build.brand.models import Brand, BrandRequest
from code24.build.brand.worker import create_brand
from code24.build.content.models import Action, InterfaceWords, Item, PageContent, SectionContent, SiteContent
from code24.build.design.models import DesignPlan, DesignRequest, PageKind, Section, SectionKind
from code24.build.design.worker import plan_design
from code24.build.development.models import DevelopmentRequest, RenderedSite
from code24.build.development.worker import develop_site
from code24.build.market_research.models import MarketResearch
from code24.build.models import Address, Brief, Contact, ImageRole
from code24.build.pictures.models import Picture, Pictures, Variant
from code24.forms.words import form_words

ORIGIN = "https://krume.code24.dev"
DESCRIPTION = "We do good work for the people of the town. " * 6 + " ".join(f"€ {euros}.50" for euros in range(24))
"""With every price that the content names."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 4
"""Tell items apart without a number, which would be nobody's fact."""
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
    forms=form_words("en"),
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
    ("Atelier Morel", "photographe", "traffic"),
    ("Clínica Sol", "physiotherapist", "bookings"),
    ("Officina Rossi", "car repair garage", "leads"),
    ("Padaria Aurora", "padaria", "traffic"),
    ("Haus am See", "guest house", "bookings"),
    ("Lingua Franca", "language school", "signups"),
    ("Kanzlei Brandt", "Steuerberater", "leads"),
    ("Librairie Lune", "book store", "sales"),
    ("Stadtverein Nord", "Verein", "signups"),
    ("Cantina Bellini", "wine bar", "sales"),
)
LANGUAGES = {
    "Nordlicht": "de",
    "مطعم الزيتون": "ar",
    "Flor de Sal": "pt",
    "花屋さくら": "ja",
    "Casa Miramar": "es",
    "Studio Vier": "de",
    "Atelier Morel": "fr",
    "Clínica Sol": "es",
    "Officina Rossi": "it",
    "Padaria Aurora": "pt-BR",
    "Haus am See": "de-AT",
    "Kanzlei Brandt": "de",
    "Librairie Lune": "fr",
    "Stadtverein Nord": "de-CH",
    "Cantina Bellini": "it",
}
"""Languages of the businesses that do not speak English."""

FACTS: dict[str, object] = {
    "offers": (
        {"name": "Rye loaf", "price": "€ 4.50", "group": "Bread", "text": "Sourdough, 36 hours.", "image": "rye"},
        {"name": "Wheat loaf", "price": "€ 3.90", "group": "Bread", "includes": ("Sliced", "Wrapped")},
        {"name": "Poppy roll", "price": "€ 0.90", "group": "Rolls", "includes": ("Warm", "Sliced")},
        {"name": "Plum cake", "price": "from € 2.80", "group": "Cakes", "image": "cake"},
    ),
    "team": ({"name": "Ada Krume", "role": "Baker", "image": "ada"}, {"name": "Jo Lind", "text": "Serves coffee."}),
    "testimonials": (
        {"quote": "Best rye in town.", "author": "Mia Roth", "detail": "Neighbour"},
        {"quote": "Warm rolls, kind people.", "author": "Ben Oster"},
    ),
    "figures": ({"value": "36 h", "label": "rest for every loaf"}, {"value": "1", "label": "wood-fired oven"}),
    "questions": ({"question": "Do you slice?", "answer": "Yes, at the counter."},),
    "images": (
        {"id": "shop", "url": "https://krume.example/shop.jpg", "role": "hero", "alt": "The shop window"},
        {"id": "oven", "url": "https://krume.example/oven.jpg", "role": "story", "alt": "The oven"},
        *(
            {"id": f"view-{number}", "url": f"https://krume.example/{number}.jpg", "caption": f"View {number}"}
            for number in range(1, 5)
        ),
        {"id": "rye", "url": "https://krume.example/rye.jpg", "role": "detail"},
        {"id": "cake", "url": "https://krume.example/cake.jpg", "role": "detail"},
        {"id": "ada", "url": "https://krume.example/ada.jpg", "role": "detail"},
    ),
}
"""Fields of a brief that says everything that can be said."""


def brief_of(
    name: str = "Crumb & Ember", business_type: str = "bakery", goal: str = "sales", **fields: object
) -> Brief:
    """A brief; `fields` are those of the model."""
    given: dict[str, object] = {"description": DESCRIPTION, "contact": CONTACT}
    return Brief.model_validate(
        given
        | {"name": name, "business_type": business_type, "primary_goal": goal, "language": LANGUAGES.get(name, "en")}
        | fields
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
        offered=brief.offers,
    )


BRANDING = {"name", "description", "business_type", "primary_goal", "language", "colors"}
"""The fields of a brief that a brand follows from; making one takes a tenth of a second."""


def picture_of(id_: str, role: ImageRole = ImageRole.GALLERY, width: int = 1200, height: int = 800) -> Picture:
    """A picture in two formats and two sizes; its paths hold the hash of its name and size."""
    sizes = ((width // 2, height // 2), (width, height))
    variants = tuple(
        Variant(
            format=kind,
            width=wide,
            height=high,
            path=f"/media/{sha256(f'{id_} {wide}'.encode()).hexdigest()}.{kind}",
            bytes=wide * 30,
        )
        for kind in ("avif", "jpeg")
        for wide, high in sizes
    )
    return Picture(id=id_, role=role, width=width, height=height, color="#a08060", variants=variants)


def pictures_of(brief: Brief) -> Pictures:
    """All images of a brief, ready for use."""
    return Pictures(pictures=tuple(picture_of(image.id, image.role) for image in brief.images))


def brand_of(brief: Brief) -> Brand:
    """The brand of a brief; briefs that differ in offers, people, images and the like share one."""
    return _brand_of(Brief.model_validate(brief.model_dump(include=BRANDING)))


@cache
def _brand_of(brief: Brief) -> Brand:
    return create_brand(BrandRequest(brief=brief, market_research=market_of(brief)))


def plan_of(brief: Brief, brand: Brand | None = None, schema_type: str = "LocalBusiness") -> DesignPlan:
    """The plan of a brief."""
    request = DesignRequest(
        brief=brief,
        market_research=market_of(brief, schema_type),
        brand=brand or brand_of(brief),
        pictures=pictures_of(brief),
    )
    return plan_design(request)


PRICED = {SectionKind.MENU, SectionKind.PRICE_LIST, SectionKind.PRODUCTS, SectionKind.PLANS, SectionKind.COMPARISON}
GROUPED = {SectionKind.MENU, SectionKind.PRICE_LIST}
TOLD = {SectionKind.TESTIMONIALS, SectionKind.QUESTIONS, SectionKind.PROSE}
DETAILED = {SectionKind.FIGURES, SectionKind.TEAM, SectionKind.TESTIMONIALS}


def item_of(kind: SectionKind, number: int, count: int, text: str) -> Item:
    """An item with what items of the kind can have, every second one without a text that it can do without."""
    return Item(
        title=f"{LETTERS[number]} {text}",
        text=text if number % 2 or kind in TOLD else "",
        detail=f"{LETTERS[number]} of {text}" if kind in DETAILED else "",
        price=f"€ {number}.50" if kind in PRICED else "",
        group=f"Group {LETTERS[2 * number // count]} {text}" if kind in GROUPED else "",
        includes=(f"Part {LETTERS[number]} {text}", text)
        if kind in {SectionKind.PLANS, SectionKind.COMPARISON}
        else (),
    )


def fitted(text: str, least: int, most: int) -> str:
    """The text with so many characters: filled up with words that say nothing, or cut."""
    words = " ".join(text.split())
    while len(words) < least:
        words += " and more of it"
    return words[:most].strip().ljust(least, ".")


def content_of(
    brief: Brief, plan: DesignPlan, text: str = "Plain words", words: InterfaceWords = WORDS, at_most: int = 99
) -> SiteContent:
    """Content for every section of a plan, with `text` wherever there is room for text, and `at_most` so many items."""
    onward = Action(label=f"Onward {text}", target="/")
    labels = {kind: kind.value.title() for kind in PageKind}

    def section(planned: Section) -> SectionContent:
        count = min(planned.items, at_most)
        return SectionContent(
            id=planned.id,
            kind=planned.kind,
            heading=f"{planned.kind.value}: {text}",
            eyebrow=text,
            paragraphs=(f"First. {text}", f"Second. {text}"),
            items=tuple(item_of(planned.kind, number, count, text) for number in range(count)),
            actions=(onward, Action(label="Call", target="tel:+493415550123")),
            alts={picture: f"{picture} {text}" for picture in planned.pictures},
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
                title=fitted(f"{labels[page.kind]} {text}", 40, 60),
                description=fitted(f"What is to be found on the page {labels[page.kind]}. {text}", 120, 160),
                sections=tuple(section(each) for each in page.sections),
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
