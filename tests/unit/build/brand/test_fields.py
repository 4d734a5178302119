import pytest

from code24.build.brand.fields import FIELDS, GENERAL, field_of
from code24.build.brand.motifs import MOTIFS
from tests.unit.build.sample_sites import brief_of, market_of


@pytest.mark.parametrize(
    ("business", "field"),
    [
        ("bakery", "food"),
        ("barber", "beauty"),
        ("dentist", "health"),
        ("roofer", "trade"),
        ("law firm", "professional"),
        ("SaaS", "technology"),
        ("florist", "retail"),
        ("real estate", "property"),
        ("Zahnarztpraxis", "health"),
        ("alchemist", "general"),
    ],
)
def test_a_business_lands_in_its_field(business: str, field: str) -> None:
    assert field_of(market_of(brief_of(business_type=business), "Thing")).name == field


def test_the_schema_type_decides_where_the_industry_is_unknown() -> None:
    assert field_of(market_of(brief_of(business_type="xyz"), "AutoRepair")).name == "trade"


def test_every_motif_of_a_field_can_be_drawn() -> None:
    for field in (*FIELDS, GENERAL):
        for motif in field.motifs:
            assert MOTIFS[motif]()
