import dataclasses

import pytest

from code24.build.design.facts import Facts
from code24.build.design.models import DesignRequest, SectionKind
from code24.build.models import Offer
from code24.build.pictures.models import Pictures
from code24.types import Goal
from tests.unit.build.design.facts_of import facts_of, offers_of
from tests.unit.build.sample_sites import FACTS, brief_of, market_of, picture_of, pictures_of

PRICED = offers_of(6, price="€ 9")
BARE = offers_of(6)
PACKAGES = offers_of(3, price="€ 9", includes=("Prints", "Travel"))
GROUPED = (*offers_of(3, group="Starters"), *offers_of(3, group="Mains"))


@pytest.mark.parametrize(
    ("field", "schema_type", "offers", "kind"),
    [
        ("food", "Restaurant", PRICED, SectionKind.MENU),
        ("food", "Restaurant", GROUPED, SectionKind.MENU),
        ("food", "Restaurant", BARE, SectionKind.OFFERS),
        ("food", "Bakery", PRICED, SectionKind.PRICE_LIST),
        ("retail", "Store", PRICED, SectionKind.PRODUCTS),
        ("retail", "Store", BARE, SectionKind.OFFERS),
        ("beauty", "HairSalon", PRICED, SectionKind.PRICE_LIST),
        ("beauty", "HairSalon", PRICED[:2], SectionKind.OFFERS),
        ("beauty", "HairSalon", (*PRICED[:2], *BARE[:3]), SectionKind.OFFERS),
        ("technology", "Organization", PRICED[:3], SectionKind.PLANS),
        ("fitness", "ExerciseGym", PRICED[:2], SectionKind.PLANS),
        ("fitness", "ExerciseGym", offers_of(9, price="€ 9"), SectionKind.PRICE_LIST),
        ("creative", "LocalBusiness", PACKAGES, SectionKind.PLANS),
        ("creative", "LocalBusiness", PACKAGES[:1], SectionKind.OFFERS),
        ("retail", "Store", PACKAGES, SectionKind.PRODUCTS),
        ("technology", "Organization", (), SectionKind.OFFERS),
    ],
)
def test_offers_are_shown_as_the_business_and_what_is_known_of_them_asks(
    field: str, schema_type: str, offers: tuple[Offer, ...], kind: SectionKind
) -> None:
    assert facts_of(field, schema_type=schema_type, offers=offers).offering is kind


@pytest.mark.parametrize(
    ("business_type", "field", "gastronomy"),
    [
        ("Bistrot", "food", True),
        ("Café-Bar", "food", True),
        ("Ristorante di pesce", "food", True),
        ("Padaria", "food", False),
        ("Barber", "beauty", False),
    ],
)
def test_gastronomy_is_known_by_its_words_too(business_type: str, field: str, gastronomy: bool) -> None:
    facts = facts_of(field)
    brief = facts.brief.model_copy(update={"business_type": business_type})
    assert dataclasses.replace(facts, brief=brief).gastronomy is gastronomy


def test_goods_with_pictures_are_products_and_services_with_pictures_are_told() -> None:
    offers = offers_of(4, image="view")
    pictures = Pictures(pictures=(picture_of("view"),))
    assert facts_of("food", schema_type="Bakery", offers=offers, pictures=pictures).offering is SectionKind.PRODUCTS
    assert facts_of("beauty", offers=offers, pictures=pictures).offering is SectionKind.OFFERS
    assert facts_of("food", schema_type="Bakery", offers=offers).pictured == 0, "a refused picture is none"


def test_a_comparison_needs_two_plans_that_say_what_they_include() -> None:
    assert facts_of("technology", offers=PACKAGES).comparison
    assert not facts_of("technology", offers=(PACKAGES[0], *PRICED[:2])).comparison
    assert not facts_of("retail", offers=PACKAGES).comparison


@pytest.mark.parametrize(
    ("goal", "field", "industry", "form"),
    [
        (Goal.BOOKINGS, "health", "dentist", SectionKind.BOOKING),
        (Goal.SALES, "retail", "shop", SectionKind.ORDER),
        (Goal.SALES, "trade", "trades", SectionKind.QUOTE),
        (Goal.LEADS, "trade", "trades", SectionKind.QUOTE),
        (Goal.LEADS, "professional", "accounting", SectionKind.QUOTE),
        (Goal.LEADS, "professional", "law", None),
        (Goal.LEADS, "education", "education", None),
        (Goal.SIGNUPS, "technology", "software", SectionKind.NEWSLETTER),
        (Goal.SIGNUPS, "fitness", "fitness", None),
        (Goal.TRAFFIC, "media", "general", SectionKind.NEWSLETTER),
        (Goal.TRAFFIC, "health", "dentist", None),
    ],
)
def test_the_form_serves_the_goal(goal: Goal, field: str, industry: str, form: SectionKind | None) -> None:
    assert facts_of(field, goal, industry=industry).form is form


def test_the_briefs_own_offers_come_before_those_of_the_market() -> None:
    brief = brief_of(**FACTS)
    market = market_of(brief).model_copy(update={"offered": offers_of(2)})
    own = Facts.of(DesignRequest(brief=brief, pictures=pictures_of(brief)), market)
    assert [offer.name for offer in own.offers] == ["Rye loaf", "Wheat loaf", "Poppy roll", "Plum cake"]
    assert (own.priced, own.groups, own.pictured, own.portrayed, own.comparable) == (4, 3, 2, 1, 2)
    read = Facts.of(DesignRequest(brief=brief_of()), market)
    assert [offer.name for offer in read.offers] == ["Offer 0", "Offer 1"]
    assert read.field == "food"
