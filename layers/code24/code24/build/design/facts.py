"""What is known about a business that decides what stands on its pages."""

import dataclasses
import re
from dataclasses import dataclass
from functools import cached_property

from code24.ai.playbook import SPOKEN
from code24.build.brand.fields import field_of, words
from code24.build.design.law import language_of
from code24.build.design.models import DesignRequest, SectionKind
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief, Offer
from code24.build.pictures.models import Picture, Pictures
from code24.types import Goal

GASTRONOMY = frozenset(
    {"Restaurant", "CafeOrCoffeeShop", "FastFoodRestaurant", "BarOrPub", "IceCreamShop", "Brewery", "Winery"}
)
"""schema.org types of businesses whose offer is a menu."""
TABLES = words(
    "restaur, cafe, café, coffee, bistro, brasser, trattor, oster, pizz, tavern, taverne, pub, bar, diner, ristor, "
    "gasthaus, gasthof, wirtshaus, imbiss, gelat, ice cream, tapas, churrasc, creper, crêper, sushi, ramen"
)
"""Beginnings of words for such businesses, where the schema.org type says less."""
MEMBERSHIPS = frozenset({"technology", "fitness"})
"""Fields that sell one of a few plans."""
GOODS = frozenset({"retail", "food"})
QUOTED = frozenset({"trade", "professional", "creative"})
"""Fields whose prices depend on the job, so that people ask for a quote."""
SUBSCRIBED = {
    Goal.SIGNUPS: frozenset({"technology", "media", "community", "creative", "retail", "general"}),
    Goal.TRAFFIC: frozenset({"technology", "media", "community", "creative", "retail", "hospitality"}),
}
"""Fields in which an e-mail address is what a visitor would leave for the goal."""

THIN = 12
"""Words of description below which, without offers, hardly anything is known."""
TELLING = 25
"""Words of description from which a story on the home page does not repeat the first section."""
PLANS = range(2, 7)
"""How many offers people can choose one of at a glance."""
LISTED = 3
"""Prices from which a list of them is worth the name."""
SHOWN = 3
"""Pictures from which a gallery is one."""


_JOINED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Characters of scripts without spaces: Thai, Lao, Burmese, Khmer, Japanese and Chinese."""
_SENTENCE = re.compile(r"\n+|[.!?…؟।]+(?:\s+|$)|[。！？]+")  # noqa: RUF001


@dataclass(frozen=True)
class Facts:
    """Brief, market and pictures as far as they decide about pages and sections."""

    brief: Brief
    field: str
    industry: str = "general"
    schema_type: str = "LocalBusiness"
    offers: tuple[Offer, ...] = ()
    offers_known: bool = True
    """False before market research, which may find offers in the description."""
    pictures: Pictures = dataclasses.field(default_factory=Pictures)
    expected: frozenset[str] = frozenset()
    """Section kinds that visitors of the industry look for, from the competitive analysis."""

    @classmethod
    def of(cls, request: DesignRequest, market: MarketResearch) -> "Facts":
        """The facts of a request."""
        return cls(
            brief=request.brief,
            field=field_of(market).name,
            industry=market.industry,
            schema_type=market.schema_type,
            offers=request.brief.offers or market.offered,
            pictures=_presumed(request.brief) if request.pictures is None else request.pictures,
            expected=frozenset(request.competitive_analysis.match if request.competitive_analysis else ()),
        )

    @property
    def goal(self) -> Goal:
        """The primary goal."""
        return self.brief.primary_goal

    @property
    def spoken(self) -> bool:
        """True where the writer speaks the language of the site; else what it knows of the industry is English."""
        return language_of(self.brief) in SPOKEN

    @cached_property
    def words(self) -> int:
        """Length of the owner's description; where words are not set apart, two characters count as one."""
        text = self.brief.description
        return len(_JOINED.sub(" ", text).split()) + len(_JOINED.findall(text)) // 2

    @cached_property
    def sentences(self) -> int:
        """Sentences and lines of the owner's description."""
        return sum(1 for part in _SENTENCE.split(self.brief.description) if part.strip())

    @property
    def thin(self) -> bool:
        """True where hardly anything is known beyond name and kind of business."""
        return self.words < THIN and not self.offers

    @property
    def telling(self) -> bool:
        """True where there is enough to tell beside what the first section says."""
        return self.words >= TELLING and self.sentences > 1

    @cached_property
    def priced(self) -> int:
        """Offers with a price."""
        return sum(1 for offer in self.offers if offer.price)

    @cached_property
    def pictured(self) -> int:
        """Offers whose picture can be shown."""
        return sum(1 for offer in self.offers if offer.image and self.pictures.of(offer.image))

    @cached_property
    def portrayed(self) -> int:
        """People whose picture can be shown."""
        return sum(1 for person in self.brief.team if person.image and self.pictures.of(person.image))

    @cached_property
    def groups(self) -> int:
        """Groups that the offers stand in."""
        return len({offer.group for offer in self.offers if offer.group})

    @cached_property
    def comparable(self) -> int:
        """Offers that say what they include."""
        return sum(1 for offer in self.offers if offer.includes)

    @property
    def gastronomy(self) -> bool:
        """True for businesses whose offer is called a menu."""
        named = f" {self.industry} {self.brief.business_type}".casefold().replace("-", " ")
        return self.schema_type in GASTRONOMY or (self.field == "food" and any(f" {word}" in named for word in TABLES))

    @cached_property
    def offering(self) -> SectionKind:
        """The kind of section that shows the offers.

        Plans are few offers of one group, most of which say what they include, or the priced ones of a membership. A
        menu takes gastronomy with prices or groups, products take goods with prices or pictures, a price list takes
        services of which at least half have a price. Everything else is told in words.
        """
        count = len(self.offers)
        mostly_priced = self.priced * 2 >= count
        packages = self.field not in GOODS and self.comparable * 2 > count
        if count in PLANS and self.groups < PLANS[0] and (packages or (self.field in MEMBERSHIPS and mostly_priced)):
            return SectionKind.PLANS
        if self.gastronomy and count >= LISTED and (mostly_priced or self.groups > 1):
            return SectionKind.MENU
        goods = self.field == "retail" or (self.field in GOODS and self.pictured * 2 >= count)
        if goods and count >= LISTED and (mostly_priced or self.pictured * 2 >= count):
            return SectionKind.PRODUCTS
        if self.pictured * 2 < count and mostly_priced and count >= LISTED:
            return SectionKind.PRICE_LIST
        return SectionKind.OFFERS

    @property
    def comparison(self) -> bool:
        """True where a table of what the plans include says something."""
        return self.offering is SectionKind.PLANS and self.comparable >= PLANS[0]

    @cached_property
    def form(self) -> SectionKind | None:
        """The form that serves the goal; None where the contact form is what serves it."""
        match self.goal:
            case Goal.BOOKINGS:
                return SectionKind.BOOKING
            case Goal.SALES:
                return SectionKind.QUOTE if self.field in {"trade", "professional"} else SectionKind.ORDER
            case Goal.LEADS:
                asked = self.field in QUOTED and self.industry != "law"
                return SectionKind.QUOTE if asked else None
            case _:
                return SectionKind.NEWSLETTER if self.field in SUBSCRIBED[self.goal] else None


def _presumed(brief: Brief) -> Pictures:
    """The brief's images as if all could be used; nothing is known of their sizes."""
    return Pictures(
        pictures=tuple(
            Picture(id=image.id, role=image.role, width=0, height=0, color="#808080", variants=())
            for image in brief.images
        )
    )
