"""What the templates see of a page: the plan and the content joined, every decision made."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from code24.build.content.models import Action, PageContent, SiteContent
from code24.build.design.models import DesignPlan, Page, PageKind
from code24.build.development.form_views import FormFacts
from code24.build.development.links import anchors_of
from code24.build.development.repairs import Repairs
from code24.build.development.section_views import SectionView, SiteFacts, section_actions, section_view
from code24.build.models import Offer
from code24.build.pictures.models import Pictures
from code24.forms.words import form_words

LODGINGS = frozenset(
    {"LodgingBusiness", "Hotel", "BedAndBreakfast", "Hostel", "Motel", "Resort", "Campground", "VacationRental"}
)
"""schema.org types of businesses that guests stay at over night."""
TABLES = frozenset(
    {"Restaurant", "CafeOrCoffeeShop", "FastFoodRestaurant", "BarOrPub", "Brewery", "Winery", "FoodEstablishment"}
)
"""Those where people book a table, and choose what they eat when they are there."""
IN_COMPANY = (
    LODGINGS
    | TABLES
    | {"TravelAgency", "TouristAttraction", "EntertainmentBusiness", "AmusementPark", "EventVenue", "Museum"}
)
"""schema.org types of businesses that guests come to in company."""
MOST_CHOICES = 30
"""Offers that a list in a form holds at most."""
FEWEST_CHOICES = 2


@dataclass(frozen=True)
class PageView:
    """One page, ready for its template."""

    kind: str
    path: str
    url: str
    label: str
    title: str
    description: str
    indexed: bool
    """False for pages that search engines should leave out."""
    sections: tuple[SectionView, ...]
    structured_data: Markup


def site_facts(
    plan: DesignPlan, content: SiteContent, pictures: Pictures, schema_type: str, offers: Sequence[Offer] = ()
) -> SiteFacts:
    """What the sections of a site have in common; English labels of forms where the writer brought none.

    `offers` are what visitors can name in a form. A choice of one is none.
    """
    names = tuple(dict.fromkeys(offer.name for offer in offers))[:MOST_CHOICES]
    privacy = next((page for page in content.pages if page.kind is PageKind.PRIVACY), None)
    return SiteFacts(
        style=plan.style,
        anchors=anchors_of(plan),
        pictures=pictures,
        forms=FormFacts(
            words=content.interface.forms or form_words(content.interface.language),
            privacy_path=privacy.path if privacy else "",
            privacy_label=privacy.nav_label if privacy else "",
            company=schema_type in IN_COMPANY,
            nights=schema_type in LODGINGS,
            tables=schema_type in TABLES,
            offers=names if len(names) >= FEWEST_CHOICES else (),
        ),
    )


def page_view(
    page: Page, words: PageContent, site: SiteFacts, *, origin: str, data: Markup, repairs: Repairs
) -> PageView:
    """A page of the plan with its words."""
    return PageView(
        kind=page.kind.value,
        path=page.path,
        url=origin + page.path,
        label=words.nav_label,
        title=words.title,
        description=words.description,
        indexed=page.kind.indexed,
        sections=tuple(
            section_view(
                section,
                text,
                page.path,
                site,
                first=at == 0,
                plain=page.path in repairs.plain,
                links=page.path not in repairs.without_actions,
            )
            for at, (section, text) in enumerate(zip(page.sections, words.sections, strict=True))
        ),
        structured_data=data if page.kind.indexed and page.path not in repairs.without_data else Markup(),
    )


def header_action(content: SiteContent, plan: DesignPlan) -> tuple[Action, bool] | None:
    """The first call to action of the home page, for the header of every page; and if it is in the other language."""
    home = content.pages[0]
    anchors = anchors_of(plan)
    for section in home.sections:
        for action in section_actions(section, "/", anchors):
            target = f"/{action.target}" if action.target.startswith("#") else action.target
            return Action(label=action.label, target=target), "actions" in section.in_interface_language
    return None
